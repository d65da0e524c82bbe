"""Which cells a cell needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..core.analysis.facts import Analysis, Statement
from ..core.errors import UnusableInput
from .calling import called_reads


def slice_of(analysis: Analysis, cell: int) -> tuple[int, ...]:
    """Indices of the cells that have to run, in this order, for the cell with index `cell`; it comes last.

    A cell is needed when it binds, changes in place, or may change in place (also through another
    name or a function) a value that a needed cell reads; when it makes the module settings or the
    random state that a needed draw depends on. Files and printed text are not followed.
    Raises UnusableInput where there is no such cell, or it is no code cell that could be read.
    """
    if not 0 <= cell < len(analysis.notebook.cells):
        raise UnusableInput("no-such-cell", f"There is no cell {cell}; cells count from 0.")
    problems = {problem.cell: problem for problem in analysis.problems}
    problem = problems.get(analysis.notebook.cells[cell].id)
    if problem:
        raise UnusableInput(problem.slug, problem.message, f"cell {cell}, line {problem.line}")
    needed = _closure(cell, _cells_needed(analysis.statements))
    return tuple(sorted(needed))


def _cells_needed(statements: Sequence[Statement]) -> dict[int, set[int]]:
    """For each cell, the cells that it needs itself: a cell runs as a whole."""
    needed: dict[int, set[int]] = {}
    for statement, needs in zip(statements, needs_of(statements), strict=True):
        needed.setdefault(statement.cell, set()).update(statements[index].cell for index in needs)
    return needed


def needs_of(statements: Iterable[Statement]) -> list[frozenset[int]]:
    """For each statement, the statements that have to run before it (not transitively)."""
    history = _History()
    return [history.step(statement) for statement in statements]


def _closure(cell: int, needed: Mapping[int, set[int]]) -> set[int]:
    found, todo = {cell}, [cell]
    while todo:
        new = needed.get(todo.pop(), set()) - found
        found |= new
        todo.extend(new)
    return found


class _History:
    """Which statements made each name's present value, as the statements go by.

    `made` holds them for each name; `same` the names that may hold one object; `later` what a call
    of a name reads and `writes` what it rebinds.
    """

    def __init__(self) -> None:
        self.made: dict[str, frozenset[int]] = {}
        self.same: dict[str, set[str]] = {}
        self.later: dict[str, frozenset[str]] = {}
        self.writes: dict[str, frozenset[str]] = {}
        self.draws: frozenset[int] = frozenset()

    def step(self, statement: Statement) -> frozenset[int]:
        """What `statement` needs; afterwards the history includes it."""
        facts, here = statement.facts, frozenset({statement.index})
        read = facts.reads | facts.mutates | facts.may_mutate
        touched = read | called_reads(read, self.later)
        needs = frozenset().union(*(self.made.get(name, ()) for name in touched))
        if "random" in facts.effects:
            needs |= self.draws
            self.draws |= here
        self._change(facts.mutates | facts.may_mutate, here)
        rebound = [self.writes[name] for name in touched if name in self.writes]
        for name in frozenset().union(*rebound):
            self.made[name] = self.made.get(name, frozenset()) | here
        self._bind(statement, here)
        return needs - here

    def _change(self, names: Iterable[str], here: frozenset[int]) -> None:
        for name in {other for name in names for other in self.same.get(name, {name})}:
            self.made[name] = self.made.get(name, frozenset()) | here

    def _bind(self, statement: Statement, here: frozenset[int]) -> None:
        facts = statement.facts
        for name in facts.binds | facts.kills:
            certain = name in facts.must or name in facts.kills
            self.made[name] = here if certain else self.made.get(name, frozenset()) | here
            if certain:
                self._leave(name)
        for name in facts.binds:
            self._join({name, *(facts.stored & facts.reads)})
            if facts.later:
                self.later[name], self.writes[name] = facts.later, facts.global_writes
            elif name in facts.must:
                self.later.pop(name, None)
                self.writes.pop(name, None)

    def _leave(self, name: str) -> None:
        self.same.pop(name, set()).discard(name)

    def _join(self, names: set[str]) -> None:
        together = set().union(*(self.same.get(name, {name}) for name in names))
        for name in together:
            self.same[name] = together
