"""Which binding reaches which use, over the statements of a notebook in document order."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import cached_property

from .bindings import indexed
from .callees import Callees, may_call
from .calls import BUILTINS, NOTEBOOK_BUILTINS
from .facts import ANY_NAME, Edge, Statement
from .listing import lists_names

_NONE: frozenset[str] = frozenset()
_LOOPS = (ast.For, ast.AsyncFor, ast.While)


class Flow(Callees):
    """Reaching definitions and liveness; see the questions below. Immutable once built."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.answers: dict[object, object] = {}  # of questions asked `once`
        self._readers = indexed((s.index, self.reads(s)) for s in self.statements)

    def readers(self, name: str) -> Sequence[int]:
        """The statements that may read the name as they run, in order."""
        return self._readers.get(name, ())

    def reads(self, statement: Statement) -> frozenset[str]:
        """What the statement reads now, with names that strings mention and functions may read."""
        facts = statement.facts
        mentioned = facts.mentions and self._mentioned(statement)
        carried = self._carriers.called.get(statement.index)
        reads = facts.reads | facts.exposed if facts.calls and facts.exposed else facts.reads
        if not mentioned and not carried:
            return reads
        return reads | (mentioned or _NONE) | (carried or _NONE)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name that the notebook binds or reads, and all that strings may mention."""
        mentioned = self.every("later") | self.every("mentions")
        return mentioned.union(self._binders, self._readers)

    @cached_property
    def lists_names(self) -> bool:
        """Whether the notebook lists its own names, so that a new or missing one shows."""
        return self.any(lists_names)

    @cached_property
    def mutated(self) -> frozenset[str]:
        """Names whose object some statement or function certainly changes in place."""
        return self.every("mutates") | self.every("later_mutates")

    def is_live_after(self, name: str, index: int) -> bool:
        """Whether the value of `name` after statement `index` may be read later."""
        reads = (
            self._next(self._readers.get(name, ()), index),
            self._next(self.wild_readers, index),
            self._next_call_of_escaped(name, index),
        )
        first = min((i for i in reads if i is not None), default=None)
        overwritten = next(
            (i for i in self._after(name, index) if self.binds_certainly(i, name)), None
        )
        if overwritten is None:
            return first is not None
        return first is not None and first <= overwritten

    def _next_call_of_escaped(self, name: str, index: int) -> int | None:
        """The next statement that may call a function which was given away and reads the name."""
        given = self.escaped.get(name)
        return None if given is None else self._next(self._callers, max(given, index))

    @cached_property
    def _callers(self) -> Sequence[int]:
        return [s.index for s in self.statements if may_call(s)]

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
        if self.wild_readers:
            return _NONE
        return frozenset(
            name
            for name, indices in self._binders.items()
            if name not in self._readers
            and all(isinstance(self.statements[i].node, _LOOPS) for i in indices)
        )

    @cached_property
    def wild_readers(self) -> list[int]:
        """Statements that may read any name: `locals()`, `exec(…)`, `%run -i`."""
        return [s.index for s in self.statements if s.facts.wild]

    @cached_property
    def wild_binders(self) -> Sequence[int]:
        """Statements that may bind any name (`%run`, `%pylab`, `exec`)."""
        return [
            i
            for i in self.wild_readers
            if ANY_NAME in self.statements[i].facts.binds
            or "exec" in self.statements[i].facts.calls
        ]

    def edges(self) -> tuple[Edge, ...]:
        """All def-use edges, by use and name."""
        return tuple(self._edges())

    def _edges(self) -> Iterator[Edge]:
        for statement in self.statements:
            for name in sorted(self.reads(statement)):
                for definition in self.reaching(name, statement.index):
                    yield Edge(definition, statement.index, name)


def explains(name: str) -> bool:
    """Whether Python or IPython itself provides the name."""
    return name in BUILTINS or name in NOTEBOOK_BUILTINS
