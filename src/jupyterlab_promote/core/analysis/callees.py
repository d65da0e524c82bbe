"""Functions of the notebook, the values that may hold them, and what a call of either may read or set.

What a function reads when it is called counts as read by whatever may call it: the statement that
mentions the function, or a value that may hold it (a *carrier*: `pipe = Pipeline(clean)`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from .bindings import Bindings
from .caught import only_caught
from .decorators import may_be_kept
from .facts import Facts, Statement
from .making import makes_container, makes_functions, runs_code
from .names import reachable, used_as_values
from .spread import Spread

_NONE: frozenset[str] = frozenset()
_DEFINES = ("definition", "class")


class Callees(Bindings):
    """What functions that a statement may call read and set; a call that sets a name binds it."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self._add_global_writers()

    def _add_global_writers(self) -> None:
        """A statement that may call a function with `global x` may bind x."""
        for index, names in self._writes.items():
            for name in names:
                indices = self._binders.setdefault(name, [])
                at = bisect_left(indices, index)
                if at == len(indices) or indices[at] != index:
                    indices.insert(at, index)

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
        """What a call of what the name holds may look up in the notebook, and other names of functions that it holds."""
        holding = self._holding
        if name not in holding:
            return _NONE
        held = (s.facts.stored & holding.keys() for s in holding[name])
        return _NONE.union(*map(self._looked_up, holding[name]), *held)

    @cached_property
    def _holding(self) -> Mapping[str, list[Statement]]:
        """By name that may hold a function: what puts one there, `def f`, `f = lambda: a`, `g = f`, `xs.append(f)`."""
        found: dict[str, list[Statement]] = {n: list(made) for n, made in self.functions.items()}
        keeping = [s for s in self.statements if s.facts.stored or s.facts.keeps_closure]
        others = [s for s in keeping if s.kind not in (*_DEFINES, "import")]
        before = -1
        while before < len(found):
            before = len(found)
            for statement in others:
                facts = statement.facts
                if (facts.keeps_closure and facts.later) or not facts.stored.isdisjoint(found):
                    for name in facts.binds | facts.mutates:
                        if statement not in found.setdefault(name, []):
                            found[name].append(statement)
        return found

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
        names = {name for s in run for name in s.facts.reads}
        if any(s.facts.calls for s in run):
            names |= {name for s in run for name in s.facts.later}
        return self.captured_by(names & self._carriers.now.keys(), run[0].index)

    @cached_property
    def _changeable(self) -> frozenset[str]:
        """Names that something other than imports binds."""
        return frozenset(
            name
            for name, indices in self._binders.items()
            if any(self.statements[i].kind != "import" for i in indices)
        )

    def is_imported_for_functions(self, name: str) -> bool:
        """Whether only imports bind the name, and a function may look it up when it is called."""
        return name in self._looked_up_anywhere and name not in self._changeable

    @cached_property
    def _looked_up_anywhere(self) -> frozenset[str]:
        return _NONE.union(*(s.facts.later for s in self.statements))

    def global_writes(self, statement: Statement) -> frozenset[str]:
        """Names that functions which this statement may call rebind through `global`."""
        return self._writes.get(statement.index, _NONE)

    @cached_property
    def _writes(self) -> Mapping[int, frozenset[str]]:
        written = self._written
        everything = self.every("global_writes")
        if not everything:
            return {}

        def touched(facts: Facts) -> frozenset[str]:
            return facts.global_writes.union(*(written.get(n, _NONE) for n in facts.later))

        spread = self.spread(written, touched)
        if spread.escaped:
            first = min(spread.escaped.values())
            late = (s for s in self.statements if s.index > first and may_call(s))
            return {**spread.called, **{s.index: everything for s in late}}
        return spread.called

    @cached_property
    def _written(self) -> Mapping[str, frozenset[str]]:
        """By function: the names that calling it may rebind through `global`, transitively."""
        if not self.every("global_writes"):
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

    def may_be_bound(self, name: str, before: int) -> bool:
        """Whether a statement before may leave the name bound: not one that only catches an exception by it."""
        earlier = (self.statements[i] for i in self.binders(name) if i < before)
        return any(
            s.node is None or name in self.global_writes(s) or name not in only_caught((s.node,))
            for s in earlier
        )

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
        for statement in self._touched(spread):
            self._spread_by(statement, spread, touched_by)
        return spread

    def _touched(self, spread: Spread) -> Iterator[Statement]:
        """The statements that what is spread may reach, as it grows on the way."""
        first = 0
        for cell in self.cells:
            end = first + len(cell.statements)
            if (
                cell.every("later")
                or cell.every("global_writes")
                or spread.has_any(*map(cell.every, ("reads", "stored", "called")))
            ):
                for statement in self.statements[first:end]:
                    facts = statement.facts
                    new = facts.later or facts.global_writes
                    if new or spread.has_any(facts.reads, facts.stored, facts.called):
                        yield statement
            first = end

    def _spread_by(
        self,
        statement: Statement,
        spread: Spread,
        touched_by: Callable[[Facts], frozenset[str]],
    ) -> None:
        facts = statement.facts
        defines = statement.kind in _DEFINES
        if defines and not runs_code(statement):
            return
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
            return
        changed = facts.mutates | (facts.may_mutate - self._plain_functions)
        for name in facts.binds | changed:
            spread.hold(name, statement.index, kept)
        if given or facts.calls or not changed <= self._sole_names:
            spread.escape(statement.index, kept)

    @cached_property
    def _sole_names(self) -> frozenset[str]:
        """Names of containers that nothing else can be a name of: what is put into one is found by its name only."""
        shared = self.every("stored") | self.every("later")
        return frozenset(
            name
            for name, indices in self._binders.items()
            if name not in shared and all(makes_container(self.statements[i].node) for i in indices)
        )

    @cached_property
    def _lists_subclasses(self) -> bool:
        """Whether some code finds classes by their base: `Base.__subclasses__()`."""
        return any(call.endswith(".__subclasses__") for call in self.every("all_calls"))

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
        found = {
            n for n, made in self.functions.items() if any(makes_functions(d.node) for d in made)
        }
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


def may_call(statement: Statement) -> bool:
    """Whether it calls anything, or shows a value, which calls its `__repr__`."""
    return bool(statement.facts.calls) or statement.displays
