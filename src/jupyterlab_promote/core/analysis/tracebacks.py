"""Whether a traceback becomes part of what the notebook puts out; stderr is beside it."""

from __future__ import annotations

import ast
from functools import lru_cache

from ..trees import nodes_of
from .analyse import Analysis
from .names import dotted
from .once import once

_AS_TEXT = frozenset(
    """format_exc format_exception format_list format_stack format_tb extract_stack extract_tb
    print_stack walk_stack walk_tb""".split()
)
_PRINTING = frozenset({"print_exc", "print_exception", "print_tb"})
_HANDLERS = frozenset({"FileHandler", "RotatingFileHandler", "StreamHandler"})
_DEEP = "RecursionError"  # who catches it can tell how deep it was


@once
def tells_tracebacks(analysis: Analysis) -> bool:
    """`traceback.format_exc()`, `print_exc(file=sys.stdout)`, `log.exception` with a handler of its own."""
    if any(_gives_text(s.facts.all_calls) for s in analysis.statements):
        return True
    if any(_DEEP in s.facts.reads | s.facts.later for s in analysis.statements):
        return True
    said = frozenset().union(*(_said(s.node) for s in analysis.statements if s.node is not None))
    return "printed" in said or {"logged", "handled"} <= said


def _gives_text(calls: frozenset[str]) -> bool:
    return any(call.rpartition(".")[2] in _AS_TEXT for call in calls)


@lru_cache(maxsize=50_000)
def _said(node: ast.stmt) -> frozenset[str]:
    found = (_said_by(inner) for inner in nodes_of(node) if isinstance(inner, ast.Call))
    return frozenset(word for word in found if word)


def _said_by(call: ast.Call) -> str:
    name = dotted(call.func).rpartition(".")[2]
    keywords = {keyword.arg for keyword in call.keywords}
    if name in _PRINTING and "file" in keywords:
        return "printed"
    if "exc_info" in keywords or (name == "exception" and isinstance(call.func, ast.Attribute)):
        return "logged"
    has_stream = name in _HANDLERS and (call.args or call.keywords)
    configured = name == "basicConfig" and keywords & {"filename", "handlers", "stream"}
    return "handled" if has_stream or configured else ""
