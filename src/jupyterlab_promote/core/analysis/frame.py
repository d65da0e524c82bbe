"""The scope around a run of statements: what is certainly bound before it and what is live after it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ..trees import nodes_of
from . import calls as known
from .atomic import after_binding, binds_last
from .names import dotted, names_in
from .places import Level, Place, bodies_of, without_run
from .walk import Walk, walk

Names = frozenset[str]
_NOTHING: Names = frozenset()
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_TRY: tuple[type[ast.Try], ...] = tuple(
    kind for kind in (ast.Try, getattr(ast, "TryStar", None)) if kind is not None
)
Function = ast.FunctionDef | ast.AsyncFunctionDef
_PLAIN = (ast.Name, ast.expr_context, ast.Constant, ast.List, ast.Tuple)


@dataclass(frozen=True, slots=True)
class Outside:
    """What the notebook around the cell knows; the defaults know nothing of other cells.

    `is_live` tells whether a top-level name is read after the cell's statement, `is_bound` whether
    it is certainly bound before it, `is_data` whether it holds data (no function, class or import),
    `is_rebound` whether something after the cell's statement may bind it again,
    `captured` names the data that functions of the notebook read when called, `own` are its
    functions and methods whose names would tell something else (see `analyse.own_callables`).
    """

    is_live: Callable[[str], bool] = lambda name: False
    is_bound: Callable[[str], bool] = lambda name: True
    is_data: Callable[[str], bool] = lambda name: False
    is_rebound: Callable[[str], bool] = lambda name: False
    captured: Callable[[Iterable[str]], Names] = lambda names: _NOTHING
    written: Names = _NOTHING
    own: Names = _NOTHING


class Frame:
    """The scope around a run: what is certainly bound before it and what is live after it."""

    def __init__(
        self, place: Place, run: Walk, function: Function | None, outside: Outside
    ) -> None:
        self.place = place
        self.run = run
        self.function = function
        self.outside = outside
        self.levels = place.inner_levels
        self.candidates = set(run.binds)
        self.scope = self._walk_scope()
        self.before = self._walk_before()
        self.data = self._data()
        self.enclosing = self._enclosing_locals()

    # ---------------------------------------------------------------- the scope as a whole

    def _walk_scope(self) -> Walk:
        if self.function is None:
            return walk([s for level in self.levels[:1] for s in (*level.before, *level.after)])
        return walk(self.function.body, _parameters(self.function))

    @property
    def locals(self) -> set[str]:
        assert self.function is not None
        names = set(_parameters(self.function)) | set(self.scope.binds)
        return names - self.scope.declared

    def _enclosing_locals(self) -> dict[str, bool]:
        """Names of functions around the innermost one: whether they are certainly bound."""
        found: dict[str, bool] = {}
        functions = [s for s in self.place.scopes if isinstance(s, FUNCTIONS)]
        for outer, inner in pairwise(functions):
            whole = walk(outer.body, _parameters(outer))
            reached = _walk_until(outer, inner)
            for name in {*_parameters(outer), *whole.binds} - whole.declared:
                found[name] = reached is not None and name in reached
        return found

    # ---------------------------------------------------------------- definite assignment

    def _walk_before(self) -> Walk:
        state = Walk(_parameters(self.function) if self.function is not None else ())
        for level in self.levels:
            if level is not self.levels[0]:
                _enter(state, level)
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

    # ---------------------------------------------------------------- liveness

    def live_out(self) -> set[str]:
        """Names bound by the run that may be read after it."""
        return self._live(len(self.levels) - 1) | self._live_if_raised() | self._always_live()

    def _always_live(self) -> set[str]:
        return self.captured() | self.candidates & self.scope.declared | self.sole_bindings()

    def captured(self) -> set[str]:
        """Names bound by the run that functions made around it read or set, perhaps when it has ended."""
        return self.candidates & (self._rest.later.keys() | self._rest.outer_writes)

    @cached_property
    def _rest(self) -> Walk:
        """The function, or the cell, without the run."""
        parameters = _parameters(self.function) if self.function is not None else ()
        return walk(without_run(self.levels), parameters)

    def sole_bindings(self) -> set[str]:
        """Names that only the run binds and that the function also reads where they are not set yet.

        Without the binding such a read would find a global instead of failing.
        """
        if self.function is None:
            return set()
        return (self.candidates & self._rest.reads.keys()) - self._rest.binds.keys()

    def _live(self, depth: int) -> set[str]:
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
        if isinstance(owner, (ast.For, ast.AsyncFor, ast.While)) and level.block == "body":
            return self._next_round(depth)
        if isinstance(owner, _TRY):
            return self._after_try(depth, owner, level.block)
        return self._live(depth - 1)

    def _outlives_cell(self, name: str) -> bool:
        """Read by a later cell, or bound before: then the old value would be left behind."""
        old = name in self.before.binds or self.outside.is_data(name)
        return old or self.outside.is_live(name)

    def _after_try(self, depth: int, owner: ast.Try, block: object) -> set[str]:
        live = self._live(depth - 1)
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
                live |= self._read_if_raised(depth)
            may_raise |= _runs_at_its_end(level)
        return live

    def _read_if_raised(self, depth: int) -> set[str]:
        """What may be read when an exception leaves the body at `depth`: by handlers, `finally`, what follows."""
        level = self.levels[depth]
        read: set[str] = set()
        if isinstance(level.owner, _TRY) and level.block != "finalbody":
            final = walk(level.owner.finalbody)
            read |= final.reads.keys()
            if final.returns or final.breaks or final.continues:
                read |= self.candidates
        if level.block == "body" and _may_catch(level.owner):
            handlers = getattr(level.owner, "handlers", [])
            read.update(*(walk(handler.body).reads for handler in handlers))
            read |= self._live(depth - 1)
        return self.candidates & read

    def _loop_depth(self, depth: int) -> int:
        while not isinstance(self.levels[depth].owner, (ast.For, ast.AsyncFor, ast.While)):
            depth -= 1
        return depth

    def _after_loop(self, depth: int) -> set[str]:
        return self._live(self._loop_depth(depth) - 1)

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
        return live | self._live(depth - 1)

    # ---------------------------------------------------------------- obstacles

    def obstacle(self, live: set[str]) -> tuple[str, str] | None:
        """What names make impossible."""
        for name in sorted(self.candidates & self.scope.declared):
            return "binds-global", f"it sets “{name}”, which is declared global or nonlocal"
        for name in sorted(self.run.kills - (self.run.bound or set())):
            if self.source(name) != "global" or self.function is None:
                return "deletes-outer-name", f"it deletes “{name}”, which is set outside of it"
        if self.run.bound is None:
            for name in sorted(self.captured()):
                return "callee-reads-rebound-name", (
                    f"a function made around it reads “{name}”, which this code sets before it ends"
                )
        return self._closure_obstacle(live) or self._exception_obstacle()

    def _closure_obstacle(self, live: set[str]) -> tuple[str, str] | None:
        captured = self._captured_elsewhere()
        hidden = self._read_without_a_call() if captured else set()
        for name in sorted(self.candidates & captured):
            reads = _may_run_code if name in hidden else self._may_call
            if any(map(reads, after_binding(self.place.statements, name))):
                return "callee-reads-rebound-name", (
                    f"a function that may be called here reads “{name}”, which this code sets"
                )
        for name in sorted(self._set_by_inner_functions()):
            return "callee-writes-global", f"an inner function sets “{name}” by nonlocal"
        for name in sorted(self.outside.written & self.candidates):
            return "callee-writes-global", f"a function that is called here sets “{name}”"
        if self.run.keeps_closure:
            for name in sorted(self.run.later):
                if self._rebound_elsewhere(name):
                    return "closure-sees-rebinding", (
                        f"a function made here reads “{name}”, which is set again elsewhere"
                    )
        return None

    def _set_by_inner_functions(self) -> set[str]:
        """Names of the functions around the run that it has to do with, and that an inner function sets.

        Those that occur in nothing but the run leave with all that sets them.
        """
        if self.function is None:
            return set()
        run = self.run
        concerned = run.reads.keys() | run.later.keys() | self.candidates | run.outer_writes
        found = concerned & self.scope.outer_writes & (self.locals | self.enclosing.keys())
        if not found:
            return set()
        rest = self._rest
        elsewhere = rest.reads.keys() | rest.later.keys() | rest.binds.keys() | rest.outer_writes
        outside = elsewhere | set(_parameters(self.function)) | self.enclosing.keys()
        return found & outside

    def _captured_elsewhere(self) -> set[str]:
        return set(walk(self._elsewhere()).later) | self._captured_outside()

    def _captured_outside(self) -> Names:
        return self.outside.captured(self.run.reads) if self.function is None else _NOTHING

    def _elsewhere(self) -> list[ast.stmt]:
        """The statements around the run, and the loops that it is part of."""
        loops = (ast.For, ast.AsyncFor, ast.While)
        around = [s for level in self.levels for s in (*level.before, *level.after)]
        owners = (level.owner for level in self.levels[1:])
        return [*around, *(owner for owner in owners if isinstance(owner, loops))]

    def _may_call(self, node: ast.stmt) -> bool:
        """Whether it calls what could be, or could be handed, a function of the notebook."""
        harmless = known.NEVER_CALL_BACK - self.scope.binds.keys()
        return not walk([node]).calls <= harmless

    def _read_without_a_call(self) -> set[str]:
        """What generators, coroutines and methods read: an operator, a loop or `print` may run them."""
        found = set(self._captured_outside())
        nodes = [n for statement in self._elsewhere() for n in nodes_of(statement)]
        used_up = {id(argument) for node in nodes for argument in _used_up(node, self.outside.own)}
        for node in nodes:
            if id(node) not in used_up and _runs_without_a_call(node):
                found.update(names_in(node))
        return found

    def _rebound_elsewhere(self, name: str) -> bool:
        after = walk([s for level in self.levels for s in (*level.after, *_other_blocks(level))])
        in_loop = any(
            isinstance(level.owner, (ast.For, ast.AsyncFor, ast.While)) for level in self.levels[1:]
        )
        around = walk([level.owner for level in self.levels[1:] if level.owner is not None])
        is_passed = self.function is None and self.source(name) == "parameter"
        if is_passed and self.outside.is_rebound(name):
            return True
        return name in after.binds or (in_loop and name in around.binds)

    def _exception_obstacle(self) -> tuple[str, str] | None:
        """Names that a handler could see half-set when the run is interrupted."""
        run = self.place.statements
        for depth in range(1, len(self.levels)):
            level = self.levels[depth]
            handlers = getattr(level.owner, "handlers", []) if level.block == "body" else []
            for name in sorted(self._read_if_raised(depth)):
                if not (self._set_by_all(handlers, name) or binds_last(run, name)):
                    return "partial-binding", (
                        f"an exception in the middle would be caught, and “{name}” is read after it"
                    )
        return None

    def _set_by_all(self, handlers: list[ast.ExceptHandler], name: str) -> bool:
        if not handlers:
            return False
        walks = [walk(h.body) for h in handlers]
        return all(w.bound is None or name in w.bound for w in walks) and not any(
            name in w.reads for w in walks
        )


def _may_catch(owner: ast.stmt | None) -> bool:
    if isinstance(owner, (ast.With, ast.AsyncWith)):
        return any(known.may_suppress(item.context_expr) for item in owner.items)
    return isinstance(owner, _TRY) and bool(owner.handlers)


def _runs_at_its_end(level: Level) -> bool:
    """Whether something else runs, or an exception is on its way, when the level's body has ended."""
    if isinstance(level.owner, _TRY):
        has_more = level.owner.finalbody or (level.block == "body" and level.owner.orelse)
        return level.block == "finalbody" or bool(has_more)
    return isinstance(level.owner, (ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith))


