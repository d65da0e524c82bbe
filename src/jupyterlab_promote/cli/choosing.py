"""What was asked for on the command line → decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..core.errors import UnusableInput
from ..core.proposals.proposal import Decision, Proposal


def chosen(asked: Sequence[str], everything: bool, proposals: Sequence[Proposal]) -> list[Proposal]:
    """The proposals asked for with all that they need; what is worth it for `--all`."""
    if everything == bool(asked):
        raise UnusableInput(
            "no-choice", "Say which proposals, by the ids that `list` shows, or --all."
        )
    if everything:
        return [proposal for proposal in proposals if proposal.worth]
    return _with_needs(
        [proposal for word in asked for proposal in meant(word, proposals)], proposals
    )


def _with_needs(wanted: Iterable[Proposal], proposals: Sequence[Proposal]) -> list[Proposal]:
    by_id = {proposal.id: proposal for proposal in proposals}
    taken: dict[str, Proposal] = {}
    todo = list(wanted)
    while todo:
        proposal = todo.pop()
        if proposal.id not in taken:
            taken[proposal.id] = proposal
            todo.extend(by_id[need] for need in proposal.needs if need in by_id)
    return [proposal for proposal in proposals if proposal.id in taken]


def meant(word: str, proposals: Sequence[Proposal]) -> list[Proposal]:
    """The proposal whose id is or uniquely begins with `word`, or those of that name: copies share one."""
    exact = [proposal for proposal in proposals if proposal.id == word]
    named = [proposal for proposal in proposals if proposal.name == word]
    begun = [proposal for proposal in proposals if word and proposal.id.startswith(word)]
    found = exact or named or begun
    if not found:
        raise UnusableInput(
            "unknown-proposal", f"No proposal has the id or the name '{word}'; `list` shows them."
        )
    if len(found) > 1 and not named:
        ids = ", ".join(proposal.id for proposal in found)
        raise UnusableInput("ambiguous-proposal", f"'{word}' could be any of {ids}.")
    return found


def decisions(
    taken: Sequence[Proposal],
    names: Sequence[str],
    modules: Sequence[str],
    keeps: Sequence[str],
) -> tuple[Decision, ...]:
    """A decision for each proposal taken, with the answers of `ID=VALUE` options."""
    name_of = _answers("--name", names, taken)
    module_of = _answers("--module", modules, taken)
    keep_of = _answers("--keep", keeps, taken)
    return tuple(
        Decision(
            proposal.id,
            name=name_of.get(proposal.id),
            module=module_of.get(proposal.id),
            keep=_kept(proposal, keep_of.get(proposal.id, "")),
        )
        for proposal in taken
    )


def _answers(option: str, given: Sequence[str], taken: Sequence[Proposal]) -> Mapping[str, str]:
    answers: dict[str, str] = {}
    for item in given:
        word, equals, value = item.partition("=")
        if not (word and equals and value.strip()):
            raise UnusableInput("bad-option", f"{option} takes ID=VALUE, not '{item}'.")
        answers.update((proposal.id, value.strip()) for proposal in meant(word, taken))
    return answers


def _kept(proposal: Proposal, names: str) -> tuple[str, ...]:
    kept = tuple(name.strip() for name in names.split(",") if name.strip())
    strange = [name for name in kept if name not in proposal.localised]
    if strange:
        raise UnusableInput(
            "not-localised",
            f"'{strange[0]}' does not become local in '{proposal.name}', so there is nothing to keep.",
        )
    return kept
