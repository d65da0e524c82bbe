"""Loops that certainly run at least once because the notebook shows what they run over.

frames = [train, test]
for frame in frames:        binds `frame` on every path
    frame["size"] = …
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..trees import nodes_of
from .facts import Statement

_SAME_LENGTH = frozenset({"enumerate", "list", "reversed", "set", "sorted", "tuple"})
_VIEWS = frozenset({"items", "keys", "values"})


def with_certain_loops(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, where a loop over a name that always holds something certainly binds its targets."""
    looped = {s.index: name for s in statements if (name := _looped_over(s))}
    if any(_SAME_LENGTH & s.facts.binds for s in statements):
        return tuple(statements)
    filled = _filled(statements, frozenset(looped.values())) if looped else frozenset()
    return tuple(
        _certain(s) if s.index in looped and looped[s.index] in filled else s for s in statements
    )


def _certain(statement: Statement) -> Statement:
    assert isinstance(statement.node, ast.For)
    targets = {n.id for n in nodes_of(statement.node.target) if isinstance(n, ast.Name)}
    bound = (targets & statement.facts.binds) - statement.facts.kills
    return replace(statement, facts=replace(statement.facts, must=statement.facts.must | bound))


def _looped_over(statement: Statement) -> str:
    """The `x` of `for … in x`, `in enumerate(x)`, `in x.items()`; a loop whose body unbinds names is left alone."""
    if not isinstance(statement.node, ast.For) or statement.facts.kills:
        return ""
    over = statement.node.iter
    if isinstance(over, ast.Call):
        function = over.func
        if isinstance(function, ast.Attribute) and function.attr in _VIEWS and not over.args:
            over = function.value
        elif isinstance(function, ast.Name) and function.id in _SAME_LENGTH and over.args:
            over = over.args[0]
    return over.id if isinstance(over, ast.Name) else ""


def _filled(statements: Iterable[Statement], names: frozenset[str]) -> frozenset[str]:
    """Those names that are only ever bound to lists and dicts written out with something in them."""
    found = set(names)
    for statement in statements:
        facts = statement.facts
        touched = facts.mutates | facts.may_mutate | facts.kills | facts.global_writes
        if not isinstance(statement.node, ast.For):
            touched |= facts.stored  # under another name, it might be emptied
        if not _fills(statement):
            touched |= facts.binds
        found -= touched
    return frozenset(found)


def _fills(statement: Statement) -> bool:
    node = statement.node
    if not isinstance(node, ast.Assign) or not all(isinstance(t, ast.Name) for t in node.targets):
        return False
    if isinstance(node.value, ast.List | ast.Tuple | ast.Set):
        return any(not isinstance(element, ast.Starred) for element in node.value.elts)
    return isinstance(node.value, ast.Dict) and any(key is not None for key in node.value.keys)
