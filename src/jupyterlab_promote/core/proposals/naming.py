"""Names for steps: verb first, from what a person wrote above the step or else from what its code does."""

from __future__ import annotations

import ast
import builtins
import keyword
import re
from collections.abc import Callable, Collection

from .actions import (
    DEDUPLICATE,
    DROP,
    DROP_MISSING,
    ENCODE,
    EVALUATE,
    FILL,
    LOAD,
    PARSE,
    PLOT,
    PREDICT,
    SCALE,
    SPLIT,
    TRAIN,
    Action,
)
from .phrases import Phrase
from .story import Story, cleaning_or_preparing, file_words
from .verbs import EMPTY
from .words import LINKS, VAGUE, parts_of, plural, singular, telling_parts

_MOST_WORDS = 4
_LONGEST = 40
_RESERVED = frozenset(dir(builtins)) | frozenset(keyword.kwlist) | frozenset(keyword.softkwlist)
_TAME = frozenset(["data", "frame"])


def step_name(story: Story, taken: Collection[str]) -> str:
    """A name that no function, builtin or name of the notebook has: `load_sales`, `plot_age_distribution`."""
    verb, words = verb_and_things(story)
    return unique_name(_joined(verb, words), taken, spare=_spare_words(story))


def verb_and_things(story: Story) -> tuple[str, tuple[str, ...]]:
    """The verb of a step and the words for what it acts on."""
    own_verb, own_things = _from_code(story)
    for phrase in story.phrases:
        verb = phrase.verb if phrase.verb and phrase.verb not in EMPTY else own_verb
        verb = "plot" if verb in ("visualise", "visualize", "draw", "show") else verb
        words = tuple(_ascii(w) for w in phrase.words if _ascii(w) and _ascii(w) != verb)
        if words and (set(words) - _TAME or phrase.verb == verb):
            return verb, words
        if phrase.verb == verb and own_things:
            return verb, own_things
    return own_verb, own_things


def _from_code(story: Story) -> tuple[str, tuple[str, ...]]:
    repair = cleaning_or_preparing(story.actions)
    if repair:
        return repair, returned_words(story) or ("data",)
    action = story.action
    if action is None:
        return _without_action(story)
    words = _THINGS.get(action, _returned_or_default)(story, action)
    return action.verb, words


def _without_action(story: Story) -> tuple[str, tuple[str, ...]]:
    words = returned_words(story)
    if story.columns:
        return "add", words_of_columns(story.columns) or ("columns",)
    if words:
        return ("build" if len(story.calls) > 3 else "compute"), words
    if any(call.name == "print" for call in story.calls):
        return "report", _words_of_names(story.parameters) or ("results",)
    return "compute", _words_of_names(story.parameters) or ("results",)


def returned_words(story: Story) -> tuple[str, ...]:
    """The telling words of the names that a step gives back."""
    return _words_of_names(story.returns)


def _words_of_names(names: tuple[str, ...]) -> tuple[str, ...]:
    told = [parts for name in names if (parts := telling_parts(name))]
    if not told:
        return ()
    if len(told) == 1:
        return told[0][:3]
    shared = [w for w in told[0] if all(w in parts for parts in told[1:])]
    return tuple(shared[:3]) if shared else tuple(dict.fromkeys(parts[-1] for parts in told[:3]))


def words_of_columns(columns: tuple[str, ...]) -> tuple[str, ...]:
    """One column gives its name, several their shared word or `features`: ("Age",) → age."""
    told = [tuple(p for p in parts_of(c) if not p.isdigit())[:3] for c in columns]
    told = [parts for parts in told if parts]
    if not told:
        return ()
    if len(told) == 1:
        return told[0]
    shared = [w for w in told[0] if len(w) > 2 and all(w in parts for parts in told[1:])]
    if shared:
        return (*shared[:2], "features") if len(shared) == 1 else tuple(shared[:3])
    if len(told) == 2 and sum(map(len, told)) <= 3:
        return (*told[0], "and", *told[1])
    return ("features",)


def _returned_or_default(story: Story, action: Action) -> tuple[str, ...]:
    return returned_words(story) or tuple(action.thing.split("_"))


def _loaded(story: Story, action: Action) -> tuple[str, ...]:
    loads = tuple(
        c
        for c in story.calls
        if c.name.startswith(("read", "load", "fetch", "open", "imread", "url"))
    )
    return returned_words(story) or file_words(loads) or ("data",)


def _plotted(story: Story, action: Action) -> tuple[str, ...]:
    if story.title and story.title.words:
        return tuple(w for w in story.title.words if w != "plot") or story.title.words
    chart = tuple(story.charts[0].split()) if story.charts else ()
    special = _special_chart(story)
    if special:
        return special
    columns = plotted_columns(story)
    if len(columns) == 2 and "counts" not in chart and "histogram" not in chart:
        return (*columns[0], "vs", *columns[1])
    if columns:
        return (*columns[0], *chart)
    subject = returned_words(story) or _words_of_names(story.parameters)
    return (*subject[:2], *chart) if subject or chart else ("results",)


