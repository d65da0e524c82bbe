"""Other tools on the same code; where one fails, the row says so.

Their environment has what the code imports, as a person's has: rope looks into it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from . import notebooks
from .engine import extractions, step
from .measuring import Row, process_seconds

PEER = Path(__file__).with_name("peer.py")
PROMOTE = Path(sys.executable).with_name("jupyter-promote")
TURNS = 3


def rows(python: Path) -> Iterator[Row]:
    """`python` is the peers' interpreter."""
    ours = extractions()
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "script.py")
        script.write_text(notebooks.script())
        for tool, bar in (("rope", 20), ("jedi", 5)):
            yield from _extraction(python, tool, script, ours, bar)
        whole = _whole(Path(folder))
        yield _rope_notebook(python, script, whole)
        yield _nbrefactor(python, Path(folder), whole)


def _extraction(
    python: Path, tool: str, script: Path, ours: tuple[float, float], bar: float
) -> Iterator[Row]:
    command = [str(python), str(PEER), tool, str(script), *map(str, step())]
    done = subprocess.run(command, capture_output=True, text=True)
    theirs = json.loads(done.stdout) if done.returncode == 0 else (None, None)
    note = _last_line(done.stderr) if done.returncode else ""
    for when, mine, other in zip(("cold", "the notebook open"), ours, theirs, strict=True):
        yield Row(f"extraction of one step, {when}", tool, mine, other, bar, faster=True, note=note)


def _whole(folder: Path) -> float:
    """`jupyter promote apply --all`, from the process' start to its end."""
    times = []
    for turn in range(TURNS):
        place = folder / f"ours{turn}"
        place.mkdir()
        notebook = place / "Untitled.ipynb"
        notebook.write_bytes(notebooks.EXAMPLE.read_bytes())
        command = [str(PROMOTE), "apply", str(notebook), "--all", "--into", str(place / "churn")]
        times.append(process_seconds(command))
    return min(times)


def _rope_notebook(python: Path, script: Path, whole: float) -> Row:
    command = [str(python), str(PEER), "rope-notebook", str(script), json.dumps(_cell_lines())]
    theirs = min(process_seconds(command) for _ in range(TURNS))
    said = json.loads(subprocess.check_output(command))
    note = f"rope fails on {said['failed']} of {said['of']} cells" if said["failed"] else ""
    what = "whole notebook, as a process"
    return Row(what, "rope, every cell", whole, theirs, 10, faster=True, note=note)


def _nbrefactor(python: Path, folder: Path, whole: float) -> Row:
    row = Row("whole notebook, as a process", "nbrefactor", whole, None, 2, faster=True)
    command = [str(python.with_name("jupyter-nbrefactor")), str(notebooks.EXAMPLE)]
    try:
        times = [process_seconds([*command, str(folder / f"nb{turn}")]) for turn in range(TURNS)]
    except subprocess.CalledProcessError as error:
        return replace(row, note=_last_line(error.stderr.decode()))
    return replace(row, reference=min(times))


def _cell_lines() -> list[tuple[int, int]]:
    """First and last line of every cell in the script."""
    runs, line = [], 1
    for source in notebooks.example():
        count = len(source.rstrip().split("\n"))
        runs.append((line, line + count - 1))
        line += count + 1
    return runs


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["it failed"])[-1][:100]
