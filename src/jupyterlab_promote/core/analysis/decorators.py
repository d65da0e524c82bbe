"""Decorators: which ones only wrap what they decorate, and which may keep it elsewhere."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from .facts import Statement
from .names import dotted

QUIET_DECORATORS = frozenset(
    """staticmethod classmethod property dataclass dataclasses.dataclass lru_cache cache wraps
    functools.lru_cache functools.cache functools.wraps functools.total_ordering total_ordering
    cached_property functools.cached_property contextmanager contextlib.contextmanager
    singledispatch functools.singledispatch abstractmethod abc.abstractmethod njit jit vectorize
    numba.njit numba.jit nb.njit nb.jit numba.vectorize np.vectorize torch.no_grad tf.function
    overload typing.overload final typing.final delayed dask.delayed enum.unique unique
    attr.s attrs.define define runtime_checkable""".split()
)


def only_wraps(definition: Statement) -> bool:
    """A decorator of the notebook that does nothing but define a wrapper and return it."""
    node = definition.node
    if not isinstance(node, ast.FunctionDef) or node.decorator_list:
        return False
    allowed = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Return)
    body = [s for s in node.body if not is_docstring(s)]
    return all(isinstance(s, allowed) for s in body) and all(
        not isinstance(s, ast.Return) or isinstance(s.value, ast.Name) for s in body
    )


def is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def may_be_kept(definition: Statement, functions: Mapping[str, tuple[Statement, ...]]) -> bool:
    """Whether a decorator may hand the function or class to others: `@app.route`, `@register`."""
    decorators = getattr(definition.node, "decorator_list", ())
    return any(not _lets_go(decorator, functions) for decorator in decorators)


def _lets_go(decorator: ast.expr, functions: Mapping[str, tuple[Statement, ...]]) -> bool:
    name = dotted(decorator.func if isinstance(decorator, ast.Call) else decorator)
    if name in functions:
        return all(map(only_wraps, functions[name]))
    return name in QUIET_DECORATORS
