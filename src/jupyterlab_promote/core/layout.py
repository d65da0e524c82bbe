"""Where a notebook's cells stand in its file, and what their members hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from json.decoder import JSONDecodeError
from typing import Any

from .errors import UnusableInput
from .json_text import exact, skip, value_at, walk_array, walk_object
from .model import CellKind

# Their values are looked at once, as they are passed, and not kept.
_LARGE = frozenset({"outputs", "attachments"})
_KINDS: Mapping[str, CellKind] = {"code": "code", "markdown": "markdown", "raw": "raw"}
_OLD_KINDS: Mapping[str, CellKind] = {**_KINDS, "heading": "markdown", "html": "markdown"}


@dataclass(frozen=True, slots=True)
class Member:
    """A value between two offsets of the text; integers are floats, large values are None."""

    start: int
    end: int
    value: Any


@dataclass(frozen=True, slots=True)
class Element:
    """A cell in the text; of members that stand twice the last counts, as for any JSON reader."""

    start: int
    end: int
    members: Mapping[str, Member]
    shows_error: bool

    def value(self, key: str) -> Any:
        """A member's value, None where there is no such member."""
        return self.members[key].value if key in self.members else None

    def source_key(self) -> str:
        """`source`, or `input` in the code cells of nbformat 3."""
        return "input" if "input" in self.members and "source" not in self.members else "source"


@dataclass(frozen=True, slots=True)
class CellArray:
    """A list of cells: between `[` before `start` and `]` at `end`."""

    start: int
    end: int
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A notebook's text and where its cells stand; nbformat 3 may have several lists of them."""

    text: str
    major: int
    minor: int
    metadata: Mapping[str, Any]
    arrays: tuple[CellArray, ...]

    def elements(self) -> Iterator[Element]:
        """All cells, in order."""
        for array in self.arrays:
            yield from array.elements

    def kind(self, element: Element) -> CellKind | None:
        """A cell's kind, None where the format knows no such cell."""
        kinds = _KINDS if self.major > 3 else _OLD_KINDS
        kind = element.value("cell_type")
        return kinds.get(kind) if isinstance(kind, str) else None


def layout_of(text: str, start: int) -> Layout:
    """The layout of a notebook's Latin-1 text from an offset on.

    Raises JSONDecodeError, RecursionError, and UnusableInput for JSON that is no notebook.
    """
    members: dict[str, Member] = {}
    arrays: dict[str, tuple[CellArray, ...]] = {}

    def visit(key: str, position: int) -> int:
        if key == "cells":
            array = _cell_array(text, position)
            arrays[key] = (array,)
            return array.end + 1
        if key == "worksheets":
            arrays[key], end = _worksheets(text, position)
            return end
        members[key] = _member(text, position)
        return members[key].end

    start = skip(text, start)
    if not text.startswith("{", start):
        value_at(text, start)
        raise _no_notebook("it is no object")
    end = skip(text, walk_object(text, start, visit))
    if end != len(text):
        raise JSONDecodeError("Extra data", text, end)
    major, minor = (_whole(members, key) for key in ("nbformat", "nbformat_minor"))
    found = arrays.get("cells" if major > 3 else "worksheets")
    if major < 0 or (found is None and 3 <= major <= 4):
        raise _no_notebook("it has no nbformat and cells")
    if not 3 <= major <= 4:
        sentence = f"is in notebook format {major}; save it in format 4, as JupyterLab does, first"
        raise UnusableInput("unsupported-version", sentence)
    metadata = members["metadata"].value if "metadata" in members else None
    return Layout(text, major, minor, metadata if isinstance(metadata, dict) else {}, found or ())


def _no_notebook(reason: str) -> UnusableInput:
    return UnusableInput("not-a-notebook", f"is not a notebook: {reason}")


def _whole(members: Mapping[str, Member], key: str) -> int:
    value = members[key].value if key in members else None
    return int(value) if isinstance(value, float) and value.is_integer() else -1


def _member(text: str, position: int) -> Member:
    value, end = value_at(text, position)
    if not text[position:end].isascii():
        value = exact(text, position, end)
    return Member(position, end, value)


def _worksheets(text: str, start: int) -> tuple[tuple[CellArray, ...], int]:
    arrays: list[CellArray] = []

    def member(key: str, position: int) -> int:
        if key != "cells":
            return value_at(text, position)[1]
        arrays.append(_cell_array(text, position))
        return arrays[-1].end + 1

    def sheet(position: int) -> int:
        if not text.startswith("{", position):
            raise _no_notebook("a worksheet is no object")
        return walk_object(text, position, member)

    if not text.startswith("[", start):
        raise _no_notebook("its worksheets are no list")
    end = walk_array(text, start, sheet)
    return tuple(arrays), end


def _cell_array(text: str, start: int) -> CellArray:
    elements: list[Element] = []

    def visit(position: int) -> int:
        if not text.startswith("{", position):
            value_at(text, position)  # a file that was cut short here is no JSON
            raise _no_notebook(f"its cell {len(elements) + 1} is no object")
        elements.append(_element(text, position))
        return elements[-1].end

    if not text.startswith("[", start):
        raise _no_notebook("its cells are no list")
    end = walk_array(text, start, visit)
    return CellArray(start + 1, end - 1, tuple(elements))


def _element(text: str, start: int) -> Element:
    members: dict[str, Member] = {}
    errors: dict[str, bool] = {}

    def visit(key: str, position: int) -> int:
        if key in _LARGE:
            value, end = value_at(text, position)
            errors[key] = _holds_error(value)
            members[key] = Member(position, end, None)
        else:
            members[key] = _member(text, position)
        return members[key].end

    end = walk_object(text, start, visit)
    return Element(start, end, members, errors.get("outputs", False))


def _holds_error(outputs: Any) -> bool:
    """Whether saved outputs hold an error: `error`, `pyerr` in nbformat 3."""
    if not isinstance(outputs, list):
        return False
    kinds = (output.get("output_type") for output in outputs if isinstance(output, dict))
    return any(kind in ("error", "pyerr") for kind in kinds)
