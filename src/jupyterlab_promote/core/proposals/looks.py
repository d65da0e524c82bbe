"""Statements that make nothing: values looked at, options set."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from ..analysis.facts import Effect
from ..trees import nodes_of
from .actions import OPTION_CALLS
from .sightings import Call, call_of

_ACTS = frozenset("fit append to_csv dump save update extend compile".split())


def looks(node: ast.stmt, displays: bool) -> bool:
    """`df.head()`, `x.shape`, `df['a'].value_counts()`, `print(df.head())`: nothing is made, only seen."""
    value = node.value if isinstance(node, ast.Expr) else node
    if isinstance(value, ast.Await):
        return False
    if not isinstance(value, ast.Call):
        return True
    call = call_of(value)
    if call.name in ("print", "display") and not call.root:
        return True
    if any(keyword.arg == "inplace" for keyword in value.keywords):
        return False
    return displays and call.name not in _ACTS


def glances(node: ast.stmt) -> str:
    """ "display" or "print" where that is all that is done with a glimpse: `display(df.head())`, `print(df.shape)`."""
    call = node.value if isinstance(node, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        return ""
    is_glance = call.func.id in ("print", "display") and all(map(_is_glimpse, call.args))
    return call.func.id if is_glance else ""


def _is_glimpse(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        return call_of(node).name in ("head", "tail", "info", "describe", "sample", "len")
    if isinstance(node, ast.Attribute):
        return node.attr in ("shape", "columns", "dtypes", "size", "T")
    if isinstance(node, ast.Subscript):
        return _is_glimpse(node.value)
    return isinstance(node, ast.Constant | ast.Name)


def sets_options(node: ast.stmt, effects: frozenset[Effect], calls: Sequence[Call]) -> bool:
    """`pd.set_option(…)`, `sns.set()`, `plt.rcParams["…"] = …`."""
    if "configures" in effects and "plots" not in effects:
        return True
    if isinstance(node, ast.Expr):
        return bool(calls) and (
            calls[0].name in OPTION_CALLS or (calls[0].root == "sns" and calls[0].name == "set")
        )
    target = node.targets[0] if isinstance(node, ast.Assign) else None
    return target is not None and any(
        isinstance(n, ast.Attribute) and n.attr == "rcParams" for n in nodes_of(target)
    )
