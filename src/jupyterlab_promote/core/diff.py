"""A plan as differences of texts, for people to read and for tools to apply."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import PurePath

from .lines import lines_of
from .model import Notebook
from .plan.edits import CreateFile, InsertCell, Plan, RemoveCell

_NO_END = "\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class FileDiff:
    """A file whose text was `before` (None: there was none) and becomes `after`."""

    path: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class CellDiff:
    """A cell whose source was `before` and becomes `after`; None where it comes or goes.

    `index` is its place in the notebook as it is; an inserted cell comes before the cell at `index`.
    """

    cell: str
    index: int
    before: str | None
    after: str | None


def file_diffs(plan: Plan) -> tuple[FileDiff, ...]:
    """The files that change, in the plan's order."""
    return tuple(
        (
            FileDiff(edit.path, None, edit.text)
            if isinstance(edit, CreateFile)
            else FileDiff(edit.path, edit.before, edit.after)
        )
        for edit in plan.file_edits
    )


def cell_diffs(plan: Plan, notebook: Notebook) -> tuple[CellDiff, ...]:
    """The cells of `notebook` that change, in the notebook's order."""
    index = {cell.id: cell.index for cell in notebook.cells}
    found = []
    for edit in plan.cell_edits:
        if isinstance(edit, InsertCell):
            found.append(CellDiff(edit.cell, edit.index, None, edit.source))
        elif isinstance(edit, RemoveCell):
            found.append(CellDiff(edit.cell, index[edit.cell], edit.before, None))
        else:
            found.append(CellDiff(edit.cell, index[edit.cell], edit.before, edit.after))
    return tuple(sorted(found, key=lambda diff: (diff.index, diff.before is not None)))


def unified(plan: Plan, notebook: Notebook) -> str:
    """All of it as one unified diff: the notebook's cells first, then the modules, then other files.

    A cell is shown as a text called `<notebook's file> cell <index>`; the files' part is a patch for the
    project's root.
    """
    return "".join(_unified(plan, notebook))


def _unified(plan: Plan, notebook: Notebook) -> Iterator[str]:
    for cell in cell_diffs(plan, notebook):
        place = f"{PurePath(notebook.path).name} cell {cell.index}"
        yield from hunks(_ended(cell.before), _ended(cell.after), f"a/{place}", f"b/{place}")
    for file in sorted(file_diffs(plan), key=lambda file: _interest(file.path, plan.package_path)):
        yield from hunks(file.before, file.after, f"a/{file.path}", f"b/{file.path}")


def _interest(path: str, package_path: str) -> tuple[bool, bool, str]:
    """What a person wants to see first: the modules, then pyproject.toml, then what comes with a new project."""
    return not path.startswith(f"{package_path}/"), path != "pyproject.toml", path


def _ended(source: str | None) -> str | None:
    """A cell's last line has no end, which is not worth a word."""
    return source if not source or source.endswith("\n") else f"{source}\n"


def hunks(before: str | None, after: str | None, old: str, new: str) -> Iterator[str]:
    """The lines, with their ends, of the unified diff of two texts; None is a text that is not there."""
    lines = unified_diff(
        lines_of(before or ""),
        lines_of(after or ""),
        "/dev/null" if before is None else old,
        "/dev/null" if after is None else new,
    )
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n{_NO_END}"
