"""Programs and notebooks whose functions get away: what calls one is seldom what made it."""

from __future__ import annotations

from .notebooks import Author
from .programs import PRELUDE, Writer
from .snippets.escaping import HOLDERS
from .snippets.tables import MAKING, USING

_OFTEN = 0.3


class Escaper(Writer):
    """Writes programs that put functions away, set what these read, and have them called."""

    def statement(self, depth: int, *, loop: bool, function: bool) -> list[str]:
        if self.random.random() < _OFTEN:
            return self.filled(self.random.choice((MAKING, USING))).splitlines()
        return super().statement(depth, loop=loop, function=function)

    def program(self) -> str:
        return super().program().replace(PRELUDE, f"{PRELUDE}\n\n{HOLDERS}", 1)


class EscapingAuthor(Escaper, Author):
    """The same in notebooks."""

    def notebook(self) -> list[str]:
        imports, prelude, *cells = super().notebook()
        return [imports, f"{prelude}\n\n{HOLDERS}", *cells]
