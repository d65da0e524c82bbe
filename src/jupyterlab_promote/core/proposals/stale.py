"""Names that a step makes local while an older value of theirs would stay behind in the notebook.

ax = first_plot()          stays in the notebook
ax = second_plot(df)       becomes a step: it has to give `ax` back, or the notebook would end with the first one
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..model import Refusal
from .reading import Reading
from .step import Step

_GIVEN_BACK = (
    0.8  # what a step is worth less for each name that it gives back for this reason alone
)


def settled(reading: Reading, steps: Iterable[Step]) -> tuple[list[Step], list[Refusal]]:
    """The steps with such names among their returns; refused where a name may not be set at a step's end.

    Where all that sets the name before leaves the notebook too, nothing stays behind.
    """
    staying = list(steps)
    refused: list[Refusal] = []
    while True:
        gone = frozenset(i for step in staying for i in step.indices)
        torn = {
            number: name
            for number, step in enumerate(staying)
            for name in _uncertain(reading, step, gone)
        }
        if not torn:
            return [_giving_back(step, _stale(reading, step, gone)) for step in staying], refused
        refused += [_refusal(reading, staying[number], name) for number, name in torn.items()]
        staying = [step for number, step in enumerate(staying) if number not in torn]


def _stale(reading: Reading, step: Step, gone: frozenset[int]) -> tuple[str, ...]:
    reaching = reading.analysis.flow.reaching
    names = (n for n in step.interface.stale if n not in step.returns)
    return tuple(n for n in names if not gone.issuperset(reaching(n, step.segment.first)))


def _uncertain(reading: Reading, step: Step, gone: frozenset[int]) -> list[str]:
    """Stale names that the step does not set for certain: to take the old value in only for this is no good code."""
    stale = _stale(reading, step, gone)
    if not stale:
        return []
    set_inside = {n for s in reading.analysis.statements[step.inside] for n in s.facts.must}
    taken = set(step.passed)
    return [n for n in stale if n not in set_inside | taken]


def _giving_back(step: Step, names: tuple[str, ...]) -> Step:
    if not names or step.interface.shows:
        return step
    value = step.segment.value - _GIVEN_BACK * len(names)
    segment = replace(step.segment, value=value)
    return replace(step, segment=segment, returns=(*step.returns, *names))


def _refusal(reading: Reading, step: Step, name: str) -> Refusal:
    cells = reading.cells_of(step.segment.first, step.segment.last)
    return Refusal("extract-step", cells, "maybe-unbound", f"“{name}” may not be set at its end")
