"""The few acts that change a disk; each is durable, or has changed nothing, when it returns."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def fingerprint(data: bytes) -> str:
    """The SHA-256 of `data`, as plans, journals and receipts hold it."""
    return sha256(data).hexdigest()


def current(path: Path) -> bytes | None:
    """The bytes of a file, or None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def mode_of(path: Path) -> int | None:
    """The permission bits of a file, or None where there is none."""
    try:
        return stat.S_IMODE(os.stat(path).st_mode)
    except FileNotFoundError:
        return None


def write_new(path: Path, data: bytes, mode: int | None = None, owner: Path | None = None) -> None:
    """Make a file that must not exist yet; its bytes are on the disk when this returns.

    `mode` None leaves the permissions to the umask; `owner` is a file whose owner it shall have.
    """
    descriptor = os.open(path, _CREATE, 0o666)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if mode is not None and mode_of(path) != mode:
        os.chmod(path, mode)
    if owner is not None:
        _share_owner(path, owner)


def _share_owner(path: Path, owner: Path) -> None:
    """A server that runs as root must not take the person's files away from them."""
    if hasattr(os, "chown"):
        with suppress(OSError):
            wanted, given = os.stat(owner), os.stat(path)
            if (wanted.st_uid, wanted.st_gid) != (given.st_uid, given.st_gid):
                os.chown(path, wanted.st_uid, wanted.st_gid)


def sync(directories: Iterable[Path]) -> None:
    """Make the names in these directories durable; directories that are gone are left out."""
    if os.name == "nt":  # Windows keeps names durable itself, and opens no directory
        return
    for directory in sorted(set(directories)):
        try:
            descriptor = os.open(directory, os.O_RDONLY)
        except (FileNotFoundError, NotADirectoryError):
            continue
        try:
            os.fsync(descriptor)
        except OSError as error:  # some network file systems know no fsync of a directory
            if error.errno not in (errno.EINVAL, errno.EBADF, errno.ENOTSUP):
                raise
        finally:
            os.close(descriptor)


def discard(path: Path) -> None:
    """Remove a file that may be there."""
    with suppress(FileNotFoundError):
        os.unlink(path)


def discard_tree(path: Path) -> None:
    """Remove a folder of ours that may be there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)


def remove_if_empty(directory: Path) -> bool:
    """Remove a directory in which nothing is left but Python's caches; say whether it is gone."""
    try:
        names = os.listdir(directory)
        if names == ["__pycache__"] and _only_bytecode(directory / "__pycache__"):
            shutil.rmtree(directory / "__pycache__")
            names = []
    except FileNotFoundError:
        return True
    if not names:
        os.rmdir(directory)
    return not names


def _only_bytecode(cache: Path) -> bool:
    return not cache.is_symlink() and all(name.endswith(".pyc") for name in os.listdir(cache))
