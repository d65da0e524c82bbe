"""A plan, written to the disk as one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ..core.errors import Stale, UnusableInput
from ..core.plan.edits import CreateFile, FileEdit, Plan
from .checks import confined, confined_notebook, real_path, require_free, settled
from .disk import current, fingerprint, mode_of
from .journal import About, Journal, read_journal, rewrite_journal, spoken
from .lock import Lock
from .receipt import Receipt, receipt_of
from .recovery import recover_held
from .store import NAME, Store
from .transaction import Change, Transaction, commit
from .trouble import read_bytes, said_plainly


def apply(
    plan: Plan,
    notebook: Path,
    after: bytes | None,
    *,
    time: str,
    extra: Mapping[str, str] | None = None,
) -> Receipt:
    """Write the plan's file edits and the notebook's new bytes: all, or nothing.

    `after` None leaves the notebook's file alone (it is being edited elsewhere). `time` is what
    the receipt shall say, in ISO form. Raises Stale naming the file where the disk is not what the
    plan was made on, or where another process is at work; UnusableInput where the system or our
    rules say no. Then nothing has changed.
    """
    with said_plainly(Path(plan.root)):
        root = real_path(Path(plan.root))
        with Lock(root) as lock:
            recover_held(root)
            changes = tuple(change_of(edit, root, plan.fingerprints) for edit in plan.file_edits)
            if after is not None:
                changes += _notebook_changes(plan, notebook, after, root)
            changes = tuple(change for change in changes if change.old != change.new)
            about = _about(plan, notebook, root, time, extra or {})
            if not changes:
                return receipt_of(root, Journal("", (), about=about))
            return receipt_of(root, commit(lock, Transaction(root, changes, about)))


def annotate(receipt: Receipt, extra: Mapping[str, str]) -> Receipt:
    """Add to what the receipt holds for a later undo (what was installed, say)."""
    root = Path(receipt.root)
    with said_plainly(root), Lock(root):
        folder = Store(root).receipts / receipt.id
        journal = read_journal(folder)
        about = replace(journal.about, extra={**journal.about.extra, **extra})
        rewrite_journal(folder, replace(journal, about=about))
        return receipt_of(root, replace(journal, about=about))


def change_of(edit: FileEdit, root: Path, fingerprints: Mapping[str, str]) -> Change:
    """What an edit does to the file itself; raises Stale, UnusableInput."""
    path = confined(root / edit.path, root)
    if NAME in path.relative_to(root).parts:
        raise UnusableInput("leads-out", f"{edit.path} lies in our own records.", edit.path)
    if isinstance(edit, CreateFile):
        _require_unseen(path, edit)
        return Change(path, None, _encoded(edit.text, edit.path))
    before = _encoded(edit.before, edit.path)
    if fingerprints.get(edit.path, fingerprint(before)) != fingerprint(before):
        raise Stale("stale", f"{edit.path} has changed since the plan was made.", edit.path)
    return Change(path, before, _encoded(edit.after, edit.path))


def _require_unseen(path: Path, edit: CreateFile) -> None:
    """A file that could not be read as text is missing from the snapshot, yet it is there."""
    data = current(path) if path.is_file() else None
    if data is not None:
        try:
            data.decode()
        except UnicodeDecodeError as error:
            sentence = f"{edit.path} is not UTF-8 text, so it can't be edited."
            raise UnusableInput("not-utf-8", sentence, edit.path) from error


def _encoded(text: str, path: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        sentence = f"What is to be written to {path} is not text (a lone surrogate)."
        raise UnusableInput("not-utf-8", sentence, path) from error


def _notebook_changes(plan: Plan, notebook: Path, after: bytes, root: Path) -> tuple[Change, ...]:
    real = confined_notebook(notebook.absolute(), root)
    before = read_bytes(real)
    if fingerprint(before) != plan.notebook_fingerprint:
        sentence = f"{notebook} has changed since the plan was made."
        raise Stale("stale", sentence, str(notebook))
    if not plan.moved_to:
        return (Change(real, before, after),)
    new = Path(plan.moved_to)
    require_free(new)
    return (Change(new, None, after, mode_of(real)), Change(settled(notebook), before, None))


def _about(plan: Plan, notebook: Path, root: Path, time: str, extra: Mapping[str, str]) -> About:
    names = tuple(promoted.name for promoted in plan.promoted)
    return About(time, spoken(root, real_path(notebook.absolute())), names, extra)
