"""What a run of statements takes and gives: the cells that begin with `<` are the run."""

from __future__ import annotations

import pytest

from jupyterlab_promote.core.analysis.facts import Interface

from .notebooks import interface

FREE = [
    # cells, parameters, returns, localised
    pytest.param(["<x = 1"], "", "", "x", id="nothing reads it later"),
    pytest.param(["<x = 1", "x"], "", "x", "", id="a later cell reads it"),
    pytest.param(["<x = 1", "x = 2\nx"], "", "", "x", id="it is set again before it is read"),
    pytest.param(["<x = 1", "if a:\n    x = 2\nx", "a = 1"], "", "x", "", id="set again, perhaps"),
    pytest.param(["a = 1", "<x = a"], "a", "", "x", id="data comes in"),
    pytest.param(["a = 1\nb = 2", "<x = b + a"], "b a", "", "x", id="in order of reading"),
    pytest.param(["import a", "<x = a.b"], "", "", "x", id="an import is no parameter"),
    pytest.param(["def f(): pass", "<x = f()"], "", "", "x", id="a function is no parameter"),
    pytest.param(["f = len", "<x = f([])"], "f", "", "x", id="a function with another name is one"),
    pytest.param(["<x = len([])"], "", "", "x", id="a builtin"),
    pytest.param(["len = max", "<x = len([])"], "len", "", "x", id="a shadowed builtin"),
    pytest.param(
        ["def len(x): pass\ndel len", "<x = len([])"], "len", "", "x", id="a builtin that is back"
    ),
    pytest.param(["<x = 1\ny = x", "y"], "", "y", "x", id="what only the run needs"),
    pytest.param(["t = 0", "<for i in range(3):\n    t += i", "t"], "t", "t", "i", id="accumulator"),
    pytest.param(["<for i in [1]:\n    pass", "i"], "", "i", "", id="a loop's variable leaks"),
    pytest.param(
        ["i = 0\nv = []", "<for i in v:\n    pass", "i"], "v i", "i", "", id="it may not run"
    ),
    pytest.param(["x = 1\na = 1", "<if a:\n    x = 2", "x"], "a x", "x", "", id="on one path only"),
    pytest.param(["x = []", "<x.append(1)", "x"], "x", "", "", id="changed in place"),
    pytest.param(["x = []", "<y = x\ny.append(1)", "x"], "x", "", "y", id="changed by another name"),
    pytest.param(["<x = [y for y in 'ab']"], "", "", "x", id="a comprehension's name stays inside"),
    pytest.param(["<print(y := 1)", "y"], "", "y", "", id="walrus"),
    pytest.param(["p = ''", "<x = open(p)"], "p", "x", "", id="a file lives as long as its name"),
    pytest.param(["a = 1", "<f = lambda: a"], "a", "", "f", id="a closure's names come in"),
    pytest.param(["<a = 1\nf = lambda: a", "f()"], "", "a f", "", id="a closure takes its own along"),
    pytest.param(["<x = 1\ndel x"], "", "", "", id="made and deleted"),
    pytest.param(["if a:\n    x = 1", "<y = x", "a = 1"], "x", "", "y", id="it fails before it does anything"),
    pytest.param(
        ["try:\n    id()\nexcept OSError as e:\n    id(e)", "<try:\n    id()\nexcept OSError as e:\n    id(e)"],
        "", "", "", id="two exceptions by one name",
    ),
    pytest.param(["df = 0\nk = 1", "<y = df.query('a > @k')"], "df k", "", "y", id="a query's name"),
    pytest.param(
        ["df = 0\nk = 1\nq = 'a > @k'", "<y = df.query(q)"], "df q k", "", "y",
        id="a query that is written elsewhere",
    ),
    pytest.param(
        ["k = 1\ndf = {'k': 0}", "<y = df.query('a > @k')"], "df k", "", "y",
        id="after an @ there is no column",
    ),
    pytest.param(
        ["import smf\ny = 1\ndf = {'y': 0}", "<m = smf.ols('y ~ x', df)"], "df", "", "m",
        id="a formula's word that is a column",
    ),
    pytest.param(
        ["import smf\ny = 1\ndf = {}", "<m = smf.ols('y ~ x', df)"], "df y", "", "m",
        id="a formula's word that is a name",
    ),
    pytest.param(
        ["import duckdb\ndf = 1", "<x = duckdb.sql('SELECT a FROM df JOIN t USING (a)')"], "df", "", "x",
        id="a table in SQL",
    ),
    pytest.param(
        ["import sql\ndf = 1", "<x = sql.read('SELECT a FROM df')"], "", "", "x",
        id="SQL that goes to a server",
    ),
    pytest.param(["a = 1", "<def f():\n    return a", "f()"], "a", "f", "", id="a function is given"),
    pytest.param(
        ["<def f(): return 1\nx = f()", "x"], "", "x", "f", id="a function for the run alone"
    ),
    pytest.param(
        ["<def f(n): return n and f(n - 1)\nx = f(3)", "x"], "", "x", "f", id="that calls itself"
    ),
    pytest.param(
        ["<a = 1\ndef f(): return a\na = 2\nx = f()", "x"], "", "x", "a f",
        id="that reads what the run sets",
    ),
    pytest.param(
        ["<def f(): return 1", "def g(): return f()", "g()"], "", "f", "",
        id="called by a function that is made later",
    ),
    pytest.param(
        ["kept = []", "<def f(): return 1", "kept.append(lambda: f())", "kept[0]()"], "", "f", "",
        id="called by a closure that is made later",
    ),
    pytest.param(
        ["a = 1", "<if a:\n    a = 2\n    print((lambda: a)())\n    a = 3"], "a", "", "a",
        id="a closure of its own",
    ),
    pytest.param(
        ["import m", "<for i in m.f():\n    pass", "files = !ls"], "", "", "i", id="a shell line's output"
    ),
    pytest.param(
        ["%time a = 1\nb = 2", "<x = a + b"], "a b", "", "x", id="what %time has certainly set"
    ),
    pytest.param(
        ["%%capture out\na = 1", "<x = out.stdout"], "out", "", "x", id="what %%capture has set"
    ),
    pytest.param(
        ["rows = [3]\nfirst = rows[0]", "<for i in rows:\n    pass", "i"], "rows", "i", "",
        id="a loop over a list of which an item was taken",
    ),
    pytest.param(
        ["import m", "<x = m.run(i for i in 'ab')", "x"], "", "x", "", id="a generator that is passed"
    ),
    pytest.param(
        ["a = 1\ndf = [1]", "<x = df.apply(lambda: a)", "a = 2\nx"], "df a", "x", "",
        id="a lambda that a table's method uses up",
    ),
    pytest.param(
        ["<x = list(map(lambda v: v, 'ab'))", "x"], "", "x", "", id="a lambda that is used up"
    ),
    pytest.param(
        ["<x = [lambda v: v]", "text = f'{len(x)} functions'"], "", "x", "", id="a number formatted"
    ),
    pytest.param(
        ["<p = [lambda v: v]\nx = len(p)", "print(x)"], "", "x", "p", id="a closure of the run alone"
    ),
    pytest.param(
        ["import m", "<p = m.Pipe(lambda v: v)", "print(p.score(1))"], "", "p", "",
        id="a closure in an object of which a number is shown",
    ),
    pytest.param(
        ["a = 1\nb = 0", "<if b:\n    f = lambda: a\n    print(f())\n    a = 3"], "b a", "", "f a",
        id="a closure that is called before the name is set",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "parameters", "returns", "localised"), FREE)
