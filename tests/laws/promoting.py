"""Promote a generated notebook in memory, run it before and after, and say what differs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from jupyterlab_promote import api
from jupyterlab_promote.core.analysis.interface import interface_of
from jupyterlab_promote.core.model import Refusal
from jupyterlab_promote.core.notebook import write
from jupyterlab_promote.core.verify.after import modules_after

from .notebooks import LIBRARY
from .running import Outcome, outcome

PROJECT = api.Project("/p", "pkg", "src/pkg", True, {"src/pkg/__init__.py": ""})
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


@dataclass(frozen=True, slots=True)
class Trial:
    """A notebook that was run, and a plan for it."""

    notebook: api.Notebook
    before: Outcome
    plan: api.Plan
    project: api.Project

    @property
    def notebook_after(self) -> api.Notebook:
        return api.read(write(self.notebook, self.plan.cell_edits), self.notebook.path)

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
            **{f"pkg.{k}": v for k, v in made.items() if k != "__init__"},
        }
        after = outcome(sources(self.notebook_after), modules)
        left_over = api.analyse(self.notebook).flow.loop_names
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


# -------------------------------------------------------------------- what is asked for


@dataclass
class Asked:
    """Proposals and decisions to plan for; `way` says how they were chosen."""

    way: str
    proposals: api.Proposals
    decisions: tuple[api.Decision, ...]


@dataclass
class Tally:
    """What came of what was asked for."""

    ways: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)


def requests(analysis: api.Analysis, random: Random, tally: Tally) -> Iterator[Asked]:
    """`--all`, everything that is proposed, definitions by other names, selections of random ranges, and many runs at once."""
    found = api.propose(analysis, PROJECT)
    for refusal in found.refused:
        tally.refused["propose", refusal.slug] += 1
    yield Asked("all", found, tuple(api.Decision(p.id) for p in found.proposals if p.worth))
    if not all(p.worth for p in found.proposals):
        yield Asked("every", found, tuple(api.Decision(p.id) for p in found.proposals))
    moves = [p for p in found.proposals if p.rule == "promote-definition"]
    if moves:
        named = tuple(api.Decision(p.id, name=f"{p.name}_mended") for p in moves)
        yield Asked("renamed", found, named)
    for number in range(5):
        chosen = api.select(analysis, _selection(analysis, random, f"extracted_{number}"), PROJECT)
        tally.ways["select"] += 1
        if isinstance(chosen, Refusal):
            tally.refused["select", chosen.slug] += 1
        else:
            yield Asked("select", chosen[0], (chosen[1],))
    yield _many(analysis, random, found)


def _selection(analysis: api.Analysis, random: Random, name: str) -> api.Selection:
    statements = analysis.statements
    first = random.randrange(len(statements))
    last = random.randrange(first, min(len(statements), first + 5))
    begin, end = statements[first], statements[last]
    if first == last and begin.kind in ("definition", "class"):
        (name,) = begin.facts.binds  # another name is a person's wish, and shows
    return api.Selection(begin.cell, end.cell, name, begin.span.first, end.span.last)


def _many(analysis: api.Analysis, random: Random, found: api.Proposals) -> Asked:
    """Every definition, and runs side by side over the whole notebook."""
    moves = [p for p in found.proposals if p.rule == "promote-definition"]
    taken = {i for p in moves for i in p.statements}
    steps: list[api.Proposal] = []
    index = 3 if len(analysis.statements) > 3 else 0
    while index < len(analysis.statements):
        last = min(index + random.randrange(5), len(analysis.statements) - 1)
        interface = interface_of(analysis, index, last)
        if not isinstance(interface, Refusal) and taken.isdisjoint(range(index, last + 1)):
            steps.append(_step(analysis, index, last, interface.returns, interface.localised))
            index = last + 1
        else:
            index += 1
    rest = [p for p in found.proposals if p.rule != "extract-step"]
    every = (*rest, *steps)
    return Asked(
        "many", api.Proposals(every, (), ()), tuple(api.Decision(p.id) for p in (*moves, *steps))
    )


def _step(
    analysis: api.Analysis, first: int, last: int, returns: tuple[str, ...], local: tuple[str, ...]
) -> api.Proposal:
    cells = dict.fromkeys(analysis.statements[i].cell for i in range(first, last + 1))
    return api.Proposal(
        id=f"step{first}",
        rule="extract-step",
        title="",
        reason="",
        name=f"step_{first}",
        module="steps",
        cells=tuple(analysis.notebook.cells[c].id for c in cells),
        statements=tuple(range(first, last + 1)),
        returns=returns,
        localised=local,
        score=1.0,
    )


def failures(cells: Sequence[str], random: Random, tally: Tally) -> Iterator[tuple[str, str]]:
    """Every way in which promoting the notebook breaks a law: (what was asked for, what happened)."""
    notebook = api.read(file_of(cells), "n.ipynb")
    before = outcome(cells, LIBRARY)
    analysis = api.analyse(notebook)
    for asked in requests(analysis, random, tally):
        tally.ways[asked.way] += asked.way != "select"
        found = _failure(analysis, before, asked, tally)
        if found:
            yield f"{asked.way} {[d.proposal for d in asked.decisions]}", found


def _failure(analysis: api.Analysis, before: Outcome, asked: Asked, tally: Tally) -> str:
    args = (analysis, asked.proposals, asked.decisions, PROJECT)
    try:
        plan = api.plan(*args)
    except api.Defect as defect:
        return f"defect: {defect.message} {defect.where}"
    if asked.way != "select" and api.plan(*args) != plan:
        return "another plan the second time"
    for refusal in plan.refused:
        tally.refused[asked.way, refusal.slug] += 1
    tally.done[asked.way] += len(plan.promoted)
    if not asked.decisions and (plan.cell_edits or plan.file_edits):
        return "edits without decisions"
    trial = Trial(analysis.notebook, before, plan, PROJECT)
    if write(analysis.notebook, ()) != analysis.notebook.data:
        return "bytes changed without edits"
    return trial.difference() or (_again(trial) if asked.way == "all" else "")


def _again(trial: Trial) -> str:
    """What goes wrong when a promoted notebook is promoted again."""
    if not trial.plan.promoted:
        return ""
    notebook, project = trial.notebook_after, trial.project_after
    analysis = api.analyse(notebook)
    found = api.propose(analysis, project)
    moved = {p.name for p in trial.plan.promoted}
    again = [p.name for p in found.proposals if p.rule == "promote-definition" and p.name in moved]
    if again:
        return f"proposed again: {again}"
    decisions = tuple(api.Decision(p.id) for p in found.proposals if p.worth)
    try:
        plan = api.plan(analysis, found, decisions, project)
    except api.Defect as defect:
        return f"defect the second time: {defect.message} {defect.where}"
    second = Trial(notebook, trial.before, plan, project)
    promised = replace(plan, promoted=(*plan.promoted, *trial.plan.promoted))
    return Trial.difference(replace(second, plan=promised))


def shown(cells: Iterable[str]) -> str:
    return "\n".join(f"# %% [{i}]\n{source}" for i, source in enumerate(cells))
