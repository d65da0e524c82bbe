"""Whether the notebook could tell equal constants apart: `a is b`, `id(a)`.

IPython compiles each statement by itself, so 257 in one statement is not the object that 257 in
another is. In one function, or one module, they are the same.
"""

from __future__ import annotations

import ast
import builtins
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from ..trees import nodes_of
from .analyse import Analysis
from .bare import Bare
from .facts import Statement
from .once import once

_INTERNED = range(-5, 257)


def may_merge_constants(analysis: Analysis, statements: Sequence[Statement]) -> bool:
    """Whether these say a constant that other statements say as well, and the notebook asks which is which."""
    if not _compares_identities(analysis):
        return False
    repeated = _repeated(analysis)
    return any(not repeated.isdisjoint(_constants(s.node)) for s in statements if s.node)


@once
def _compares_identities(analysis: Analysis) -> bool:
    flow = analysis.flow
    return flow.any(_compares) or ("id" in flow.every("all_calls") and not flow.is_bound("id"))


@once
def _repeated(analysis: Analysis) -> frozenset[str]:
    times = Counter(c for s in analysis.statements if s.node for c in _constants(s.node))
    return frozenset(constant for constant, count in times.items() if count > 1)


def _compares(statement: Bare) -> bool:
    return statement.node is not None and any(map(_compares_identity, nodes_of(statement.node)))


def _compares_identity(node: ast.AST) -> bool:
    if not isinstance(node, ast.Compare):
        return False
    sides = (node.left, *node.comparators)
    return any(isinstance(op, ast.Is | ast.IsNot) for op in node.ops) and not any(
        map(_is_one_of_a_kind, sides)
    )


def _is_one_of_a_kind(node: ast.expr) -> bool:
    """`None`, `True`, `int`, `type(x)`: no constant that there may be two of."""
    match node:
        case ast.Constant(value=value):
            return value is None or isinstance(value, bool)
        case ast.Name(id=name):
            return hasattr(builtins, name)
        case ast.Call(func=ast.Name(id="type")):
            return True
    return False


@lru_cache(maxsize=50_000)
def _constants(node: ast.stmt) -> frozenset[str]:
    """The constants of a statement that Python keeps once for what it compiles at once."""
    return frozenset(ast.dump(inner) for inner in nodes_of(node) if _is_kept_once(inner))


def _is_kept_once(node: ast.AST) -> bool:
    if isinstance(node, ast.Tuple):
        return all(isinstance(element, ast.Constant) for element in node.elts)
    return isinstance(node, ast.Constant) and not _is_shared(node.value)


def _is_shared(value: object) -> bool:
    """Small numbers and strings like names are the same objects everywhere."""
    if isinstance(value, str):
        return not value or (value.isascii() and value.replace("_", "a").isalnum())
    return value is None or value is Ellipsis or (isinstance(value, int) and value in _INTERNED)
