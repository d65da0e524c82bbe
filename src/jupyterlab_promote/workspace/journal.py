"""What a transaction touches, written down before it begins: enough to take it back.

A journal is a folder: `journal.json`, and the old bytes of every file that was there, in `old/N`.
Once the transaction is done the same folder is its receipt.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ..core.errors import UnusableInput
from .disk import fingerprint, sync, write_new

_VERSION = 1
_FILE = "journal.json"


@dataclass(frozen=True, slots=True)
class About:
    """What the person will want to know of a promotion; `notebook` is spoken as an entry is."""

    time: str = ""
    notebook: str = ""
    promoted: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: the hashes of its bytes before and after (None: not there) and its old permissions.

    `path` is relative to the root with forward slashes, or absolute outside of it.
    """

    path: str
    old: str | None
    new: str | None
    mode: int | None


@dataclass(frozen=True, slots=True)
class Journal:
    """A transaction as data.

    `made` and `removed` are directories, named as entries are, outermost first. `born` counts the
    directories, from the root upwards, that did not exist before. `drops` is the receipt that the
    transaction takes back, or empty.
    """

    id: str
    entries: tuple[Entry, ...]
    made: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    born: int = 0
    drops: str = ""
    about: About = field(default_factory=About)


def path_of(root: Path, spoken: str) -> Path:
    """The file that a journal names."""
    return root.joinpath(spoken)


def spoken(root: Path, path: Path) -> str:
    """How a journal names a file: the project can be moved, and its receipts go with it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def beside(journal: Journal, number: int, path: Path) -> Path:
    """Where the new bytes of an entry's file are written before they take its place."""
    return path.with_name(f".promote-{journal.id}-{number}")


def directories_of(root: Path, journal: Journal) -> list[Path]:
    """The directories in which names come or go."""
    names = (*(entry.path for entry in journal.entries), *journal.made, *journal.removed)
    return [path_of(root, name).parent for name in names]


def write_journal(folder: Path, journal: Journal, olds: Sequence[bytes | None]) -> None:
    """Make the folder of a journal; `olds` are the old bytes of its entries, in their order."""
    os.mkdir(folder)
    os.mkdir(folder / "old")
    for number, old in enumerate(olds):
        if old is not None:
            write_new(folder / "old" / str(number), old)
    write_new(folder / _FILE, encoded(journal))
    sync((folder / "old", folder))


def rewrite_journal(folder: Path, journal: Journal) -> None:
    """Replace what a journal says, at one stroke; the old bytes stay."""
    beside = folder / (_FILE + ".new")
    beside.unlink(missing_ok=True)
    write_new(beside, encoded(journal))
    os.replace(beside, folder / _FILE)
    sync((folder,))


def encoded(journal: Journal) -> bytes:
    """The journal as JSON."""
    return json.dumps({"version": _VERSION, **asdict(journal)}, indent=1).encode()


def read_journal(folder: Path) -> Journal:
    """Read a journal back; raises UnusableInput `damaged-receipt`.

    A journal that names files it has no business with is damaged too: it may have come with
    somebody else's project.
    """
    try:
        data = json.loads((folder / _FILE).read_bytes())
        if data.pop("version") != _VERSION:
            sentence = f"{folder} was written by another version of jupyter promote."
            raise UnusableInput("receipt-version", sentence, str(folder))
        data["entries"] = tuple(Entry(**entry) for entry in data["entries"])
        about = data["about"]
        data["about"] = About(**{**about, "promoted": tuple(about["promoted"])})
        journal = Journal(
            **{**data, "made": tuple(data["made"]), "removed": tuple(data["removed"])}
        )
        _require_harmless(journal)
    except (ValueError, TypeError, KeyError, AttributeError, FileNotFoundError) as error:
        sentence = f"The record in {folder} is damaged; nothing was changed."
        raise UnusableInput("damaged-receipt", sentence, str(folder)) from error
    return journal


def old_bytes(folder: Path, journal: Journal, number: int) -> bytes | None:
    """The bytes that an entry's file had before; raises UnusableInput `damaged-receipt`."""
    entry = journal.entries[number]
    if entry.old is None:
        return None
    kept = folder / "old" / str(number)
    data = kept.read_bytes() if kept.is_file() else b""
    if fingerprint(data) != entry.old:
        sentence = f"The kept copy of {entry.path} in {folder} is damaged; nothing was changed."
        raise UnusableInput("damaged-receipt", sentence, str(folder))
    return data


def _require_harmless(journal: Journal) -> None:
    """Inside the root anything may be named; outside of it only notebooks in the notebook's folder."""
    files = [entry.path for entry in journal.entries]
    folders = [*journal.made, *journal.removed]
    own = Path(journal.about.notebook).parent
    outside = [Path(path) for path in (*files, *folders) if Path(path).is_absolute()]
    if any(".." in Path(path).parts for path in (*files, *folders)):
        raise ValueError("a path leads out of the project")
    if any(not path.is_relative_to(own) for path in outside):
        raise ValueError("a path is neither in the project nor in the notebook's folder")
    if any(Path(file).is_absolute() and Path(file).suffix != ".ipynb" for file in files):
        raise ValueError("a file outside of the project is no notebook")
    if "/" in journal.drops or journal.drops.startswith("."):
        raise ValueError("no name of a receipt")
