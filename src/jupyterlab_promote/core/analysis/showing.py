"""What the notebook shows or inspects: there a function or class says where it was made."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from heapq import heappop, heappush
from typing import Literal

from ..trees import nodes_of
from .analyse import Analysis
from .bindings import indexed
from .facts import Facts, Statement
from .names import dotted
from .once import once

INSPECTS = frozenset(
    """help getsource getsourcelines getsourcefile getfile getmodule dump dumps type repr str print
    display pprint getdoc signature""".split()
)
_TIMING = frozenset({"%time", "%timeit"})
_INSPECTING_ATTRIBUTES = frozenset({"__module__", "__qualname__", "__code__", "__globals__"})


Through = Literal["kept", "made", "computed"]


@once
def holders_of(analysis: Analysis, names: frozenset[str], through: Through) -> frozenset[str]:
    """Names whose value may be, or hold, what `names` are.

    With "made" also what calling `names` makes; with "computed" whatever is worked out from it.
    """
    takers = _takers(analysis, through)
    holders = set(names)
    waiting = sorted({index for name in names for index in takers.get(name, ())})
    done = -1
    while waiting:
        index = heappop(waiting)
        if index > done:
            done = index
            facts = analysis.statements[index].facts
            new = (facts.binds | facts.mutates) - holders
            holders |= new
            for name in new:
                later = takers.get(name, ())
                for taker in later[bisect_right(later, index) :]:
                    heappush(waiting, taker)
    return frozenset(holders)


@once
def _takers(analysis: Analysis, through: Through) -> Mapping[str, Sequence[int]]:
    """The statements, in order, that put a name's value into others."""
    return indexed((s.index, _sources(s, through)) for s in analysis.statements)


def _sources(statement: Statement, through: Through) -> frozenset[str]:
    facts = statement.facts
    if statement.kind == "import":
        return frozenset()
    if statement.kind in ("definition", "class"):
        return frozenset() if through == "kept" else facts.later | facts.reads
    if through == "kept":
        return facts.stored
    return facts.stored | facts.called | (facts.reads if through == "computed" else frozenset())


@once
def inspected_names(analysis: Analysis) -> frozenset[str]:
    """Functions and classes that the notebook itself looks at, shows or pickles."""
    names = analysis.flow.functions.keys()
    found: set[str] = set()
    for statement in analysis.statements:
        facts = statement.facts
        if statement.kind in ("magic", "opaque"):
            found |= (facts.mentions & names) - _only_timed(analysis, facts)
        is_silent = names.isdisjoint(facts.reads) and names.isdisjoint(facts.later)
        if statement.node is not None and not is_silent:
            looked_at = inspected_in(statement.node, statement.displays) & names
            found |= {n for n in looked_at if _may_be_made(analysis, n, statement)}
    return frozenset(found)


def _only_timed(analysis: Analysis, facts: Facts) -> frozenset[str]:
    """Functions that a magic calls and says nothing of: `%timeit f(x)`."""
    if not facts.calls <= _TIMING:
        return frozenset()
    made = analysis.flow.functions
    return frozenset(
        n for n in facts.called if all(d.kind == "definition" for d in made.get(n, ()))
    )


def _may_be_made(analysis: Analysis, name: str, statement: Statement) -> bool:
    """Whether the name may still mean the function there: in `load = load()` it means the result."""
    if statement.kind in ("definition", "class"):
        return True
    reaching = analysis.flow.reaching(name, statement.index)
    return any(analysis.statements[i].kind != "assign" for i in reaching)


@lru_cache(maxsize=50_000)
def inspected_in(top: ast.stmt, displays: bool) -> frozenset[str]:
    """Names whose own value the statement, which the cell may display, looks at, shows or pickles."""
    found: set[str] = set()
    if displays and isinstance(top, ast.Expr):
        found |= _values_shown(top.value)
    for node in nodes_of(top):
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in INSPECTS:
            for argument in (*node.args, *(k.value for k in node.keywords)):
                found |= _values_shown(argument)
        elif isinstance(node, ast.FormattedValue) or (
            isinstance(node, ast.Attribute) and node.attr in _INSPECTING_ATTRIBUTES
        ):
            found |= _values_shown(node.value)
    return frozenset(found)


def _values_shown(node: ast.expr) -> set[str]:
    """Names whose own value is shown: not those that are called to make it."""
    if isinstance(node, ast.Name):
        return {node.id}
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return set().union(*(_values_shown(e) for e in node.elts))
    if isinstance(node, ast.Dict):
        return set().union(*(_values_shown(v) for v in node.values))
    return set()
