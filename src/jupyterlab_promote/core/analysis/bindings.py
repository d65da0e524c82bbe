"""Reaching definitions, name by name: which statements may have bound what a name means.

The top level of a notebook is straight-line code whose statements may bind a name certainly or
possibly, so the questions are answered from sorted lists of events.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .bare import Bare, ReadCell
from .calls import QUERIED
from .facts import Import, Statement


@dataclass(eq=False)
class Bindings:
    """What the statements bind and delete, and which names strings in them mention."""

    cells: tuple[ReadCell, ...]
    statements: tuple[Statement, ...]
    imports: Mapping[int, tuple[Import, ...]]
    uncertain_cells: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self._every: dict[str, frozenset[str]] = {}
        self._binders = indexed((s.index, s.facts.binds) for s in self.statements)

    def any(self, question: Callable[[Bare], bool]) -> bool:
        """Whether it is true of a statement; see `ReadCell.any`."""
        return any(cell.any(question) for cell in self.cells)

    def every(self, fact: str) -> frozenset[str]:
        """The names or calls that any statement has as this one of its facts."""
        found = self._every.get(fact)
        if found is None:
            names = frozenset[str]()
            found = self._every[fact] = names.union(*(cell.every(fact) for cell in self.cells))
        return found

    def union(self, part: Callable[[Bare], frozenset[str]]) -> frozenset[str]:
        """What it finds in any statement; see `ReadCell.union`."""
        return frozenset().union(*(cell.union(part) for cell in self.cells))

    def is_bound(self, name: str) -> bool:
        """Whether any statement of the notebook binds the name."""
        return name in self._binders

    def binders(self, name: str) -> Sequence[int]:
        """The statements that may bind the name, in order."""
        return self._binders.get(name, ())

    @property
    def bound(self) -> Iterable[str]:
        """The names that the notebook binds."""
        return self._binders

    def reaching(self, name: str, before: int) -> tuple[int, ...]:
        """The statements whose binding of `name` may reach the start of statement `before`."""
        indices = self._binders.get(name, ())
        found: list[int] = []
        for position in range(bisect_left(indices, before) - 1, -1, -1):
            index = indices[position]
            found.append(index)
            if self.binds_certainly(index, name):
                break
        return tuple(reversed(found))

    def certainly_bound(self, name: str, before: int) -> bool:
        """Whether `name` is bound, on every path, when statement `before` starts."""
        indices = self._binders.get(name, ())
        for position in range(bisect_left(indices, before) - 1, -1, -1):
            index = indices[position]
            if self._killed_between(name, index, before):
                return False
            if self.binds_certainly(index, name):
                return True
        return False

    def binds_certainly(self, index: int, name: str) -> bool:
        """Whether the name is bound, on every path, once statement `index` has run."""
        statement = self.statements[index]
        return name in statement.facts.must and statement.cell not in self.uncertain_cells

    def is_deleted(self, name: str) -> bool:
        """Whether any statement deletes the name, or lets it go at the end of its `except`."""
        return name in self._kills

    def _killed_between(self, name: str, after: int, before: int) -> bool:
        indices = self._kills.get(name, ())
        return bisect_left(indices, before) > bisect_left(indices, after)

    def _certainly_deleted_between(self, name: str, after: int, before: int) -> bool:
        """Whether a `del` of its own stands between: one in a branch may leave the value there."""
        indices = self._kills.get(name, ())
        between = indices[bisect_left(indices, after) : bisect_left(indices, before)]
        statements = (self.statements[i] for i in between)
        return any(
            isinstance(s.node, ast.Delete) and s.cell not in self.uncertain_cells
            for s in statements
        )

    @cached_property
    def _kills(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for statement in self.statements:
            for name in statement.facts.kills:
                found.setdefault(name, []).append(statement.index)
        return found

    def is_changed_after(self, name: str, index: int) -> bool:
        """Whether any statement after `index` may bind the name again, or delete it."""
        changes = (self._binders.get(name, ()), self._kills.get(name, ()))
        return any(self._next(indices, index) is not None for indices in changes)

    def _after(self, name: str, index: int) -> Iterator[int]:
        """The statements after `index` that may bind the name."""
        indices = self.binders(name)
        return (indices[i] for i in range(bisect_right(indices, index), len(indices)))

    @staticmethod
    def _next(indices: Sequence[int], index: int) -> int | None:
        position = bisect_right(indices, index)
        return indices[position] if position < len(indices) else None

    def mentions(self, statement: Statement) -> frozenset[str]:
        """Identifiers inside strings that the statement, or a function made in it, evaluates."""
        found = statement.facts.mentions
        return found | self.every("queried") if QUERIED in found else found

    def _mentioned(self, statement: Statement) -> frozenset[str]:
        """Bound names in strings that a library evaluates; words of a formula may be columns."""
        names = frozenset(n for n in self.mentions(statement) if n in self._binders)
        if statement.node is None or "notebook" in statement.facts.effects:
            return names
        queried, columns = self.every("queried"), self.every("strings")
        return frozenset(
            n
            for n in names
            if n in queried or (n not in columns and self.certainly_bound(n, statement.index))
        )


def indexed(names_of: Iterable[tuple[int, frozenset[str]]]) -> dict[str, list[int]]:
    """By name: the statements that have it, in order."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index, names in names_of:
        for name in names:
            found[name].append(index)
    return dict(found)
