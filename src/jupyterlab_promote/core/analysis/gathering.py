"""What a run of top-level statements binds and needs, gathered statement by statement."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ..trees import nodes_of
from .analyse import Analysis
from .facts import Statement


@dataclass
class Run:
    """Names that the run reads and imports, each with its statement, and those that it binds and deletes."""

    reads: dict[str, int] = field(default_factory=dict)
    binds: dict[str, None] = field(default_factory=dict)
    bound: set[str] = field(default_factory=set)
    killed: set[str] = field(default_factory=set)
    imported: dict[str, int] = field(default_factory=dict)


def gathered(analysis: Analysis, statements: Sequence[Statement]) -> Run:
    run = Run()
    for statement in statements:
        facts = statement.facts
        if statement.kind == "import":
            for imported in analysis.imports.get(statement.index, ()):
                run.imported.setdefault(imported.name, statement.index)
            continue
        for name in analysis.flow.reads(statement) | facts.exposed:
            if name not in run.bound and name not in run.imported:
                run.reads.setdefault(name, statement.index)
        run.binds.update(dict.fromkeys(_in_binding_order(statement.node, facts.binds)))
        run.bound -= facts.kills
        run.bound |= facts.must
        run.killed -= facts.must
        run.killed |= facts.kills
    return run


@lru_cache(maxsize=50_000)
def _in_binding_order(node: ast.stmt | None, names: frozenset[str]) -> tuple[str, ...]:
    """The names in the order in which the statement first binds them."""
    if len(names) < 2 or node is None:
        return tuple(sorted(names))
    order: dict[str, tuple[int, int]] = {}
    for inner in nodes_of(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            order.setdefault(inner.id, (inner.lineno, inner.col_offset))
    return tuple(sorted(names, key=lambda name: (order.get(name, (0, 0)), name)))
