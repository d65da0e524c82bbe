"""What a statement does, as far as its own tree tells, and what kind of work it is."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..analysis.constants import is_literal
from ..analysis.facts import Facts, Kind, Statement
from .actions import (
    ACTION_OF,
    CHARTS,
    DOWNLOAD,
    ENCODE,
    FIGURE_CALLS,
    FIGURE_OPENERS,
    FILL,
    PLOT_ROOTS,
    Action,
)
from .looks import glances, looks, sets_options
from .sightings import Call, Sightings, call_of, sightings_of

_DATA_MAKERS = frozenset({"DataFrame", "Series", "array", "Index", "list", "dict", "set", "tuple"})
_WRAPPED_WIDTH = 50
_FIGURE_NAMES = ("ax", "fig", "axs", "axes", "plt")
_ACCUMULATORS = frozenset("""
    list dict set zeros empty DataFrame defaultdict Counter zeros_like
    """.split())


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """What a statement does, as far as its own tree tells. Equal ones are one object.

    material  a step may hold it: it is no import, definition, magic, option call, constant or mere look
    displays  the cell shows its value
    acts  it changes, shows or writes something
    columns  those that it sets, once for each time (`df["age"] = …`, `df.loc[mask, "age"] = …`)
    sets_by_mask  how often it sets rows within some bounds to a literal
    loads  every name that it reads, at whatever moment
    fitted  attributes that a fitted model has: `coef_`, `feature_importances_`
    work  its lines, where a long line counts for as many as it would take when wrapped
    looks  its value is only looked at (`df.head()`, a bare name)
    glances  how it shows no more than a frame's head, a shape, a name: by `print` or `display`
    opens  it begins a figure; draws: it draws or dresses one
    fills  it makes an empty container or a zero, to be filled by what follows
    """

    material: bool = False
    is_import: bool = False
    displays: bool = False
    acts: bool = False
    calls: tuple[Call, ...] = ()
    actions: tuple[Action, ...] = ()
    columns: tuple[str, ...] = ()
    columns_read: frozenset[str] = frozenset()
    sets_by_mask: int = 0
    loads: frozenset[str] = frozenset()
    fitted: frozenset[str] = frozenset()
    lines: int = 1
    work: float = 1.0
    looks: bool = False
    glances: str = ""
    prints: bool = False
    options: bool = False
    opens: bool = False
    draws: bool = False
    loops: bool = False
    literal: bool = False
    fills: bool = False


def traits_of(statements: Sequence[Statement]) -> tuple[Traits, ...]:
    """The traits of each statement, in order."""
    return tuple(
        _traits(s.node, s.kind, s.displays, s.span.last - s.span.first + 1, s.facts)
        for s in statements
    )


@lru_cache(maxsize=50_000)
def _traits(node: ast.stmt | None, kind: Kind, displays: bool, lines: int, facts: Facts) -> Traits:
    if node is None or kind in ("import", "definition", "class"):
        return Traits(lines=lines, is_import=kind == "import")
    seen = sightings_of(node)
    calls = seen.sorted_calls()
    names = {call.name for call in calls}
    draws = "plots" in facts.effects or any(map(_is_drawing, calls))
    prints = "print" in names or "display" in names or "prints" in facts.effects
    literal = _is_literal_assignment(node)
    options = sets_options(node, facts.effects, calls)
    only_looks = isinstance(node, ast.Expr) and not draws and looks(node, displays)
    return Traits(
        material=not options
        and not (only_looks and not prints)
        and _may_leave(kind, facts, literal),
        displays=displays,
        acts=bool(facts.mutates) or prints or draws or "files" in facts.effects,
        calls=calls,
        actions=tuple(_actions(calls, seen)),
        columns=tuple(seen.columns),
        columns_read=frozenset(seen.columns_read),
        sets_by_mask=seen.sets_by_mask,
        loads=frozenset(seen.loads),
        fitted=frozenset(seen.fitted),
        lines=lines,
        work=_work(node),
        looks=only_looks,
        glances=glances(node),
        prints=prints,
        options=options,
        opens=draws and bool(names & FIGURE_OPENERS),
        draws=draws,
        loops=any(
            isinstance(n, ast.For | ast.While | ast.With | ast.AsyncFor)
            for n in (node, *_nested(node))
        ),
        literal=literal,
        fills=_is_accumulator(node),
    )


def _may_leave(kind: Kind, facts: Facts, literal: bool) -> bool:
    """Whether it is a plain statement, and no constant by its name."""
    if kind in ("magic", "opaque") or facts.kills:
        return False
    if facts.effects & {"frame", "notebook"}:
        return False
    return not (literal and facts.binds and all(name.isupper() for name in facts.binds))


def _actions(calls: Iterable[Call], seen: Sightings) -> Iterator[Action]:
    """The well-known deeds, once for each call."""
    if seen.fills_gaps:
        yield FILL
    for call in calls:
        if call.name in ("replace", "map") and _maps_to_numbers(call.node):
            yield ENCODE
        elif call.root == "requests":
            yield DOWNLOAD
        elif call.name in ACTION_OF:
            yield ACTION_OF[call.name]


def _maps_to_numbers(node: ast.Call) -> bool:
    """`replace({"Yes": 1, "No": 0})` gives words numbers."""
    table = node.args[0] if node.args else None
    return (
        isinstance(table, ast.Dict)
        and bool(table.values)
        and all(
            isinstance(v, ast.Constant) and isinstance(v.value, int | float) for v in table.values
        )
    )


def _is_drawing(call: Call) -> bool:
    if call.root in PLOT_ROOTS:
        return call.name in CHARTS or call.name in FIGURE_CALLS
    if call.root.rstrip("0123456789") in _FIGURE_NAMES:
        return True
    return bool(call.root) and call.name in CHARTS and call.name not in ("line", "bar")


def _work(node: ast.stmt) -> float:
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    return max(lines, ((node.end_col_offset or 0) - node.col_offset) / _WRAPPED_WIDTH)


def _nested(node: ast.stmt) -> Iterator[ast.stmt]:
    for part in ("body", "orelse", "finalbody"):
        yield from getattr(node, part, ())


def _is_literal_assignment(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
        return False
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if not all(isinstance(target, ast.Name | ast.Tuple) for target in targets):
        return False
    value = node.value
    if isinstance(value, ast.Call) and call_of(value).name in _DATA_MAKERS:
        return all(map(is_literal, (*value.args, *(k.value for k in value.keywords))))
    return is_literal(value)


def _is_accumulator(node: ast.stmt) -> bool:
    value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
    if isinstance(value, ast.List | ast.Tuple | ast.Set):
        return not value.elts or all(
            isinstance(e, ast.List | ast.Dict) and is_literal(e) for e in value.elts
        )
    if isinstance(value, ast.Dict):
        return not value.keys
    if isinstance(value, ast.Constant):
        return value.value in (0, 1, "", None, 0.0, False)
    if isinstance(value, ast.Call):
        call = call_of(value)
        return call.name in _ACCUMULATORS and (
            not value.args or call.name in ("zeros", "empty", "zeros_like")
        )
    return False
