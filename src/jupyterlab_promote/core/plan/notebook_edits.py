"""What stands in the notebook's cells after a plan: calls and imports where code has left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..analysis.analyse import Analysis
from ..lines import end_of, lines_of
from ..model import Cell, CellEdit, RemoveCell, ReplaceCell, Span
from .formatting import Style, formatted
from .import_lines import ImportOf, statements_of
from .runs import leading_imports, magic_end
from .splices import Splice, part


@dataclass(frozen=True, slots=True)
class Swap:
    """Lines that leave a cell, and what stands in their place: a statement, an import, or nothing."""

    span: Span
    text: str = ""
    arriving: ImportOf | None = None


@dataclass(frozen=True, slots=True)
class _Kept:
    text: str


@dataclass(frozen=True, slots=True)
class _Put:
    text: str


@dataclass(frozen=True, slots=True)
class _Imports:
    ones: tuple[ImportOf, ...]


@dataclass(frozen=True, slots=True)
class _Gone:
    pass


_Block = _Kept | _Put | _Imports | _Gone


def cell_edits(
    analysis: Analysis,
    swaps: Iterable[Swap],
    needed: Iterable[tuple[int, ImportOf]],
    splices: Iterable[Splice],
    style: Style,
) -> tuple[CellEdit, ...]:
    """The edits of all cells that change. `needed` are imports for calls: (cell index, import)."""
    by_cell: dict[int, list[Swap]] = {}
    for swap in swaps:
        by_cell.setdefault(swap.span.cell, []).append(swap)
    arriving: dict[int, list[ImportOf]] = {}
    for cell, one in needed:
        arriving.setdefault(cell, []).append(one)
    changes = tuple(splices)
    touched = sorted({*by_cell, *arriving, *(s.cell for s in changes)})
    edits = (
        _edit(analysis, index, by_cell.get(index, []), arriving.get(index, []), changes, style)
        for index in touched
    )
    return tuple(edit for edit in edits if edit is not None)


def _edit(
    analysis: Analysis,
    index: int,
    swaps: Sequence[Swap],
    arriving: Sequence[ImportOf],
    splices: Sequence[Splice],
    style: Style,
) -> CellEdit | None:
    cell = analysis.notebook.cells[index]
    blocks = _blocks(cell, sorted(swaps, key=lambda s: s.span.first), splices)
    if arriving:
        blocks = _with_arrivals(analysis, cell, blocks, swaps, tuple(arriving))
    lines = lines_of(cell.source)
    newline = "\r\n" if end_of(lines[0]) == "\r\n" else "\n"
    after = _joined(_merged(blocks), style, newline)
    if not end_of(lines[-1]):
        after = after.rstrip("\r\n")
    if not after.strip():
        return RemoveCell(cell.id, cell.source)
    return None if after == cell.source else ReplaceCell(cell.id, cell.source, after)


def _blocks(cell: Cell, swaps: Sequence[Swap], splices: Sequence[Splice]) -> list[_Block]:
    """The cell as blocks of whole lines; kept lines carry their line ends."""
    lines = lines_of(cell.source)
    blocks: list[_Block] = []
    done = 0
    for swap in swaps:
        blocks.extend(_kept(cell, done + 1, swap.span.first - 1, splices))
        if swap.arriving is not None:
            blocks.append(_Imports((swap.arriving,)))
        else:
            blocks.append(_Put(swap.text) if swap.text else _Gone())
        done = swap.span.last
    blocks.extend(_kept(cell, done + 1, len(lines), splices))
    return blocks


def _kept(cell: Cell, first: int, last: int, splices: Sequence[Splice]) -> list[_Block]:
    if first > last:
        return []
    text = part(cell.source, Span(cell.index, first, last), splices)
    lines = lines_of(cell.source)
    return [_Kept(text + end_of(lines[last - 1]))]


def _with_arrivals(
    analysis: Analysis,
    cell: Cell,
    blocks: list[_Block],
    swaps: Sequence[Swap],
    arriving: tuple[ImportOf, ...],
) -> list[_Block]:
    """The imports stand below the cell magic and the imports that the cell begins with."""
    line = _top(analysis, cell, swaps)
    if not line:
        return [_Imports(arriving), *blocks]
    first, rest = blocks[0], blocks[1:]
    assert isinstance(first, _Kept)
    lines = lines_of(first.text)
    above, below = "".join(lines[:line]), "".join(lines[line:])
    return [_Kept(above), _Imports(arriving), *([_Kept(below)] if below else []), *rest]


def _top(analysis: Analysis, cell: Cell, swaps: Sequence[Swap]) -> int:
    """How many lines stand above an import that arrives: all of them lines that stay."""
    limit = min((swap.span.first for swap in swaps), default=10**9)
    above = [s.span.last for s in leading_imports(analysis, cell.index) if s.span.last < limit]
    return max([magic_end(lines_of(cell.source)), *above])


def _merged(blocks: Sequence[_Block]) -> list[_Block]:
    """Imports with nothing but blank lines between them become one block."""
    merged: list[_Block] = []
    for block in blocks:
        if isinstance(block, _Imports):
            if len(merged) > 1 and _is_blank(merged[-1]) and isinstance(merged[-2], _Imports):
                merged.pop()
            if merged and isinstance(merged[-1], _Imports) and _compatible(merged[-1], block):
                merged[-1] = _Imports((*merged[-1].ones, *block.ones))
                continue
        merged.append(block)
    return merged


def _is_blank(block: _Block) -> bool:
    return isinstance(block, _Gone) or (isinstance(block, _Kept) and not block.text.strip())


def _compatible(above: _Imports, below: _Imports) -> bool:
    """Two imports of one name keep their order."""
    names = {one.name: one for one in above.ones}
    return all(names.get(one.name, one) == one for one in below.ones)


def _joined(blocks: Sequence[_Block], style: Style, newline: str) -> str:
    """The text of the cell; blank lines stay as they were, but where lines left no more than one side's."""
    lines: list[str] = []  # with their ends
    pending: str | None = None  # what was just left out or put in
    for block in blocks:
        if isinstance(block, _Gone):
            pending = pending or "gone"
            continue
        fresh = _lines(block, style, newline)
        if pending == "imports":
            fresh = _below_imports(fresh, block, newline)
        elif pending == "gone":
            fresh = _below_gap(lines, fresh)
        lines.extend(fresh)
        if isinstance(block, _Imports):
            pending = "imports"
        elif fresh:
            pending = None
    if pending is not None:
        _strip_end(lines)
    return "".join(lines)


