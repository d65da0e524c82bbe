"""What a statement reads before it does anything else: where it is not set, nothing has happened yet."""

from __future__ import annotations

import ast
from collections.abc import Iterable


def first_reads(node: ast.stmt | None) -> tuple[str, ...]:
    """The names that the statement looks up, in order, before it calls, computes or binds anything."""
    names: list[str] = []
    _only_looks_up(_begins_with(node), names)
    return tuple(names)


def _begins_with(node: ast.stmt | None) -> list[ast.expr | None]:
    match node:
        case ast.AugAssign(target=ast.Name() as target, value=value):
            return [target, value]
        case ast.Expr() | ast.Return() | ast.Assign() | ast.AnnAssign():
            return [node.value]
        case ast.If(test=test) | ast.While(test=test) | ast.Assert(test=test):
            return [test]
        case ast.For(iter=first) | ast.Raise(exc=first) | ast.Match(subject=first):
            return [first]
        case ast.With(items=[ast.withitem(context_expr=first), *_]):
            return [first]
    return []


def _only_looks_up(nodes: Iterable[ast.expr | None], names: list[str]) -> bool:
    """Add the names that are looked up; whether the nodes do no more than that."""
    return all(_looks_up(node, names) for node in nodes if node is not None)


def _looks_up(node: ast.expr, names: list[str]) -> bool:
    match node:
        case ast.Name(id=name):
            names.append(name)
            return True
        case ast.Constant():
            return True
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            return _only_looks_up(elements, names)
        case _:
            _only_looks_up(_operands(node), names)
            return False


def _operands(node: ast.expr) -> list[ast.expr]:
    """What is evaluated before the node does what it does, as far as that is certain."""
    match node:
        case ast.BinOp(left=left, right=right):
            return [left, right]
        case ast.Compare(left=left, comparators=[right, *_]):
            return [left, right]
        case ast.BoolOp(values=[first, *_]) | ast.IfExp(test=first) | ast.UnaryOp(operand=first):
            return [first]
        case ast.Call(func=function, args=arguments, keywords=keywords):
            return [function, *arguments, *(keyword.value for keyword in keywords)]
        case ast.Subscript(value=value, slice=index):
            return [value, index]
        case ast.Attribute(value=value) | ast.Starred(value=value) | ast.NamedExpr(value=value):
            return [value]
        case ast.Await(value=value) | ast.FormattedValue(value=value):
            return [value]
        case ast.JoinedStr(values=values):
            return values
    return []
