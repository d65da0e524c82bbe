"""Receipts follow a notebook that was moved by others: JupyterLab renames what it has open itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from .journal import Journal, read_journal, rewrite_journal, spoken
from .lock import Lock
from .recovery import recover_held
from .store import Store
from .undo import root_of


def follow(old: Path, new: Path) -> tuple[str, ...]:
    """Write the notebook's new path into the receipts that know the old one; gives their ids.

    Both paths are absolute and real.
    """
    root = root_of(old)
    if root is None:
        return ()
    with Lock(root):
        recover_held(root)
        store, followed = Store(root), []
        for receipt in store.ids():
            journal = read_journal(store.receipts / receipt)
            renamed = _renamed(journal, spoken(root, old), spoken(root, new))
            if renamed != journal:
                rewrite_journal(store.receipts / receipt, renamed)
                followed.append(receipt)
        return tuple(followed)


def _renamed(journal: Journal, old: str, new: str) -> Journal:
    about = journal.about
    return replace(
        journal,
        entries=tuple(replace(e, path=new) if e.path == old else e for e in journal.entries),
        about=replace(about, notebook=new) if about.notebook == old else about,
    )
