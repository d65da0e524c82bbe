"""The notebook moves to another folder, and its relative paths lead where they led before.

A kernel starts in the notebook's folder. A new first cell goes back to where the notebook lay, by
`os.chdir`: what is relative afterwards (files, `import` of a module beside the notebook, shell
commands) is what it was. The cell looks where it is, so that it does nothing when it runs again, in a
kernel that was running during the move, or where something else chooses the folder. What could tell
the difference is refused.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from pathlib import PurePath, PurePosixPath

from ..analysis.analyse import Analysis
from ..errors import UnusableInput
from ..model import InsertCell, Refusal
from .edits import Plan, Project
from .unmovable import obstacle_to_move

RULE = "move-notebook"


def relocate(analysis: Analysis, project: Project, folder: str) -> Plan | Refusal:
    """The plan that moves the notebook into `folder`: in the project that holds it, else beside it.

    The notebook's path has to be absolute. Pure. Raises UnusableInput `bad-folder`.
    """
    old = PurePath(analysis.notebook.path)
    new = _home(old, project) / _inside(folder) / old.name
    found = obstacle_to_move(analysis, old, new)
    if found is not None:
        cells, slug, reason = found
        return Refusal(RULE, cells, slug, reason)
    return Plan(
        notebook=analysis.notebook.path,
        notebook_fingerprint=analysis.notebook.fingerprint,
        root=project.root,
        package=project.package,
        package_path=project.package_path,
        file_edits=(),
        cell_edits=tuple(_going_back(analysis, old, new)),
        fingerprints={},
        promoted=(),
        refused=(),
        problems=analysis.problems,
        warnings=tuple(_mentions(project, old.name)),
        moved_to=str(new),
    )


def _inside(folder: str) -> PurePosixPath:
    path = PurePosixPath(folder)
    if path.is_absolute() or not path.parts or ".." in path.parts or "\\" in folder:
        sentence = f"“{folder}” is no folder inside the project."
        raise UnusableInput("bad-folder", sentence, folder)
    return path


def _home(notebook: PurePath, project: Project) -> PurePath:
    root = PurePath(project.root)
    return root if notebook.is_relative_to(root) else notebook.parent


def _going_back(analysis: Analysis, old: PurePath, new: PurePath) -> Iterator[InsertCell]:
    """The cell before the first cell with code; a notebook without code needs none."""
    first = next((c for c in analysis.notebook.cells if c.kind == "code"), None)
    if first is not None:
        back = posixpath.relpath(old.parent.as_posix(), new.parent.as_posix())
        yield InsertCell("start-folder", first.index, _source(new.parent.name, back))


def _source(folder: str, back: str) -> str:
    """`exploration`, `..` → the cell that leaves the one for the other."""
    said, target = (json.dumps(text, ensure_ascii=False) for text in (folder, back))
    return (
        f"# Paths in this notebook start from {back}, not from {folder}.\n"
        "import os\n\n"
        f"if os.path.basename(os.getcwd()) == {said}:\n"
        f"    os.chdir({target})"
    )


def _mentions(project: Project, name: str) -> Iterator[str]:
    for path, text in project.files.items():
        if name in text:
            yield f"{path} mentions {name}; it stays as it is."
