"""What a step does: a verb and its objects, from what a person wrote above it or else from its code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .actions import BIN, PLOT
from .phrases import Phrase
from .story import Story, cleaning_or_preparing
from .things import Words, compared, made_of, things_of, words_of_columns, words_of_names
from .verbs import EMPTY, imperative
from .words import singular

_TELLING = 40  # deeds below this rank say less than the columns that they make
_TAME = frozenset({"data", "frame", "dataset", "features"})
# What is done on the way to a thing that has a name of its own.
_MEANS = frozenset({"combine", "sort", "filter", "convert", "aggregate", "merge", "rename"})
# Verbs whose result a heading of nouns names: "Missing values", plotted, is a plot of missing values.
_SHOWING = frozenset({"plot", "report", "compute", "build", "get", "compare", "evaluate"})
_REPAIRING = frozenset({"drop", "fill", "clean", "convert", "prepare", "transform"})
_DEFECTS = frozenset("""
    missing null nulls nan nans na duplicate duplicates duplicated outlier outliers
    """.split())
_MODELLING = frozenset({"train", "tune", "cross_validate", "predict", "cluster", "reduce"})
_MODELS = frozenset("""
    model models regression forest tree trees boost boosting booster classifier regressor
    network bayes svm svc knn neighbors neighbours xgboost lightgbm catboost perceptron ensemble
    baseline lasso ridge means pca clustering kmeans mlp cnn rnn lstm bagging adaboost stacking
    pipeline
    """.split())
_SAME_AS_TRAINING = frozenset({"fit", "fitting", "training", "summary", "estimation", "search"})
_DRAWING = frozenset({"visualise", "visualize", "draw", "show", "display"})
_PICTURING = _DRAWING - {"show", "display"} | {"plot"}
_SAYS_NOTHING = _TAME | {"results", "model", "columns", "values", "statistics", "scatter", "lines"}


@dataclass(frozen=True, slots=True)
class Deed:
    """`verb` and `things` make the name; `phrase` is the heading or comment that said so, if one did."""

    verb: str
    things: Words
    phrase: Phrase | None = None

    @property
    def is_telling(self) -> bool:
        """Whether it says what the step is about: to report results, or to compute data, doesn't."""
        says = [w for w in self.things if w not in _SAYS_NOTHING and len(w) > 1]
        return bool(says) or self.verb not in _SHOWING

    def for_any(self, values: Mapping[str, str]) -> Deed:
        """The deed for any value in the place of `values`: aggregated by `city` becomes by `column`."""
        if "".join(self.things) in values:
            return Deed(self.verb, ())
        things = tuple(dict.fromkeys(values.get(w, w) for w in self.things))
        return self if things == self.things else Deed(self.verb, things)

    def singular(self) -> Deed:
        """The deed as one of its calls does it: `plot_roc_curves`, called for each model, plots one curve."""
        if not self.things or singular(self.things[-1]) == self.things[-1]:
            return self
        return Deed(self.verb, (*self.things[:-1], singular(self.things[-1])))


def deed_of(story: Story) -> Deed:
    """The deed of a step: the first heading or comment that fits what its code does, else the code's."""
    own = _from_code(story)
    for said in story.phrases:
        phrase = _settled(said, own.verb)
        if phrase.verb in _PICTURING and PLOT not in story.actions:
            continue  # below “Plots”, data for them is only made
        verb = _verb_of(phrase, own.verb)
        words = tuple(w for word in phrase.words if (w := _ascii(word)) and w != verb)
        fitting = words if phrase.verb else _fitting(verb, words)
        if fitting and (set(fitting) - _TAME or phrase.verb):
            return Deed(verb, fitting, phrase if fitting == words else None)
        if phrase.verb == verb and set(own.things) - {"results"}:
            return Deed(verb, own.things, phrase)
    return own


def _settled(phrase: Phrase, verb: str) -> Phrase:
    """`Plot the …` is certainly a deed, `Plot sizes` may be a thing: where the code plots, it is a deed."""
    first, _, rest = phrase.rest.partition(" ")
    if phrase.verb or imperative(first) != verb or not rest:
        return phrase
    return Phrase(verb, phrase.words[1:], rest)


def _fitting(verb: str, words: Words) -> Words:
    """The words of a heading without a verb, where they name what such a verb makes.

    Under "Logistic regression", `train` makes one; under "Passengers", `load` loads what its file says.
    """
    if verb in _SHOWING:
        return words
    if verb in _REPAIRING and set(words) & _DEFECTS:
        return words
    own = tuple(w for w in words if w not in _SAME_AS_TRAINING)
    named = set(own) & _MODELS - {"model", "models"}
    return own if verb in _MODELLING and (named or (len(own) > 1 and set(own) & _MODELS)) else ()


def _verb_of(phrase: Phrase, own: str) -> str:
    if phrase.verb is None and own in _MEANS:
        return "compute"
    verb = phrase.verb if phrase.verb and phrase.verb not in EMPTY else own
    return "plot" if verb in _DRAWING and own == "plot" else verb


def _from_code(story: Story) -> Deed:
    repair = cleaning_or_preparing(story.actions)
    if repair and story.action is not BIN:
        return Deed(repair, words_of_names(story.returns) or ("data",))
    if compared(story):
        return Deed("compare", compared(story))
    action = story.action
    if action is None or (action.rank < _TELLING and story.new):
        return _without_action(story)
    things = things_of(story, action)
    if action.verb == "compute" and not story.returns and _prints(story):
        return Deed("report", things)
    titled = action is PLOT and story.title is not None and story.title.words == things
    return Deed(action.verb, things, story.title if titled else None)


def _without_action(story: Story) -> Deed:
    words = words_of_names(story.returns)
    if story.new:
        return Deed("add", words_of_columns(story.new) or ("columns",))
    if story.changed:
        return Deed("transform", words_of_columns(story.changed) or ("columns",))
    if words:
        return Deed("build" if len(story.calls) > 3 else "compute", words)
    if story.returns and made_of(story):
        frame = any(call.name == "DataFrame" for call in story.calls)
        return Deed("build", (*made_of(story), *(("frame",) if frame else ())))
    if _prints(story):
        return Deed("report", words_of_names(story.parameters) or ("results",))
    return Deed("compute", ("results",))


def _prints(story: Story) -> bool:
    return any(call.name == "print" for call in story.calls)


def _ascii(word: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", word.lower())
