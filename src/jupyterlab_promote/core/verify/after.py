"""A project and a notebook as a plan leaves them."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..analysis.analyse import Analysis, analyse
from ..lowering import parse
from ..magics import mask
from ..model import Cell, InsertCell, Notebook, RemoveCell, ReplaceCell
from ..plan.edits import CreateFile, Plan, Project


@dataclass(frozen=True, slots=True)
class Sides:
    """The notebook before and after a plan, and the package's modules after it, by dotted name."""

    plan: Plan
    before: Analysis
    after: Analysis
    modules: Mapping[str, str]

    @property
    def statements(self) -> tuple[list[ast.stmt], list[ast.stmt]]:
        """The trees of the notebook's statements, before and after."""
        return _trees(self.before), _trees(self.after)


def _trees(analysis: Analysis) -> list[ast.stmt]:
    return [s.node for s in analysis.statements if s.node is not None]


def sides_of(plan: Plan, analysis: Analysis, project: Project) -> Sides:
    """What the plan, whose texts must parse, makes of the notebook and the project."""
    changed = analyse(notebook_after(analysis.notebook, plan))
    return Sides(plan, analysis, changed, modules_after(project, plan))


def notebook_after(notebook: Notebook, plan: Plan) -> Notebook:
    """The notebook with the plan's cell edits; cells keep their ids."""
    replaced = {e.cell: e.after for e in plan.cell_edits if isinstance(e, ReplaceCell)}
    removed = {e.cell for e in plan.cell_edits if isinstance(e, RemoveCell)}
    inserted = [e for e in plan.cell_edits if isinstance(e, InsertCell)]
    cells: list[Cell] = []
    for cell in notebook.cells:
        cells += [Cell(e.cell, 0, "code", e.source) for e in inserted if e.index == cell.index]
        if cell.id not in removed:
            cells.append(replace(cell, source=replaced.get(cell.id, cell.source)))
    numbered = tuple(replace(cell, index=index) for index, cell in enumerate(cells))
    return replace(notebook, cells=numbered)


def modules_after(project: Project, plan: Plan) -> Mapping[str, str]:
    """The texts of the package's modules, by dotted name without the package's."""
    files = dict(project.files)
    for edit in plan.file_edits:
        files[edit.path] = edit.text if isinstance(edit, CreateFile) else edit.after
    prefix = f"{plan.package_path}/"
    return {
        path.removeprefix(prefix)
        .removesuffix(".py")
        .replace("/", ".")
        .removesuffix(".__init__"): text
        for path, text in sorted(files.items())
        if path.startswith(prefix) and path.endswith(".py")
    }


def changed_modules(plan: Plan) -> Mapping[str, tuple[str, str]]:
    """The Python files that the plan writes: text before (empty where there was none) and after."""
    return {
        edit.path: ("", edit.text) if isinstance(edit, CreateFile) else (edit.before, edit.after)
        for edit in plan.file_edits
        if edit.path.endswith(".py")
    }


def cell_tree(source: str) -> ast.Module | None:
    """A cell's tree with its magics masked; None for a cell in another language."""
    masked = mask(source)
    return None if masked.opaque else parse(masked.text)
