"""The one place where an error becomes a sentence and an exit status."""

from __future__ import annotations

import platform
import sys
import traceback
from enum import IntEnum
from typing import Any

import typer
from typer.core import TyperCommand

from .. import __version__
from ..core.errors import PromoteError, UnusableInput


class Status(IntEnum):
    """The exit status of every command."""

    DONE = 0
    REFUSED = 1
    UNUSABLE = 2


class Command(TyperCommand):
    """A command whose errors leave as one sentence on stderr, never as a traceback."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except (typer.Exit, typer.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if ctx.find_root().params.get("debug"):
                traceback.print_exc()
            raise _told(error) from None


def _told(error: Exception) -> typer.Exit:
    """Tells `error` on stderr."""
    if isinstance(error, PromoteError):
        unusable = isinstance(error, UnusableInput)
        return leave(error.message, error.slug, Status.UNUSABLE if unusable else Status.REFUSED)
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        return leave(f"{place}{error.strerror or error}.", "disk", Status.UNUSABLE)
    return leave(
        f"This is our defect, not yours: {type(error).__name__}: {error}. Please report it with what"
        f" `--debug` prints (jupyterlab-promote {__version__}, Python {platform.python_version()}).",
        "defect",
        Status.REFUSED,
    )


def leave(message: str, slug: str, status: Status) -> typer.Exit:
    """Says `message [slug]` on stderr; to be raised."""
    one_line = " ".join(message.split())
    print(f"jupyter-promote: {one_line} [{slug}]", file=sys.stderr)
    return typer.Exit(status)
