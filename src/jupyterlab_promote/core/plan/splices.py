"""Exact changes to a text: what stands between two places is replaced, all else keeps its bytes."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..lines import end_of, lines_of, without_end
from ..model import Span

Place = tuple[int, int]  # line from 1, UTF-8 bytes from 0: what ast calls lineno and col_offset


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """`text` stands in cell `cell` for what is between `start` (in) and `end` (out)."""

    cell: int
    start: Place
    end: Place
    text: str


def place_of(node: ast.expr | ast.stmt | ast.arg) -> tuple[Place, Place]:
    """Where a node begins and ends."""
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)


def replacing(cell: int, node: ast.expr | ast.stmt | ast.arg, text: str) -> Splice:
    """`text` in the place of `node`."""
    return Splice(cell, *place_of(node), text)


def spliced(source: str, splices: Iterable[Splice]) -> str:
    """The source with every splice made. Splices do not overlap; an equal one counts once."""
    lines = lines_of(source)
    text, done = [], (1, 0)
    for splice in sorted(set(splices)):
        text.append(between(lines, done, splice.start))
        text.append(splice.text)
        done = splice.end
    text.append(between(lines, done, (len(lines) + 1, 0)))
    return "".join(text)


def between(lines: Sequence[str], start: Place, end: Place) -> str:
    """What stands from `start` up to `end`."""
    (first, left), (last, right) = start, end
    if first > len(lines) or end <= start:
        return ""
    if last > len(lines):
        return cut(lines[first - 1], left, None) + "".join(lines[first:])
    if first == last:
        return cut(lines[first - 1], left, right)
    middle = "".join(lines[first : last - 1])
    return cut(lines[first - 1], left, None) + middle + cut(lines[last - 1], 0, right)


def cut(line: str, left: int, right: int | None) -> str:
    """A part of a line, measured in UTF-8 bytes."""
    if line.isascii():
        return line[left:right]
    return line.encode("utf-8", "surrogatepass")[left:right].decode("utf-8", "surrogatepass")


def part(source: str, span: Span, splices: Iterable[Splice] = ()) -> str:
    """Whole lines of a cell's source, with the splices that fall into them; no line end at the end."""
    lines = lines_of(source)
    inside = [s for s in splices if s.cell == span.cell and span.first <= s.start[0] <= span.last]
    above = span.first - 1
    text = "".join(lines[span.first - 1 : span.last])
    moved = [
        Splice(s.cell, (s.start[0] - above, s.start[1]), (s.end[0] - above, s.end[1]), s.text)
        for s in inside
    ]
    changed = spliced(text, moved)
    *_, last = ("", *lines_of(changed))
    return changed.removesuffix(end_of(last))


def with_newlines(text: str) -> str:
    r"""The text with "\n" at every line's end, as generated code has it before it is written."""
    return "".join(without_end(line) + "\n" * bool(end_of(line)) for line in lines_of(text))
