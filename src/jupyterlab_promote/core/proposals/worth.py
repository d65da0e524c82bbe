"""What a run of statements would be worth as a function: its size, less the width of its interface."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from statistics import mean

from ..analysis.analyse import Analysis
from .actions import DOWNLOAD, LOAD, SIMULATE, SPLIT
from .material import share_of
from .surroundings import Gap, Surroundings
from .traits import Traits

MOST_PARAMETERS = 5
_MOST_RETURNS = 3
_SPLIT_RETURNS = 4  # `X_train, X_test, y_train, y_test`
_FIXED_COST = 5.0  # a name, a signature, a docstring, a jump of the reader's eye
_LINE_DOUBLED = 3.2  # what twice the lines are worth more
_SHARE, _USUAL_SHARE = 20, 0.2
_PARAMETER_COST = (0.0, 0.0, 0.4, 0.9, 1.7, 2.8)
_RETURN_COST = (0.0, 0.0, 0.8, 2.0, 3.0)
_CONSTANT_COST = 0.2
_INSIDE: dict[Gap, float] = {
    "heading": 5.0,
    "text": 2.0,
    "paragraph": 1.2,
    "comment": 0.4,
    "blank": 0.1,
    "none": 0.0,
}
_ACQUIRING = {LOAD, DOWNLOAD, SIMULATE}
_FEWEST_LINES = 2.5
_FEWEST_CALLS = 4  # of a single statement: a chain of calls is a step, one call is none
_LINES_THAT_COUNT = 12  # of one statement: a long literal is no more work than a short one
_SECOND_FIGURE = 4.0
_PICTURE_AND_VALUE = 1.5  # a function that plots gives nothing back
_MOST_BESIDE_A_PICTURE = 1
_OF_NOTHING = 2.0  # what takes nothing, loads nothing and shows nothing is written-out data
_TITLED = 0.8
_OWN_TITLE = 1.2  # a cell that begins with a comment begins a thought


@dataclass(frozen=True, slots=True, eq=False)
class Grain:
    """A statement as it is weighed: `lines` of work, `liking` by its kind, `inside` the cost of its gap within a run."""

    traits: Traits
    lines: float
    liking: float
    inside: float
    titled: bool
    is_thought: bool
    shows: bool
    splits: bool
    acquires: bool


def grains_of(
    analysis: Analysis, traits: Sequence[Traits], around: Sequence[Surroundings]
) -> tuple[Grain, ...]:
    """The statements of a notebook as they are weighed, each once."""
    border = _border_cost(analysis, traits)
    return tuple(_grain(t, place, border) for t, place in zip(traits, around, strict=True))


@lru_cache(maxsize=50_000)
def _grain(traits: Traits, place: Surroundings, border: float) -> Grain:
    lines = min(traits.work, _LINES_THAT_COUNT) * _weight(traits)
    return Grain(
        traits=traits,
        lines=lines,
        liking=lines * share_of(traits),
        inside=_inside(place, border),
        titled=bool(place.comment or place.heading),
        is_thought=traits.lines >= _FEWEST_CALLS
        and (traits.loops or len(traits.calls) >= _FEWEST_CALLS),
        shows=traits.prints or traits.draws or traits.displays,
        splits=SPLIT in traits.actions,
        acquires=traits.draws or traits.prints or bool(_ACQUIRING & set(traits.actions)),
    )


def _weight(traits: Traits) -> float:
    """How much of a line's work a statement is: a literal or a print is little."""
    if traits.literal:
        return 0.3
    return 0.6 if traits.looks else 1.0


def _inside(place: Surroundings, border: float) -> float:
    if place.gap == "cell":
        return border + (_OWN_TITLE if place.comment else 0.0)
    return _INSIDE[place.gap]


