"""A notebook and everything that can be known of it without running it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter

from ..model import Notebook, Problem, Span
from .bare import Bare, ReadCell
from .cells import made_in, read_cell
from .facts import Edge, Import, Statement
from .flow import Flow
from .kinds import PRINTERS
from .loops import with_certain_loops

_cell = attrgetter("cell")
_MAY_END = frozenset({"raises-exception", "skip-execution"})


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything known about a notebook; statements are in document order.

    `imports` maps a statement's index to what it imports. `wrapped` holds the indices of cells whose
    first line is a magic that runs the rest (`%%time`). `own` are functions and methods that the
    notebook defines under names which would tell something else.
    """

    notebook: Notebook
    statements: tuple[Statement, ...]
    flow: Flow
    imports: Mapping[int, tuple[Import, ...]]
    wrapped: frozenset[int]
    own: frozenset[str]
    problems: tuple[Problem, ...]

    def of_cell(self, cell: int) -> tuple[Statement, ...]:
        """The statements of the cell with this index."""
        first = bisect_left(self.statements, cell, key=_cell)
        return self.statements[first : bisect_right(self.statements, cell, first, key=_cell)]

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The def-use edges: reads now, and reads when called at the statement that may call."""
        return self.flow.edges()


def analyse(notebook: Notebook) -> Analysis:
    """Analyse every code cell; cells whose source was seen before cost next to nothing."""
    cells: list[ReadCell] = []
    statements: list[Statement] = []
    imports: dict[int, tuple[Import, ...]] = {}
    problems: list[Problem] = []
    wrapped: set[int] = set()
    shows_all = _shows_every_expression(notebook)
    own_printers = _own_printers(notebook)
    own = _own_callables(notebook)
    for cell in notebook.cells:
        if cell.kind != "code":
            continue
        read = read_cell(cell.source, own) if own else read_cell(cell.source)
        cells.append(read)
        if read.problem is not None:
            line, message = read.problem
            problems.append(Problem(cell.id, line, "unreadable-cell", message))
        if read.wrapped:
            wrapped.add(cell.index)
        for index, bare in enumerate(read.statements, start=len(statements)):
            shows = shows_all or bare.prints_by in own_printers
            statements.append(_placed(bare, cell.index, index, shows))
            if bare.imports:
                imports[index] = tuple(i._replace(statement=index) for i in bare.imports)
    flow = Flow(tuple(cells), with_certain_loops(statements), imports, _uncertain_cells(notebook))
    return Analysis(
        notebook, flow.statements, flow, imports, frozenset(wrapped), own, tuple(problems)
    )


def _own_callables(notebook: Notebook) -> frozenset[str]:
    return frozenset().union(*(made_in(c.source) for c in notebook.cells if c.kind == "code"))


def _uncertain_cells(notebook: Notebook) -> frozenset[int]:
    """Cells that may end in the middle, so that nothing they bind is certain."""
    return frozenset(
        c.index for c in notebook.cells if c.shows_error or not _MAY_END.isdisjoint(c.tags)
    )


def _shows_every_expression(notebook: Notebook) -> bool:
    return any(c.kind == "code" and "ast_node_interactivity" in c.source for c in notebook.cells)


def _own_printers(notebook: Notebook) -> frozenset[str]:
    """`print` and `display`, where the notebook defines its own, which may give something back."""
    return frozenset(
        name
        for cell in notebook.cells
        if cell.kind == "code"
        for bare in read_cell(cell.source).statements
        if bare.kind != "import"
        for name in PRINTERS & bare.facts.binds
    )


def _placed(bare: Bare, cell: int, index: int, shows: bool) -> Statement:
    displays, kind = bare.displays, bare.kind
    if shows and kind in ("call", "assign"):
        displays, kind = True, "display" if kind == "call" else kind
    span = Span(cell, bare.first, bare.last)
    return Statement(index, cell, span, bare.lead, kind, bare.node, bare.facts, displays)
