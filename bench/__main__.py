"""Measures, prints the table as it grows, and writes it as a page: `python -m bench [--write FILE]`."""

from __future__ import annotations

import argparse
import compileall
from collections.abc import Iterator
from pathlib import Path

import jupyterlab_promote

from . import browser, doors, engine, growth, instructions, peers
from .measuring import Row
from .page import line, page


def measured(python: Path | None, points: list[growth.Point]) -> Iterator[Row]:
    yield from engine.rows()
    yield from instructions.rows()
    if python:
        yield from peers.rows(python)
    yield from doors.rows()
    yield from browser.rows()
    yield from growth.rows(points)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--peers", type=Path, help="the Python that has rope, jedi and nbrefactor")
    parser.add_argument("--write", type=Path, help="a Markdown page to write")
    options = parser.parse_args()
    compileall.compile_dir(Path(jupyterlab_promote.__file__).parent, quiet=1)  # as pip does
    points, rows = growth.curve(), []
    for row in measured(options.peers, points):
        print(line(row), flush=True)
        rows.append(row)
    if options.write:
        options.write.write_text(page(rows, points), "utf-8")


if __name__ == "__main__":
    main()
