"""`jupyter promote move`: put the notebook into another folder, with its relative paths kept."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from .door import Command
from .options import Into, Json, NotebookPath, Verify

EXAMPLES = """
Examples:

    jupyter promote move Untitled.ipynb

    jupyter promote move Untitled.ipynb --to notebooks/2026 --verify

    jupyter promote move Untitled.ipynb --diff

    jupyter promote undo
"""


def register(app: typer.Typer) -> None:
    app.command("move", cls=Command, epilog=EXAMPLES)(move)


def move(
    notebook: NotebookPath,
    to: Annotated[
        str, typer.Option(metavar="FOLDER", help="In the project, or beside the notebook.")
    ] = "exploration",
    into: Into = None,
    only_diff: Annotated[
        bool, typer.Option("--diff", help="Show what would change; write nothing.")
    ] = False,
    verify: Verify = False,
    as_json: Json = False,
) -> None:
    """Move a notebook out of the way, for instance once its functions are in a package.

    A new first cell keeps its relative paths. Refuses where something could tell the difference; `undo`
    takes it back byte for byte.
    """
    from .. import api
    from .asking import moving
    from .carrying_out import applied, warn
    from .verifying import require_same

    asked = moving(notebook, to, into)
    if only_diff:
        print(f"{asked.plan.notebook} → {asked.plan.moved_to}")
        print(api.diff(asked.plan, asked.notebook), end="")
        warn(asked.plan)
        return
    if verify:
        require_same(asked)
    receipt = api.apply(asked.plan, asked.notebook)
    if as_json:
        print(json.dumps(applied(asked, receipt.id), indent=1))
    else:
        print(f"Moved to {asked.plan.moved_to}")
    warn(asked.plan)
