"""Work for the processor, off the event loop: a pool of fresh processes, made when it is needed."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

from ..core.errors import Defect, PromoteError, UnusableInput

P = ParamSpec("P")
T = TypeVar("T")

# A child that leaves by itself breaks the pool at once; nothing else stops a job that never ends.
_GAVE_UP = 75


class Pool:
    """Runs top-level functions in other processes, each for no longer than `limit` seconds."""

    def __init__(self, workers: int, limit: float) -> None:
        self._workers = workers
        self._limit = limit
        self._executor: ProcessPoolExecutor | None = None

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The function's value, or what it raised.

        Raises UnusableInput `too-slow` when it took longer than the limit, Defect `worker-died`.
        """
        limit = self._limit
        for _ in range(2):
            executor = self._running()
            began = time.monotonic()
            try:
                future = executor.submit(_limited, limit, function, args, kwargs)
                done = await asyncio.wrap_future(future)
            except BrokenProcessPool:
                self._drop(executor)
                if time.monotonic() - began >= limit:
                    sentence = f"This took longer than {limit:g} seconds and was given up."
                    raise UnusableInput("too-slow", sentence) from None
                continue  # another job's end took this one along: it is asked for again
            if isinstance(done, _Refused):
                raise done.kind(done.slug, done.message, done.where)
            return done
        raise Defect(
            "worker-died", "The process that did the work ended twice; see the server's log."
        )

    def close(self) -> None:
        """Stops the processes; the next job would start new ones."""
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None

    def _running(self) -> ProcessPoolExecutor:
        if self._executor is None:
            # Not forked: the server's threads, sockets and locks do not belong in a child.
            self._executor = ProcessPoolExecutor(self._workers, get_context("spawn"))
        return self._executor

    def _drop(self, executor: ProcessPoolExecutor) -> None:
        if self._executor is executor:
            self.close()


@dataclass(frozen=True, slots=True)
class _Refused:
    """A PromoteError on its way between processes: the error itself can't be pickled."""

    kind: type[PromoteError]
    slug: str
    message: str
    where: str


def _limited(
    limit: float, function: Callable[..., T], args: tuple[object, ...], kwargs: dict[str, object]
) -> T | _Refused:
    watch = threading.Timer(limit, os._exit, (_GAVE_UP,))
    watch.daemon = True
    watch.start()
    try:
        return function(*args, **kwargs)
    except PromoteError as error:
        return _Refused(type(error), error.slug, error.message, error.where)
    finally:
        watch.cancel()
