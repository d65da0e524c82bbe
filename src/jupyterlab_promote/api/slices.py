"""Which cells a cell needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..core.analysis.analyse import Analysis
from ..core.analysis.calls import effects_of
from ..core.analysis.facts import ANY_NAME, Statement
from ..core.errors import UnusableInput
from .calling import Tame, called_changes, called_reads, changes_by_sign

_NONE: frozenset[int] = frozenset()


def slice_of(analysis: Analysis, cell: int) -> tuple[int, ...]:
    """Indices of the cells that have to run, in this order, for the cell with index `cell`; it comes last.

    A cell is needed when it binds, changes in place, or may change in place (also through another
    name or a function) a value that a needed cell reads, or moves the random state that a needed
    cell draws from. Cells run as a whole. Files, options and printed text are not followed.
    Raises UnusableInput where there is no such cell, or it does not parse.
    """
    if not 0 <= cell < len(analysis.notebook.cells):
        raise UnusableInput("no-such-cell", f"There is no cell {cell}; cells count from 0.")
    for problem in analysis.problems:
        if problem.cell == analysis.notebook.cells[cell].id:
            raise UnusableInput(problem.slug, problem.message, f"cell {cell}, line {problem.line}")
    return tuple(sorted(_closure(cell, cells_needed(analysis))))


def cells_needed(analysis: Analysis) -> dict[int, frozenset[int]]:
    """For each code cell, the cells that it needs itself, not transitively."""
    history = _History(analysis)
    needed: dict[int, frozenset[int]] = {}
    for statement in analysis.statements:
        cells = {analysis.statements[index].cell for index in history.step(statement)}
        needed[statement.cell] = needed.get(statement.cell, _NONE) | cells
    return {cell: cells - {cell} for cell, cells in needed.items()}


def _closure(cell: int, needed: Mapping[int, frozenset[int]]) -> set[int]:
    found, todo = {cell}, [cell]
    while todo:
        new = needed.get(todo.pop(), _NONE) - found
        found |= new
        todo.extend(new)
    return found


class _History:
    """Which statements made each name's present value, as the statements go by.

    `made` holds them for each name; `same` the names that may hold one object; `later` what a call
    of a name reads, `changes` what it may change in place; `drawing` are the names whose calls draw
    random numbers. `draws` have moved the random state, `wild`
    may have bound any name (`exec`, `globals()`, a star import), so that all that follows needs them.
    """

    def __init__(self, analysis: Analysis) -> None:
        self.flow = analysis.flow
        self.tame = Tame(analysis.statements)
        self.made: dict[str, frozenset[int]] = {}
        self.same: dict[str, set[str]] = {}
        self.later: dict[str, frozenset[str]] = {}
        self.changes: dict[str, frozenset[str]] = {}
        self.imported: set[str] = set()
        self.drawing: set[str] = set()
        self.draws = _NONE
        self.wild = _NONE

    def step(self, statement: Statement) -> frozenset[int]:
        """The statements that `statement` needs itself; afterwards the history includes it."""
        facts, here = statement.facts, frozenset({statement.index})
        read = self.flow.reads(statement) | facts.mutates | facts.may_mutate | facts.kills
        called = called_reads(read, self.later)
        needs = self.wild.union(*(self.made.get(name, _NONE) for name in read | called))
        if "random" in facts.effects or self.drawing & (read | called):
            needs |= self.draws
            self.draws |= here
        for name in self._changed(statement, read | called):
            self.made[name] = self.made.get(name, _NONE) | here
        if ANY_NAME in facts.binds or "frame" in facts.effects:
            needs = needs.union(*self.made.values())
            self.wild |= here
        self._bind(statement, here)
        for name in self._aliases(facts.binds & (facts.mutates | facts.may_mutate)):
            self.made[name] = self.made.get(name, _NONE) | here  # a loop's next round may change it
        return needs - here

    def _changed(self, statement: Statement, reached: Iterable[str]) -> set[str]:
        """Names whose value is another one, or may be, once the statement has run; bindings aside."""
        facts = statement.facts
        changed = set(facts.mutates)
        if changes_by_sign(statement) or not self.tame.covers(facts.calls):
            changed |= facts.may_mutate - self.imported
        for name in reached:
            changed |= self.changes.get(name, frozenset())
        return self._aliases(changed) | self.flow.global_writes(statement)

    def _aliases(self, names: Iterable[str]) -> set[str]:
        return {other for name in names for other in self.same.get(name, {name})}

    def _bind(self, statement: Statement, here: frozenset[int]) -> None:
        facts = statement.facts
        for name in facts.binds | facts.kills:
            if name in facts.must or name in facts.kills:
                self.made[name] = here
                self._forget(name)
            else:
                self.made[name] = self.made.get(name, _NONE) | here
        if statement.kind == "import":
            self.imported |= facts.binds
        for name in facts.binds:
            self._alias({name, *(facts.stored & facts.reads - self.imported)})
            if facts.later:
                self.later[name] = self.later.get(name, frozenset()) | facts.later
                self.changes[name] = called_changes(statement)
                if "random" in effects_of(facts.later_calls):
                    self.drawing.add(name)

    def _forget(self, name: str) -> None:
        self.same.pop(name, set()).discard(name)
        for known in (self.later, self.changes):
            known.pop(name, None)
        self.imported.discard(name)
        self.drawing.discard(name)

    def _alias(self, names: set[str]) -> None:
        together = set[str]().union(*(self.same.get(name, {name}) for name in names))
        for name in together:
            self.same[name] = together
