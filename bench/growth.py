"""Time and memory as notebooks grow, each size in a process of its own."""

from __future__ import annotations

import itertools
import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from .measuring import Row

SIZES = (10, 100, 1000, 5000)


@dataclass(frozen=True, slots=True)
class Point:
    """`seconds` for analysis and proposals; `megabytes` above what the process had before."""

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
        if small.cells >= 100:  # below that, the allocator's steps are all that is seen
            yield Row(what, "memory", large.megabytes, small.megabytes, times, unit="MB")
    whole = _in_a_process(2000)
    yield Row("peak memory, 2,000 cells", "200 MB", whole.peak, 200.0, 1, unit="MB")


def _in_a_process(size: int) -> Point:
    command = [sys.executable, "-m", "bench.growth", str(size)]
    turns = [json.loads(subprocess.check_output(command)) for _ in range(5 if size <= 100 else 2)]
    return Point(size, *(min(turn[at] for turn in turns) for at in range(3)))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(size: int) -> None:
    from . import notebooks
    from .engine import proposed
    from .measuring import seconds

    sources = notebooks.cells(size, "growth")
    proposed(notebooks.cells(50, "warm"))
    before = _peak()
    took = seconds(lambda: proposed(sources))
    print(json.dumps([took, _peak() - before, _peak()]))


if __name__ == "__main__":
    main(int(sys.argv[1]))
