"""What a statement makes, as far as functions go: containers for them, and what gives them back."""

from __future__ import annotations

import ast
from functools import lru_cache

from ..trees import nodes_of
from .facts import Statement

RUN_LATER = (
    *(ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef),
    *(ast.GeneratorExp, ast.Yield, ast.YieldFrom),
)


def makes_container(node: ast.stmt | None) -> bool:
    """`names = {}`, `names = []`: a container without another name."""
    return (
        isinstance(node, ast.Assign)
        and isinstance(node.value, (ast.Dict, ast.List, ast.Set))
        and len(node.targets) == 1
    )


@lru_cache(maxsize=5_000)
def makes_functions(node: ast.stmt | None) -> bool:
    """Whether calling what it defines may give back what runs code later: a function, an instance, a generator."""
    if not isinstance(node, ast.FunctionDef):
        return True
    return any(isinstance(n, RUN_LATER) for n in nodes_of(node)[1:])


def runs_code(definition: Statement) -> bool:
    """Whether defining it may call functions: decorators and defaults, a class's body and bases."""
    return bool(definition.facts.calls) or definition.kind == "class"
