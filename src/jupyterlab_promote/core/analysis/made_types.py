"""Types that a constant is, or names: whether the notebook could see in which module they were made."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

from ..trees import nodes_of
from .analyse import Analysis
from .bare import Bare
from .facts import Statement
from .made_constants import made_of
from .names import dotted, names_in
from .once import once
from .pickling import pickled_names
from .showing import holders_of
from .shown import shown_names

_OF_ANNOTATIONS = frozenset(
    """__annotations__ __dataclass_fields__ __signature__ fields get_annotations get_type_hints
    getfullargspec help signature %pdef""".split()
)
_MAKERS = frozenset(
    """Enum Flag IntEnum IntFlag NamedTuple NewType ParamSpec StrEnum TypeVar TypedDict make_dataclass
    namedtuple new_class""".split()
)
_FIELDS = frozenset({"_fields", "_make"})
_TESTS = frozenset({"cast", "isinstance", "issubclass"})


@lru_cache(maxsize=50_000)
def makes_types(node: ast.stmt) -> bool:
    """Whether a type may be made below it: by a class statement, `namedtuple("P", "x y")`, `type("C", (), {})`."""
    return any(map(_makes_type, (n for n in nodes_of(node) if n is not node)))


def _makes_type(node: ast.AST) -> bool:
    match node:
        case ast.ClassDef():
            return True
        case ast.Call(func=ast.Name(id="type"), args=args):
            return len(args) > 1
        case ast.Call(func=function):
            return dotted(function).rpartition(".")[2] in _MAKERS
    return False


def shows_types_of(analysis: Analysis, name: str) -> bool:
    """Whether what a function gives back, with a type of its own making perhaps, is put out or pickled."""
    shown, pickled = shown_names(analysis), pickled_names(analysis)
    seen = shown.values | shown.parts | shown.makers | shown.texts | shown.types
    seen = seen | pickled.values | pickled.called
    return not seen.isdisjoint(holders_of(analysis, frozenset({name}), "computed"))


@once
def shows_where_it_is_made(analysis: Analysis, statement: Statement) -> bool:
    """Whether the type, or the type of what it makes, may be put out, pickled or asked for its module.

    Nobody can where it is only called, tested for, and named in annotations that nobody reads.
    """
    (name,) = statement.facts.binds
    pickled = pickled_names(analysis)
    asked = shown_names(analysis).types | pickled.values | pickled.called
    return (
        asks_annotations(analysis)
        or any(_is_handed_on(analysis, other, name) for other in analysis.statements)
        or not asked.isdisjoint(holders_of(analysis, frozenset({name}), "computed"))
    )


@once
def asks_annotations(analysis: Analysis) -> bool:
    """Whether some code reads the annotations of functions or classes: `help(f)`, `f?`, `signature(f)`."""
    return analysis.flow.any(_asks_annotations)


def _asks_annotations(statement: Bare) -> bool:
    calls = statement.facts.all_calls
    if any(call.rpartition(".")[2] in _OF_ANNOTATIONS for call in calls):
        return True
    return statement.node is not None and any(
        isinstance(node, ast.Attribute) and node.attr in _OF_ANNOTATIONS
        for node in nodes_of(statement.node)
    )


@once
def annotated_names(analysis: Analysis) -> frozenset[str]:
    """Every name that an annotation says."""
    return analysis.flow.union(_annotations)


def _annotations(statement: Bare) -> frozenset[str]:
    nodes = nodes_of(statement.node) if statement.node is not None else ()
    return frozenset(name for node in nodes for part in _annotated(node) for name in names_in(part))


def _is_handed_on(analysis: Analysis, statement: Statement, name: str) -> bool:
    facts = statement.facts
    if statement.node is None or statement.kind == "magic":
        return name in facts.mentions | facts.reads | facts.later
    if name not in facts.reads | facts.later | facts.mentions:
        return False
    if statement.kind == "assign" and made_of(analysis, statement.index) == "type":
        return name not in facts.binds and shows_where_it_is_made(analysis, statement)
    nodes = nodes_of(statement.node)
    plain = {id(inner) for node in nodes for part in _plain(node) for inner in nodes_of(part)}
    said = [n for n in nodes if isinstance(n, ast.Name) and n.id == name]
    return not said or any(id(n) not in plain for n in said)


def _plain(node: ast.AST) -> Iterator[ast.AST]:
    """Where a type may stand without being given away: as an annotation, a base, what is called or tested for."""
    yield from _annotated(node)
    match node:
        case ast.ClassDef(bases=bases):
            yield from bases
        case ast.Call(func=ast.Name() as function):
            yield function
            if dotted(function) in _TESTS:
                yield from node.args
        case ast.Attribute(attr=attr, value=ast.Name() as owner) if attr in _FIELDS:
            yield owner


def _annotated(node: ast.AST) -> Iterator[ast.expr]:
    match node:
        case ast.arg(annotation=ast.expr() as annotation):
            yield annotation
        case ast.FunctionDef(returns=ast.expr() as returns):
            yield returns
        case ast.AsyncFunctionDef(returns=ast.expr() as returns):
            yield returns
        case ast.AnnAssign(annotation=annotation):
            yield annotation