def _lines(block: _Kept | _Put | _Imports, style: Style, newline: str) -> list[str]:
    if isinstance(block, _Kept):
        lines = list(lines_of(block.text))
        if lines and not end_of(lines[-1]):
            lines[-1] += newline
        return lines
    if isinstance(block, _Put):
        return [line + newline for line in _fitting(block.text, style)]
    ordered = sorted(text for _, text in statements_of(block.ones))
    return [line + newline for text in ordered for line in _fitting(text, style)]


def _fitting(text: str, style: Style) -> list[str]:
    """The statement on one line, or as Black breaks it where it is too long."""
    if len(text) <= style.line_length:
        return [text]
    return formatted(text + "\n", style).rstrip("\n").split("\n")


def _below_imports(fresh: list[str], block: _Block, newline: str) -> list[str]:
    """One empty line between imports and code, none between imports."""
    content = [n for n, line in enumerate(fresh) if line.strip()]
    if not content:
        return []
    start = content[0]
    is_import = fresh[start].startswith(("import ", "from ")) or isinstance(block, _Imports)
    gap = min(start, 1) if is_import else 1
    return [newline] * gap + fresh[start:]


def _below_gap(above: list[str], fresh: list[str]) -> list[str]:
    """Where lines were taken out, the blank lines of one side are enough."""
    before = 0
    while before < len(above) and not above[-1 - before].strip():
        before += 1
    start = next((n for n, line in enumerate(fresh) if line.strip()), len(fresh))
    if not above[: len(above) - before]:
        del above[:]
        return fresh[start:]
    return fresh[min(start, before) :]


def _strip_end(lines: list[str]) -> None:
    while lines and not lines[-1].strip():
        lines.pop()
