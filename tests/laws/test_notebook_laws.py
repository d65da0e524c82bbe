"""What nobody edits stays byte for byte; what is edited reads back as it was asked for."""

from __future__ import annotations

import codecs
import json
from dataclasses import dataclass
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jupyterlab_promote.core.errors import PromoteError
from jupyterlab_promote.core.layout import layout_of
from jupyterlab_promote.core.model import (
    CellEdit,
    InsertCell,
    Notebook,
    RemoveCell,
    ReplaceCell,
)
from jupyterlab_promote.core.notebook import read, write

# JSON joins the two halves of a character: a text of such halves is no text that a file can hold.
SOURCES = st.text(st.characters(exclude_categories=()) | st.sampled_from('\n\n\r"\\/é😀\ud800'))
SOURCES = SOURCES.map(lambda text: json.loads(json.dumps(text)))
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


@dataclass(frozen=True)
class Style:
    indent: int | str | None
    ascii_only: bool
    sort_keys: bool
    newline: str
    bom: bytes
    final: str


STYLES = st.builds(
    Style,
    st.sampled_from((None, 0, 1, 2, "\t")),
    st.booleans(),
    st.booleans(),
    st.sampled_from(("\n", "\r\n")),
    st.sampled_from((b"", codecs.BOM_UTF8)),
    st.sampled_from(("", "\n", " \n\n")),
)


def printed(value: Any, style: Style) -> bytes:
    text = json.dumps(
        value, indent=style.indent, ensure_ascii=style.ascii_only, sort_keys=style.sort_keys
    )
    text = "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text)
    return style.bom + (text.replace("\n", style.newline) + style.final).encode()


@st.composite
def cells(draw: st.DrawFn, key: str, with_ids: bool) -> dict[str, Any]:
    kind = draw(st.sampled_from(("code", "code", "markdown", "raw")))
    source = draw(SOURCES)
    as_lines = draw(st.booleans())
    cell: dict[str, Any] = {"cell_type": kind, "metadata": draw(st.dictionaries(st.text(), VALUES))}
    if with_ids:
        cell["id"] = draw(st.sampled_from(("a", "b", "cell-1", "9f8e", "x_y")))
    cell[key if kind == "code" else "source"] = (
        source.splitlines(keepends=True) if as_lines else source
    )
    if kind == "code":
        cell["outputs"] = draw(st.lists(VALUES, max_size=2))
        cell["execution_count"] = draw(st.none() | st.integers())
    return cell


@st.composite
def notebooks(draw: st.DrawFn) -> bytes:
    style = draw(STYLES)
    if draw(st.integers(0, 3)) == 0:
        sheet = st.lists(cells("input", False), max_size=3).map(lambda found: {"cells": found})
        body: dict[str, Any] = {"worksheets": draw(st.lists(sheet, min_size=1, max_size=2))}
        body |= {"nbformat": 3, "nbformat_minor": 0}
    else:
        minor = draw(st.integers(0, 5))
        body = {"cells": draw(st.lists(cells("source", minor == 5), max_size=5))}
        body |= {"nbformat": 4, "nbformat_minor": minor}
    return printed(body | {"metadata": {"x": draw(VALUES)}}, style)


@st.composite
def edits(draw: st.DrawFn, notebook: Notebook) -> list[CellEdit]:
    found: list[CellEdit] = []
    for cell in notebook.cells:
        what = draw(st.sampled_from(("keep", "keep", "replace", "remove", "insert")))
        if what == "replace":
            found.append(ReplaceCell(cell.id, cell.source, draw(SOURCES)))
        elif what == "remove":
            found.append(RemoveCell(cell.id, cell.source))
        elif what == "insert":
            found.append(InsertCell(draw(st.sampled_from("abn")), cell.index, draw(SOURCES)))
    if draw(st.booleans()):
        found.append(InsertCell("end", len(notebook.cells), draw(SOURCES)))
    return found


@given(notebooks())
def test_unedited_notebooks_stay_byte_for_byte(data: bytes) -> None:
    assert write(read(data, "n.ipynb"), ()) == data


@given(notebooks(), st.data())
def test_edits_read_back_and_the_rest_stays(data: bytes, draw: st.DataObject) -> None:
    notebook = read(data, "n.ipynb")
    asked = draw.draw(edits(notebook))
    after = write(notebook, asked)
    assert sources(read(after, "n.ipynb")) == expected(notebook, asked)
    assert untouched(after, kept(notebook, asked)) == untouched(data, same(notebook, asked))


@given(notebooks())
def test_replacing_a_source_and_putting_it_back_keeps_the_value(data: bytes) -> None:
    notebook = read(data, "n.ipynb")
    there = [ReplaceCell(cell.id, cell.source, f"{cell.source}!") for cell in notebook.cells]
    middle = read(write(notebook, there), "n.ipynb")
    back = [ReplaceCell(cell.id, cell.source, cell.source[:-1]) for cell in middle.cells]
    assert sources(read(write(middle, back), "n.ipynb")) == sources(notebook)


@given(notebooks(), st.data())
def test_broken_files_are_refused_in_a_sentence(data: bytes, draw: st.DataObject) -> None:
    broken = bytearray(data)
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(broken)))
        width = draw.draw(st.integers(0, 3))
        broken[at : at + width] = draw.draw(
            st.sampled_from((b"", b'"', b"{", b"\xff", b"]", b"1e"))
        )
    assert outcome(bytes(broken)) in {"read", "not-json", "not-a-notebook", *ELSEWHERE}


ELSEWHERE = ("bad-encoding", "unsupported-version", "other-language")


def outcome(data: bytes) -> str:
    try:
        return "read" if write(read(data, "n.ipynb"), ()) == data else "changed"
    except PromoteError as error:
        return error.slug


def sources(notebook: Notebook) -> list[tuple[str, str]]:
    return [(cell.kind, cell.source) for cell in notebook.cells]


def plan(notebook: Notebook, asked: list[CellEdit]) -> list[tuple[int | None, str, str]]:
    """The cells to come: where each was untouched (None: it was not there so), its kind, its source."""
    replaced = {edit.cell: edit.after for edit in asked if isinstance(edit, ReplaceCell)}
    removed = {edit.cell for edit in asked if isinstance(edit, RemoveCell)}
    found: list[tuple[int | None, str, str]] = []
    for index in range(len(notebook.cells) + 1):
        new = [edit for edit in asked if isinstance(edit, InsertCell) and edit.index == index]
        found += [(None, "code", edit.source) for edit in new]
        for cell in notebook.cells[index : index + 1]:
            if cell.id not in removed:
                place = None if cell.id in replaced else index
                found.append((place, cell.kind, replaced.get(cell.id, cell.source)))
    return found


def expected(notebook: Notebook, asked: list[CellEdit]) -> list[tuple[str, str]]:
    return [(kind, source) for _, kind, source in plan(notebook, asked)]


def same(notebook: Notebook, asked: list[CellEdit]) -> list[int]:
    return [place for place, _, _ in plan(notebook, asked) if place is not None]


def kept(notebook: Notebook, asked: list[CellEdit]) -> list[int]:
    return [now for now, (place, _, _) in enumerate(plan(notebook, asked)) if place is not None]


def untouched(data: bytes, places: list[int]) -> list[str]:
    """The text of the cells at these places, and the text before and after all cells."""
    text = data.decode("latin-1")
    layout = layout_of(text, len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0)
    elements = list(layout.elements())
    around = [text[: layout.arrays[0].start], text[layout.arrays[-1].end :]]
    return around + [text[elements[place].start : elements[place].end] for place in places]
