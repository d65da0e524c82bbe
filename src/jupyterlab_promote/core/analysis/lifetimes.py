"""Whether the notebook could see when a value dies: what is local to a function dies as it returns."""

from __future__ import annotations

import ast
from functools import lru_cache

from ..trees import nodes_of
from .analyse import Analysis
from .facts import Facts
from .names import dotted
from .once import once

_TAKING_SOME = frozenset({"islice", "next", "send", "takewhile", "throw", "zip"})


@once
def sees_lifetimes(analysis: Analysis) -> bool:
    """Whether a class has a `__del__`, a generator does something as it is closed, or references are counted."""
    nodes = [s.node for s in analysis.statements if s.node is not None]
    return (
        any(_watches_any(s.facts) for s in analysis.statements)
        or any(map(_has_finalizer, nodes))
        or (any(map(_makes_closing_generator, nodes)) and _leaves_some(analysis))
    )


@lru_cache(maxsize=50_000)
def _has_finalizer(node: ast.stmt) -> bool:
    """`__del__`; `a.resize(6)` for itself, by which numpy counts who else has the array."""
    if isinstance(node, ast.ClassDef):
        return any(isinstance(s, ast.FunctionDef) and s.name == "__del__" for s in node.body)
    return any(map(_resizes_in_place, nodes_of(node)))


def _resizes_in_place(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="resize"), keywords=keywords)):
            return all(keyword.arg != "refcheck" for keyword in keywords)
    return False


@lru_cache(maxsize=50_000)
def _watches_any(facts: Facts) -> bool:
    return any(map(_watches, facts.all_calls))


def _watches(call: str) -> bool:
    root, _, method = call.partition(".")
    return root == "weakref" or call.startswith("Weak") or method == "getrefcount"


@lru_cache(maxsize=50_000)
def _makes_closing_generator(node: ast.stmt) -> bool:
    return any(
        isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef)
        and not any(dotted(d).endswith("contextmanager") for d in inner.decorator_list)
        and any(map(_acts_when_closed, nodes_of(inner)))
        for inner in nodes_of(node)
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


def _yields(node: ast.stmt) -> bool:
    return any(isinstance(n, ast.Yield | ast.YieldFrom) for n in nodes_of(node))


def _leaves_some(analysis: Analysis) -> bool:
    """Whether something may stop in the middle of a generator."""
    calls = {c for s in analysis.statements for c in s.facts.all_calls}
    nodes = (n for s in analysis.statements if s.node is not None for n in nodes_of(s.node))
    return not _TAKING_SOME.isdisjoint(c.rpartition(".")[2] for c in calls) or any(
        isinstance(node, ast.Break) for node in nodes
    )
