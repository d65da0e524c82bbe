"""What a step tells about itself: the deeds that it does, in order of weight, and what it does them to."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..analysis.facts import Statement
from .actions import (
    BIN,
    CHARTS,
    CLEANING,
    DROP,
    ENCODE,
    EVALUATE,
    LOAD,
    PLOT,
    PREDICT,
    PREPARING,
    REDUCE,
    SAVE,
    SCALE,
    TRAIN,
    TUNE,
    VALIDATE,
    VECTORIZE,
    Action,
)
from .phrases import Phrase, phrase_of, thing_of
from .sightings import Call
from .surroundings import Surroundings
from .traits import Traits
from .words import telling_parts

_TITLE_CALLS = frozenset({"title", "set_title", "suptitle"})
_AXIS_CALLS = {"xlabel": "x", "set_xlabel": "x", "ylabel": "y", "set_ylabel": "y"}
_FILE_STEM = re.compile(r"([^/\\?=:]+?)(?:\.[A-Za-z0-9]{1,8})+$")
_FEW_WORDS = 5
_SMALLEST_SHARE = 0.25
_WEIGHTY = 60  # deeds of this rank name a step however short they are
_FIT_OF_SOMETHING_ELSE = frozenset({ENCODE, SCALE, REDUCE, VECTORIZE, TUNE})


@dataclass(frozen=True, slots=True)
class Story:
    """A step as its words, calls and interface tell it.

    `phrases` are the headings and comments that speak for the whole step, best first. `actions` are
    its deeds, the weightiest first, and `action` is the one that names it. `charts` names the kinds of picture that it draws. `new` are the
    columns that it sets without reading them first, `changed` the other ones that it sets. `minor`
    are the deeds that it does outside of loops, `marks` the attributes of fitted models that it reads.
    """

    phrases: tuple[Phrase, ...]
    actions: tuple[Action, ...]
    action: Action | None
    calls: tuple[Call, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    title: Phrase | None
    axes: tuple[str, ...]
    charts: tuple[str, ...]
    minor: frozenset[Action]
    marks: frozenset[str]
    loop: ast.For | None
    returns: tuple[str, ...]
    parameters: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that the step sets."""
        return (*self.new, *self.changed)


def story_of(
    statements: Sequence[Statement],
    traits: Sequence[Traits],
    around: Sequence[Surroundings],
    parameters: tuple[str, ...],
    returns: tuple[str, ...],
) -> Story:
    """The story of the step that `statements` make; the sequences belong together, item by item."""
    calls = tuple(call for t in traits for call in t.calls)
    columns = tuple(dict.fromkeys(c for t in traits for c in t.columns))
    actions, main = _weighed(traits, returns)
    read = {c for t in traits for c in t.columns_read}
    loops = [s.node for s in statements if isinstance(s.node, ast.For)]
    return Story(
        phrases=_phrases(around),
        actions=actions,
        action=main,
        calls=calls,
        new=tuple(c for c in columns if c not in read),
        changed=tuple(c for c in columns if c in read),
        title=_title(calls),
        axes=tuple(_axes(calls).values()),
        charts=tuple(dict.fromkeys(chart for c in calls if (chart := _chart(c)))),
        marks=frozenset(mark for t in traits for mark in t.fitted),
        minor=frozenset(a for t in traits if not t.loops for a in t.actions),
        loop=loops[0] if len(loops) == 1 else None,
        returns=returns,
        parameters=parameters,
    )


def _phrases(around: Sequence[Surroundings]) -> tuple[Phrase, ...]:
    """What is written directly above the step; a comment speaks for the step when it is the only one in it."""
    top = around[0]
    comments = [place.comment for place in around if place.comment]
    speaks = len(comments) == 1 and _covers(around)
    texts = [top.comment] if speaks else []
    texts.append(top.heading)
    if len(comments) > 1:
        texts.append(top.comment)
    found = [phrase_of(text) for text in texts if text]
    if top.text:
        found.append(_spoken_of(top.text))
    return tuple(phrase for phrase in found if phrase)


