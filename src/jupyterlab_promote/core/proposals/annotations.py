"""Types that the code itself shows, followed along the notebook; what is not certain is left out."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from ..analysis.analyse import Analysis
from ..analysis.facts import Statement

_FRAME_READERS = frozenset("""
    read_csv read_excel read_json read_parquet read_table read_sql read_sql_query
    read_sql_table read_feather read_stata read_fwf DataFrame merge crosstab pivot_table
    """.split())
_FRAME_METHODS = frozenset("""
    copy drop dropna drop_duplicates fillna merge rename reset_index set_index sort_values
    sort_index head tail sample assign query replace astype isin isna isnull corr describe
    pivot_table join melt nlargest nsmallest select_dtypes reindex round applymap ffill
    bfill interpolate transpose
    """.split())
_SERIES_METHODS = frozenset("""
    copy dropna drop_duplicates fillna map replace astype isin isna isnull sort_values
    sort_index head tail value_counts str cumsum diff shift rank round clip abs
    """.split())
_ARRAY_MAKERS = frozenset("""
    array zeros ones linspace arange empty full zeros_like ones_like concatenate vstack
    hstack column_stack eye loadtxt genfromtxt asarray logspace
    """.split())
_BUILTIN_RESULTS = {
    "len": "int",
    "str": "str",
    "sorted": "list",
    "list": "list",
    "dict": "dict",
    "set": "set",
}
_ESTIMATOR_ENDINGS = """
    Classifier Regressor Regression Scaler Encoder Imputer Vectorizer Transformer SearchCV
    Pipeline PCA KMeans SVC SVR NB Forest Lasso Ridge ElasticNet TSNE DBSCAN
    """.split()


@dataclass(frozen=True, slots=True)
class Types:
    """The type that each name has after each statement that binds it."""

    _bound: Mapping[str, tuple[tuple[int, str | None], ...]]

    def before(self, name: str, statement: int) -> str | None:
        """The annotation of `name` as statement `statement` begins; `None` where the code doesn't show it."""
        history = self._bound.get(name, ())
        at = bisect_left(history, statement, key=lambda entry: entry[0])
        return history[at - 1][1] if at else None


def types_of(analysis: Analysis) -> Types:
    """The types of the notebook's names, from constructors, known readers and methods of known types."""
    reader = _Reader(_modules(analysis), _classes(analysis), {})
    bound: dict[str, list[tuple[int, str | None]]] = {}
    for statement in analysis.statements:
        if not statement.facts.binds:
            continue
        for name, annotation in reader.bindings(statement).items():
            reader.known[name] = annotation
            bound.setdefault(name, []).append((statement.index, annotation))
    return Types({name: tuple(history) for name, history in bound.items()})


def _modules(analysis: Analysis) -> dict[str, str]:
    """`pandas` → the name that the notebook calls it by."""
    found = (i for imports in analysis.imports.values() for i in imports)
    return {i.module: i.name for i in found if i.symbol is None and i.module in ("pandas", "numpy")}


def _classes(analysis: Analysis) -> frozenset[str]:
    found = (i for imports in analysis.imports.values() for i in imports if i.symbol)
    return frozenset(i.name for i in found if i.name.endswith(tuple(_ESTIMATOR_ENDINGS)))


