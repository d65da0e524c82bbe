"""What a step acts on, in words: files, columns, titles, models and the names that it gives back."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Sequence

from ..analysis.names import dotted
from ..trees import nodes_of
from .actions import (
    AGGREGATE,
    BIN,
    CHARTS,
    CLEAN_TEXT,
    CONVERT,
    DEDUPLICATE,
    DOWNLOAD,
    DROP,
    DROP_MISSING,
    ENCODE,
    EVALUATE,
    FILL,
    LOAD,
    PARSE,
    PLOT,
    PLOT_ROOTS,
    PREDICT,
    REPLACE,
    SCALE,
    SPLIT,
    TRAIN,
    VALIDATE,
    Action,
)
from .sightings import Call
from .story import Story, file_words
from .words import LINKS, VAGUE, parts_of, plural, telling_parts

Words = tuple[str, ...]

_COLUMN_KEYWORDS = frozenset({"x", "y", "hue", "col", "row", "column", "by"})
_FOLDS = frozenset("fold folds idx index train test epoch epochs iteration".split())
_MODEL_ENDINGS = ("Classifier", "Regressor", "Regression", "SVC", "SVR", "NB", "Lasso", "Ridge")
_PRODUCTS = {
    "CatBoost": "catboost",
    "XGB": "xgboost",
    "LGBM": "lightgbm",
    "KNeighbors": "knn",
    "SVC": "svm",
    "SVR": "svm",
    "LinearSVC": "svm",
    "MLP": "mlp",
    "SGD": "sgd",
}
_INITIALS = frozenset("ARIMA GEE GLM GLS OLS RLM SARIMAX VAR WLS".split())
_FORMS = frozenset("dataset file files model pandas pickle workbook".split())
_MANY = ("features",)
_PICTURES = {
    "roc_curve": "roc curve",
    "precision_recall_curve": "precision recall curve",
    "confusion_matrix": "confusion matrix",
    "learning_curve": "learning curve",
    "feature_importances_": "feature importance",
    "coef_": "coefficients",
    "explained_variance_ratio_": "explained variance",
    "corr": "correlations",
    "isnull": "missing values",
    "isna": "missing values",
}


def things_of(story: Story, action: Action) -> Words:
    """The words for what `action` is done to in this step; never empty."""
    return _THINGS.get(action, _given_back)(story, action)


def words_of_names(names: Sequence[str]) -> Words:
    """What several names tell together: one's words, the words that all share, or the last word of each."""
    told = [parts for name in names if (parts := telling_parts(name))]
    if not told:
        return ()
    if len(told) == 1:
        start = 1 if told[0][0] in LINKS and len(told[0]) > 1 else 0
        return told[0][start : start + 3]
    shared = [w for w in told[0] if all(w in parts for parts in told[1:])]
    if shared:
        return tuple(shared[:3])
    (most, count), *_ = Counter(parts[-1] for parts in told).most_common(1)
    return (plural(most),) if count > 1 else tuple(dict.fromkeys(p[-1] for p in told[:3]))


def words_of_columns(columns: Sequence[str]) -> Words:
    """One column gives its name, several their shared word or `features`: ("Age",) → age."""
    told = [parts for c in columns if (parts := _column_words(c))]
    if len(told) < 2:
        return told[0] if told else ()
    shared = [w for w in told[0] if len(w) > 2 and all(w in parts for parts in told[1:])]
    if shared:
        return (shared[0], "features") if len(shared) == 1 else tuple(shared[:3])
    if len(told) == 2 and sum(map(len, told)) <= 3:
        return (*told[0], "and", *told[1])
    return _MANY


def _column_words(column: str) -> Words:
    return tuple(p for p in parts_of(column) if not p.isdigit())[:3]


def _given_back(story: Story, action: Action) -> Words:
    return words_of_names(story.returns) or _usual(story, action)


