"""Where functions that touch the notebook's names may be: in names, in containers, given away.

A value that may hold such a function is a *carrier*: `pipe = Pipeline(clean)`, `handlers.append(f)`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping

Names = frozenset[str]
_NONE: Names = frozenset()


class Spread:
    """What the functions touch that a name is or holds, as it grows from statement to statement.

    called    by statement: what functions touch that it may call
    escaped   by name: from this statement on, any call may touch it
    now       by name: what it touches after the statements so far
    """

    def __init__(self, base: Mapping[str, Names], made: Mapping[str, int]) -> None:
        self.called: dict[int, Names] = {}
        self.escaped: dict[str, int] = {}
        self.now: dict[str, Names] = dict(base)
        self._history: dict[str, list[tuple[int, Names]]] = {
            name: [(made[name], names)] for name, names in base.items()
        }

    def has_any(self, *names: Names) -> bool:
        """Whether any of these names touches something after the statements so far."""
        return not all(map(self.now.keys().isdisjoint, names))

    def held_now(self, names: Names) -> Names:
        """What these names touch after the statements so far; functions count from the start."""
        if self.now.keys().isdisjoint(names):
            return _NONE
        return _NONE.union(*(self.now[n] for n in names if n in self.now))

    def held(self, name: str, before: int) -> Names:
        """What the name touches just before a statement."""
        history = self._history.get(name, [])
        at = bisect_left(history, before, key=lambda entry: entry[0])
        return history[at - 1][1] if at else _NONE

    def hold(self, name: str, index: int, touched: Iterable[str]) -> None:
        """From this statement on the name touches these as well."""
        self.now[name] = self.now.get(name, _NONE).union(touched)
        self._history.setdefault(name, []).append((index, self.now[name]))

    def call(self, index: int, touched: Names) -> None:
        """The statement may call functions that touch these."""
        if touched:
            self.called[index] = self.called.get(index, _NONE) | touched

    def escape(self, index: int, touched: Names) -> None:
        """The statement gives functions away that touch these."""
        for name in touched:
            self.escaped.setdefault(name, index)
