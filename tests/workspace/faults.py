"""Processes that die, and disks that fail, at the n-th call that changes something."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

CALLS = ("open", "write", "fsync", "chmod", "mkdir", "rename", "replace", "unlink", "rmdir")


Call = Callable[..., object]


class Cache:
    """The bytes that the system has not put on the disk yet: new files until their fsync."""

    def __init__(self) -> None:
        self._files: dict[tuple[int, int], int] = {}

    def opened(self, descriptor: int, flags: int) -> None:
        if flags & os.O_CREAT:
            self._files[self._key(descriptor)] = os.dup(descriptor)

    def synced(self, descriptor: int) -> None:
        self._files.pop(self._key(descriptor), None)

    def lost(self) -> None:
        """The power goes: the names may have reached the disk, these bytes have not."""
        for descriptor in self._files.values():
            os.ftruncate(descriptor, 0)

    @staticmethod
    def _key(descriptor: int) -> tuple[int, int]:
        status = os.fstat(descriptor)
        return status.st_dev, status.st_ino


class Countdown:
    """Lets calls through until `calls` of them are spent; from then on `strike` answers them.

    `strike` gets the real function, its name and its arguments.
    """

    def __init__(
        self, calls: int, strike: Callable[[Call, str, tuple[object, ...]], object]
    ) -> None:
        self.left = calls
        self.strike = strike

    def watching(self, name: str, real: Call) -> Call:
        def watched(*args: object, **kwargs: object) -> object:
            self.left -= 1
            if self.left < 0:
                return self.strike(lambda *a: real(*a, **kwargs), name, args)
            return real(*args, **kwargs)

        return watched


@contextmanager
def struck(countdown: Countdown) -> Iterator[Countdown]:
    """Let the countdown watch every call of `os` that changes a disk."""
    real = {name: getattr(os, name) for name in CALLS}
    watched = {name: countdown.watching(name, function) for name, function in real.items()}
    try:
        for name, function in watched.items():
            setattr(os, name, function)
        yield countdown
    finally:
        for name, function in real.items():
            setattr(os, name, function)


def finishes(calls: int, act: Callable[[], object]) -> bool:
    """Run `act` in a process of its own that is killed at its n-th call; say whether it finished.

    With the process goes the power: files that were not fsynced are empty afterwards.
    """
    process = os.fork()
    if process == 0:
        cache = Cache()
        with noted(cache), struck(Countdown(calls, partial(_die, cache))):
            act()
        os._exit(0)
    status = os.waitpid(process, 0)[1]
    if os.WIFSIGNALED(status):
        return False
    assert os.waitstatus_to_exitcode(status) == 0
    return True


@contextmanager
def noted(cache: Cache) -> Iterator[None]:
    """Let the cache know what is opened and synced."""
    real_open, real_fsync = os.open, os.fsync

    def opened(path: str, flags: int, *rest: int, **kwargs: int) -> int:
        descriptor = real_open(path, flags, *rest, **kwargs)
        cache.opened(descriptor, flags)
        return descriptor

    os.open, os.fsync = opened, cache.synced  # type: ignore[assignment]
    try:
        yield
    finally:
        os.open, os.fsync = real_open, real_fsync


def _die(cache: Cache, call: Call, name: str, args: tuple[object, ...]) -> None:
    """Die just before the call, or in the middle of a write."""
    if name == "write":
        descriptor, data = args
        assert isinstance(data, memoryview)
        call(descriptor, data[: len(data) // 2])
    cache.lost()
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def failing(calls: int, code: int, *, lasting: bool) -> Iterator[Countdown]:
    """The n-th call fails with this error, and where it is `lasting` all calls after it."""

    def strike(call: Call, name: str, args: tuple[object, ...]) -> object:
        if lasting or countdown.left == -1:
            named = [str(path) for path in args[:1] if not isinstance(path, int)]
            raise OSError(code, os.strerror(code), *named)
        return call(*args)

    countdown = Countdown(calls, strike)
    with struck(countdown):
        yield countdown
