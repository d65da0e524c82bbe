"""Extract function on text: any run of whole statements of one cell, wherever in it the run stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.analysis.analyse import Analysis
from ..core.analysis.flow import explains
from ..core.analysis.made_functions import shows_made_in
from ..core.analysis.nested import RULE
from ..core.analysis.obstacles import observed_everywhere, seen_by_values
from ..core.analysis.outside import Outside
from ..core.errors import Unreadable, UnusableInput
from ..core.model import Refusal
from .stages import analyse, notebook_of

if TYPE_CHECKING:
    from ..core.plan.extraction import Extraction


def extract(source: str, first: int, last: int, name: str) -> Extraction | Refusal:
    """Make a function `name` of lines `first` to `last` (from 1, inclusive) of the cell `source`.

    The lines hold whole statements of one body: the cell's, a loop's, a function's. The function
    stands in the same cell, above the top-level statement that holds them. Names that the source
    reads and never binds are taken to be bound by cells above; nothing below reads what it binds.
    """
    return extract_in(analyse(notebook_of([source])), 0, first, last, name)


def extract_in(
    analysis: Analysis, cell: int, first: int, last: int, name: str
) -> Extraction | Refusal:
    """`extract` in the cell with index `cell` of a notebook, whose other cells count.

    Raises UnusableInput (`no-such-cell`) where there is no code cell `cell`.
    """
    from ..core.plan.extraction import extract as extracted

    cells = analysis.notebook.cells
    if not 0 <= cell < len(cells) or cells[cell].kind != "code":
        raise UnusableInput("no-such-cell", f"There is no code cell {cell}; cells count from 0.")
    run = [s for s in analysis.of_cell(cell) if s.span.first <= last and s.span.last >= first]
    observed = observed_everywhere(analysis) or seen_by_values(analysis, run)
    if observed is not None:
        return _refusal(analysis, cell, *observed)
    if any(s.displays and s.kind != "display" for s in run) or any(s.displays for s in run[:-1]):
        return _refusal(analysis, cell, "displays-inside", "it displays a value in the middle")
    if name in analysis.flow.names:
        return _refusal(analysis, cell, "name-taken", f"“{name}” is already used")
    try:
        found = extracted(cells[cell].source, first, last, name, outside_of(analysis, cell))
    except Unreadable as error:
        return _refusal(analysis, cell, error.slug, f"the cell is not Python: {error.message}")
    if isinstance(found, Refusal):
        return _refusal(analysis, cell, found.slug, found.reason)
    if shows_made_in(analysis, run, first, last):
        reason = "the notebook shows a function made here, and that says where it is made"
        return _refusal(analysis, cell, "shows-module", reason)
    return found


def outside_of(analysis: Analysis, cell: int) -> Outside:
    """What the rest of the notebook knows of the names of the cell with index `cell`.

    A name that the cell reads and never binds is there when it runs, though no cell above sets it.
    """
    flow = analysis.flow
    own = [statement.index for statement in analysis.of_cell(cell)]
    start, end = min(own, default=0), max(own, default=0)
    unexplained = {
        name
        for index in own
        for name in flow.reads(analysis.statements[index])
        if not flow.reaching(name, index) and set(own).isdisjoint(flow.binders(name))
    }

    def is_data(name: str) -> bool:
        kinds = {analysis.statements[index].kind for index in flow.reaching(name, start)}
        return not kinds <= {"import", "definition", "class"} or (
            name in unexplained and flow.is_bound(name)
        )

    return Outside(
        is_live=lambda name: flow.is_live_after(name, end) or flow.is_imported_for_functions(name),
        is_bound=lambda name: flow.certainly_bound(name, start) or name in unexplained,
        may_be_bound=lambda name: flow.may_be_bound(name, start),
        is_data=is_data,
        is_rebound=lambda name: flow.is_changed_after(name, end),
        captured=lambda names: flow.captured_by(names, start),
        escaped=flow.escaped_before(start),
        written=frozenset().union(*(flow.global_writes(analysis.statements[i]) for i in own)),
        unexplained=frozenset(name for name in unexplained if not explains(name)),
        own=analysis.own,
    )


def _refusal(analysis: Analysis, cell: int, slug: str, reason: str) -> Refusal:
    return Refusal(RULE, (analysis.notebook.cells[cell].id,), slug, reason)
