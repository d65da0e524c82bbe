"""Notebook data that a promoted function reads comes in as parameters, and every call passes it.

    def report(name): print(name, df.shape)     →     def report(df, name): print(name, df.shape)
    report("sales")                             →     report(df, "sales")

New parameters go first: no default stands in their way, and positional arguments keep their order.
The calls are the same calls, so each passes what the function would have read at that moment.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..analysis.analyse import Analysis
from ..analysis.facts import Statement
from ..lines import lines_of
from ..trees import nodes_of
from .handing_on import METHODS, as_lambda, handed_on, takes_one
from .names import words_of
from .occurrences import mentions, occurrences
from .splices import Place, Splice, between, place_of

Function = ast.FunctionDef | ast.AsyncFunctionDef
_LATER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.GeneratorExp, ast.ClassDef)
_SCOPES = (*_LATER, ast.ListComp, ast.SetComp, ast.DictComp)
_STRINGS = (ast.JoinedStr,)


@dataclass(frozen=True, slots=True)
class Passing:
    """Names that functions take on, by statement; the splices of signatures and calls; why some can't.

    `handed_on` are those of which some calls are made by others, so that lambdas have to pass the names.
    """

    taken: Mapping[int, tuple[str, ...]]
    splices: tuple[Splice, ...]
    obstacles: Mapping[int, tuple[str, str]]
    handed_on: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Uses:
    """Which statements spell a name, in whatever language, and the names that functions set by `global`."""

    spelled: Mapping[str, tuple[Statement, ...]]
    written: frozenset[str]


def _uses(analysis: Analysis) -> _Uses:
    spelled: dict[str, list[Statement]] = {}
    for statement in analysis.statements:
        for name in _spelled(analysis, statement):
            spelled.setdefault(name, []).append(statement)
    written = frozenset(n for s in analysis.statements for n in s.facts.global_writes)
    return _Uses({name: tuple(found) for name, found in spelled.items()}, written)


def passing(analysis: Analysis, data: Mapping[int, tuple[str, ...]]) -> Passing:
    """`data` holds, for every definition that moves, the notebook's data that it reads itself."""
    names = {_name(analysis.statements[i]): i for i in data}
    taken = _transitive(analysis, names, data)
    uses = _uses(analysis) if any(taken.values()) else _Uses({}, frozenset())
    splices: list[Splice] = []
    obstacles: dict[int, tuple[str, str]] = {}
    for index, passed in taken.items():
        if not passed:
            continue
        found = _rewritten(analysis, uses, analysis.statements[index], passed)
        if isinstance(found, tuple):
            obstacles[index] = found
        else:
            splices.extend(found)
    lambdas = (i for i, passed in taken.items() if _needs_lambda(analysis, uses, i, passed))
    return Passing(taken, _joined(splices), obstacles, frozenset(lambdas))


def _needs_lambda(analysis: Analysis, uses: _Uses, index: int, passed: Sequence[str]) -> bool:
    node = analysis.statements[index].node
    if not passed or not isinstance(node, Function):
        return False
    users = uses.spelled.get(node.name, ())
    return any(_handed_on(analysis, user, node, passed) for user in users)


def _name(statement: Statement) -> str:
    (name,) = statement.facts.binds
    return name


def _transitive(
    analysis: Analysis, names: Mapping[str, int], data: Mapping[int, tuple[str, ...]]
) -> dict[int, tuple[str, ...]]:
    """A function that calls one which takes the data takes it too."""
    taken = dict(data)
    changed = True
    while changed:
        changed = False
        for index, own in taken.items():
            facts = analysis.statements[index].facts
            called = [names[n] for n in sorted(facts.later | facts.reads) if n in names]
            wider = tuple(dict.fromkeys([*own, *(n for i in called for n in taken[i])]))
            if wider != own:
                taken[index], changed = wider, True
    return taken


def _rewritten(
    analysis: Analysis, uses: _Uses, definition: Statement, passed: Sequence[str]
) -> list[Splice] | tuple[str, str]:
    """The splices that pass the names, or (slug, reason)."""
    node = definition.node
    if not isinstance(node, Function):
        return "reads-global", f"it reads “{passed[0]}”, which lives in the notebook"
    return (
        _own_obstacle(analysis, uses, definition, node, passed)
        or _call_obstacle(analysis, uses, node, passed)
        or [
            _signature(analysis, definition, node, passed),
            *_calls(analysis, uses, node, passed),
        ]
    )


