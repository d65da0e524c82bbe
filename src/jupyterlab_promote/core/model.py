"""The nouns that every layer speaks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

CellKind = Literal["code", "markdown", "raw"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: `id` is nbformat's own, or made from the position where the format has none."""

    id: str
    index: int
    kind: CellKind
    source: str
    tags: tuple[str, ...] = ()
    execution_count: int | None = None
    shows_error: bool = False


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook read from `data`; `core.notebook` can write it back byte for byte."""

    path: str
    cells: tuple[Cell, ...]
    fingerprint: str
    language: str = "python"
    kernel: str = ""
    data: bytes = field(default=b"", repr=False)


class Span(NamedTuple):
    """Lines `first` to `last`, counted from 1 and inclusive, of the cell with index `cell`."""

    cell: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that could not be read; the rest of the notebook is analysed all the same."""

    cell: str
    line: int
    slug: str
    message: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was not done, where, and why in one sentence; docs/refusals.md says what to do."""

    rule: str
    cells: tuple[str, ...]
    slug: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReplaceCell:
    cell: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RemoveCell:
    cell: str
    before: str


@dataclass(frozen=True, slots=True)
class InsertCell:
    """A new code cell, placed before the cell that now has index `index`."""

    cell: str
    index: int
    source: str


CellEdit = ReplaceCell | RemoveCell | InsertCell
