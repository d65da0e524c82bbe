"""`jupyter promote undo` and `status`."""

from __future__ import annotations

import json
from pathlib import Path

import typer

from .door import Command
from .options import Json, Place
from .progress import telling

UNDO_EXAMPLES = """
Examples:

    jupyter promote undo

    jupyter promote undo ../churn
"""
STATUS_EXAMPLES = """
Examples:

    jupyter promote status

    jupyter promote status ../churn --json
"""


def register(app: typer.Typer) -> None:
    app.command("undo", cls=Command, epilog=UNDO_EXAMPLES)(undo)
    app.command("status", cls=Command, epilog=STATUS_EXAMPLES)(status)


def undo(place: Place = Path(), as_json: Json = False) -> None:
    """Take back the last `apply`, byte for byte.

    Refuses, naming the file, where somebody has edited since.
    """
    from .. import api

    with telling("Taking back"):
        undone = api.undo(place)
    if as_json:
        print(json.dumps(undone, indent=1))
        return
    print(undone)


def status(place: Place = Path(), as_json: Json = False) -> None:
    """Show what was applied and can be taken back; finishes or takes back what was interrupted."""
    from .. import api

    found = api.status(place)
    print(json.dumps(found, indent=1) if as_json else found)
