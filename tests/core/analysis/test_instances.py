"""A class without a repr moves where the notebook only looks into its instances, and stays where one may show."""

from __future__ import annotations

import pytest

from jupyterlab_promote.core.model import Refusal

from .test_movability import needs

BODY = """\
    def __init__(self, k=1):
        self.k = k
        self.losses = []
    def fit(self, x):
        self.losses.append(self.k * x)
    def predict(self, x):
        return [self.k * v for v in x]
    def again(self):
        return self
"""
M = f"<class M:\n{BODY}"

MOVES = [
    pytest.param([M, "m = M()", "m.losses"], id="an attribute"),
    pytest.param([M, "m = M()\nm.fit(1)\nprint(m.losses, m.predict([1]))"], id="printed"),
    pytest.param([M, "m = M()", "p = m.predict([1])", "p"], id="what a method gives"),
    pytest.param([M, "a = M(1)", "b = M(2)", "f'{a.k} {b.k}'"], id="two of them"),
    pytest.param([M, "m = M()\nm.again()\nm.k"], id="a method that gives it back, for nothing"),
    pytest.param([M, "m = M()", "def show():\n    print(m.k)\nshow()"], id="within a function"),
    pytest.param([M, "m = M()\nm.extra = 3", "m.extra"], id="an attribute from outside"),
    pytest.param([M, "m = M()", "for i in range(3):\n    m.fit(i)\nm.losses[0]"], id="in a loop"),
    pytest.param([M, "m = M()\nm = M(2)", "m.k"], id="made twice"),
]

STAYS = [
    pytest.param([M, "m = M()", "m"], id="itself"),
    pytest.param([M, "M()"], id="made to be shown"),
    pytest.param([M, "m = M()", "m.predict"], id="a bound method"),
    pytest.param([M, "m = M()", "m.__dict__"], id="a special attribute"),
    pytest.param([M, "m = M()", "vars(m)", "m.k"], id="looked at by a function"),
    pytest.param([M, "m = M()", "m.again()"], id="a method that gives it back"),
    pytest.param([M, "m = M().again()", "m.losses"], id="bound to what gives it back"),
    pytest.param([M, "m = M()", "n = m.again()", "n"], id="by another name"),
    pytest.param([M, "m = M()\nm.me = m", "m.me"], id="in itself"),
    pytest.param([M, "m = M()\nm.other = M()", "m.other"], id="another one in it"),
    pytest.param([M, "m = M()", "n = m", "n.k"], id="an alias"),
    pytest.param([M, "m, n = M(), 1", "m.k"], id="one of two names"),
    pytest.param([M, "m = M()\nm.fit([m])", "m.losses"], id="given to a method"),
    pytest.param([M, "m = M()", "def keep(x):\n    x.me = x\nkeep(m)", "m.me"], id="given to a function"),
    pytest.param([M, "m = M()", "def give():\n    return m", "m.k = give()\nm.k"], id="given by a function"),
    pytest.param([M, "m = M()", "class N:\n    held = m", "N.held"], id="held by another class"),
    pytest.param([M, "M.first = M()", "M.first"], id="in an attribute of the class"),
    pytest.param([M, "ms = [M()]", "ms[0].k"], id="in a list"),
    pytest.param([M, "m = M()", "%prun m.fit(1)", "m.k"], id="in a magic"),
    pytest.param([f"{M}    def keep(self):\n        self.me = self", "m = M()", "m.me"], id="keeps itself"),
    pytest.param([f"{M}    def keep(self):\n        self.f = self.fit", "m = M()", "m.f"], id="keeps its method"),
    pytest.param([f"{M}    def all(self):\n        return [self]", "m = M()", "m.all()"], id="gives itself in a list"),
    pytest.param([f"{M}    def each(self):\n        yield self", "m = M()", "m.each().k"], id="yields itself"),
    pytest.param([f"{M}    def new(self):\n        return M()", "m = M()", "m.new()"], id="makes another"),
    pytest.param([f"{M}    @property\n    def me(self):\n        return self", "m = M()", "m.me"], id="a property"),
    pytest.param(
        [f"{M}    def g(self):\n        def f():\n            return self\n        self.f = f", "m = M()", "m.f()"],
        id="a function inside",
    ),
    pytest.param([f"{M}    def up(self):\n        return super()", "m = M()", "m.up()"], id="gives its super"),
    pytest.param([f"{M}    def kind(self):\n        return __class__", "m = M()", "m.kind()"], id="gives its class"),
    pytest.param(
        [f"{M}    @property\n    def size(self):\n        return self.k", "m = M()", "m.size"], id="a plain property"
    ),
    pytest.param([f"{M}    f = lambda self: self", "m = M()", "m.f()"], id="a lambda inside"),
    pytest.param([f"{M}    @classmethod\n    def new(cls):\n        return cls()", "m = M()", "m.new()"], id="a class method"),
    pytest.param(["class B: pass", f"<class M(B):\n{BODY}", "m = M()", "m.k"], id="with a base"),
    pytest.param(["import a", f"<class M(metaclass=a.B):\n{BODY}", "m = M()", "m.k"], id="with a metaclass"),
]  # fmt: skip


@pytest.mark.parametrize("cells", MOVES)
def test_moves(cells: list[str]) -> None:
    found = needs(*cells)
    assert not isinstance(found, Refusal), found


@pytest.mark.parametrize("cells", STAYS)
def test_stays(cells: list[str]) -> None:
    found = needs(*cells)
    assert isinstance(found, Refusal)
    assert found.slug in ("shows-module", "class-body-runs")
