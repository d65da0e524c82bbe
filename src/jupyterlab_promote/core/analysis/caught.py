"""Names that only `except … as name` binds: such a name is unbound again once its handler has run."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from ..trees import nodes_of


def only_caught(statements: Sequence[ast.stmt]) -> frozenset[str]:
    """Names that handlers bind and nothing else in the statements, functions in them included."""
    nodes = [node for statement in statements for node in nodes_of(statement)]
    caught = {n.name for n in nodes if isinstance(n, ast.ExceptHandler) and n.name}
    if not caught:
        return frozenset()
    return frozenset(caught.difference(*map(set_by, nodes)))


def set_by(node: ast.AST) -> list[str | None]:
    """The names that a node itself binds, unbinds or declares, but for `except … as name`."""
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name):
            return [name]
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.alias(name=name, asname=asname):
            return [asname or name.partition(".")[0]]
        case ast.MatchAs(name=name) | ast.MatchStar(name=name) | ast.MatchMapping(rest=name):
            return [name]
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            return [*names]
    return []
