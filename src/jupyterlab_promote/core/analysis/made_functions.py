"""Whether the notebook shows a function or lambda that some code makes: its repr says where it was made.

`<function work.<locals>.<lambda>>` would become `<function step.<locals>.<lambda>>`. A pickle says so, too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from ..trees import nodes_of
from .analyse import Analysis
from .facts import Facts, Statement
from .pickling import pickled_names
from .places import place_of
from .showing import holders_of
from .shown import Shown, shown_names
from .walk import Walk, walk

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def shows_made_in(analysis: Analysis, run: Sequence[Statement], first: int, last: int) -> bool:
    """Whether it shows what lines `first` to `last` of the top-level statements `run` make and keep."""
    place = place_of([s.node for s in run if s.node is not None], first, last)
    if place is None or len(place.levels) == 1:
        return shows_made(analysis, run)
    if place.scopes:
        scope = place.scopes[0]
        return _keeps_function(place.statements, scope) and _shows_what_gives(analysis, scope.name)
    found = (walk([node]) for node in place.statements if _makes_function(node))
    return _is_shown(analysis, {n for w in found if w.keeps_closure for n in _kept(w)})


def shows_made(
    analysis: Analysis, statements: Sequence[Statement], local: Iterable[str] = ()
) -> bool:
    """Whether a value that holds a function made here is shown, by the run or after it; `local` names end with it."""
    local = set(local).difference(*(s.facts.reads for s in statements))
    kept: set[str] = set()
    for statement in statements:
        node = statement.node
        if isinstance(node, _FUNCTIONS) and shows_made_by(analysis, node):
            return True
        if node is not None and statement.facts.keeps_closure and _makes_function(node):
            if statement.displays:
                return True
            kept |= _kept(statement.facts)
    return _is_shown(analysis, kept, local)


def shows_made_by(analysis: Analysis, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether the notebook shows a function or lambda that a call of this function gives or stores."""
    return _keeps_function(function.body, function) and _shows_what_gives(analysis, function.name)


def _makes_function(node: ast.AST) -> bool:
    """Whether it makes a lambda or function; generators, the other closures, are not shown for themselves."""
    return any(isinstance(n, (ast.Lambda, *_FUNCTIONS)) for n in nodes_of(node))


def _keeps_function(made_in: Sequence[ast.stmt], scope: ast.AST) -> bool:
    """Whether a lambda made in these statements is kept, or `scope` uses a function of theirs otherwise than calling it."""
    made = [n for statement in made_in for n in nodes_of(statement)]
    if any(isinstance(n, ast.Lambda) for n in made) and walk(made_in).keeps_closure:
        return True
    called = {id(n.func) for n in nodes_of(scope) if isinstance(n, ast.Call)}
    handed_on = {n.id for n in nodes_of(scope) if isinstance(n, ast.Name) and id(n) not in called}
    return any(isinstance(n, _FUNCTIONS) and n.name in handed_on for n in made)


def _shows_what_gives(analysis: Analysis, name: str) -> bool:
    """Whether it shows what calling `name` gives."""
    shown = shown_names(analysis)
    holders = holders_of(analysis, frozenset({name}), "made") - {name}
    return name in shown.makers or bool(holders & (_values(shown) | shown.makers))


def _kept(facts: Facts | Walk) -> set[str]:
    return {*facts.binds, *facts.mutates, *facts.may_mutate}


def _is_shown(analysis: Analysis, kept: set[str], local: Iterable[str] = ()) -> bool:
    """Whether what may be in these names is put out, or pickled, as it is."""
    if not kept:
        return False
    holders = holders_of(analysis, frozenset(kept), "kept").difference(local)
    return bool(holders & (_values(shown_names(analysis)) | pickled_names(analysis).values))


def _values(shown: Shown) -> set[str]:
    return shown.values | shown.parts | shown.texts
