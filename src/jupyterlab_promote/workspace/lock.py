"""One process at a time changes a project.

Where the system has `flock`, the project's own directory is locked: nothing is left behind, and the
lock of a process that died is gone with it. Elsewhere a file in the system's temporary folder holds
the owner's process id, and the file of a dead owner is taken over.
"""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType

from ..core.errors import Stale
from .disk import fingerprint

_PAUSE = 0.05
_NO_FLOCK = (errno.EBADF, errno.ENOLCK, errno.ENOTSUP, errno.EINVAL, errno.ENOSYS)


def nearest_directory(path: Path) -> Path:
    """`path`, or the nearest directory above it that exists."""
    return next(folder for folder in (path, *path.parents) if folder.is_dir())


class Lock:
    """Holds the project at `root`, which need not exist yet; raises Stale `busy` after `patience` seconds."""

    def __init__(self, root: Path, patience: float = 2.0) -> None:
        self._root = root
        self._patience = patience
        self._held = ExitStack()

    def __enter__(self) -> Lock:
        end = time.monotonic() + self._patience
        while not self._taken():
            if time.monotonic() > end:
                sentence = f"Another jupyter promote is at work in {self._root}; try again when it is done."
                raise Stale("busy", sentence, str(self._root))
            time.sleep(_PAUSE)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._held.close()

    def also(self, directory: Path) -> None:
        """Hold a directory that this process has just made, and that will become the root."""
        self._flock(directory)

    def _taken(self) -> bool:
        directory = nearest_directory(self._root)
        taken = self._flock(directory)
        if taken is None:
            return self._own_file()
        # The directory may have been made or removed between the look and the lock.
        if taken and nearest_directory(self._root) == directory and self._same(directory):
            return True
        self._held.close()
        return False

    def _same(self, directory: Path) -> bool:
        try:
            return os.path.samestat(os.fstat(self._descriptor), os.stat(directory))
        except FileNotFoundError:
            return False

    def _flock(self, directory: Path) -> bool | None:
        """Whether the directory is ours now; None where directories can't be locked."""
        if sys.platform == "win32":
            return None
        import fcntl

        self._descriptor = descriptor = os.open(directory, os.O_RDONLY)
        self._held.callback(os.close, descriptor)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno in _NO_FLOCK:
                return None
            raise
        return True

    def _own_file(self) -> bool:
        name = f"jupyter-promote-{fingerprint(os.fsencode(self._root))[:24]}.lock"
        path = Path(tempfile.gettempdir(), name)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        except FileExistsError:
            if not _owner_lives(path):
                with suppress(FileNotFoundError):
                    os.unlink(path)
            return False
        os.write(descriptor, str(os.getpid()).encode())
        os.close(descriptor)
        self._held.callback(path.unlink, missing_ok=True)
        return True


def _owner_lives(path: Path) -> bool:
    try:
        owner = int(path.read_text() or "0")
    except (FileNotFoundError, ValueError):
        return False
    if owner == 0:  # made this instant, its id not written yet, unless it has stayed so
        with suppress(FileNotFoundError):
            return time.time() - path.stat().st_mtime < 10
        return False
    return _runs(owner)


def _runs(process: int) -> bool:
    if sys.platform == "win32":  # os.kill would end it there
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, process)
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
