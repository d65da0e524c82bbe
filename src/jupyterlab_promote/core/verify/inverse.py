"""A plan undone on syntax trees: calls become bodies again, imports become definitions again.

If that gives the statements of the notebook as it was, in their order, the moved code is the same
code, it stands where it stood, and nothing else has changed.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from ..plan.edits import Plan, Promoted
from .after import tree_of

Function = ast.FunctionDef | ast.AsyncFunctionDef
_STEP = "extract-step"


@dataclass(frozen=True, slots=True)
class Inverse:
    """What the plan's names stand for: steps by name; definitions by (module, name).

    `extra` says how many leading parameters a definition took on, by the notebook's name for it;
    `called` says what the notebook called a promoted definition before.
    """

    package: str
    steps: Mapping[str, Function]
    definitions: Mapping[tuple[str, str], ast.stmt]
    called: Mapping[tuple[str, str], str]
    extra: Mapping[str, tuple[str, ...]]


def inverse_of(
    plan: Plan, modules: Mapping[str, str], before: Iterable[ast.stmt], after: Sequence[ast.stmt]
) -> Inverse:
    """Read off the modules' texts and the notebook's imports what has to be undone."""
    touched = {one.module for one in plan.promoted}
    bodies = {name: _bound(tree_of(text)) for name, text in modules.items() if name in touched}
    steps: dict[str, Function] = {}
    definitions: dict[tuple[str, str], ast.stmt] = {}
    for one in plan.promoted:
        node = bodies.get(one.module, {}).get(one.name)
        if node is None:
            continue
        if one.rule not in ("promote-definition", "lift-constant"):
            assert isinstance(node, Function)
            steps[one.name] = node
        else:
            definitions[one.module, one.name] = node
    mended = {(one.module, one.name): name for one, name in mended_in(plan)}
    called = {
        (module, alias.name): mended.get((module, alias.name)) or alias.asname or alias.name
        for module, alias in _arriving(plan.package, after)
        if (module, alias.name) in definitions
    }
    functions = [node for node in before if isinstance(node, Function)]
    times = Counter(node.name for node in functions)
    originals = {node.name: node for node in functions if times[node.name] == 1}
    extra: dict[str, tuple[str, ...]] = {}
    for key, name in called.items():
        node, original = definitions[key], originals.get(name)
        if isinstance(node, Function) and original is not None:
            count = len(_arguments(node)) - len(_arguments(original))
            if count > 0:
                extra[name] = tuple(_arguments(node)[:count])
    return Inverse(plan.package, steps, definitions, called, extra)


def mended_in(plan: Plan) -> Iterator[tuple[Promoted, str]]:
    """The definitions that the notebook calls by their new names, and what it called them before."""
    for one in plan.promoted:
        if one.rule == "promote-definition" and one.localised:
            yield one, one.localised[0]


def _bound(tree: ast.Module) -> dict[str, ast.stmt]:
    found: dict[str, ast.stmt] = {}
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {t.id: node for t in targets if isinstance(t, ast.Name)}
    return found


def _arriving(package: str, nodes: Iterable[ast.stmt]) -> Iterator[tuple[str, ast.alias]]:
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{package}."):
            for alias in node.names:
                yield (node.module or "").removeprefix(f"{package}."), alias


def _arguments(node: Function) -> list[str]:
    given = node.args
    return [arg.arg for arg in (*given.posonlyargs, *given.args)]


def undone(
    inverse: Inverse, nodes: Iterable[ast.stmt], same: frozenset[int] = frozenset()
) -> list[ast.stmt]:
    """The statements as they were before the plan, imports of libraries among them.

    The trees with ids in `same` stood in the notebook before: they are left as they are.
    """
    found: list[ast.stmt] = []
    for node in nodes:
        found.extend([node] if id(node) in same else _undone(inverse, node))
    return found


def imports_undone(
    inverse: Inverse, nodes: Iterable[ast.stmt], same: frozenset[int]
) -> list[ast.stmt]:
    """The notebook before the plan, where it imported already what the plan moves a second time.

    An equal definition that is promoted later gives the same import; undone, both are the definition.
    """
    found: list[ast.stmt] = []
    for node in nodes:
        arriving = () if id(node) in same else tuple(_arriving(inverse.package, [node]))
        again = any((module, alias.name) in inverse.definitions for module, alias in arriving)
        found.extend(_undone(inverse, node) if again else [node])
    return found


def _undone(inverse: Inverse, node: ast.stmt) -> Iterator[ast.stmt]:
    arriving = list(_arriving(inverse.package, [node]))
    if arriving:
        yield from _definitions(inverse, arriving)
        rest = [a for m, a in arriving if (m, a.name) not in inverse.definitions]
        if any(alias.name not in inverse.steps for alias in rest):
            yield node
        return
    call = _call(node)
    name = call.func.id if call is not None and isinstance(call.func, ast.Name) else ""
    if call is not None and name in inverse.steps:
        yield from (_plain(inverse, n) for n in _body(inverse.steps[name], call, node))
    else:
        yield _plain(inverse, node)


def _definitions(inverse: Inverse, arriving: Iterable[tuple[str, ast.alias]]) -> Iterator[ast.stmt]:
    for module, alias in arriving:
        node = inverse.definitions.get((module, alias.name))
        if node is not None:
            named = deepcopy(node)
            was = inverse.called[module, alias.name]
            _Renaming({alias.name: alias.asname or was}).visit(named)
            yield _plain(inverse, named)


def _call(node: ast.stmt) -> ast.Call | None:
    value = getattr(node, "value", None) if isinstance(node, ast.Expr | ast.Assign) else None
    if isinstance(value, ast.Await):
        value = value.value
    return value if isinstance(value, ast.Call) else None


def gives_nothing(inverse: Inverse, node: ast.stmt) -> bool:
    """Whether the statement calls a step that returns no value, so that a cell shows nothing for it."""
    call = _call(node)
    name = call.func.id if call is not None and isinstance(call.func, ast.Name) else ""
    function = inverse.steps.get(name)
    return function is not None and not isinstance(function.body[-1], ast.Return)


def _body(function: Function, call: ast.Call, node: ast.stmt) -> list[ast.stmt]:
    """The function's body where its call stands, with what was passed in the place of the parameters."""
    names = _arguments(function)
    defaults = function.args.defaults
    given: dict[str, ast.expr] = dict(zip(names[-len(defaults) :], defaults, strict=False))
    given |= dict(zip(names, call.args, strict=False))
    given |= {k.arg: k.value for k in call.keywords if k.arg is not None}
    body = deepcopy(_without_docstring(function.body))
    for inner in body:
        _Passed(given).visit(inner)
    last = body[-1] if body else None
    if not isinstance(last, ast.Return) or last.value is None:
        return body
    if isinstance(node, ast.Expr):
        return [*body[:-1], ast.Expr(last.value)]
    assert isinstance(node, ast.Assign)
    (target,) = node.targets
    if _spelled(target) == _spelled(last.value):
        return body[:-1]
    return [*body[:-1], ast.Assign([target], last.value)]


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return body[1:] if is_docstring else body


