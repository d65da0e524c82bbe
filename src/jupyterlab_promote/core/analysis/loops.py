"""Loops that certainly run at least once because the notebook shows what they run over.

frames = [train, test]
for frame in frames:        binds `frame` on every path
    frame["size"] = …
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from ..trees import nodes_of
from .facts import Facts, Statement

_SAME_LENGTH = frozenset({"enumerate", "list", "reversed", "set", "sorted", "tuple"})
_VIEWS = frozenset({"items", "keys", "values"})


def with_certain_loops(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, where a loop over a name that always holds something certainly binds its targets."""
    loops = [s for s in statements if isinstance(s.node, ast.For)]
    looped = {s.index: name for s in loops if (name := _looped_over(s))}
    if not looped or any(not _SAME_LENGTH.isdisjoint(s.facts.binds) for s in statements):
        return tuple(statements)
    filled = _filled(statements, frozenset(looped.values()))
    found = list(statements)
    for index, name in looped.items():
        if name in filled:
            found[index] = _certain(found[index])
    return tuple(found)


def _certain(statement: Statement) -> Statement:
    assert isinstance(statement.node, ast.For)
    return statement._replace(facts=_with_targets(statement.node.target, statement.facts))


@lru_cache(maxsize=5_000)
def _with_targets(target: ast.expr, facts: Facts) -> Facts:
    names = {n.id for n in nodes_of(target) if isinstance(n, ast.Name)}
    return replace(facts, must=facts.must | ((names & facts.binds) - facts.kills))


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
        if not found.isdisjoint(facts.binds) and not _fills(statement):
            found -= facts.binds
        for touched in (facts.mutates, facts.may_mutate, facts.kills, facts.global_writes):
            if touched:
                found -= touched
        if facts.stored and not isinstance(statement.node, ast.For):
            found -= {name for name in facts.stored & found if not _only_indexes(statement, name)}
    return frozenset(found)


def _only_indexes(statement: Statement, name: str) -> bool:
    """Whether it takes items, `rows[0]`, and nothing else of the name: under another name it might be emptied."""
    nodes = nodes_of(statement.node) if statement.node else ()
    indexed = {id(n.value) for n in nodes if isinstance(n, ast.Subscript)}
    return all(id(n) in indexed for n in nodes if isinstance(n, ast.Name) and n.id == name)


def _fills(statement: Statement) -> bool:
    node = statement.node
    if not isinstance(node, ast.Assign) or not all(isinstance(t, ast.Name) for t in node.targets):
        return False
    if isinstance(node.value, ast.List | ast.Tuple | ast.Set):
        return any(not isinstance(element, ast.Starred) for element in node.value.elts)
    return isinstance(node.value, ast.Dict) and any(key is not None for key in node.value.keys)
