"""What one walk over a statement's tree sees: calls, columns, names, attributes of fitted models."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from ..trees import nodes_of

_INEQUALITIES = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


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


@dataclass(slots=True)
class Sightings:
    """What was seen, gathered as the walk goes on.

    stores  the columns that are set, each with the name of what it is set on
    dicts  names that a dict was made for: its keys are no columns
    fitted  attributes that a fitted model has: `coef_`, `feature_importances_`
    sets_by_mask  how often rows within some bounds are set to a literal; fills_gaps: rows where a value is missing
    """

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


def sightings_of(node: ast.stmt) -> Sightings:
    """Everything that a statement's tree shows to one who does not yet know what it is for."""
    seen = Sightings()
    for child in nodes_of(node):
        if isinstance(child, ast.Call):
            seen.calls.append(call_of(child))
        elif isinstance(child, ast.Subscript):
            _see_item(child, seen)
        elif isinstance(child, ast.Name) and isinstance(child.ctx, ast.Load):
            seen.loads.add(child.id)
        elif isinstance(child, ast.Assign):
            _see_assignment(child, seen)
        elif isinstance(child, ast.Attribute) and child.attr.endswith("_"):
            seen.fitted.add(child.attr)
    return seen


def _see_assignment(node: ast.Assign, seen: Sightings) -> None:
    target = node.targets[0]
    if _is_masked(target):
        seen.sets_by_mask += isinstance(node.value, ast.Constant)
    elif isinstance(target, ast.Name) and isinstance(node.value, ast.Dict):
        seen.dicts.add(target.id)


def _see_item(node: ast.Subscript, seen: Sightings) -> None:
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
        and any(isinstance(op, _INEQUALITIES) for op in nodes_of(target.slice.elts[0]))
    )


def _asks_for_gaps(mask: ast.expr) -> bool:
    """Whether a mask picks missing values: `df.age.isnull() & (df.sex == 0)`."""
    calls = (n for n in nodes_of(mask) if isinstance(n, ast.Call))
    return any(call_of(call).name in ("isnull", "isna") for call in calls)


def call_of(node: ast.Call) -> Call:
    """What a call calls."""
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
