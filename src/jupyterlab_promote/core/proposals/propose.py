"""The proposals for a notebook: few, and the best ones first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..analysis.analyse import Analysis
from ..analysis.secrets import secrets_in
from .identity import told_apart
from .lift_constant import RULE as CONSTANT
from .lift_constant import with_constants
from .proposal import Proposal, Proposals
from .reading import Outcome, Reading, read
from .registry import RULES
from .topics import modules_for

_ORDINARY_CELLS = 60
_MOST = 10
_WORTH = 2.5  # below this a step is listed, for the person to judge, but not taken by `--all`
_LISTED = 0.5
_CELLS_PER_MORE = 12
# Three of the first five are steps where there are as many: (first turn, turns until the next).
_TURNS = {"extract-step": (0, 2), "promote-definition": (1, 3)}


def propose(analysis: Analysis, taken: Mapping[str, Iterable[str]] | None = None) -> Proposals:
    """What could leave the notebook, best first; `taken` maps modules of the package to the names that they have."""
    existing = {module: frozenset(names) for module, names in (taken or {}).items()}
    reading = read(analysis)
    outcomes: list[Outcome] = []
    for rule in RULES:
        before = tuple(p for outcome in outcomes for p in outcome.proposals)
        outcomes.append(rule(reading, before, existing))
    found = told_apart(with_constants(reading, [p for o in outcomes for p in o.proposals]))
    best = _best(found, _limit(reading))
    refused = tuple(refusal for outcome in outcomes for refusal in outcome.refused)
    shown = _with_modules(best, existing)
    by_id = {p.id: p for p in shown}
    judged = (_judged(analysis, p, _closure(p, by_id)) for p in shown)
    allotted = max(0, _limit(reading) - _promoted_before(analysis, existing))
    return Proposals(_within(judged, allotted), refused, analysis.problems)


def _promoted_before(analysis: Analysis, existing: Mapping[str, frozenset[str]]) -> int:
    """How many names of the package's modules the notebook imports."""
    imported = {(i.module, i.symbol) for found in analysis.imports.values() for i in found}
    return sum(
        1
        for module, names in existing.items()
        for dotted, symbol in imported
        if symbol in names and f".{dotted}".endswith(f".{module}")
    )


def _within(proposals: Iterable[Proposal], allotted: int) -> tuple[Proposal, ...]:
    """`--all` takes what one promotion may take: promoting a promoted notebook goes no further."""
    names: set[str] = set()
    kept: list[Proposal] = []
    for proposal in proposals:
        new = proposal.rule != CONSTANT and proposal.name not in names
        if proposal.worth and new and len(names) < allotted:
            names.add(proposal.name)
        fits = proposal.name in names or (proposal.rule == CONSTANT and allotted > 0)
        kept.append(replace(proposal, worth=proposal.worth and fits))
    return tuple(kept)


def _judged(analysis: Analysis, proposal: Proposal, along: Iterable[Proposal]) -> Proposal:
    """Whether `--all` takes it: good enough, and no secret that the person has not been asked about."""
    nodes = [analysis.statements[i].node for one in along for i in one.statements]
    secrets = secrets_in([node for node in nodes if node is not None])
    if not secrets:
        return replace(proposal, worth=proposal.score >= _WORTH)
    reason = f"{proposal.reason} What looks like a secret moves with it: {', '.join(secrets)}."
    return replace(proposal, worth=False, reason=reason)


def _limit(reading: Reading) -> int:
    cells = len({s.cell for s in reading.analysis.statements})
    return _MOST + max(0, cells - _ORDINARY_CELLS) // _CELLS_PER_MORE


def _best(proposals: Sequence[Proposal], limit: int) -> tuple[Proposal, ...]:
    """The best `limit` functions with what they need and the copies that they replace; constants come last."""
    by_id = {p.id: p for p in proposals}
    chosen: dict[str, Proposal] = {}
    functions: set[str] = set()
    for proposal in _ranked(proposals):
        is_copy = proposal.name in functions
        if proposal.score < _LISTED or (len(functions) >= limit and not is_copy):
            continue
        for found in _closure(proposal, by_id):
            chosen.setdefault(found.id, found)
            if found.rule != CONSTANT:
                functions.add(found.name)
    return tuple(sorted(chosen.values(), key=lambda p: p.rule == CONSTANT))


def _closure(proposal: Proposal, by_id: Mapping[str, Proposal]) -> tuple[Proposal, ...]:
    found = {proposal.id: proposal}
    queue = list(proposal.needs)
    while queue:
        needed = by_id.get(queue.pop(0))
        if needed and needed.id not in found:
            found[needed.id] = needed
            queue += needed.needs
    return tuple(found.values())


def _ranked(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Steps and definitions by turns, each kind best first; what is hardly worth it comes after all that is."""
    seen: dict[tuple[str, bool], int] = {}
    ranked: list[tuple[bool, float, float, tuple[int, ...], Proposal]] = []
    for proposal in sorted(proposals, key=lambda p: (-p.score, p.statements)):
        weak = proposal.score < _WORTH
        turn = seen.get((proposal.rule, weak), 0)
        seen[proposal.rule, weak] = turn + 1
        start, pace = _TURNS.get(proposal.rule, (0, 1))
        slot = 0 if weak else start + pace * turn
        ranked.append((weak, slot, -proposal.score, proposal.statements, proposal))
    return [entry[-1] for entry in sorted(ranked, key=lambda entry: entry[:-1])]


def _with_modules(
    proposals: Sequence[Proposal], existing: Mapping[str, frozenset[str]]
) -> tuple[Proposal, ...]:
    modules = modules_for([p.module for p in proposals if p.rule != CONSTANT], existing)
    return tuple(replace(p, module=modules.get(p.module, p.module)) for p in proposals)
