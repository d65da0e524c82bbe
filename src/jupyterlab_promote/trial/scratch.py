"""Copies of a project in which a notebook can run without touching the original.

Files up to FILE_LIMIT are copied, nearest to the top first, until FILES or TOTAL_LIMIT is reached; what
is beyond becomes a link to the original, which the guard in the kernel protects from Python's writes.
Links are made anew where they lead into the copy. Version control, environments and caches stay behind.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FILE_LIMIT = 32 * 2**20
TOTAL_LIMIT = 512 * 2**20
FILES = 20_000
LEFT_OUT = frozenset(
    {".git", ".hg", ".svn", ".ipynb_checkpoints", ".mypy_cache", ".pytest_cache", ".ruff_cache"}
    | {".tox", ".nox", "__pycache__", "node_modules"}
)

Stamp = tuple[int, int, str]  # size, time of the last change, where a link leads


@dataclass(frozen=True, slots=True)
class Scratch:
    """A copy of `original` at `folder`; `cwd` is the notebook's folder in it, `links` what it links to.

    `own` is the name of the folder, somewhere above `folder`, that belongs to this run alone.
    """

    original: Path
    folder: Path
    cwd: Path
    own: str
    links: tuple[str, ...]
    stamps: Mapping[str, Stamp]


def copy_of(
    original: Path, folder: Path, notebook: str, texts: Mapping[str, bytes | None], own: str = ""
) -> Scratch:
    """Copy the tree at `original` to `folder` and write `texts` over it, by path relative to it.

    None stands for a file that is not there.
    """
    links = _copy_tree(original, folder)
    for name, content in texts.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)  # it may be a link to the original
        if content is not None:
            target.write_bytes(content)
    cwd = (folder / notebook).parent
    return Scratch(original, folder, cwd, own, tuple(links), _stamps(folder))


def written(scratch: Scratch) -> dict[str, str]:
    """What changed in the copy since it was made: path → SHA-256, or "removed"."""
    now = _stamps(scratch.folder)
    changed = {
        name: _content_hash(scratch.folder / name)
        for name, stamp in now.items()
        if scratch.stamps.get(name) != stamp
    }
    return {**changed, **dict.fromkeys(scratch.stamps.keys() - now.keys(), "removed")}


def _copy_tree(original: Path, folder: Path) -> list[str]:
    links: list[str] = []
    files, total = 0, 0
    waiting = deque([(original, folder)])
    while waiting:
        source, target = waiting.popleft()
        if files > FILES or total > TOTAL_LIMIT:
            _link(source, target, links)
            continue
        target.mkdir(parents=True, exist_ok=True)
        for entry in _entries(source):
            place = target / entry.name
            if entry.is_symlink():
                _link_again(Path(entry.path), place, original, folder, links)
            elif entry.is_dir():
                waiting.append((Path(entry.path), place))
            elif (
                entry.is_file() and entry.stat().st_size <= FILE_LIMIT and os.access(entry, os.R_OK)
            ):
                shutil.copy2(entry.path, place)
                files, total = files + 1, total + entry.stat().st_size
            elif entry.is_file():
                _link(Path(entry.path), place, links)
    return links


def _copied(entry: os.DirEntry[str], place: Path) -> int:
    """The size of the file, and one, if it could be copied; raises OSError where there is no room."""
    size = entry.stat().st_size
    if size > FILE_LIMIT:
        return 0
    try:
        shutil.copy2(entry.path, place)
    except (PermissionError, FileNotFoundError):  # not readable, or gone in the meantime
        return 0
    return size + 1


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:  # a folder that may not be read is empty for the notebook, too
        return []
    if any(entry.name == "pyvenv.cfg" for entry in entries):
        return []
    return [entry for entry in entries if entry.name not in LEFT_OUT]


def _link(source: Path, target: Path, links: list[str]) -> None:
    real = os.path.realpath(source)
    target.symlink_to(real)
    links.append(real)


def _link_again(link: Path, place: Path, original: Path, folder: Path, links: list[str]) -> None:
    real = Path(os.path.realpath(link))
    if real.is_relative_to(os.path.realpath(original)):
        place.symlink_to(folder / real.relative_to(os.path.realpath(original)))
    else:
        _link(link, place, links)


def _stamps(folder: Path) -> dict[str, Stamp]:
    stamps: dict[str, Stamp] = {}
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in LEFT_OUT]
        for name in names:
            path = os.path.join(parent, name)
            status = os.lstat(path)
            lead = os.readlink(path) if os.path.islink(path) else ""
            stamps[os.path.relpath(path, folder)] = (status.st_size, status.st_mtime_ns, lead)
    return stamps


def _content_hash(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(2**20):
                digest.update(block)
    except OSError:  # a pipe's end, a link to nowhere: what can be said is that it is there
        return "unreadable"
    return digest.hexdigest()
