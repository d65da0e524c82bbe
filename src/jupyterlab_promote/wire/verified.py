"""The result of a trial → JSON. Not imported by the package itself: it brings the kernels' client along."""

from __future__ import annotations

from dataclasses import replace

from ..core.model import Notebook
from ..trial import Cancelled, Different, Failed, Same, TimedOut, TrialResult, Unstable
from .encode import Json


def verdict_of(result: TrialResult) -> str:
    """How a trial ended, in the words of the schema's `Verdict`."""
    match result:
        case Same():
            return "same"
        case Different():
            return "differs"
        case Unstable():
            return "unstable"
        case Failed():
            return "failed"
        case TimedOut():
            return "timed-out"
        case Cancelled():
            return "cancelled"


def encode_verified(result: TrialResult, notebook: Notebook, first: int = 0) -> Json:
    """`result` of the trial of a plan that was made on `notebook`; `message` counts cells from `first`."""
    cells = [notebook.cells[index].id for index in _cells(result) if index >= 0]
    difference = None
    if isinstance(result, Different):
        place = cells[0] if cells else ""
        difference = {"path": place, "before": result.before, "after": result.after}
    return {
        "verdict": verdict_of(result),
        "message": _counted(result, first).sentence,
        "cells": cells,
        "difference": difference,
    }


def _counted(result: TrialResult, first: int) -> TrialResult:
    match result:
        case Unstable(cells=cells):
            return replace(result, cells=tuple(cell + first for cell in cells))
        case Different(cell=cell) | Failed(cell=cell) | TimedOut(cell=cell) if cell >= 0:
            return replace(result, cell=cell + first)
        case _:
            return result


def _cells(result: TrialResult) -> tuple[int, ...]:
    match result:
        case Unstable(cells=cells):
            return cells
        case Different(cell=cell) | Failed(cell=cell) | TimedOut(cell=cell):
            return (cell,)
        case _:
            return ()
