"""Time and memory as notebooks grow, each size in a process of its own."""

from __future__ import annotations

import itertools
import json
import resource
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass

from .measuring import Row

SIZES = (10, 100, 1000, 5000)


@dataclass(frozen=True, slots=True)
class Point:
    """`seconds` for analysis and proposals; `megabytes` that Python allocated for it, at most; `peak` of the process."""

    cells: int
    seconds: float
    megabytes: float
    peak: float


def curve() -> list[Point]:
    return [_in_a_process(size) for size in SIZES]


def rows(points: list[Point]) -> Iterator[Row]:
    for small, large in itertools.pairwise(points):
        times = large.cells / small.cells
        what = f"{large.cells:,} cells against {small.cells:,}"
        yield Row(what, "time", large.seconds, small.seconds, 1.1 * times)
        if small.cells >= 100:  # the example's first cells are lighter than the others
            yield Row(what, "memory", large.megabytes, small.megabytes, times, unit="MB")
    whole = _in_a_process(2000)
    yield Row("peak memory, 2,000 cells", "200 MB", whole.peak, 200.0, 1, unit="MB")


def _in_a_process(size: int) -> Point:
    command = [sys.executable, "-m", "bench.growth", str(size)]
    turns = [json.loads(subprocess.check_output(command)) for _ in range(5 if size <= 100 else 2)]
    return Point(size, *(min(turn[at] for turn in turns) for at in range(3)))


def main(size: int) -> None:
    from . import notebooks
    from .engine import proposed
    from .measuring import seconds

    sources = notebooks.cells(size, "growth")
    proposed(notebooks.cells(50, "warm"))
    took = seconds(lambda: proposed(sources))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([took, _allocated(notebooks.cells(size, "again")), peak]))


def _allocated(sources: list[str]) -> float:
    """Megabytes, at most; followed in a pass of its own, as following costs time."""
    from .engine import proposed

    tracemalloc.start()
    proposed(sources)
    return tracemalloc.get_traced_memory()[1] / 1e6


if __name__ == "__main__":
    main(int(sys.argv[1]))
