"""Annotations that are strings (`node: "Tree"`): who resolves them looks in the module of the function or class."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..trees import nodes_of
from .analyse import Analysis
from .names import names_in
from .once import once

_RESOLVERS = frozenset({"get_annotations", "get_type_hints"})


def are_resolved(analysis: Analysis, node: ast.stmt) -> bool:
    """Whether the notebook resolves annotations, and some string in those of `node` names what it binds."""
    return _resolves(analysis) and any(map(analysis.flow.is_bound, _named(node)))


@once
def _resolves(analysis: Analysis) -> bool:
    calls = analysis.flow.every("all_calls")
    return any(call.rpartition(".")[2] in _RESOLVERS for call in calls)


def _named(node: ast.stmt) -> Iterator[str]:
    for annotation in _annotations(node):
        for inner in nodes_of(annotation):
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                try:
                    yield from names_in(ast.parse(inner.value, mode="eval"))
                except SyntaxError:
                    continue


def _annotations(node: ast.stmt) -> Iterator[ast.expr]:
    for inner in nodes_of(node):
        for name in ("annotation", "returns"):
            annotation = getattr(inner, name, None)
            if isinstance(annotation, ast.expr):
                yield annotation
