"""A promoted function that took on parameters, handed to a call that only calls it, is handed on by a lambda.

    df.apply(flag, axis=1)     →     df.apply(lambda row: flag(limit, row), axis=1)

The lambda stands where the name stood, and reads the notebook's data at each call, as the function did.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence, Set

from ..analysis.facts import Statement
from ..trees import nodes_of
from .splices import Splice, place_of

Function = ast.FunctionDef | ast.AsyncFunctionDef
_SCOPES = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
)
_METHODS: Mapping[str, Set[str]] = {
    "apply": {"axis"},
    "applymap": set(),
    "map": {"na_action"},
    "pipe": set(),
}
METHODS = frozenset(_METHODS)


def handed_on(statement: Statement, function: str) -> tuple[ast.Name, ...]:
    """Where the statement hands the function to a call that calls it with one argument, and keeps nothing."""
    if statement.node is None:
        return ()
    inner = {
        id(n)
        for scope in nodes_of(statement.node)
        if isinstance(scope, _SCOPES)
        for n in nodes_of(scope)
    }
    calls = (n for n in nodes_of(statement.node) if isinstance(n, ast.Call) and id(n) not in inner)
    return tuple(n for call in calls for n in _given(call) if n.id == function)


def _given(call: ast.Call) -> Iterator[ast.Name]:
    """The function that the call calls with one argument, if it is one of those that do."""
    match call:
        case ast.Call(func=ast.Attribute(value=owner, attr=method), args=[ast.Name() as one]):
            is_column = isinstance(owner, ast.Subscript)  # other things have a `map`, too
            if method not in _METHODS or (method == "map" and not is_column):
                return
            if {k.arg for k in call.keywords} <= _METHODS[method]:
                yield one


def takes_one(node: Function, passed: Sequence[str]) -> bool:
    """Whether a lambda of one parameter can stand for the function."""
    given = node.args
    plain = [*given.posonlyargs, *given.args]
    required = len(plain) - len(given.defaults)
    others = given.vararg or given.kwarg or any(d is None for d in given.kw_defaults)
    return required == 1 and not others and plain[0].arg not in (*passed, node.name)


def as_lambda(cell: int, name: ast.Name, node: Function, passed: Sequence[str]) -> list[Splice]:
    """What makes a lambda of the function's name, around it."""
    start, end = place_of(name)
    own = [*node.args.posonlyargs, *node.args.args][0].arg
    call = f"({', '.join((*passed, own))})"
    return [Splice(cell, start, start, f"lambda {own}: "), Splice(cell, end, end, call)]
