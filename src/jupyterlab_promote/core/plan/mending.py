"""The notebook calls a renamed function by its new name too, wherever every use of it can be told exactly."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..analysis.analyse import Analysis
from ..analysis.facts import Statement
from ..lines import lines_of
from ..magics import mask
from ..trees import nodes_of
from .choices import Choice
from .context import Context
from .moved import Moved
from .names import BUILTINS, is_usable, words_of
from .occurrences import renamed
from .splices import Splice


@dataclass(frozen=True, slots=True)
class Mended:
    """All that moves, with the names that the notebook has for it from now on, and the splices that say them."""

    moved: tuple[Moved, ...]
    splices: tuple[Splice, ...]


def mended(context: Context, moved: Sequence[Moved]) -> Mended:
    """`from churn.features import get_bucket as func1` becomes `… import get_bucket`, and `func1(x)` `get_bucket(x)`.

    The old name is bound no more: it is listed as localised. Where a use can't be told, `as` stays.
    """
    found: list[Moved] = []
    splices: list[Splice] = []
    for one in moved:
        change = _change(context, one, moved) if _is_given(one.choice, one.bound) else None
        splices.extend(change or ())
        mends = change is not None
        found.append(replace(one, bound=one.choice.name, localised=(one.bound,)) if mends else one)
    return Mended(tuple(found), tuple(splices))


def _is_given(choice: Choice, bound: str) -> bool:
    """Whether the name is the person's or the proposal's own; not a number behind a name that was taken."""
    if choice.proposal.rule != "promote-definition" or choice.name == bound:
        return False
    numbered = re.fullmatch(rf"{re.escape(bound)}_\d+", choice.name)
    return choice.named or (choice.name == choice.proposal.name and numbered is None)


def _change(context: Context, one: Moved, moved: Iterable[Moved]) -> tuple[Splice, ...] | None:
    """The splices in every cell, or None where the old name has to stay."""
    analysis = context.analysis
    old, new = one.bound, one.choice.name
    others = [m for m in moved if m is not one]
    if list(analysis.flow.binders(old)) != [one.choice.first] or _is_opaque(analysis):
        return None
    if old in BUILTINS or old.startswith(
        "__"
    ):  # before it is bound, and after a `del`, it means theirs
        return None
    if new in context.words or new in BUILTINS or not is_usable(new):
        return None
    if any(new in (m.choice.name, m.bound) or old in words_of(m.call or "") for m in others):
        return None
    if any(_is_unclear(analysis, cell.index, old) for cell in analysis.notebook.cells):
        return None
    splices: list[Splice] = []
    for statement in analysis.statements:
        found = (
            _places(analysis, statement, old, new) if statement.index != one.choice.first else ()
        )
        if found is None:
            return None
        splices.extend(found)
    return tuple(splices)


def _is_opaque(analysis: Analysis) -> bool:
    """Whether names may be bound, listed or looked up in ways that the code does not spell out."""
    imported = {i.name for imports in analysis.imports.values() for i in imports}
    modules = {i.module for imports in analysis.imports.values() for i in imports}
    frames = any("frame" in s.facts.effects for s in analysis.statements)
    return frames or analysis.flow.lists_names or "*" in imported or "__main__" in modules


def _is_unclear(analysis: Analysis, index: int, name: str) -> bool:
    """Whether a cell says the name where nobody can tell what it means: in magics, or in what is no Python."""
    cell = analysis.notebook.cells[index]
    if cell.kind != "code":
        return False
    masked = mask(cell.source)
    if any("*" in magic.assigned for magic in masked.magics):
        return True
    if name not in words_of(cell.source):
        return False
    lines = lines_of(cell.source)
    magic = "".join(line for m in masked.magics for line in lines[m.first - 1 : m.last])
    broken = any(problem.cell == cell.id for problem in analysis.problems)
    return masked.opaque or broken or name in words_of(magic)


def _places(
    analysis: Analysis, statement: Statement, old: str, new: str
) -> tuple[Splice, ...] | None:
    node = statement.node
    if node is None:
        return ()
    source = analysis.notebook.cells[statement.cell].source
    if old not in words_of(source):
        return ()
    texts = (n.value for n in nodes_of(node) if isinstance(n, ast.Constant))
    if any(isinstance(text, str) and old in words_of(text) for text in texts):
        return None
    return renamed(statement.cell, source, [node], old, new)
