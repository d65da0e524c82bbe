"""A class stays where the notebook shows its module: by a type, a pickle, or a repr that holds it."""

import pytest

from jupyterlab_promote import api
from jupyterlab_promote.core.analysis.movability import definition_obstacle

PLAIN = "class A:\n    def __init__(self):\n        self.x = 1\n"
SHOWN = {
    "the type of a caught error": [
        "class A(ValueError):\n    pass\n\ndef f():\n    raise A('x')",
        "try:\n    f()\nexcept A as e:\n    print(type(e))",
    ],
    "pickled": [PLAIN, "import pickle\ns = pickle.dumps(A())\nprint(b'__main__' in s)"],
    "held by a model": [PLAIN, "model = CatBoostClassifier(loss=A())", "model.fit(X)"],
    "in an item": [PLAIN, "d = {}", "d['a'] = A()", "print(type(d['a']))"],
}


@pytest.mark.parametrize("cells", SHOWN.values(), ids=SHOWN.keys())
def test_stays(cells: list[str]) -> None:
    refusal = definition_obstacle(api.analyse(api.notebook_of(cells)), 0)
    assert refusal is not None
    assert refusal.slug == "shows-module"
