"""What `apply`, `undo` and `status` answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .journal import Journal, path_of


@dataclass(frozen=True, slots=True)
class Receipt:
    """A promotion that was applied, and can be undone.

    `files` are the project's files that it wrote or removed, relative to the root; `created` are
    those of them that did not exist. `notebook` is an absolute path; `wrote_notebook` says whether
    the notebook's file was written as well. `extra` holds what a later undo needs besides. A plan
    that changes no byte leaves no receipt: its `id` is empty.
    """

    id: str
    time: str
    root: str
    notebook: str
    promoted: tuple[str, ...]
    files: tuple[str, ...]
    created: tuple[str, ...]
    wrote_notebook: bool
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Undone:
    """The promotion that was taken back; its receipt is gone."""

    receipt: Receipt


@dataclass(frozen=True, slots=True)
class NothingToUndo:
    """No promotion is recorded for what was given."""

    where: str


@dataclass(frozen=True, slots=True)
class Status:
    """The promotions of a project, newest first, and the files in the way of undoing them.

    `edited` are files (as in `Receipt.files`, the notebook by its absolute path) whose bytes are
    not what the newest promotion that wrote them left.
    """

    root: str
    receipts: tuple[Receipt, ...]
    edited: tuple[str, ...]


def receipt_of(root: Path, journal: Journal) -> Receipt:
    """A journal as the person sees it."""
    about = journal.about
    files = tuple(entry for entry in journal.entries if entry.path != about.notebook)
    return Receipt(
        id=journal.id,
        time=about.time,
        root=str(root),
        notebook=str(path_of(root, about.notebook)) if about.notebook else "",
        promoted=about.promoted,
        files=tuple(entry.path for entry in files),
        created=tuple(entry.path for entry in files if entry.old is None),
        wrote_notebook=len(files) < len(journal.entries),
        extra=about.extra,
    )
