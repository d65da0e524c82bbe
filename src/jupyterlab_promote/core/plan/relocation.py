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
import re
from collections.abc import Iterator
from pathlib import PurePath, PurePosixPath

from ..analysis.analyse import Analysis
from ..errors import UnusableInput
from ..model import InsertCell, Refusal
from .edits import Plan, Project

RULE = "move-notebook"

_HISTORY = re.compile(r"In|Out|_ih|_oh|_dh|_i{1,3}|_i?\d+")
_HISTORY_MAGICS = frozenset(
    {"%dhist", "%edit", "%hist", "%history", "%macro", "%notebook", "%pastebin", "%popd", "%recall"}
    | {"%rep", "%rerun", "%save"}
)
_HISTORY_WORDS = re.compile(
    r"execution_count|history_manager|^\s*%?cd +(?:-q +)?-(?![qb]\b)", re.MULTILINE
)
# Names under which front ends tell a notebook its own path.
_OWN_PATH = re.compile(r"JPY_SESSION_NAME|__vsc_ipynb_file__|__session__|ipynbname")
# What a browser looks up beside the notebook's file: no kernel has a say in that.
_MARKDOWN_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)|^\s*\[[^\]]+\]:\s*<?([^\s>]+)", re.MULTILINE)
_HTML_LINK = re.compile(r"""(?:src|href)\s*=\s*\\?["']?([^"'\s>\\]+)""", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[a-zA-Z][\w+.-]*:|/|#|\{")
_SHOWS_FILES = frozenset({"IFrame", "FileLink", "FileLinks", "Video"})


def relocate(analysis: Analysis, project: Project, folder: str) -> Plan | Refusal:
    """The plan that moves the notebook into `folder`: in the project that holds it, else beside it.

    The notebook's path has to be absolute. Pure. Raises UnusableInput `bad-folder`.
    """
    old = PurePath(analysis.notebook.path)
    new = _home(old, project) / _inside(folder) / old.name
    found = _refused(analysis, old, new)
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


Found = tuple[tuple[str, ...], str, str]


def _refused(analysis: Analysis, old: PurePath, new: PurePath) -> Found | None:
    if new.parent == old.parent or new.parent in old.parents:
        return (), "already-there", f"The notebook lies in {new.parent.name} already."
    if new.parent.name == old.parent.name:
        sentence = f"Both folders are called {new.parent.name}, so no code can tell them apart."
        return (), "same-folder-name", sentence
    if analysis.problems:
        sentence = "A cell is not Python, so nobody can tell what it does with paths."
        return (analysis.problems[0].cell,), "unreadable-cell", sentence
    if analysis.flow.lists_names:
        return (), "namespace-observed", "The notebook lists its own names (dir, %who, %whos)."
    return _of_links(analysis) or _of_code(analysis, old.name) or _of_name(analysis)


def _of_links(analysis: Analysis) -> Found | None:
    for cell in analysis.notebook.cells:
        patterns = (_HTML_LINK,) if cell.kind == "code" else (_MARKDOWN_LINK, _HTML_LINK)
        for match in (found for one in patterns for found in one.finditer(cell.source)):
            link = next(filter(None, match.groups()))
            if not _ELSEWHERE.match(link):
                sentence = f"It links to {link}, which a browser looks for beside the notebook."
                return (cell.id,), "relative-link", sentence
    return None


def _of_code(analysis: Analysis, name: str) -> Found | None:
    for cell in analysis.notebook.cells:
        if cell.kind == "code" and _HISTORY_WORDS.search(cell.source):
            return (cell.id,), "reads-history", "It uses the history of cells or folders."
        if cell.kind == "code" and (name in cell.source or _OWN_PATH.search(cell.source)):
            return (cell.id,), "names-itself", "It uses the path of the notebook itself."
    for statement in analysis.statements:
        cells = (analysis.notebook.cells[statement.cell].id,)
        facts = statement.facts
        calls = facts.calls | facts.later_calls
        if calls & _HISTORY_MAGICS or any(map(_HISTORY.fullmatch, facts.reads | facts.later)):
            return cells, "reads-history", "It uses the history of cells or folders."
        if _SHOWS_FILES & {call.rpartition(".")[2] for call in calls}:
            sentence = "It shows a file that a browser looks for beside the notebook."
            return cells, "relative-link", sentence
    return None


def _of_name(analysis: Analysis) -> Found | None:
    """The new cell binds `os`: that must be all that the name ever means."""
    plain = {
        index
        for index, imports in analysis.imports.items()
        if any(i.name == "os" and f"{i.module}.".startswith("os.") for i in imports if not i.symbol)
    }
    for statement in analysis.statements:
        facts = statement.facts
        if "os" in facts.binds | facts.kills | facts.global_writes and statement.index not in plain:
            cells = (analysis.notebook.cells[statement.cell].id,)
            return cells, "other-os", "It calls something else “os”, which the new cell imports."
    return None


def _mentions(project: Project, name: str) -> Iterator[str]:
    for path, text in project.files.items():
        if name in text:
            yield f"{path} mentions {name}; it stays as it is."
