"""Instances whose default repr would name another module, and what shows none."""

import pytest

from jupyterlab_promote import api
from jupyterlab_promote.core.analysis.showing import shows_instance

ACCOUNT = """\
class Account:
    def __init__(self, balance):
        self.balance = balance

    def total(self):
        return self.balance + 1

    def add(self, x):
        self.balance += x
        return self
"""
SHOWS_NONE = {
    "never made": [ACCOUNT],
    "a method's result": [ACCOUNT, "a = Account(1)", "print(a.total())", "a.total()"],
    "a number of it": [ACCOUNT, "xs = [Account(1)]", "print(len(xs))"],
    "compared": [ACCOUNT, "a = Account(1)", "a == 3"],
    "own repr": ["class A:\n    def __repr__(self):\n        return 'A'", "A()"],
    "inherited repr": ["class B(BaseEstimator):\n    pass", "class A(B):\n    pass", "A()"],
    "an error": ["class A(ValueError):\n    pass", "print(A('x'))"],
    "dataclass": ["@dataclass\nclass A:\n    x: int", "A(1)"],
}
SHOWS_ONE = {
    "displayed": [ACCOUNT, "a = Account(1)", "a"],
    "made and displayed": [ACCOUNT, "Account(1)"],
    "printed": [ACCOUNT, "a = Account(1)", "print('a', a)"],
    "formatted": [ACCOUNT, "a = Account(1)", "s = f'{a}'"],
    "in a list": [ACCOUNT, "xs = []", "xs.append(Account(1))", "xs"],
    "in an item": [ACCOUNT, "d = {}", "d['a'] = Account(1)", "print(type(d['a']))"],
    "in a loop": [ACCOUNT, "xs = [Account(1)]", "for x in xs:\n    print(x)"],
    "in a comprehension": [ACCOUNT, "xs = [Account(1)]", "print([str(x) for x in xs])"],
    "by a fluent method": [ACCOUNT, "a = Account(1)", "a.add(2)"],
    "by an unknown method": [ACCOUNT, "a = Account(1)", "b = [a]", "b.copy()"],
    "through another one": [ACCOUNT, "a = Account(1)", "b = Account(a)", "print(b.total())"],
    "in a CatBoost model": [ACCOUNT, "m = CatBoostClassifier(loss=Account(1))", "m.fit(X)"],
    "in an estimator": [ACCOUNT, "model = Pipeline([('a', Account(1))])", "model.fit(X)"],
}


def class_of(cells: list[str], name: str) -> bool:
    analysis = api.analyse(api.notebook_of(cells))
    (definition,) = analysis.flow.functions[name]
    return shows_instance(analysis, definition)


@pytest.mark.parametrize("cells", SHOWS_NONE.values(), ids=SHOWS_NONE.keys())
def test_leaves_alone(cells: list[str]) -> None:
    assert not class_of(cells, "Account" if cells[0] is ACCOUNT else "A")


@pytest.mark.parametrize("cells", SHOWS_ONE.values(), ids=SHOWS_ONE.keys())
def test_shows(cells: list[str]) -> None:
    assert class_of(cells, "Account")
