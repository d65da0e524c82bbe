"""The scope around a run of statements: its names, where they are set, and which functions touch them."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

from ..trees import nodes_of
from .atomic import may_run_code
from .caught import only_caught
from .closures import Closures, setting
from .containers import own_containers
from .entering import enter
from .names import all_arguments, names_in
from .outside import Outside
from .places import LOOPS, Place, earlier, without_run
from .walk import Walk, walk

Names = frozenset[str]
_NOTHING: Names = frozenset()
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Scope:
    """The function, or the cell, that a run is part of, as it is before the run and without it."""

    def __init__(
        self, place: Place, run: Walk, function: Function | None, outside: Outside
    ) -> None:
        self.place = place
        self.run = run
        self.function = function
        self.outside = outside
        self.levels = place.inner_levels
        self.others = without_run(self.levels)
        self.fleeting = self._fleeting()
        self.candidates = run.binds.keys() - self.fleeting
        self.touched = self.candidates | run.kills
        self.elsewhere = self._elsewhere()
        self.earlier = earlier(self.levels)
        self.scope = self._walk_scope()
        self.before = self._walk_before()
        self.data = self._data()
        self.enclosing = self._enclosing_locals()

    def _elsewhere(self) -> list[ast.stmt]:
        """The scope's statements without the run; in a loop its last round counts, too."""
        again = self.place.statements if self.in_loop else ()
        return [*self.others, *again]

    def _fleeting(self) -> Names:
        """Names that the run sets and unsets (`except … as name`, `del`), and that are not set before it."""
        others = walk(self.others)
        whole = only_caught([*self.others, *self.place.statements])
        mine = self.run.binds.keys() - others.binds.keys() - others.reads.keys()
        unset = self.run.kills - (self.run.bound or set()) - self.run.reads.keys()
        seen = self._caught_around() | others.later.keys() | others.declared
        found = unset & (whole | mine) - seen
        if self.function is not None:
            return frozenset(found.difference(self.parameters))
        return frozenset(n for n in found if not self.outside.may_be_bound(n))

    def _caught_around(self) -> Names:
        """The names of exceptions that are being handled around the run."""
        blocks = (level.block for level in self.levels)
        names = (b.name for b in blocks if isinstance(b, ast.ExceptHandler))
        return frozenset(n for n in names if n is not None)

    @property
    def in_loop(self) -> bool:
        return any(isinstance(level.owner, LOOPS) for level in self.levels[1:])

    def _walk_scope(self) -> Walk:
        if self.function is None:
            return walk(self.elsewhere)
        return walk(self.function.body, self.parameters)

    @cached_property
    def contained(self) -> Names:
        """Names of containers that the scope makes, and that nothing else has."""
        if self.function is not None:
            return own_containers(tuple(self.function.body))
        top, inner = self.levels[0], [level.owner for level in self.levels[1:2] if level.owner]
        cell = (*top.before, *(inner or self.place.statements), *top.after)
        return own_containers(cell) - self.outside.written

    @cached_property
    def closures(self) -> Closures:
        """Where the functions are that the scope may have made before the run, and those of other cells."""
        own, run, kept = self.outside.own, self.place.statements, self.contained
        if self.function is not None:
            return Closures(self.earlier, run, own=own, contained=kept)
        captured = self.outside.captured
        return Closures(self.earlier, run, lambda name: captured((name,)), own, kept)

    def read_by(self, names: Iterable[str]) -> Names:
        """What functions made outside of the run read that code with these names may call."""
        found = set(names)
        if self.function is None and not found.isdisjoint(self.outside.unexplained):
            found |= self.closures.holders  # what nobody knows may call them all by their names
        return self.closures.read_by(found) | self.captured_outside(found)

    @cached_property
    def given_away(self) -> Names:
        """What functions read that any call may call."""
        given = self.outside.escaped if self.function is None else _NOTHING
        return self.closures.escaped | given

    @cached_property
    def captured(self) -> Names:
        """What functions made outside of the run read that it may call."""
        return self.given_away | self.read_by((*self.run.reads, *self.run.later))

    def captured_outside(self, names: Iterable[str]) -> Names:
        """What functions of other cells read that these names hold."""
        return self.outside.captured(names) if self.function is None else _NOTHING

    @property
    def parameters(self) -> list[str]:
        """Those of the function; a cell has none."""
        return [] if self.function is None else _parameters(self.function)

    @property
    def locals(self) -> set[str]:
        assert self.function is not None
        names = set(self.parameters) | set(self.scope.binds)
        return names - self.scope.declared

    @cached_property
    def rest(self) -> Walk:
        """The function, or the cell, without the run."""
        return walk(self.others, self.parameters)

    def _enclosing_locals(self) -> dict[str, bool]:
        """Names of functions around the innermost one: whether they are certainly bound."""
        found: dict[str, bool] = {}
        for outer, inner in pairwise(self._functions):
            whole = walk(outer.body, _parameters(outer))
            reached = _bound_at(self.place, outer, inner)
            for name in {*_parameters(outer), *whole.binds} - whole.declared:
                found[name] = name in reached and name not in whole.kills
        return found

    @property
    def _functions(self) -> list[Function]:
        return [s for s in self.place.scopes if isinstance(s, FUNCTIONS)]

    def set_by_inner_functions(self) -> set[str]:
        """Names of the functions around the run that it uses, and that an inner function may set meanwhile.

        What occurs in nothing but the run leaves with all that sets it.
        """
        if self.function is None:
            return set()
        run, rest = self.run, self.rest
        used = run.reads.keys() | run.later.keys() | self.candidates | run.outer_writes
        around = _NOTHING.union(*(walk(f.body).outer_writes for f in self._functions))
        own = {n for n in self.locals if setting(n) in self.captured} & rest.outer_writes
        elsewhere = rest.reads.keys() | rest.later.keys() | rest.binds.keys() | rest.outer_writes
        outside = elsewhere | set(self.parameters)
        moved = run.outer_writes & (self.locals & outside | self.enclosing.keys())
        calls = any(map(may_run_code, self.place.statements))
        return moved | (used & (own | around & self.enclosing.keys()) if calls else set())

    @cached_property
    def set_after_definition(self) -> Names:
        """Names of the functions around the innermost one that may be set once that one is made."""
        found: set[str] = set()
        for outer, inner in pairwise(self._functions):
            around = {inner.name} if inner in outer.body else set()
            at = next(i for i, s in enumerate(outer.body) if inner in nodes_of(s))
            found |= walk(outer.body[at:]).binds.keys() - around
        return frozenset(found & self.enclosing.keys())

    @cached_property
    def set_by_functions(self) -> Names:
        """Names around the run that functions made elsewhere there set, whenever they are called."""
        if self.function is None:
            return frozenset(self.rest.outer_writes)
        around = _NOTHING.union(*(walk(f.body).outer_writes for f in self._functions))
        return frozenset(self.locals & self.rest.outer_writes) | (around & self.enclosing.keys())

    def _walk_before(self) -> Walk:
        state = Walk(self.parameters)
        for level in self.levels:
            if level is not self.levels[0]:
                enter(state, level)
            state.body(level.before)
        return state

    def _data(self) -> set[str]:
        """Names that something other than an import or a definition binds before the run."""
        named = (*FUNCTIONS, ast.ClassDef, ast.Import, ast.ImportFrom)
        rest = [s for level in self.levels for s in level.before if not isinstance(s, named)]
        return set(walk(rest).binds) | (set(self.before.binds) - set(self._named()))

    def _named(self) -> set[str]:
        return {n for level in self.levels for s in level.before for n in walk([s]).binds}

    def source(self, name: str) -> str:
        """Where the run gets `name` from: a "parameter", read where it is ("global"), or "unbound"."""
        if self.function is None:
            return self._module_source(name)
        if name in self.locals:
            bound = self.before.bound is None or name in self.before.bound
            return "parameter" if bound else "unbound"
        if name in self.enclosing:
            return "parameter" if self.enclosing[name] else "unbound"
        return "unbound" if name in self.candidates else "global"

    def _module_source(self, name: str) -> str:
        bound_here = self.before.bound is None or name in self.before.bound
        certain = bound_here or self.outside.is_bound(name)
        local = name in self.data or name in self.candidates
        if name in self.candidates:
            known_name = bound_here or (self.outside.is_data(name) and certain)
            return "parameter" if known_name else "unbound"
        if name in self.outside.written or not certain:
            return "global"
        return "parameter" if (local or self.outside.is_data(name)) else "global"

    @cached_property
    def certain(self) -> Names:
        """Names that are set from the beginning of the run to its end."""
        named = set(names_in(*self.place.statements)) - self.run.kills
        return frozenset(n for n in named if self.source(n) == "parameter")

    def left_deleted(self) -> set[str]:
        """Names of the scope that the run may delete for good."""
        certain = {n for n in self.run.kills if self.source(n) == "parameter"}
        bound = walk(self.place.statements, certain).bound
        if bound is None and self.run.returns:  # nothing of the scope is left
            return set()
        left = self.run.kills - (bound or set()) - self.fleeting
        return {n for n in left if self.source(n) != "global" or self.function is None}


def _bound_at(place: Place, outer: Function, inner: Function) -> Names:
    """Names certainly bound in `outer` when it makes `inner`, somewhere in its body."""
    start = next(i for i, level in enumerate(place.levels) if level.owner is outer)
    end = next(i for i, level in enumerate(place.levels) if level.owner is inner)
    state = Walk(_parameters(outer))
    for level in place.levels[start:end]:
        if isinstance(level.owner, ast.ClassDef):
            continue
        if level.owner is not outer:
            enter(state, level)
        state.body(level.before)
    return frozenset(state.bound or ())


def _parameters(function: Function) -> list[str]:
    return [argument.arg for argument in all_arguments(function.args)]
