"""The folder `.jupyter-promote` in a project's root: the journal under way, and the receipts.

Every step from one state to the next is one rename, so that a process killed at any point leaves
one of these, and `transaction.recover` knows what to do:

    draft/          a journal being written: nothing was touched yet     → thrown away
    pending/        files are being written                              → taken back
    receipts/ID/    done                                                 → kept for undo
    spent/          taken back, or undone                                → thrown away

A root that has to be made is built beside its place, journal and all, and appears there by a rename.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .disk import discard_tree, sync, write_new
from .lock import nearest_directory

NAME = ".jupyter-promote"
_ID = re.compile(r"\d{4}-[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Store:
    """The store of the project at `root`."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / NAME

    @property
    def draft(self) -> Path:
        return self.folder / "draft"

    @property
    def pending(self) -> Path:
        return self.folder / "pending"

    @property
    def receipts(self) -> Path:
        return self.folder / "receipts"

    @property
    def spent(self) -> Path:
        return self.folder / "spent"

    def ids(self) -> tuple[str, ...]:
        """The receipts, oldest first."""
        names = os.listdir(self.receipts) if self.receipts.is_dir() else []
        return tuple(sorted(name for name in names if _ID.fullmatch(name)))

    def unsettled(self) -> bool:
        """Whether a process is at work here, or was killed at it."""
        left = (self.draft, self.pending, self.spent)
        return self.folder.exists() and (any(map(os.path.lexists, left)) or not self.ids())

    def create(self) -> None:
        """Make what is missing of the store itself."""
        for folder in (self.folder, self.receipts):
            with suppress(FileExistsError):
                os.mkdir(folder)
        if not (self.folder / ".gitignore").exists():
            write_new(self.folder / ".gitignore", b"*\n")
        sync((self.root, self.folder))

    def retire(self, folder: Path) -> None:
        """Throw away a journal or a receipt: gone at one stroke, removed at leisure."""
        discard_tree(self.spent)
        os.rename(folder, self.spent)
        sync((folder.parent, self.folder))
        discard_tree(self.spent)

    def sweep(self) -> None:
        """Remove what no journal needs; the whole store where there is nothing to take back."""
        discard_tree(self.draft)
        discard_tree(self.spent)
        if not self.pending.exists() and not self.ids():
            discard_tree(self.folder)
            sync((self.root,))


def cradle_of(root: Path) -> tuple[Path, Path] | None:
    """Where a root that is missing is built, and the topmost directory that this will become."""
    existing = nearest_directory(root)
    if existing == root:
        return None
    top = existing / root.relative_to(existing).parts[0]
    return top.with_name(f".{top.name}{NAME}"), top


def abandoned_in(folder: Path) -> Iterator[Path]:
    """The roots that were being built or removed in this folder."""
    for cradle in folder.glob(f".*{NAME}"):
        root = cradle.with_name(cradle.name.removesuffix(NAME)[1:])
        if not root.exists():
            yield root


def publish(cradle: Path, top: Path) -> None:
    """Let a root appear at its place, with everything in it."""
    os.rename(cradle, top)
    sync((top.parent,))


def vanish(root: Path, born: int) -> bool:
    """Remove a root that we made, with its store, where nothing else is left in it; say whether."""
    top, only = None, NAME
    for folder in _chain(root, born):
        if os.listdir(folder) != [only]:
            break
        top, only = folder, folder.name
    if top is None:
        return False
    cradle = top.with_name(f".{top.name}{NAME}")
    discard_tree(cradle)
    publish(top, cradle)
    discard_tree(cradle)
    return True


def _chain(root: Path, born: int) -> Iterator[Path]:
    yield from (root, *root.parents)[:born]
