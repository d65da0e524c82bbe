"""Decorators: which ones only wrap what they decorate, and which may keep it elsewhere."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from typing import TypeGuard

from ..trees import nodes_of
from .facts import Statement
from .names import all_arguments, dotted
from .subclassing import is_watched

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_COPYING = frozenset({"wraps", "functools.wraps"})

QUIET_DECORATORS = frozenset(
    """staticmethod classmethod property dataclass dataclasses.dataclass lru_cache cache wraps
    functools.lru_cache functools.cache functools.wraps functools.total_ordering total_ordering
    cached_property functools.cached_property contextmanager contextlib.contextmanager
    singledispatch functools.singledispatch abstractmethod abc.abstractmethod njit jit vectorize
    numba.njit numba.jit nb.njit nb.jit numba.vectorize np.vectorize torch.no_grad tf.function
    overload typing.overload final typing.final delayed dask.delayed enum.unique unique
    attr.s attrs.define define runtime_checkable""".split()
)


def only_wraps(decorator: ast.expr, made: Iterable[Statement]) -> bool:
    """Whether a decorator that the notebook makes only defines a wrapper, which only calls what it wraps."""
    makers = [definition.node for definition in made]
    if not isinstance(decorator, ast.Call):
        return all(map(_makes_wrapper, makers))
    return all(
        _gives_function(maker) and all(map(_makes_wrapper, _functions_in(maker)))
        for maker in makers
        if maker is not None
    )


def _makes_wrapper(node: ast.stmt | None) -> bool:
    if node is None or not _gives_function(node):
        return False
    wrapped = {argument.arg for argument in all_arguments(node.args)}
    return not any(_hands_on(wrapper, wrapped) for wrapper in _functions_in(node))


def _gives_function(node: ast.stmt) -> TypeGuard[ast.FunctionDef]:
    """`def wrap(f):` with nothing in it but functions, and the name of one to return."""
    if not isinstance(node, ast.FunctionDef) or node.decorator_list:
        return False
    body = [s for s in node.body if not is_docstring(s)]
    return all(
        isinstance(s, _FUNCTIONS) or (isinstance(s, ast.Return) and isinstance(s.value, ast.Name))
        for s in body
    )


def _functions_in(node: ast.FunctionDef) -> list[ast.stmt]:
    return [s for s in node.body if isinstance(s, _FUNCTIONS)]


def _hands_on(wrapper: ast.stmt, wrapped: set[str]) -> bool:
    """Whether it does anything with what it wraps but call it, ask for its name, or `@wraps(f)`."""
    harmless = {id(one) for node in nodes_of(wrapper) for one in _called(node)}
    return any(
        isinstance(node, ast.Name) and node.id in wrapped and id(node) not in harmless
        for node in nodes_of(wrapper)
    )


def _called(node: ast.AST) -> list[ast.expr]:
    match node:
        case ast.Call(func=function, args=arguments):
            return [function, *arguments] if dotted(function) in _COPYING else [function]
        case ast.Attribute(value=value, attr="__name__" | "__doc__" | "__qualname__"):
            return [value]
    return []


def is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def may_be_kept(definition: Statement, functions: Mapping[str, tuple[Statement, ...]]) -> bool:
    """Whether others may be handed the function or class: `@app.route`, `@register`, a base that keeps a list."""
    node = definition.node
    decorators = getattr(node, "decorator_list", ())
    return any(not _lets_go(decorator, functions) for decorator in decorators) or (
        isinstance(node, ast.ClassDef) and is_watched(node, functions)
    )


def _lets_go(decorator: ast.expr, functions: Mapping[str, tuple[Statement, ...]]) -> bool:
    name = dotted(decorator.func if isinstance(decorator, ast.Call) else decorator)
    if name in functions:
        return only_wraps(decorator, functions[name])
    return name in QUIET_DECORATORS
