"""What was promoted, and taking it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from ..core.errors import Stale, UnusableInput
from .checks import confined, confined_notebook, real_path
from .disk import current, fingerprint
from .journal import About, Entry, Journal, old_bytes, path_of, read_journal
from .lock import Lock
from .receipt import NothingToUndo, Status, Undone, receipt_of
from .recovery import recover as recover_root
from .recovery import recover_held
from .store import NAME, Store, abandoned_in
from .transaction import Change, Transaction, commit
from .trouble import said_plainly

_NEAR = 3


def undo(where: Path, receipt: str = "") -> Undone | NothingToUndo:
    """Take back the newest promotion of a project, or of a notebook, or the one named.

    `where` is the project's root or a folder in it, a notebook, or a receipt's folder. Every byte
    and permission is as before, and so are the directories. Raises Stale naming the file where
    somebody has edited since (`edited-since`) or a newer promotion builds on it
    (`newer-promotion`); then nothing has changed.
    """
    with said_plainly(where):
        recover(where)
        root = root_of(where)
        if root is None:
            return NothingToUndo(str(where))
        with Lock(root) as lock:
            recover_held(root)
            stack = _stack(root)
            chosen = _chosen(root, stack, where, receipt)
            if chosen is None:
                return NothingToUndo(str(where))
            _require_unedited(root, stack, chosen)
            commit(lock, _backwards(root, chosen))
            return Undone(receipt_of(root, chosen))


def status(where: Path) -> Status:
    """What is promoted in the project that `where` leads to, and which files were edited since."""
    with said_plainly(where):
        recover(where)
        root = root_of(where)
        if root is None:
            return Status(str(where), (), ())
        stack = _stack(root)
        receipts = tuple(receipt_of(root, journal) for journal in stack)
        return Status(str(root), receipts, tuple(_edited(root, stack)))


def recover(where: Path) -> None:
    """Finish or take back what a killed process left where `where` leads to.

    For a notebook these are the projects around it, and those near it that its promotion was for.
    """
    with said_plainly(where):
        for root in _concerned(real_path(where.absolute())):
            recover_root(root)


def _concerned(place: Path) -> Iterator[Path]:
    if place.is_dir() or place.suffix != ".ipynb":
        yield root_of(place) or place
        return
    yield from (near for near in _up_to_repository(place.parent) if _has_store(near))
    yield from (root for root in _beside(place.parent) if _mentions(root, place))
    yield from abandoned_in(place.parent)


def _stack(root: Path) -> tuple[Journal, ...]:
    """The project's receipts, newest first."""
    store = Store(root)
    return tuple(read_journal(store.receipts / name) for name in reversed(store.ids()))


def root_of(where: Path) -> Path | None:
    """The root of the project with a store that `where` leads to."""
    place = real_path(where.absolute())
    if NAME in place.parts:
        return Path(*place.parts[: place.parts.index(NAME)])
    if place.is_dir() or place.suffix != ".ipynb":
        return next((near for near in _up_to_project(place) if _has_store(near)), None)
    above = (near for near in _up_to_repository(place.parent) if _has_store(near))
    near_by = chain(above, _beside(place.parent))
    return next((root for root in near_by if _mentions(root, place)), None)


def _has_store(folder: Path) -> bool:
    return Store(folder).folder.is_dir()


def _up_to_project(folder: Path) -> Iterator[Path]:
    """What was promoted in a project around this one is not meant."""
    for near in _up_to_repository(folder):
        yield near
        if (near / "pyproject.toml").exists():
            return


def _up_to_repository(folder: Path) -> Iterator[Path]:
    for near in (folder, *folder.parents):
        yield near
        if (near / ".git").exists():
            return


def _beside(folder: Path) -> Iterator[Path]:
    """Projects in and around a notebook's folder: `--into` may have put the code there."""
    for near in list(_up_to_repository(folder))[:_NEAR]:
        for pattern in (f"*/{NAME}", f"*/*/{NAME}"):
            yield from sorted(store.parent for store in near.glob(pattern))


def _mentions(root: Path, notebook: Path) -> bool:
    pending = Store(root).pending
    under_way = (read_journal(pending),) if pending.is_dir() else ()
    journals = (*under_way, *_stack(root))
    return any(_concerns(root, journal, notebook) for journal in journals)


def _concerns(root: Path, journal: Journal, notebook: Path) -> bool:
    """A notebook that was moved is known by its old path and by its new one."""
    spoken = (journal.about.notebook, *_paths(journal))
    return any(path_of(root, path) == notebook for path in spoken)


def _chosen(root: Path, stack: Sequence[Journal], where: Path, receipt: str) -> Journal | None:
    place = real_path(where.absolute())
    wanted = receipt or (place.name if place.parent == Store(root).receipts else "")
    if wanted:
        named = next((journal for journal in stack if journal.id == wanted), None)
        if named is None:
            raise UnusableInput("no-receipt", f"{root} has no receipt {wanted}.", wanted)
        return named
    if place.suffix == ".ipynb" and not place.is_dir():
        stack = [one for one in stack if _concerns(root, one, place)]
    return stack[0] if stack else None


def _require_unedited(root: Path, stack: Sequence[Journal], chosen: Journal) -> None:
    newer = stack[: stack.index(chosen)]
    for entry in chosen.entries:
        if _intact(root, entry):
            continue
        on_top = next((one.id for one in newer if entry.path in _paths(one)), None)
        if on_top is None:
            sentence = f"{entry.path} was edited since the promotion; undoing would lose that edit."
            raise Stale("edited-since", sentence, entry.path)
        sentence = f"A newer promotion, {on_top}, also wrote {entry.path}: undo that one first."
        raise Stale("newer-promotion", sentence, entry.path)


def _paths(journal: Journal) -> tuple[str, ...]:
    return tuple(entry.path for entry in journal.entries)


def _intact(root: Path, entry: Entry) -> bool:
    path = path_of(root, entry.path)
    now = None if path.is_dir() else current(path)
    return (None if now is None else fingerprint(now)) == entry.new and not path.is_dir()


def _edited(root: Path, stack: Sequence[Journal]) -> Iterator[str]:
    seen: set[str] = set()
    for entry in (entry for journal in stack for entry in journal.entries):
        if entry.path not in seen and not _intact(root, entry):
            yield entry.path
        seen.add(entry.path)


def _backwards(root: Path, journal: Journal) -> Transaction:
    """The transaction that takes this one back."""
    folder = Store(root).receipts / journal.id
    numbers = reversed(range(len(journal.entries)))
    changes = tuple(_backward(root, folder, journal, number) for number in numbers)
    removes = tuple(name for name in journal.made if path_of(root, name).is_dir())
    about = About(notebook=journal.about.notebook)
    return Transaction(root, changes, about, removes, journal.born, journal.id)


def _backward(root: Path, folder: Path, journal: Journal, number: int) -> Change:
    entry = journal.entries[number]
    path = path_of(root, entry.path)
    outside = Path(entry.path).is_absolute()
    real = confined_notebook(path, root) if outside else confined(path, root)
    if real != path:
        sentence = f"{entry.path} has become a symbolic link since the promotion."
        raise Stale("edited-since", sentence, entry.path)
    return Change(path, current(path), old_bytes(folder, journal, number), entry.mode)