@dataclass(frozen=True, slots=True)
class _Reader:
    modules: Mapping[str, str]
    classes: frozenset[str]
    known: dict[str, str | None]

    def bindings(self, statement: Statement) -> dict[str, str | None]:
        """The names that a statement binds, with their types; anything but a plain assignment is unknown."""
        found: dict[str, str | None] = dict.fromkeys(sorted(statement.facts.binds))
        node = statement.node
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found[node.target.id] = ast.unparse(node.annotation)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                found |= self._assigned(target, node.value)
        elif isinstance(node, ast.With | ast.For | ast.If | ast.Try | ast.AugAssign):
            found |= dict.fromkeys(found)
        return found

    def _assigned(self, target: ast.expr, value: ast.expr) -> dict[str, str | None]:
        if isinstance(target, ast.Name):
            return {target.id: self.type_of(value)}
        if (
            isinstance(target, ast.Tuple)
            and isinstance(value, ast.Tuple)
            and len(target.elts) == len(value.elts)
        ):
            pairs = zip(target.elts, value.elts, strict=True)
            return {t.id: self.type_of(v) for t, v in pairs if isinstance(t, ast.Name)}
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Call):
            return self._unpacked(target, value)
        return {}

    def _unpacked(self, target: ast.Tuple, value: ast.Call) -> dict[str, str | None]:
        """`a, b = train_test_split(x)`: what goes in comes out, twice."""
        if not (isinstance(value.func, ast.Name) and value.func.id == "train_test_split"):
            return {}
        kinds = [self.type_of(arg) for arg in value.args for _ in range(2)]
        pairs = zip(target.elts, kinds, strict=False)
        return {t.id: kind for t, kind in pairs if isinstance(t, ast.Name)}

    def type_of(self, node: ast.expr) -> str | None:
        """The annotation of an expression, as the notebook's imports let one write it."""
        if isinstance(node, ast.Name):
            return self.known.get(node.id)
        if isinstance(node, ast.Constant):
            return (
                type(node.value).__name__
                if isinstance(node.value, int | float | str | bytes)
                else None
            )
        if isinstance(node, ast.JoinedStr):
            return "str"
        if isinstance(node, ast.List | ast.ListComp):
            return "list"
        if isinstance(node, ast.Dict | ast.DictComp):
            return "dict"
        if isinstance(node, ast.Set | ast.SetComp):
            return "set"
        if isinstance(node, ast.Subscript):
            return self._item(node)
        return self._call(node) if isinstance(node, ast.Call) else None

    def _item(self, node: ast.Subscript) -> str | None:
        """`frame["age"]` is a series; `frame[["age", "sex"]]` and `frame[frame.age > 3]` are frames."""
        frame = self._pandas("DataFrame")
        if frame is None or self.type_of(node.value) != frame:
            return None
        key = node.slice
        if isinstance(key, ast.Constant):
            return self._pandas("Series") if isinstance(key.value, str) else None
        return frame if isinstance(key, ast.List | ast.Compare) else None

    def _call(self, node: ast.Call) -> str | None:
        function = node.func
        if isinstance(function, ast.Name):
            if function.id in self.classes:
                return function.id
            return _BUILTIN_RESULTS.get(function.id)
        if not isinstance(function, ast.Attribute):
            return None
        if isinstance(function.value, ast.Name) and function.value.id in self.modules.values():
            return self._library_call(function.value.id, function.attr, node)
        return self._method(self.type_of(function.value), function.attr, node)

    def _library_call(self, module: str, name: str, node: ast.Call) -> str | None:
        keywords = {k.arg for k in node.keywords}
        if module == self.modules.get("pandas"):
            if name in _FRAME_READERS and not keywords & {
                "chunksize",
                "iterator",
                "sheet_name",
                "squeeze",
                "typ",
            }:
                return f"{module}.DataFrame"
            return f"{module}.Series" if name == "Series" else None
        return f"{module}.ndarray" if name in _ARRAY_MAKERS else None

    def _method(self, owner: str | None, name: str, node: ast.Call) -> str | None:
        if owner is None or any(k.arg == "inplace" for k in node.keywords):
            return None
        frame, series = self._pandas("DataFrame"), self._pandas("Series")
        if owner == frame and name in _FRAME_METHODS:
            return frame
        if owner == series and name in _SERIES_METHODS:
            return series
        estimator = owner in self.classes
        return owner if estimator and name == "fit" else None

    def _pandas(self, name: str) -> str | None:
        module = self.modules.get("pandas")
        return f"{module}.{name}" if module else None
