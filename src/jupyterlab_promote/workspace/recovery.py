"""Taking back what a killed process left: every step can be cut short, and done again."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from ..core.errors import Stale
from . import disk
from .checks import require_own_project
from .disk import fingerprint
from .journal import Journal, beside, directories_of, old_bytes, path_of, read_journal
from .lock import Lock
from .store import Store, cradle_of, vanish


def recover(root: Path) -> None:
    """Finish or take back what a killed process left; does nothing where there is nothing.

    Raises Stale `busy` where the process lives, `edited-since` where somebody has edited a
    half-written file meanwhile (its old bytes are kept, the message says where).
    """
    cradle = cradle_of(root)
    if Store(root).unsettled() or (cradle is not None and cradle[0].exists()):
        with Lock(root):
            recover_held(root)


def recover_held(root: Path) -> None:
    """`recover`, where the caller holds the project."""
    require_own_project(root)
    cradle, store = cradle_of(root), Store(root)
    if cradle is not None:
        disk.discard_tree(cradle[0])
    if store.pending.exists():
        journal = read_journal(store.pending)
        if not _is_done(store, journal):
            _put_back(store, journal)
    if store.folder.exists():
        tidy(store)


def _is_done(store: Store, journal: Journal) -> bool:
    """An undo is done as soon as its receipt is gone."""
    return bool(journal.drops) and journal.drops not in store.ids()


def tidy(store: Store) -> None:
    """Remove what is over: the journal that is done, and the store and root that nobody needs."""
    if store.pending.exists():
        born = read_journal(store.pending).born
        if not store.ids() and vanish(store.root, born):
            return
        store.retire(store.pending)
    store.sweep()


def _put_back(store: Store, journal: Journal) -> None:
    """Restore what was before the journal; may be cut short and done again."""
    _require_ours(store, journal)
    for directory in journal.removed:
        with suppress(FileExistsError):
            os.mkdir(path_of(store.root, directory))
    for number in reversed(range(len(journal.entries))):
        _put_back_file(store, journal, number)
    for directory in reversed(journal.made):
        disk.remove_if_empty(path_of(store.root, directory))
    disk.sync(directories_of(store.root, journal))


def _put_back_file(store: Store, journal: Journal, number: int) -> None:
    entry = journal.entries[number]
    path = path_of(store.root, entry.path)
    disk.discard(beside(journal, number, path))
    old, now = old_bytes(store.pending, journal, number), disk.current(path)
    if old is None:
        disk.discard(path)
    elif old != now:
        owner = None if now is None else path
        disk.write_new(beside(journal, number, path), old, entry.mode, owner)
        os.replace(beside(journal, number, path), path)


def _require_ours(store: Store, journal: Journal) -> None:
    """Never write over what somebody has written between the kill and now."""
    for number, entry in enumerate(journal.entries):
        now = disk.current(path_of(store.root, entry.path))
        if now is not None and fingerprint(now) not in (entry.old, entry.new):
            kept = f"; its old text is kept in {store.pending / 'old' / str(number)}"
            sentence = (
                f"A promotion was cut short, and {entry.path} was edited since, so it can't be taken "
                f"back{kept if entry.old else ''}. Put the file back as it was, or delete {store.pending}."
            )
            raise Stale("edited-since", sentence, entry.path)
