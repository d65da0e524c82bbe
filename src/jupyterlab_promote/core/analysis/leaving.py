"""Generators that do something as they are closed, and code that lets go of one at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

from ..trees import nodes_of
from .names import dotted

_LETTING_GO = frozenset("all any dict frozenset list max min next set sorted sum tuple".split())
_PASSING_ON = frozenset({"enumerate", "filter", "zip"})
TAKING = _LETTING_GO | _PASSING_ON
_MADE = (ast.FunctionDef, ast.AsyncFunctionDef)


@lru_cache(maxsize=50_000)
def closing_generators(node: ast.stmt) -> tuple[ast.stmt, ...]:
    """The functions in it that are such generators, or hold one."""
    return tuple(
        inner
        for inner in nodes_of(node)
        if isinstance(inner, _MADE)
        and not any(dotted(d).endswith("contextmanager") for d in inner.decorator_list)
        and any(map(_acts_when_closed, nodes_of(inner)))
    )


def _acts_when_closed(node: ast.AST) -> bool:
    """A `yield` in a `try` that does something in any case; in a `with` of more than files."""
    match node:
        case ast.Try():
            return bool(node.finalbody or any(map(_catches_the_end, node.handlers))) and _yields(
                node
            )
        case ast.With(items=items):
            return not all(map(_is_file, items)) and _yields(node)
    return False


def _catches_the_end(handler: ast.ExceptHandler) -> bool:
    return (
        handler.type is None
        or "GeneratorExit" in ast.dump(handler.type)
        or "BaseException" in (ast.dump(handler.type))
    )


def _is_file(item: ast.withitem) -> bool:
    call = item.context_expr
    return isinstance(call, ast.Call) and dotted(call.func).rpartition(".")[2] == "open"


def _yields(node: ast.AST) -> bool:
    return any(isinstance(n, ast.Yield | ast.YieldFrom) for n in nodes_of(node))


@lru_cache(maxsize=50_000)
def used_up_in(node: ast.stmt, generators: frozenset[str]) -> frozenset[str]:
    """Those of the generators that no name, container or frame can hold when one of its expressions is done.

    `for row in rows(): …`, `list(rows())`, `next(rows())`; nothing in a function that is a generator itself.
    """
    nodes = nodes_of(node)
    said = [n for n in nodes if isinstance(n, ast.Name) and n.id in generators]
    if not said or _yields(node) or _renames(nodes):
        return frozenset()
    done = {id(name) for n in nodes for iterable in _iterated(n) for name in _calls(iterable)}
    return frozenset(n.id for n in said) - {n.id for n in said if id(n) not in done}


def _renames(nodes: tuple[ast.AST, ...]) -> bool:
    """Whether `list` or the like may be something else here."""
    return any(
        (isinstance(n, ast.arg) and n.arg in TAKING)
        or (isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store) and n.id in TAKING)
        for n in nodes
    )


def _iterated(node: ast.AST) -> Iterator[ast.expr]:
    """What the node goes through, and lets go of."""
    match node:
        case ast.For(iter=iterable):
            yield iterable
        case ast.ListComp(generators=parts) | ast.SetComp(generators=parts):
            yield from (part.iter for part in parts)
        case ast.DictComp(generators=parts):
            yield from (part.iter for part in parts)
        case ast.Call(func=ast.Name(id=name), args=args) if name in _LETTING_GO:
            yield from args


def _calls(iterable: ast.expr) -> Iterator[ast.Name]:
    """Where `iterable` calls a name: `rows()`, `enumerate(rows())`."""
    match iterable:
        case ast.Call(func=ast.Name(id=name), args=args) if name in _PASSING_ON:
            for argument in args:
                yield from _calls(argument)
        case ast.Call(func=ast.Name() as name):
            yield name
