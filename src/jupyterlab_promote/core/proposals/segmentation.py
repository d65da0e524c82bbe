"""The steps of a notebook, found as the optimum over all ways to cut it.

Dynamic programming over the statements (Bellman's optimal segmentation): the best way to cut the first `n` statements
leaves the last one in the notebook, or ends with a segment whose value is its size, less the width of its interface,
less what it costs to cut at its ends. Segments are bounded, so the work grows linearly with the notebook.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import mean

from ..analysis.analyse import Analysis
from ..analysis.facts import Statement
from .actions import SPLIT
from .lifetimes import Lifetimes
from .material import cut_costs, is_material, share_of
from .surroundings import Gap, Surroundings
from .traits import Traits

_LONGEST = 40
MOST_PARAMETERS = 5
_MOST_RETURNS = 3
_SPLIT_RETURNS = 4  # `X_train, X_test, y_train, y_test`
_FIXED_COST = 5.0  # a name, a signature, a docstring, a jump of the reader's eye
_PARAMETER_COST = (0.0, 0.0, 0.4, 0.9, 1.7, 2.8)
_RETURN_COST = (0.0, 0.0, 0.8, 2.0, 3.0)
_CONSTANT_COST = 0.2
_INSIDE: dict[Gap, float] = {
    "heading": 5.0,
    "text": 2.0,
    "cell": 1.5,
    "paragraph": 1.2,
    "comment": 0.4,
    "blank": 0.1,
    "none": 0.0,
}
_FEWEST_LINES = 2.5
_LINES_THAT_COUNT = 12  # of one statement: a long literal is no more work than a short one
_SECOND_FIGURE = 4.0
_PICTURE_AND_VALUE = 1.5  # a function that plots gives nothing back
_TITLED = 0.8
_OWN_TITLE = 1.2  # a cell that begins with a comment begins a thought


@dataclass(frozen=True, slots=True)
class Segment:
    """Statements `first` to `last`, worth `value` as a function (0: as well left where they stand)."""

    first: int
    last: int
    value: float


@dataclass(slots=True)
class _Growing:
    """A segment as it grows downwards, with its interface so far."""

    first: int
    inputs: dict[str, bool] = field(default_factory=dict)
    last_uses: dict[str, int] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    lines: float = 0.0
    share: float = 0.0
    inside: float = 0.0
    figures: int = 0
    shows_in: int = -1
    effects: bool = False
    pictures: bool = False
    splits: bool = False


@dataclass(frozen=True, slots=True)
class _Ground:
    statements: Sequence[Statement]
    traits: Sequence[Traits]
    around: Sequence[Surroundings]
    lifetimes: Lifetimes
    cuts: Sequence[float]
    border: float

    def __len__(self) -> int:
        return len(self.statements)


def most_returns(splits: bool) -> int:
    """How many values a step may give back: three, or the four parts of a train-test split."""
    return _SPLIT_RETURNS if splits else _MOST_RETURNS


def candidates_of(
    analysis: Analysis,
    traits: Sequence[Traits],
    around: Sequence[Surroundings],
    lifetimes: Lifetimes,
) -> tuple[Segment, ...]:
    """All runs of statements that would be worth something as a function."""
    cuts = cut_costs(analysis, traits, around, lifetimes)
    border = _border_cost(analysis, traits)
    ground = _Ground(analysis.statements, traits, around, lifetimes, cuts, border)
    return tuple(s for first in range(len(ground)) for s in _segments_from(first, ground))


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


def _border_cost(analysis: Analysis, traits: Sequence[Traits]) -> float:
    """What a cell border inside a step costs: little where each cell holds one statement, much where cells hold thoughts."""
    sizes: dict[int, int] = {}
    for statement in analysis.statements:
        if is_material(statement, traits[statement.index]):
            sizes[statement.cell] = sizes.get(statement.cell, 0) + 1
    typical = mean(sizes.values()) if sizes else 1.0
    return min(2.5, 0.2 + 0.6 * max(0.0, typical - 1.5))


def _segments_from(first: int, ground: _Ground) -> Iterator[Segment]:
    growing = _Growing(first)
    for last in range(first, min(first + _LONGEST, len(ground))):
        if last > first and ground.statements[last].kind == "import":
            continue  # an import within a step stays where it is
        if not is_material(ground.statements[last], ground.traits[last]):
            return
        if growing.shows_in not in (-1, ground.statements[last].cell):
            return  # only the cell of the call can show what the step shows
        _grow(growing, last, ground)
        value = _value(growing, last, ground)
        if value > 0:
            yield Segment(first, last, value)


def _grow(growing: _Growing, last: int, ground: _Ground) -> None:
    statement, traits = ground.statements[last], ground.traits[last]
    if last > growing.first:
        gap = ground.around[last].gap
        growing.inside += ground.border if gap == "cell" else _INSIDE[gap]
        if gap == "cell" and ground.around[last].comment:
            growing.inside += _OWN_TITLE
    for name, (earliest, _) in ground.lifetimes.inputs[last].items():
        if earliest < growing.first:
            growing.inputs.setdefault(name, name in ground.lifetimes.constants)
    growing.last_uses.update(ground.lifetimes.last_use[last])
    growing.changed |= statement.facts.mutates
    weight = min(traits.work, _LINES_THAT_COUNT) * _weight(traits)
    growing.lines += weight
    growing.share += weight * share_of(traits)
    growing.figures += traits.opens
    if traits.prints or traits.draws or statement.displays:
        growing.shows_in = statement.cell
    growing.splits |= SPLIT in traits.actions
    growing.pictures |= traits.draws
    growing.effects |= traits.prints or traits.draws or "files" in statement.facts.effects


def _value(growing: _Growing, last: int, ground: _Ground) -> float:
    if not _stands_alone(growing, last, ground):
        return 0.0
    constants = sum(growing.inputs.values())
    parameters = len(growing.inputs) - constants
    returns = sum(use > last for use in growing.last_uses.values())
    if parameters > MOST_PARAMETERS or returns > most_returns(growing.splits):
        return 0.0
    if returns and ground.statements[last].displays:
        return 0.0  # the cell shows one value: the call can't give others back too
    if ground.traits[growing.first].glances or ground.traits[last].glances:
        return 0.0
    size = 3.2 * math.log2(1 + growing.lines)
    liking = 20 * (growing.share / growing.lines - 0.2)
    width = _PARAMETER_COST[parameters] + _RETURN_COST[returns] + _CONSTANT_COST * constants
    cut = ground.cuts[growing.first] + ground.cuts[last + 1]
    mixed = _SECOND_FIGURE * max(0, growing.figures - 1)
    mixed += _PICTURE_AND_VALUE * (growing.pictures and returns > 0)
    place = ground.around[growing.first]
    titled = _TITLED * bool(place.comment or place.heading)
    return size + liking + titled - width - cut - growing.inside - mixed - _FIXED_COST


def _weight(traits: Traits) -> float:
    """How much of a line's work a statement is: a literal or a print is little."""
    if traits.literal:
        return 0.3
    return 0.6 if traits.looks else 1.0


def _stands_alone(growing: _Growing, last: int, ground: _Ground) -> bool:
    """Whether it is more than one call, and does something: gives a value, changes one, shows or writes something."""
    traits = ground.traits[growing.first]
    if growing.lines < _FEWEST_LINES:
        return False
    if last == growing.first and not (traits.loops and traits.lines >= 4):
        return len(traits.calls) >= 4 and traits.lines >= 4
    return bool(growing.last_uses or growing.changed or growing.effects)
