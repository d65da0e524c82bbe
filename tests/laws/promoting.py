"""Promote a generated notebook in memory, run it before and after, and say what differs."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

from jupyterlab_promote import api
from jupyterlab_promote.core.notebook import write
from jupyterlab_promote.core.verify.after import modules_after

from .asking import PROJECT, Asked, Tally, requests
from .notebooks import LIBRARY
from .running import Outcome, outcome

NOTHING = api.Proposals((), (), ())


def file_of(cells: Sequence[str]) -> bytes:
    """A notebook file with these code cells."""
    made = [
        {"cell_type": "code", "execution_count": None, "id": f"c{i}", "metadata": {}, "outputs": [],
         "source": source.splitlines(keepends=True)}
        for i, source in enumerate(cells)
    ]  # fmt: skip
    data = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(data, indent=1) + "\n").encode()


def sources(notebook: api.Notebook) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.kind == "code"]


@dataclass(frozen=True)
class Trial:
    """A notebook that was run, and a plan for it."""

    analysis: api.Analysis
    before: Outcome
    plan: api.Plan
    project: api.Project

    @cached_property
    def notebook_after(self) -> api.Notebook:
        notebook = self.analysis.notebook
        return api.read(write(notebook, self.plan.cell_edits), notebook.path)

    @property
    def project_after(self) -> api.Project:
        files = dict(self.project.files)
        for edit in self.plan.file_edits:
            files[edit.path] = getattr(edit, "text", "") or getattr(edit, "after", "")
        return replace(self.project, files=files)

    def difference(self) -> str:
        """What a person would notice, or nothing."""
        made = modules_after(self.project, self.plan)
        modules = {
            **LIBRARY,
            "pkg": "",
            **{f"pkg.{k.rpartition('.')[0]}": "" for k in made if "." in k},
            **{f"pkg.{k}": v for k, v in made.items() if k != "__init__"},
        }
        after = outcome(sources(self.notebook_after), modules)
        left_over = self.analysis.flow.loop_names
        return difference(self.before, after, self.plan, left_over)


def difference(
    before: Outcome, after: Outcome, plan: api.Plan, left_over: Collection[str] = ()
) -> str:
    """How two runs differ, the plan's own promises aside.

    `left_over` are variables of loops that nothing reads: localised, they may keep an older value.
    """
    if before.outputs != after.outputs or before.ended != after.ended:
        for one, other in zip((*before.outputs, ""), (*after.outputs, ""), strict=False):
            if one != other:
                return f"put out {one!r}, now {other!r} ({before.ended or 'ok'}, {after.ended or 'ok'})"
        return f"ended with {before.ended or 'ok'}, now {after.ended or 'ok'}"
    if before.ended:
        return ""
    localised = {name for done in plan.promoted for name in done.localised}
    lost = before.values.keys() - after.values.keys() - localised
    if lost:
        return f"lost {sorted(lost)}"
    new = after.values.keys() - before.values.keys() - {done.name for done in plan.promoted}
    if new:
        return f"new {sorted(new)}"
    common = sorted((before.values.keys() & after.values.keys()) - (localised & set(left_over)))
    changed = {
        n: (before.values[n], after.values[n])
        for n in common
        if before.values[n] != after.values[n]
    }
    if changed:
        return f"changed {changed}"
    return _identities(before, after, [n for n in common if n in before.objects])


def _identities(before: Outcome, after: Outcome, names: Sequence[str]) -> str:
    for one in names:
        for other in names:
            was = before.objects[one] == before.objects[other]
            if was != (after.objects.get(one) == after.objects.get(other)):
                return f"{one} and {other} {'were' if was else 'were not'} one object"
    return ""


def failures(cells: Sequence[str], random: Random, tally: Tally) -> Iterator[tuple[str, str]]:
    """Every way in which promoting the notebook breaks a law: (what was asked for, what happened)."""
    notebook = api.read(file_of(cells), "n.ipynb")
    if write(notebook, ()) != notebook.data:
        yield "nothing", "bytes changed without edits"
    before = outcome(cells, LIBRARY)
    analysis = api.analyse(notebook)
    for asked in requests(analysis, PROJECT, random, tally):
        tally.ways[asked.way] += asked.way != "select"
        found = _failure(analysis, before, asked, random, tally)
        if found:
            yield asked.way, found


def _failure(
    analysis: api.Analysis, before: Outcome, asked: Asked, random: Random, tally: Tally
) -> str:
    args = (analysis, asked.proposals, asked.decisions, PROJECT)
    try:
        plan = api.plan(*args)
        if random.random() < 0.3:
            api.demand_stable(plan, *args)
    except api.Defect as defect:
        return f"defect: {defect.message} {defect.where}"
    tally.planned(asked.way, plan)
    if not asked.decisions and (plan.cell_edits or plan.file_edits):
        return "edits without decisions"
    trial = Trial(analysis, before, plan, PROJECT)
    found = trial.difference()
    twice = asked.way == "all" or (asked.way in ("single", "select") and random.random() < 0.3)
    if not found and plan.promoted and twice:
        return _again(trial, asked.way, random, tally)
    return found


def _again(trial: Trial, way: str, random: Random, tally: Tally) -> str:
    """What goes wrong when a promoted notebook is promoted again, into the package that is there."""
    project = trial.project_after
    analysis = api.analyse(trial.notebook_after)
    found = api.propose(analysis, project)
    moved = {p.name for p in trial.plan.promoted}
    again = [p.name for p in found.proposals if p.rule == "promote-definition" and p.name in moved]
    if again:
        return f"proposed again: {again}"
    taken = [p for p in found.proposals if p.worth or (way != "all" and random.random() < 0.5)]
    decisions = tuple(api.Decision(p.id) for p in taken)
    try:
        plan = api.plan(analysis, found, decisions, project)
    except api.Defect as defect:
        return f"defect the second time: {defect.message} {defect.where}"
    tally.ways["again"] += 1
    tally.planned("again", plan)
    second = Trial(analysis, trial.before, plan, project)
    promised = replace(plan, promoted=(*plan.promoted, *trial.plan.promoted))
    said = Trial.difference(replace(second, plan=promised))
    return said and f"the second time, {[p.name for p in plan.promoted]}: {said}"


def shown(cells: Iterable[str]) -> str:
    return "\n".join(f"# %% [{i}]\n{source}" for i, source in enumerate(cells))
