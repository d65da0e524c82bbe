"""What one walk over a statement's tree shows: calls, strings, columns, and what kind of work it is."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ..analysis.facts import Statement
from .actions import (
    ACTION_OF,
    CHARTS,
    DOWNLOAD,
    ENCODE,
    FIGURE_CALLS,
    FIGURE_OPENERS,
    FILL,
    OPTION_CALLS,
    PLOT_ROOTS,
    Action,
)

_DATA_MAKERS = frozenset({"DataFrame", "Series", "array", "Index", "list", "dict", "set", "tuple"})
_WRAPPED_WIDTH = 50
_FIGURE_NAMES = ("ax", "fig", "axs", "axes", "plt")
_ACCUMULATORS = frozenset("""
    list dict set zeros empty DataFrame defaultdict Counter zeros_like
    """.split())


@dataclass(frozen=True, slots=True)
class Call:
    """`root.….name(…)`: `pd.read_csv(path)` has root `pd`, name `read_csv`; `open(p)` has root ``."""

    root: str
    name: str
    node: ast.Call

    @property
    def place(self) -> tuple[int, int, int]:
        """Where it is written; of a chain, the last call begins first and so comes first."""
        return self.node.lineno, self.node.col_offset, -(self.node.end_col_offset or 0)


@dataclass(frozen=True, slots=True)
class Traits:
    """What a statement does, as far as its own tree tells.

    columns  those that it sets, once for each time (`df["age"] = …`, `df.loc[mask, "age"] = …`)
    sets_by_mask  how often it sets the rows of a mask to a literal
    loads  every name that it reads, at whatever moment
    fitted  attributes that a fitted model has: `coef_`, `feature_importances_`
    work  its lines, where a long line counts for as many as it would take when wrapped
    looks  its value is only looked at (`df.head()`, a bare name)
    glances  it prints or displays no more than a frame's head, a shape, a name
    opens  it begins a figure; draws: it draws or dresses one
    fills  it makes an empty container or a zero, to be filled by what follows
    """

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
    glances: bool = False
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
    seen = _seen(node)
    calls = seen.sorted_calls()
    names = {call.name for call in calls}
    draws = "plots" in statement.facts.effects or any(map(_is_drawing, calls))
    expression = isinstance(node, ast.Expr)
    return Traits(
        calls=calls,
        actions=tuple(_actions(calls, seen)),
        columns=tuple(seen.columns),
        columns_read=frozenset(seen.columns_read),
        sets_by_mask=seen.sets_by_mask,
        loads=frozenset(seen.loads),
        fitted=frozenset(seen.fitted),
        lines=statement.span.last - statement.span.first + 1,
        work=_work(node),
        looks=expression and not draws and _looks(node, statement.displays),
        glances=expression and _glances(node),
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


@dataclass(slots=True)
class _Seen:
    calls: list[Call] = field(default_factory=list)
    stores: list[tuple[str, str]] = field(default_factory=list)
    dicts: set[str] = field(default_factory=set)
    fitted: set[str] = field(default_factory=set)
    columns_read: list[str] = field(default_factory=list)
    loads: set[str] = field(default_factory=set)
    sets_by_mask: int = 0
    fills_gaps: bool = False

    @property
    def columns(self) -> list[str]:
        """The columns that are set; the keys of a dict made here are none."""
        return [column for root, column in self.stores if root not in self.dicts]

    def sorted_calls(self) -> tuple[Call, ...]:
        """The calls in the order in which they are written."""
        return tuple(sorted(self.calls, key=lambda call: call.place))


def _seen(node: ast.stmt) -> _Seen:
    seen = _Seen()
    for child in ast.walk(node):
        if isinstance(child, ast.Call):
            seen.calls.append(_call(child))
        elif isinstance(child, ast.Subscript):
            _see_item(child, seen)
        elif isinstance(child, ast.Name) and isinstance(child.ctx, ast.Load):
            seen.loads.add(child.id)
        elif isinstance(child, ast.Assign):
            _see_assignment(child, seen)
        elif isinstance(child, ast.Attribute) and child.attr.endswith("_"):
            seen.fitted.add(child.attr)
    return seen


def _see_assignment(node: ast.Assign, seen: _Seen) -> None:
    target = node.targets[0]
    if _is_masked(target):
        seen.sets_by_mask += isinstance(node.value, ast.Constant)
    elif isinstance(target, ast.Name) and isinstance(node.value, ast.Dict):
        seen.dicts.add(target.id)


def _see_item(node: ast.Subscript, seen: _Seen) -> None:
    """`df["age"]` and `df.loc[mask, "age"]`, set or read."""
    key = node.slice
    if isinstance(key, ast.Tuple) and len(key.elts) == 2:
        if isinstance(node.ctx, ast.Store) and _asks_for_gaps(key.elts[0]):
            seen.fills_gaps = True
        key = key.elts[1]
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        if isinstance(node.ctx, ast.Store):
            seen.stores.append((root_of(node), key.value))
        else:
            seen.columns_read.append(key.value)


def _is_masked(target: ast.expr) -> bool:
    return (
        isinstance(target, ast.Subscript)
        and isinstance(target.slice, ast.Tuple)
        and isinstance(target.slice.elts[0], ast.Compare | ast.BinOp)
    )


def _asks_for_gaps(mask: ast.expr) -> bool:
    """Whether a mask picks missing values: `df.age.isnull() & (df.sex == 0)`."""
    calls = (n for n in ast.walk(mask) if isinstance(n, ast.Call))
    return any(_call(call).name in ("isnull", "isna") for call in calls)


def _actions(calls: Iterable[Call], seen: _Seen) -> Iterator[Action]:
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
    if any(keyword.arg == "inplace" for keyword in value.keywords):
        return False
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


def _glances(node: ast.stmt) -> bool:
    """`print(df.shape)`, `display(df.head(), y)`, `print("train", train.shape)`."""
    call = node.value if isinstance(node, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        return False
    return call.func.id in ("print", "display") and all(map(_is_glimpse, call.args))


def _is_glimpse(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        return _call(node).name in ("head", "tail", "info", "describe", "sample", "len")
    if isinstance(node, ast.Attribute):
        return node.attr in ("shape", "columns", "dtypes", "size", "T")
    if isinstance(node, ast.Subscript):
        return _is_glimpse(node.value)
    return isinstance(node, ast.Constant | ast.Name)


def _work(node: ast.stmt) -> float:
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    return max(lines, ((node.end_col_offset or 0) - node.col_offset) / _WRAPPED_WIDTH)


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
    for part in ("body", "orelse", "finalbody"):
        yield from getattr(node, part, ())


def _is_literal_assignment(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
        return False
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if not all(isinstance(target, ast.Name | ast.Tuple) for target in targets):
        return False
    value = node.value
    if isinstance(value, ast.Call) and _call(value).name in _DATA_MAKERS:
        return all(map(is_literal, (*value.args, *(k.value for k in value.keywords))))
    return is_literal(value)


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
