"""The statements of one cell, before anybody knows where in a notebook it stands."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from .facts import Facts, Import, Kind

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bare:
    """A statement that does not know yet where in the notebook it stands; see `facts.Statement`.

    `prints_by` is the `print` or `display` that a cell ends with: it gives nothing to show, unless the
    notebook means something else by that name.
    """

    first: int
    last: int
    lead: int
    kind: Kind
    node: ast.stmt | None
    facts: Facts
    displays: bool
    imports: tuple[Import, ...] = ()
    prints_by: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class ReadCell:
    """The statements of a cell, or why there are none: `problem` is (line, message).

    What it answers is worked out once, as long as the cell is remembered, so a question about a whole
    notebook costs one look at each cell.
    """

    source: str
    statements: tuple[Bare, ...]
    problem: tuple[int, str] | None = None
    wrapped: bool = False
    _answers: dict[object, bool] = field(default_factory=dict, init=False, repr=False)
    _names: dict[object, frozenset[str]] = field(default_factory=dict, init=False, repr=False)

    def any(self, question: Callable[[Bare], bool]) -> bool:
        """Whether it is true of a statement; the question is a function of a module."""
        found = self._answers.get(question)
        if found is None:
            found = self._answers[question] = any(map(question, self.statements))
        return found

    def every(self, fact: str) -> frozenset[str]:
        """The names or calls that any of the statements has as this one of its facts."""
        found = self._names.get(fact)
        if found is None:
            of = attrgetter(fact)
            found = self._names[fact] = _union(of(s.facts) for s in self.statements)
        return found

    def union(self, part: Callable[[Bare], frozenset[str]]) -> frozenset[str]:
        """What it finds in any of the statements; the question is a function of a module."""
        found = self._names.get(part)
        if found is None:
            found = self._names[part] = _union(map(part, self.statements))
        return found


def _union(parts: Iterable[frozenset[str]]) -> frozenset[str]:
    """All of them together; no new set where one of them has everything, as there are so many."""
    some = [part for part in parts if part]
    if len(some) < 2:
        return some[0] if some else _NONE
    return _NONE.union(*some)
