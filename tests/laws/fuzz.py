"""The long run: `make fuzz N=10000` writes N notebooks and N programs from seeds, and counts.

Prints how many moves were tried, what was refused and why, and each failure with its seed, made
smaller line by line as long as it fails. Exit status 1 where anything failed.
"""

from __future__ import annotations

import argparse
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from random import Random

from jupyterlab_promote.core.model import Refusal

from .escaping import Escaper, EscapingAuthor
from .extracting import difference, runs
from .notebooks import LIBRARY, Author
from .on_disk import difference_on_disk
from .programs import Writer
from .promoting import Tally, failures, shown
from .running import outcome

_SECONDS = 30  # of this process's own time, for one notebook in all ways
_SECONDS_TO_FAIL = 1  # where a failure is made smaller: a loop that lost its end runs that long
_SECONDS_TO_SHRINK = 60
_BYTES = 4 << 30
_TOLD = 250
_IN_KERNELS = 100
_WRITERS = ((Author, Writer), (Author, Writer), (EscapingAuthor, Escaper))  # by seed, in turn
_TRIES = 4
Fails = Callable[[Sequence[str]], str]
Law = Callable[[int, Tally], Fails]


class _TooLong(Exception):
    pass


def _stop(*_: object) -> None:
    raise _TooLong


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _said(fails: Fails, cells: Sequence[str], seconds: float = _SECONDS) -> str:
    """What fails, or nothing; whatever escapes is a failure, too."""
    try:
        with _limited(seconds):
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
                    shown_lines = "\n".join(source.splitlines()[first - 1 : last])
                    tally.refuse("in a cell", found, f"seed {seed}\n{shown_lines}\n")
                elif found:
                    return f"cell {number}, lines {first} to {last}: {found}"
                else:
                    tally.done["in a cell", "extract"] += 1
        return ""

    return fails


def on_disk_fails(seed: int, tally: Tally) -> Fails:
    """What real kernels do otherwise, or what undo leaves behind."""
    tally.ways["on disk, in kernels"] += 1
    return difference_on_disk


def smaller(cells: list[str], law: Law, seed: int) -> list[str]:
    """The notebook with every cell and line left out that the failure does not need.

    What is asked for is drawn anew for each try, so a few seeds are tried, until nothing more goes.
    """
    kind = _said(law(seed, Tally()), cells)[:12]

    end = time.process_time() + _SECONDS_TO_SHRINK

    def still_fails(cells: Sequence[str]) -> bool:
        if time.process_time() > end:
            return False
        tries = (law(seed + more, Tally()) for more in range(_TRIES))
        return any(_said(fails, cells, _SECONDS_TO_FAIL)[:12] == kind for fails in tries)

    before: list[str] = []
    while before != cells:
        before = cells
        for number in reversed(range(len(cells))):
            fewer = [*cells[:number], *cells[number + 1 :]]
            if still_fails(fewer):
                cells = fewer
        for number in reversed(range(len(cells))):
            lines = cells[number].splitlines()
            for line in reversed(range(len(lines))):
                shorter = [*lines[:line], *lines[line + 1 :]]
                trial = [*cells[:number], "\n".join(shorter), *cells[number + 1 :]]
                if still_fails(trial):
                    lines, cells = shorter, trial
    return cells


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--shrink", type=int, default=5, help="how many failures to make smaller")
    options = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, most))
    tally, failed = Tally(), 0
    for seed in range(options.seed, options.seed + options.count):
        author, writer = _WRITERS[seed % len(_WRITERS)]
        notebook = author(Random(seed)).notebook()
        laws = [(notebook, notebook_fails), ([writer(Random(seed)).program()], program_fails)]
        if seed % _IN_KERNELS == 0:
            laws.append((notebook, on_disk_fails))
        for cells, law in laws:
            said = _said(law(seed, tally), cells)
            if said:
                failed += 1
                print(f"Seed {seed}: {said}", flush=True)
                if failed <= options.shrink:
                    print(shown(smaller(cells, law, seed)), flush=True)
        done = seed + 1 - options.seed
        if done % _TOLD == 0:
            print(f"{done} of each, {failed} failed.", flush=True)
    _report(options.count, failed, tally)
    return 1 if failed else 0


def _report(count: int, failed: int, tally: Tally) -> None:
    print(f"{count} notebooks and {count} programs, {failed} failed.")
    for way in tally.ways:
        done = ", ".join(f"{n} {rule}" for (w, rule), n in sorted(tally.done.items()) if w == way)
        refused = Counter({s: n for (w, s), n in tally.refused.items() if w == way})
        print(f"{way}: {tally.ways[way]} asked for; done: {done or 'nothing'}; refused:")
        for slug, times in refused.most_common():
            print(f"  {times:7}  {slug}")
    print("The first refusal of each kind:")
    for slug, example in sorted(tally.examples.items()):
        print(f"{slug}: {example}")


if __name__ == "__main__":
    sys.exit(main())
