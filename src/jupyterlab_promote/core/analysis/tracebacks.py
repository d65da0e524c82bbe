"""Whether a traceback becomes part of what the notebook puts out; stderr is beside it."""

from __future__ import annotations

import ast

from ..trees import nodes_of
from .analyse import Analysis
from .bare import Bare
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
    flow = analysis.flow
    if _gives_text(flow.every("all_calls")):
        return True
    if _DEEP in flow.every("reads") or _DEEP in flow.every("later"):
        return True
    said = flow.union(_said)
    return "printed" in said or {"logged", "handled"} <= said


def _gives_text(calls: frozenset[str]) -> bool:
    return any(call.rpartition(".")[2] in _AS_TEXT for call in calls)


def _said(statement: Bare) -> frozenset[str]:
    nodes = nodes_of(statement.node) if statement.node else ()
    found = (_said_by(inner) for inner in nodes if isinstance(inner, ast.Call))
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
