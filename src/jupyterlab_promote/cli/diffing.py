"""`jupyter promote diff`: what would change."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from .door import Command
from .options import All, Ids, Into, Json, Keeps, Modules, Names, NotebookPath
from .progress import telling

if TYPE_CHECKING:
    from rich.text import Text

EXAMPLES = """
Examples:

    jupyter promote diff Untitled.ipynb

    jupyter promote diff Untitled.ipynb load_sales 3f2a --name 3f2a=encode_plan

    jupyter promote diff Untitled.ipynb --all --json
"""


def register(app: typer.Typer) -> None:
    app.command("diff", cls=Command, epilog=EXAMPLES)(show_diff)


def show_diff(
    notebook: NotebookPath,
    ids: Ids = None,
    everything: All = False,
    into: Into = None,
    names: Names = None,
    modules: Modules = None,
    keeps: Keeps = None,
    as_json: Json = False,
) -> None:
    """Show what `apply` would change as a unified diff; writes nothing.

    Without IDS it shows what `--all` would do.
    """
    from .. import api
    from .asking import Wanted, planned

    wanted = Wanted(
        notebook,
        ids or (),
        everything or not ids,
        into,
        names or (),
        modules or (),
        keeps or (),
    )
    with telling(f"Planning {notebook.name}"):
        asked = planned(wanted)
    if as_json:
        from ..wire import encode_plan

        print(json.dumps(encode_plan(asked.plan, asked.notebook), indent=1))
        return
    from .screen import aside, paper

    screen = paper()
    for line in api.diff(asked.plan, asked.notebook).splitlines():
        screen.print(coloured(line), soft_wrap=True)
    for warning in asked.plan.warnings:
        aside(f"Note: {warning}")
    if not asked.plan.promoted:
        aside("Nothing to promote.")


def coloured(line: str) -> Text:
    """A line of a unified diff as terminals show it."""
    from rich.text import Text

    styles = {"+++": "bold", "---": "bold", "@@": "cyan", "+": "green", "-": "red"}
    return Text(line, next((styles[start] for start in styles if line.startswith(start)), ""))
