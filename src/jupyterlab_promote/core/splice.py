"""Edits spliced into a notebook's own text: everything else stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .cell_text import Style, printed_cell, printed_source, style_of
from .errors import Defect
from .json_text import skip
from .layout import CellArray, Element, Layout
from .model import InsertCell

_VALID_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Changes:
    """Edits by the index that cells had: new sources, cells to leave out, cells to put before."""

    replaced: Mapping[int, str]
    removed: frozenset[int]
    inserted: Mapping[int, Sequence[InsertCell]]


@dataclass(frozen=True, slots=True)
class _Item:
    """A cell's text with the comma and white space that stand before it unless it comes first."""

    gap: str
    text: str


def spliced(layout: Layout, ids: set[str], changes: Changes) -> str:
    """The notebook's new text; `ids` are those that new cells can't have."""
    ids = set(ids)
    pieces: list[str] = []
    position = first = 0
    for array in layout.arrays:
        pieces += layout.text[position : array.start], _array_text(
            layout, array, first, ids, changes
        )
        position, first = array.end, first + len(array.elements)
    return "".join([*pieces, layout.text[position:]])


def unused(name: str, taken: set[str]) -> str:
    """The name, or where it is taken the name with a number."""
    number, found = 2, name
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found


def _array_text(
    layout: Layout, array: CellArray, first: int, ids: set[str], changes: Changes
) -> str:
    text, style = layout.text, style_of(layout, array)
    opening = text[array.start : skip(text, array.start)] if array.elements else style.before_cell
    items: list[_Item] = []
    for index, element in enumerate(array.elements, first):
        items += _new_cells(layout, style, changes.inserted.get(index, ()), opening, ids)
        if index not in changes.removed:
            gap = _gap(text, array, index - first, opening)
            items.append(_Item(gap, _cell_text(text, style, element, changes.replaced.get(index))))
    if array is layout.arrays[-1]:
        end = changes.inserted.get(first + len(array.elements), ())
        items += _new_cells(layout, style, end, opening, ids)
    if not items:
        return text[array.start : array.end] if not array.elements else ""
    tail = text[array.elements[-1].end : array.end] if array.elements else style.after_cells
    rest = "".join(f"{item.gap}{item.text}" for item in items[1:])
    return f"{opening}{items[0].text}{rest}{tail}"


def _gap(text: str, array: CellArray, number: int, opening: str) -> str:
    if number == 0:
        return f",{opening}"
    return text[array.elements[number - 1].end : array.elements[number].start]


def _cell_text(text: str, style: Style, element: Element, source: str | None) -> str:
    if source is None:
        return text[element.start : element.end]
    member = element.members.get(element.source_key())
    if member is None:
        raise Defect("edits-contradict", "a cell without a source is edited")
    printed = printed_source(style, source, as_lines=isinstance(member.value, list))
    return f"{text[element.start : member.start]}{printed}{text[member.end : element.end]}"


def _new_cells(
    layout: Layout, style: Style, edits: Sequence[InsertCell], opening: str, ids: set[str]
) -> list[_Item]:
    return [_Item(f",{opening}", _new_cell(layout, style, edit, ids)) for edit in edits]


def _new_cell(layout: Layout, style: Style, edit: InsertCell, ids: set[str]) -> str:
    """A code cell that never ran, with an id where the format has ids."""
    members: dict[str, Any] = {"cell_type": "code", "metadata": {}, "outputs": []}
    if layout.major == 3:
        members |= {"collapsed": False, "language": "python"}
        return printed_cell(style, members, "input", edit.source)
    members["execution_count"] = None
    if (layout.major, layout.minor) >= (4, 5):
        members["id"] = unused(edit.cell if _VALID_ID.fullmatch(edit.cell) else "promoted", ids)
        ids.add(members["id"])
    return printed_cell(style, members, "source", edit.source)
