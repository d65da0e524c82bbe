"""What stands in the notebook for the code that has left: calls, imports, and a `;` where one is needed."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from ..analysis.facts import Statement
from ..lines import lines_of
from .context import Context
from .fitting import Fit
from .import_lines import ImportOf
from .notebook_edits import Swap
from .splices import Splice, cut, place_of


def swaps(context: Context, fit: Fit) -> Iterable[Swap]:
    """The lines that leave, each with what stands in its place."""
    for moved in fit.draft.moved:
        *others, last = moved.spans
        yield from (Swap(span) for span in others)
        if moved.call is not None:
            yield Swap(last, moved.call)
        else:
            dotted = context.dotted(moved.choice.module)
            yield Swap(last, arriving=ImportOf(dotted, moved.choice.name, moved.bound))


def silenced(context: Context, fit: Fit) -> Iterable[Splice]:
    """`f(x)` that has become its cell's last line gets a `;`, as the cell did not show it before."""
    leaving = {i for moved in fit.draft.moved for i in moved.leaving}
    last: dict[int, Statement] = {}
    shortened: set[int] = set()
    for statement in context.analysis.statements:
        if statement.index in leaving:
            shortened.add(statement.cell)
        else:
            last[statement.cell] = statement
            shortened.discard(statement.cell)
    for cell in sorted(shortened & last.keys()):
        node = last[cell].node
        if isinstance(node, ast.Expr) and not last[cell].displays and not _is_print(node):
            _, end = place_of(node)
            line = lines_of(context.analysis.notebook.cells[cell].source)[end[0] - 1]
            if not cut(line, end[1], None).lstrip().startswith(";"):
                yield Splice(cell, end, end, ";")


def _is_print(node: ast.Expr) -> bool:
    match node.value:
        case ast.Call(func=ast.Name(id="print" | "display")):
            return True
    return False


def needed(context: Context, fit: Fit) -> Iterable[tuple[int, ImportOf]]:
    """The imports that calls need, by cell index: each in the first cell that needs it, if no cell has it."""
    seen = {
        ImportOf(one.module, one.symbol, one.name)
        for imports in context.analysis.imports.values()
        for one in imports
        if one.symbol is not None
    }
    steps = [moved for moved in fit.draft.moved if moved.call is not None]
    for moved in sorted(steps, key=lambda m: m.spans[-1].cell):
        name = moved.choice.name
        one = ImportOf(context.dotted(moved.choice.module), name, name)
        if one not in seen:
            seen.add(one)
            yield moved.spans[-1].cell, one
