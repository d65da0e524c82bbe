"""Which statements a step may be made of, and how tightly neighbours belong together."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from ..analysis.analyse import Analysis
from ..analysis.facts import Statement
from .lifetimes import Lifetimes
from .surroundings import Gap, Surroundings
from .traits import Traits

# What a cut costs where a person left this gap: two thirds of all blocks begin and end at a cell's border.
_GAP_COST: dict[Gap, float] = {
    "heading": 0.0,
    "text": 0.2,
    "cell": 0.4,
    "paragraph": 0.5,
    "comment": 0.8,
    "blank": 1.6,
    "none": 4.0,
}
_BESIDE_OTHER_MATTER = 0.5  # next to an import, a definition, a look at a frame
_TORN_FIGURE = 8.0
_TORN_ACCUMULATOR = 6.0
_TORN_MODEL = 3.0
_TORN_TEMPORARY = 0.7
_NEARBY = 6

# How likely a statement is to be extracted at all, by what it does (shares measured on hand-made extractions).
_SHARE_LOOP, _SHARE_PLOT, _SHARE_ASSIGN, _SHARE_LOAD, _SHARE_PRINT, _SHARE_LOOK = (
    0.37,
    0.30,
    0.24,
    0.18,
    0.12,
    0.08,
)


def share_of(traits: Traits) -> float:
    """The share of statements of this kind that people extract."""
    if traits.draws:
        return _SHARE_PLOT
    if traits.loops:
        return _SHARE_LOOP
    if traits.prints:
        return _SHARE_PRINT
    if traits.looks:
        return _SHARE_LOOK
    if any(action.verb == "load" for action in traits.actions):
        return _SHARE_LOAD
    return _SHARE_ASSIGN


def cut_costs(
    analysis: Analysis,
    traits: Sequence[Traits],
    around: Sequence[Surroundings],
    lifetimes: Lifetimes,
) -> tuple[float, ...]:
    """What it costs to begin or end a step before each statement (one more than there are statements)."""
    statements = analysis.statements
    costs = [_GAP_COST[place.gap] for place in around] + [0.0]
    material = [t.material for t in traits]
    for index in range(1, len(statements)):
        if material[index] != material[index - 1]:
            costs[index] = min(costs[index], _BESIDE_OTHER_MATTER)
    if costs:
        costs[0] = 0.0
    for first, last in _figures(statements, traits):
        _raise(costs, first, last, _TORN_FIGURE)
    for index, statement in enumerate(statements):
        for first, last, cost in _ties(statement, statements, traits[index], lifetimes):
            if material[last]:
                _raise(costs, first, last, cost)
    return tuple(costs)


def _raise(costs: list[float], first: int, last: int, cost: float) -> None:
    for index in range(first + 1, last + 1):
        costs[index] += cost


def _figures(statements: Sequence[Statement], traits: Sequence[Traits]) -> list[tuple[int, int]]:
    """The runs from the first to the last statement that draw one figure; a figure ends with its cell."""
    figures: list[tuple[int, int]] = []
    first: int | None = None
    last = 0
    for index, (statement, traits_here) in enumerate(zip(statements, traits, strict=True)):
        new_cell = index > 0 and statements[index - 1].cell != statement.cell
        if first is not None and (new_cell or traits_here.opens):
            figures.append((first, last))
            first = None
        if traits_here.draws:
            first = index if first is None else first
            last = index
            if any(call.name == "show" for call in traits_here.calls):
                figures.append((first, last))
                first = None
    return figures if first is None else [*figures, (first, last)]


def _ties(
    statement: Statement, statements: Sequence[Statement], traits: Traits, lifetimes: Lifetimes
) -> list[tuple[int, int, float]]:
    """Runs that one thought holds together: a list and its loop, a model and its fit, a name used just below."""
    index = statement.index
    ties: list[tuple[int, int, float]] = []
    for name, last in lifetimes.last_use[index].items():
        nearby = range(index + 1, min(last, index + _NEARBY) + 1)
        if traits.fills:
            fillers = (
                i for i in nearby if name in statements[i].facts.mutates | statements[i].facts.binds
            )
            ties += [(index, filler, _TORN_ACCUMULATOR) for filler in list(fillers)[:1]]
        elif _constructs(statement.node):
            fits = (i for i in nearby if _calls_on(statements[i], name))
            ties += [(index, fit, _TORN_MODEL) for fit in list(fits)[:1]]
        if last <= index + 3:
            ties.append((index, last, _TORN_TEMPORARY))
    return ties


def _constructs(node: ast.stmt | None) -> bool:
    """`model = RandomForestClassifier(…)`: a class by its capital."""
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
        return False
    function = node.value.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name[:1].isupper()


def _calls_on(statement: Statement, name: str) -> bool:
    return (
        statement.node is not None and name in statement.facts.mutates | statement.facts.may_mutate
    )
