"""A class stays where the notebook shows its module: by a type, a pickle, or a repr that holds it."""

import pytest

from jupyterlab_promote import api
from jupyterlab_promote.core.analysis.movability import definition_obstacle

PLAIN = "class A:\n    def __init__(self):\n        self.x = 1\n"
WITH_STR = PLAIN + "    def __str__(self):\n        return 'A'\n"
DATA = "@dataclass\nclass A:\n    x: int = 1\n"
NAMES = "from enum import Enum\nfrom dataclasses import dataclass\nfrom sklearn.base import BaseEstimator"
SHOWN = {
    "the type of a caught error": [
        "class A(ValueError):\n    pass\n\ndef f():\n    raise A('x')",
        "try:\n    f()\nexcept A as e:\n    print(type(e))",
    ],
    "pickled": [PLAIN, "import pickle\ns = pickle.dumps(A())\nprint(b'__main__' in s)"],
    "held by a model": [PLAIN, "model = CatBoostClassifier(loss=A())", "model.fit(X)"],
    "displayed, where only print uses __str__": [WITH_STR, "a = A()", "a"],
    "in a list that is printed": [WITH_STR, "a = [A()]", "print(a)"],
    "formatted with !r": [WITH_STR, "a = A()", "text = f'{a!r}'"],
    "the type of one with a repr": [DATA, "a = A()", "print(type(a))"],
    "its __class__": [DATA, "a = A()", "a.__class__"],
    "a dataclass without a repr": [DATA.replace("dataclass\n", "dataclass(repr=False)\n"), "A()"],
    "by a function that prints what it is given": [
        PLAIN,
        "def show(o): print(o)",
        "a = A()\nshow(a)\n1",
    ],
    "by a method that prints itself": [
        PLAIN + "    def show(self):\n        print(self)\n",
        "a = A()\na.show()\n1",
    ],
    "by a method of its own that sounds like a table's": [
        PLAIN + "    def head(self):\n        return self\n",
        "a = A()",
        "a.head()",
    ],
    "an error that the cell displays": [
        "class A(ValueError):\n    pass\n",
        "try:\n    raise A('x')\nexcept A as e:\n    last = e",
        "last",
    ],
    "an attribute that holds instances": [
        "class A:\n    all = []\n    def __init__(self):\n        A.all.append(self)\n",
        "A()\n1",
        "A.all",
    ],
    "an attribute that is set to one": ["class A:\n    first = None\n", "A.first = A()", "A.first"],
    "in an item": [PLAIN, "d = {}", "d['a'] = A()", "print(type(d['a']))"],
}


@pytest.mark.parametrize("cells", SHOWN.values(), ids=SHOWN.keys())
def test_stays(cells: list[str]) -> None:
    analysis = api.analyse(api.notebook_of([NAMES, *cells]))
    made = next(s.index for s in analysis.statements if s.kind == "class")
    refusal = definition_obstacle(analysis, made)
    assert refusal is not None
    assert refusal.slug == "shows-module"


SAFE = {
    "printed, and so its __str__": [WITH_STR, "a = A()", "print(a)\nprint(f'{a}')"],
    "the name of its type": [DATA, "a = A()", "print(type(a).__name__)"],
    "a number that the class keeps": [
        "class A:\n    n = 0\n    def __init__(self):\n        A.n += 1\n",
        "A()\n1",
        "A.n",
    ],
    "a class that formats what it is given": [
        "class A:\n    def __init__(self, code):\n        self.text = f'{code}'\n",
        "a = 3 if A(1) else 2",
    ],
    "a dataclass": [DATA, "a = A()", "a"],
    "a member": ["class A(Enum):\n    RED = 1\n", "A.RED"],
    "an estimator": ["class A(BaseEstimator):\n    pass\n", "a = A()", "a"],
    "an error that is printed": [
        "class A(ValueError):\n    pass\n",
        "try:\n    raise A('x')\nexcept A as e:\n    print(e)",
    ],
    "a function that prints a part": [PLAIN, "def show(o): print(len(o.x))", "a = A()\nshow(a)\n1"],
}


@pytest.mark.parametrize("cells", SAFE.values(), ids=SAFE.keys())
def test_moves(cells: list[str]) -> None:
    analysis = api.analyse(api.notebook_of([NAMES, *cells]))
    made = next(s.index for s in analysis.statements if s.kind == "class")
    assert definition_obstacle(analysis, made) is None
