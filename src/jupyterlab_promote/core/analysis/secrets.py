"""Literals that look like secrets: a module is shared sooner than a notebook, so they are named before they move."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ..trees import nodes_of

_NAME = re.compile(
    r"(?:^|_)(?:api_?key|apikey|secret|token|passw(?:or)?d|passwd|pwd|credentials?|access_?key|"
    r"private_?key|auth_?key|conn(?:ection)?_?str(?:ing)?)(?:$|_|\d)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"_(?:cols?|columns?|names?|paths?|files?|fields?|url|type)$", re.IGNORECASE)
_VALUE = re.compile(
    r"\A(?:sk-[\w-]{12,}|gh[pousr]_\w{20,}|AKIA[0-9A-Z]{12,}|xox[abpr]-[\w-]{10,}|AIza[\w-]{30,}|"
    r"eyJ[\w-]{10,}\.[\w-]{10,}\..*|hf_\w{20,}|glpat-[\w-]{15,}|[a-z][\w+.-]*://[^/\s:@]+:[^/\s@]+@.*)\Z"
)
_PLACEHOLDER = re.compile(r"\A(?:\W*|x+|your.*|<.*>|\.\.\.|changeme|none|token|password)\Z", re.I)


def secrets_in(nodes: Iterable[ast.AST]) -> tuple[str, ...]:
    """What to call each literal secret in `nodes`, in order: the name that holds it, or its first letters."""
    return tuple(dict.fromkeys(name for node in nodes for name in _secrets(node)))


@lru_cache(maxsize=5_000)
def _secrets(tree: ast.AST) -> tuple[str, ...]:
    return tuple(_found_in(tree))


def _found_in(tree: ast.AST) -> Iterator[str]:
    named: set[ast.expr] = set()
    for node in nodes_of(tree):
        for name, value in _named_values(node):
            if _NAME.search(name) and not _ABOUT.search(name) and _is_value(value):
                named.add(value)
                yield name
        if isinstance(node, ast.Constant) and node not in named and _is_key(node.value):
            yield f"{str(node.value)[:4]}…"


def _is_key(value: object) -> bool:
    return isinstance(value, str) and _VALUE.match(value) is not None


def _named_values(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """What is given a name here: assignments, keyword arguments, items, defaults."""
    match node:
        case ast.Assign(targets=targets, value=value):
            yield from ((_last_name(target), value) for target in targets)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            yield _last_name(target), value
        case ast.keyword(arg=str(name), value=value):
            yield name, value
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value, value
        case ast.arguments():
            named = [*node.posonlyargs, *node.args]
            pairs = zip(reversed(named), reversed(node.defaults), strict=False)
            yield from ((argument.arg, value) for argument, value in pairs)


def _last_name(target: ast.expr) -> str:
    match target:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
    return ""


def _is_value(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and len(node.value) >= 4
        and not _PLACEHOLDER.match(node.value)
    )
