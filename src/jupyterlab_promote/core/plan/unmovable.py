"""Why a notebook can't change its folder: what could tell the difference."""

from __future__ import annotations

import ast
import re
from fnmatch import fnmatchcase
from pathlib import PurePath

from ..analysis.analyse import Analysis
from ..analysis.history import NUMBERS, TEXT_MAGICS, TEXTS

_HISTORY = re.compile(rf"{TEXTS.pattern}|{NUMBERS.pattern}|_dh")
_HISTORY_MAGICS = TEXT_MAGICS | {"%dhist", "%popd"}
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


_LISTS = frozenset({"listdir", "scandir", "fwalk", "iterdir"})
_GLOBS = frozenset({"glob", "iglob", "rglob"})
_ABOVE = re.compile(r"\.{0,2}(?:/|$)|~")
_SHELL_CELL = re.compile(r"%%(?:bash|sh|script|!|system|sx|cmd)\b")
_SHELL_LINE = re.compile(r"^[^\n#]*?(?:!|%sx|%system|(?<![\w%])%?(?=ls\b|ll\b))(.*)$", re.MULTILINE)
_SHELL_LISTING = re.compile(
    r"\b(?:ls|ll|dir|tree|du|find)\b(?!(?:\s+-\S+)*\s+[A-Za-z_]\w*)|\bgit\b|(?:^|[\s/])\*(?:\s|$)"
)

Found = tuple[tuple[str, ...], str, str]


def obstacle_to_move(analysis: Analysis, old: PurePath, new: PurePath) -> Found | None:
    """The first reason, as (cells, slug, sentence), or None."""
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
    return (
        _of_links(analysis)
        or _of_code(analysis, old.name)
        or _of_listings(analysis, (old.name, new.parent.name))
        or _of_name(analysis)
    )


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
        calls = facts.all_calls
        if calls & _HISTORY_MAGICS or any(map(_HISTORY.fullmatch, facts.reads | facts.later)):
            return cells, "reads-history", "It uses the history of cells or folders."
        if _SHOWS_FILES & {call.rpartition(".")[2] for call in calls}:
            sentence = "It shows a file that a browser looks for beside the notebook."
            return cells, "relative-link", sentence
    return None


def _of_listings(analysis: Analysis, names: tuple[str, str]) -> Found | None:
    """A listing of the folder would lack the notebook, and show the new folder."""
    sentence = "It lists files, and the notebook or its new folder may be among them."
    for cell in analysis.notebook.cells:
        if cell.kind == "code" and any(map(_SHELL_LISTING.search, _shell_lines(cell.source))):
            return (cell.id,), "lists-folder", sentence
    for statement in analysis.statements:
        calls = ast.walk(statement.node) if statement.node else ()
        if any(isinstance(call, ast.Call) and _may_list(call, names) for call in calls):
            return (analysis.notebook.cells[statement.cell].id,), "lists-folder", sentence
    return None


def _shell_lines(source: str) -> list[str]:
    if _SHELL_CELL.match(source):
        return source.splitlines()[1:]
    return [match[1] for match in _SHELL_LINE.finditer(source)]


def _may_list(call: ast.Call, names: tuple[str, str]) -> bool:
    """Whether a call may give one of the names: `os.listdir()`, `glob("*")`, not `glob("data/*.csv")`."""
    func = call.func
    called = getattr(func, "attr", getattr(func, "id", ""))
    given = call.args[0] if call.args else None
    if called in _GLOBS:
        pattern = _literal(given)
        last = None if pattern is None else pattern.rpartition("/")[2]
        return last is None or any(fnmatchcase(name, last) for name in names)
    if called == "iterdir" and isinstance(func, ast.Attribute) and isinstance(func.value, ast.Call):
        given = func.value.args[0] if func.value.args else None
    if called in _LISTS or (called == "walk" and _literal(given) is None and _is_of_os(func)):
        place = _literal(given)
        return place is None or _ABOVE.match(place) is not None
    return False


def _is_of_os(func: ast.expr) -> bool:
    return not isinstance(func, ast.Attribute) or getattr(func.value, "id", "") == "os"


def _literal(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _of_name(analysis: Analysis) -> Found | None:
    """The new cell binds `os`: that must be all that the name ever means."""
    plain = {
        index
        for index, imports in analysis.imports.items()
        if any(i.name == "os" and f"{i.module}.".startswith("os.") for i in imports if not i.symbol)
    }
    first = min(plain, default=len(analysis.statements))
    has_star = any(i.name == "*" for imports in analysis.imports.values() for i in imports)
    for statement in analysis.statements:
        facts = statement.facts
        touched = "os" in facts.binds | facts.kills | facts.global_writes
        early = statement.index < first and "os" in facts.reads and not has_star
        unset = not plain and "os" in facts.later and not has_star
        if (touched and statement.index not in plain) or early or unset:
            cells = (analysis.notebook.cells[statement.cell].id,)
            return cells, "other-os", "It calls something else “os”, which the new cell imports."
    return None
