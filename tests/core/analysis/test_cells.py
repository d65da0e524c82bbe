"""A cell's statements: their kinds, their lines, and what the cell shows."""

from __future__ import annotations

import pytest

from jupyterlab_promote.core.analysis.cells import read_cell

from .notebooks import analysed

KINDS = [
    pytest.param("", "", id="an empty cell"),
    pytest.param("# words\n", "", id="comments alone"),
    pytest.param("import a", "import", id="import"),
    pytest.param(
        "try:\n    import a\nexcept ImportError:\n    a = None", "import", id="a fall-back"
    ),
    pytest.param("if TYPE_CHECKING:\n    import a", "import", id="for types only"),
    pytest.param("if x:\n    import a", "block", id="an import under a condition"),
    pytest.param(
        "try:\n    import a\nexcept E:\n    print(1)", "block", id="more than a fall-back"
    ),
    pytest.param("def f(): pass", "definition", id="def"),
    pytest.param("class C: pass", "class", id="class"),
    pytest.param("x = 1", "assign", id="assign"),
    pytest.param("x += 1", "assign", id="augmented"),
    pytest.param("x", "display", id="the last expression"),
    pytest.param("x\ny = 1", "call assign", id="an expression that is not the last"),
    pytest.param("x;", "call", id="a semicolon"),
    pytest.param("x  # why; because", "display", id="a semicolon in a comment"),
    pytest.param("x;  # why", "call", id="a semicolon before a comment"),
    pytest.param("x\n# ;", "display", id="a semicolon in a comment below"),
    pytest.param("f(\n    x\n);", "call", id="a semicolon after several lines"),
    pytest.param("print(x)", "call", id="print shows nothing"),
    pytest.param("None", "call", id="None is not shown"),
    pytest.param("x.f(inplace=True)", "call", id="inplace gives None"),
    pytest.param("plt.show()", "call", id="known to give None"),
    pytest.param("for x in y: pass", "block", id="a loop"),
    pytest.param("%time x = 1", "magic", id="a line magic"),
    pytest.param("!ls", "magic", id="a shell line"),
    pytest.param("if x:\n    !ls", "block", id="a magic inside a block"),
    pytest.param("%%bash\nls", "opaque", id="another language"),
    pytest.param("%%time\nx = 1\nx", "magic assign display", id="a magic that runs the cell"),
    pytest.param("x = ", "opaque", id="not Python"),
    pytest.param("del x", "other", id="del"),
]


@pytest.mark.parametrize(("source", "kinds"), KINDS)
def test_kinds(source: str, kinds: str) -> None:
    assert " ".join(s.kind for s in read_cell(source).statements) == kinds


PLACES = [
    # source, (lead, first, last) of each statement
    pytest.param("x = 1\ny = 2", [(1, 1, 1), (2, 2, 2)], id="line by line"),
    pytest.param("# why\nx = 1", [(1, 2, 2)], id="a comment belongs to what follows"),
    pytest.param("x = 1\n\n# why\n\n# so\ny = 2", [(1, 1, 1), (3, 6, 6)], id="a gap in comments"),
    pytest.param("x = (1,\n  2)", [(1, 1, 2)], id="several lines"),
    pytest.param("@d\ndef f():\n    pass", [(1, 1, 3)], id="a decorator's line"),
    pytest.param("x = 1; y = 2", [(1, 1, 1), (1, 1, 1)], id="two on one line"),
    pytest.param("x = '''\n# a\n'''", [(1, 1, 3)], id="a comment inside a string"),
    pytest.param("!ls \\\n  -l\nx = 1", [(1, 1, 2), (3, 3, 3)], id="a shell line of two lines"),
]


@pytest.mark.parametrize(("source", "places"), PLACES)
def test_places(source: str, places: list[tuple[int, int, int]]) -> None:
    assert [(s.lead, s.first, s.last) for s in read_cell(source).statements] == places


PROBLEMS = [
    pytest.param("x = 1", None, id="Python"),
    pytest.param("%%bash\nif [", None, id="another language is never parsed"),
    pytest.param("x = 1\ny = (", 2, id="a bracket that is never closed"),
    pytest.param("x = 1\n  y = 2", 2, id="an indent"),
    pytest.param("print 'x'", 1, id="Python 2"),
]


@pytest.mark.parametrize(("source", "line"), PROBLEMS)
def test_problems(source: str, line: int | None) -> None:
    problem = read_cell(source).problem
    assert (problem[0] if problem else None) == line


IMPORTS = [
    pytest.param("import a.b", [("a", "a.b", None, False)], id="dotted"),
    pytest.param("import a.b as c", [("c", "a.b", None, True)], id="as"),
    pytest.param("from a import b as c", [("c", "a", "b", True)], id="from, as"),
    pytest.param("from . import b", [("b", "", "b", False)], id="relative"),
    pytest.param("from a import *", [("*", "a", "*", False)], id="star"),
    pytest.param("x = 1", [], id="none"),
]


@pytest.mark.parametrize(("source", "imports"), IMPORTS)
def test_imports(source: str, imports: list[tuple[str, str, str | None, bool]]) -> None:
    (statement,) = read_cell(source).statements
    assert [(i.name, i.module, i.symbol, i.alias) for i in statement.imports] == imports


def test_a_broken_cell_is_a_problem_and_the_rest_is_read() -> None:
    analysis = analysed("x = 1", "y = (", "%%time\nz = 2")
    assert [(p.cell, p.line, p.slug) for p in analysis.problems] == [("1", 1, "unreadable-cell")]
    assert [s.kind for s in analysis.statements] == ["assign", "opaque", "magic", "assign"]
    assert analysis.wrapped == {2}
