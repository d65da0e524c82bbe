"""Which binding reaches which use, what is read later, and what functions read when they are called."""

from __future__ import annotations

import pytest

from .notebooks import analysed

EDGES = [
    # cells, (definition, use, name)
    pytest.param(["x", "x = 1"], [], id="a use before any binding"),
    pytest.param(["x = 1", "x = 2", "x"], [(1, 2, "x")], id="the last binding wins"),
    pytest.param(["x = 1", "if a: x = 2", "x"], [(0, 2, "x"), (1, 2, "x")], id="perhaps set again"),
    pytest.param(["x = 1", "x += 1", "x"], [(0, 1, "x"), (1, 2, "x")], id="augmented"),
    pytest.param(["x = 1", "def f(): return x", "f()"], [(0, 2, "x"), (1, 2, "f")], id="by a call"),
    pytest.param(
        ["def f(): return x", "x = 1", "f()", "x = 2", "f()"],
        [(0, 2, "f"), (1, 2, "x"), (0, 4, "f"), (3, 4, "x")],
        id="a global that is set between calls",
    ),
    pytest.param(
        ["def f(): return 1", "f()", "def f(): return 2", "f()"],
        [(0, 1, "f"), (2, 3, "f")],
        id="two functions of one name",
    ),
    pytest.param(
        ["x = 1", "k = [lambda: x]", "k[0]()"], [(1, 2, "k"), (0, 2, "x")], id="through a list"
    ),
    pytest.param(
        ["x = 1", "def f():\n    global x\n    x = 2", "f()", "x"],
        [(1, 2, "f"), (0, 3, "x"), (2, 3, "x")],
        id="a call sets a global",
    ),
]


@pytest.mark.parametrize(("cells", "edges"), EDGES)
def test_edges(cells: list[str], edges: list[tuple[int, int, str]]) -> None:
    found = [(e.definition, e.use, e.name) for e in analysed(*cells).edges]
    assert sorted(found) == sorted(edges)


BOUND = [
    # cells before the statement, name, whether it is certainly bound
    pytest.param(["y = 1"], False, id="never set"),
    pytest.param(["x = 1"], True, id="set"),
    pytest.param(["if a: x = 1"], False, id="perhaps"),
    pytest.param(["x = 1", "if a: x = 2"], True, id="set, and perhaps again"),
    pytest.param(["x = 1", "del x"], False, id="deleted"),
    pytest.param(["x = 1", "del x", "x = 1"], True, id="deleted and set again"),
    pytest.param(["x = 1", "if a: del x"], False, id="perhaps deleted"),
    pytest.param(["x = 1", "try: a\nexcept E as x: pass"], False, id="an exception's name"),
]


@pytest.mark.parametrize(("cells", "bound"), BOUND)
def test_certainly_bound(cells: list[str], bound: bool) -> None:
    flow = analysed(*cells, "use").flow
    assert flow.certainly_bound("x", len(cells)) is bound


def test_a_cell_that_failed_binds_nothing_for_certain() -> None:
    flow = analysed("x = 1", "x", error_in=0).flow
    assert not flow.certainly_bound("x", 1)


LIVE = [
    # cells after `x = 1`, whether that value may be read
    pytest.param([], False, id="nothing follows"),
    pytest.param(["x = 2", "x"], False, id="set again first"),
    pytest.param(["x += 1"], True, id="read as it is set again"),
    pytest.param(["if a: x = 2", "x"], True, id="set again, perhaps"),
    pytest.param(["def f(): return x"], False, id="a function that is never called"),
    pytest.param(["def f(): return x", "x = 2", "f()"], False, id="called after it is set again"),
    pytest.param(["def f(): return x", "f()", "x = 2"], True, id="called before that"),
    pytest.param(["def f(): return g()\ndef g(): return x", "f()"], True, id="two functions down"),
    pytest.param(["k = lambda: x", "k()"], True, id="a lambda"),
    pytest.param(["register(lambda: x)", "x = 2"], True, id="whoever is given it may call it"),
    pytest.param(["register(lambda: x)", "go()", "x = 2"], True, id="given away, and called"),
    pytest.param(["register(lambda: x)", "a", "x = 2"], True, id="a display calls __repr__"),
    pytest.param(["class C:\n    def m(self): return x", "c = C()", "c.m()"], True, id="a method"),
    pytest.param(
        ["class C:\n    def __init_subclass__(cls): print(x)", "class D(C): pass", "x = 2"],
        True,
        id="a base that hears of it",
    ),
    pytest.param(["def f(g): print(x)", "@f\ndef h(): pass", "x = 2"], True, id="a decorator"),
    pytest.param(
        ["class C: pass", "C.m = lambda self: x", "go()", "x = 2"],
        True,
        id="a method that came later",
    ),
    pytest.param(["def f(k=lambda: x): return k()", "f()"], True, id="a default that is a lambda"),
    pytest.param(["exec(s)"], True, id="exec may read anything"),
    pytest.param(["%run other.py", "x = 2"], True, id="%run may read anything"),
    pytest.param(["!echo {x}"], True, id="a shell line"),
    pytest.param(["if a:\n    f = lambda: x\n    f()\n    x = 2"], True, id="read inside, early"),
]


