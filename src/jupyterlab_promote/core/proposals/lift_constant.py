"""Rule: a literal constant moves along with the functions that need it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ..analysis.facts import Needs, Statement
from ..analysis.made_constants import made_of
from .identity import identify
from .proposal import Proposal
from .reading import Outcome, Reading

RULE = "lift-constant"


def lift_constant(
    reading: Reading, before: tuple[Proposal, ...], taken: Mapping[str, frozenset[str]]
) -> Outcome:
    """A proposal for each constant that a function moved by an earlier rule reads, in that function's module."""
    lifted: dict[int, Proposal] = {}
    for move in before:
        for index in _constants_of(reading, move):
            lifted.setdefault(index, _proposal(reading, index, move))
    return Outcome(tuple(lifted.values()))


def with_constants(reading: Reading, proposals: Sequence[Proposal]) -> Iterator[Proposal]:
    """The proposals, each move with the constants that it needs in its `needs`."""
    ids = {p.statements[0]: p.id for p in proposals if p.rule == RULE}
    for proposal in proposals:
        needed = (ids[index] for index in _constants_of(reading, proposal))
        yield replace(proposal, needs=(*proposal.needs, *needed))


def _constants_of(reading: Reading, move: Proposal) -> tuple[int, ...]:
    if move.rule != "promote-definition":
        return ()
    needs = reading.needs[move.statements[0]]
    found = needs.constants if isinstance(needs, Needs) else ()
    return tuple(index for index in found if _shouts(reading, index))


def _shouts(reading: Reading, index: int) -> bool:
    """`LIMIT = 100` is a constant, and so is a type; `n = 100` is data, which functions are passed."""
    names = reading.analysis.statements[index].facts.binds
    return all(name.isupper() for name in names) or made_of(reading.analysis, index) == "type"


def _proposal(reading: Reading, index: int, user: Proposal) -> Proposal:
    statement = reading.analysis.statements[index]
    name = _name(statement)
    return Proposal(
        id=identify(RULE, [reading.source_of(statement)]),
        rule=RULE,
        title=f"Move the constant `{name}` along",
        reason=f"`{user.name}` reads `{name}`, which is set once and never changed.",
        name=name,
        module=user.module,
        cells=reading.cells_of(index, index),
        statements=(index,),
        score=user.score,
    )


def _name(statement: Statement) -> str:
    node = statement.node
    target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
    assert isinstance(target, ast.Name)
    return target.id
