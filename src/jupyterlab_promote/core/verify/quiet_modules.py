"""The modules that a plan writes: no circle, nothing that runs on import, nothing of what was there lost."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..analysis.made_constants import QUIET_MAKERS
from ..analysis.names import dotted
from ..plan.edits import Plan, ReplaceText
from ..spelling import spelled
from ..trees import module_of, nodes_of
from .after import Sides, changed_modules

_QUIET = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def circles(sides: Sides) -> Iterator[tuple[str, str]]:
    plan, texts = sides.plan, sides.modules
    written = changed_modules(plan).keys()
    edges = {name: _imported(text, plan.package) & texts.keys() for name, text in texts.items()}
    for name in edges:
        path = f"{plan.package_path}/{name.replace('.', '/')}.py"
        if path in written and name in _reach(edges, name):
            yield f"“{name}” imports itself by way of others", path


def _imported(text: str, package: str) -> set[str]:
    try:
        tree = module_of(text)
    except (SyntaxError, ValueError):
        return set()
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{package}."):
            found.add((node.module or "").removeprefix(f"{package}."))
        elif isinstance(node, ast.ImportFrom) and node.level:
            found |= {node.module} if node.module else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {a.name.removeprefix(f"{package}.") for a in node.names}
    return found


def _reach(edges: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    queue = list(edges[start])
    while queue:
        name = queue.pop()
        if name not in seen:
            seen.add(name)
            queue.extend(edges[name])
    return seen


def loud(plan: Plan) -> Iterator[tuple[str, str]]:
    """Statements that a module got and that do more than import, define, or name a literal."""
    for path, (before, after) in changed_modules(plan).items():
        try:
            known = {spelled(node) for node in module_of(before).body}
        except (SyntaxError, ValueError):
            known = set()
        for number, node in enumerate(module_of(after).body):
            if spelled(node) not in known and not _is_quiet(node, number == 0):
                yield "a statement runs as the module is imported", f"{path}, line {node.lineno}"


def _is_quiet(node: ast.stmt, is_first: bool) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()):
            return is_first
        case ast.Assign(value=value) | ast.AnnAssign(value=value):
            return all(map(_makes_a_constant, nodes_of(value or node)))
        case ast.Try() | ast.If():
            inner = [n for n in nodes_of(node) if isinstance(n, ast.stmt)]
            return not any(isinstance(n, ast.Expr | ast.For | ast.While) for n in inner)
    return isinstance(node, _QUIET)


def _makes_a_constant(node: ast.AST) -> bool:
    """Calls of nothing but what makes the same of the same: `re.compile(…)`."""
    if isinstance(node, ast.Call):
        return dotted(node.func).rpartition(".")[2] in QUIET_MAKERS
    return not isinstance(node, ast.Await)


def lost(plan: Plan) -> Iterator[tuple[str, str]]:
    """Lines of an existing module that are gone; imports and `__all__` may grow where they stand."""
    for edit in plan.file_edits:
        if not isinstance(edit, ReplaceText) or not edit.path.endswith(".py"):
            continue
        tree = module_of(edit.before)
        growing = {line for node in tree.body if _may_grow(node) for line in _lines(node)}
        kept = [
            line
            for number, line in enumerate(edit.before.splitlines(), start=1)
            if number not in growing
        ]
        remaining = iter(edit.after.splitlines())
        lost = next((line for line in kept if line not in remaining), None)
        if lost is not None:
            yield f"the line “{lost.strip()}” is gone", edit.path


def _may_grow(node: ast.stmt) -> bool:
    match node:
        case ast.ImportFrom() | ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
    return False


def _lines(node: ast.stmt) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)