def _covers(around: Sequence[Surroundings]) -> bool:
    """Whether the first paragraph, which a comment above it is about, is half of the step at least."""
    ends = (i for i, place in enumerate(around) if i and place.gap not in ("none", "comment"))
    return 2 * next(ends, len(around)) >= len(around)


def _spoken_of(text: str) -> Phrase | None:
    """What prose says of the code below it: a sentence that begins with a deed, or a few words."""
    phrase = phrase_of(text)
    return phrase if phrase and (phrase.verb or len(text.split()) <= _FEW_WORDS) else None


def _weighed(
    traits: Sequence[Traits], returns: tuple[str, ...]
) -> tuple[tuple[Action, ...], Action | None]:
    """The deeds by rank, and the one that names the step.

    A small deed names a step only where it is much of it, a picture only where nothing comes out.
    """
    count = Counter(action for t in traits for action in t.actions)
    if sum(t.sets_by_mask for t in traits) > 1:
        count[BIN] += sum(t.sets_by_mask for t in traits)
    if count[TRAIN] and _fits_something_else(traits, count):
        del count[TRAIN]
    stores = sum(len(t.columns) for t in traits)
    drawn = {PLOT: 1} if any(t.draws for t in traits) else {}
    last = {SAVE} | ({PLOT} if returns else set())
    ranked = sorted({**count, **drawn}, key=lambda action: (action in last, -action.rank))
    share = _shares(traits)
    small = (a for a in ranked if a.rank < _WEIGHTY)
    light = {a for a in small if 2 * count[a] < stores or share.get(a, 1.0) < _SMALLEST_SHARE}
    return tuple(ranked), next((a for a in ranked if a not in light), None)


def _shares(traits: Sequence[Traits]) -> dict[Action, float]:
    """How much of the step's work stands in statements that do each deed."""
    total = sum(t.work for t in traits) or 1.0
    done: dict[Action, float] = {}
    for t in traits:
        for action in set(t.actions):
            done[action] = done.get(action, 0.0) + t.work / total
    return done


def _fits_something_else(traits: Sequence[Traits], count: Counter[Action]) -> bool:
    """Whether `fit` belongs to a scaler, an encoder or a search: nothing is predicted or judged by it."""
    return (
        bool(_FIT_OF_SOMETHING_ELSE & count.keys())
        and not {PREDICT, EVALUATE, VALIDATE} & count.keys()
    )


def cleaning_or_preparing(actions: Sequence[Action]) -> str | None:
    """The verb for a step of several small repairs: `clean`, or `prepare` where features are made too."""
    repairs = set(actions) - {LOAD}
    if LOAD in actions or not repairs <= PREPARING or len(repairs) < (2 if DROP in repairs else 3):
        return None
    return "clean" if repairs <= CLEANING else "prepare"


def _chart(call: Call) -> str:
    """The kind of picture: of `hist(…)`, or of the function in `grid.map(plt.hist, "age")`."""
    drawn = call.node.args[0] if call.name == "map" and call.node.args else None
    return CHARTS.get(drawn.attr if isinstance(drawn, ast.Attribute) else call.name, "")


def _title(calls: Sequence[Call]) -> Phrase | None:
    """The title that the step gives its picture, else its axes: `plt.title("Age of customers")`."""
    titles = [t for call in calls if call.name in _TITLE_CALLS if (t := text_argument(call.node))]
    if len(titles) == 1:
        return thing_of(titles[0])
    axes = _axes(calls)
    if titles or not axes.get("y"):
        return None
    return thing_of(f"{axes['y']} by {axes['x']}" if axes.get("x") else axes["y"])


def _axes(calls: Sequence[Call]) -> dict[str, str]:
    return {_AXIS_CALLS[c.name]: text_argument(c.node) for c in calls if c.name in _AXIS_CALLS}


def text_argument(node: ast.Call) -> str:
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
    return next((words for text in _texts(calls) if (words := _stem_words(text))), ())


def _texts(calls: Sequence[Call]) -> Iterator[str]:
    for call in calls:
        for argument in call.node.args[:2]:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value


def _stem_words(text: str) -> tuple[str, ...]:
    stem = _FILE_STEM.search(text)
    return telling_parts(stem.group(1))[:2] if stem else ()
