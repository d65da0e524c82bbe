"""How a module says what it shares with others: imports from them, and their names in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..analysis.facts import Statement
from ..model import Refusal
from .choices import Choice
from .context import Context, State
from .import_lines import ImportOf
from .needs import Needs
from .occurrences import renamed
from .splices import Splice


@dataclass(frozen=True, slots=True)
class Links:
    """Imports of what other modules define, and the splices that call it by its name there."""

    imports: tuple[ImportOf, ...]
    splices: tuple[Splice, ...]


def links_of(
    context: Context, state: State, choice: Choice, needs: Needs, body: Sequence[Statement]
) -> Links | Refusal:
    """What `body` needs of the definitions and constants that move, in this module or in others."""
    imports: list[ImportOf] = []
    splices: list[Splice] = []
    moves = state.moves
    for name, index in {**needs.definitions, **needs.constants}.items():
        if index not in moves or moves[index] is choice:
            continue
        target = moves[index]
        change = _renamed(context, body, name, target.name)
        if change is None and target.module == choice.module:
            return choice.refused("unclear-rename", f"“{name}” can't be renamed in it")
        splices.extend(change or ())
        if target.module != choice.module:
            local = name if change is None else target.name
            imports.append(ImportOf(context.dotted(target.module), target.name, local))
    return Links(tuple(imports), tuple(splices))


def _renamed(
    context: Context, body: Sequence[Statement], name: str, new: str
) -> list[Splice] | None:
    splices: list[Splice] = []
    for statement in body if name != new else ():
        assert statement.node is not None
        source = context.analysis.notebook.cells[statement.cell].source
        found = renamed(statement.cell, source, [statement.node], name, new)
        if found is None:
            return None
        splices.extend(found)
    return splices
