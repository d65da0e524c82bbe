"""Whether anything would notice that a function or class goes by another name in its module."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..analysis.analyse import Analysis
from ..analysis.facts import Statement

_NAMES = frozenset({"__name__", "__qualname__"})
# These call what they are given, and show its name to nobody.
_ONLY_CALL = frozenset("apply applymap filter map max min pipe reduce sort sorted".split())


def shows_its_name(analysis: Analysis, definition: Statement) -> bool:
    """Whether its `__name__` may be seen: by its own code, a decorator, or whoever it is handed to.

    `df.agg([first_half])` makes a column of that name; a class says its name in a data class's repr.
    """
    node = definition.node
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.decorator_list:
        return True
    if any(isinstance(n, ast.Attribute) and n.attr in _NAMES for n in ast.walk(node)):
        return True
    return any(
        _hands_on(statement.node, node.name)
        for statement in analysis.statements
        if statement.node is not None
        and node.name in statement.facts.reads | statement.facts.later
        and statement is not definition
    )


def _hands_on(tree: ast.AST, name: str) -> bool:
    plain = {id(n) for node in ast.walk(tree) for n in _called(node)}
    return any(
        isinstance(node, ast.Name)
        and node.id == name
        and isinstance(node.ctx, ast.Load)
        and id(node) not in plain
        for node in ast.walk(tree)
    )


def _called(node: ast.AST) -> Iterator[ast.expr]:
    """What the node calls, or gives to a function that does nothing but call it."""
    if isinstance(node, ast.Call):
        yield node.func
        method = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
        if method in _ONLY_CALL:
            yield from node.args
            yield from (keyword.value for keyword in node.keywords)