def _border_cost(analysis: Analysis, traits: Sequence[Traits]) -> float:
    """What a cell border inside a step costs: little where each cell holds one statement, much where cells hold thoughts."""
    pairs = zip(analysis.statements, traits, strict=True)
    sizes = Counter(s.cell for s, t in pairs if t.material)
    typical = round(mean(sizes.values()), 1) if sizes else 1.0  # one statement more changes nothing
    return min(2.5, 0.2 + 0.6 * max(0.0, typical - 1.5))


def most_returns(*, splits: bool, draws: bool = False) -> int:
    """How many values a step may give back: three, one beside a picture, four parts of a train-test split."""
    if draws:
        return _MOST_BESIDE_A_PICTURE
    return _SPLIT_RETURNS if splits else _MOST_RETURNS


@dataclass(slots=True)
class Run:
    """Statements from `first` on, weighed as they are added one by one; `constants` are names that settings have."""

    first: int
    constants: frozenset[str]
    grains: list[Grain] = field(default_factory=list)
    values: set[str] = field(default_factory=set)
    settings: set[str] = field(default_factory=set)
    last_uses: dict[str, int] = field(default_factory=dict)
    lines: float = 0.0
    liking: float = 0.0
    inside: float = 0.0
    figures: int = 0
    shows_in: int = -1
    acts: bool = False
    draws: bool = False
    splits: bool = False
    acquires: bool = False

    def takes(self, grain: Grain, cell: int) -> bool:
        """Whether the statement can belong to the run: only the cell of the call can show what the run shows."""
        return grain.traits.material and self.shows_in in (-1, cell)

    def add(
        self,
        grain: Grain,
        cell: int,
        inputs: Mapping[str, tuple[int, int]],
        last_use: Mapping[str, int],
    ) -> None:
        """The run with one statement more."""
        if self.grains:
            self.inside += grain.inside
        self.grains.append(grain)
        for name, (earliest, _) in inputs.items():
            if earliest < self.first:
                (self.settings if name in self.constants else self.values).add(name)
        self.last_uses.update(last_use)
        self.lines += grain.lines
        self.liking += grain.liking
        self.figures += grain.traits.opens
        if grain.shows:
            self.shows_in = cell
        self.acts |= grain.traits.acts
        self.draws |= grain.traits.draws
        self.splits |= grain.splits
        self.acquires |= grain.acquires

    @property
    def is_too_wide(self) -> bool:
        """Whether it takes more values than a function should, as all longer runs will."""
        return len(self.values) > MOST_PARAMETERS

    def worth(self, last: int, cut: float) -> float:
        """What the run up to statement `last` is worth as a function, cut out at this cost; 0 where it is none."""
        if not self._is_step():
            return 0.0
        returns = sum(use > last for use in self.last_uses.values())
        most = most_returns(splits=self.splits, draws=self.draws)
        if returns > most:
            return 0.0
        if returns and self.grains[-1].traits.displays:
            return 0.0  # the cell shows one value: the call can't give others back too
        size = _LINE_DOUBLED * math.log2(1 + self.lines)
        liking = _SHARE * (self.liking / self.lines - _USUAL_SHARE)
        width = _PARAMETER_COST[len(self.values)] + _RETURN_COST[returns]
        width += _CONSTANT_COST * len(self.settings)
        mixed = _SECOND_FIGURE * max(0, self.figures - 1)
        mixed += _PICTURE_AND_VALUE * (self.draws and returns > 0)
        mixed += _OF_NOTHING * (not self.values and not self.settings and not self.acquires)
        titled = _TITLED * self.grains[0].titled
        return size + liking + titled - width - cut - self.inside - mixed - _FIXED_COST

    def _is_step(self) -> bool:
        """Whether it is more than one call, and gives, changes, shows or writes something.

        It does not begin with a glance at data, and may end with one that tells how it went.
        """
        first, last = self.grains[0], self.grains[-1]
        if self.lines < _FEWEST_LINES or first.traits.glances or last.traits.glances == "display":
            return False
        if len(self.grains) == 1 and not first.is_thought:
            return False
        return bool(self.last_uses) or self.acts
