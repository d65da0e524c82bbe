"""Statements that list the notebook's names."""

from __future__ import annotations

import ast

from ..trees import nodes_of
from .bare import Bare

_MAIN = "__main__"
_ANNOTATED = "__annotations__"  # of the notebook: names that have a type
_CALLS = frozenset({"dir", "globals", "locals", "vars"})
_FROM_INSIDE = frozenset({"globals"})  # in a function the others list the function's own names
_MAGICS = frozenset({"%who", "%whos", "%who_ls", "%store", "%reset", "%reset_selective"})


def lists_names(statement: Bare) -> bool:
    """Whether the statement, or a function made in it, may list or reach all names at once."""
    facts = statement.facts
    if not _MAGICS.isdisjoint(facts.calls):
        return True
    if statement.node is None:
        return False
    if _reaches_main(statement.node, facts.strings) or _ANNOTATED in facts.reads | facts.later:
        return True
    if _CALLS.isdisjoint(facts.all_calls):
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


def _reaches_main(node: ast.stmt, strings: frozenset[str]) -> bool:
    """`import __main__`; a string that says `from __main__ import f`, as `timeit` takes it."""
    if isinstance(node, ast.ImportFrom) and node.module == _MAIN:
        return True
    if isinstance(node, ast.Import) and any(alias.name == _MAIN for alias in node.names):
        return True
    if _MAIN not in strings:
        return False
    compared = {
        id(side) for n in nodes_of(node) if isinstance(n, ast.Compare) for side in n.comparators
    }
    return any(
        isinstance(n, ast.Constant)
        and isinstance(n.value, str)
        and _MAIN in n.value
        and id(n) not in compared
        for n in nodes_of(node)
    )
