"""Cells and sources printed as the rest of their notebook's file is printed."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .json_text import skip, value_at, walk_array, walk_object
from .layout import CellArray, Element, Layout

_ESCAPED = re.compile(r"\\u(?!00[01])[0-9a-fA-F]{4}")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Style:
    """What stands between the tokens of a cell: white space, and commas with theirs.

    `opening`, `between` and `closing` belong to the cell's object, `line_…` to its list of lines.
    """

    opening: str
    between: str
    closing: str
    colon: str
    line_opening: str
    line_between: str
    line_closing: str
    keys: tuple[str, ...]
    as_lines: bool
    ascii_only: bool
    before_cell: str = "\n  "  # in a list that has no cells yet
    after_cells: str = "\n "


def style_of(layout: Layout, array: CellArray) -> Style:
    """The style of a list of cells, taken from its first code cell; nbformat's own where it is empty."""
    text = layout.text
    ascii_only = text.isascii() and _ESCAPED.search(text) is not None
    code = (element for element in array.elements if layout.kind(element) == "code")
    model = next(code, next(iter(array.elements), None))
    if model is None:
        lines = ("\n    ", ",\n    ", "\n   ")
        return Style("\n   ", ",\n   ", "\n  ", ": ", *lines, (), True, ascii_only)
    opening, between, closing, colon = _object_style(text, model)
    lines, as_lines = _lines_style(text, array.elements, (opening, between, closing))
    return Style(
        opening, between, closing, colon, *lines, tuple(model.members), as_lines, ascii_only
    )


def _object_style(text: str, element: Element) -> tuple[str, str, str, str]:
    spans: list[tuple[int, int]] = []
    colons: list[str] = []

    def visit(key: str, position: int) -> int:
        colons.append(_before(text, position))
        end = value_at(text, position)[1]
        spans.append((position, end))
        return end

    walk_object(text, element.start, visit)
    opening = text[element.start + 1 : skip(text, element.start + 1)]
    closing = _before(text, element.end - 1)
    between = "," + opening if opening else ", "
    if len(spans) > 1:
        comma = skip(text, spans[0][1]) + 1
        between = f",{text[comma:skip(text, comma)]}"
    return opening, between, closing, f":{colons[0]}" if colons else ": "


def _before(text: str, position: int) -> str:
    """The white space before an offset."""
    start = position
    while start and text[start - 1] in " \t\r\n":
        start -= 1
    return text[start:position]


def _lines_style(
    text: str, elements: Iterable[Element], around: tuple[str, str, str]
) -> tuple[tuple[str, str, str], bool]:
    """What stands around and between lines, and whether sources are lists of lines at all."""
    opening, between, closing = around
    unit = opening[len(closing) :]
    found = (opening + unit, f",{opening}{unit}" if opening else between, opening)
    as_lines: bool | None = None
    best = 0
    for element in elements:
        source = element.members.get(element.source_key())
        if source is None or source.value is None:
            continue
        if as_lines is None or (isinstance(source.value, list) and source.value):
            as_lines = isinstance(source.value, list)
        if isinstance(source.value, list) and min(len(source.value), 2) > best:
            best = min(len(source.value), 2)
            found = _list_style(text, source.start, found)
        if best == 2:
            break
    return found, as_lines is not False


def _list_style(text: str, start: int, default: tuple[str, str, str]) -> tuple[str, str, str]:
    ends: list[int] = []

    def visit(position: int) -> int:
        ends.append(value_at(text, position)[1])
        return ends[-1]

    end = walk_array(text, start, visit)
    opening = text[start + 1 : skip(text, start + 1)]
    between = f",{opening}" if opening else default[1]
    if len(ends) > 1:
        comma = skip(text, ends[0]) + 1
        between = f",{text[comma:skip(text, comma)]}"
    return opening, between, _before(text, end - 1)


def printed_source(style: Style, source: str, as_lines: bool) -> str:
    """A source as JSON, in Latin-1, a list of lines or a string as `as_lines` says."""
    if not as_lines:
        return _printed(source, style.ascii_only)
    # Lines as notebooks have them: with their "\n", and "\r" is no line end.
    lines = [_printed(line, style.ascii_only) for line in io.StringIO(source, newline="\n")]
    if not lines:
        return "[]"
    return f"[{style.line_opening}{style.line_between.join(lines)}{style.line_closing}]"


def printed_cell(style: Style, members: Mapping[str, Any], source_key: str, source: str) -> str:
    """A new cell as JSON, in Latin-1, its members in the order that the file's own cells have."""
    values = {key: json.dumps(value) for key, value in members.items()}
    values[source_key] = printed_source(style, source, style.as_lines)
    order = [key for key in style.keys if key in values]
    order += [key for key in sorted(values) if key not in order]
    printed = style.between.join(f'"{key}"{style.colon}{values[key]}' for key in order)
    return f"{{{style.opening}{printed}{style.closing}}}"


def _printed(text: str, ascii_only: bool) -> str:
    printed = json.dumps(text, ensure_ascii=ascii_only)
    # A lone surrogate has no bytes in UTF-8: it is written as it was read, as an escape.
    printed = _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", printed)
    return printed.encode("utf-8").decode("latin-1")
