"""Analyses of little notebooks: one string a cell."""

from __future__ import annotations

from jupyterlab_promote.core.analysis.analyse import Analysis, analyse
from jupyterlab_promote.core.model import Cell, Notebook


def analysed(*cells: str, tags: tuple[str, ...] = (), error_in: int = -1) -> Analysis:
    """The analysis; `tags` are the last cell's, and cell `error_in` was saved with an error."""
    last = len(cells) - 1
    made = tuple(
        Cell(str(i), i, "code", s, tags if i == last else (), shows_error=i == error_in)
        for i, s in enumerate(cells)
    )
    return analyse(Notebook("n.ipynb", made, "f"))
