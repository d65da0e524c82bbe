"""What kind of statement a tree is, what it imports, and whether it gives something to show."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from . import calls as known
from .facts import Import, Kind
from .names import dotted
from .walk import walk

PRINTERS = frozenset({"print", "display"})
_NONE_METHODS = frozenset(
    """show close tight_layout savefig set_option filterwarnings simplefilter seed rc set_theme
    set_style set_context set_palette set_printoptions basicConfig subplots_adjust""".split()
)


def kind_of(node: ast.stmt, shown: bool) -> Kind:
    if _is_import(node):
        return "import"
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return "definition"
    if isinstance(node, ast.ClassDef):
        return "class"
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
        return "assign"
    if isinstance(node, ast.Expr):
        return "display" if shown else "call"
    if isinstance(node, (ast.For, ast.AsyncFor, ast.While, ast.If, ast.With, ast.AsyncWith)):
        return "block"
    return "block" if isinstance(node, (ast.Try, ast.Match)) else "other"


def _is_import(node: ast.stmt) -> bool:
    """An import, or a block that does nothing but import with a fall-back."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return True
    if isinstance(node, ast.Try):
        bodies = [node.body, *(h.body for h in node.handlers), node.orelse, node.finalbody]
        return _has_import(node.body) and all(_falls_back(s) for body in bodies for s in body)
    if isinstance(node, ast.If) and not node.orelse:
        return dotted(node.test).rpartition(".")[2] == "TYPE_CHECKING" and all(
            isinstance(s, (ast.Import, ast.ImportFrom)) for s in node.body
        )
    return False


def _has_import(body: list[ast.stmt]) -> bool:
    return any(isinstance(s, (ast.Import, ast.ImportFrom)) for s in body)


def _falls_back(node: ast.stmt) -> bool:
    if isinstance(node, ast.Assign):
        return isinstance(node.value, ast.Constant) and all(
            isinstance(t, ast.Name) for t in node.targets
        )
    return isinstance(node, (ast.Import, ast.ImportFrom, ast.Pass))


def imports_in(node: ast.stmt) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        for a in node.names:
            yield Import(a.asname or a.name.split(".")[0], a.name, None, 0, bool(a.asname), -1)
    elif isinstance(node, ast.ImportFrom):
        for a in node.names:
            name = a.asname or a.name
            yield Import(name, node.module or "", a.name, node.level, bool(a.asname), -1)
    elif _is_import(node):
        for name in walk([node]).binds:
            yield Import(name, "", None, 0, False, -1)


def printer_of(node: ast.stmt) -> str:
    match node:
        case ast.Expr(value=ast.Call(func=ast.Name(id=name))) if name in PRINTERS:
            return name
    return ""


def gives_none(node: ast.expr) -> bool:
    """A call that is known to return None, so that the cell displays nothing."""
    if isinstance(node, ast.Constant):
        return node.value is None
    if not isinstance(node, ast.Call):
        return False
    if known.is_in_place(node):
        return True
    root, _, method = dotted(node.func).rpartition(".")
    return method in _NONE_METHODS and root in {
        "plt", "pyplot", "sns", "np", "np.random", "random", "warnings", "pd", "fig", "logging",
    }  # fmt: skip
