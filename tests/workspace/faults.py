"""Processes that die, and disks that fail, at the n-th call that changes something."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from .power import Unsynced, watched

CALLS = ("open", "write", "fsync", "chmod", "mkdir", "rename", "replace", "unlink", "rmdir")


Call = Callable[..., object]


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


def finishes(calls: int, act: Callable[[], object], power: Unsynced | None = None) -> bool:
    """Run `act` in a process of its own that is killed at its n-th call; say whether it finished.

    Where there is `power`, it goes with the process.
    """
    process = os.fork()
    if process == 0:
        try:
            _run(calls, act, power)
        except BaseException:  # never back into the tests: this is another process
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    status = os.waitpid(process, 0)[1]
    if os.WIFSIGNALED(status):
        return False
    assert os.waitstatus_to_exitcode(status) == 0
    return True


def _run(calls: int, act: Callable[[], object], power: Unsynced | None) -> None:
    if power is None:
        with struck(Countdown(calls, partial(_die, lambda: None))):
            act()
        return
    with watched(power), struck(Countdown(calls, partial(_die, power.lose))):
        act()


def _die(lose: Callable[[], None], call: Call, name: str, args: tuple[object, ...]) -> None:
    """Die just before the call, or in the middle of a write."""
    if name == "write":
        descriptor, data = args
        assert isinstance(data, memoryview)
        call(descriptor, data[: len(data) // 2])
    lose()
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