def _own_obstacle(
    analysis: Analysis, uses: _Uses, definition: Statement, node: Function, passed: Sequence[str]
) -> tuple[str, str] | None:
    flow = analysis.flow
    if len(flow.binders(node.name)) > 1:
        return "several-definitions", f"“{node.name}” is defined more than once"
    if node.decorator_list:
        return (
            "reads-global",
            f"it is decorated and reads “{passed[0]}”, which lives in the notebook",
        )
    outside = mentions([*node.args.defaults, *filter(None, node.args.kw_defaults)])
    declared = {n for g in nodes_of(node) if isinstance(g, ast.Global) for n in g.names}
    for name in passed:
        if name in declared:
            return "reads-global", f"it declares “{name}” as global"
        if name in definition.facts.reads or name in outside:
            return "reads-global", f"it reads “{name}” as it is defined"
        if name in uses.written:
            return "global-written", f"a function sets the global “{name}”, which it reads"
        if len(flow.binders(name)) > 1 and _reads_late(node, name):
            return "reads-rebound-global", f"it may read “{name}” late, and “{name}” is set again"
    return None


def _reads_late(node: Function, name: str) -> bool:
    """Whether the name is read after the call began to return: by a closure, or in a generator."""
    inner = [child for statement in node.body for child in nodes_of(statement)]
    if isinstance(node, ast.AsyncFunctionDef):
        return True
    if any(isinstance(child, (ast.Yield, ast.YieldFrom)) for child in inner):
        return True
    return any(isinstance(child, _LATER) and name in mentions([child]) for child in inner)


def _call_obstacle(
    analysis: Analysis, uses: _Uses, node: Function, passed: Sequence[str]
) -> tuple[str, str] | None:
    function = node.name
    for statement in uses.spelled.get(function, ()):
        if (
            statement.node is None
            or statement.kind == "magic"
            or function in analysis.flow.mentions(statement)
        ):
            return (
                "used-by-magic",
                f"a magic or a string uses “{function}”, whose calls would change",
            )
        if not _only_called(analysis, statement, node, passed):
            return (
                "used-as-value",
                f"“{function}” is handed on as a value, so its calls can't be changed",
            )
        hidden = _hidden(statement.node, function, passed)
        if hidden:
            return (
                "shadowed-global",
                f"“{hidden}” means something else where “{function}” is called",
            )
        now = function in statement.facts.reads
        for name in passed:
            if now and not analysis.flow.certainly_bound(name, statement.index):
                return "maybe-unbound", f"“{name}” may not be set where “{function}” is called"
    return None


def _spelled(analysis: Analysis, statement: Statement) -> frozenset[str]:
    if statement.node is not None and statement.kind != "magic":
        facts = statement.facts
        return facts.reads | facts.later | analysis.flow.mentions(statement)
    lines = lines_of(analysis.notebook.cells[statement.cell].source)
    return words_of("".join(lines[statement.span.first - 1 : statement.span.last]))


def _only_called(
    analysis: Analysis, statement: Statement, node: Function, passed: Sequence[str]
) -> bool:
    """Whether the function is called wherever it is named, or handed to what calls it with one argument."""
    assert statement.node is not None
    source = analysis.notebook.cells[statement.cell].source
    places = _places(source, statement, node.name)
    if places is None or _in_string(statement.node, node.name):
        return False
    called = {place_of(call.func): call for call in _calls_in(statement.node, node.name)}
    handed = set(map(place_of, _handed_on(analysis, statement, node, passed)))
    return all(p in handed or (p in called and not _lone_generator(called[p])) for p in places)


def _handed_on(
    analysis: Analysis, statement: Statement, node: Function, passed: Sequence[str]
) -> tuple[ast.Name, ...]:
    """Where a lambda can stand for the function; data that is deleted may be missing by the time it is called."""
    if not takes_one(node, passed) or any(map(analysis.flow.is_deleted, passed)):
        return ()
    return handed_on(statement, node.name) if METHODS.isdisjoint(analysis.own) else ()


