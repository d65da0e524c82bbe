"""The measurements as a page of Markdown."""

from __future__ import annotations

import platform
from collections.abc import Sequence

from .growth import Point
from .measuring import Row

HEAD = """# Performance

`make bench` measures this and writes this page. Every figure is a ratio within one run: processor
time of both sides in turns on the same machine, in the browser time on the wall, the smallest of several. The last run used Python {python}.

| what | against | ours | theirs | ratio | bar | |
|---|---|---:|---:|---:|---:|---|
"""
CURVE = """
## As notebooks grow

Analysis and proposals, cold, each size in a process of its own; memory is what Python allocated for it, at most.

| cells | ms | ms a cell | MB |
|---:|---:|---:|---:|
"""


def page(rows: Sequence[Row], points: Sequence[Point]) -> str:
    curve = "".join(
        f"| {p.cells:,} | {p.seconds * 1000:,.1f} | {p.seconds * 1000 / p.cells:.2f} | {p.megabytes:.1f} |\n"
        for p in points
    )
    return (
        HEAD.format(python=platform.python_version())
        + "".join(map(_table_row, rows))
        + CURVE
        + curve
    )


def line(row: Row) -> str:
    """A row as a line for the terminal."""
    what = f"{row.what} / {row.reference_is}"
    return f"{what:<84} {_ratio(row):>8} {_bar(row):>8}  {_met(row)}  {row.note}"


def _table_row(row: Row) -> str:
    said = " ".join(filter(None, [_met(row), row.note]))
    ours, theirs = (_amount(value, row.unit) for value in (row.ours, row.reference))
    return f"| {row.what} | {row.reference_is} | {ours} | {theirs} | {_ratio(row)} | {_bar(row)} | {said} |\n"


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return f"{value * 1000:,.1f} ms" if unit == "ms" else f"{value:,.1f} {unit}"


def _ratio(row: Row) -> str:
    return "–" if row.ratio is None else f"{row.ratio:.2f} x"


def _bar(row: Row) -> str:
    return f"{'≥' if row.faster else '≤'} {row.bar:g} x"


def _met(row: Row) -> str:
    return {True: "met", False: "missed", None: "not measured"}[row.met]
