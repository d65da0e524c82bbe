"""Statements that list the notebook's names."""

from __future__ import annotations

import ast

from ..trees import nodes_of
from .facts import Statement

_CALLS = frozenset({"dir", "globals", "locals", "vars"})
_FROM_INSIDE = frozenset({"globals"})  # in a function the others list the function's own names
_MAGICS = frozenset({"%who", "%whos", "%who_ls", "%store", "%reset", "%reset_selective"})


def lists_names(statement: Statement) -> bool:
    """Whether the statement, or a function made in it, may list or reach all names at once."""
    facts = statement.facts
    if not _MAGICS.isdisjoint(facts.calls):
        return True
    if statement.node is None or _CALLS.isdisjoint(facts.calls | facts.later_calls):
        return False
    inside = statement.kind in ("definition", "class")
    names = _FROM_INSIDE if inside else _CALLS
    return any(_lists_all(node, names) for node in nodes_of(statement.node))


def _lists_all(node: ast.AST, names: frozenset[str]) -> bool:
    """`dir()`, `globals()` and the like without an argument."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in names
        and not node.args
    )
