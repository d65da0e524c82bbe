"""The first line of a function: what it does, in the person's words or from the deeds in its code."""

from __future__ import annotations

import re

from .actions import LOAD, PLOT, SAVE, Action
from .naming import verb_and_things, words_of_columns
from .phrases import Phrase
from .story import Story
from .verbs import EMPTY
from .words import SPELLED_OUT, plural

_LONGEST = 88
_NEEDS_NO_ARTICLE = frozenset(
    ["the", "a", "an", "each", "every", "all", "its", "our", "their", "this", "these", "how", "whether", "which", "what", "missing"]
)


def docstring_of(story: Story) -> str:
    """One imperative sentence with its full stop: "Load the sales data and parse its dates."."""
    verb, things = verb_and_things(story)
    for phrase in story.phrases:
        spoken = _spoken(phrase, verb)
        if spoken and len(spoken) <= _LONGEST:
            return _sentence(spoken)
    return _sentence(_from_deeds(story, verb, things))


def _spoken(phrase: Phrase, verb: str) -> str:
    """The heading as an imperative; a heading of nouns gets the verb of the code."""
    if not phrase.rest or not phrase.words:
        return ""
    deed = phrase.verb if phrase.verb and phrase.verb not in EMPTY else verb
    rest = phrase.rest if phrase.verb else _uncapitalised(phrase.rest)
    if phrase.verb is None and len(phrase.rest.split()) > 7:
        return ""
    return f"{deed} {_with_article(_uncapitalised(rest))}"


def _uncapitalised(text: str) -> str:
    """`Confusion Matrix` → `confusion matrix`; acronyms and names in mixed case stay."""
    words = [w.lower() if w[:1].isupper() and w[1:].islower() else w for w in text.split()]
    return " ".join(words)


def _with_article(text: str) -> str:
    first = text.split()[0].lower() if text else ""
    if (
        first in _NEEDS_NO_ARTICLE
        or first.isdigit()
        or first in ("into", "to", "in", "for", "with", "by", "from", "on")
    ):
        return text
    return f"the {text}"


def _from_deeds(story: Story, verb: str, things: tuple[str, ...]) -> str:
    """Up to three deeds in the order of their weight: "fill the missing ages and encode the sex as numbers"."""
    thing = _with_article(spoken_words(things)) if things else "the data"
    lead = next((a for a in story.actions if a.verb == verb), None)
    clauses = [lead.sentence.format(thing) if lead and lead is not PLOT else f"{verb} {thing}"]
    for action in story.actions:
        if action is not lead and action not in (PLOT, SAVE) and len(clauses) < 3:
            clauses.append(_clause(action, story))
    if story.columns and verb not in ("add", "encode", "fill") and len(clauses) < 2:
        clauses.append(f"add {_with_article(spoken_words(words_of_columns(story.columns)))}")
    if SAVE in story.actions and lead is not SAVE and len(clauses) < 3:
        clauses.append("save the result")
    return _listed(list(dict.fromkeys(clauses)))


def _clause(action: Action, story: Story) -> str:
    thing = action.thing.replace("_", " ")
    if action is LOAD:
        return "load the data"
    columns = words_of_columns(story.columns)
    if action.verb in ("encode", "parse") and columns:
        thing = spoken_words(columns)
    if thing == "missing values":
        return "fill the missing values"
    return action.sentence.format(f"the {thing}")


def spoken_words(words: tuple[str, ...]) -> str:
    """`("acc", "by", "fold")` → "accuracy by fold"."""
    return " ".join(SPELLED_OUT.get(w, w) for w in words)


def _listed(clauses: list[str]) -> str:
    if len(clauses) == 1:
        return clauses[0]
    return ", ".join(clauses[:-1]) + " and " + clauses[-1]


def _sentence(text: str) -> str:
    clean = re.sub(r"\s+", " ", text.replace('"""', "").replace("\\", "")).strip(" .,:;")
    return clean[:1].upper() + clean[1:] + "."


def constant_sentence(name: str) -> str:
    """What a lifted constant is, for its title: `TEST_SIZE` → "test size"."""
    return (
        plural(name.lower().replace("_", " "))
        if name.endswith("COLS")
        else name.lower().replace("_", " ")
    )
