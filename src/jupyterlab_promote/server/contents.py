"""What a project's package holds, and which notebooks use it."""

from __future__ import annotations

import ast
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .. import api

Json = dict[str, object]

_IMPORT = re.compile(r"^\s*from\s+([\w.]+)\s+import\s+(\([^)]*\)|[^\n#;]+)", re.MULTILINE)
_NEVER = frozenset({"node_modules", "site-packages", "__pycache__", "venv", "env"})
# A project with more notebooks than this is a heap; the list must not wait for it.
_MANY = 500


@dataclass(frozen=True, slots=True)
class Imported:
    """A name that a notebook imports: `from module import name`."""

    module: str
    name: str


def modules_in(project: api.Project) -> list[Json]:
    """The modules of the project's package with their functions and classes, by name."""
    uses = _uses(Path(project.root)) if project.exists else {}
    return [
        _module(project.package, name, path, text, uses)
        for name, (path, text) in api.modules_of(project).items()
    ]


def _module(package: str, name: str, path: str, text: str, uses: dict[Imported, list[str]]) -> Json:
    tree = _parsed(text)
    return {
        "name": name,
        "path": path,
        "doc": _first_line(tree),
        "definitions": [
            {
                "kind": "class" if isinstance(node, ast.ClassDef) else "function",
                "name": node.name,
                "signature": _signature(node),
                "doc": _first_line(node),
                "line": node.lineno,
                "used_in": uses.get(Imported(f"{package}.{name}", node.name), []),
            }
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        ],
    }


def _parsed(text: str) -> ast.Module:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return ast.Module([], [])  # somebody is typing in it: listed, empty


def _signature(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> str:
    if isinstance(node, ast.ClassDef):
        return node.name
    returned = f" → {ast.unparse(node.returns)}" if node.returns else ""
    return f"{node.name}({ast.unparse(node.args)}){returned}"


def _first_line(node: ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> str:
    return (ast.get_docstring(node) or "").partition("\n")[0]


def _uses(root: Path) -> dict[Imported, list[str]]:
    """The notebooks below `root` that import each name, relative to it."""
    uses: dict[Imported, list[str]] = {}
    for path in _notebooks(root):
        state = path.stat()
        for imported in _imports(str(path), state.st_mtime_ns, state.st_size):
            uses.setdefault(imported, []).append(path.relative_to(root).as_posix())
    return uses


def _notebooks(root: Path) -> Iterator[Path]:
    found = 0
    for folder, below, files in os.walk(root):
        below[:] = sorted(name for name in below if name not in _NEVER and name[0] != ".")
        for name in sorted(files):
            path = Path(folder, name)
            if name.endswith(".ipynb") and path.is_file():
                yield path
                found += 1
                if found == _MANY:
                    return


@lru_cache(maxsize=2 * _MANY)
def _imports(path: str, changed: int, size: int) -> frozenset[Imported]:
    try:
        cells = json.loads(Path(path).read_bytes())["cells"]
        sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()  # being written, or no notebook of a format that we make
    return frozenset(
        Imported(module, name.split(" as ")[0].strip())
        for source in sources
        for module, names in _IMPORT.findall(source)
        for name in names.strip("() \n").split(",")
        if name.strip()
    )
