"""Names for steps: verb first, from what a person wrote above the step or else from what its code does."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Collection

from .phrases import Phrase
from .story import Story, cleaning_or_preparing, file_words
from .things import compared, plotted_columns, things_of, words_of_columns, words_of_names
from .verbs import EMPTY
from .words import LINKS, VAGUE, singular, telling_parts

_MOST_WORDS = 5  # the verb and four more
_LONGEST = 40
_TELLING = 40  # deeds below this rank say less than the columns that they make
_RESERVED = frozenset(dir(builtins)) | frozenset(keyword.kwlist) | frozenset(keyword.softkwlist)
_TAME = frozenset({"data", "frame", "dataset", "features"})
# What is done on the way to a thing that has a name of its own.
_MEANS = frozenset({"combine", "sort", "filter", "convert", "aggregate", "merge", "rename", "drop"})
# Verbs whose result a heading of nouns names: "Missing values", plotted, is a plot of missing values.
_SHOWING = frozenset({"plot", "report", "compute", "build", "compare", "evaluate"})
_MODELLING = frozenset({"train", "tune", "cross_validate", "predict", "cluster", "reduce"})
_MODELS = frozenset("""
    model models regression forest tree trees boost boosting booster classifier regressor network bayes svm svc knn
    neighbors neighbours xgboost lightgbm catboost perceptron ensemble baseline lasso ridge means pca clustering
    kmeans mlp cnn rnn lstm bagging adaboost stacking pipeline
    """.split())
_SAME_AS_TRAINING = frozenset(
    {"fit", "fitting", "training", "summary", "estimation", "search", "tuning"}
)
_SAYS_NOTHING = _TAME | {"results", "model", "columns", "values", "statistics"}
_DRAWING_VERBS = frozenset({"visualise", "visualize", "draw", "show", "display"})


def step_name(story: Story, taken: Collection[str]) -> str:
    """A name that no function, builtin or name of the notebook has: `load_sales`, `plot_age_distribution`."""
    verb, words = verb_and_things(story)
    return unique_name(_joined(verb, words), taken, spare=_spare_words(story))


def verb_and_things(story: Story) -> tuple[str, tuple[str, ...]]:
    """The verb of a step and the words for what it acts on."""
    own_verb, own_things = _from_code(story)
    for phrase in story.phrases:
        verb = _verb_of(phrase, own_verb)
        words = tuple(w for word in phrase.words if (w := _ascii(word)) and w != verb)
        if phrase.verb is None:
            words = _fitting(verb, words)
        if words and (set(words) - _TAME or phrase.verb):
            return verb, words
        if phrase.verb == verb and own_things:
            return verb, own_things
    return own_verb, own_things


def _fitting(verb: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a heading without a verb, where they name what such a verb makes.

    Under "Logistic regression", `train` makes one; under "Passengers", `load` loads what its file says.
    """
    if verb in _SHOWING:
        return words
    own = tuple(w for w in words if w not in _SAME_AS_TRAINING)
    return own if verb in _MODELLING and set(own) & _MODELS else ()


def _verb_of(phrase: Phrase, own: str) -> str:
    if phrase.verb is None and own in _MEANS:
        return "compute"
    verb = phrase.verb if phrase.verb and phrase.verb not in EMPTY else own
    return "plot" if verb in _DRAWING_VERBS and own == "plot" else verb


def _from_code(story: Story) -> tuple[str, tuple[str, ...]]:
    repair = cleaning_or_preparing(story.actions)
    if repair:
        return repair, words_of_names(story.returns) or ("data",)
    if compared(story):
        return "compare", compared(story)
    action = story.action
    if action is None or (action.rank < _TELLING and story.new):
        return _without_action(story)
    return action.verb, things_of(story, action)


def _without_action(story: Story) -> tuple[str, tuple[str, ...]]:
    words = words_of_names(story.returns)
    if story.new:
        return "add", words_of_columns(story.new) or ("columns",)
    if story.changed:
        return "transform", words_of_columns(story.changed) or ("columns",)
    if words:
        return ("build" if len(story.calls) > 3 else "compute"), words
    if any(call.name == "print" for call in story.calls):
        return "report", words_of_names(story.parameters) or ("results",)
    return "compute", words_of_names(story.parameters) or ("results",)


def _ascii(word: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", word.lower())


def _joined(verb: str, words: tuple[str, ...]) -> str:
    """At most five words and forty letters; no word twice running, no link at either end."""
    kept = [re.sub(r"[^a-z0-9]+", "_", verb.lower())]
    for word in words:
        same = singular(word) == singular(kept[-1]) or (word in LINKS and len(kept) == 1)
        if not same and len(kept) < _MOST_WORDS and len("_".join([*kept, word])) <= _LONGEST:
            kept.append(word)
    while len(kept) > 1 and kept[-1] in LINKS | {"and"}:
        kept.pop()
    return "_".join(kept)


def is_telling(name: str) -> bool:
    """Whether a name says what a step is about: `report_results`, `compute_data`, `plot_scatter_2` don't."""
    verb, *words = name.split("_")
    if words and words[-1].isdigit():
        return False
    return verb not in _SHOWING or any(w not in _SAYS_NOTHING and not w.isdigit() for w in words)


def _spare_words(story: Story) -> tuple[str, ...]:
    """Words that may tell two steps of one name apart, most telling first."""
    axes = [word for label in story.axes for word in telling_parts(label)]
    columns = [word for words in plotted_columns(story) for word in words]
    names = [*words_of_names(story.returns), *axes, *columns, *words_of_names(story.parameters)]
    return (*names, *file_words(story.calls))


def unique_name(name: str, taken: Collection[str], spare: tuple[str, ...] = ()) -> str:
    """`name`, or `name` with a spare word, or with a number: the first that is free and no keyword or builtin."""
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
