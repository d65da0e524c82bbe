"""`jupyter promote diff`: what would change."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from .door import Command
from .options import Json
from .progress import telling
from .wanted import Wanted, spelled_out

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


@spelled_out
def show_diff(wanted: Wanted, as_json: Json = False) -> None:
    """Show what `apply` would change as a unified diff; writes nothing.

    Without IDS it shows what `--all` would do.
    """
    from .. import api
    from .asking import planned

    with telling(f"Planning {wanted.notebook.name}"):
        asked = planned(wanted.or_all())
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
