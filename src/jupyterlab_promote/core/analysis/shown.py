"""Whose values the notebook puts out, and how: there an instance may say in which module its class is."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from ..trees import nodes_of
from . import calls as known
from .analyse import Analysis
from .facts import Statement
from .names import dotted
from .once import once
from .showing import INSPECTS

How = Literal["values", "parts", "makers", "texts", "types", "displayed"]

_AS_TEXT = frozenset({"format", "print", "str"})
_GIVES_NOTHING = frozenset("add append clear extend insert remove reverse sort update".split())
_GIVES_NO_OBJECT = known.PURE_FUNCTIONS - frozenset(
    "dict enumerate filter frozenset getattr list map max min repr reversed set slice sorted str tuple type zip".split()
)
_SIMPLE = ast.Expr | ast.Assign | ast.AnnAssign | ast.AugAssign


@dataclass(slots=True)
class Shown:
    """Names by how they are put out.

    values  the value, or a container of it, as it is: its `repr`
    parts   an attribute of it
    makers  what calling the name gives
    texts   the value alone, as `print` and f-strings have it: its `str`
    types   the type of the value
    displayed  in any of these ways by the cell or `display`, not printed
    """

    values: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    makers: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)
    displayed: set[str] = field(default_factory=set)


@once
def shown_names(analysis: Analysis) -> Shown:
    """What the notebook may print or display: `model`, but not `model.score(x)`."""
    shown = Shown()
    own = _own_givers(analysis)
    given, itself = _showing(analysis, of_self=False), _showing(analysis, of_self=True)
    for statement in analysis.statements:
        reads = statement.facts.reads
        for name in reads & given.keys():
            for how in given[name]:
                getattr(shown, how).update(reads - {name})
            for how in itself[name]:
                getattr(shown, how).add(name)
        if statement.node is None or not (
            statement.displays or _puts_out(statement.node, statement.facts.calls)
        ):
            continue
        calls_own = any(c.rpartition(".")[2] in own for c in statement.facts.calls)
        value = statement.node.value if isinstance(statement.node, _SIMPLE) else None
        if value is not None and not calls_own:
            for name, how in _put_out(value, statement.displays):
                getattr(shown, how).add(name)
        else:
            _add_all(shown, statement, analysis)
    return shown


def _own_givers(analysis: Analysis) -> frozenset[str]:
    """The notebook's own functions and methods that sound like a library's and may give back an instance."""
    own = analysis.own
    if not own:
        return own
    nodes = (n for s in analysis.statements if s.node for n in nodes_of(s.node))
    made = (n for n in nodes if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    return own & {n.name for n in made if not all(map(_gives_a_plain_value, nodes_of(n)))}


def _gives_a_plain_value(node: ast.AST) -> bool:
    match node:
        case ast.Return(value=ast.Call(func=ast.Name(id=name))):
            return name in _GIVES_NO_OBJECT
        case ast.Return(value=value):
            plain = ast.Constant | ast.BinOp | ast.Compare | ast.JoinedStr | ast.UnaryOp
            return value is None or isinstance(value, plain)
    return not isinstance(node, ast.Yield | ast.YieldFrom)


def _showing(analysis: Analysis, *, of_self: bool) -> dict[str, set[How]]:
    """By function or class: how it puts out what it is given, or itself: `print(value)`, `print(self)`."""
    return {
        name: {how for d in made if d.node for how in _given_out(d.node, of_self)}
        for name, made in analysis.flow.functions.items()
    }


@lru_cache(maxsize=5_000)
def _given_out(definition: ast.stmt, of_self: bool) -> frozenset[How]:
    nodes = nodes_of(definition)
    given = {n.arg for n in nodes if isinstance(n, ast.arg) and (n.arg == "self") == of_self}
    found: set[How] = {how for n in nodes for name, how in _asked(n) if name in given}
    if "texts" in found:
        found |= {"values", "makers"}  # it may be a container
    return frozenset(found - {"parts"})


def _add_all(shown: Shown, statement: Statement, analysis: Analysis) -> None:
    """A loop or branch: what it puts out may be an item of whatever it reads."""
    assert statement.node is not None
    shown.values |= statement.facts.reads
    shown.makers |= statement.facts.reads
    asked = {how for n in nodes_of(statement.node) for _, how in _asked(n)}
    for how in asked & {"types", "displayed"}:
        getattr(shown, how).update(statement.facts.reads)


@lru_cache(maxsize=50_000)
def _puts_out(node: ast.stmt, calls: frozenset[str]) -> bool:
    return any(c.rpartition(".")[2] in INSPECTS for c in calls) or any(
        isinstance(n, ast.FormattedValue) for n in nodes_of(node)
    )


@lru_cache(maxsize=50_000)
def _put_out(value: ast.expr, displays: bool) -> tuple[tuple[str, How], ...]:
    """The names whose values are displayed, printed or formatted in it, and how."""
    found = list(_given_by(value)) if displays else []
    found += [(name, "displayed") for name, _ in found]
    for node in nodes_of(value):
        found += _asked(node)
    return tuple(found)


def _asked(node: ast.AST) -> Iterator[tuple[str, How]]:
    match node:
        case ast.FormattedValue(value=ast.Name(id=name), conversion=conversion):
            yield name, "values" if conversion == ord("r") else "texts"
        case ast.FormattedValue(value=value):
            yield from _given_by(value)
        case ast.Call(func=function) if dotted(function).rpartition(".")[2] in INSPECTS:
            as_text = dotted(function) in _AS_TEXT
            for argument in (*node.args, *(k.value for k in node.keywords)):
                if as_text and isinstance(argument, ast.Name):
                    yield argument.id, "texts"
                elif dotted(function) != "type":  # what is done with the type counts
                    yield from _given_by(argument)
                    if dotted(function) == "display":
                        yield from ((name, "displayed") for name, _ in _given_by(argument))


def _given_by(node: ast.expr) -> Iterator[tuple[str, How]]:
    """Names whose value, or a part of it, the expression may give back."""
    match node:
        case ast.Name(id=name):
            yield name, "values"
        case ast.Attribute(attr="__name__"):
            return
        case ast.Attribute(attr="__class__", value=owner) | ast.Call(
            func=ast.Name(id="type"), args=[owner]
        ):
            yield from ((name, "types") for name, _ in _given_by(owner))
        case ast.Call(func=ast.Attribute(attr=method)) if method in known.PURE | _GIVES_NOTHING:
            return
        case ast.Call(func=ast.Name(id=name)) if name in _GIVES_NO_OBJECT:
            return
        case ast.Call(func=ast.Name(id=name)):
            yield name, "makers"
            yield from _given_below(node.args)
            yield from _given_below(k.value for k in node.keywords)
        case ast.Attribute(value=ast.Name(id=name)):
            yield name, "parts"
        case ast.Attribute(value=owner) | ast.Subscript(value=owner):
            yield from _given_by(owner)
        case ast.Compare() | ast.Constant() | ast.UnaryOp() | ast.JoinedStr():
            return
        case _:
            yield from _given_below(ast.iter_child_nodes(node))


def _given_below(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, How]]:
    for node in nodes:
        match node:
            case ast.expr():
                yield from _given_by(node)
            case ast.keyword(value=value) | ast.comprehension(iter=value):
                yield from _given_by(value)
