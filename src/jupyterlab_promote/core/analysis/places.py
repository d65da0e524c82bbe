"""Where a range of lines stands in a tree: the run of sibling statements, and what surrounds it."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

_Node = TypeVar("_Node", bound=ast.AST)
LOOPS = (ast.For, ast.AsyncFor, ast.While)
Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Level:
    """One body on the way down: statements `before` and `after` the one that is entered.

    `owner` is the compound statement whose body this is (None for the cell itself), `block` the
    field's name (`body`, `orelse`, `finalbody`) or the handler or case that the body belongs to.
    """

    owner: ast.stmt | None
    block: str | ast.ExceptHandler | ast.match_case
    before: tuple[ast.stmt, ...]
    after: tuple[ast.stmt, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A run of statements, the levels from the cell's body down to its own, and its top statement."""

    statements: tuple[ast.stmt, ...]
    levels: tuple[Level, ...]

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The functions and classes around the run, outermost first."""
        return tuple(level.owner for level in self.levels if isinstance(level.owner, Scope))

    @property
    def inner_levels(self) -> tuple[Level, ...]:
        """The levels within the innermost function (or the cell), its own body first."""
        at = max(
            (i for i, level in enumerate(self.levels) if isinstance(level.owner, Scope)), default=0
        )
        return self.levels[at:]


def earlier(levels: Sequence[Level]) -> list[ast.stmt]:
    """The statements of the outermost level's scope of which something may have run before the innermost run."""
    found: list[ast.stmt] = []
    for level in levels:
        if isinstance(level.owner, LOOPS):
            return [*found, level.owner]
        if level is not levels[0] and level.owner is not None:
            found += _before_body(level)
        found += level.before
    return found


def _before_body(level: Level) -> list[ast.stmt]:
    """What of the level's owner runs before its body: the head, and a `try` before its other blocks."""
    owner = level.owner
    assert owner is not None
    if level.block == "body" or not hasattr(owner, "handlers"):
        return [head(owner)]
    return [_with_body(level, [ast.Pass()])]


@lru_cache(maxsize=500)
def head(node: _Node) -> _Node:
    """A compound statement, a handler or a case with nothing in its bodies."""
    bare: Any = copy.copy(node)
    for name in ("body", "orelse", "finalbody"):
        if hasattr(bare, name):
            setattr(bare, name, [ast.Pass()] if name == "body" else [])
    for name in ("handlers", "cases"):
        if hasattr(bare, name):
            setattr(bare, name, [head(part) for part in getattr(bare, name)])
    return bare  # type: ignore[no-any-return]


def without_run(levels: Sequence[Level]) -> list[ast.stmt]:
    """The outermost level's body as it would be without the run in the innermost one."""
    body = [*levels[-1].before, *levels[-1].after]
    for outer, inner in zip(levels[-2::-1], levels[:0:-1], strict=True):
        body = [*outer.before, _with_body(inner, body or [ast.Pass()]), *outer.after]
    return body


def _with_body(level: Level, body: list[ast.stmt]) -> ast.stmt:
    """The level's owner, with another body."""
    assert level.owner is not None
    changed = copy.copy(level.owner)
    if isinstance(level.block, str):
        setattr(changed, level.block, body)
        return changed
    part = copy.copy(level.block)
    part.body = body
    name = "handlers" if isinstance(part, ast.ExceptHandler) else "cases"
    parts = [part if one is level.block else one for one in getattr(changed, name)]
    setattr(changed, name, parts)
    return changed


def first_line(node: ast.stmt) -> int:
    """The statement's first line, its decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(d.lineno for d in decorators)])


def last_line(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno


def place_of(body: Sequence[ast.stmt], first: int, last: int) -> Place | None:
    """The innermost run of whole statements that lines `first` to `last` hold; None where they cut one.

    Lines of the range without a statement of their own (comments, blank lines) do not count.
    """
    return _find(tuple(body), first, last, ())


def _find(
    body: tuple[ast.stmt, ...], first: int, last: int, levels: tuple[Level, ...],
    owner: ast.stmt | None = None, block: str | ast.ExceptHandler | ast.match_case = "body",
) -> Place | None:  # fmt: skip
    touched = [i for i, s in enumerate(body) if last_line(s) >= first and first_line(s) <= last]
    if not touched:
        return None
    start, end = touched[0], touched[-1]
    level = Level(owner, block, body[:start], body[end + 1 :])
    if first_line(body[start]) >= first and last_line(body[end]) <= last:
        return Place(body[start : end + 1], (*levels, level))
    if start != end or first <= body[start].lineno <= last:
        return None
    inner = Level(owner, block, body[:start], body[start + 1 :])
    touching = [
        (child_block, child)
        for child_block, child in bodies_of(body[start])
        if child and first_line(child[0]) <= last and last_line(child[-1]) >= first
    ]
    if len(touching) != 1:
        return None
    ((child_block, child),) = touching
    return _find(child, first, last, (*levels, inner), body[start], child_block)


def bodies_of(
    node: ast.stmt,
) -> Iterator[tuple[str | ast.ExceptHandler | ast.match_case, tuple[ast.stmt, ...]]]:
    """The bodies of a compound statement, each with the block it is."""
    for handler in getattr(node, "handlers", ()):
        yield handler, tuple(handler.body)
    for case in getattr(node, "cases", ()):
        yield case, tuple(case.body)
    for name in ("body", "orelse", "finalbody"):
        statements = getattr(node, name, None)
        if isinstance(statements, list):
            yield name, tuple(statements)
