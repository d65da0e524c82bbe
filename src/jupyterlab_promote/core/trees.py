"""All nodes of a tree: what `ast.walk` gives, in its order, less the contexts of names."""

from __future__ import annotations

import ast
from functools import lru_cache

_CONTEXTS = frozenset({ast.Load, ast.Store, ast.Del})


def nodes_of(node: ast.AST) -> tuple[ast.AST, ...]:
    """The node and all below it, breadth first. Those of a statement are kept: many ask for them.

    Trees are not changed once they are made.
    """
    return _kept(node) if isinstance(node, ast.stmt) else _nodes_of(node)


def _nodes_of(node: ast.AST) -> tuple[ast.AST, ...]:
    found = [node]
    for one in found:
        for name in one._fields:
            value = getattr(one, name, None)
            if value.__class__ is list:
                found.extend(item for item in value if isinstance(item, ast.AST))
            elif isinstance(value, ast.AST) and value.__class__ not in _CONTEXTS:
                found.append(value)
    return tuple(found)


_kept = lru_cache(maxsize=50_000)(_nodes_of)
