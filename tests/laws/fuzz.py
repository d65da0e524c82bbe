"""The long run: `make fuzz N=10000` writes N notebooks and N programs from seeds, and counts.

Prints how many moves were tried, what was refused and why, and each failure with its seed, made
smaller line by line as long as it fails. Exit status 1 where anything failed.
"""

from __future__ import annotations

import argparse
import resource
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from random import Random

from jupyterlab_promote.core.model import Refusal

from .extracting import difference, runs
from .notebooks import LIBRARY, Author
from .programs import Writer
from .promoting import Tally, failures, shown
from .running import outcome

_SECONDS = 30  # of this process's own time, for one notebook in all ways
_BYTES = 4 << 30
_SHOWN = 5
Fails = Callable[[Sequence[str]], str]


class _TooLong(Exception):
    pass


def _stop(*_: object) -> None:
    raise _TooLong


@contextmanager
def _limited() -> Iterator[None]:
    signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _said(fails: Fails, cells: Sequence[str]) -> str:
    """What fails, or nothing; whatever escapes is a failure, too."""
    try:
        with _limited():
            return fails(cells)
    except _TooLong:
        return "it takes too long"
    except Exception:
        return traceback.format_exc(limit=-3)


def notebook_fails(seed: int, tally: Tally) -> Fails:
    """The first law of notebooks that is broken."""
    return lambda cells: next((f"{w}: {x}" for w, x in failures(cells, Random(seed), tally)), "")


def program_fails(seed: int, tally: Tally) -> Fails:
    """The first extraction within a cell that changes what a program does."""

    def fails(cells: Sequence[str]) -> str:
        before = outcome(cells, LIBRARY)
        random = Random(seed)
        for number, source in enumerate(cells):
            for first, last in runs(source, random, 4):
                tally.ways["in a cell"] += 1
                found = difference(cells, before, (number, first, last), LIBRARY)
                if isinstance(found, Refusal):
                    tally.refused["in a cell", found.slug] += 1
                elif found:
                    return f"cell {number}, lines {first} to {last}: {found}"
                else:
                    tally.done["in a cell"] += 1
        return ""

    return fails


def smaller(cells: list[str], fails: Fails) -> list[str]:
    """The notebook with every cell and line left out that the failure does not need."""
    kind = _said(fails, cells)[:12]
    for number in reversed(range(len(cells))):
        fewer = [*cells[:number], *cells[number + 1 :]]
        if _said(fails, fewer)[:12] == kind:
            cells = fewer
    for number in reversed(range(len(cells))):
        lines = cells[number].splitlines()
        for line in reversed(range(len(lines))):
            shorter = [*lines[:line], *lines[line + 1 :]]
            trial = [*cells[:number], "\n".join(shorter), *cells[number + 1 :]]
            if _said(fails, trial)[:12] == kind:
                lines, cells = shorter, trial
    return cells


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    options = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, most))
    tally, failed = Tally(), 0
    for seed in range(options.seed, options.seed + options.count):
        for cells, fails in (
            (Author(Random(seed)).notebook(), notebook_fails),
            ([Writer(Random(seed)).program()], program_fails),
        ):
            said = _said(fails(seed, tally), cells)
            if said:
                failed += 1
                if failed <= _SHOWN:
                    print(f"Seed {seed}: {said}", flush=True)
                    print(shown(smaller(cells, fails(seed, Tally()))), flush=True)
    _report(options.count, failed, tally)
    return 1 if failed else 0


def _report(count: int, failed: int, tally: Tally) -> None:
    print(f"{count} notebooks and {count} programs, {failed} failed.")
    for way in tally.ways:
        refused = Counter({s: n for (w, s), n in tally.refused.items() if w == way})
        print(f"{way}: {tally.ways[way]} asked for, {tally.done[way]} functions, refused:")
        for slug, times in refused.most_common():
            print(f"  {times:7}  {slug}")


if __name__ == "__main__":
    sys.exit(main())
