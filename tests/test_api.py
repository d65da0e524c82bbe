"""The public functions on text and values; what touches the disk is tested through the command line."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from jupyterlab_promote import api


def analysed(*cells: str) -> api.Analysis:
    return api.analyse(api.notebook_of(cells))


@pytest.mark.parametrize(
    ("source", "binds"),
    [
        pytest.param("x", set(), id="a display"),
        pytest.param("f(x)", set(), id="a call"),
        pytest.param("x.y = 1", set(), id="an attribute"),
        pytest.param("x[0] = 1", set(), id="an item"),
        pytest.param("[i for i in y]", set(), id="a comprehension's own name"),
        pytest.param("lambda a: a", set(), id="a parameter"),
        pytest.param("x = 1\ndel x", set(), id="deleted again"),
        pytest.param("try:\n    f()\nexcept E as e:\n    pass", set(), id="except as"),
        pytest.param("%matplotlib inline", set(), id="a magic"),
        pytest.param("x = y = 1", {"x", "y"}, id="chained"),
        pytest.param("a, (b, *c) = z", {"a", "b", "c"}, id="unpacked"),
        pytest.param("x: int = 1", {"x"}, id="annotated"),
        pytest.param("x += 1", {"x"}, id="augmented"),
        pytest.param("[(n := i) for i in y]", {"n"}, id="walrus in a comprehension"),
        pytest.param("for i, j in z: pass", {"i", "j"}, id="for"),
        pytest.param("with open(p) as f: pass", {"f"}, id="with"),
        pytest.param("import a.b, c as d", {"a", "d"}, id="imports"),
        pytest.param("def f(a): b = 1", {"f"}, id="def"),
        pytest.param("class C:\n    a = 1", {"C"}, id="class"),
        pytest.param("match p:\n    case [a, {'k': b}]: pass", {"a", "b"}, id="match"),
        pytest.param("x = !ls", {"x"}, id="a shell line"),
        pytest.param("%time x = f()", {"x"}, id="a line magic"),
        pytest.param("%%time\nx = 1", {"x"}, id="under a cell magic"),
    ],
)
def test_what_a_cell_binds(source: str, binds: set[str]) -> None:
    assert api.facts(source).binds == binds


@pytest.mark.parametrize(
    ("source", "now", "later"),
    [
        pytest.param("x = 1", set(), set(), id="nothing"),
        pytest.param("x = 1\nprint(x)", set(), set(), id="its own"),
        pytest.param("f(key=1)", {"f"}, set(), id="a keyword is no read"),
        pytest.param("'x'", set(), set(), id="a string"),
        pytest.param("y = x", {"x"}, set(), id="a name"),
        pytest.param("x += 1", {"x"}, set(), id="augmented"),
        pytest.param("x.y = 1", {"x"}, set(), id="an attribute's owner"),
        pytest.param("if c:\n    x = 1\nprint(x)", {"c", "x"}, set(), id="bound on one path"),
        pytest.param("f'{x:>{w}}'", {"x", "w"}, set(), id="f-string"),
        pytest.param("def f(a=d): return a + g", {"d"}, {"g"}, id="default now, body later"),
        pytest.param("@d\ndef f(): pass", {"d"}, set(), id="a decorator runs now"),
        pytest.param("f = lambda a: a + g", set(), {"g"}, id="lambda"),
        pytest.param("def f(): return g\nf()", {"g"}, {"g"}, id="called here"),
        pytest.param(
            "def f(): return h()\ndef h(): return g\nf()", {"g"}, {"g", "h"}, id="called through"
        ),
        pytest.param("def f(): return g", set(), {"g"}, id="not called here"),
        pytest.param(
            "class C:\n    a = b\n    def m(self): return g", {"b"}, {"g"}, id="class body"
        ),
        pytest.param("df.query('a > @limit')", {"df"}, set(), id="a query's names are mentions"),
        pytest.param("%time f(x)", {"f", "x"}, set(), id="a line magic"),
    ],
)
def test_what_a_cell_reads(source: str, now: set[str], later: set[str]) -> None:
    facts = api.facts(source)
    assert (facts.reads_now, facts.reads_when_called) == (now, later)


@pytest.mark.parametrize(
    ("source", "certainly", "perhaps"),
    [
        pytest.param("y = x + 1", set(), set(), id="arithmetic"),
        pytest.param("print(len(x))", set(), set(), id="known functions"),
        pytest.param("df.head()", set(), set(), id="a method that only looks"),
        pytest.param("x = []\nx.append(1)", set(), set(), id="its own"),
        pytest.param("x.append(1)", {"x"}, {"x"}, id="an in-place method"),
        pytest.param("x[0] = y", {"x"}, {"x"}, id="an item"),
        pytest.param("x.a.b = 1", {"x"}, {"x"}, id="deep"),
        pytest.param("df.dropna(inplace=True)", {"df"}, {"df"}, id="inplace"),
        pytest.param("g(a, out=c)", {"c"}, {"a", "c"}, id="out"),
        pytest.param("f(x)", set(), {"x"}, id="an unknown call"),
    ],
)
def test_what_a_cell_changes(source: str, certainly: set[str], perhaps: set[str]) -> None:
    facts = api.facts(source)
    assert (facts.mutates, facts.may_mutate) == (certainly, perhaps)


def test_builtins_are_apart() -> None:
    facts = api.facts("print(list(x))\ndef f(): return sum(y)")
    assert facts.builtins == {"print", "list", "sum"}
    assert facts.reads_now == {"x"}


def test_names_in_strings_are_mentioned() -> None:
    assert "limit" in api.facts("df.query('a > @limit')").mentions


def test_a_cell_that_does_not_parse_says_where() -> None:
    with pytest.raises(api.UnusableInput) as caught:
        api.facts("x = 1\ny = (")
    assert (caught.value.slug, caught.value.where) == ("unreadable-cell", "line 2")


@pytest.mark.parametrize(
    ("cells", "last"),
    [
        pytest.param(["x = 1", "y = 2"], (1,), id="independent"),
        pytest.param(["x = 1", "x = 2", "x"], (1, 2), id="overwritten"),
        pytest.param(["x = []", "print(x)", "x"], (0, 2), id="only looked at"),
        pytest.param(["df = f()", "df.head()", "df"], (0, 2), id="only displayed"),
        pytest.param(["import pandas as pd", "pd.foo()", "pd.bar()"], (0, 2), id="modules stay"),
        pytest.param(
            ["def f(a): return a + 1", "x = 1", "f(x)", "x"],
            (1, 3),
            id="a function that changes nothing",
        ),
        pytest.param(["a = b", "b = 1", "a"], (0, 2), id="bound too late"),
        pytest.param(["x = 1", "y = x", "z = y", "z"], (0, 1, 2, 3), id="a chain"),
        pytest.param(["x = []", "x.append(1)", "x"], (0, 1, 2), id="changed in place"),
        pytest.param(["x = []", "y = x", "y.append(1)", "x"], (0, 1, 2, 3), id="by another name"),
        pytest.param(["x = []", "y = x", "y += [1]", "x"], (0, 1, 2, 3), id="by a sign"),
        pytest.param(
            ["def f(a): a.append(1)", "x = []", "f(x)", "x"], (0, 1, 2, 3), id="by a function"
        ),
        pytest.param(
            ["x = []", "def f(): x.append(1)", "f()", "x"],
            (0, 1, 2, 3),
            id="a global of a function",
        ),
        pytest.param(
            ["x = 1", "def f():\n    global x\n    x = 2", "f()", "x"], (0, 1, 2, 3), id="global"
        ),
        pytest.param(
            ["t = 1", "def f(): return g()", "def g(): return t", "f()"],
            (0, 1, 2, 3),
            id="call graph",
        ),
        pytest.param(["x = 1", "if c:\n    x = 2", "x"], (0, 1, 2), id="perhaps overwritten"),
        pytest.param(["x = 1", "a = x; b = 1", "b"], (0, 1, 2), id="cells run as a whole"),
        pytest.param(
            ["import random", "random.seed(1)", "random.random()", "random.random()"],
            (0, 1, 2, 3),
            id="random state",
        ),
    ],
)
def test_the_cells_that_the_last_one_needs(cells: list[str], last: tuple[int, ...]) -> None:
    assert api.slice_of(analysed(*cells), len(cells) - 1) == last


@pytest.mark.parametrize("cell", [-1, 2], ids=["before the first", "after the last"])
def test_a_slice_of_no_cell(cell: int) -> None:
    with pytest.raises(api.UnusableInput, match="no cell"):
        api.slice_of(analysed("x", "y"), cell)


def test_the_slice_of_a_long_notebook_does_not_recurse() -> None:
    cells = ["x0 = 1", *(f"x{n} = x{n - 1}" for n in range(1, 3000))]
    assert len(api.slice_of(analysed(*cells), 2999)) == 3000


def test_the_examples_of_the_documentation() -> None:
    page = Path(__file__).parents[1] / "docs" / "api.md"
    done = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert done.attempted > 20
    assert not done.failed