def _spelled(node: ast.expr) -> list[str] | str:
    if isinstance(node, ast.Tuple):
        return [ast.unparse(e) for e in node.elts]
    return ast.unparse(node)


class _Passed(ast.NodeTransformer):
    """Parameters become what the call passes, where they are not another scope's own."""

    def __init__(self, given: Mapping[str, ast.expr]) -> None:
        self.given = given

    def visit_Name(self, node: ast.Name) -> ast.expr:
        passed = self.given.get(node.id)
        if passed is None:
            return node
        if isinstance(passed, ast.Name):
            return ast.Name(passed.id, node.ctx)
        return deepcopy(passed)


class _Renaming(ast.NodeTransformer):
    """One name for another, the definition's own among them."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names

    def visit(self, node: ast.AST) -> ast.AST:
        for field in ("id", "name"):
            word = getattr(node, field, None)
            if isinstance(word, str) and word in self.names and not isinstance(node, ast.alias):
                setattr(node, field, self.names[word])
        return self.generic_visit(node)


class _Untaken(ast.NodeTransformer):
    """Parameters that functions took on, and the arguments that pass them, are taken out again."""

    def __init__(self, extra: Mapping[str, tuple[str, ...]]) -> None:
        self.extra = extra

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        names = self.extra.get(node.func.id, ()) if isinstance(node.func, ast.Name) else ()
        passed = [a.id if isinstance(a, ast.Name) else None for a in node.args[: len(names)]]
        if names and passed == list(names):
            node.args = node.args[len(names) :]
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self._function(node)

    def _function(self, node: Function) -> ast.AST:
        self.generic_visit(node)
        for name in self.extra.get(node.name, ()):
            given = node.args.posonlyargs or node.args.args
            if given and given[0].arg == name:
                del given[0]
        return node


def _plain(inverse: Inverse, node: ast.stmt) -> ast.stmt:
    """The statement as the notebook would say it: its own names, without parameters taken on."""
    names = {name: called for (_, name), called in inverse.called.items() if name != called}
    copy = deepcopy(node)
    if names:
        _Renaming(names).visit(copy)
    if inverse.extra:
        _Untaken(inverse.extra).visit(copy)
    return copy
