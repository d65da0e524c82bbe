"""Whether the notebook could see when a value dies: what is local to a function dies as it returns."""

from __future__ import annotations

import ast

from .analyse import Analysis
from .once import once


@once
def sees_lifetimes(analysis: Analysis) -> bool:
    """Whether a class has a `__del__`, or something holds weak references or counts strong ones."""
    return any(
        _has_finalizer(statement.node)
        or any(_watches(call) for call in statement.facts.calls | statement.facts.later_calls)
        for statement in analysis.statements
    )


def _has_finalizer(node: ast.stmt | None) -> bool:
    return isinstance(node, ast.ClassDef) and any(
        isinstance(s, ast.FunctionDef) and s.name == "__del__" for s in node.body
    )


def _watches(call: str) -> bool:
    root, _, method = call.partition(".")
    return root == "weakref" or call.startswith("Weak") or method == "getrefcount"
