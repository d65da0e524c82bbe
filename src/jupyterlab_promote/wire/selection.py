"""What a person selected in a notebook, to become a function."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Selection:
    """Whole statements of the cells `first_cell` to `last_cell`, counted from 0, inclusive.

    `first_line` counts in the first cell and `last_line` in the last one, from 1, inclusive; `None`
    stands for the cell's own first or last line. `module=None` leaves the choice to us.
    """

    first_cell: int
    last_cell: int
    name: str
    first_line: int | None = None
    last_line: int | None = None
    module: str | None = None
