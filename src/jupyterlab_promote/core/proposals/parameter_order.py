"""Signatures as people write them: data first, then what goes with it, settings last."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from ..trees import nodes_of
from .reading import Reading

_DATA, _OTHER, _SETTING = 0, 1, 2
_DATA_TYPES = ("DataFrame", "Series", "ndarray")
_SETTING_TYPES = frozenset({"bool", "bytes", "float", "int", "str"})
_DATA_NAME = re.compile(
    r"x|y|df|dfs|data|dataset|dataframe|frame|table|train|test|valid|val|series|features|labels|targets?"
    r"|preds?|predictions?|probas?|probs?|(df|x|y|data|train|test|valid|val)_\w+|\w+_(df|data|train|test|valid|val)",
    re.IGNORECASE,
)
_SETTINGS_NAME = re.compile(r"\w*(args|cfg|conf|config|kwargs|options|opts|params|settings)")
_OF_TABLES = frozenset("""
    agg assign astype columns corr describe drop drop_duplicates dropna dtypes fillna groupby iloc iterrows
    itertuples loc melt merge notna isna isnull nunique pivot pivot_table query resample rolling select_dtypes
    set_index reset_index shape sort_values unique value_counts
    """.split())
_OF_FITTED = frozenset("""
    coef_ decision_function feature_importances_ intercept_ predict predict_log_proba predict_proba score
    """.split())


def order_of(reading: Reading, first: int, last: int, names: Sequence[str]) -> tuple[int, ...]:
    """The places of `names` in the order of a signature; within a group the order stays.

    `cols, df` of a step that reads `df[cols]` → 1, 0.
    """
    nodes = [s.node for s in reading.analysis.statements[first : last + 1] if s.node is not None]
    ranks = [_rank(reading, first, nodes, name) for name in names]
    return tuple(sorted(range(len(names)), key=lambda place: ranks[place]))


def _rank(reading: Reading, first: int, nodes: Sequence[ast.stmt], name: str) -> int:
    kind = reading.types.before(name, first)
    if kind is not None and kind.endswith(_DATA_TYPES):
        return _DATA
    if kind in _SETTING_TYPES:
        return _SETTING
    attributes = {attribute for node in nodes for attribute in _attributes(node, name)}
    if _OF_FITTED & attributes and not any("fit" in word for word in attributes):
        return _DATA  # a model that is judged is what the step is about
    if kind is not None:
        return _OTHER
    if name in reading.lifetimes.constants:
        return _SETTING
    if attributes & _OF_TABLES or _DATA_NAME.fullmatch(name.rstrip("0123456789_")):
        return _DATA
    has_columns = any(_takes_column(inner, name) for node in nodes for inner in nodes_of(node))
    return _DATA if has_columns and not _SETTINGS_NAME.fullmatch(name.lower()) else _OTHER


def _attributes(tree: ast.AST, name: str) -> Iterator[str]:
    for node in nodes_of(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=owner), attr=attribute) if owner == name:
                yield attribute


def _takes_column(node: ast.AST, name: str) -> bool:
    match node:
        case ast.Subscript(value=ast.Name(id=owner), slice=key) if owner == name:
            return isinstance(key, ast.List) or (
                isinstance(key, ast.Constant) and isinstance(key.value, str)
            )
    return False