@pytest.mark.parametrize(("cells", "live"), LIVE)
def test_live(cells: list[str], live: bool) -> None:
    assert analysed("x = 1", *cells).flow.is_live_after("x", 0) is live


GIVEN_AWAY = [
    # what comes after `x` is set again, once a function that reads it was given away; whether that value may be read
    pytest.param("a", True, id="a display calls __repr__"),
    pytest.param("y = go()", True, id="a call"),
    pytest.param("y = a", False, id="no call"),
]


@pytest.mark.parametrize(("cell", "live"), GIVEN_AWAY)
def test_what_was_given_away_may_be_called_by_any_call(cell: str, live: bool) -> None:
    flow = analysed("x = 1", "register(lambda: x)", "x = 2", cell, "x = 3").flow
    assert flow.is_live_after("x", 2) is live


def test_a_magic_reads_a_name_that_is_a_column_as_well() -> None:
    analysis = analysed("x = 1", "df['x'] = 2", "!echo {x}")
    assert "x" in analysis.flow.reads(analysis.statements[2])


def test_a_cell_of_another_language_may_bind_a_name() -> None:
    assert analysed("%%bash --out x\nls", "x").flow.may_be_bound("x", 1)


CAPTURED = [
    pytest.param(["def f(): return 1"], "", id="nothing"),
    pytest.param(["x = 1\ndef f(): return x"], "x", id="a value"),
    pytest.param(["import m\ndef f(): return m.x"], "", id="an import does not change"),
    pytest.param(["def f(): return g()\ndef g(): return x\nx = 1"], "g x", id="a function's value"),
    pytest.param(["def f(): return f()"], "f", id="itself"),
    pytest.param(["f = lambda: x\nx = 1"], "x", id="a lambda"),
    pytest.param(["x = 1\nfrom m import f"], "", id="an imported function reads its own module"),
]


@pytest.mark.parametrize(("cells", "names"), CAPTURED)
def test_captured(cells: list[str], names: str) -> None:
    assert " ".join(sorted(analysed(*cells).flow.captured_by(["f"]))) == names


def test_what_was_not_made_yet_is_not_captured() -> None:
    flow = analysed("x = 1", "f = lambda: x", "f()").flow
    assert (flow.captured_by(["f"], before=1), flow.captured_by(["f"], before=2)) == (
        frozenset(),
        {"x"},
    )


def test_a_list_holds_what_each_statement_puts_in() -> None:
    cells = ("a = b = 1", "def f(): return a", "def g(): return b", "fs = []")
    flow = analysed(*cells, "fs.append(f)", "fs.append(g)", "fs[0]()").flow
    held = [flow.captured_by(["fs"], before) for before in (4, 5, 6)]
    assert held == [frozenset(), {"a"}, {"a", "b"}]


def test_only_what_was_made_before_a_run_is_captured_from_outside() -> None:
    analysis = analysed("a = 0", "def f(): return a", "b = f()")
    flow, statements = analysis.flow, analysis.statements
    assert flow.captured_from_outside(statements[1:]) == frozenset()
    assert flow.captured_from_outside(statements[2:]) == {"a"}


WRITES = [
    pytest.param(["x = 1\ndef f(): pass", "f()"], "", id="none"),
    pytest.param(["def f():\n    global x\n    x = 1", "f()"], "x", id="a call"),
    pytest.param(["def f():\n    global x\n    x = 1", "f"], "x", id="a mention may be a call"),
    pytest.param(["def g(): f()\ndef f():\n    global x\n    x = 1", "g()"], "x", id="two down"),
    pytest.param(
        ["k = []\ndef f():\n    global x\n    x = 1\nk.append(f)", "k[0]()"], "x", id="kept"
    ),
    pytest.param(
        ["if a:\n    def f():\n        global x\n        x = 1", "f()"], "x", id="in an if"
    ),
]


@pytest.mark.parametrize(("cells", "names"), WRITES)
def test_global_writes(cells: list[str], names: str) -> None:
    analysis = analysed(*cells)
    assert " ".join(sorted(analysis.flow.global_writes(analysis.statements[-1]))) == names
