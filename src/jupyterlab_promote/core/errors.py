"""The errors that this project raises; anything else that escapes is a defect."""

from __future__ import annotations


class PromoteError(Exception):
    """A sentence for the person, a slug that docs/refusals.md explains, and the place."""

    def __init__(self, slug: str, message: str, where: str = "") -> None:
        super().__init__(message)
        self.slug = slug
        self.message = message
        self.where = where


class UnusableInput(PromoteError):
    """What was given can't be worked on: not a notebook, broken TOML, a directory. Exit status 2."""


class Stale(PromoteError):
    """Something changed since the plan or the receipt was made. Exit status 1."""


class Defect(PromoteError):
    """One of our own proofs failed: nothing was written, and the message says what to report."""


class Unreadable(PromoteError):
    """A cell that is not Python, with the line; whoever knows the cell says which one it is."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__("unreadable-cell", message, f"line {line}")
        self.line = line
