"""Def-use edges as tables that a segmentation can ask about in constant time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..analysis.analyse import Analysis
from ..analysis.constants import is_constant

_NO_VALUE = frozenset({"import", "definition", "class"})


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """Who needs whose values; functions, classes and imports are no values here.

    inputs     for each statement: the names that it reads, with the first and last statement that may have bound each
    last_use   for each statement: the names that it binds, with the last statement that reads each
    constants  names bound once, to a literal, and changed by nothing
    """

    inputs: tuple[Mapping[str, tuple[int, int]], ...]
    last_use: tuple[Mapping[str, int], ...]
    constants: frozenset[str]


def lifetimes_of(analysis: Analysis) -> Lifetimes:
    """The flow of values between the statements of a notebook."""
    kinds = [s.kind for s in analysis.statements]
    inputs: list[dict[str, tuple[int, int]]] = [{} for _ in kinds]
    last_use: list[dict[str, int]] = [{} for _ in kinds]
    for name in analysis.flow.bound:
        readers = analysis.flow.readers(name)
        binders = [(i, kinds[i] not in _NO_VALUE) for i in analysis.flow.binders(name)]
        if readers and any(is_value for _, is_value in binders):
            _follow(analysis, name, binders, readers, inputs, last_use)
    return Lifetimes(tuple(inputs), tuple(last_use), _constants(analysis))


def _follow(
    analysis: Analysis,
    name: str,
    binders: Sequence[tuple[int, bool]],
    readers: Sequence[int],
    inputs: list[dict[str, tuple[int, int]]],
    last_use: list[dict[str, int]],
) -> None:
    """One name's values, from those that may still be there to the next that certainly takes their place.

    A statement that reads and binds the name reads the old value.
    """
    at, latest, alive = 0, -1, list[int]()

    def overwritten() -> None:
        for definition in alive:
            if latest > definition:
                last_use[definition][name] = latest
        alive.clear()

    for position, (index, is_value) in enumerate(binders):
        if analysis.flow.binds_certainly(index, name):
            overwritten()
        if is_value:
            alive.append(index)
        end = binders[position + 1][0] if position + 1 < len(binders) else len(inputs)
        at = bisect_right(readers, index, at)
        until = bisect_right(readers, end, at)
        if alive and until > at:
            latest = readers[until - 1]
            for reader in readers[at:until]:
                inputs[reader][name] = (alive[0], alive[-1])
        at = until
    overwritten()


def _constants(analysis: Analysis) -> frozenset[str]:
    return frozenset(
        name
        for statement in analysis.statements
        if statement.kind == "assign" and is_constant(analysis, statement.index)
        for name in statement.facts.binds
    )
