"""What may be read after a run: liveness, outwards along the bodies around it."""

from __future__ import annotations

import ast

from . import calls as known
from .imported import imported_in
from .places import LOOPS, Level
from .scope import Scope
from .walk import Walk, walk

TRY: tuple[type[ast.Try], ...] = tuple(
    kind for kind in (ast.Try, getattr(ast, "TryStar", None)) if kind is not None
)


class Frame(Scope):
    """The scope around a run, and what of the run is live after it."""

    def live_out(self) -> set[str]:
        """Names bound by the run that may be read after it."""
        return self.live(len(self.levels) - 1) | self._live_if_raised() | self._always_live()

    def _always_live(self) -> set[str]:
        captured = self.rest.later.keys() | self.rest.outer_writes | self.scope.declared
        return self.candidates & captured | self.sole_bindings()

    def sole_bindings(self) -> set[str]:
        """Names that only the run binds and that are also read where they are not set yet, by its call for one.

        Without the binding such a read would find a global instead of failing.
        """
        if self.function is None:
            return set()
        own = self.rest.binds.keys() | set(self.parameters)
        return (self.candidates & (self.rest.reads.keys() | self.run.reads.keys())) - own

    def live(self, depth: int) -> set[str]:
        """Names of interest that may be read from the end of the run's part of body `depth` on."""
        rest = walk(self.levels[depth].after)
        live = self.candidates & (rest.reads.keys() | rest.later.keys())
        if rest.bound is not None:
            live |= self._after(depth) - rest.bound
        for state in rest.breaks:
            live |= self._after_loop(depth) - (state or set())
        for state in rest.continues:
            live |= self._next_round(depth) - (state or set())
        return live

    def _after(self, depth: int) -> set[str]:
        """What may be read once the body at `depth` has ended."""
        level = self.levels[depth]
        owner = level.owner
        if depth == 0:
            if self.function is not None:
                return set()
            return {n for n in self.candidates if self._outlives_cell(n)}
        if isinstance(owner, LOOPS) and level.block == "body":
            return self._next_round(depth)
        if isinstance(owner, TRY):
            return self._after_try(depth, owner, level.block)
        return self.live(depth - 1)

    def _outlives_cell(self, name: str) -> bool:
        """Read by a later cell, or bound before: then the old value would be left behind."""
        old = name in self.before.binds or self.outside.is_data(name)
        if not old and self.outside.may_be_bound(name):
            old = name not in imported_in(self.place.statements)
        return old or self.outside.is_live(name)

    def _after_try(self, depth: int, owner: ast.Try, block: object) -> set[str]:
        live = self.live(depth - 1)
        final = walk(owner.finalbody)
        if block != "finalbody":
            live = (live - (final.bound or set())) | (self.candidates & final.reads.keys())
        if isinstance(block, ast.ExceptHandler) and type(owner) is not ast.Try:
            for handler in owner.handlers:  # of `except*` several may run
                live |= self.candidates & walk(handler.body).reads.keys()
        if block == "body":
            orelse = walk(owner.orelse)
            live = (live - (orelse.bound or set())) | (self.candidates & orelse.reads.keys())
        return live

    def _live_if_raised(self) -> set[str]:
        """What may be read when an exception, raised after the run, leaves the bodies around it."""
        live: set[str] = set()
        may_raise = False
        for depth in range(len(self.levels) - 1, 0, -1):
            level = self.levels[depth]
            may_raise |= bool(level.after)
            if may_raise:
                live |= self.read_if_raised(depth)
            may_raise |= _runs_at_its_end(level)
        return live

    def read_if_raised(self, depth: int) -> set[str]:
        """What may be read when an exception leaves the body at `depth`: by handlers, `finally`, what follows."""
        level = self.levels[depth]
        read: set[str] = set()
        if isinstance(level.owner, TRY) and level.block != "finalbody":
            final = walk(level.owner.finalbody)
            read |= final.reads.keys()
            if final.returns or final.breaks or final.continues:
                read |= self.touched
        if level.block == "body" and _may_catch(level.owner):
            handlers = getattr(level.owner, "handlers", [])
            read.update(*(walk(handler.body).reads for handler in handlers))
            read |= self.live(depth - 1)
        return self.touched & read

    def goes_on_after(self, depth: int) -> bool:
        """Whether something of the scope runs when an exception leaves the body at `depth`."""
        level = self.levels[depth]
        is_body = level.block == "body"
        has_end = isinstance(level.owner, TRY) and level.block != "finalbody"
        final = getattr(level.owner, "finalbody", [])
        return (is_body and _may_catch(level.owner)) or (has_end and bool(final))

    def _loop_depth(self, depth: int) -> int:
        while not isinstance(self.levels[depth].owner, LOOPS):
            depth -= 1
        return depth

    def live_in_next_round(self) -> set[str]:
        """Names of interest that may be read in a later round of a loop around the run."""
        depths = [d for d, level in enumerate(self.levels) if d and isinstance(level.owner, LOOPS)]
        return set().union(*(self._next_round(depth) for depth in depths))

    def _after_loop(self, depth: int) -> set[str]:
        return self.live(self._loop_depth(depth) - 1)

    def _next_round(self, depth: int) -> set[str]:
        depth = self._loop_depth(depth)
        loop = self.levels[depth].owner
        again = Walk()
        if isinstance(loop, ast.While):
            again.visit(loop.test, stored=False)
        else:
            again.target(loop.target)  # type: ignore[union-attr]
        again.body(loop.body)  # type: ignore[union-attr]
        live = self.candidates & (again.reads.keys() | again.later.keys())
        orelse = walk(loop.orelse)  # type: ignore[union-attr]
        live |= self.candidates & orelse.reads.keys()
        return live | self.live(depth - 1)


def _may_catch(owner: ast.stmt | None) -> bool:
    if isinstance(owner, (ast.With, ast.AsyncWith)):
        return any(known.may_suppress(item.context_expr) for item in owner.items)
    return isinstance(owner, TRY) and bool(owner.handlers)


def _runs_at_its_end(level: Level) -> bool:
    """Whether something else runs, or an exception is on its way, when the level's body has ended."""
    if isinstance(level.owner, TRY):
        has_more = level.owner.finalbody or (level.block == "body" and level.owner.orelse)
        return level.block == "finalbody" or bool(has_more)
    return isinstance(level.owner, (*LOOPS, ast.With, ast.AsyncWith))
