"""A power cut: what no fsync has put on the disk is lost, the bytes of files and the names in folders.

A file system may lose any part of it: here everything, or the names on one side of the journal.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

NAMES = ("open", "fsync", "mkdir", "rename", "replace", "unlink", "rmdir")
REAL = {name: getattr(os, name) for name in NAMES}
Key = tuple[int, int]
Call = Callable[..., object]


def key_of(status: os.stat_result) -> Key:
    return status.st_dev, status.st_ino


class Unsynced:
    """The bytes and the names that are only in the system's cache.

    `attic` is on the same disk; `loses` says of a path whether its name will be lost.
    """

    def __init__(self, attic: Path, loses: Callable[[str], bool]) -> None:
        self._attic = attic
        self._loses = loses
        self._files: dict[Key, int] = {}
        self._names: list[tuple[set[Key], Callable[[], object]]] = []

    def synced(self, descriptor: int) -> None:
        key = key_of(os.fstat(descriptor))
        self._files.pop(key, None)
        for folders, _ in self._names:
            folders.discard(key)
        self._names = [(folders, back) for folders, back in self._names if folders]

    def lose(self) -> None:
        restore(REAL)  # nobody watches any more
        for descriptor in self._files.values():
            os.ftruncate(descriptor, 0)
        for _, back in reversed(self._names):
            with suppress(FileNotFoundError):  # its folder is lost already
                back()

    def changes(self, back: Callable[[], object], *paths: str) -> None:
        """A name in the folders of these paths has changed; `back` is how it was."""
        if not all(map(self._loses, paths)):
            return
        folders = {key_of(os.stat(os.path.dirname(path))) for path in paths}
        self._names.append((folders, back))

    def opened(self, path: str, descriptor: int) -> None:
        self._files[key_of(os.fstat(descriptor))] = os.dup(descriptor)
        self.changes(partial(REAL["unlink"], path), path)

    def renamed(self, real: Call, source: str, target: str) -> None:
        kept = self._kept(target) if os.path.isfile(target) else None
        real(source, target)
        self.changes(partial(self._rename_back, source, target, kept), source, target)

    def removed(self, real: Call, path: str, *args: object, **kwargs: object) -> None:
        kept = self._kept(path)
        real(*args, **kwargs)
        self.changes(partial(REAL["rename"], kept, path), path)

    @staticmethod
    def _rename_back(source: str, target: str, kept: str | None) -> None:
        os.rename(target, source)
        if kept is not None:
            os.rename(kept, target)

    def _kept(self, path: str) -> str:
        kept = str(self._attic / str(len(os.listdir(self._attic))))
        os.link(path, kept)
        return kept


def absolute(path: object, dir_fd: int | None = None) -> str:
    """The path that a call means; shutil names files by their folder's descriptor."""
    folder = "" if dir_fd is None else os.readlink(f"/proc/self/fd/{dir_fd}")
    return os.path.join(folder, os.fspath(path))  # type: ignore[call-overload,no-any-return]


@contextmanager
def watched(unsynced: Unsynced) -> Iterator[None]:
    """Let it know of every call that changes bytes or names."""
    real = {name: getattr(os, name) for name in NAMES}

    def opened(path: object, flags: int, *rest: int, dir_fd: int | None = None) -> int:
        descriptor: int = real["open"](path, flags, *rest, dir_fd=dir_fd)
        if flags & os.O_CREAT:
            unsynced.opened(absolute(path, dir_fd), descriptor)
        return descriptor

    def made(path: object, *rest: int) -> None:
        real["mkdir"](path, *rest)
        unsynced.changes(partial(shutil.rmtree, absolute(path)), absolute(path))

    def renamed(source: object, target: object) -> None:
        unsynced.renamed(real["rename"], absolute(source), absolute(target))

    def unlinked(path: object, *, dir_fd: int | None = None) -> None:
        full = absolute(path, dir_fd)
        unsynced.removed(real["unlink"], full, path, dir_fd=dir_fd)

    def removed(path: object, *, dir_fd: int | None = None) -> None:
        full = absolute(path, dir_fd)
        real["rmdir"](path, dir_fd=dir_fd)
        unsynced.changes(partial(REAL["mkdir"], full), full)

    ours = {"open": opened, "fsync": unsynced.synced, "mkdir": made, "rename": renamed}
    restore({**ours, "replace": renamed, "unlink": unlinked, "rmdir": removed})
    try:
        yield
    finally:
        restore(real)


def restore(functions: Mapping[str, object]) -> None:
    """Put these functions into `os`."""
    for name, function in functions.items():
        setattr(os, name, function)
