"""Whether the notebook could see where its code stands: in which module, function and line."""

from __future__ import annotations

import ast
import re
from functools import lru_cache

from ..trees import nodes_of
from .analyse import Analysis
from .bare import Bare
from .names import dotted
from .once import once
from .tracebacks import tells_tracebacks

_FRAMES = frozenset(
    {"_getframe", "currentframe", "getouterframes", "inspect.stack", "inspect.trace"}
)
_SOURCES = frozenset(
    "findsource getcomments getfile getmodule getsource getsourcefile getsourcelines".split()
)
_ATTRIBUTES = frozenset(
    {
        "__code__",
        "__traceback__",
        "tb_frame",
        "tb_next",
        "__globals__",
        "__module__",
        "f_code",
        "f_lineno",
        "lineno",
        "tb_lineno",
    }
)
_RECORD = re.compile(r"(?:%\(|\{)(?:filename|funcName|lineno|module|pathname)\b")
_WORDS = re.compile(
    "|".join((*_ATTRIBUTES, *_SOURCES, "catch_warnings", "filterwarnings", "message"))
)


@once
def sees_whereabouts(analysis: Analysis) -> bool:
    """Whether some statement could tell code of the notebook from code of a module.

    Log records that name the function, tracebacks as text, callers' frames, the module of a value
    that may be anything, warnings that are recorded or filtered by module.
    """
    made = analysis.flow.functions.keys() | {
        imported.name for imports in analysis.imports.values() for imported in imports
    }
    flow = analysis.flow
    return (
        tells_tracebacks(analysis)
        or any(map(_looks_up, flow.every("all_calls")))
        or any(
            cell.any(_sees) or not cell.union(_asked) <= made
            for cell in flow.cells
            if _may_see(cell.source)
        )
    )


@lru_cache(maxsize=20_000)
def _may_see(source: str) -> bool:
    """Whether a cell has one of the words; Python reads names in other alphabets' letters as the same names."""
    return not source.isascii() or _WORDS.search(source) is not None


def _looks_up(call: str) -> bool:
    return call in _FRAMES or call.rpartition(".")[2] in _FRAMES


def _sees(statement: Bare) -> bool:
    nodes = nodes_of(statement.node) if statement.node else ()
    return any(map(_is_record_format, nodes)) or any(map(_tells_warnings, nodes))


def _is_record_format(node: ast.AST) -> bool:
    """`"%(funcName)s: %(message)s"`"""
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and "message" in node.value
        and _RECORD.search(node.value) is not None
    )


def _tells_warnings(node: ast.AST) -> bool:
    """Deprecations are recorded for the notebook only, unless a filter asks for all."""
    match node:
        case ast.With(items=items, body=body):
            return any(map(_records, items)) and not any(map(_filters, body))
        case ast.Call(func=ast.Attribute(attr="filterwarnings"), keywords=keywords):
            return any(k.arg == "module" and _may_mean_notebook(k.value) for k in keywords)
    return False


def _records(item: ast.withitem) -> bool:
    match item.context_expr:
        case ast.Call(keywords=keywords) as call if "catch_warnings" in dotted(call.func):
            return any(keyword.arg == "record" for keyword in keywords)
    return False


def _filters(statement: ast.stmt) -> bool:
    calls = (dotted(n.func) for n in nodes_of(statement) if isinstance(n, ast.Call))
    return any(c.endswith(("simplefilter", "filterwarnings")) for c in calls)


def _may_mean_notebook(node: ast.expr) -> bool:
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return True
    try:
        return re.match(node.value, "__main__") is not None
    except re.error:
        return False


def _asked(statement: Bare) -> frozenset[str]:
    """The names of what it asks for its module or source; "" for a value that may be any of the notebook's functions.

    Where the function is named, that one has to stay; see `showing.inspected_names`.
    """
    found: set[str] = set()
    for node in nodes_of(statement.node) if statement.node else ():
        asked: ast.expr | None = None
        if isinstance(node, ast.Attribute) and node.attr in _ATTRIBUTES:
            asked = node.value
        elif isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in _SOURCES:
            asked = node.args[0] if node.args else None
        if asked is not None:
            found.add(asked.id if isinstance(asked, ast.Name) else "")
    return frozenset(found)