def _other_blocks(level: Level) -> list[ast.stmt]:
    """What else of a `try` may run after the level's body: handlers, `else` and `finally`."""
    if not isinstance(level.owner, _TRY):
        return []
    blocks = bodies_of(level.owner)
    return [s for block, body in blocks if block not in ("body", level.block) for s in body]


def _used_up(node: ast.AST, own: Names) -> list[ast.expr]:
    """The arguments of a call that keeps none of them: `sum(v for v in x)`."""
    if not isinstance(node, ast.Call):
        return []
    name = dotted(node.func)
    keeps = name.rpartition(".")[2] in own or known.retains(name, stored=True)
    return [] if keeps else node.args


def _runs_without_a_call(node: ast.AST) -> bool:
    if isinstance(node, ast.FunctionDef):
        return any(isinstance(n, (ast.Yield, ast.YieldFrom)) for n in nodes_of(node))
    return isinstance(node, (ast.GeneratorExp, ast.ClassDef, ast.AsyncFunctionDef))


def _may_run_code(node: ast.stmt) -> bool:
    """Whether it may run a method or a generator: all but `a = b`, `a = [b, 1]` may."""
    if not isinstance(node, ast.Assign) or not all(isinstance(t, ast.Name) for t in node.targets):
        return not isinstance(node, ast.Pass)
    return any(not isinstance(inner, _PLAIN) for inner in nodes_of(node.value))


