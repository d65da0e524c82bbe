"""Whether the notebook could see when a value dies: what is local to a function dies as it returns."""

from __future__ import annotations

import ast
from functools import lru_cache

from .analyse import Analysis
from .facts import Facts
from .once import once


@once
def sees_lifetimes(analysis: Analysis) -> bool:
    """Whether a class has a `__del__`, or something holds weak references or counts strong ones."""
    return any(
        _has_finalizer(statement.node) or _watches_any(statement.facts)
        for statement in analysis.statements
    )


def _has_finalizer(node: ast.stmt | None) -> bool:
    return isinstance(node, ast.ClassDef) and any(
        isinstance(s, ast.FunctionDef) and s.name == "__del__" for s in node.body
    )


@lru_cache(maxsize=50_000)
def _watches_any(facts: Facts) -> bool:
    return any(map(_watches, facts.calls | facts.later_calls))


def _watches(call: str) -> bool:
    root, _, method = call.partition(".")
    return root == "weakref" or call.startswith("Weak") or method == "getrefcount"