def _aggregated(story: Story, action: Action) -> Words:
    """What comes out, else what it is grouped by: `df.groupby("city")` → by, city."""
    keys = (
        c.node.args[0] for c in story.calls if c.name in ("groupby", "resample") and c.node.args
    )
    columns = [k.value for k in keys if isinstance(k, ast.Constant) and isinstance(k.value, str)]
    told = words_of_names(story.returns)
    return told or (("by", *_column_words(columns[0])) if columns else _usual(story, action))


def _usual(story: Story, action: Action) -> Words:
    return tuple(action.thing.split("_"))


def _loaded(story: Story, action: Action) -> Words:
    readers = ("read", "load", "fetch", "open", "imread", "url", "genfromtxt")
    loads = [c for c in story.calls if c.name.startswith(readers)]
    return words_of_names(story.returns) or file_words(loads) or _data_set(loads) or ("data",)


def _data_set(loads: Sequence[Call]) -> Words:
    """What a library calls the data: `load_iris()`, `load_dataset("penguins")`, `datasets.scotland.load()`."""
    for call in loads:
        place = [part for part in dotted(call.node.func).split(".")[:-1] if part != "?"]
        named = call.node.args[0] if call.node.args else None
        if call.name == "load_dataset" and isinstance(named, ast.Constant):
            return telling_parts(str(named.value))[:2]
        if "datasets" in place[:-1]:
            return telling_parts(place[-1])[:2]
        if call.name.startswith(("load_", "fetch_")):
            return tuple(p for p in telling_parts(call.name)[1:] if p not in _FORMS)[:2]
    return ()


def _plotted(story: Story, action: Action) -> Words:
    """The picture's own name, its title, its columns, or its kind."""
    names = {call.name for call in story.calls} | story.marks
    picture = next((words for call, words in _PICTURES.items() if call in names), "")
    if picture:
        return tuple(picture.split())
    words = tuple(w for w in story.title.words if w != "plot") if story.title else ()
    if any(w not in VAGUE and w not in LINKS for w in words):
        return words
    return _drawn_columns(story) or _drawn_names(story)


def _drawn_columns(story: Story) -> Words:
    chart = tuple(story.charts[0].split()) if story.charts else ()
    columns = plotted_columns(story)
    if len(columns) == 2 and not set(chart) & {"counts", "histogram", "heatmap"}:
        return (*columns[0], "vs", *columns[1])
    return (*columns[0], *chart) if columns else ()


def _drawn_names(story: Story) -> Words:
    chart = tuple(story.charts[0].split()) if story.charts else ()
    subject = words_of_names(story.returns) or words_of_names(story.parameters[:1])
    return (*subject[:2], *chart) or ("results",)


def plotted_columns(story: Story) -> tuple[Words, ...]:
    """The columns in a picture's arguments: `scatter(x="area", y="price")` → (area), (price)."""
    found: list[Words] = []
    for call in sorted(story.calls, key=lambda c: c.name != "map"):
        given = [k.value for k in call.node.keywords if k.arg in _COLUMN_KEYWORDS]
        if call.name in CHARTS or call.name in ("FacetGrid", "map"):
            own = call.node.args if call.root in PLOT_ROOTS or call.name == "map" else []
            texts = [a.value for a in (*own, *given) if isinstance(a, ast.Constant)]
            found += [_column_words(t) for t in texts if isinstance(t, str) and not _is_format(t)]
        for argument in (*call.node.args[:2], *given, call.node.func):
            found += [_column_words(column) for column in _columns_in(argument)]
    return tuple(dict.fromkeys(words for words in found if words))[:3]


def _is_format(text: str) -> bool:
    """`"r--"`, `"bo"`, `"k."`: a line's style, no column."""
    return (len(text) < 4 and text.islower()) or not text[:1].isalpha()


def _columns_in(node: ast.expr) -> list[str]:
    """The `"age"` of `df["age"]`, wherever it stands in an argument."""
    keys = (child.slice for child in nodes_of(node) if isinstance(child, ast.Subscript))
    return [k.value for k in keys if isinstance(k, ast.Constant) and isinstance(k.value, str)]