def _enter(state: Walk, level: Level) -> None:
    """Move from the start of a compound statement into one of its bodies."""
    owner = level.owner
    if isinstance(owner, ast.If):
        state.visit(owner.test, stored=False)
    elif isinstance(owner, ast.While):
        state.visit(owner.test, stored=False)
        _forget_kills(state, owner.body)
    elif isinstance(owner, (ast.For, ast.AsyncFor)):
        state.visit(owner.iter, stored=False)
        _forget_kills(state, owner.body)
        if level.block == "body":
            state.target(owner.target)
    elif isinstance(owner, (ast.With, ast.AsyncWith)):
        for item in owner.items:
            state.visit(item.context_expr, stored=False)
            if item.optional_vars is not None:
                state.target(item.optional_vars)
    elif isinstance(owner, ast.Match):
        state.visit(owner.subject, stored=False)
        if isinstance(level.block, ast.match_case):
            state._pattern(level.block.pattern)
    elif isinstance(level.block, ast.ExceptHandler):
        _forget_kills(state, owner.body)  # type: ignore[union-attr]
        if level.block.name:
            state.bind(level.block.name)
    elif level.block == "orelse":
        state.body(owner.body)  # type: ignore[union-attr]
    elif level.block == "finalbody":
        _forget_kills(state, owner.body)  # type: ignore[union-attr]


def _forget_kills(state: Walk, body: list[ast.stmt]) -> None:
    for name in walk(body).kills:
        state.kill(name)


def _walk_until(outer: Function, inner: Function) -> set[str] | None:
    """Names certainly bound in `outer` when `inner`, defined somewhere in its body, is defined."""
    if inner not in outer.body:
        return None
    return walk(outer.body[: outer.body.index(inner)], _parameters(outer)).bound


def _parameters(function: Function) -> list[str]:
    arguments = function.args
    found = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    found += [a for a in (arguments.vararg, arguments.kwarg) if a is not None]
    return [a.arg for a in found]
