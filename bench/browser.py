"""In a real browser: from the click to the painted list, and whether typing waits for us."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from . import notebooks
from .measuring import Row

DRIVER = Path(__file__).parents[1] / "tests" / "ui" / "timings.js"
TURNS = 3
SIZES = {"hundred": 100, "hundred_cold": 100, "thousand": 1000, "thousand_cold": 1000}


def rows() -> Iterator[Row]:
    """Time on the wall, the smallest of several: other load than our own only ever adds."""
    with tempfile.TemporaryDirectory() as folder:
        _write_notebooks(Path(folder))
        command = ["node", str(DRIVER), folder, str(TURNS)]
        done = subprocess.run(command, capture_output=True, check=True, text=True)
    took = json.loads(done.stdout)
    click, cold = "from the click to the painted list", "clicked as soon as it is open"
    base, second = "an empty authenticated request + 150 ms", "1 s"
    bar = took["empty"] + 0.15
    yield Row(f"{click}, 100 cells, in the browser", base, took["hundred"], bar, 1)
    yield Row(f"{click}, 100 cells, {cold}", base, took["hundred_cold"], bar, 1)
    yield Row(f"{click}, 1,000 cells, in the browser", second, took["thousand"], 1.0, 1)
    yield Row(f"{click}, 1,000 cells, {cold}", second, took["thousand_cold"], 1.0, 1)
    what = "longest frame while typing in 1,000 cells, the panel open"
    yield Row(what, "the panel closed", took["open"], took["closed"], 1.5)


def _write_notebooks(folder: Path) -> None:
    (folder / "warm-up.ipynb").write_bytes(notebooks.document(notebooks.cells(40, "warm")))
    for name, size in SIZES.items():
        for turn in range(TURNS):
            sources = notebooks.cells(size, f"{name}{turn}x")
            (folder / f"{name}-{turn}.ipynb").write_bytes(notebooks.document(sources))
