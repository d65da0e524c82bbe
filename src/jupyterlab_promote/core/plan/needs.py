"""What moved code needs in its module: imports, other definitions, constants, and the notebook's data."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ..analysis import movability
from ..analysis.analyse import Analysis
from ..analysis.calls import IN_PLACE
from ..analysis.constants import is_constant
from ..analysis.facts import Interface
from ..analysis.once import once
from ..model import Refusal
from ..trees import nodes_of
from .import_lines import ImportOf, import_of
from .imports_needed import Guard, futures_above, imports_of
from .names import BUILTINS
from .occurrences import mentions


@dataclass(frozen=True, slots=True)
class Needs:
    """Names by what they are; `definitions` and `constants` map a name to the statement that binds it.

    `guards` are whole statements around imports, each with the names that it binds. `data` are
    globals that a function reads and that stay in the notebook.
    """

    imports: tuple[ImportOf, ...] = ()
    guards: tuple[Guard, ...] = ()
    definitions: Mapping[str, int] = field(default_factory=dict)
    constants: Mapping[str, int] = field(default_factory=dict)
    data: tuple[str, ...] = ()
    stars: tuple[str, ...] = ()


def needs_of_definition(
    analysis: Analysis,
    index: int,
    lifted: frozenset[int] = frozenset(),
    staying: frozenset[int] = frozenset(),
) -> Needs | Refusal:
    """What a definition needs, now or when it is called; a constant needs nothing.

    A literal with a small name (`n = 100`) is data to be passed, unless it is among the `lifted`
    constants; only one that shouts (`LIMIT = 100`) is a constant without being asked for. Constants
    that are `staying` in the notebook are passed, too, where the function does not need them at once.
    """
    found = _of_definition(analysis, index)
    if isinstance(found, Refusal):
        return found
    needs, loose = found
    data = {name for name, literal in loose.items() if literal not in lifted}
    statement = analysis.statements[index]
    if statement.kind == "definition":
        kept = {name for name, constant in needs.constants.items() if constant in staying}
        data |= kept - statement.facts.reads
    if not data:
        return needs
    return replace(
        needs,
        constants={name: i for name, i in needs.constants.items() if name not in data},
        data=_as_read(analysis, index, (*needs.data, *data)),
    )


@once
def _of_definition(analysis: Analysis, index: int) -> tuple[Needs, dict[str, int]] | Refusal:
    """The needs with every literal as a constant, and those literals that are data unless lifted."""
    statement = analysis.statements[index]
    future = futures_above(analysis, index)
    if statement.kind == "assign":
        parts = movability.constant_needs(analysis, index)
        if isinstance(parts, Refusal):
            return parts
        imports, guards = imports_of(analysis, parts.imports)
        constants = _by_name(analysis, parts.constants)
        return Needs((*future, *imports), guards, {}, constants), {}
    found = movability.needs_of(analysis, index)
    if isinstance(found, Refusal):
        return found
    blocked = _own_name(analysis, index) or _in_strings(analysis, index)
    if blocked is not None:
        return blocked
    imports, guards = imports_of(analysis, found.imports)
    constants = _by_name(analysis, found.constants)
    is_function = statement.kind == "definition"
    needs = Needs(
        (*future, *imports),
        guards,
        _by_name(analysis, found.definitions),
        constants,
        _as_read(analysis, index, found.globals),
        found.star,
    )
    return needs, {
        name: literal
        for name, literal in constants.items()
        if is_constant(analysis, literal)
        and ((is_function and not name.isupper()) or is_filled(analysis, name, literal))
    }


def _as_read(analysis: Analysis, index: int, names: Iterable[str]) -> tuple[str, ...]:
    """The names in the order in which the definition's text first says them."""
    node = analysis.statements[index].node
    said = (n for n in nodes_of(node) if isinstance(n, ast.Name)) if node is not None else ()
    first: dict[str, tuple[int, int]] = {}
    for found in said:
        place = (found.lineno, found.col_offset)
        first[found.id] = min(place, first.get(found.id, place))
    return tuple(sorted(set(names), key=lambda name: (first.get(name, (0, 0)), name)))


@once
def is_filled(analysis: Analysis, name: str, index: int) -> bool:
    """Whether a literal is a container that the notebook fills or changes: data, and no constant."""
    value = getattr(analysis.statements[index].node, "value", None)
    if not isinstance(value, ast.List | ast.Dict | ast.Set):
        return False
    return any(
        name in statement.facts.mutates or _changes(inner, name)
        for statement in analysis.statements
        if statement.node is not None and name in statement.facts.reads | statement.facts.later
        for inner in nodes_of(statement.node)
    )


def _changes(node: ast.AST, name: str) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=method)):
            return owner == name and method in IN_PLACE
        case ast.Subscript(value=ast.Name(id=owner), ctx=ast.Store() | ast.Del()):
            return owner == name
    return False


def _own_name(analysis: Analysis, index: int) -> Refusal | None:
    """A function that calls itself calls whatever has its name then."""
    facts = analysis.statements[index].facts
    for name in sorted(facts.binds & facts.later):
        if len(analysis.flow.binders(name)) > 1:
            return _refusal(
                analysis,
                index,
                "ambiguous-name",
                f"“{name}” calls itself and is defined more than once",
            )
    return None


def _in_strings(analysis: Analysis, index: int) -> Refusal | None:
    """A string such as `df.query("x > @limit")` looks the notebook's `limit` up."""
    facts = analysis.statements[index].facts
    for name in sorted(analysis.flow.mentions(analysis.statements[index])):
        if analysis.flow.is_bound(name) and name not in facts.binds:
            return _refusal(
                analysis,
                index,
                "string-names-global",
                f"a string in it may mean the notebook's “{name}”",
            )
    return None


def _refusal(analysis: Analysis, index: int, slug: str, reason: str) -> Refusal:
    cell = analysis.notebook.cells[analysis.statements[index].cell]
    return Refusal("promote-definition", (cell.id,), slug, reason)


def needs_of_step(
    analysis: Analysis, interface: Interface, passed: Iterable[str], last: int
) -> Needs:
    """What the body of a step needs; `passed` are the names that come in as parameters."""
    given = frozenset(passed)
    imports, guards = imports_of(analysis, interface.imports)
    constants = _by_name(analysis, interface.constants)
    return Needs(
        (*futures_above(analysis, last), *imports),
        guards,
        _by_name(analysis, interface.definitions),
        {name: index for name, index in constants.items() if name not in given},
        (),
        interface.star,
    )


def _by_name(analysis: Analysis, indices: Iterable[int]) -> dict[str, int]:
    return {name: index for index in indices for name in analysis.statements[index].facts.binds}


def stars_of(
    analysis: Analysis, needs: Needs, nodes: Iterable[ast.AST], before: int
) -> tuple[ImportOf, ...] | str:
    """The star imports that go along: all above `before`, where one may be what a name comes from.

    `from numpy import *` may replace a builtin, so a builtin's name is reason enough. A sentence where
    an import by name stands above a star, which may have replaced that name.
    """
    stars = {
        index: import_of(one)
        for index, imports in analysis.imports.items()
        for one in imports
        if one.symbol == "*" and index < before
    }
    if not stars or not (needs.stars or mentions(nodes) & BUILTINS):
        return ()
    by_name = {
        one: index for index, found in analysis.imports.items() for one in map(import_of, found)
    }
    for one in needs.imports:
        if one.symbol is not None and by_name.get(one, before) < max(stars):
            return f"`{stars[max(stars)].text}` stands below `{one.text}` and may replace it"
    return tuple(stars[index] for index in sorted(stars))
