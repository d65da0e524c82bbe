"""What must hold before the first byte is written."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from ..core.errors import Stale, UnusableInput
from .disk import current
from .lock import nearest_directory
from .store import Store

_INSTALLED = ("site-packages", "dist-packages")


def require_unchanged(expected: Iterable[tuple[Path, bytes | None]]) -> None:
    """Raise Stale where a file's bytes are not these (None: where there is a file at all)."""
    for path, wanted in expected:
        if path.is_dir():
            raise UnusableInput("is-a-directory", f"{path} is a directory.", str(path))
        if path.exists() and not path.is_file():  # reading a pipe would wait for ever
            raise UnusableInput("not-a-file", f"{path} is not a regular file.", str(path))
        now = current(path)
        if now is None and wanted is not None:
            raise Stale("vanished", f"{path} is no longer there.", str(path))
        if now is not None and wanted is None:
            raise Stale("exists", f"{path} exists now; it was to be made.", str(path))
        if now != wanted:
            raise Stale("stale", f"{path} has changed since the plan was made.", str(path))


def require_writable(root: Path, files: Iterable[Path]) -> None:
    """Raise UnusableInput `not-writable` or `not-a-directory`.

    The superuser may write anything, so for them only a file that is protected on its own counts as
    read-only: in a tree copied from a read-only place neither files nor folders can be written by mode.
    """
    folders = {nearest_directory(root)}
    for file in files:
        if file.exists() and not _may_replace(file):
            raise UnusableInput("not-writable", f"{file} is read-only.", str(file))
        folder = next(parent for parent in file.parents if os.path.lexists(parent))
        if not folder.is_dir():
            raise UnusableInput("not-a-directory", f"{folder} is not a directory.", str(folder))
        folders.add(folder)
    for folder in sorted(folders):
        if not os.access(folder, os.W_OK):
            raise UnusableInput("not-writable", f"The folder {folder} is read-only.", str(folder))


def _may_replace(file: Path) -> bool:
    protected = not _has_write_bit(file) and _has_write_bit(file.parent)
    return os.access(file, os.W_OK) and not protected


def _has_write_bit(path: Path) -> bool:
    return bool(os.stat(path).st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))


def confined(path: Path, root: Path) -> Path:
    """The real path of a file of the project; raises UnusableInput `leads-out`, `symlink-loop`.

    `root` is real. A link that stays inside the project is followed, so that the link stays a link.
    """
    real = real_path(path)
    if not real.is_relative_to(root):
        leads_out = f"{path} leads out of the project, to {real}."
        raise UnusableInput("leads-out", leads_out, str(path))
    return real


def confined_notebook(path: Path, root: Path) -> Path:
    """The real path of the notebook: in its own folder or in the project, else `leads-out`."""
    real, folder = real_path(path), real_path(path.parent)
    if real.parent != folder and not real.is_relative_to(root):
        leads_out = f"{path} is a link that leads out of its folder, to {real}."
        raise UnusableInput("leads-out", leads_out, str(path))
    return real


def settled(notebook: Path) -> Path:
    """The absolute path of a notebook that can be moved, its folder's links followed.

    Raises UnusableInput `leads-out` where the notebook itself is a link.
    """
    path = real_path(notebook.absolute().parent) / notebook.name
    if path.is_symlink():
        sentence = f"{notebook} is a symbolic link, and what it leads to would stay."
        raise UnusableInput("leads-out", sentence, str(notebook))
    return path


def require_free(path: Path) -> None:
    """Raise UnusableInput where a notebook can't be moved to `path`: `exists`, `leads-out`."""
    if os.path.lexists(path):
        sentence = f"{path.parent.name}/{path.name} exists already."
        raise UnusableInput("exists", sentence, str(path))
    if real_path(path) != path:
        raise UnusableInput("leads-out", f"{path.parent} is a symbolic link.", str(path.parent))


def real_path(path: Path) -> Path:
    """`path` with every symbolic link followed; raises UnusableInput `symlink-loop`, `bad-path`."""
    try:
        return path.resolve()
    except UnicodeEncodeError as error:  # half of a surrogate pair
        raise UnusableInput("bad-path", "No file can have this name.", str(path)) from error
    except (OSError, RuntimeError) as error:
        loop = f"{path} is a symbolic link that leads to itself."
        raise UnusableInput("symlink-loop", loop, str(path)) from error


def require_own_project(root: Path) -> None:
    """Raise UnusableInput `site-packages` for a project among installed packages, `leads-out` for
    one whose store is a link: it may have come with somebody else's project.
    """
    if any(part in _INSTALLED for part in root.parts):
        sentence = f"{root} lies among installed packages, which a reinstallation overwrites."
        raise UnusableInput("site-packages", sentence, str(root))
    store = Store(root)
    for folder in (store.folder, store.receipts, store.pending):
        if folder.is_symlink():
            raise UnusableInput("leads-out", f"{folder} is a symbolic link.", str(folder))
