"""The names of one scope on the current path: certainly bound, upward-exposed, unbound again."""

from __future__ import annotations

from collections.abc import Iterable

Bound = set[str] | None


def meet(states: Iterable[Bound]) -> Bound:
    result: Bound = None
    for state in states:
        if state is not None:
            result = set(state) if result is None else result & state
    return result


class Exposure:
    """What a pass over a run of statements gathers; `walk.walk` fills it.

    reads/later/binds are dictionaries used as ordered sets. `breaks`, `continues` hold the bound
    names at each `break`/`continue` that leaves the run; `returns` says that it may return. `own` are
    functions and methods of the notebook's own, of which the tables of `calls` know nothing.
    """

    __slots__ = (
        "awaits", "binds", "bound", "breaks", "called", "calls", "continues", "created",
        "declared", "exposed", "global_names", "keeps_closure", "kills", "later", "later_calls", "later_mutates", "may_mutate", "mentions",
        "mutates", "outer_writes", "own", "queried", "reads", "returns", "shadow", "stored", "strings", "yields",
    )  # fmt: skip

    def __init__(self, bound: Iterable[str] = (), own: frozenset[str] = frozenset()) -> None:
        self.bound: Bound = set(bound)
        self.own = own
        self.reads: dict[str, None] = {}
        self.later: dict[str, None] = {}
        self.exposed: set[str] = set()
        self.binds: dict[str, None] = {}
        self.kills: set[str] = set()
        self.declared: set[str] = set()
        self.global_names: set[str] = set()  # declared `global` here or in functions made here
        self.outer_writes: set[str] = set()
        self.calls: set[str] = set()
        self.later_calls: set[str] = set()
        self.later_mutates: set[str] = set()
        self.mutates: set[str] = set()
        self.may_mutate: set[str] = set()
        self.stored: set[str] = set()
        self.called: set[str] = set()
        self.mentions: set[str] = set()
        self.strings: set[str] = set()
        self.queried: set[str] = set()
        self.created = False
        self.keeps_closure = False
        self.awaits = False
        self.yields = False
        self.returns = False
        self.breaks: list[Bound] = []
        self.continues: list[Bound] = []
        self.shadow: list[set[str]] = []

    # ---------------------------------------------------------------- names

    def read(self, name: str) -> None:
        if self.shadow and any(name in scope for scope in self.shadow):
            return
        if self.bound is None or name not in self.bound:
            self.reads[name] = None

    def read_later(self, name: str) -> None:
        """A function made here reads the name; exposed where it may not be bound by then."""
        if any(name in scope for scope in self.shadow):
            return
        self.later[name] = None
        if self.bound is None or name not in self.bound:
            self.exposed.add(name)

    def bind(self, name: str) -> None:
        if name in self.declared:
            self.outer_writes.add(name)
        self.binds[name] = None
        if self.bound is not None:
            self.bound.add(name)

    def kill(self, name: str) -> None:
        self.kills.add(name)
        if self.bound is not None:
            self.bound.discard(name)

    def _copy(self) -> Bound:
        return None if self.bound is None else set(self.bound)
