"""Syntax trees, each made and walked once; nobody changes one."""

from __future__ import annotations

import ast
from functools import lru_cache

_CONTEXTS = frozenset({ast.Load, ast.Store, ast.Del})


@lru_cache(maxsize=1_000)
def module_of(text: str) -> ast.Module:
    """The tree of a Python file, whatever it begins with. Raises what `ast.parse` raises."""
    return ast.parse(text.removeprefix("\ufeff"))


def nodes_of(node: ast.AST) -> tuple[ast.AST, ...]:
    """What `ast.walk` gives, in its order, less the contexts of names. A statement's are kept: many ask for them."""
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
