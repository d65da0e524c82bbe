"""Containers that have one name only: what is put into one is found by that name, and nobody else has it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..trees import nodes_of
from .caught import set_by
from .names import all_arguments, names_in

_MAKERS = frozenset({"list", "dict", "set"})
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_ASKING = frozenset({"len", "list", "print", "sorted", "sum"})


@lru_cache(maxsize=100)
def own_containers(body: tuple[ast.stmt, ...]) -> frozenset[str]:
    """Names that a scope sets before it uses them, always to a new container, and never says as a value."""
    made = frozenset(n.id for n in _made_first(body))
    if not made:
        return made
    nodes = [node for statement in body for node in nodes_of(statement)]
    bound = {name for node in nodes for name in set_by(node)}
    if not bound.isdisjoint(_MAKERS | _ASKING):
        return frozenset()
    targets = {id(target) for node in nodes for target in _made(node)}
    asked = {id(one) for node in nodes for one in _asked(node)}
    said = (_said(statement, targets | asked) for statement in body)
    return made.difference(*said)


def _said(node: ast.AST, apart: set[int]) -> set[str]:
    """The names of the scope that the node says, but for the `Name`s apart; a function's own are others."""
    found = {name for name in _named(node) if id(node) not in apart and name is not None}
    if not isinstance(node, _FUNCTIONS):
        return found.union(*(_said(child, apart) for child in ast.iter_child_nodes(node)))
    inside: set[str] = set().union(*(_said(child, apart) for child in ast.iter_child_nodes(node)))
    declared = (n for n in nodes_of(node) if isinstance(n, (ast.Global, ast.Nonlocal)))
    own = {a.arg for a in all_arguments(node.args)}.difference(*(n.names for n in declared))
    return found | (inside - own)


def _named(node: ast.AST) -> list[str | None]:
    return [node.id] if isinstance(node, ast.Name) else set_by(node)


def _made_first(body: Sequence[ast.stmt]) -> Iterator[ast.Name]:
    """`kept = []` at the scope's own level, above all that mentions the name."""
    seen: set[str] = set()
    for statement in body:
        yield from (target for target in _made(statement) if target.id not in seen)
        seen.update(names_in(statement))


def _made(node: ast.AST) -> list[ast.Name]:
    """The name that a new container is given, as `xs = []` and `xs = list(ys)` do."""
    match node:
        case ast.Assign(targets=[ast.Name() as target], value=ast.List() | ast.Dict() | ast.Set()):
            return [target]
        case ast.Assign(targets=[ast.Name() as target], value=ast.Call(func=ast.Name(id=name))):
            return [target] if name in _MAKERS else []
    return []


def _asked(node: ast.AST) -> Iterator[ast.expr]:
    """Parts of the node whose value it only looks into, or calls a method of."""
    match node:
        case ast.Call(func=ast.Attribute(value=one)) | ast.Subscript(value=one):
            yield one
        case ast.For(iter=one) | ast.comprehension(iter=one):
            yield one
        case ast.Call(func=ast.Name(id=name), args=arguments) if name in _ASKING:
            yield from arguments
