"""Modules of the package that would import each other."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from ..trees import module_of
from .context import Context
from .edits import Project
from .moved import Draft


def circle(context: Context, draft: Draft) -> frozenset[str]:
    """The modules of a circle that pieces of the draft stand in; empty where there is none."""
    prefix = f"{context.project.package}."
    edges: dict[str, set[str]] = {}
    for moved in draft.moved:
        for one in moved.piece.imports:
            if one.module.startswith(prefix):
                edges.setdefault(moved.choice.module, set()).add(one.module.removeprefix(prefix))
    if not edges:
        return frozenset()
    for module, imported in graph_of(context.project).items():
        edges.setdefault(module, set()).update(imported)
    touched = {moved.choice.module for moved in draft.moved}
    return next((ring for ring in rings_of(edges) if ring & touched), frozenset())


def graph_of(project: Project) -> Mapping[str, frozenset[str]]:
    """Which modules of the package a module imports as it is imported, by names without the package's."""
    prefix = f"{project.package_path}/"
    found: dict[str, frozenset[str]] = {}
    for path, text in project.files.items():
        if path.startswith(prefix) and path.endswith(".py"):
            module = path.removeprefix(prefix).removesuffix(".py").replace("/", ".")
            found[module.removesuffix(".__init__")] = frozenset(
                imported_by(text, module, project.package)
            )
    return found


def imported_by(text: str, module: str, package: str) -> Iterable[str]:
    """The package's modules that a text imports at its top level; `module` is its own name."""
    try:
        body = module_of(text).body
    except (SyntaxError, ValueError, RecursionError):
        return
    for node in body:
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, module, package)
            names = [base, *(f"{base}.{alias.name}" for alias in node.names)]
        else:
            continue
        yield from (n.removeprefix(f"{package}.") for n in names if n.startswith(f"{package}."))


def _base(node: ast.ImportFrom, module: str, package: str) -> str:
    if not node.level:
        return node.module or ""
    parts = [package, *module.split(".")]
    return ".".join([*parts[: len(parts) - node.level], *filter(None, [node.module])])


def rings_of(edges: Mapping[str, Iterable[str]]) -> list[frozenset[str]]:
    """The groups of more than one node that can reach each other."""
    reach = {node: _reachable(node, edges) for node in edges}
    rings: dict[frozenset[str], None] = {}
    for node, others in reach.items():
        ring = frozenset({node, *(o for o in others if node in reach.get(o, ()))})
        if len(ring) > 1:
            rings[ring] = None
    return sorted(rings, key=sorted)


def _reachable(node: str, edges: Mapping[str, Iterable[str]]) -> frozenset[str]:
    seen: set[str] = set()
    queue = list(edges.get(node, ()))
    while queue:
        found = queue.pop()
        if found not in seen:
            seen.add(found)
            queue.extend(edges.get(found, ()))
    return frozenset(seen)
