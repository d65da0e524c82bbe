"""What can be said of two runs, and of a third where they differ."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from .compare import Difference, Place, differences
from .result import Different, Failed, Run, Same, Stop, TrialResult, Unstable


def plain_verdict(
    before: Run, after: Run, localised: Collection[str]
) -> Same | Different | Failed | None:
    """The verdict that needs no third run; None where only that can tell."""
    found = _all_differences(before, after, localised)
    if any(difference.likeness != "close" for difference in found):
        return None
    return _agreement(before, after, found)


def verdict(before: Run, after: Run, again: Run, localised: Collection[str]) -> TrialResult:
    """The verdict once the notebook as it is has run twice: `before` and `again`."""
    wavering = {difference.place: difference for difference in _all_differences(before, again, ())}
    found = _all_differences(before, after, localised)
    steady = [d for d in found if d.place not in wavering and d.likeness != "close"]
    if steady:
        first = steady[0]
        return Different(first.cell, first.what, first.before, first.after)
    unsure = [d for d in wavering.values() if d.likeness not in ("close", "repainted")]
    unsure += [d for d in found if d.place in wavering and d.likeness == "different"]
    return _doubt(before, unsure) if unsure else _agreement(before, after, found)


def _agreement(before: Run, after: Run, close: Sequence[Difference]) -> Same | Failed:
    if before.stop:
        cell, error = before.stop.cell, before.stop.error
        shown = [o for o in before.outputs if (o.cell, o.kind) != (cell, "error")]
        return Failed(cell, error, len(shown))
    gone = tuple(sorted(before.values.keys() - after.values.keys()))
    names = sum(name.isidentifier() for name in before.values.keys() & after.values.keys())
    return Same(len(before.outputs), names, len(close), gone)


def _doubt(before: Run, unsure: Sequence[Difference]) -> Unstable:
    cells = sorted({difference.cell for difference in unsure if difference.cell >= 0})
    names = sorted({str(place) for kind, place in _places(unsure) if kind in ("value", "file")})
    doubtful = sum(output.cell in cells for output in before.outputs)
    return Unstable(tuple(cells), tuple(names), len(before.outputs), len(before.outputs) - doubtful)


def _places(unsure: Sequence[Difference]) -> list[Place]:
    return [difference.place for difference in unsure]


def _all_differences(before: Run, after: Run, localised: Collection[str]) -> list[Difference]:
    """Differences in outputs, values and files, and in where and how the runs ended."""
    found = differences(before, after, localised)
    if _ending(before.stop) == _ending(after.stop):
        return found
    cell = before.stop.cell if before.stop else _cell_of(found, before)
    what = "it ends with another error" if after.stop else "it no longer ends with an error"
    what = what if before.stop else "it ends with an error now"
    ending = Difference(
        ("end", ""), cell, "different", what, _ending(before.stop), _ending(after.stop)
    )
    return [ending, *found]


def _cell_of(found: Sequence[Difference], before: Run) -> int:
    """Where a run that fails only after the change would have gone on."""
    first = next((difference.cell for difference in found if difference.cell >= 0), -1)
    return first if first >= 0 or not before.outputs else before.outputs[-1].cell


def _ending(stop: Stop | None) -> str:
    return stop.error if stop else ""
