"""Whether a notebook could see what a definition calls itself: its `__name__` in tables, labels, reprs.

`df.agg(["mean", spread])` makes a column named “spread”; a class shows its name in every default repr.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from ..trees import nodes_of
from .analyse import Analysis
from .bindings import indexed
from .facts import Statement
from .made_functions import shows_made_by
from .once import once

_NAMES = frozenset({"__name__", "__qualname__"})
# Methods of tables, and builtins, that call what they are given and ask nothing else of it.
_METHODS = frozenset({"apply", "applymap", "map", "pipe", "transform"})
_FIRST = frozenset({"filter", "map"})
_BY_KEY = frozenset({"max", "min", "sorted"})


def shows_its_name(analysis: Analysis, index: int) -> bool:
    """Whether the definition under another name might put out something else.

    Not where it is only ever called, or given to a call that does nothing but call it.
    """
    node = analysis.statements[index].node
    if analysis.statements[index].kind == "assign":
        return False
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.decorator_list:
        return True
    if any(_says_names(inner) for inner in nodes_of(node)) or shows_made_by(analysis, node):
        return True
    saying = (analysis.statements[i] for i in _saying(analysis).get(node.name, ()))
    return any(
        _hands_on(analysis, statement.node, node.name)
        or (statement.index != index and _may_fail(analysis, statement))
        for statement in saying
        if statement.node is not None
    )


@once
def _saying(analysis: Analysis) -> Mapping[str, Sequence[int]]:
    """By name of a function: the statements that read or bind it, or make functions that read it."""
    made = frozenset(analysis.flow.functions)
    return indexed(
        (s.index, made.intersection(s.facts.reads | s.facts.later | s.facts.binds))
        for s in analysis.statements
    )


def _says_names(node: ast.AST) -> bool:
    """`f.__name__`; a class made inside, whose repr says `f.<locals>`."""
    return isinstance(node, ast.ClassDef) or getattr(node, "attr", "") in _NAMES


def _may_fail(analysis: Analysis, statement: Statement) -> bool:
    """Whether an error may be seen: “spread() takes 1 positional argument but 2 were given”."""
    cell = analysis.notebook.cells[statement.cell]
    caught = any(
        isinstance(node, ast.ExceptHandler) for node in nodes_of(statement.node or ast.Pass())
    )
    return caught or cell.shows_error or "raises-exception" in cell.tags


def _hands_on(analysis: Analysis, tree: ast.AST, name: str) -> bool:
    harmless = {id(n) for node in nodes_of(tree) for n in _harmless(analysis, node)}
    return any(
        isinstance(node, ast.Name)
        and node.id == name
        and isinstance(node.ctx, ast.Load)
        and id(node) not in harmless
        for node in nodes_of(tree)
    )


def _harmless(analysis: Analysis, node: ast.AST) -> Iterator[ast.expr]:
    """What the node calls, or gives to a call that does nothing but call it."""
    match node:
        case ast.Call(func=ast.Attribute(value=owner, attr=method)):
            if method in _METHODS and not _is_module(analysis, owner):
                yield from node.args[:1]
                yield from (k.value for k in node.keywords if k.arg in ("arg", "func"))
        case ast.Call(func=ast.Name(id=name) as function):
            yield function
            if name in _FIRST and not analysis.flow.binders(name):
                yield from node.args[:1]
            if name in _BY_KEY and not analysis.flow.binders(name):
                yield from (k.value for k in node.keywords if k.arg == "key")


def _is_module(analysis: Analysis, owner: ast.expr) -> bool:
    """Whether a name is imported: `toolz.pipe` is not a table's `pipe`."""
    return isinstance(owner, ast.Name) and any(
        index in analysis.imports for index in analysis.flow.binders(owner.id)
    )
