"""A plan undone on syntax trees: calls become bodies again, imports become definitions again.

If that gives the statements of the notebook as it was, in their order, the moved code is the same
code, it stands where it stood, and nothing else has changed. No tree is changed for it: each is
read as what it was before (`Spelling`).
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from ..plan.edits import Plan, Promoted
from ..spelling import PLAIN, Spelled, Spelling
from ..trees import module_of
from .after import Sides
from .roles import Role, role_of, role_of_spelled

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
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

    @property
    def spelling(self) -> Spelling:
        """How the notebook would say what now stands in it: its own names, no parameters taken on."""
        names = {name: called for (_, name), called in self.called.items() if name != called}
        return Spelling(names=names, extra=self.extra, handed_on=frozenset(self.extra))

    @cached_property
    def constants(self) -> frozenset[str]:
        """What the notebook calls the constants that moved."""
        return frozenset(
            name
            for key, name in self.called.items()
            if isinstance(self.definitions[key], ast.Assign | ast.AnnAssign)
        )

    @property
    def before(self) -> Spelling:
        """How the notebook said it: a lambda that only hands on a function is that function."""
        return Spelling(handed_on=frozenset(self.extra))


def inverse_of(sides: Sides) -> Inverse:
    """Read off the modules' texts and the notebook's imports what has to be undone."""
    plan, modules = sides.plan, sides.modules
    before, after = sides.statements
    touched = {one.module for one in plan.promoted}
    bodies = {name: _bound(module_of(text)) for name, text in modules.items() if name in touched}
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
) -> list[tuple[Role, Spelled]]:
    """The statements as they were before the plan, imports of libraries among them.

    The trees with ids in `same` stood in the notebook before, as often: their id is spelling enough.
    """
    spelling = inverse.spelling
    found: list[tuple[Role, Spelled]] = []
    for node in nodes:
        if id(node) in same:
            found.append((role_of(node, inverse.constants), (id(node),)))
        else:
            found.extend(_with_roles(inverse, _undone(inverse, spelling, node)))
    return found


def imports_undone(
    inverse: Inverse, nodes: Iterable[ast.stmt], same: frozenset[int]
) -> list[tuple[Role, Spelled]]:
    """The notebook before the plan, where it imported already what the plan moves a second time.

    An equal definition that is promoted later gives the same import; undone, both are the definition.
    """
    spelling, before = inverse.spelling, inverse.before
    found: list[tuple[Role, Spelled]] = []
    for node in nodes:
        if id(node) in same:
            found.append((role_of(node, inverse.constants), (id(node),)))
            continue
        arriving = _arriving(inverse.package, [node])
        again = any((module, alias.name) in inverse.definitions for module, alias in arriving)
        read = _undone(inverse, spelling, node) if again else [before.of(node)]
        found.extend(_with_roles(inverse, read))
    return found


def _with_roles(inverse: Inverse, statements: Iterable[Spelled]) -> Iterator[tuple[Role, Spelled]]:
    for statement in statements:
        yield role_of_spelled(statement, inverse.constants), statement


def _undone(inverse: Inverse, spelling: Spelling, node: ast.stmt) -> Iterator[Spelled]:
    arriving = list(_arriving(inverse.package, [node]))
    if arriving:
        yield from _definitions(inverse, spelling, arriving)
        rest = [a for m, a in arriving if (m, a.name) not in inverse.definitions]
        if any(alias.name not in inverse.steps for alias in rest):
            yield PLAIN.of(node)
        return
    call = _call(node)
    function = inverse.steps.get(_function_name(call))
    if call is not None and function is not None:
        yield from _body(spelling, function, call, node)
    else:
        yield spelling.of(node)


def _definitions(
    inverse: Inverse, spelling: Spelling, arriving: Iterable[tuple[str, ast.alias]]
) -> Iterator[Spelled]:
    for module, alias in arriving:
        node = inverse.definitions.get((module, alias.name))
        if node is not None:
            was = alias.asname or inverse.called[module, alias.name]
            own = {alias.name: spelling.names.get(was, was)}
            yield replace(spelling, names={**spelling.names, **own}).of(node)


def _call(node: ast.stmt) -> ast.Call | None:
    value = getattr(node, "value", None) if isinstance(node, ast.Expr | ast.Assign) else None
    if isinstance(value, ast.Await):
        value = value.value
    return value if isinstance(value, ast.Call) else None


def _function_name(call: ast.Call | None) -> str:
    return call.func.id if call is not None and isinstance(call.func, ast.Name) else ""


def gives_nothing(inverse: Inverse, node: ast.stmt) -> bool:
    """Whether the statement calls a step that returns no value, so that a cell shows nothing for it."""
    function = inverse.steps.get(_function_name(_call(node)))
    return function is not None and not isinstance(function.body[-1], ast.Return)


def _body(
    spelling: Spelling, function: Function, call: ast.Call, node: ast.stmt
) -> Iterator[Spelled]:
    """The function's body where its call stands, with what was passed in the place of the parameters."""
    inside = replace(spelling, given=_given(spelling, function, call))
    body = _without_docstring(function.body)
    last = body[-1] if body else None
    if not isinstance(last, ast.Return) or last.value is None:
        yield from map(inside.of, body)
        return
    yield from map(inside.of, body[:-1])
    value = inside.of(last.value)
    if isinstance(node, ast.Expr):
        yield (ast.Expr, value)
        return
    assert isinstance(node, ast.Assign)
    (target,) = (spelling.of(one) for one in node.targets)
    if _names_given(target) != _names_given(value):
        yield (ast.Assign, (target,), value)


def _given(spelling: Spelling, function: Function, call: ast.Call) -> dict[str, Spelled]:
    names = _arguments(function)
    defaults = function.args.defaults
    given: dict[str, ast.expr] = dict(zip(names[-len(defaults) :], defaults, strict=False))
    given |= dict(zip(names, call.args, strict=False))
    given |= {k.arg: k.value for k in call.keywords if k.arg is not None}
    return {name: spelling.of(value) for name, value in given.items()}


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return body[1:] if is_docstring else body


def _names_given(target: Spelled) -> Spelled:
    """`(a, b)` and `a, b` are one thing; `(a,)` and `a` are two."""
    return target[1] if target[0] is ast.Tuple else target
