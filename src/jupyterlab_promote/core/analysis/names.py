"""How expressions spell names."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from functools import lru_cache

from ..trees import nodes_of


def dotted(node: ast.expr) -> str:
    """`a.b.c` for a chain of attributes on a name; `?.c` where the chain begins with something else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    parts.append(node.id if isinstance(node, ast.Name) else "?")
    return ".".join(reversed(parts))


def root_of(node: ast.expr) -> str | None:
    """The name at the root of `a.b[c].d`, through method calls as well; `None` where there is none."""
    while True:
        if isinstance(node, (ast.Attribute, ast.Subscript, ast.Starred)):
            node = node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            node = node.func.value
        else:
            return node.id if isinstance(node, ast.Name) else None


def names_in(*nodes: ast.AST) -> list[str]:
    """All names read below `nodes`, in order of appearance, whatever their scope."""
    found: dict[str, None] = {}
    for top in nodes:
        read = [n for n in nodes_of(top) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)]
        found.update((n.id, None) for n in sorted(read, key=lambda n: (n.lineno, n.col_offset)))
    return list(found)


def target_names(target: ast.expr) -> set[str]:
    return {
        node.id
        for node in nodes_of(target)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def all_arguments(arguments: ast.arguments) -> list[ast.arg]:
    found = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return found + [a for a in (arguments.vararg, arguments.kwarg) if a is not None]


@lru_cache(maxsize=5_000)
def used_as_values(node: ast.AST) -> frozenset[str]:
    """Names that are read other than to call them."""
    nodes = nodes_of(node)
    called = {id(n.func) for n in nodes if isinstance(n, ast.Call)}
    return frozenset(
        n.id
        for n in nodes
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load) and id(n) not in called
    )


def reachable(names: Iterable[str], following: Callable[[str], Iterable[str]]) -> set[str]:
    """The names, and all that following them leads to."""
    seen: set[str] = set()
    queue = list(names)
    while queue:
        name = queue.pop()
        if name not in seen:
            seen.add(name)
            queue.extend(following(name))
    return seen
