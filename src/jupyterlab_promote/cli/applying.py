"""`jupyter promote apply`: write the package and the notebook, as one transaction."""

from __future__ import annotations

import typer

from .door import Command
from .options import Install, Json, Verify
from .progress import telling
from .wanted import Wanted, spelled_out

EXAMPLES = """
Examples:

    jupyter promote apply Untitled.ipynb --all

    jupyter promote apply Untitled.ipynb load_sales --name load_sales=load_orders --module load_sales=data

    jupyter promote apply Untitled.ipynb --all --into ../churn --install --verify

    jupyter promote undo
"""


def register(app: typer.Typer) -> None:
    app.command("apply", cls=Command, epilog=EXAMPLES)(apply)


@spelled_out
def apply(
    wanted: Wanted, install: Install = False, verify: Verify = False, as_json: Json = False
) -> None:
    """Move functions and steps into a package, and call them from the notebook.

    All files are written or none; `undo` takes it back byte for byte.
    """
    from .asking import planned
    from .carrying_out import Wishes, carry_out

    with telling(f"Planning {wanted.notebook.name}"):
        asked = planned(wanted)
    carry_out(asked, Wishes(install=install, verify=verify, as_json=as_json))
