"""What a person wrote around a statement: the headings, comments and gaps that tell where a thought begins."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from ..analysis.analyse import Analysis
from ..analysis.bare import Bare
from ..analysis.cells import read_cell
from ..model import Cell

# A paragraph begins with a blank line and a comment.
Gap = Literal["heading", "text", "cell", "paragraph", "comment", "blank", "none"]

_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_BOLD_LINE = re.compile(r"^\s*(?:\*\*|__)(.+?)(?:\*\*|__)\s*:?\s*$")
_HTML = re.compile(r"<[^>\n]+>")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands above a statement.

    gap      what separates it from the statement before
    comment  its own comment, without the hashes
    heading  the heading directly above its cell, where the statement is the first of the cell
    text     the first paragraph of prose between that heading and the cell
    """

    gap: Gap
    comment: str = ""
    heading: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Prose:
    heading: str = ""
    text: str = ""


def surroundings_of(analysis: Analysis) -> tuple[Surroundings, ...]:
    """The surroundings of each statement of a notebook, in the order of its statements."""
    prose = _prose_before_cells(analysis.notebook.cells)
    return tuple(
        place
        for cell in analysis.notebook.cells
        if cell.kind == "code"
        for place in _places_in(cell.source, prose.get(cell.index, _Prose()))
    )


@lru_cache(maxsize=20_000)
def _places_in(source: str, above: _Prose) -> tuple[Surroundings, ...]:
    """The surroundings of each statement of one cell."""
    lines = source.splitlines()
    found: list[Surroundings] = []
    previous: Bare | None = None
    for statement in read_cell(source).statements:
        comment = comments_in(lines[statement.lead - 1 : statement.first - 1])
        if previous is None:
            place = Surroundings(_gap_above(above), comment, above.heading, above.text)
        else:
            place = _below(
                previous, found[-1], Surroundings(_gap(previous, statement, comment), comment)
            )
        found.append(place)
        previous = statement
    return tuple(found)


def _gap_above(above: _Prose) -> Gap:
    if above.heading:
        return "heading"
    return "text" if above.text else "cell"


def _below(previous: Bare, above: Surroundings, place: Surroundings) -> Surroundings:
    """What is written above a cell's imports is about the code below them."""
    if previous.kind not in ("import", "magic"):
        return place
    return replace(above, comment=place.comment or above.comment)


def _gap(previous: Bare, statement: Bare, comment: str) -> Gap:
    parted = statement.lead > previous.last + 1
    if comment:
        return "paragraph" if parted else "comment"
    return "blank" if parted else "none"


def _prose_before_cells(cells: Sequence[Cell]) -> dict[int, _Prose]:
    """The last heading and the prose after it that stand between each code cell and the code cell before it."""
    found: dict[int, _Prose] = {}
    above = _Prose()
    for cell in cells:
        if cell.kind == "code":
            if cell.source.strip():
                found[cell.index] = above
                above = _Prose()
        elif cell.kind == "markdown":
            read = _read_markdown(cell.source)
            above = read if read.heading else _Prose(above.heading, above.text or read.text)
    return found


@lru_cache(maxsize=20_000)
def _read_markdown(source: str) -> _Prose:
    heading, text = "", ""
    fenced = False
    for line in source.splitlines():
        if line.lstrip().startswith(("```", "~~~", "$$")):
            fenced = not fenced
            continue
        if fenced:
            continue
        title = _HEADING.match(line) or _BOLD_LINE.match(line)
        if title:
            heading, text = _HTML.sub("", title.group(title.lastindex or 1)).strip(), ""
        elif line.strip() and not text:
            text = _HTML.sub("", line).strip(" *_>-\t")
    return _Prose(heading, text)


def comments_in(lines: Sequence[str]) -> str:
    """The words of the lines that are comments; code that was commented out is no comment."""
    stripped = (line.strip() for line in lines)
    worded = (line.strip("#%-=*~_ \t!:") for line in stripped if line.startswith("#"))
    return "\n".join(line for line in worded if line and not _is_code(line))


def _is_code(text: str) -> bool:
    """Whether a comment is code that was switched off: `df.head()` is, `scaling` and `load data` are not."""
    if not any(mark in text for mark in "=()[]."):
        return False
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return text.endswith((":", "(", ",")) and "=" in text
    return not all(
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Name) for node in tree.body
    )
