"""Work for the processor, off the event loop: fresh processes, made when they are needed.

The processes are loky's: those of `multiprocessing` import the program that started the server, which
takes JupyterLab two seconds and 60 MB for each.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..core.errors import Defect, PromoteError, UnusableInput
from .starting import apart, settled

if TYPE_CHECKING:
    from loky.process_executor import ProcessPoolExecutor

# A child that leaves by itself breaks its executor at once; nothing else stops a job that never ends.
_GAVE_UP = 75

# A process that had nothing to do for so many seconds ends, and its memory is free again.
_IDLE = 600


# So many seconds pass between two looks at whether the server still runs.
_LOOK = 2


class Pool:
    """Runs functions of the module `work` in other processes, each for no longer than `limit` seconds.

    They are called by their names: the server itself never imports what works. The first process
    that is idle takes a job, so that what it has read for one serves the next.
    """

    def __init__(self, workers: int, limit: float) -> None:
        self._workers = [_Worker() for _ in range(workers)]
        self._limit = limit

    async def run(self, name: str, *args: object) -> Any:
        """The value of `work`'s function of this name, or what it raised.

        Raises UnusableInput `too-slow` when it took longer than the limit, Defect `worker-died`.
        """
        limit = self._limit
        for _ in range(2):
            worker = min(self._workers, key=lambda one: one.jobs)
            began = time.monotonic()
            try:
                done = await worker.run(limit, name, args)
            except BrokenProcessPool:
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
        for worker in self._workers:
            worker.close()


class _Worker:
    """One process; the jobs that it has are done in turn."""

    def __init__(self) -> None:
        self.jobs = 0
        self._executor: ProcessPoolExecutor | None = None

    async def run(self, limit: float, name: str, args: tuple[object, ...]) -> Any:
        """Raises BrokenProcessPool when the process ended."""
        with apart():
            executor = self._running()
            future = executor.submit(_limited, limit, name, args)
        self.jobs += 1
        try:
            return await asyncio.wrap_future(future)
        except BrokenProcessPool:
            if self._executor is executor:
                self.close()
            raise
        finally:
            self.jobs -= 1

    def close(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=False, kill_workers=True)
            self._executor = None

    def _running(self) -> ProcessPoolExecutor:
        if self._executor is None:
            from loky.process_executor import ProcessPoolExecutor

            self._executor = ProcessPoolExecutor(
                1, timeout=_IDLE, initializer=_end_with, initargs=(os.getpid(),)
            )
        return self._executor


@dataclass(frozen=True, slots=True)
class _Refused:
    """A PromoteError on its way between processes: the error itself can't be pickled."""

    kind: type[PromoteError]
    slug: str
    message: str
    where: str


def _end_with(server: int) -> None:
    """This process does not outlive a server that was killed."""
    settled()

    def watch() -> None:
        while os.getppid() == server:
            time.sleep(_LOOK)
        os._exit(_GAVE_UP)

    threading.Thread(target=watch, daemon=True).start()


def _limited(limit: float, name: str, args: tuple[object, ...]) -> Any:
    watch = threading.Timer(limit, os._exit, (_GAVE_UP,))
    watch.daemon = True
    watch.start()
    try:
        from . import work

        return getattr(work, name)(*args)
    except PromoteError as error:
        return _Refused(type(error), error.slug, error.message, error.where)
    finally:
        watch.cancel()