def _special_chart(story: Story) -> tuple[str, ...]:
    names = {call.name for call in story.calls}
    for call, words in (
        ("roc_curve", "roc curve"),
        ("precision_recall_curve", "precision recall curve"),
        ("confusion_matrix", "confusion matrix"),
        ("corr", "correlations"),
        ("feature_importances_", "feature importance"),
        ("learning_curve", "learning curve"),
        ("isnull", "missing values"),
        ("isna", "missing values"),
    ):
        if call in names:
            return tuple(words.split())
    return ()


def plotted_columns(story: Story) -> tuple[tuple[str, ...], ...]:
    """The columns in a picture's arguments, as words: `scatter(x="area", y="price")` → (area), (price)."""
    found: list[tuple[str, ...]] = []
    for call in story.calls:
        for keyword_ in call.node.keywords:
            if keyword_.arg in ("x", "y") and isinstance(keyword_.value, ast.Constant):
                found.append(parts_of(str(keyword_.value.value))[:2])
        for argument in [
            *call.node.args[:2],
            *(k.value for k in call.node.keywords if k.arg in ("x", "y")),
            call.node.func,
        ]:
            found += [parts_of(column)[:2] for column in _columns_in(argument)]
    return tuple(dict.fromkeys(words for words in found if words))[:3]


def _columns_in(node: ast.expr) -> list[str]:
    """The `"age"` of `df["age"]`, wherever it stands in an argument."""
    return [
        child.slice.value
        for child in ast.walk(node)
        if isinstance(child, ast.Subscript)
        and isinstance(child.slice, ast.Constant)
        and isinstance(child.slice.value, str)
    ]


def _trained(story: Story, action: Action) -> tuple[str, ...]:
    """A model is called by its class where the notebook calls it `clf`, by its name where that tells."""
    for call in story.calls:
        if call.name.endswith(
            ("Classifier", "Regressor", "Regression", "SVC", "SVR", "NB", "Lasso", "Ridge")
        ):
            words = tuple(w for w in parts_of(call.name) if w not in ("classifier", "regressor"))
            if words:
                return words[:3]
    return returned_words(story) or ("model",)


def _predicted(story: Story, action: Action) -> tuple[str, ...]:
    words = tuple(w for w in returned_words(story) if not w.startswith("pred"))
    return words or ("target",)


def _filled(story: Story, action: Action) -> tuple[str, ...]:
    columns = words_of_columns(story.columns)
    if columns and columns != ("features",):
        return ("missing", *columns[:-1], plural(columns[-1]))
    return ("missing", "values")


def _encoded(story: Story, action: Action) -> tuple[str, ...]:
    columns = words_of_columns(story.columns)
    return columns if columns and columns != ("features",) else ("categories",)


def _fixed(story: Story, action: Action) -> tuple[str, ...]:
    return tuple(action.thing.split("_"))


def _parsed(story: Story, action: Action) -> tuple[str, ...]:
    columns = words_of_columns(story.columns)
    if not columns or columns == ("features",):
        return ("dates",)
    return columns if "date" in " ".join(columns) else (*columns[:2], "dates")


_THINGS: dict[Action, Callable[[Story, Action], tuple[str, ...]]] = {
    LOAD: _loaded,
    PLOT: _plotted,
    TRAIN: _trained,
    PREDICT: _predicted,
    FILL: _filled,
    ENCODE: _encoded,
    PARSE: _parsed,
    SPLIT: _fixed,
    DEDUPLICATE: _fixed,
    DROP_MISSING: _fixed,
    DROP: _fixed,
    EVALUATE: _fixed,
    SCALE: _fixed,
}


def _ascii(word: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", word.lower())


def _joined(verb: str, words: tuple[str, ...]) -> str:
    """At most four words and forty letters; no word twice running, no link at the end."""
    kept = [re.sub(r"[^a-z0-9]+", "_", verb.lower())]
    for word in words:
        same = singular(word) == singular(kept[-1])
        if not same and len(kept) <= _MOST_WORDS and len("_".join([*kept, word])) <= _LONGEST:
            kept.append(word)
    while len(kept) > 1 and kept[-1] in LINKS | {"and"}:
        kept.pop()
    return "_".join(kept)


def _spare_words(story: Story) -> tuple[str, ...]:
    """Words that may tell two steps of one name apart, most telling first."""
    columns = tuple(word for words in plotted_columns(story) for word in words)
    return (
        *returned_words(story),
        *columns,
        *_words_of_names(story.parameters),
        *file_words(story.calls),
    )


def unique_name(name: str, taken: Collection[str], spare: tuple[str, ...] = ()) -> str:
    """`name`, or `name` with a spare word, or with a number, whichever first is free and no keyword or builtin."""
    if _is_free(name, taken):
        return name
    for word in spare:
        longer = f"{name}_{word}"
        if word not in VAGUE and word not in name.split("_") and _is_free(longer, taken):
            return longer
    number = 2
    while not _is_free(f"{name}_{number}", taken):
        number += 1
    return f"{name}_{number}"


def _is_free(name: str, taken: Collection[str]) -> bool:
    return name.isidentifier() and name not in taken and name not in _RESERVED


def phrase_speaks(phrase: Phrase, verb: str) -> bool:
    """Whether a phrase says the deed itself, so that its own sentence can be the docstring."""
    return phrase.verb is not None and phrase.verb not in EMPTY and phrase.verb == verb