def _trained(story: Story, action: Action) -> Words:
    """A model is called by its class: `RandomForestClassifier` → random, forest."""
    model = model_words(story)
    roots = [c.root for c in story.calls if c.name in ("fit", "train") and c.root]
    fitted = words_of_names(roots[:1])
    if model and not set(model) < set(fitted):
        return model
    return fitted or words_of_names(story.returns) or ("model",)


def model_words(story: Story) -> Words:
    """The class of the first model that the step makes: `RandomForestClassifier()` → random, forest."""
    names = (call.name for call in story.calls if _is_model(call.name))
    return next((words for name in names if (words := _model_words(name))), ())


def _is_model(name: str) -> bool:
    """`RandomForestClassifier`; `OLS` and `GLM`, which statsmodels calls by their initials."""
    return name.endswith(_MODEL_ENDINGS) or name.upper() in _INITIALS


def _model_words(name: str) -> Words:
    for start, word in _PRODUCTS.items():
        if name.startswith(start):
            return (word,)
    return tuple(w for w in parts_of(name) if w not in ("classifier", "regressor"))[:3]


def _fetched(story: Story, action: Action) -> Words:
    return words_of_names(story.returns) or made_of(story) or _usual(story, action)


def made_of(story: Story) -> Words:
    """What a step that gives back a name like `df` is made of: what its loop runs over, else what it takes."""
    over = nodes_of(story.loop.iter) if story.loop else ()
    called = {id(n.func) for n in over if isinstance(n, ast.Call)}
    names = [n.id for n in over if isinstance(n, ast.Name) and id(n) not in called]
    return words_of_names(names[:1]) or words_of_names(story.parameters[:1])


def _predicted(story: Story, action: Action) -> Words:
    words = tuple(w for w in words_of_names(story.returns) if not w.startswith("pred"))
    return words or _usual(story, action)


def _filled(story: Story, action: Action) -> Words:
    columns = words_of_columns(story.changed or story.columns)
    if columns and columns != _MANY:
        return ("missing", *columns[:-1], plural(columns[-1]))
    return ("missing", "values")


def _encoded(story: Story, action: Action) -> Words:
    columns = words_of_columns(story.columns)
    if columns and columns != _MANY:
        return columns
    over = telling_parts(getattr(story.loop.iter, "id", "")) if story.loop else ()
    return over[-3:] or ("categories",)


def _parsed(story: Story, action: Action) -> Words:
    columns = words_of_columns(story.columns)
    if not columns or columns == _MANY:
        return ("dates",)
    return columns if any("date" in word for word in columns) else (*columns[:2], "dates")


def _of_columns(story: Story, action: Action) -> Words:
    return words_of_columns(story.columns) or _given_back(story, action)


def compared(story: Story) -> Words:
    """`for depth in depths: … fit … score …` compares depths; a loop over folds or rows compares nothing."""
    if story.loop is None or VALIDATE in story.actions or EVALUATE not in story.actions:
        return ()
    first, last = story.loop.lineno, story.loop.end_lineno or 0
    if not any(c.name == "fit" and first < c.node.lineno <= last for c in story.calls):
        return ()
    targets = [n.id for n in nodes_of(story.loop.target) if isinstance(n, ast.Name)]
    told = [parts for name in targets if (parts := telling_parts(name))]
    words = told[-1] if told else ()
    return (*words[:-1], plural(words[-1])) if words and not set(words) & _FOLDS else ("models",)


_THINGS: dict[Action, Callable[[Story, Action], Words]] = {
    AGGREGATE: _aggregated,
    LOAD: _loaded,
    DOWNLOAD: _fetched,
    CLEAN_TEXT: _fetched,
    PLOT: _plotted,
    TRAIN: _trained,
    PREDICT: _predicted,
    FILL: _filled,
    ENCODE: _encoded,
    PARSE: _parsed,
    SPLIT: _usual,
    DEDUPLICATE: _usual,
    DROP_MISSING: _usual,
    DROP: _usual,
    EVALUATE: _usual,
    VALIDATE: _trained,
    SCALE: _usual,
    BIN: _of_columns,
    REPLACE: _of_columns,
    CONVERT: _of_columns,
}
