"""Def-use edges as tables that a segmentation can ask about in constant time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..analysis.analyse import Analysis
from ..analysis.interface import is_constant

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
    inputs: list[dict[str, tuple[int, int]]] = [{} for _ in analysis.statements]
    last_use: list[dict[str, int]] = [{} for _ in analysis.statements]
    for edge in analysis.edges:
        if analysis.statements[edge.definition].kind in _NO_VALUE:
            continue
        first, last = inputs[edge.use].get(edge.name, (edge.definition, edge.definition))
        inputs[edge.use][edge.name] = (min(first, edge.definition), max(last, edge.definition))
        uses = last_use[edge.definition]
        uses[edge.name] = max(uses.get(edge.name, -1), edge.use)
    return Lifetimes(tuple(inputs), tuple(last_use), _constants(analysis))


def _constants(analysis: Analysis) -> frozenset[str]:
    return frozenset(
        name
        for statement in analysis.statements
        if statement.kind == "assign" and is_constant(analysis, statement.index)
        for name in statement.facts.binds
    )