def test_takes_and_gives(cells: list[str], parameters: str, returns: str, localised: str) -> None:
    found = interface(*cells)
    assert isinstance(found, Interface), found
    given = (found.parameters, found.returns, found.localised)
    assert tuple(map(" ".join, given)) == (parameters, returns, localised)


STALE = [
    pytest.param(["<x = 1"], "", id="never set before"),
    pytest.param(["x = 0", "<x = 1"], "x", id="the old value would stay behind"),
    pytest.param(["x = 0", "<x = 1", "x = 2"], "", id="set again anyway"),
    pytest.param(["x = 0", "<x = 1", "if a:\n    x = 2", "a = 1"], "x", id="set again, perhaps"),
    pytest.param(["x = 0\ndel x", "<x = 1"], "", id="deleted before"),
    pytest.param(["x = 0\nif a:\n    del x", "<x = 1"], "x", id="deleted before, perhaps"),
    pytest.param(["x = 0", "<x = 1", "x"], "", id="returned anyway"),
]


@pytest.mark.parametrize(("cells", "stale"), STALE)
def test_old_values(cells: list[str], stale: str) -> None:
    found = interface(*cells)
    assert isinstance(found, Interface), found
    assert " ".join(found.stale) == stale


SOURCES = [
    # what the run reads, as imports, definitions (statement indices), constants, stars
    pytest.param(["import a.b as c", "<c.d()"], "a.b", (), (), (), id="an import"),
    pytest.param(
        ["import os\nimport os.path", "<os.path.x()"], "os.path", (), (), (), id="one package"
    ),
    pytest.param(["<import a\na.b()"], "a", (), (), (), id="an import of its own"),
    pytest.param(
        ["<display(1)"], "IPython.display", (), (), (), id="display is an import elsewhere"
    ),
    pytest.param(["def f(): pass", "<f()"], "", (0,), (), (), id="a function"),
    pytest.param(["k = 3", "<print(k)"], "", (), (0,), (), id="a constant"),
    pytest.param(["k = 3\nk = 4", "<print(k)"], "", (), (), (), id="set twice, no constant"),
    pytest.param(["k = [3]\nk.append(1)", "<print(k)"], "", (), (), (), id="changed, no constant"),
    pytest.param(
        ["from a import *", "<f()"], "", (), (), ("a",), id="a star import may explain it"
    ),
]


@pytest.mark.parametrize(("cells", "imports", "definitions", "constants", "stars"), SOURCES)
def test_where_names_come_from(
    cells: list[str], imports: str, definitions: object, constants: object, stars: object
) -> None:
    found = interface(*cells)
    assert isinstance(found, Interface), found
    assert " ".join(i.module for i in found.imports) == imports
    assert (found.definitions, found.constants, found.star) == (definitions, constants, stars)


SHOWS = [
    pytest.param(["<x = 1"], False, False, id="nothing"),
    pytest.param(["x = 1", "<x"], True, False, id="what the cell displays"),
    pytest.param(["x = 1", "<x;"], False, False, id="not with a semicolon"),
    pytest.param(["<await f()", "import f"], None, None, id="what is imported later"),
    pytest.param(["import f", "<x = await f.g()"], False, True, id="await"),
]


@pytest.mark.parametrize(("cells", "shows", "is_async"), SHOWS)
def test_shows_and_awaits(cells: list[str], shows: bool, is_async: bool) -> None:
    found = interface(*cells)
    assert (getattr(found, "shows", None), getattr(found, "is_async", None)) == (shows, is_async)
