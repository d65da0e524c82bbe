"""What place a statement has among others: imports may arrive earlier, neighbouring definitions in any order."""

from __future__ import annotations

import ast
from typing import Literal

from ..spelling import Spelled, parts_of
from ..trees import nodes_of

Role = Literal["import", "definition", "code"]

_IMPORTS = (ast.Import, ast.ImportFrom)
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_LOOKS_UP = (ast.Call, ast.Name)


def role_of(node: ast.stmt, constants: frozenset[str]) -> Role:
    """A name for a literal is a definition, too, and so are those of `constants`."""
    if isinstance(node, _IMPORTS):
        return "import"
    if isinstance(node, _DEFINITIONS):
        return "definition"
    if isinstance(node, ast.AnnAssign) or (
        isinstance(node, ast.Assign) and [type(t) for t in node.targets] == [ast.Name]
    ):
        value = node.value or node
        target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
        if isinstance(target, ast.Name) and target.id in constants:
            return "definition"
        return "code" if any(isinstance(n, _LOOKS_UP) for n in nodes_of(value)) else "definition"
    return "code"


def role_of_spelled(statement: Spelled, constants: frozenset[str]) -> Role:
    """The same of a tree that was read in another way."""
    kind, *fields = statement
    if kind in _IMPORTS:
        return "import"
    if kind in _DEFINITIONS:
        return "definition"
    if kind is ast.AnnAssign:
        target, value = fields[0], fields[2] or statement
    elif kind is ast.Assign and [target[0] for target in fields[0]] == [ast.Name]:
        (target,), value = fields
    else:
        return "code"
    if target[0] is ast.Name and target[1] in constants:
        return "definition"
    return "code" if any(part[0] in _LOOKS_UP for part in parts_of(value)) else "definition"
