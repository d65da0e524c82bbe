"""`jupyter promote verify`: run the notebook as it is and as it would become, and compare."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import typer

from .door import Command, Status, leave
from .options import Json
from .progress import telling
from .wanted import Wanted, spelled_out

if TYPE_CHECKING:
    from ..trial import Progress, TrialResult
    from .asking import Asked

PASSED = ("same", "failed", "unstable")
EXAMPLES = """
Examples:

    jupyter promote verify Untitled.ipynb

    jupyter promote verify Untitled.ipynb load_sales
"""


def register(app: typer.Typer) -> None:
    app.command("verify", cls=Command, epilog=EXAMPLES)(verify)


@spelled_out
def verify(wanted: Wanted, as_json: Json = False) -> None:
    """Run the notebook before and after, in fresh kernels of its own and in scratch copies.

    Without IDS it tries what `--all` would do. Nothing of yours is written. The exit status is 1 when
    the outputs differ.
    """
    from .asking import planned

    with telling(f"Planning {wanted.notebook.name}"):
        asked = planned(wanted.or_all())
    result = tried(asked)
    if as_json:
        from ..wire.verified import encode_verified

        print(json.dumps(encode_verified(result, asked.notebook), indent=1))
    else:
        print(result.sentence)
        _show_difference(result)
    if not is_passed(result):
        raise typer.Exit(Status.REFUSED)


def require_same(asked: Asked) -> None:
    """Ends the command where running the notebook before and after does not give the same."""
    result = tried(asked)
    if not is_passed(result):
        _show_difference(result)
        raise leave(f"{result.sentence} Nothing was written.", "trial-failed", Status.REFUSED)
    print(result.sentence, file=sys.stderr)


def tried(asked: Asked) -> TrialResult:
    """The trial of what was asked for; each cell that is about to run is told on stderr."""
    from .. import api

    return api.verify(asked.plan, asked.notebook, asked.project, progress=_tell)


def _tell(progress: Progress) -> None:
    if sys.stderr.isatty():
        line = f"{progress.run}: cell {progress.cell + 1} of {progress.cells}"
        print(f"\r{line:<60}", end="\r", file=sys.stderr, flush=True)


def is_passed(result: TrialResult) -> bool:
    """The same as far as it can be told: a notebook that fails, or wavers, by itself is no objection."""
    from ..wire.verified import verdict_of

    return verdict_of(result) in PASSED


def _show_difference(result: TrialResult) -> None:
    before, after = getattr(result, "before", ""), getattr(result, "after", "")
    if before or after:
        from difflib import unified_diff

        lines = unified_diff(
            before.splitlines(), after.splitlines(), "before", "after", lineterm=""
        )
        print("\n".join(lines), file=sys.stderr)
