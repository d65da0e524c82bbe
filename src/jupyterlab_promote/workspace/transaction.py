"""Any set of creates, replaces and deletes, as one: all of it, or nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..core.errors import PromoteError
from . import disk
from .checks import require_unchanged, require_writable
from .disk import fingerprint
from .journal import (
    About,
    Entry,
    Journal,
    beside,
    directories_of,
    path_of,
    read_journal,
    rewrite_journal,
    spoken,
    write_journal,
)
from .lock import Lock, nearest_directory
from .recovery import recover_held, tidy
from .store import Store, cradle_of, publish
from .trouble import said_of


@dataclass(frozen=True, slots=True)
class Change:
    """A file whose bytes are `old` gets the bytes `new`; None means that there is no file.

    `path` is absolute and real (no symbolic link in it). `mode` None keeps the permissions.
    """

    path: Path
    old: bytes | None
    new: bytes | None
    mode: int | None = None


@dataclass(frozen=True, slots=True)
class Transaction:
    """What one commit does. `removes` are directories to remove if nothing is left in them."""

    root: Path
    changes: tuple[Change, ...]
    about: About = field(default_factory=About)
    removes: tuple[str, ...] = ()
    born: int = 0
    drops: str = ""


def commit(lock: Lock, transaction: Transaction) -> Journal:
    """Do all of it, durably, and return the journal; the caller holds the project by `lock`.

    Raises Stale where a file is not what the changes say, UnusableInput where the system says no;
    then nothing has changed. A change that drops a receipt leaves none itself.
    """
    require_unchanged((change.path, change.old) for change in transaction.changes)
    require_writable(transaction.root, [change.path for change in transaction.changes])
    store, journal = Store(transaction.root), _journal_of(transaction)
    try:
        with said_of(store.root):
            _open(lock, store, journal, transaction.changes)
        _perform(store, journal, transaction.changes)
        with said_of(store.root):
            _close(store, journal)
    except BaseException:
        # What can't be taken back now, the next command takes back.
        with suppress(OSError, PromoteError):
            recover_held(transaction.root)
        raise
    with suppress(OSError):
        tidy(store)
    return journal


def _journal_of(transaction: Transaction) -> Journal:
    root, changes = transaction.root, transaction.changes
    entries = tuple(
        Entry(
            spoken(root, change.path),
            None if change.old is None else fingerprint(change.old),
            None if change.new is None else fingerprint(change.new),
            disk.mode_of(change.path),
        )
        for change in changes
    )
    missing = len(root.parts) - len(nearest_directory(root).parts)
    journal = Journal(
        "",
        entries,
        _missing_directories(root, [c.path for c in changes if c.new is not None]),
        transaction.removes,
        transaction.born or missing,
        transaction.drops,
        transaction.about,
    )
    return replace(journal, id=_next_id(Store(root), repr(journal)))


def _next_id(store: Store, content: str) -> str:
    ids = store.ids()
    number = int(ids[-1].partition("-")[0]) + 1 if ids else 1
    return f"{number:04d}-{fingerprint(content.encode())[:6]}"


def _missing_directories(root: Path, files: Iterable[Path]) -> tuple[str, ...]:
    """The directories that the files need, outermost first; a root is born otherwise."""
    born = (root, *root.parents)
    needed = {folder for file in files for folder in file.parents if folder not in born}
    return tuple(sorted(spoken(root, folder) for folder in needed if not folder.is_dir()))


def _open(lock: Lock, store: Store, journal: Journal, changes: Sequence[Change]) -> None:
    """Write the journal; from `pending` on, everything can be taken back."""
    cradle, place = cradle_of(store.root), store
    if cradle is not None:
        place = Store(cradle[0] / store.root.relative_to(cradle[1]))
        os.makedirs(place.root)
        lock.also(place.root)
    place.create()
    write_journal(place.draft, journal, [change.old for change in changes])
    os.rename(place.draft, place.pending)
    disk.sync((place.folder,))
    if cradle is not None:
        disk.sync(up for up in place.root.parents if up.is_relative_to(cradle[0]))
        publish(*cradle)


def _perform(store: Store, journal: Journal, changes: Sequence[Change]) -> None:
    for directory in journal.made:
        os.mkdir(path_of(store.root, directory))
    for number, change in enumerate(changes):
        with said_of(change.path):
            _stage(journal, number, change)
    for number, change in enumerate(changes):
        with said_of(change.path):
            _swap(journal, number, change)
    for directory in reversed(journal.removed):
        disk.remove_if_empty(path_of(store.root, directory))
    disk.sync(directories_of(store.root, journal))


def _stage(journal: Journal, number: int, change: Change) -> None:
    """Write the new bytes beside the file: what can run out of space does so before the first swap."""
    if change.new is None:
        return
    mode = journal.entries[number].mode if change.mode is None else change.mode
    owner = None if change.old is None else change.path
    disk.write_new(beside(journal, number, change.path), change.new, mode, owner)


def _swap(journal: Journal, number: int, change: Change) -> None:
    if change.new is None:
        os.unlink(change.path)
    else:
        os.replace(beside(journal, number, change.path), change.path)


def _close(store: Store, journal: Journal) -> None:
    """The one rename that makes the transaction done."""
    if journal.drops:
        _bequeath(store, journal)
        disk.discard_tree(store.spent)
        os.rename(store.receipts / journal.drops, store.spent)
    else:
        os.rename(store.pending, store.receipts / journal.id)
    with suppress(OSError):  # it is done: an error now must not say that it is not
        disk.sync((store.receipts, store.folder))


def _bequeath(store: Store, journal: Journal) -> None:
    """Directories that a later receipt still needs are removed when that one is undone."""
    left = tuple(name for name in journal.removed if path_of(store.root, name).is_dir())
    heirs = [name for name in store.ids() if name != journal.drops]
    if heirs and (left or journal.born):
        heir = read_journal(store.receipts / heirs[-1])
        made = tuple(sorted({*heir.made, *left}))
        grown = replace(heir, made=made, born=max(heir.born, journal.born))
        rewrite_journal(store.receipts / heirs[-1], grown)
