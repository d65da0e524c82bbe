"""`jupyter promote extract`: what the person selected becomes a function, no second opinion."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from ..core.errors import UnusableInput
from .door import Command
from .options import Install, Into, Json, NotebookPath, Verify
from .progress import telling

EXAMPLES = """
Examples:

    jupyter promote extract Untitled.ipynb --cells 3:5 --name load_sales

    jupyter promote extract Untitled.ipynb --cells 7 --lines 2:9 --name encode_plan --module features
"""


def register(app: typer.Typer) -> None:
    app.command("extract", cls=Command, epilog=EXAMPLES)(extract)


def _range(option: str, text: str) -> tuple[int, int]:
    found = re.fullmatch(r"\s*(\d+)\s*(?::\s*(\d+)\s*)?", text)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if last < first:
        raise UnusableInput("bad-range", f"{option} takes 3 or 3:5, not '{text}'.")
    return first, last


def extract(
    notebook: NotebookPath,
    cells: Annotated[
        str,
        typer.Option(
            metavar="FIRST:LAST",
            help="Cells, both ends included, counted from 0 over all cells as `list --json` does.",
        ),
    ],
    name: Annotated[str, typer.Option(help="The function's name.")],
    lines: Annotated[
        str | None,
        typer.Option(
            metavar="FIRST:LAST",
            help="From this line of the first cell to this line of the last one, both included,"
            " counted from 1. Default: whole cells.",
        ),
    ] = None,
    module: Annotated[str | None, typer.Option(help="The module it goes to.")] = None,
    into: Into = None,
    install: Install = False,
    verify: Verify = False,
    as_json: Json = False,
) -> None:
    """Make a function of the selected statements, move it into a module and call it in their place.

    Lines within a loop or a function of one cell become a function in that cell.
    """
    from .. import api
    from .asking import selected
    from .carrying_out import Wishes, carry_out

    first_cell, last_cell = _range("--cells", cells)
    first_line, last_line = _range("--lines", lines) if lines else (None, None)
    selection = api.Selection(first_cell, last_cell, name, first_line, last_line, module)
    with telling(f"Planning {notebook.name}"):
        asked = selected(notebook, selection, into)
    carry_out(asked, Wishes(install=install, verify=verify, as_json=as_json))
