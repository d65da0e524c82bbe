"""Lines of a cell are a run of sibling statements, or they cut one."""

from __future__ import annotations

import ast

import pytest

from jupyterlab_promote.core.analysis.places import place_of

SOURCE = """\
# 1
a = 1

@d
def f(x):
    if x:
        b = 2
        c = 3
    else:
        c = 4
    return c

try:
    d = 5
except E:
    d = 6
finally:
    e = 7
match d:
    case 1:
        g = 8
a = 9; h = 10
"""
PLACES = [
    # first and last line, the statements found, the owners around them
    pytest.param(1, 1, None, None, id="a comment"),
    pytest.param(3, 3, None, None, id="a blank line"),
    pytest.param(90, 99, None, None, id="beyond the end"),
    pytest.param(5, 6, None, None, id="a decorator is left out"),
    pytest.param(2, 5, None, None, id="a statement is cut at its end"),
    pytest.param(6, 8, None, None, id="an if is cut before its else"),
    pytest.param(8, 10, None, None, id="two branches"),
    pytest.param(14, 16, None, None, id="a body and a handler"),
    pytest.param(2, 2, ["a = 1"], [], id="one statement"),
    pytest.param(1, 3, ["a = 1"], [], id="with the comment above and the gap below"),
    pytest.param(7, 8, ["b = 2", "c = 3"], ["FunctionDef", "If"], id="in a branch"),
    pytest.param(10, 10, ["c = 4"], ["FunctionDef", "If"], id="in an else"),
    pytest.param(14, 14, ["d = 5"], ["Try"], id="in a try"),
    pytest.param(16, 16, ["d = 6"], ["Try"], id="in a handler"),
    pytest.param(18, 18, ["e = 7"], ["Try"], id="in a finally"),
    pytest.param(21, 21, ["g = 8"], ["Match"], id="in a case"),
    pytest.param(22, 22, ["a = 9", "h = 10"], [], id="two on one line"),
]


@pytest.mark.parametrize(("first", "last", "statements", "owners"), PLACES)
def test_places(
    first: int, last: int, statements: list[str] | None, owners: list[str] | None
) -> None:
    place = place_of(ast.parse(SOURCE).body, first, last)
    if place is None:
        assert statements is None
        return
    assert [ast.unparse(s) for s in place.statements] == statements
    assert [type(level.owner).__name__ for level in place.levels if level.owner] == owners


def test_levels_know_what_stands_around() -> None:
    place = place_of(ast.parse(SOURCE).body, 8, 8)
    assert place is not None
    around = [(len(level.before), len(level.after)) for level in place.levels]
    assert around == [(1, 4), (0, 1), (1, 0)]
    assert [scope.name for scope in place.scopes] == ["f"]
    assert len(place.inner_levels) == 2
