"""From a command's arguments to a plan; reads the disk, writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .. import api
from .choosing import chosen, decisions
from .wanted import Wanted


@dataclass(frozen=True, slots=True)
class Asked:
    """The plan for what was asked, and all that was refused on the way to it.

    `by_name` says that certain proposals were asked for, so that a refusal is a failure.
    """

    notebook: api.Notebook
    project: api.Project
    environment: api.Environment
    plan: api.Plan
    refused: tuple[api.Refusal, ...]
    by_name: bool


def planned(wanted: Wanted) -> Asked:
    """The plan for the proposals named, or for all that is worth it."""
    api.recover(wanted.into or wanted.notebook)
    notebook = api.load(wanted.notebook)
    project = api.find_project(wanted.notebook, wanted.into)
    analysis = api.analyse(notebook)
    proposals = api.propose(analysis, project)
    taken = chosen(wanted.ids or (), wanted.everything, proposals.proposals)
    answers = decisions(taken, wanted.names or (), wanted.modules or (), wanted.keeps or ())
    environment = api.environment_of(notebook, modules=api.modules_imported(analysis))
    plan = api.plan(analysis, proposals, answers, project, environment)
    api.demand_stable(plan, analysis, proposals, answers, project, environment)
    refused = (*proposals.refused, *plan.refused) if wanted.everything else plan.refused
    return Asked(notebook, project, environment, plan, refused, by_name=not wanted.everything)


def selected(path: Path, selection: api.Selection, into: Path | None) -> Asked:
    """The plan for what was selected; where that is refused, a plan that changes nothing."""
    api.recover(into or path)
    notebook = api.load(path)
    project = api.find_project(path, into)
    analysis = api.analyse(notebook)
    environment = api.environment_of(notebook, modules=api.modules_imported(analysis))
    found = api.plan_selection(analysis, selection, project, environment)
    refused = (found,) if isinstance(found, api.Refusal) else found.refused
    nothing = api.Proposals((), (), analysis.problems)
    plan = api.plan(analysis, nothing, (), project) if isinstance(found, api.Refusal) else found
    return Asked(notebook, project, environment, plan, refused, by_name=True)


def moving(path: Path, folder: str, into: Path | None) -> Asked:
    """The plan that moves the notebook into a folder; raises PromoteError where that is refused."""
    api.recover(into or path)
    notebook = api.load(path)
    project = api.find_project(path, into)
    plan = api.relocate(notebook, project, folder)
    if isinstance(plan, api.Refusal):
        raise api.PromoteError(plan.slug, plan.reason, " ".join(plan.cells))
    return Asked(notebook, project, api.Environment(), plan, (), by_name=True)
