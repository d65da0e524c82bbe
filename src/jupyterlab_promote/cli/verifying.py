"""`jupyter promote verify`: run the notebook as it is and as it would become, and compare."""

from __future__ import annotations

import json

import typer

from .door import Command
from .options import All, Ids, Into, Json, Keeps, Modules, Names, NotebookPath

EXAMPLES = """
Examples:

    jupyter promote verify Untitled.ipynb

    jupyter promote verify Untitled.ipynb load_sales
"""


def register(app: typer.Typer) -> None:
    app.command("verify", cls=Command, epilog=EXAMPLES)(verify)


def verify(
    notebook: NotebookPath,
    ids: Ids = None,
    everything: All = False,
    into: Into = None,
    names: Names = None,
    modules: Modules = None,
    keeps: Keeps = None,
    as_json: Json = False,
) -> None:
    """Run the notebook before and after, in fresh kernels of its own and in scratch copies.

    Without IDS it tries what `--all` would do. Nothing of yours is written.
    """
