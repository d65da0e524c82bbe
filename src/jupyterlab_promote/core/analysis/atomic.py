"""What statements still do once they have bound a name: fail, so that a handler sees it half done, or call a function that reads it."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from ..trees import nodes_of
from .walk import walk


def binds_last(
    statements: Sequence[ast.stmt], name: str, certain: frozenset[str] = frozenset()
) -> bool:
    """Whether nothing in the statements can fail after the name is bound: it has its new value, or nothing has.

    `certain` are names that are set all the while.
    """
    return all(_never_fails(s, certain) for s in after_binding(statements, name))


def after_binding(statements: Sequence[ast.stmt], name: str) -> Sequence[ast.stmt]:
    """The statements of which a part may run once the name is bound, or unbound."""
    for number, statement in enumerate(statements):
        facts = walk([statement])
        if name in facts.binds or name in facts.kills:
            is_last = _binds_at_its_end(statement, name)
            return statements[number + 1 if is_last else number :]
    return ()


def _binds_at_its_end(node: ast.stmt, name: str) -> bool:
    match node:
        case ast.Assign(targets=targets, value=value):
            plain = all(isinstance(t, ast.Name) or _fits(t, value) for t in targets)
            return (plain or (len(targets) == 1 and _is_flat(targets[0]))) and not _binds(
                value, name
            )
        case ast.AnnAssign(target=ast.Name(), value=ast.expr() as value):
            return not _binds(value, name)
        case ast.AugAssign(target=ast.Name(), value=value):
            return not _binds(value, name)
        case ast.If(test=test, body=body, orelse=orelse):
            branches = binds_last(body, name) and binds_last(orelse, name)
            return branches and not _binds(test, name)
        case ast.Delete(targets=[ast.Name()]) | ast.Import(names=[_]) | ast.ImportFrom(names=[_]):
            return True
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return True
    return False


def _is_flat(target: ast.expr) -> bool:
    """`a, *b`: Python takes the value apart before it binds the first name."""
    elements = target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]
    plain = (e.value if isinstance(e, ast.Starred) else e for e in elements)
    return all(isinstance(e, ast.Name) for e in plain)


def _fits(target: ast.expr, value: ast.expr) -> bool:
    """`a, (b, c) = 1, (2, 3)`: taken apart as it is written down, which can't fail."""
    match target, value:
        case ast.Name(), _:
            return True
        case ast.Tuple() | ast.List(), ast.Tuple() | ast.List():
            starred = any(isinstance(n, ast.Starred) for n in (*target.elts, *value.elts))
            fits = len(target.elts) == len(value.elts) and all(map(_fits, target.elts, value.elts))
            return fits and not starred
    return False


def _binds(value: ast.expr, name: str) -> bool:
    return name in walk([ast.Expr(value)]).binds


def _never_fails(node: ast.stmt, certain: frozenset[str]) -> bool:
    if isinstance(node, ast.Assign):
        fit = all(_fits(t, node.value) for t in node.targets)
        names = {n.id for n in nodes_of(node.value) if isinstance(n, ast.Name)}
        return fit and _is_plain(node.value) and names <= certain
    return isinstance(node, ast.Pass)


def may_run_code(node: ast.stmt | None) -> bool:
    """Whether it may run a method or a generator: all but `a = b`, `a = [b, 1]`, `return a` may."""
    if isinstance(node, ast.Return):
        return node.value is not None and not _is_plain(node.value)
    if not isinstance(node, ast.Assign) or not all(_fits(t, node.value) for t in node.targets):
        return not isinstance(node, ast.Pass)
    return not _is_plain(node.value)


def _is_plain(value: ast.expr) -> bool:
    if isinstance(value, ast.Tuple | ast.List):
        return all(map(_is_plain, value.elts))
    return isinstance(value, ast.Constant | ast.Name)
