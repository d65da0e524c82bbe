"""Which statements may print or draw: by themselves, or through a function or object of the notebook."""

from __future__ import annotations

from . import calls as known
from .analyse import Analysis
from .facts import Facts, Statement
from .once import once

_PRINTERS = frozenset({"print", "display", "pprint"})  # wherever they are handed on to
_LOUD = frozenset({"loud"})
_NONE: frozenset[str] = frozenset()


def is_loud(analysis: Analysis, statement: Statement) -> bool:
    """Whether the statement may put something out."""
    return _is_loud(analysis, statement.index) or statement.index in _calling_loud(analysis)


@once
def _calling_loud(analysis: Analysis) -> frozenset[int]:
    """The indices of the statements that may call a loud function, or a value that holds one."""
    functions = _loud_functions(analysis)
    spread = analysis.flow.spread(
        dict.fromkeys(functions, _LOUD),
        lambda facts: _NONE if functions.isdisjoint(facts.later) else _LOUD,
    )
    return frozenset(spread.called)


def _loud_functions(analysis: Analysis) -> frozenset[str]:
    """Functions and classes whose code, or that of a function they use, may put something out."""
    functions = analysis.flow.functions
    found: set[str] = set()
    before = -1
    while before < len(found):
        before = len(found)
        found |= {
            name
            for name, definitions in functions.items()
            if any(_is_loud_later(analysis, d.facts, found) for d in definitions)
        }
    return frozenset(found)


@once
def _is_loud(analysis: Analysis, index: int) -> bool:
    statement = analysis.statements[index]
    facts = statement.facts
    if statement.kind == "definition":
        return _says(analysis, facts.calls)
    return _says(analysis, facts.all_calls) or not _PRINTERS.isdisjoint(facts.reads | facts.later)


def _is_loud_later(analysis: Analysis, facts: Facts, loud: set[str]) -> bool:
    names = facts.later | facts.stored
    return (
        _says(analysis, facts.all_calls)
        or not _PRINTERS.isdisjoint(names)
        or not loud.isdisjoint(names)
    )


def _says(analysis: Analysis, calls: frozenset[str]) -> bool:
    if known.effects_of(calls) & {"prints", "plots"}:
        return True
    return any(_from_loud_library(analysis, name.partition(".")[0]) for name in calls)


def _from_loud_library(analysis: Analysis, root: str) -> bool:
    """Whether a call's root is imported from a library that may draw without saying so."""
    for index in analysis.flow.binders(root):
        for imported in analysis.imports.get(index, ()):
            if imported.name == root and not _is_quiet(imported.module):
                return True
    return False


def _is_quiet(module: str) -> bool:
    top = module.partition(".")[0]
    return known.is_quiet_library(module) or top in known.STDLIB
