"""Accepted proposals become a plan: edits of cells and files, and what was refused."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..analysis.analyse import Analysis
from ..analysis.secrets import secrets_in
from ..model import Refusal
from ..proposals.proposal import Decision, Proposals
from ..trees import module_of
from .choices import choices_of
from .context import Context, State
from .draft import draft
from .edits import Environment, Plan, Project, Promoted, ReplaceText
from .fitting import Fit, fitted
from .moved import Draft, Moved
from .notebook_edits import cell_edits
from .project_edits import file_edits
from .standing import needed, silenced, swaps


def build(
    analysis: Analysis,
    proposals: Proposals,
    decisions: Iterable[Decision],
    project: Project,
    environment: Environment,
) -> Plan:
    """The plan that carries the decisions out. What can't be done is in `refused`, the rest is planned.

    Pure: the same arguments give the same plan. No accepted decision gives a plan without edits.
    """
    context = Context(analysis, project, environment)
    choices, refused = choices_of(proposals, decisions)
    settled = _settled(context, State(choices, refused))
    moved = settled.fit.draft.moved
    files, warnings = file_edits(context, settled.fit)
    return Plan(
        notebook=analysis.notebook.path,
        notebook_fingerprint=analysis.notebook.fingerprint,
        root=project.root,
        package=project.package,
        package_path=project.package_path,
        file_edits=files,
        cell_edits=cell_edits(
            analysis,
            swaps(context, settled.fit),
            needed(context, settled.fit),
            (*settled.fit.draft.splices, *silenced(context, settled.fit)),
            context.style,
        ),
        fingerprints={e.path: _digest(e.before) for e in files if isinstance(e, ReplaceText)},
        promoted=tuple(map(_promoted, moved)),
        refused=settled.refused,
        problems=analysis.problems,
        warnings=(*_secret_warnings(moved), *_star_warnings(moved), *warnings),
    )


@dataclass(frozen=True, slots=True)
class _Settled:
    fit: Fit
    refused: tuple[Refusal, ...]


def _settled(context: Context, state: State) -> _Settled:
    """Draft and fit until nothing has to change: every round drops, adds, renames or joins something."""
    while True:
        found = draft(context, state)
        if isinstance(found, Draft):
            fit = fitted(context, state, found)
            if isinstance(fit, Fit):
                return _Settled(fit, state.refused)
            found = fit
        state = found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _promoted(moved: Moved) -> Promoted:
    choice = moved.choice
    return Promoted(
        choice.id,
        choice.proposal.rule,
        choice.name,
        choice.module,
        choice.proposal.cells,
        moved.parameters,
        moved.returns,
        moved.localised,
    )


def _secret_warnings(moved: Sequence[Moved]) -> Iterable[str]:
    for one in moved:
        for secret in secrets_in([module_of(one.piece.text)]):
            module = one.choice.module
            yield f"“{secret}” looks like a secret, and it is written into {module}.py as it stands."


def _star_warnings(moved: Sequence[Moved]) -> Iterable[str]:
    stars = dict.fromkeys(star.text for one in moved for star in one.stars)
    return [f"`{star}` goes along: what comes from it can't be told apart." for star in stars]
