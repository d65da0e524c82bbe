"""The checks that a plan passes before anything is written."""

from __future__ import annotations

import ast
import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from ..analysis.analyse import Analysis, analyse
from ..errors import Defect, Unreadable
from ..plan.build import build
from ..plan.edits import Environment, Plan, Project, ReplaceText
from ..proposals.proposal import Decision, Proposals
from .after import cell_tree, changed_modules, modules_after, notebook_after, tree_of
from .inverse import gives_nothing, imports_undone, inverse_of, mended_in, undone
from .resolving import unbound_in_module, unbound_in_notebook

_QUIET = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True, slots=True)
class Check:
    """One proof: what it is called, whether it holds, and where it fails."""

    name: str
    passed: bool
    detail: str = ""
    where: str = ""


def verify(
    plan: Plan,
    analysis: Analysis,
    proposals: Proposals,
    decisions: Sequence[Decision],
    project: Project,
    environment: Environment,
) -> tuple[Check, ...]:
    """Every proof of a plan; a failed one is our defect. Later ones are left out where nothing parses."""
    parses = list(_parses(plan))
    if parses:
        return tuple(parses)
    checks = [
        Check("parses", True),
        *_first("same-code", _same_code(plan, analysis, project)),
        *_first("displays", _displays(plan, analysis, project)),
        *_first("names-resolve", _resolves(plan, analysis)),
        *_first("no-import-circle", _circles(plan, project)),
        *_first("imports-quietly", _loud(plan)),
        *_first("keeps-modules", _lost(plan)),
    ]
    again = build(analysis, proposals, decisions, project, environment)
    return (
        *checks,
        Check("stable", again == plan, "" if again == plan else "planned anew, it differs"),
    )


def demand(checks: Iterable[Check]) -> None:
    """Raises Defect for the first check that failed."""
    for check in checks:
        if not check.passed:
            raise Defect(
                "proof-failed",
                f"the proof “{check.name}” failed: {check.detail}; nothing was written, please report it",
                check.where,
            )


def _first(name: str, failures: Iterator[tuple[str, str]]) -> list[Check]:
    failed = [Check(name, False, detail, where) for detail, where in failures]
    return failed or [Check(name, True)]


def _parses(plan: Plan) -> Iterator[Check]:
    for path, (_, text) in changed_modules(plan).items():
        broken = _broken(tree_of, text)
        if broken:
            yield Check("parses", False, broken, path)
    for edit in plan.cell_edits:
        broken = _broken(cell_tree, getattr(edit, "after", ""))
        if broken:
            yield Check("parses", False, broken, f"cell {edit.cell}")


def _broken(parse: Callable[[str], object], text: str) -> str:
    """Why the text does not parse; empty where it does."""
    try:
        parse(text)
    except (SyntaxError, ValueError, Unreadable) as error:
        return str(error)
    return ""


def _same_code(plan: Plan, analysis: Analysis, project: Project) -> Iterator[tuple[str, str]]:
    """Undone on the trees, the plan gives back the notebook's statements in their order."""
    changed = notebook_after(analysis.notebook, plan)
    before = [s.node for s in analysis.statements if s.node is not None]
    after = [s.node for s in analyse(changed).statements if s.node is not None]
    inverse = inverse_of(plan, modules_after(project, plan), before, after)
    same = _kept_trees(before, after)
    mine = _normal(undone(inverse, after, same), same)
    theirs = _normal(imports_undone(inverse, before, same), same)
    if mine != theirs:
        lines = difflib.unified_diff(theirs, mine, "before", "after", lineterm="", n=0)
        yield " ".join(list(lines)[2:8])[:600], "notebook"


def _kept_trees(before: Sequence[ast.stmt], after: Sequence[ast.stmt]) -> frozenset[int]:
    """Ids of trees that stand in both as often: trees are kept by cell source, so equal cells share theirs."""
    there = Counter(map(id, after))
    return frozenset(
        tree for tree, times in Counter(map(id, before)).items() if times == there[tree]
    )


def _displays(plan: Plan, analysis: Analysis, project: Project) -> Iterator[tuple[str, str]]:
    """Every cell shows the value that it showed, and no other."""
    changed = analyse(notebook_after(analysis.notebook, plan))
    nodes = [s.node for s in analysis.statements if s.node is not None]
    there = [s.node for s in changed.statements if s.node is not None]
    inverse = inverse_of(plan, modules_after(project, plan), nodes, there)
    before = _shown(analysis)
    after = {c: n for c, n in _shown(changed).items() if not gives_nothing(inverse, n)}
    for cell in sorted(before.keys() | after.keys()):
        old, new = before.get(cell), after.get(cell)
        if old is new:
            continue
        if old is None or new is None:
            yield (
                "it shows nothing any more" if new is None else "it shows a value"
            ), f"cell {cell}"
        elif _dumped(undone(inverse, [new])[-1]) != _dumped(old):
            yield "it shows another value", f"cell {cell}"


