"""From a command's arguments to a plan; reads the disk, writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import api
from .choosing import chosen, decisions


@dataclass(frozen=True, slots=True)
class Asked:
    """A notebook and the plan for what was asked."""

    notebook: api.Notebook
    plan: api.Plan


def planned(
    path: Path,
    *,
    ids: Sequence[str],
    everything: bool,
    into: Path | None,
    names: Sequence[str],
    modules: Sequence[str],
    keeps: Sequence[str],
) -> Asked:
    """The plan for the proposals named by `ids`, or for all that is worth it."""
    notebook = api.load(path)
    analysis = api.analyse(notebook)
    proposals = api.propose(analysis)
    taken = chosen(ids, everything, proposals.proposals)
    answers = decisions(taken, names, modules, keeps)
    project = api.project_of(path, into)
    environment = api.environment_of(notebook)
    return Asked(notebook, api.plan(analysis, proposals, answers, project, environment))
