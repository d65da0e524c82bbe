"""The steps of a notebook: the best cut of it into runs that can leave it safely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..analysis.facts import Interface, Statement
from ..analysis.interface import interface_of
from ..model import Refusal
from .actions import SPLIT
from .proposal import Proposal
from .reading import Reading
from .segmentation import Segment, best_cut, candidates_of
from .stale import settled
from .step import Step
from .traits import Traits
from .worth import MOST_PARAMETERS, most_returns

_ATTEMPTS = 4  # a run that is refused gives way to shorter ones, and those to theirs


def steps_of(
    reading: Reading, before: Sequence[Proposal]
) -> tuple[tuple[Step, ...], tuple[Refusal, ...]]:
    """The steps, best first, and the segments that would have been steps but can't move."""
    moves = {p.statements[0]: p.id for p in before if p.rule == "promote-definition"}
    candidates = candidates_of(reading.analysis, reading.traits, reading.around, reading.lifetimes)
    found: dict[Segment, Step | Refusal] = {}
    segments: tuple[Segment, ...] = ()
    refused: list[Refusal] = []
    for _ in range(_ATTEMPTS):
        segments = best_cut(candidates, len(reading.analysis.statements))
        found |= {s: _step(reading, s, moves) for s in segments if s not in found}
        barred = {s: step for s in segments if isinstance(step := found[s], Refusal)}
        refused = refused or list(barred.values())
        candidates = tuple(c for c in candidates if c not in barred)
        if not barred:
            break
    steps = [
        step for s in segments if isinstance(step := found[s], Step) and _is_good(reading, step)
    ]
    safe, stale = settled(reading, steps)
    as_found = set(map(id, steps))
    good = (step for step in safe if id(step) in as_found or _is_good(reading, step))
    ranked = sorted(good, key=lambda step: (-step.segment.value, step.segment.first))
    return tuple(ranked), (*refused, *stale)


def _step(reading: Reading, segment: Segment, moves: Mapping[int, str]) -> Step | Refusal:
    interface = interface_of(reading.analysis, segment.first, segment.last)
    if isinstance(interface, Refusal):
        return replace(interface, rule="extract-step")
    needs = tuple(moves[d] for d in interface.definitions if d in moves)
    left = tuple(reading.definition(d).name for d in interface.definitions if d not in moves)
    returns = _returns(reading, segment, interface)
    constants = reading.lifetimes.constants
    passed = sorted((*interface.parameters, *left), key=lambda name: name in constants)
    return Step(segment, interface, tuple(passed), returns, needs)


def _is_good(reading: Reading, step: Step) -> bool:
    """Whether the true interface is as narrow as the estimated one, and the call is worth making."""
    traits = reading.traits[step.inside]
    splits, draws = any(SPLIT in t.actions for t in traits), any(t.draws for t in traits)
    most = most_returns(splits=splits, draws=draws)
    if len(step.passed) > MOST_PARAMETERS or len(step.returns) > most:
        return False
    statements = reading.analysis.statements[step.inside]
    does = any(s.facts.mutates or "files" in s.facts.effects for s in statements)
    shows = step.interface.shows or any(t.draws or t.prints for t in traits)
    return bool(step.returns or does or shows) and not step.interface.unresolved


def _returns(reading: Reading, segment: Segment, interface: Interface) -> tuple[str, ...]:
    """What later code reads; else the one value that the step is there to make or to change."""
    if interface.returns or interface.shows:
        return interface.returns
    statements = reading.analysis.statements[segment.first : segment.last + 1]
    traits = reading.traits[segment.first : segment.last + 1]
    changed = [p for p in interface.parameters if any(p in s.facts.mutates for s in statements)]
    if changed:
        return tuple(changed) if len(changed) == 1 else ()
    if any(t.draws or t.prints for t in traits):
        return ()
    return _products(statements, traits, interface)


def _products(
    statements: Sequence[Statement], traits: Sequence[Traits], interface: Interface
) -> tuple[str, ...]:
    """Names that nothing reads: the end of a notebook's thought; else what the last statement changes."""
    assigned = {n for s in statements if s.kind == "assign" for n in s.facts.binds}
    made = [n for n in interface.localised if n in assigned]
    read_inside = {name for t in traits for name in t.loads}
    products = [n for n in made if n not in read_inside]
    products = products or [n for n in made if n in statements[-1].facts.mutates]
    return tuple(products) if len(products) <= most_returns(splits=False) else ()
