"""Applies a plan, as `apply` and `extract` were told to, and says what was done."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from .. import api, wire
from .asking import Asked
from .door import Status, leave
from .progress import telling
from .screen import aside, paper
from .verifying import require_same

if TYPE_CHECKING:
    from ..workspace.receipt import Receipt


@dataclass(frozen=True, slots=True)
class Wishes:
    """What shall happen besides writing, and how it is told."""

    install: bool = False
    verify: bool = False
    as_json: bool = False


def carry_out(asked: Asked, wishes: Wishes) -> None:
    """Write what was planned; nothing to write is no failure unless it was asked for by name."""
    if not asked.plan.promoted:
        _nothing(asked, wishes)
        return
    if wishes.verify:
        require_same(asked)
    with telling("Writing"):
        receipt = api.apply(asked.plan, asked.notebook)
    _report(asked, receipt.id, wishes)
    warn(asked.plan)
    if asked.plan.file_edits:
        aside(_installed(asked, receipt) if wishes.install else _hint(asked))
    if asked.by_name and asked.refused:
        raise typer.Exit(Status.REFUSED)


def warn(plan: api.Plan) -> None:
    """Says on stderr what the person should know of a plan."""
    for warning in plan.warnings:
        aside(f"Note: {warning}")


def _hint(asked: Asked) -> str:
    return api.import_hint(asked.plan, asked.environment)


def _installed(asked: Asked, receipt: Receipt) -> str:
    """Installs, which never undoes what was written: where it fails, the person can do it."""
    python = asked.environment.python
    if not python:
        sentence = f"The notebook's kernel is not to be found here. {_hint(asked)}"
        raise leave(sentence, "no-such-python", Status.UNUSABLE)
    try:
        with telling("Installing into the notebook's kernel"):
            done = api.install(asked.plan, receipt, python)
    except api.UnusableInput as error:
        raise leave(f"{error.message} {_hint(asked)}", error.slug, Status.UNUSABLE) from None
    how = {"pip": "an editable install", "pth": "a .pth file", "nothing": "what was there"}
    return f"{asked.plan.package} can be imported in {done.python}, by {how[done.how]}."


def _nothing(asked: Asked, wishes: Wishes) -> None:
    if wishes.as_json:
        print(json.dumps(applied(asked, ""), indent=1))
    else:
        paper().print("Nothing to promote.")
    if asked.by_name and asked.refused:
        refusal = asked.refused[0]
        raise leave(refusal.reason, refusal.slug, Status.REFUSED)


def _report(asked: Asked, receipt: str, wishes: Wishes) -> None:
    if wishes.as_json:
        print(json.dumps(applied(asked, receipt), indent=1))
        return
    screen = paper()
    for promoted in asked.plan.promoted:
        place = f"{asked.plan.package}.{promoted.module}" if promoted.module else "in its cell"
        screen.print(f"{place}: {promoted.name}", soft_wrap=True)
    for refusal in asked.plan.refused:
        aside(f"Refused: {refusal.reason} [{refusal.slug}]")
    files = len(asked.plan.file_edits)
    written = f"{files} file{'s' if files != 1 else ''} and the notebook written"
    screen.print(f"{len(asked.plan.promoted)} promoted, {written}.", soft_wrap=True)


def applied(asked: Asked, receipt: str) -> dict[str, object]:
    """What was done, in the schema's shape `Applied`."""
    plan = asked.plan
    return {
        "notebook": plan.notebook,
        "project": plan.root,
        "receipt": receipt,
        "applied": [wire.encode_promoted(promoted) for promoted in plan.promoted],
        "refused": [wire.encode_refusal(refusal) for refusal in asked.refused],
        "problems": [wire.encode_problem(problem) for problem in plan.problems],
        "files": [edit.path for edit in plan.file_edits],
        "cells": wire.encode_cell_edits(plan.cell_edits, asked.notebook),
        "warnings": list(plan.warnings),
        "moved_to": plan.moved_to,
    }
