"""What a run within a cell has to know of the notebook around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Names = frozenset[str]
_NOTHING: Names = frozenset()


@dataclass(frozen=True, slots=True)
class Outside:
    """What the notebook around the cell knows; the defaults know nothing of other cells.

    `is_live` tells whether a top-level name is read after the cell's statement, `is_bound` whether
    it is certainly bound before it, `may_be_bound` whether it may be, `is_data` whether it holds data (no function, class or import),
    `is_rebound` whether something after the cell's statement may bind it again,
    `captured` names the data that functions read which names hold, `escaped` what those read that
    were given away and any call may call, `unexplained` are names that the cell reads and nobody binds,
    `own` are functions and methods whose names would tell something else (see `Analysis.own`).
    """

    is_live: Callable[[str], bool] = lambda name: False
    is_bound: Callable[[str], bool] = lambda name: True
    may_be_bound: Callable[[str], bool] = lambda name: False
    is_data: Callable[[str], bool] = lambda name: False
    is_rebound: Callable[[str], bool] = lambda name: False
    captured: Callable[[Iterable[str]], Names] = lambda names: _NOTHING
    escaped: Names = _NOTHING
    written: Names = _NOTHING
    unexplained: Names = _NOTHING
    own: Names = _NOTHING
