"""Names for functions: verb first, unique, and no name that Python or the notebook has."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Collection, Sequence

from .deeds import Deed
from .story import Story, file_words
from .things import Words, plotted_columns, words_of_names
from .words import EMPTY, EMPTY_IF_NUMBERED, LINKS, VAGUE, parts_of, singular, telling_parts

_MOST_WORDS = 5  # the verb and four more
_LONGEST = 40
_RESERVED = frozenset(dir(builtins)) | frozenset(keyword.kwlist) | frozenset(keyword.softkwlist)


def step_name(deed: Deed, story: Story, taken: Collection[str]) -> str | None:
    """A free name for a step, such as `load_sales`; `None` where only a number could tell it from another's."""
    name = joined(deed.verb, deed.things)
    if _is_free(name, taken):
        return name
    for words in _spare(story):
        fresh = [w for w in words if w not in VAGUE and singular(w) not in name.split("_")]
        longer = joined(name, fresh)
        if fresh and _is_free(longer, taken):
            return longer
    other = joined("draw", deed.things) if deed.verb == "plot" else ""
    return other if other and _is_free(other, taken) else None


def joined(verb: str, words: Sequence[str]) -> str:
    """At most five words and forty letters; no word twice running, no link at the end."""
    kept = re.sub(r"[^a-z0-9]+", "_", verb.lower()).split("_")
    first = len(kept)
    for word in words:
        same = singular(word) == singular(kept[-1])
        fits = len(kept) < first + _MOST_WORDS - 1 and len("_".join([*kept, word])) <= _LONGEST
        if fits and not same:
            kept.append(word)
    while len(kept) > 1 and kept[-1] in LINKS | {"and"}:
        kept.pop()
    return "_".join(kept)


def _spare(story: Story) -> list[Words]:
    """Words that may tell two steps of one name apart, most telling first."""
    axes = [telling_parts(label) for label in story.axes]
    names = [words_of_names(story.returns), *axes, *plotted_columns(story)]
    return [*names, words_of_names(story.parameters), file_words(story.calls)]


def unique_name(name: str, taken: Collection[str]) -> str:
    """`name`, or `name_2`, `name_3`…: the first that is free."""
    number, unique = 1, name
    while unique in taken:
        number += 1
        unique = f"{name}_{number}"
    return unique


def is_vague(name: str) -> bool:
    """Whether a function's name says nothing: `func1`, `foo`, `do_it`. A short name, `f` or `tax`, is the person's own."""
    words = [part for part in parts_of(name) if not part.isdigit()]
    numbered = len(words) < len(parts_of(name))
    if not words or (len(words) == 1 and len(words[0]) == 1 and not numbered):
        return False
    return all(_is_empty(word, numbered) for word in words)


def _is_empty(word: str, numbered: bool) -> bool:
    """`xx`, `helper`; `process1`, where `process` may say enough."""
    repeated = len(word) > 1 and len(set(word)) == 1
    return repeated or word in EMPTY or (numbered and word in EMPTY_IF_NUMBERED)


def _is_free(name: str, taken: Collection[str]) -> bool:
    return name.isidentifier() and name not in taken and name not in _RESERVED
