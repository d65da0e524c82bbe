"""Classes whose bases hear of them."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from .facts import Statement
from .names import names_in, reachable

Made = Mapping[str, tuple[Statement, ...]]


def is_watched(node: ast.ClassDef, made: Made) -> bool:
    """Whether code of the notebook hears of the class: its metaclass, or a base's `__init_subclass__`."""
    names = reachable(_bases(node), lambda name: _bases_by_name(name, made))
    above = [d.node for name in names for d in made.get(name, ()) if d.node is not node]
    return _has_own_metaclass(node, made) or any(
        "__init_subclass__" in methods_of(base) or _has_own_metaclass(base, made)
        for base in above
        if isinstance(base, ast.ClassDef)
    )


def methods_of(node: ast.ClassDef) -> set[str]:
    return {s.name for s in node.body if isinstance(s, ast.FunctionDef | ast.AsyncFunctionDef)}


def _has_own_metaclass(node: ast.ClassDef, made: Made) -> bool:
    return any(name in made for keyword in node.keywords for name in names_in(keyword.value))


def _bases(node: ast.ClassDef) -> frozenset[str]:
    return frozenset(name for base in node.bases for name in names_in(base))


def _bases_by_name(name: str, made: Made) -> frozenset[str]:
    nodes = (definition.node for definition in made.get(name, ()))
    return frozenset().union(*(_bases(n) for n in nodes if isinstance(n, ast.ClassDef)))
