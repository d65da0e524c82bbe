"""Whether a notebook could see what a definition calls itself: `__name__` in outputs, labels and reprs.

`df.agg([spread])` makes a column named “spread”; a class shows its name in every default repr.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..analysis.analyse import Analysis
from ..analysis.facts import Statement
from .occurrences import occurrences
from .splices import Place, place_of

# Calls that use a function and never ask for its name.
_BLIND = frozenset({"apply", "map", "applymap", "filter", "pipe", "sorted", "min", "max", "reduce"})


def shows_its_name(analysis: Analysis, index: int) -> bool:
    """Whether the definition under another name might put out something else."""
    statement = analysis.statements[index]
    node = statement.node
    if statement.kind == "assign":
        return False
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.decorator_list:
        return True
    return any(
        _is_handed_on(analysis, other, node.name)
        for other in analysis.statements
        if other.index != index and _says(other, node.name)
    ) or _says_in_body(node)


def _says(statement: Statement, name: str) -> bool:
    facts = statement.facts
    return name in facts.reads or name in facts.later or name in facts.mentions


def _says_in_body(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A function that names itself other than to call itself."""
    names = [n for n in ast.walk(node) if isinstance(n, ast.Name) and n.id == node.name]
    called = [n.func for n in ast.walk(node) if isinstance(n, ast.Call)]
    return any(not any(name is function for function in called) for name in names)


def _is_handed_on(analysis: Analysis, statement: Statement, name: str) -> bool:
    """Whether a statement uses the function other than by calling it, or giving it to a blind call."""
    if statement.node is None or statement.kind == "magic" or name in statement.facts.mentions:
        return False  # a magic such as %timeit calls it by the notebook's name
    source = analysis.notebook.cells[statement.cell].source
    places = occurrences(source, [statement.node], name)
    if places is None:
        return True
    harmless = set(_harmless(statement.node))
    return any(place not in harmless for place in places)


def _harmless(node: ast.AST) -> Iterator[tuple[Place, Place]]:
    for call in ast.walk(node):
        if not isinstance(call, ast.Call):
            continue
        yield place_of(call.func)
        function = call.func
        spelled = function.attr if isinstance(function, ast.Attribute) else ""
        spelled = function.id if isinstance(function, ast.Name) else spelled
        if spelled in _BLIND:
            yield from (place_of(arg) for arg in call.args)
            yield from (place_of(keyword.value) for keyword in call.keywords)
