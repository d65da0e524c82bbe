"""`jupyter promote undo` and `status`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .door import Command
from .options import Json, Place
from .progress import telling

if TYPE_CHECKING:
    from ..workspace.receipt import Receipt

UNDO_EXAMPLES = """
Examples:

    jupyter promote undo

    jupyter promote undo ../churn

    jupyter promote undo Untitled.ipynb
"""
STATUS_EXAMPLES = """
Examples:

    jupyter promote status

    jupyter promote status ../churn --json
"""


def register(app: typer.Typer) -> None:
    app.command("undo", cls=Command, epilog=UNDO_EXAMPLES)(undo)
    app.command("status", cls=Command, epilog=STATUS_EXAMPLES)(status)


def undo(
    place: Place = Path(),
    receipt: Annotated[
        str, typer.Option(metavar="ID", help="Take back this one, as `status` calls it.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Take back the newest `apply`, byte for byte, and what `--install` did.

    Refuses, naming the file, where somebody has edited since.
    """
    from .. import api

    with telling("Taking back"):
        done = api.undo(place, receipt)
    undone = getattr(done, "receipt", None)
    if as_json:
        print(json.dumps(_undone(undone) if undone else {}, indent=1))
    elif undone is None:
        print("Nothing to undo.")
    else:
        print(f"Taken back: {_said(undone)}")


def status(place: Place = Path(), as_json: Json = False) -> None:
    """Show what was applied and can be taken back, newest first; settles what was cut short."""
    from .. import api

    found = api.status(place)
    if as_json:
        receipts = [_undone(one) | {"time": one.time} for one in found.receipts]
        said = {"project": found.root, "receipts": receipts, "edited": list(found.edited)}
        print(json.dumps(said, indent=1))
        return
    for one in found.receipts:
        print(f"{one.id}  {one.time}  {_said(one)}")
    for path in found.edited:
        print(f"{path} was edited since; undo would refuse.")
    if not found.receipts:
        print("Nothing is promoted here.")


def _undone(receipt: Receipt) -> dict[str, object]:
    return {
        "receipt": receipt.id,
        "notebook": receipt.notebook,
        "files": list(receipt.files),
        "promoted": list(receipt.promoted),
    }


def _said(receipt: Receipt) -> str:
    what = ", ".join(receipt.promoted) or "the move"
    return f"{what} ({', '.join([receipt.notebook, *receipt.files])})"
