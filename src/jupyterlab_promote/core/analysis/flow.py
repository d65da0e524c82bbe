"""Which binding reaches which use, over the statements of a notebook in document order.

The top level of a notebook is straight-line code whose statements may bind a name certainly or
possibly, so reaching definitions and liveness are answered name by name from sorted event lists.

What a function reads when it is called counts as read by whatever may call it: the statement that
mentions the function, or a value that may hold it (a *carrier*: `pipe = Pipeline(clean)`).
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from .calls import BUILTINS, NOTEBOOK_BUILTINS
from .cells import ANY_NAME
from .facts import Edge, Import, Statement
from .listing import lists_names

_NONE: frozenset[str] = frozenset()
_Spread = tuple[Mapping[int, frozenset[str]], tuple[tuple[int, frozenset[str]], ...]]
_DEFINES = ("definition", "class")
_WILD_CALLS = frozenset(
    {"locals", "globals", "vars", "dir", "exec", "eval", "__import__", "get_ipython"}
)


class Flow:
    """Reaching definitions and liveness; see the questions below. Immutable once built."""

    def __init__(
        self,
        statements: tuple[Statement, ...],
        imports: Mapping[int, tuple[Import, ...]],
        uncertain_cells: frozenset[int] = frozenset(),
    ) -> None:
        self.statements = statements
        self.imports = imports
        self.uncertain_cells = uncertain_cells
        self._binders: dict[str, list[int]] = {}
        self._readers: dict[str, list[int]] = {}
        for statement in statements:
            for name in statement.facts.binds:
                self._binders.setdefault(name, []).append(statement.index)
        self._add_global_writers()
        for statement in statements:
            for name in self.reads(statement):
                self._readers.setdefault(name, []).append(statement.index)

    def _add_global_writers(self) -> None:
        """A statement that may call a function with `global x` may bind x."""
        for index, names in self._writes.items():
            for name in names:
                indices = self._binders.setdefault(name, [])
                at = bisect_left(indices, index)
                if at == len(indices) or indices[at] != index:
                    indices.insert(at, index)

    # ---------------------------------------------------------------- names

    def is_bound(self, name: str) -> bool:
        """Whether any statement of the notebook binds the name."""
        return name in self._binders

    def binders(self, name: str) -> Sequence[int]:
        """The statements that may bind the name, in order."""
        return self._binders.get(name, ())

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name that the notebook binds or reads, and all that strings may mention."""
        found = set(self._binders) | set(self._readers)
        for statement in self.statements:
            found |= statement.facts.later
            found |= statement.facts.mentions
        return frozenset(found)

    def reads(self, statement: Statement) -> frozenset[str]:
        """What the statement reads now, with names that strings mention and functions may read."""
        facts = statement.facts
        mentioned = facts.mentions and self._mentioned(statement)
        carried = self.carried.get(statement.index)
        if not mentioned and not carried:
            return facts.reads
        return facts.reads | (mentioned or _NONE) | (carried or _NONE)

    def _mentioned(self, statement: Statement) -> frozenset[str]:
        """Bound names in strings that a library evaluates; words of a formula may be columns."""
        names = frozenset(n for n in statement.facts.mentions if n in self._binders)
        if statement.node is None or "notebook" in statement.facts.effects:
            return names
        return frozenset(
            n for n in names if n not in self._columns and self.certainly_bound(n, statement.index)
        )

    @cached_property
    def _columns(self) -> frozenset[str]:
        return frozenset().union(*(s.facts.strings for s in self.statements))

    @cached_property
    def lists_names(self) -> bool:
        """Whether the notebook lists its own names, so that a new or missing one shows."""
        return any(map(lists_names, self.statements))

    @cached_property
    def mutated(self) -> frozenset[str]:
        """Names whose object some statement or function certainly changes in place."""
        facts = [s.facts for s in self.statements]
        return frozenset().union(*(f.mutates for f in facts), *(f.later_mutates for f in facts))

    # ---------------------------------------------------------------- functions and what holds them

    @cached_property
    def functions(self) -> Mapping[str, tuple[Statement, ...]]:
        """The functions and classes that the notebook defines at top level, by name."""
        found: dict[str, tuple[Statement, ...]] = {}
        for statement in self.statements:
            if statement.kind in _DEFINES:
                for name in statement.facts.binds:
                    found[name] = (*found.get(name, ()), statement)
        return found

    def captured(self, names: Iterable[str]) -> frozenset[str]:
        """The notebook's data that functions reading `names` when called may read, transitively."""
        found: set[str] = set()
        seen: set[str] = set()
        queue = list(names)
        while queue:
            name = queue.pop()
            if name in seen:
                continue
            seen.add(name)
            definitions = self.functions.get(name, ())
            for definition in definitions:
                queue.extend(definition.facts.later)
            if name in self._data:
                found.add(name)
        return frozenset(found)

    def captured_by(self, names: Iterable[str]) -> frozenset[str]:
        """The data that the notebook's functions among `names` read when called."""
        functions = [d for n in names for d in self.functions.get(n, ())]
        return self.captured(n for d in functions for n in d.facts.later)

    @cached_property
    def _data(self) -> frozenset[str]:
        """Names bound by something other than one import or one definition."""
        single = {
            name
            for name, indices in self._binders.items()
            if len(indices) == 1 and self.statements[indices[0]].kind in (*_DEFINES, "import")
        }
        return frozenset(self._binders.keys() - single)

    @cached_property
    def _written(self) -> Mapping[str, frozenset[str]]:
        """By function: the names that calling it may rebind through `global`, transitively."""
        if not any(s.facts.global_writes for s in self.statements):
            return {}
        found: dict[str, frozenset[str]] = {}
        for name in self.functions:
            reached, queue = {name}, [name]
            while queue:
                for definition in self.functions.get(queue.pop(), ()):
                    new = (definition.facts.later & self.functions.keys()) - reached
                    reached |= new
                    queue.extend(new)
            definitions = (d for n in reached for d in self.functions[n])
            found[name] = frozenset().union(*(d.facts.global_writes for d in definitions))
        return {name: written for name, written in found.items() if written}

    def global_writes(self, statement: Statement) -> frozenset[str]:
        """Names that functions which this statement may call rebind through `global`."""
        return self._writes.get(statement.index, _NONE)

    @cached_property
    def _writes(self) -> Mapping[int, frozenset[str]]:
        written = self._written
        if not written:
            return {}
        everything = frozenset().union(*written.values())
        called, escaped = self._spread(
            written, lambda later: frozenset().union(*(written.get(n, _NONE) for n in later))
        )
        if escaped:
            first = escaped[0][0]
            late = (s for s in self.statements if s.index > first and s.facts.calls)
            return {**called, **{s.index: everything for s in late}}
        return called

    @cached_property
    def carried(self) -> Mapping[int, frozenset[str]]:
        """By statement: data that functions may read which the statement may call."""
        return self._carriers[0]

    @property
    def escaped(self) -> tuple[tuple[int, frozenset[str]], ...]:
        """Functions given away: from this statement on, any call may read these names."""
        return self._carriers[1]

    @cached_property
    def _carriers(self) -> _Spread:
        base = {
            name: captured
            for name, definitions in self.functions.items()
            if (captured := self.captured(n for d in definitions for n in d.facts.later))
        }
        return self._spread(base, self.captured)

    def _spread(
        self,
        base: Mapping[str, frozenset[str]],
        touched_by: Callable[[frozenset[str]], frozenset[str]],
    ) -> _Spread:
        """Follow functions that touch globals through the values that may hold them."""
        holders = dict(base)
        called: dict[int, frozenset[str]] = {}
        escaped: list[tuple[int, frozenset[str]]] = []
        for statement in self.statements:
            facts = statement.facts
            defines = statement.kind in _DEFINES
            if not defines and holders and not holders.keys().isdisjoint(facts.reads):
                called[statement.index] = frozenset().union(
                    *(holders[n] for n in facts.reads if n in holders)
                )
            if defines:
                continue
            kept: frozenset[str] = _NONE
            if facts.keeps_closure and facts.later:
                kept = touched_by(facts.later)
            for name in (facts.stored | (facts.called & self._factories)) & holders.keys():
                kept |= holders[name]
            if not kept:
                continue
            for name in (facts.binds | facts.mutates | facts.may_mutate) - self.functions.keys():
                holders[name] = holders.get(name, _NONE) | kept
            if facts.calls:
                escaped.append((statement.index, kept))
        return called, tuple(escaped)

    @cached_property
    def _factories(self) -> frozenset[str]:
        return frozenset(
            name
            for name, definitions in self.functions.items()
            if any(_makes_functions(d) for d in definitions)
        )

    # ---------------------------------------------------------------- reaching definitions

    def reaching(self, name: str, before: int) -> tuple[int, ...]:
        """The statements whose binding of `name` may reach the start of statement `before`."""
        indices = self._binders.get(name, ())
        found: list[int] = []
        for position in range(bisect_left(indices, before) - 1, -1, -1):
            index = indices[position]
            found.append(index)
            if self._binds_certainly(index, name):
                break
        return tuple(reversed(found))

    def certainly_bound(self, name: str, before: int) -> bool:
        """Whether `name` is bound, on every path, when statement `before` starts."""
        indices = self._binders.get(name, ())
        for position in range(bisect_left(indices, before) - 1, -1, -1):
            index = indices[position]
            if self._killed_between(name, index, before):
                return False
            if self._binds_certainly(index, name):
                return True
        return False

    def _binds_certainly(self, index: int, name: str) -> bool:
        statement = self.statements[index]
        return name in statement.facts.must and statement.cell not in self.uncertain_cells

    @cached_property
    def _kills(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for statement in self.statements:
            for name in statement.facts.kills:
                found.setdefault(name, []).append(statement.index)
        return found

    def _killed_between(self, name: str, after: int, before: int) -> bool:
        indices = self._kills.get(name, ())
        return bisect_left(indices, before) > bisect_left(indices, after)

    # ---------------------------------------------------------------- liveness

    def is_live_after(self, name: str, index: int) -> bool:
        """Whether the value of `name` after statement `index` may be read later."""
        reader = self._next(self._readers.get(name, ()), index)
        wild = self._next(self._wild_readers, index)
        overwritten = next(
            (
                i
                for i in self._binders.get(name, ())[bisect_right(self.binders(name), index) :]
                if self._binds_certainly(i, name)
            ),
            None,
        )
        if overwritten is None:
            return reader is not None or wild is not None or self._escapes(name)
        return min(x for x in (reader, wild, overwritten + 1) if x is not None) <= overwritten

    def leaves_stale(self, name: str, first: int, last: int) -> bool:
        """Whether `name`, were it local to statements `first` to `last`, would end with an old value."""
        later = self._binders.get(name, ())
        overwritten = any(self._binds_certainly(i, name) for i in later if i > last)
        return not overwritten and any(
            not self._killed_between(name, i, first) for i in self.reaching(name, first)
        )

    def is_bound_after(self, name: str, index: int) -> bool:
        """Whether any statement after `index` may bind the name again."""
        return self._next(self._binders.get(name, ()), index) is not None

    @staticmethod
    def _next(indices: Sequence[int], index: int) -> int | None:
        position = bisect_right(indices, index)
        return indices[position] if position < len(indices) else None

    def _escapes(self, name: str) -> bool:
        return any(name in names for _, names in self.escaped)

    @cached_property
    def _wild_readers(self) -> list[int]:
        """Statements that may read any name: `locals()`, `exec(…)`, `%run -i`."""
        return [
            s.index
            for s in self.statements
            if ANY_NAME in s.facts.binds or not _WILD_CALLS.isdisjoint(s.facts.calls)
        ]

    @cached_property
    def wild_binders(self) -> Sequence[int]:
        """Statements that may bind any name (`%run`, `%pylab`, `exec`)."""
        return [
            s.index for s in self.statements if ANY_NAME in s.facts.binds or "exec" in s.facts.calls
        ]

    # ---------------------------------------------------------------- edges

    def edges(self) -> tuple[Edge, ...]:
        """All def-use edges, by use and name."""
        return tuple(self._edges())

    def _edges(self) -> Iterator[Edge]:
        for statement in self.statements:
            for name in sorted(self.reads(statement)):
                for definition in self.reaching(name, statement.index):
                    yield Edge(definition, statement.index, name)


def _makes_functions(definition: Statement) -> bool:
    """Whether calling it may give back a function (or an instance) that reads globals."""
    if definition.kind == "class" or definition.node is None:
        return True
    inner = (n for child in ast.iter_child_nodes(definition.node) for n in ast.walk(child))
    return any(isinstance(n, (ast.Lambda, ast.FunctionDef, ast.ClassDef)) for n in inner)


def explains(name: str) -> bool:
    """Whether Python or IPython itself provides the name."""
    return name in BUILTINS or name in NOTEBOOK_BUILTINS
