"""Rule: a literal constant moves to the module of the functions that need it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..analysis.facts import Statement
from .docstrings import constant_sentence
from .identity import identify
from .proposal import Proposal
from .reading import Outcome, Reading

RULE = "lift-constant"


def lift_constant(
    reading: Reading, before: tuple[Proposal, ...], taken: Mapping[str, frozenset[str]]
) -> Outcome:
    """A proposal for each constant that a function moved by an earlier rule reads, in that function's module."""
    constants = {name: s for s in reading.analysis.statements for name in _constants(reading, s)}
    lifted: dict[str, Proposal] = {}
    for move in before:
        if move.rule != "promote-definition":
            continue
        for name in sorted(_read_when_called(reading, move) & constants.keys()):
            lifted.setdefault(name, _proposal(reading, constants[name], name, move))
    return Outcome(tuple(lifted.values()))


def with_constants(reading: Reading, moves: tuple[Proposal, ...]) -> Iterator[Proposal]:
    """The proposals, each move with the constants that it needs in its `needs`."""
    ids = {p.name: p.id for p in moves if p.rule == RULE}
    for move in moves:
        needed = (
            sorted(_read_when_called(reading, move) & ids.keys())
            if move.rule == "promote-definition"
            else []
        )
        yield replace(move, needs=(*move.needs, *(ids[name] for name in needed)))


def _constants(reading: Reading, statement: Statement) -> frozenset[str]:
    return (
        statement.facts.binds & reading.lifetimes.constants
        if len(statement.facts.binds) == 1
        else frozenset()
    )


def _read_when_called(reading: Reading, move: Proposal) -> frozenset[str]:
    facts = reading.analysis.statements[move.statements[0]].facts
    return facts.later | facts.reads


def _proposal(reading: Reading, statement: Statement, name: str, user: Proposal) -> Proposal:
    return Proposal(
        id=identify(RULE, [reading.source_of(statement)]),
        rule=RULE,
        title=f"Move the constant `{name}` along",
        reason=f"`{user.name}` reads the {constant_sentence(name)}, which is set once and never changed.",
        name=name,
        module=user.module,
        cells=reading.cells_of(statement.index, statement.index),
        statements=(statement.index,),
        score=user.score - 0.01,
    )
