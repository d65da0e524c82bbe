"""Decisions become choices: what moves, under which name, into which module."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ..model import Refusal
from ..proposals.proposal import Decision, Proposal, Proposals

STEP = "extract-step"


@dataclass(frozen=True, slots=True)
class Choice:
    """An accepted proposal with the person's answers.

    `named` and `placed` say that the name and the module are the person's, `pinned` that no other name
    will do, as the notebook could see it. `copy_of` is the id of the
    step that this one repeats: it goes by the same name, in the same module.
    """

    proposal: Proposal
    name: str
    module: str
    named: bool = False
    placed: bool = False
    renames: Mapping[str, str] = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    copy_of: str = ""
    pinned: bool = False

    @property
    def id(self) -> str:
        """The proposal's id."""
        return self.proposal.id

    @property
    def is_step(self) -> bool:
        """Whether it is a run of statements, and not a definition or a constant."""
        return self.proposal.rule not in ("promote-definition", "lift-constant")

    @property
    def first(self) -> int:
        """Its first statement."""
        return self.proposal.statements[0]

    def refused(self, slug: str, reason: str) -> Refusal:
        """Why this one is not done."""
        return Refusal(self.proposal.rule, self.proposal.cells, slug, reason)


def choices_of(
    proposals: Proposals, decisions: Iterable[Decision]
) -> tuple[tuple[Choice, ...], tuple[Refusal, ...]]:
    """The accepted proposals with what they need, less those that overlap a better one; document order."""
    answers = {decision.proposal: decision for decision in decisions}
    known = {proposal.id: proposal for proposal in proposals.proposals}
    wanted = [id for id, decision in answers.items() if decision.accepted and id in known]
    chosen: dict[str, Choice] = {}
    refused: list[Refusal] = []
    for id in _with_needs(wanted, known):
        choice = _choice(known[id], answers.get(id))
        declined = _declined(known[id], answers, known)
        if declined:
            refused.append(
                choice.refused("needs-another", f"it needs “{declined}”, which you left out")
            )
        else:
            chosen[id] = choice
    kept, overlapping = _apart(chosen.values())
    return tuple(_alike(choice, kept) for choice in kept), (*refused, *overlapping)


def _choice(proposal: Proposal, decision: Decision | None) -> Choice:
    if decision is None:
        return Choice(proposal, proposal.name, proposal.module)
    return Choice(
        proposal,
        decision.name or proposal.name,
        decision.module or proposal.module,
        named=decision.name is not None,
        placed=decision.module is not None,
        renames=dict(decision.parameters),
        keep=decision.keep,
    )


def _alike(choice: Choice, others: Iterable[Choice]) -> Choice:
    """A copy of another step takes on what the person decided for that one."""
    proposal = choice.proposal
    for other in others:
        original = other.proposal
        same = (proposal.name, proposal.module) == (original.name, original.module)
        if choice.is_step and other.is_step and same and other.id in proposal.needs:
            sources = {p.name: p.source for p in proposal.parameters}
            renames = {
                sources[p.name]: other.renames[p.source]
                for p in original.parameters
                if p.source in other.renames and p.name in sources
            }
            return following(choice, other, {**renames, **choice.renames})
    return choice


def following(choice: Choice, other: Choice, renames: Mapping[str, str]) -> Choice:
    """The choice under the name and in the module of another, unless the person said otherwise."""
    return replace(
        choice,
        name=choice.name if choice.named else other.name,
        module=choice.module if choice.placed else other.module,
        renames=renames,
        copy_of=other.id,
    )


def _with_needs(wanted: Iterable[str], known: Mapping[str, Proposal]) -> Iterable[str]:
    found: dict[str, None] = {}
    queue = list(wanted)
    while queue:
        id = queue.pop(0)
        if id in known and id not in found:
            found[id] = None
            queue.extend(known[id].needs)
    return found


def _declined(
    proposal: Proposal, answers: Mapping[str, Decision], known: Mapping[str, Proposal]
) -> str:
    for id in proposal.needs:
        if id in answers and not answers[id].accepted:
            return known[id].name if id in known else id
    return ""


def _apart(choices: Iterable[Choice]) -> tuple[tuple[Choice, ...], tuple[Refusal, ...]]:
    """Definitions go first, as others may need them; then the better proposal goes before the other."""
    ranked = sorted(choices, key=lambda c: (c.is_step, -c.proposal.score, c.proposal.statements))
    owners: dict[int, Choice] = {}
    kept: list[Choice] = []
    refused: list[Refusal] = []
    for choice in ranked:
        owner = next((owners[i] for i in choice.proposal.statements if i in owners), None)
        if owner is not None:
            refused.append(
                choice.refused("overlaps", f"“{owner.name}” takes some of the same lines")
            )
            continue
        kept.append(choice)
        owners.update(dict.fromkeys(choice.proposal.statements, choice))
    return tuple(sorted(kept, key=lambda c: c.proposal.statements)), tuple(refused)
