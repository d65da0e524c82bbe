"""What a step tells about itself: the deeds that it does, in order of weight, and what it does them to."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..analysis.facts import Interface, Statement
from .actions import (
    CHARTS,
    CLEANING,
    ENCODE,
    EVALUATE,
    LOAD,
    PLOT,
    PREPARING,
    SAVE,
    SCALE,
    TRAIN,
    Action,
)
from .phrases import Phrase, phrase_of
from .surroundings import Surroundings
from .traits import Call, Traits
from .words import telling_parts

_TITLE_CALLS = frozenset({"title", "set_title", "suptitle"})
_AXIS_CALLS = {"xlabel": "x", "set_xlabel": "x", "ylabel": "y", "set_ylabel": "y"}
_FILE_STEM = re.compile(r"([^/\\?=:]+?)(?:\.[A-Za-z0-9]{1,8})+$")


@dataclass(frozen=True, slots=True)
class Story:
    """A step as its words, calls and interface tell it.

    `phrases` are the headings and comments that speak for the whole step, best first. `actions` are
    its deeds, the weightiest first. `charts` names the kinds of picture that it draws.
    """

    phrases: tuple[Phrase, ...]
    actions: tuple[Action, ...]
    calls: tuple[Call, ...]
    columns: tuple[str, ...]
    title: Phrase | None
    charts: tuple[str, ...]
    returns: tuple[str, ...]
    parameters: tuple[str, ...]

    @property
    def action(self) -> Action | None:
        """The deed that names the step, where the code shows one."""
        return self.actions[0] if self.actions else None


def story_of(
    statements: Sequence[Statement],
    traits: Sequence[Traits],
    around: Sequence[Surroundings],
    interface: Interface,
    returns: tuple[str, ...],
) -> Story:
    """The story of the step that `statements` make; the sequences belong together, item by item."""
    calls = tuple(call for t in traits for call in t.calls)
    columns = tuple(dict.fromkeys(c for t in traits for c in t.columns))
    return Story(
        phrases=_phrases(around),
        actions=_weighed(traits, returns),
        calls=calls,
        columns=columns,
        title=_title(calls),
        charts=tuple(dict.fromkeys(CHARTS[c.name] for c in calls if CHARTS.get(c.name))),
        returns=returns,
        parameters=interface.parameters,
    )


def _phrases(around: Sequence[Surroundings]) -> tuple[Phrase, ...]:
    """What is written directly above the step; a comment speaks for the step when it is the only one in it."""
    top = around[0]
    comments = [place.comment for place in around if place.comment]
    texts = [top.comment] if len(comments) == 1 else []
    texts += [top.heading, top.text]
    if len(comments) > 1:
        texts.append(top.comment)
    found = (phrase_of(text) for text in texts if text)
    return tuple(phrase for phrase in found if phrase)


def _weighed(traits: Sequence[Traits], returns: tuple[str, ...]) -> tuple[Action, ...]:
    """The deeds by rank; a step that gives something back is not there for its pictures."""
    found = dict.fromkeys(action for t in traits for action in t.actions)
    if ENCODE in found or SCALE in found:
        found.pop(TRAIN, None) if not _fits_model(traits) else None
    if any(t.draws for t in traits):
        found[PLOT] = None
    ranked = sorted(found, key=lambda action: -action.rank)
    last = {SAVE} | ({PLOT} if returns else set())
    return tuple([a for a in ranked if a not in last] + [a for a in ranked if a in last])


def _fits_model(traits: Sequence[Traits]) -> bool:
    """Whether `fit` belongs to a model: a scaler's or an encoder's `fit` is no training."""
    actions = {action for t in traits for action in t.actions}
    return EVALUATE in actions or any(call.name == "predict" for t in traits for call in t.calls)


def cleaning_or_preparing(actions: Sequence[Action]) -> str | None:
    """The verb for a step of several small repairs: `clean`, or `prepare` where features are made too."""
    repairs = set(actions) - {LOAD}
    if LOAD in actions or len(repairs) < 3 or not repairs <= PREPARING:
        return None
    return "clean" if repairs <= CLEANING else "prepare"


def _title(calls: Sequence[Call]) -> Phrase | None:
    """The title that the step gives its picture, else its axes: `plt.title("Age of customers")`."""
    titles = [
        text
        for call in calls
        if call.name in _TITLE_CALLS
        for text in [_text_argument(call.node)]
        if text
    ]
    if len(titles) == 1:
        return phrase_of(titles[0])
    axes = {_AXIS_CALLS[c.name]: _text_argument(c.node) for c in calls if c.name in _AXIS_CALLS}
    if axes.get("x") and axes.get("y") and not titles:
        return phrase_of(f"{axes['y']} by {axes['x']}")
    return None


def _text_argument(node: ast.Call) -> str:
    """The first argument as text; what an f-string fills in is left out."""
    argument = node.args[0] if node.args else None
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    if isinstance(argument, ast.JoinedStr):
        parts = [v.value for v in argument.values if isinstance(v, ast.Constant)]
        return " ".join(str(part).strip() for part in parts)
    return ""


def file_words(calls: Sequence[Call]) -> tuple[str, ...]:
    """The telling words of the first file that is named: `"data/churn_2021.csv"` → churn."""
    for call in calls:
        for argument in call.node.args[:2]:
            text = argument.value if isinstance(argument, ast.Constant) else None
            stem = _FILE_STEM.search(text) if isinstance(text, str) else None
            if stem and telling_parts(stem.group(1)):
                return telling_parts(stem.group(1))[:2]
    return ()
