"""Which code may hold a value whose end the notebook sees; in each row the run is the cell that begins with `<`."""

from __future__ import annotations

import pytest

from jupyterlab_promote.core.analysis.lifetimes import see_lifetimes

from .notebooks import analysed

CLOSING = "def rows(p=1):\n    try:\n        yield p\n    finally:\n        print('end')"
CLASS = "class C:\n    def __del__(self): print('end')"
HELD = "g = rows()\nnext(g)"

SEEN = [
    # cells of which the run holds a value that ends early in a function
    pytest.param([CLOSING, "<g = rows()\nx = next(g)"], id="a generator with a name"),
    pytest.param([CLOSING, "<g = iter(rows())\nx = next(g)"], id="within another call"),
    pytest.param([CLOSING, "<for x in (y for y in rows()): break"], id="within another generator"),
    pytest.param([CLOSING, HELD, "<h = g"], id="another name"),
    pytest.param([CLOSING, "gs = []", "gs.append(rows())", "<h = gs[0]\nnext(h)"], id="in a list"),
    pytest.param([CLOSING, "def make(): return rows()", "<g = make()\nnext(g)"], id="given back"),
    pytest.param([CLOSING, "def make():\n    yield from rows()", "<g = make()\nnext(g)"], id="passed on"),
    pytest.param([CLOSING, "f = rows", "<g = f()\nnext(g)"], id="a function by another name"),
    pytest.param([CLOSING, "def call(f):\n    g = f()\n    next(g)", "call(rows)", "<call"], id="handed over"),
    pytest.param([CLOSING, "h = next\nd = {'a': h}", "d['a'](rows())", "<x = d"], id="handed to what a dict holds"),
    pytest.param([CLOSING, "import m", "m.keep(rows())", "<x = m.kept()\nnext(x)"], id="kept by a library"),
    pytest.param(
        [CLOSING, "from m import keep\nfrom m.n import kept", "keep(rows())", "<x = kept()\nnext(x)"],
        id="kept by one part of a library, given by another",
    ),
    pytest.param([CLOSING, "def list(x): return x", "<g = list(rows())\nnext(g)"], id="another list"),
    pytest.param(["from numpy import *", CLOSING, "<g = max(rows())\nnext(g)"], id="another max"),
    pytest.param([CLOSING, "<def f(list):\n    g = list(rows())\n    next(g)"], id="a parameter called list"),
    pytest.param(
        ["class H:\n    def __del__(self): print(1)", CLOSING.replace("yield p", "yield H()"),
         "<x = list(rows())\nnext(iter(x))"], id="a generator of such values",
    ),
    pytest.param([CLOSING, "next(rows())", f"<{CLOSING}"], id="the generator itself"),
    pytest.param([f"<{CLOSING}", "for x in rows(rows()): break"], id="the generator, which is given one"),
    pytest.param([CLOSING, "other = lambda p: list(rows(p))", "g = other(rows())", f"<{CLOSING}"], id="given one elsewhere"),
    pytest.param(
        ["things = []", CLOSING.replace("yield p", "yield things"), "things.append(rows())", "<x = list(rows())\ny = x"],
        id="it yields what holds one",
    ),
    pytest.param([CLOSING, HELD, "exec('h = g')", "<x = 1"], id="names looked up elsewhere"),
    pytest.param(["class D:\n" + CLOSING.replace("p=1", "self").replace("\n", "\n    ").replace("def", "    def"),
                  "d = D()", "<g = d.rows()\nnext(g)"], id="a method"),
    pytest.param([CLASS, "<c = C()\nx = 1"], id="a finalizer"),
    pytest.param([CLASS, "class D(C): pass", "<d = D()"], id="an inherited finalizer"),
    pytest.param([CLASS, "cs = [C()]", "<a = cs.pop()"], id="a finalizer in a list"),
    pytest.param(["import weakref", "s = weakref.WeakSet()", "def f(a): s.add(a)", "<f(b)"], id="a weak reference"),
    pytest.param(["from weakref import ref as r", "x = [1]\ny = r(x)", "<x = 2"], id="by another name"),
    pytest.param(["a = m()", "<a.resize(6)"], id="resize"),
    pytest.param(["a = m()", "<b = a", "a.resize(6)"], id="another reference"),
    pytest.param(["import sys", "a = [1]", "sys.getrefcount(a)", "<b = a"], id="a count of references"),
]  # fmt: skip

UNSEEN = [
    pytest.param([CLOSING, "<x = next(rows())"], id="dropped within the expression"),
    pytest.param([CLOSING, "<for x in rows(): break"], id="dropped with the loop"),
    pytest.param([CLOSING, "<x = list(rows())\nfor y in x: break"], id="used up"),
    pytest.param([CLOSING, "<for i, x in enumerate(zip(rows(), x)): break"], id="used up by way of others"),
    pytest.param([CLOSING, "<def f():\n    return [x for x in rows()]", "next(f())"], id="used up in a function"),
    pytest.param([CLOSING, HELD, "import m", "<x = m.f()\ny = x + 1"], id="code beside it"),
    pytest.param([CLOSING, HELD, "<for x in [1]: break"], id="another loop"),
    pytest.param([f"<{CLOSING}", "for x in rows(): break"], id="the generator, which nothing ever holds"),
    pytest.param([CLOSING, "def f(): return [1]", "<x = list(rows(f()))"], id="given a plain value"),
    pytest.param(["things = []", CLOSING.replace("yield p", "yield things"), "<x = next(rows())\ny = x"], id="it yields data"),
    pytest.param(["import weakref", "exec('x = 1')", "<y = 2"], id="an import that nobody uses"),
    pytest.param([CLASS, "c = C()", "<x = 1"], id="code beside a finalizer"),
    pytest.param(["import weakref\ns = weakref.WeakSet()", "<x = 1"], id="code beside weak references"),
    pytest.param(["K = 3", "a = m(K)", "a.resize(6)", "<b = K"], id="a constant holds nothing"),
]  # fmt: skip


def seen(cells: list[str]) -> bool:
    analysis = analysed(*(cell.removeprefix("<") for cell in cells))
    (marked,) = (i for i, cell in enumerate(cells) if cell.startswith("<"))
    return see_lifetimes(analysis, [s for s in analysis.statements if s.cell == marked])


@pytest.mark.parametrize("cells", SEEN)
def test_the_end_of_a_value_is_seen(cells: list[str]) -> None:
    assert seen(cells)


@pytest.mark.parametrize("cells", UNSEEN)
def test_the_end_of_a_value_is_not_seen(cells: list[str]) -> None:
    assert not seen(cells)
