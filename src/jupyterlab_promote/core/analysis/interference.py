"""What else sees the names that a run uses: functions that it may call, handlers, later rounds of a loop."""

from __future__ import annotations

import ast

from ..trees import nodes_of
from . import calls as known
from .atomic import after_binding, binds_last, may_run_code
from .closures import Closures
from .frame import TRY, Frame
from .names import dotted, names_in
from .places import LOOPS, Level, bodies_of
from .walk import walk

Obstacle = tuple[str, str]


def interference(frame: Frame, live: set[str]) -> Obstacle | None:
    """Why the names of the run at `frame` can't become local to a function, or None."""
    return (
        _declared_or_deleted(frame)
        or _read_by_callees(frame)
        or _written_by_callees(frame)
        or _seen_by_own_closures(frame, live)
        or _half_set(frame)
    )


def _declared_or_deleted(frame: Frame) -> Obstacle | None:
    for name in sorted(frame.candidates & frame.scope.declared):
        return "binds-global", f"it sets “{name}”, which is declared global or nonlocal"
    for name in sorted(frame.left_deleted()):
        return "deletes-outer-name", f"it deletes “{name}”, which is set outside of it"
    return None


# -------------------------------------------------------------------- functions made elsewhere


def _read_by_callees(frame: Frame) -> Obstacle | None:
    run = frame.place.statements
    captured = frame.captured & frame.touched
    hidden = _read_without_a_call(frame) if captured else frozenset()
    for name in sorted(captured):
        after = [s for s in after_binding(run, name) if _has_to_do_with(frame, s, name)]
        may_read = may_run_code if name in hidden else lambda node: _may_call(frame, node)
        if frame.run.returns or any(map(may_read, after)):
            return "callee-reads-rebound-name", (
                f"a function that may be called here reads “{name}”, which this code sets"
            )
        outlives = frame.function is not None and name in frame.given_away
        if outlives and not binds_last(run, name, frame.certain):
            return "callee-reads-rebound-name", (
                f"a function that outlives an exception here reads “{name}”, which this code sets"
            )
    return None


def _has_to_do_with(frame: Frame, node: ast.stmt, name: str) -> bool:
    """Whether a function that reads the name may be within its reach."""
    return name in frame.given_away or name in frame.read_by(names_in(node))


def _may_call(frame: Frame, node: ast.stmt) -> bool:
    """Whether it calls what could be, or could be handed, a function of the notebook."""
    harmless = known.NEVER_CALL_BACK - frame.scope.binds.keys()
    into = {f"{x}.{method}" for x in frame.contained for method in ("append", "insert")}
    return not walk([node]).calls <= harmless | into


def _read_without_a_call(frame: Frame) -> frozenset[str]:
    """What generators, coroutines, methods and `map(f, x)` read: an operator, a loop or `print` may run them."""
    found: set[str] = set()
    nodes = [n for statement in frame.earlier for n in nodes_of(statement)]
    used_up = {id(argument) for node in nodes for argument in _used_up(node, frame.outside.own)}
    for node in nodes:
        if id(node) not in used_up and _runs_without_a_call(node):
            found.update(names_in(node))
    outside = frame.captured_outside(frame.run.reads) | frame.outside.escaped
    return frozenset(found) | frame.closures.read_by(found | _given_to_lazy_calls(frame)) | outside


def _given_to_lazy_calls(frame: Frame) -> set[str]:
    """What the run itself hands to `map` and its like: a later statement of the run may have it called."""
    calls = (n for s in frame.place.statements for n in nodes_of(s) if isinstance(n, ast.Call))
    return {
        name for call in calls if known.calls_later(dotted(call.func)) for name in names_in(call)
    }


def _used_up(node: ast.AST, own: frozenset[str]) -> list[ast.expr]:
    """The arguments of a call that keeps none of them: `sum(v for v in x)`."""
    if not isinstance(node, ast.Call):
        return []
    name = dotted(node.func)
    return node.args if known.uses_up(name) and name.rpartition(".")[2] not in own else []


def _runs_without_a_call(node: ast.AST) -> bool:
    if isinstance(node, ast.FunctionDef):
        return any(isinstance(n, (ast.Yield, ast.YieldFrom)) for n in nodes_of(node))
    if isinstance(node, ast.Call):
        return known.calls_later(dotted(node.func))
    return isinstance(node, (ast.GeneratorExp, ast.ClassDef, ast.AsyncFunctionDef))


