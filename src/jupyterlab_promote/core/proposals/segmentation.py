"""The steps of a notebook, found as the optimum over all ways to cut it.

Dynamic programming over the statements (Bellman's optimal segmentation): the best way to cut the first `n` statements
leaves the last one in the notebook, or ends with a segment that is worth something as a function. Segments are bounded,
so the work grows linearly with the notebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..analysis.analyse import Analysis
from .lifetimes import Lifetimes
from .material import cut_costs
from .surroundings import Surroundings
from .traits import Traits
from .worth import Grain, Run, grains_of

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Segment:
    """Statements `first` to `last`, worth `value` as a function (0: as well left where they stand)."""

    first: int
    last: int
    value: float


def candidates_of(
    analysis: Analysis,
    traits: Sequence[Traits],
    around: Sequence[Surroundings],
    lifetimes: Lifetimes,
) -> tuple[Segment, ...]:
    """All runs of statements that would be worth something as a function."""
    grains = grains_of(analysis, traits, around)
    cuts = cut_costs(analysis, traits, around, lifetimes)
    cells = [s.cell for s in analysis.statements]
    return tuple(
        segment
        for first, grain in enumerate(grains)
        if grain.traits.material
        for segment in _segments_from(first, grains, cells, cuts, lifetimes)
    )


def _segments_from(
    first: int,
    grains: Sequence[Grain],
    cells: Sequence[int],
    cuts: Sequence[float],
    lifetimes: Lifetimes,
) -> Iterator[Segment]:
    run = Run(first, lifetimes.constants)
    for last in range(first, min(first + _LONGEST, len(grains))):
        grain = grains[last]
        if grain.traits.is_import:
            continue  # an import within a step stays where it is
        if not run.takes(grain, cells[last]):
            return
        run.add(grain, cells[last], lifetimes.inputs[last], lifetimes.last_use[last])
        if run.is_too_wide:
            return
        value = run.worth(last, cuts[first] + cuts[last + 1])
        if value > 0:
            yield Segment(first, last, value)


def best_cut(candidates: Iterable[Segment], statements: int) -> tuple[Segment, ...]:
    """The candidates that cut a notebook best, in document order; what is in none of them stays in it."""
    ending: list[list[Segment]] = [[] for _ in range(statements)]
    for candidate in candidates:
        ending[candidate.last].append(candidate)
    best = [0.0]
    chosen: list[Segment | None] = [None]
    for last, segments in enumerate(ending):
        value, segment = best[last], None
        for candidate in segments:
            if best[candidate.first] + candidate.value > value:
                value, segment = best[candidate.first] + candidate.value, candidate
        best.append(value)
        chosen.append(segment)
    return tuple(reversed(list(_traced(chosen))))


def _traced(chosen: Sequence[Segment | None]) -> Iterator[Segment]:
    end = len(chosen) - 1
    while end:
        segment = chosen[end]
        if segment:
            yield segment
        end = segment.first if segment else end - 1