def _shown(analysis: Analysis) -> dict[str, ast.stmt]:
    cells = analysis.notebook.cells
    return {cells[s.cell].id: s.node for s in analysis.statements if s.displays and s.node}


def _normal(nodes: Iterable[ast.stmt], same: frozenset[int]) -> list[str]:
    """The statements as text: imports apart, as they may arrive earlier, neighbouring definitions sorted.

    The trees with ids in `same` are known to be in both notebooks: the id is text enough.
    """
    found: list[str] = []
    imports: list[str] = []
    definitions: list[str] = []
    for node in nodes:
        text = f"tree {id(node)}" if id(node) in same else _dumped(node)
        if isinstance(node, ast.Import | ast.ImportFrom):
            imports.append(text)
        elif _is_definition(node):
            definitions.append(text)
        else:
            found += [*sorted(definitions), text]
            definitions = []
    return [*found, *sorted(definitions), *sorted(imports)]


def _is_definition(node: ast.stmt) -> bool:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return True
        case ast.Assign(targets=[ast.Name()], value=value) | ast.AnnAssign(value=value):
            return not any(isinstance(n, ast.Call | ast.Name) for n in ast.walk(value or node))
    return False


def _dumped(node: ast.stmt) -> str:
    """The tree as text, less what a formatter may change: the blank space of docstrings, `u` prefixes."""
    tree = ast.fix_missing_locations(deepcopy(node))
    for inner in ast.walk(tree):
        if isinstance(inner, ast.Constant):
            inner.kind = None
        body = getattr(inner, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            literal = body[0].value
            if isinstance(literal, ast.Constant) and isinstance(literal.value, str):
                literal.value = " ".join(literal.value.split())
    return ast.unparse(tree)


def _resolves(plan: Plan, analysis: Analysis) -> Iterator[tuple[str, str]]:
    for path, (before, after) in changed_modules(plan).items():
        try:
            known = unbound_in_module(before)
        except SyntaxError:
            known = frozenset()
        for name in sorted(unbound_in_module(after) - known):
            yield f"“{name}” is bound nowhere", path
    changed = analyse(notebook_after(analysis.notebook, plan))
    for name in sorted(unbound_in_notebook(changed) - unbound_in_notebook(analysis)):
        yield f"“{name}” is bound nowhere", "notebook"
    for promoted, name in mended_in(plan):
        facts = [s.facts for s in changed.statements]
        if any(name in f.reads | f.later | f.mentions | f.binds for f in facts):
            yield f"“{name}” has become “{promoted.name}”, and is still there", "notebook"


def _circles(plan: Plan, project: Project) -> Iterator[tuple[str, str]]:
    texts = modules_after(project, plan)
    written = changed_modules(plan).keys()
    edges = {name: _imported(text, plan.package) & texts.keys() for name, text in texts.items()}
    for name in edges:
        path = f"{plan.package_path}/{name.replace('.', '/')}.py"
        if path in written and name in _reach(edges, name):
            yield f"“{name}” imports itself by way of others", path


def _imported(text: str, package: str) -> set[str]:
    try:
        tree = tree_of(text)
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


def _loud(plan: Plan) -> Iterator[tuple[str, str]]:
    """Statements that a module got and that do more than import, define, or name a literal."""
    for path, (before, after) in changed_modules(plan).items():
        try:
            known = {ast.dump(node) for node in tree_of(before).body}
        except (SyntaxError, ValueError):
            known = set()
        for number, node in enumerate(tree_of(after).body):
            if ast.dump(node) not in known and not _is_quiet(node, number == 0):
                yield "a statement runs as the module is imported", f"{path}, line {node.lineno}"


def _is_quiet(node: ast.stmt, is_first: bool) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()):
            return is_first
        case ast.Assign(value=value) | ast.AnnAssign(value=value):
            return not any(isinstance(n, ast.Call | ast.Await) for n in ast.walk(value or node))
        case ast.Try() | ast.If():
            inner = [n for n in ast.walk(node) if isinstance(n, ast.stmt)]
            return not any(isinstance(n, ast.Expr | ast.For | ast.While) for n in inner)
    return isinstance(node, _QUIET)


def _lost(plan: Plan) -> Iterator[tuple[str, str]]:
    """Lines of an existing module that are gone; imports and `__all__` may grow where they stand."""
    for edit in plan.file_edits:
        if not isinstance(edit, ReplaceText) or not edit.path.endswith(".py"):
            continue
        tree = tree_of(edit.before)
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
