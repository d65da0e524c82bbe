"""What one walk over a statement's tree shows: calls, strings, columns, and what kind of work it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..analysis.facts import Statement
from .actions import (
    ACTION_OF,
    CHARTS,
    FIGURE_CALLS,
    FIGURE_OPENERS,
    OPTION_CALLS,
    PLOT_ROOTS,
    Action,
)

_FIGURE_NAMES = ("ax", "fig", "axs", "axes", "plt")
_ACCUMULATORS = frozenset(
    {"list", "dict", "set", "zeros", "empty", "DataFrame", "defaultdict", "Counter", "zeros_like"}
)


@dataclass(frozen=True, slots=True)
class Call:
    """`root.….name(…)`: `pd.read_csv(path)` has root `pd`, name `read_csv`; `open(p)` has root ``."""

    root: str
    name: str
    node: ast.Call


@dataclass(frozen=True, slots=True)
class Traits:
    """What a statement does, as far as its own tree tells.

    looks  its value is only looked at (`df.head()`, a bare name)
    opens  it begins a figure; draws: it draws or dresses one
    fills  it makes an empty container or a zero, to be filled by what follows
    """

    calls: tuple[Call, ...] = ()
    actions: tuple[Action, ...] = ()
    columns: tuple[str, ...] = ()
    lines: int = 1
    looks: bool = False
    prints: bool = False
    options: bool = False
    opens: bool = False
    draws: bool = False
    loops: bool = False
    literal: bool = False
    fills: bool = False


def traits_of(statements: Sequence[Statement]) -> tuple[Traits, ...]:
    """The traits of each statement, in order."""
    return tuple(_traits(s) for s in statements)


def _traits(statement: Statement) -> Traits:
    node = statement.node
    if node is None or statement.kind in ("import", "definition", "class"):
        return Traits(lines=statement.span.last - statement.span.first + 1)
    calls, columns = _seen(node)
    names = {call.name for call in calls}
    draws = "plots" in statement.facts.effects or any(map(_is_drawing, calls))
    expression = isinstance(node, ast.Expr)
    return Traits(
        calls=calls,
        actions=tuple(dict.fromkeys(ACTION_OF[c.name] for c in calls if c.name in ACTION_OF)),
        columns=columns,
        lines=statement.span.last - statement.span.first + 1,
        looks=expression and not draws and _looks(node, statement.displays),
        prints="print" in names or "display" in names or "prints" in statement.facts.effects,
        options=_sets_options(statement, calls),
        opens=draws and bool(names & FIGURE_OPENERS),
        draws=draws,
        loops=any(
            isinstance(n, ast.For | ast.While | ast.With | ast.AsyncFor)
            for n in (node, *_nested(node))
        ),
        literal=_is_literal_assignment(node),
        fills=_is_accumulator(node),
    )


def _seen(node: ast.stmt) -> tuple[tuple[Call, ...], tuple[str, ...]]:
    calls: list[Call] = []
    columns: list[str] = []
    for child in ast.walk(node):
        if isinstance(child, ast.Call):
            calls.append(_call(child))
        elif isinstance(child, ast.Subscript) and isinstance(child.ctx, ast.Store):
            key = child.slice
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                columns.append(key.value)
    calls.sort(
        key=lambda call: (call.node.lineno, call.node.col_offset, -(call.node.end_col_offset or 0))
    )
    return tuple(calls), tuple(dict.fromkeys(columns))


def _call(node: ast.Call) -> Call:
    function = node.func
    if isinstance(function, ast.Name):
        return Call("", function.id, node)
    if isinstance(function, ast.Attribute):
        return Call(root_of(function), function.attr, node)
    return Call("", "", node)


def root_of(node: ast.expr) -> str:
    """The name that a chain of attributes, items and calls begins with: `a.b[0].c()` → a."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call | ast.Await):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _is_drawing(call: Call) -> bool:
    if call.root in PLOT_ROOTS:
        return call.name in CHARTS or call.name in FIGURE_CALLS
    if call.root.rstrip("0123456789") in _FIGURE_NAMES:
        return True
    return bool(call.root) and call.name in CHARTS and call.name not in ("line", "bar")


def _looks(node: ast.stmt, displays: bool) -> bool:
    """`df.head()`, `x.shape`, `df['a'].value_counts()`, `print(df.head())`: nothing is made, only seen."""
    value = node.value if isinstance(node, ast.Expr) else node
    if isinstance(value, ast.Await):
        return False
    if not isinstance(value, ast.Call):
        return True
    call = _call(value)
    if call.name in ("print", "display") and not call.root:
        return True
    return displays and call.name not in (
        "fit",
        "append",
        "to_csv",
        "dump",
        "save",
        "update",
        "extend",
        "compile",
    )


def _sets_options(statement: Statement, calls: tuple[Call, ...]) -> bool:
    if "configures" in statement.facts.effects and "plots" not in statement.facts.effects:
        return True
    if isinstance(statement.node, ast.Expr):
        return bool(calls) and (
            calls[0].name in OPTION_CALLS or (calls[0].root == "sns" and calls[0].name == "set")
        )
    target = statement.node.targets[0] if isinstance(statement.node, ast.Assign) else None
    return target is not None and "rcParams" in ast.dump(target)


def _nested(node: ast.stmt) -> Iterator[ast.stmt]:
    for field in ("body", "orelse", "finalbody"):
        for child in getattr(node, field, ()):
            yield child


def _is_literal_assignment(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
        return False
    return is_literal(node.value)


def is_literal(node: ast.expr) -> bool:
    """Whether an expression is written out in full: numbers, strings, and lists, tuples, sets, dicts of them."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.UnaryOp):
        return is_literal(node.operand)
    if isinstance(node, ast.BinOp):
        return is_literal(node.left) and is_literal(node.right)
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return all(map(is_literal, node.elts))
    if isinstance(node, ast.Dict):
        return all(k is not None and is_literal(k) for k in node.keys) and all(
            map(is_literal, node.values)
        )
    return False


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
        call = _call(value)
        return call.name in _ACCUMULATORS and (
            not value.args or call.name in ("zeros", "empty", "zeros_like")
        )
    return False
