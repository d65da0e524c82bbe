"""Which binding reaches which use, over the statements of a notebook in document order.

The top level of a notebook is straight-line code whose statements may bind a name certainly or
possibly, so reaching definitions and liveness are answered name by name from sorted event lists.

What a function reads when it is called counts as read by whatever may call it: the statement that
mentions the function, or a value that may hold it (a *carrier*: `pipe = Pipeline(clean)`).
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from .calls import BUILTINS, NOTEBOOK_BUILTINS, QUERIED
from .caught import only_caught
from .decorators import may_be_kept
from .facts import ANY_NAME, Edge, Facts, Import, Statement
from .listing import lists_names
from .making import makes_container, makes_functions, runs_code
from .names import reachable, used_as_values
from .spread import Spread

_NONE: frozenset[str] = frozenset()
_DEFINES = ("definition", "class")
_LOOPS = (ast.For, ast.AsyncFor, ast.While)


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
        self.answers: dict[object, object] = {}  # of questions asked `once`
        self._binders = indexed((s.index, s.facts.binds) for s in statements)
        self._add_global_writers()
        self._readers = indexed((s.index, self.reads(s)) for s in statements)

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

    def readers(self, name: str) -> Sequence[int]:
        """The statements that may read the name as they run, in order."""
        return self._readers.get(name, ())

    @property
    def bound(self) -> Iterable[str]:
        """The names that the notebook binds."""
        return self._binders

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
        carried = self._carriers.called.get(statement.index)
        reads = facts.reads | facts.exposed if facts.calls and facts.exposed else facts.reads
        if not mentioned and not carried:
            return reads
        return reads | (mentioned or _NONE) | (carried or _NONE)

    def mentions(self, statement: Statement) -> frozenset[str]:
        """Identifiers inside strings that the statement, or a function made in it, evaluates."""
        found = statement.facts.mentions
        return found | self._queried if QUERIED in found else found

    @cached_property
    def _queried(self) -> frozenset[str]:
        return frozenset().union(*(s.facts.queried for s in self.statements))

    def _mentioned(self, statement: Statement) -> frozenset[str]:
        """Bound names in strings that a library evaluates; words of a formula may be columns."""
        names = frozenset(n for n in self.mentions(statement) if n in self._binders)
        if statement.node is None or "notebook" in statement.facts.effects:
            return names
        return frozenset(
            n
            for n in names
            if n in self._queried
            or (n not in self._columns and self.certainly_bound(n, statement.index))
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
        """The notebook's names that functions reading `names` when called may read, transitively."""
        return self._changeable & reachable(names, self._looked_up_by)

    def _looked_up_by(self, name: str) -> frozenset[str]:
        return _NONE.union(*map(self._looked_up, self.functions.get(name, ())))

    def _looked_up(self, definition: Statement) -> frozenset[str]:
        """What a call of the function may look up in the notebook; a default may be a function, too."""
        facts = definition.facts
        defaults = facts.stored & self.functions.keys()
        mentioned = self._mentioned(definition) if facts.mentions else _NONE
        return facts.later | defaults | mentioned

    def captured_by(self, names: Iterable[str], before: int | None = None) -> frozenset[str]:
        """What functions that `names` are or hold read when called, as far as made before a statement."""
        index = len(self.statements) if before is None else before
        return _NONE.union(*(self._carriers.held(name, index) for name in names))

    def captured_from_outside(self, run: Sequence[Statement]) -> frozenset[str]:
        """What functions that were made before the run, and that it may call, read."""
        first, last = run[0].index, run[-1].index
        names = {name for s in run for name in s.facts.reads}
        if any(s.facts.calls for s in run):
            names |= {name for s in run for name in s.facts.later}
        outside = (n for n in names if not self._is_made_in(n, first, last))
        return self.captured_by(outside, first)

    def _is_made_in(self, name: str, first: int, last: int) -> bool:
        indices = self.binders(name)
        return bool(indices) and first <= indices[0] and indices[-1] <= last

    @cached_property
    def _changeable(self) -> frozenset[str]:
        """Names that something other than imports binds."""
        return frozenset(
            name
            for name, indices in self._binders.items()
            if any(self.statements[i].kind != "import" for i in indices)
        )

    @cached_property
    def _written(self) -> Mapping[str, frozenset[str]]:
        """By function: the names that calling it may rebind through `global`, transitively."""
        if not any(s.facts.global_writes for s in self.statements):
            return {}
        found: dict[str, frozenset[str]] = {}
        for name in self.functions:
            reached = reachable((name,), self._functions_named_by)
            definitions = (d for n in reached for d in self.functions[n])
            found[name] = frozenset().union(*(d.facts.global_writes for d in definitions))
        return {name: written for name, written in found.items() if written}

    def _functions_named_by(self, name: str) -> frozenset[str]:
        """The notebook's functions that functions of this name call, or have as defaults."""
        facts = [definition.facts for definition in self.functions[name]]
        return _NONE.union(*(f.later | f.stored for f in facts)) & self.functions.keys()

    def global_writes(self, statement: Statement) -> frozenset[str]:
        """Names that functions which this statement may call rebind through `global`."""
        return self._writes.get(statement.index, _NONE)

    @cached_property
    def _writes(self) -> Mapping[int, frozenset[str]]:
        written = self._written
        if not written and not any(s.facts.global_writes for s in self.statements):
            return {}
        everything = frozenset().union(*(s.facts.global_writes for s in self.statements))

        def touched(facts: Facts) -> frozenset[str]:
            return facts.global_writes.union(*(written.get(n, _NONE) for n in facts.later))

        spread = self.spread(written, touched)
        if spread.escaped:
            first = min(spread.escaped.values())
            late = (s for s in self.statements if s.index > first and _may_call(s))
            return {**spread.called, **{s.index: everything for s in late}}
        return spread.called

    @property
    def escaped(self) -> Mapping[str, int]:
        """Names that functions read which were given away: from this statement on, any call may."""
        return self._carriers.escaped

    def escaped_before(self, index: int) -> frozenset[str]:
        """Names that functions read which were given away before a statement."""
        return frozenset(name for name, given in self.escaped.items() if given < index)

    @cached_property
    def _carriers(self) -> Spread:
        base = {
            name: captured
            for name, definitions in self.functions.items()
            if (captured := self.captured(n for d in definitions for n in self._looked_up(d)))
        }
        return self.spread(base, lambda facts: self.captured(facts.later))

    def spread(
        self, base: Mapping[str, frozenset[str]], touched_by: Callable[[Facts], frozenset[str]]
    ) -> Spread:
        """Follow functions that touch globals through the values that may hold them."""
        spread = Spread(base, {n: self._binders[n][0] for n in base})
        for statement in self.statements:
            facts = statement.facts
            defines = statement.kind in _DEFINES
            if (defines and not runs_code(statement)) or not (
                facts.later or facts.global_writes or spread.is_touched_by(facts)
            ):
                continue
            new = not defines and (facts.later or facts.global_writes)  # else it is in `base`
            kept = touched_by(facts) if new else _NONE
            if facts.calls and kept:
                spread.call(statement.index, kept)
            spread.call(statement.index, spread.held_now(facts.reads))
            if not facts.keeps_closure:
                kept = _NONE
            kept |= spread.held_now(facts.stored | (facts.reads & self._factories))
            given = defines and (
                may_be_kept(statement, self.functions)
                or (statement.kind == "class" and self._lists_subclasses)
            )
            if given:
                kept |= spread.held_now(facts.binds)
            if not kept:
                continue
            changed = facts.mutates | (facts.may_mutate - self._plain_functions)
            for name in facts.binds | changed:
                spread.hold(name, statement.index, kept)
            if given or facts.calls or not changed <= self._sole_names:
                spread.escape(statement.index, kept)
        return spread

    @cached_property
    def _sole_names(self) -> frozenset[str]:
        """Names of containers that nothing else can be a name of: what is put into one is found by its name only."""
        facts = [s.facts for s in self.statements]
        shared = frozenset().union(*(f.stored for f in facts), *(f.later for f in facts))
        return frozenset(
            name
            for name, indices in self._binders.items()
            if name not in shared and all(makes_container(self.statements[i].node) for i in indices)
        )

    @cached_property
    def _lists_subclasses(self) -> bool:
        """Whether some code finds classes by their base: `Base.__subclasses__()`."""
        calls = (s.facts.calls | s.facts.later_calls for s in self.statements)
        return any(call.endswith(".__subclasses__") for made in calls for call in made)

    @cached_property
    def _plain_functions(self) -> frozenset[str]:
        """Functions that hold nothing but what they say: no decorator has made something else of them."""
        return frozenset(
            name
            for name, made in self.functions.items()
            if not any(getattr(d.node, "decorator_list", ()) for d in made)
        )

    @cached_property
    def _factories(self) -> frozenset[str]:
        """Functions that may give back a function that reads globals, their own or another's."""
        found = {n for n, made in self.functions.items() if any(map(makes_functions, made))}
        found |= {n for n, made in self.functions.items() if any(map(self._hands_on, made))}
        before = -1
        while before < len(found):
            before = len(found)
            found |= {
                name
                for name, made in self.functions.items()
                if any(not found.isdisjoint(d.facts.later) for d in made)
            }
        return frozenset(found)

    def _hands_on(self, definition: Statement) -> bool:
        """Whether it uses a function of the notebook other than by calling it."""
        known = definition.facts.later & self.functions.keys()
        return definition.node is not None and not known.isdisjoint(used_as_values(definition.node))

    # ---------------------------------------------------------------- reaching definitions

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

    def may_be_bound(self, name: str, before: int) -> bool:
        """Whether a statement before may leave the name bound: not one that only catches an exception by it."""
        earlier = (self.statements[i] for i in self.binders(name) if i < before)
        return any(
            s.node is None or name in self.global_writes(s) or name not in only_caught((s.node,))
            for s in earlier
        )

    def binds_certainly(self, index: int, name: str) -> bool:
        """Whether the name is bound, on every path, once statement `index` has run."""
        statement = self.statements[index]
        return name in statement.facts.must and statement.cell not in self.uncertain_cells

    @cached_property
    def _kills(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for statement in self.statements:
            for name in statement.facts.kills:
                found.setdefault(name, []).append(statement.index)
        return found

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

    # ---------------------------------------------------------------- liveness

    def is_live_after(self, name: str, index: int) -> bool:
        """Whether the value of `name` after statement `index` may be read later."""
        reads = (
            self._next(self._readers.get(name, ()), index),
            self._next(self._wild_readers, index),
            self._next_call_of_escaped(name, index),
        )
        first = min((i for i in reads if i is not None), default=None)
        overwritten = next(
            (i for i in self._after(name, index) if self.binds_certainly(i, name)), None
        )
        if overwritten is None:
            return first is not None
        return first is not None and first <= overwritten

    def _after(self, name: str, index: int) -> Iterator[int]:
        """The statements after `index` that may bind the name."""
        indices = self.binders(name)
        return (indices[i] for i in range(bisect_right(indices, index), len(indices)))

    def _next_call_of_escaped(self, name: str, index: int) -> int | None:
        """The next statement that may call a function which was given away and reads the name."""
        given = self.escaped.get(name)
        return None if given is None else self._next(self._callers, max(given, index))

    @cached_property
    def _callers(self) -> Sequence[int]:
        return [s.index for s in self.statements if _may_call(s)]

    def leaves_stale(self, name: str, first: int, last: int) -> bool:
        """Whether `name`, were it local to statements `first` to `last`, would end with an old value.

        What a loop leaves in its own variables, and nothing ever reads, is no value to keep.
        """
        if name in self.loop_names:
            return False
        overwritten = any(self.binds_certainly(i, name) for i in self._after(name, last))
        return not overwritten and any(
            # `if c: del e; e = 4` kills and binds at once, and may leave a value
            not self._certainly_deleted_between(name, i + 1, first)
            for i in self.reaching(name, first)
        )

    @cached_property
    def loop_names(self) -> frozenset[str]:
        """Names that only loops bind and that no statement reads from another one."""
        if self._wild_readers:
            return _NONE
        return frozenset(
            name
            for name, indices in self._binders.items()
            if name not in self._readers
            and all(isinstance(self.statements[i].node, _LOOPS) for i in indices)
        )

    def is_bound_after(self, name: str, index: int) -> bool:
        """Whether any statement after `index` may bind the name again."""
        return self._next(self._binders.get(name, ()), index) is not None

    @staticmethod
    def _next(indices: Sequence[int], index: int) -> int | None:
        position = bisect_right(indices, index)
        return indices[position] if position < len(indices) else None

    @cached_property
    def _wild_readers(self) -> list[int]:
        """Statements that may read any name: `locals()`, `exec(…)`, `%run -i`."""
        return [s.index for s in self.statements if s.facts.wild]

    @cached_property
    def wild_binders(self) -> Sequence[int]:
        """Statements that may bind any name (`%run`, `%pylab`, `exec`)."""
        return [
            i
            for i in self._wild_readers
            if ANY_NAME in self.statements[i].facts.binds
            or "exec" in self.statements[i].facts.calls
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


def indexed(names_of: Iterable[tuple[int, frozenset[str]]]) -> dict[str, list[int]]:
    """By name: the statements that have it, in order."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index, names in names_of:
        for name in names:
            found[name].append(index)
    return dict(found)


def _may_call(statement: Statement) -> bool:
    """Whether it calls anything, or shows a value, which calls its `__repr__`."""
    return bool(statement.facts.calls) or statement.displays


def explains(name: str) -> bool:
    """Whether Python or IPython itself provides the name."""
    return name in BUILTINS or name in NOTEBOOK_BUILTINS
