"""Instructions counted by valgrind's callgrind: the same on every run, whatever else the machine does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace

from .measuring import Row

_COUNT = re.compile(r"Collected : (\d+)")


def rows() -> Iterator[Row]:
    """The rows of the engine again; not measured where valgrind is missing."""
    cold = Row(
        "analysis + proposals, cold, 50 cells, counted",
        "libcst.parse_module of the cells",
        None,
        None,
        3,
        unit="M instructions",
    )
    edited = replace(
        cold,
        what="the same after an edit, 1,000 cells, counted",
        reference_is="the same, cold",
        bar=0.05,
    )
    if shutil.which("valgrind") is None:
        yield from (replace(row, note="valgrind is not installed") for row in (cold, edited))
        return
    before = _millions("ready")
    yield replace(cold, ours=_millions("ours") - before, reference=_millions("parser") - before)
    whole = _millions("cold")
    yield replace(edited, ours=_millions("edited") - whole, reference=whole - before)


def _millions(work: str) -> float:
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", sys.executable]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        [*command, "-m", "bench.instructions", work],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
    )
    found = _COUNT.search(done.stderr)
    assert found is not None, done.stderr
    return int(found[1]) / 1e6


def main(work: str) -> None:
    import libcst

    from jupyterlab_promote.core.magics import mask

    from . import notebooks
    from .engine import proposed

    fifty, thousand = notebooks.cells(50, "some"), notebooks.cells(1000, "many")
    masked = [mask(source).text for source in fifty]
    proposed(notebooks.cells(50, "warm"))
    libcst.parse_module("warm = 1\n")

    def edit() -> None:
        proposed(thousand)
        thousand[500] += "\nedited = 1"
        proposed(thousand)

    works: dict[str, Callable[[], object]] = {
        "ready": lambda: None,
        "ours": lambda: proposed(fifty),
        "parser": lambda: [libcst.parse_module(text) for text in masked],
        "cold": lambda: proposed(thousand),
        "edited": edit,
    }
    works[work]()


if __name__ == "__main__":
    main(sys.argv[1])