def _in_string(node: ast.AST, name: str) -> bool:
    return any(isinstance(n, _STRINGS) and name in mentions([n]) for n in nodes_of(node))


def _calls_in(node: ast.AST, function: str) -> Iterator[ast.Call]:
    for inner in nodes_of(node):
        match inner:
            case ast.Call(func=ast.Name(id=name)) if name == function:
                yield inner


def _lone_generator(call: ast.Call) -> bool:
    """`f(x for x in y)`: a second argument would need parentheses around the first."""
    return len(call.args) == 1 and isinstance(call.args[0], ast.GeneratorExp)


def _signature(
    analysis: Analysis, definition: Statement, node: Function, passed: Sequence[str]
) -> Splice:
    source = analysis.notebook.cells[definition.cell].source
    given = node.args
    has_others = bool(
        given.posonlyargs or given.args or given.vararg or given.kwonlyargs or given.kwarg
    )
    at = _after_parenthesis(source, (node.lineno, node.col_offset))
    text = ", ".join(passed) + (", " if has_others else "")
    return Splice(definition.cell, at, at, text)


def _after_parenthesis(source: str, start: Place) -> Place:
    """The place after the first parenthesis from `start` on; brackets of type parameters are passed over."""
    lines = lines_of(source)
    rest = between(lines, start, (len(lines) + 1, 0))
    depth = 0
    for token in tokenize.generate_tokens(io.StringIO(rest).readline):
        depth += (token.string == "[") - (token.string == "]")
        if token.string == "(" and not depth:
            row, column = token.end
            first = lines_of(rest)[row - 1][:column].encode("utf-8", "surrogatepass")
            return start[0] + row - 1, len(first) + (start[1] if row == 1 else 0)
    raise AssertionError("a call or a definition has a parenthesis")


def _calls(analysis: Analysis, uses: _Uses, node: Function, passed: Sequence[str]) -> list[Splice]:
    splices: list[Splice] = []
    for statement in uses.spelled.get(node.name, ()):
        assert statement.node is not None
        cell, source = statement.cell, analysis.notebook.cells[statement.cell].source
        places = set(_places(source, statement, node.name) or ())
        calls = [c for c in _calls_in(statement.node, node.name) if place_of(c.func) in places]
        splices.extend(_passed(source, cell, call, passed) for call in calls)
        for name in _handed_on(analysis, statement, node, passed):
            splices.extend(as_lambda(cell, name, node, passed))
    return splices


def _places(
    source: str, statement: Statement, function: str
) -> tuple[tuple[Place, Place], ...] | None:
    """Where a statement names the function; in the function's own definition, where it names itself."""
    assert statement.node is not None
    nodes = [statement.node]
    if isinstance(statement.node, Function) and statement.node.name == function:
        nodes = list(statement.node.body)
    return occurrences(source, nodes, function)


def _hidden(node: ast.AST, function: str, passed: Sequence[str]) -> str | None:
    """A name that a function, class or comprehension around a call binds itself."""
    scopes = (n for n in nodes_of(node) if isinstance(n, _SCOPES))
    around = [scope for scope in scopes if any(_calls_in(scope, function))]
    return next((name for name in passed if any(_may_bind(s, name) for s in around)), None)


def _may_bind(scope: ast.AST, name: str) -> bool:
    stored = (n for n in nodes_of(scope) if isinstance(n, ast.Name) and n.id == name)
    arguments = (n for n in nodes_of(scope) if isinstance(n, ast.arg) and n.arg == name)
    return any(arguments) or any(not isinstance(n.ctx, ast.Load) for n in stored)


def _passed(source: str, cell: int, call: ast.Call, passed: Sequence[str]) -> Splice:
    given: list[Place] = [place_of(arg)[0] for arg in call.args]
    given += [(k.lineno, k.col_offset) for k in call.keywords]
    text = ", ".join(passed)
    if given:
        at = min(given)
        return Splice(cell, at, at, text + ", ")
    at = _after_parenthesis(source, place_of(call.func)[1])
    return Splice(cell, at, at, text)


def _joined(splices: Sequence[Splice]) -> tuple[Splice, ...]:
    return tuple(sorted(set(splices)))
