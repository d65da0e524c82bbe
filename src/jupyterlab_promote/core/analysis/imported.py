"""What import statements bind: whether a name means one thing, and which modules give all their names."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from ..trees import nodes_of
from .analyse import Analysis
from .facts import Import
from .once import once


def imports_of(analysis: Analysis, indices: Sequence[int], name: str) -> dict[str, Import]:
    return {
        f"{i.module}:{i.symbol}:{i.name}": i
        for index in indices
        for i in analysis.imports.get(index, ())
        if i.name == name
    }


def is_one_value(imports: Mapping[str, Import]) -> bool:
    """Whether imports of one name bind the same thing: `import os` and `import os.path` do."""
    one_package = all(i.symbol is None and not i.alias and i.module for i in imports.values())
    return len(imports) == 1 or (bool(imports) and one_package)


@once
def star_imports(analysis: Analysis) -> tuple[tuple[int, str], ...]:
    """The star imports: their statements and modules, in order."""
    return tuple(
        (index, imported.module)
        for index, imports in analysis.imports.items()
        for imported in imports
        if imported.symbol == "*"
    )


def is_star_import(node: ast.AST) -> bool:
    """`from module import *`, which only the top level of a module may say."""
    return isinstance(node, ast.ImportFrom) and node.names[0].name == "*"


def imported_in(statements: Sequence[ast.stmt]) -> frozenset[str]:
    """The names that import statements among these, or within them, bind."""
    return frozenset(
        alias.asname or alias.name.partition(".")[0]
        for statement in statements
        for node in nodes_of(statement)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    )
