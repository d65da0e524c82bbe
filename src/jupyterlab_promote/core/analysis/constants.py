"""Constants: names that stand for one literal in the whole notebook."""

from __future__ import annotations

import ast
from functools import lru_cache

from .analyse import Analysis


def is_constant(analysis: Analysis, index: int) -> bool:
    """Whether the statement binds one name to a literal, once in the whole notebook."""
    statement = analysis.statements[index]
    node = statement.node
    if not isinstance(node, (ast.Assign, ast.AnnAssign)) or not _names_literal(node):
        return False
    (name,) = statement.facts.binds
    if isinstance(node.value, (ast.List, ast.Dict, ast.Set)) and name in analysis.flow.mutated:
        return False
    return is_set_once(analysis, index)


def is_set_once(analysis: Analysis, index: int) -> bool:
    """Whether the statement binds one name, and nothing else in the notebook ever binds or deletes it."""
    statement = analysis.statements[index]
    if len(statement.facts.binds) != 1:
        return False
    (name,) = statement.facts.binds
    return (
        len(analysis.flow.binders(name)) == 1
        and not analysis.flow.is_deleted(name)
        and "parameters" not in analysis.notebook.cells[statement.cell].tags
        and not any(i > index for i in analysis.flow.wild_binders)
    )


@lru_cache(maxsize=50_000)
def _names_literal(node: ast.Assign | ast.AnnAssign) -> bool:
    """`LIMIT = 100`: nothing but one name for one literal."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    is_name = [type(target) for target in targets] == [ast.Name]
    return is_name and node.value is not None and is_literal(node.value)


def is_literal(node: ast.expr) -> bool:
    """Numbers, strings, None, containers of literals, and arithmetic on them."""
    if isinstance(node, ast.Constant):
        return node.value is not Ellipsis
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        return all(is_literal(e) for e in node.elts)
    if isinstance(node, ast.Dict):
        return all(k is not None and is_literal(k) for k in node.keys) and all(
            is_literal(v) for v in node.values
        )
    if isinstance(node, ast.UnaryOp):
        return is_literal(node.operand) and not isinstance(node.op, ast.Not)
    if isinstance(node, ast.BinOp):
        return is_literal(node.left) and is_literal(node.right)
    return False
