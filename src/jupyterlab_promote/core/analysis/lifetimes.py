"""Where the notebook could see when a value dies: what is local to a function dies as it returns."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ..trees import nodes_of
from .analyse import Analysis
from .bare import Bare
from .facts import ANY_NAME, Facts, Statement
from .imported import star_imports
from .leaving import TAKING, closing_generators, used_up_in
from .once import once
from .reach import library, names_said, reach_of


@dataclass(frozen=True, slots=True)
class _Watched:
    """The names that may hold such a value; generators that code may use without holding one."""

    names: frozenset[str] = frozenset()
    generators: frozenset[str] = frozenset()

    def held_by(self, analysis: Analysis, statement: Statement) -> frozenset[str]:
        """The names that may hold such a value in the statement."""
        unheld = _unheld(statement, self.generators)
        return self.names & names_said(analysis, statement).difference(unheld)


def see_lifetimes(analysis: Analysis, statements: Sequence[Statement]) -> bool:
    """Whether these may hold a value whose end shows: by a `__del__`, a `finally`, a count of references."""
    watched = _watched(analysis)
    if not watched.names:
        return False
    return ANY_NAME in watched.names or any(watched.held_by(analysis, s) for s in statements)


@once
def _watched(analysis: Analysis) -> _Watched:
    """With `ANY_NAME` where code counts references, or looks names up by itself."""
    if not analysis.flow.any(_is_seed):
        return _Watched()
    seeds = frozenset(name for s in analysis.statements for name in _seeds(analysis, s))
    if any(map(_counts, analysis.flow.every("all_calls"))) or (
        not seeds <= {library("weakref")} and analysis.flow.wild_readers
    ):
        return _Watched(frozenset({ANY_NAME}))
    generators = _closing_functions(analysis)
    while True:
        names = reach_of(analysis, seeds, partial(_unheld_or_made, generators=generators))
        watched = _Watched(names, generators)
        yielding = {g for g in generators if watched.held_by(analysis, _made(analysis, g)) != {g}}
        if not yielding:
            return replace(watched, names=names - _never_held(analysis, watched))
        generators -= yielding


def _never_held(analysis: Analysis, watched: _Watched) -> frozenset[str]:
    """The generators that nothing holds, and that are given none: what they do at their end, they do in any case."""
    made = {id(_made(analysis, name)) for name in watched.generators}
    held = {
        name
        for statement in analysis.statements
        if id(statement) not in made and watched.held_by(analysis, statement)
        for name in names_said(analysis, statement)
    }
    return watched.generators - held


def _made(analysis: Analysis, name: str) -> Statement:
    return analysis.flow.functions[name][0]


def _seeds(analysis: Analysis, statement: Statement) -> Iterator[str]:
    node = statement.node
    if node is None:
        return
    imported = analysis.imports.get(statement.index, ())
    yield from (library("weakref") for one in imported if one.module == "weakref")
    if _watches_any(statement.facts) or _resizes(node, statement.facts):
        yield from statement.facts.binds | names_said(analysis, statement)
    elif _finalizes(node) or closing_generators(node):
        yield from statement.facts.binds


def _is_seed(statement: Bare) -> bool:
    """Whether `_seeds` would find anything in the statement."""
    node, facts = statement.node, statement.facts
    if node is None:
        return False
    made = facts.keeps_closure and (_finalizes(node) or bool(closing_generators(node)))
    imported = any(one.module == "weakref" for one in statement.imports)
    return made or imported or _watches_any(facts) or _resizes(node, facts)


def _resizes(node: ast.stmt, facts: Facts) -> bool:
    called = any(call.endswith(".resize") for call in facts.all_calls)
    return called and any(map(_resizes_in_place, nodes_of(node)))


def _finalizes(node: ast.stmt) -> bool:
    return any(map(_has_finalizer, nodes_of(node)))


def _has_finalizer(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef) and any(
        isinstance(s, ast.FunctionDef) and s.name == "__del__" for s in node.body
    )


def _resizes_in_place(node: ast.AST) -> bool:
    """`a.resize(6)` for itself, by which numpy counts who else has the array."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="resize"), keywords=keywords)):
            return all(keyword.arg != "refcheck" for keyword in keywords)
    return False


def _watches_any(facts: Facts) -> bool:
    return any(map(_watches, facts.all_calls))


def _watches(call: str) -> bool:
    return call.partition(".")[0] == "weakref" or call.startswith("Weak") or _counts(call)


def _counts(call: str) -> bool:
    return call.rpartition(".")[2] == "getrefcount"


def _closing_functions(analysis: Analysis) -> frozenset[str]:
    """Functions that are such a generator themselves, so that calling one gives nothing else."""
    flow = analysis.flow
    if any(map(flow.is_bound, TAKING)) or any(star_imports(analysis)):
        return frozenset()
    return frozenset(
        name
        for name, (made, *_) in flow.functions.items()
        if len(flow.binders(name)) == 1
        and isinstance(made.node, ast.FunctionDef)
        and not made.node.decorator_list
        and name not in made.facts.later
        and closing_generators(made.node) == (made.node,)
    )


def _unheld_or_made(statement: Statement, generators: frozenset[str]) -> frozenset[str]:
    """Those of `_unheld`, and the generator that it makes: its own values tell nothing of what holds it."""
    if statement.kind == "definition" and statement.facts.binds <= generators:
        return statement.facts.binds
    return _unheld(statement, generators)


def _unheld(statement: Statement, generators: frozenset[str]) -> frozenset[str]:
    """Those of the generators that it runs to their end, or leaves within one expression or loop."""
    if statement.node is None or "notebook" in statement.facts.effects or not generators:
        return frozenset()
    return used_up_in(statement.node, generators)
