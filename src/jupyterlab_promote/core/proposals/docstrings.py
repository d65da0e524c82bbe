"""The first line of a function: what it does, in the person's words or from the deeds in its code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .actions import EVALUATE, METRICS, PLOT, TRAIN, TUNE, VALIDATE, Action
from .deeds import Deed
from .phrases import Phrase
from .story import Story
from .things import Words, model_words, plotted_columns
from .verbs import EMPTY
from .words import ACRONYMS, LINKS, SPELLED_OUT

_LONGEST = 96
_MOST_DETAILS = 3
_NEEDS_NO_ARTICLE = LINKS | frozenset("""
    the a an each every all its our their this these how whether which what missing into in for
    on no one two three four some any
    """.split())
_ABOUT_MODELS = frozenset({TRAIN, TUNE, EVALUATE, VALIDATE})
_MADE_OF_PARTS = frozenset(
    {"clean", "prepare", "preprocess", "process", "wrangle", "tidy", "create", "build", "make"}
)
_JUDGING = frozenset({"evaluate", "compare", "cross_validate", "report", "tune", "test", "score"})


def docstring_of(deed: Deed, story: Story) -> str:
    """One imperative sentence with its full stop: "Clean the customers: fill the missing ages and parse the dates."."""
    said = _spoken(deed.phrase, deed.verb) if deed.phrase else ""
    plain = said or _from_code(story, deed)
    for detail in (_details(story, deed, plain), ""):
        if len(plain + detail) <= _LONGEST:
            return _sentence(plain + detail)
    return _sentence(_from_code(story, deed))


def _spoken(phrase: Phrase, verb: str) -> str:
    """The heading as an imperative; a heading of nouns gets the verb of the code."""
    if not phrase.rest or not phrase.words:
        return ""
    deed = phrase.verb if phrase.verb and phrase.verb not in EMPTY else verb
    rest = _uncapitalised(phrase.rest)
    if deed == "plot" and {"plot", "plots"} & set(rest.split()):
        deed = "draw"  # nobody plots a box plot
    return f"{_spaced(deed)} {_with_article(rest)}"


def _spaced(verb: str) -> str:
    return "cross-validate" if verb == "cross_validate" else verb.replace("_", " ")


def _uncapitalised(text: str) -> str:
    """`Confusion Matrix` → `confusion matrix`; acronyms and names in mixed case stay."""
    words = [w.lower() if w[:1].isupper() and w[1:].islower() else w for w in text.split()]
    return " ".join(w.upper() if w in ACRONYMS else w for w in words)


def _with_article(text: str) -> str:
    first = text.split()[0].lower() if text else ""
    return text if first in _NEEDS_NO_ARTICLE or first.isdigit() else f"the {text}"


def _from_code(story: Story, deed: Deed) -> str:
    thing = _with_article(spoken_words(deed.things)) if deed.things else "the data"
    lead = _lead(story, deed)
    if lead is None or lead is PLOT:
        return f"{_spaced(deed.verb)} {thing}"
    return lead.sentence.format(thing)


def _lead(story: Story, deed: Deed) -> Action | None:
    return next((a for a in story.actions if a.verb == deed.verb), None)


def _details(story: Story, deed: Deed, said: str) -> str:
    """What else the code shows: a picture's columns, a score's name, the smaller deeds on the way."""
    if deed.verb == "plot":
        columns = [spoken_words(words) for words in plotted_columns(story)]
        plain = said.lower().replace(" ", "")
        fresh = [c for c in columns if len(c) > 2 and c.replace(" ", "") not in plain]
        named = len(fresh) == len(columns) and not re.search(r" (of|by|vs|per|for) ", said)
        return f" of {listed(fresh)}" if fresh and named else ""
    if deed.verb in _JUDGING:
        models = spoken_words(model_words(story)) if deed.verb == "compare" else ""
        scores = dict.fromkeys(METRICS[c.name] for c in story.calls if c.name in METRICS)
        fresh = [s for s in scores if s.lower() not in said.lower()][:_MOST_DETAILS]
        judged = f" of the {models}" if models and models not in said else ""
        return judged + (f" by {listed(fresh)}" if fresh else "")
    lead = _lead(story, deed)
    if lead is None and deed.verb not in _MADE_OF_PARTS:
        return ""
    more = [a.also for a in story.actions if a is not lead and _adds(a, lead, story)]
    fresh = [c for c in dict.fromkeys(more) if c and c not in said][:_MOST_DETAILS]
    if not fresh:
        return ""
    if lead is None and len(fresh) > 1:
        return f": {listed(fresh)}"
    return f"{', ' if len(fresh) > 1 else ' and '}{listed(fresh)}"


def _adds(action: Action, lead: Action | None, story: Story) -> bool:
    """Whether a further deed is worth a clause: a score that is evaluated says that a model is."""
    if action in _ABOUT_MODELS and lead not in _ABOUT_MODELS:
        return False
    return action in story.minor


def spoken_words(words: Words) -> str:
    """`("acc", "by", "fold")` → "accuracy by fold"; `roc` → "ROC"."""
    spoken = " ".join(SPELLED_OUT.get(w, w) for w in words)
    return " ".join(w.upper() if w in ACRONYMS else w for w in spoken.split())


def listed(clauses: Sequence[str]) -> str:
    """`["a", "b", "c"]` → "a, b and c"."""
    return " and ".join(filter(None, [", ".join(clauses[:-1]), clauses[-1]]))


def _sentence(text: str) -> str:
    while text.split()[-1].lower() in LINKS | {"of", "and"}:
        text = text.rstrip()[: -len(text.split()[-1])].rstrip()
    clean = re.sub(r"\s+", " ", text.replace('"""', "").replace("\\", "")).strip(" .,:;")
    return clean[:1].upper() + clean[1:] + "."
