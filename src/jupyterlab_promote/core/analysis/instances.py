"""Instances that the notebook only ever looks into: `model.fit(x)`, `model.loss`. Nothing else can hold them."""

from __future__ import annotations

import ast
from collections.abc import Container, Iterator
from dataclasses import dataclass

from ..trees import nodes_of
from .analyse import Analysis
from .facts import Statement

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def are_only_looked_into(analysis: Analysis, node: ast.ClassDef) -> bool:
    """Whether instances of the class are bound to names, as in `m = M()`, and never found anywhere else.

    No attribute, list, function or method that is shown can hold one, or give one back, then.
    """
    plain = _plain(node)
    if plain is None:
        return False
    rest = [s for s in analysis.statements if s.node is not node]
    names = frozenset(name for s in rest for name, _ in _made(s, plain))
    return not any(_hands_on(statement, names, plain) for statement in rest)


@dataclass(frozen=True, slots=True)
class _Plain:
    """A class without bases whose methods use `self` only to look into it, or, if `fluent`, to return it."""

    name: str
    methods: frozenset[str]
    fluent: frozenset[str]


def _plain(node: ast.ClassDef) -> _Plain | None:
    methods = [s for s in node.body if isinstance(s, ast.FunctionDef)]
    made = [n for n in nodes_of(node) if isinstance(n, _DEFINITIONS) and n is not node]
    if node.bases or node.keywords or node.decorator_list or len(made) != len(methods):
        return None
    if any(m.decorator_list or [a.arg for a in m.args.args][:1] != ["self"] for m in methods):
        return None
    names = frozenset(method.name for method in methods)
    fluent = frozenset(m.name for m in methods if any(map(_returned, nodes_of(m))))
    returned = {id(_returned(n)) for n in nodes_of(node)}
    itself = frozenset({"self", "super", "__class__", node.name})
    bare = _bare(nodes_of(node), itself, names)
    return _Plain(node.name, names, fluent) if all(id(n) in returned for n in bare) else None


def _returned(node: ast.AST) -> ast.expr | None:
    return node.value if isinstance(node, ast.Return) and _is_name(node.value, "self") else None


def _is_name(node: ast.AST | None, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _bare(
    nodes: tuple[ast.AST, ...], names: Container[str], methods: Container[str]
) -> Iterator[ast.Name]:
    """Where one of the names is read other than to look into it: `x.a` and `x.method()` do no more."""
    called = {id(n.func) for n in nodes if isinstance(n, ast.Call)}
    looked_into = {
        id(n.value)
        for n in nodes
        if isinstance(n, ast.Attribute)
        and not n.attr.startswith("__")
        and (n.attr not in methods or id(n) in called)
    }
    for node in nodes:
        match node:
            case ast.Name(id=name, ctx=ast.Load() | ast.Del()) if name in names:
                if id(node) not in looked_into:
                    yield node


def _made(statement: Statement, plain: _Plain) -> Iterator[tuple[str, ast.expr]]:
    """The name that an instance is bound to as soon as it is made, and where the class stands there."""
    match statement.node:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=made)):
            if _is_name(made, plain.name):
                yield name, made


def _hands_on(statement: Statement, names: frozenset[str], plain: _Plain) -> bool:
    """Whether it does more with the instances than look into them, and with the class than bind a new one."""
    if statement.node is None or statement.kind == "magic":
        return not (names | {plain.name}).isdisjoint(statement.facts.mentions)
    nodes = nodes_of(statement.node)
    fine = [made for _, made in _made(statement, plain)]
    if any(n not in fine for n in _bare(nodes, names | {plain.name}, plain.methods)):
        return True
    calls = [n for n in nodes if isinstance(n, ast.Call)]
    given = [n for n in calls if isinstance(n.func, ast.Attribute) and n.func.attr in plain.fluent]
    return bool(given) and not _drops(statement, given)


def _drops(statement: Statement, calls: list[ast.Call]) -> bool:
    """`model.fit(x)` on a line of its own, which the cell does not display."""
    node = statement.node
    return isinstance(node, ast.Expr) and not statement.displays and [node.value] == calls
