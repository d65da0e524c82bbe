"""`jupyter promote apply`: write the package and the notebook, as one transaction."""

from __future__ import annotations

import typer

from .door import Command
from .options import All, Ids, Install, Into, Json, Keeps, Modules, Names, NotebookPath, Verify
from .progress import telling

EXAMPLES = """
Examples:

    jupyter promote apply Untitled.ipynb --all

    jupyter promote apply Untitled.ipynb load_sales --name load_sales=load_orders --module load_sales=data

    jupyter promote apply Untitled.ipynb --all --into ../churn --install --verify

    jupyter promote undo
"""


def register(app: typer.Typer) -> None:
    app.command("apply", cls=Command, epilog=EXAMPLES)(apply)


def apply(
    notebook: NotebookPath,
    ids: Ids = None,
    everything: All = False,
    into: Into = None,
    names: Names = None,
    modules: Modules = None,
    keeps: Keeps = None,
    install: Install = False,
    verify: Verify = False,
    as_json: Json = False,
) -> None:
    """Move functions and steps into a package, and call them from the notebook.

    All files are written or none; `undo` takes it back byte for byte.
    """
    from .asking import Wanted, planned
    from .carrying_out import Wishes, carry_out

    wanted = Wanted(notebook, ids or (), everything, into, names or (), modules or (), keeps or ())
    with telling(f"Planning {notebook.name}"):
        asked = planned(wanted)
    carry_out(asked, Wishes(install=install, verify=verify, as_json=as_json))
