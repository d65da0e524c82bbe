"""What a call of the notebook's own functions may read and change."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence

from ..core.analysis.calls import IN_PLACE, PURE, PURE_FUNCTIONS
from ..core.analysis.facts import Statement
from ..core.analysis.walk import Walk, walk
from ..core.trees import nodes_of

_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def called_reads(names: Iterable[str], later: Mapping[str, frozenset[str]]) -> set[str]:
    """What is read when whatever `names` hold may be called; `later` tells what a call of a name reads."""
    read: set[str] = set()
    todo = [name for name in names if name in later]
    seen = set(todo)
    while todo:
        reads = later[todo.pop()]
        read |= reads
        new = [name for name in reads if name in later and name not in seen]
        seen.update(new)
        todo.extend(new)
    return read


def called_changes(statement: Statement) -> frozenset[str]:
    """Names of the notebook whose object the functions made by `statement` may change in place."""
    if statement.node is None:
        return frozenset()
    changed: set[str] = set()
    for node in nodes_of(statement.node):
        if isinstance(node, _Function):
            inner = _walked(node)
            own = {argument.arg for argument in _arguments(node)} | set(inner.binds)
            changed |= inner.mutates - own
    return frozenset(changed)


def changes_by_sign(statement: Statement) -> bool:
    """Whether it holds an augmented assignment, which changes a list or an array where it is: `x += [1]`."""
    return statement.node is not None and any(
        isinstance(node, ast.AugAssign) for node in nodes_of(statement.node)
    )


class Tame:
    """The notebook's functions that change none of their arguments, nor what they call."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        defined = [node for node in (s.node for s in statements) if isinstance(node, _Function)]
        inner = {node.name: _walked(node) for node in defined if not isinstance(node, ast.Lambda)}
        tame = {name for name, walked in inner.items() if not walked.mutates}
        while wild := {n for n in tame if not all(_known(c) or c in tame for c in inner[n].calls)}:
            tame -= wild
        self.names = tame

    def covers(self, calls: Iterable[str]) -> bool:
        """Whether none of these calls changes what it is given."""
        return all(call in self.names or _known(call) for call in calls)


def _known(call: str) -> bool:
    """Whether a call of this dotted name is known to change nothing, in place or otherwise."""
    method = call.rpartition(".")[2]
    return method not in IN_PLACE and (method in PURE or call in PURE_FUNCTIONS)


def _walked(node: _Function) -> Walk:
    """What the function's body does, seen from inside it."""
    body = [ast.Expr(node.body)] if isinstance(node, ast.Lambda) else node.body
    return walk(body)


def _arguments(node: _Function) -> list[ast.arg]:
    given = node.args
    rest = [argument for argument in (given.vararg, given.kwarg) if argument is not None]
    return [*given.posonlyargs, *given.args, *given.kwonlyargs, *rest]
