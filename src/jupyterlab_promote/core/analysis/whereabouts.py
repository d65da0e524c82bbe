"""Whether the notebook could see where its code stands: in which function and line, or in which module some value is made."""

from __future__ import annotations

import ast
import re
from functools import lru_cache

from ..trees import nodes_of
from .analyse import Analysis
from .bare import Bare
from .facts import Statement
from .names import dotted
from .once import once
from .reach import names_said, reach_of
from .tracebacks import tells_tracebacks

_FRAMES = frozenset(
    {"_getframe", "currentframe", "getouterframes", "inspect.stack", "inspect.trace"}
)
_LINES = frozenset("findsource getfile getsourcefile getsourcelines".split())
_SOURCES = _LINES | {"getcomments", "getmodule", "getsource"}
_PLACES = frozenset(
    "__code__ __traceback__ f_code f_lineno lineno tb_frame tb_lineno tb_next".split()
)
_ATTRIBUTES = _PLACES | {"__module__"}
_RECORD = re.compile(r"(?:%\(|\{)(?:filename|funcName|lineno|module|pathname)\b")
_WORDS = re.compile(
    "|".join(
        (*_ATTRIBUTES, "__globals__", *_SOURCES, "catch_warnings", "filterwarnings", "message")
    )
)


@once
def sees_whereabouts(analysis: Analysis) -> bool:
    """Whether some statement could tell code of the notebook from code of a module.

    Log records that name the function, tracebacks as text, callers' frames, the lines of a value
    that may be anything, warnings that are recorded or filtered by module.
    """
    made, flow = _made(analysis), analysis.flow
    return (
        tells_tracebacks(analysis)
        or any(map(_looks_up, flow.every("all_calls")))
        or any(
            cell.any(_sees) or not cell.union(_asked_for_place) <= made
            for cell in flow.cells
            if _may_see(cell.source)
        )
    )


@once
def asked_for_module(analysis: Analysis) -> frozenset[str]:
    """Names that may hold something whose module or source the notebook asks for: `type(x).__module__`.

    Functions that are asked by name are not among them; see `showing.inspected_names`.
    """
    made = _made(analysis)
    asking = [
        statement
        for statement in analysis.statements
        if _may_see(analysis.notebook.cells[statement.cell].source)
        and not _asked(statement) <= made
    ]
    if asking and analysis.flow.wild_readers:
        return analysis.flow.names
    names = (name for statement in asking for name in names_said(analysis, statement))
    return reach_of(analysis, names, lambda statement: ()) if asking else frozenset()


@once
def _made(analysis: Analysis) -> frozenset[str]:
    """Functions, classes and imports: who asks one of these by name asks for no other."""
    return frozenset(analysis.flow.functions) | {
        imported.name for imports in analysis.imports.values() for imported in imports
    }


@lru_cache(maxsize=20_000)
def _may_see(source: str) -> bool:
    """Whether a cell has one of the words; Python reads names in other alphabets' letters as the same names."""
    return not source.isascii() or _WORDS.search(source) is not None


def _looks_up(call: str) -> bool:
    return call in _FRAMES or call.rpartition(".")[2] in _FRAMES


def _sees(statement: Bare) -> bool:
    nodes = nodes_of(statement.node) if statement.node else ()
    return any(map(_is_record_format, nodes)) or any(
        _tells_warnings(node) or _reaches_globals(node) for node in nodes
    )


def _reaches_globals(node: ast.AST) -> bool:
    """`f.__globals__["x"]`: any name, which may have become local to a function."""
    return isinstance(node, ast.Attribute) and node.attr == "__globals__"


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


def _asked(statement: Bare | Statement) -> frozenset[str]:
    """The names of what it asks for its module, source or place; "" for a value that may be anything."""
    return _asked_for(statement.node, _ATTRIBUTES, _SOURCES)


def _asked_for_place(statement: Bare) -> frozenset[str]:
    """The same where the answer says which line or file it is."""
    return _asked_for(statement.node, _PLACES, _LINES)


def _asked_for(
    top: ast.stmt | None, attributes: frozenset[str], calls: frozenset[str]
) -> frozenset[str]:
    found: set[str] = set()
    for node in nodes_of(top) if top else ():
        asked: ast.expr | None = None
        if isinstance(node, ast.Attribute) and node.attr in attributes:
            asked = node.value
        elif isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in calls:
            asked = node.args[0] if node.args else None
        if asked is not None:
            found.add(asked.id if isinstance(asked, ast.Name) else "")
    return frozenset(found)
