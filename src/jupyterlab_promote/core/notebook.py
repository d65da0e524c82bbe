"""Notebooks read from bytes and written back, byte for byte where nothing is edited.

Nothing is decoded and encoded again: an edit is a splice into the file's own text. An edited cell
keeps its outputs and its execution count, since what it displays it still displays.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Sequence
from json.decoder import JSONDecodeError
from typing import Any

from .errors import Defect, Stale, UnusableInput
from .layout import Element, Layout, layout_of
from .model import Cell, CellEdit, InsertCell, Notebook, ReplaceCell
from .splice import Changes, spliced, unused

_BOM = codecs.BOM_UTF8


def read(data: bytes, path: str) -> Notebook:
    """The notebook that a file holds: nbformat 3 or 4 in UTF-8, with or without a byte order mark.

    A cell without an id of its own, or with one that an earlier cell has, is called `cell-<index>`.
    Raises UnusableInput: bad-encoding, not-json, not-a-notebook, unsupported-version, other-language.
    """
    layout = _layout(data, path)
    language, kernel = _language(layout)
    if not language.startswith(("python", "ipython")):
        sentence = f"{path} is a notebook in {language}; only Python notebooks can be promoted"
        raise UnusableInput("other-language", sentence, path)
    fingerprint = hashlib.sha256(data).hexdigest()
    return Notebook(path, _cells(layout, path), fingerprint, "python", kernel, data)


def write(notebook: Notebook, edits: Sequence[CellEdit]) -> bytes:
    """The notebook's bytes with the edits made; without edits, the very bytes that were read.

    Raises Stale where a cell is not what an edit says it was, Defect where edits contradict each other
    or what was written does not read as it should.
    """
    if not edits:
        return notebook.data
    changes = _changes(notebook, edits)
    layout = _layout(notebook.data, notebook.path)
    after = spliced(layout, {cell.id for cell in notebook.cells}, changes).encode("latin-1")
    _prove(notebook, changes, after)
    return after


def _layout(data: bytes, path: str) -> Layout:
    try:
        if not data.isascii():
            _validate_utf8(data)
        return layout_of(data.decode("latin-1"), len(_BOM) if data.startswith(_BOM) else 0)
    except UnicodeDecodeError as error:
        sentence = f"{path} is not text in UTF-8: {error.reason} at byte {error.start}"
        raise UnusableInput("bad-encoding", sentence, path) from None
    except JSONDecodeError as error:
        sentence = f"{path} is not JSON: {error.msg} in line {error.lineno}, column {error.colno}"
        raise UnusableInput("not-json", sentence, path) from None
    except RecursionError:
        raise UnusableInput("not-json", f"{path} is nested too deeply", path) from None
    except UnusableInput as error:
        raise UnusableInput(error.slug, f"{path} {error.message}", path) from None


def _validate_utf8(data: bytes) -> None:
    """In pieces, so that a large file is not held a third time, and perhaps four times as wide."""
    decoder, size = codecs.getincrementaldecoder("utf-8")(), 1 << 20
    for start in range(0, len(data), size):
        decoder.decode(data[start : start + size], final=start + size >= len(data))


def _language(layout: Layout) -> tuple[str, str]:
    """The language in lower case, `python` where the file does not say, and the kernel's name."""
    spec, info = (_object(layout.metadata.get(key)) for key in ("kernelspec", "language_info"))
    says = [spec.get("language"), info.get("name")]
    if layout.major == 3:
        says += [element.value("language") for element in layout.elements()]
    language = next((name for name in says if isinstance(name, str) and name), "python")
    kernel = spec.get("name")
    return language.lower(), kernel if isinstance(kernel, str) else ""


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _cells(layout: Layout, path: str) -> tuple[Cell, ...]:
    elements = tuple(layout.elements())
    ids = _ids(elements)
    return tuple(
        _cell(layout, element, ids[index], index, path) for index, element in enumerate(elements)
    )


def _ids(elements: Sequence[Element]) -> list[str]:
    own = [name if isinstance(name := element.value("id"), str) else "" for element in elements]
    taken, seen = set(own), set[str]()
    for index, name in enumerate(own):
        if not name or name in seen:
            own[index] = unused(f"cell-{index}", taken)
            taken.add(own[index])
        seen.add(name)
    return own


def _cell(layout: Layout, element: Element, name: str, index: int, path: str) -> Cell:
    kind, source = layout.kind(element), element.value(element.source_key())
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if kind is None or not isinstance(source, str | None):
        sentence = f"{path} is not a notebook: cell {index + 1} has no known type or no text"
        raise UnusableInput("not-a-notebook", sentence, path)
    if element.value("cell_type") == "heading":
        level = _whole(element.value("level"))
        source = f"{'#' * (level if level and 1 <= level <= 6 else 1)} {source}"
    count = _whole(element.value("prompt_number" if layout.major == 3 else "execution_count"))
    return Cell(name, index, kind, source or "", _tags(element), count, element.shows_error)


def _whole(value: Any) -> int | None:
    return int(value) if isinstance(value, float) and value.is_integer() else None


def _tags(element: Element) -> tuple[str, ...]:
    tags = _object(element.value("metadata")).get("tags")
    return tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ()


def _changes(notebook: Notebook, edits: Sequence[CellEdit]) -> Changes:
    """The edits by index; every edit's cell is there, is what the edit says it was, and is edited once."""
    cells = {cell.id: cell for cell in notebook.cells}
    replaced: dict[int, str] = {}
    removed: set[int] = set()
    inserted: dict[int, list[InsertCell]] = {}
    for edit in edits:
        if isinstance(edit, InsertCell):
            if not 0 <= edit.index <= len(cells):
                raise Defect(
                    "edits-contradict", f"no cell can be put at {edit.index}", notebook.path
                )
            inserted.setdefault(edit.index, []).append(edit)
            continue
        cell = cells.get(edit.cell)
        if cell is None or cell.source != edit.before:
            sentence = f"cell {edit.cell} of {notebook.path} is not what the plan was made for"
            raise Stale("cell-changed", sentence, notebook.path)
        if cell.index in replaced or cell.index in removed:
            raise Defect("edits-contradict", f"cell {edit.cell} is edited twice", notebook.path)
        if isinstance(edit, ReplaceCell):
            replaced[cell.index] = edit.after
        else:
            removed.add(cell.index)
    return Changes(replaced, frozenset(removed), inserted)


def _prove(notebook: Notebook, changes: Changes, data: bytes) -> None:
    """What was written reads as the cells that the edits ask for."""
    expected: list[tuple[str, str]] = []
    for index in range(len(notebook.cells) + 1):
        expected += [("code", edit.source) for edit in changes.inserted.get(index, ())]
        if index < len(notebook.cells) and index not in changes.removed:
            cell = notebook.cells[index]
            expected.append((cell.kind, changes.replaced.get(index, cell.source)))
    cells = _cells(_layout(data, notebook.path), notebook.path)
    if [(cell.kind, cell.source) for cell in cells] != expected:
        sentence = f"{notebook.path} would not read back as it was edited; please report this"
        raise Defect("notebook-not-proven", sentence, notebook.path)