def _written_by_callees(frame: Frame) -> Obstacle | None:
    for name in sorted(frame.set_by_inner_functions()):
        return "callee-writes-global", f"an inner function sets “{name}” by nonlocal"
    for name in sorted(frame.set_after_definition & frame.run.reads.keys()):
        if frame.run.awaits:
            return "callee-writes-global", f"“{name}” may be set again while this code waits"
    for name in sorted(frame.outside.written & frame.candidates):
        return "callee-writes-global", f"a function that is called here sets “{name}”"
    return None


# -------------------------------------------------------------------- functions made in the run


def _seen_by_own_closures(frame: Frame, live: set[str]) -> Obstacle | None:
    if not frame.run.keeps_closure:
        return None
    run, own = frame.place.statements, frame.outside.own
    made = Closures(run, frame.elsewhere, own=own, contained=frame.contained)
    for name in sorted(frame.run.later):
        holders = {h for h in made.holders if name in made.read_by((h,))}
        holders -= frame.candidates - live  # these are local to the function, and end with it
        anywhere = frame.run.returns or name in made.escaped
        if _is_rebound(frame, name) and (anywhere or _is_met_after(frame, name, holders)):
            return "closure-sees-rebinding", (
                f"a function made here reads “{name}”, which is set again elsewhere"
            )
    return None


def _is_rebound(frame: Frame, name: str) -> bool:
    """Whether anything but the run may set the name once the run has begun."""
    around = [level.owner for level in frame.levels[1:] if isinstance(level.owner, LOOPS)]
    following = walk([*_following(frame, len(frame.levels)), *around])
    again = following.binds.keys() | following.kills
    late = frame.set_after_definition | frame.set_by_functions
    return name in again or name in late or _is_rebound_by_others(frame, name)


def _is_rebound_by_others(frame: Frame, name: str) -> bool:
    becomes_local = name in frame.run.binds or frame.source(name) == "parameter"
    return frame.function is None and becomes_local and frame.outside.is_rebound(name)


def _is_met_after(frame: Frame, name: str, holders: set[str]) -> bool:
    """Whether something may call what one of the holders holds when the name has been set again."""
    if not holders:
        return False
    late = frame.set_after_definition | frame.set_by_functions
    if name in late or not holders <= frame.candidates:
        return True
    if not holders.isdisjoint(frame.live_in_next_round()):
        return True
    if _is_rebound_by_others(frame, name) and any(map(frame.outside.is_live, holders)):
        return True
    rebound = False
    for statement in _following(frame, len(frame.levels)):
        found = walk([statement])
        rebound = rebound or name in found.binds or name in found.kills
        if rebound and not holders.isdisjoint(names_in(statement)):
            return True
    return False


def _following(frame: Frame, depth: int) -> list[ast.stmt]:
    """What may run after the statements of the levels below `depth`, in order."""
    levels = reversed(frame.levels[:depth])
    return [s for level in levels for s in (*level.after, *_other_blocks(level))]


def _other_blocks(level: Level) -> list[ast.stmt]:
    """What else of a `try` may run after the level's body: handlers, `else` and `finally`."""
    if not isinstance(level.owner, TRY):
        return []
    blocks = bodies_of(level.owner)
    return [s for block, body in blocks if block not in ("body", level.block) for s in body]


# -------------------------------------------------------------------- exceptions


def _half_set(frame: Frame) -> Obstacle | None:
    """Names that a handler could see half-set when the run is interrupted."""
    run = frame.place.statements
    for depth in range(1, len(frame.levels)):
        level = frame.levels[depth]
        handlers = getattr(level.owner, "handlers", []) if level.block == "body" else []
        called = _read_by_functions_after(frame, depth)
        for name in sorted(frame.touched & (frame.read_if_raised(depth) | called)):
            is_safe = name not in called and _is_set_by_all(handlers, name)
            if not (is_safe or binds_last(run, name, frame.certain)):
                return "partial-binding", (
                    f"an exception in the middle would be caught, and “{name}” is read after it"
                )
    return None


def _read_by_functions_after(frame: Frame, depth: int) -> frozenset[str]:
    """What functions read that may be called once an exception has left the body at `depth`."""
    if not frame.goes_on_after(depth):
        return frozenset()
    owners = [level.owner for level in frame.levels[1:depth] if isinstance(level.owner, LOOPS)]
    following = [*_other_blocks(frame.levels[depth]), *_following(frame, depth), *owners]
    named = frame.closures.read_by(names_in(*following))
    return named | walk(following).later.keys() | frame.closures.escaped


def _is_set_by_all(handlers: list[ast.ExceptHandler], name: str) -> bool:
    if not handlers:
        return False
    walks = [walk(h.body) for h in handlers]
    return all(w.bound is None or name in w.bound for w in walks) and not any(
        name in w.reads for w in walks
    )
