"""What may have to do with one another: names that some statement says together, and so on from name to name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator

from .analyse import Analysis
from .constants import is_constant
from .facts import Facts, Statement
from .flow import explains
from .once import once

_IMPORTED = "import "  # what is imported from one library may share its state


def reach_of(
    analysis: Analysis,
    names: Iterable[str],
    unheld: Callable[[Statement], Collection[str]],
) -> frozenset[str]:
    """All names that may hold, or give back, what one of `names` holds; which way a value goes is not asked.

    `unheld` says of a statement which names it uses without keeping anything of theirs.
    """
    said: dict[str, list[frozenset[str]]] = defaultdict(list)
    for together in _said_together(analysis, unheld):
        for name in together:
            said[name].append(together)
    found: set[str] = set()
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        found.add(name)
        for together in said.pop(name, ()):
            waiting |= together - found
    return frozenset(found)


def library(module: str) -> str:
    """The name under which `reach_of` knows what is imported from the library of `module`."""
    return _IMPORTED + module.partition(".")[0]


def _said_together(
    analysis: Analysis, unheld: Callable[[Statement], Collection[str]]
) -> Iterator[frozenset[str]]:
    for index, imports in analysis.imports.items():
        binds = analysis.statements[index].facts.binds
        yield from (frozenset({one.name, library(one.module)}) for one in imports if one.module)
        if not all(one.module for one in imports):
            yield binds
    for statement in analysis.statements:
        if statement.kind != "import":
            yield names_said(analysis, statement).difference(unheld(statement))


@once
def names_said(analysis: Analysis, statement: Statement) -> frozenset[str]:
    """Every name of the statement that may hold an object with a life of its own."""
    facts = statement.facts
    return _names(facts) - {name for name in _names(facts) if _holds_no_object(analysis, name)}


def _names(facts: Facts) -> frozenset[str]:
    return frozenset().union(
        *(facts.binds, facts.kills, facts.reads, facts.later, facts.exposed, facts.mentions),
        *(facts.mutates, facts.may_mutate, facts.global_writes, facts.later_mutates),
    )


@once
def _holds_no_object(analysis: Analysis, name: str) -> bool:
    """Builtins, and literals that never change."""
    binders = analysis.flow.binders(name)
    if not binders:
        return explains(name)
    return len(binders) == 1 and is_constant(analysis, binders[0])
