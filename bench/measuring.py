"""Processor time, the smallest of several: what else runs on the machine only ever adds."""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`ours` against `reference`, in seconds (or MB); `bar` is what their ratio may be at most.

    Where `faster` is true it is the other way round: how many times the reference takes.
    """

    what: str
    reference_is: str
    ours: float | None
    reference: float | None
    bar: float
    faster: bool = False
    unit: str = "ms"
    note: str = ""

    @property
    def ratio(self) -> float | None:
        if not self.ours or not self.reference:
            return None
        return self.reference / self.ours if self.faster else self.ours / self.reference

    @property
    def met(self) -> bool | None:
        if self.ratio is None:
            return None
        return self.ratio >= self.bar if self.faster else self.ratio <= self.bar


def seconds(work: Callable[[], object]) -> float:
    """The processor time that `work` takes."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def in_turns(
    pairs: Iterator[tuple[Callable[[], object], Callable[[], object]]],
) -> tuple[float, float]:
    """The smallest time of the first and of the second of each pair, measured one after the other."""
    times = [(seconds(one), seconds(other)) for one, other in pairs]
    return min(one for one, _ in times), min(other for _, other in times)


def process_seconds(command: Sequence[str]) -> float:
    """The processor time of a process and of those that it waits for; raises CalledProcessError.

    Its modules are compiled once and kept, as where a package is installed.
    """
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
