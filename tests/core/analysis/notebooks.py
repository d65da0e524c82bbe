"""Analyses of little notebooks: one string a cell."""

from __future__ import annotations

from jupyterlab_promote.core.analysis.analyse import Analysis, analyse
from jupyterlab_promote.core.analysis.facts import Interface
from jupyterlab_promote.core.analysis.interface import interface_of
from jupyterlab_promote.core.model import Cell, Notebook, Refusal


def analysed(*cells: str, tags: tuple[str, ...] = (), error_in: int = -1) -> Analysis:
    """The analysis; `tags` are the last cell's, and cell `error_in` was saved with an error."""
    last = len(cells) - 1
    made = tuple(
        Cell(str(i), i, "code", s, tags if i == last else (), shows_error=i == error_in)
        for i, s in enumerate(cells)
    )
    return analyse(Notebook("n.ipynb", made, "f"))


def interface(*cells: str, tags: tuple[str, ...] = (), error_in: int = -1) -> Interface | Refusal:
    """The interface of the statements of the cells that begin with `<`."""
    marked = [i for i, cell in enumerate(cells) if cell.startswith("<")]
    analysis = analysed(*(c.removeprefix("<") for c in cells), tags=tags, error_in=error_in)
    inside = [s.index for s in analysis.statements if s.cell in marked]
    return interface_of(analysis, inside[0], inside[-1])
