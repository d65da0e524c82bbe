"""The first line of a function: what it does, in the person's words or from the deeds in its code."""

from __future__ import annotations

import re

from .actions import EVALUATE, PLOT, TRAIN, TUNE, VALIDATE, Action
from .deeds import Deed
from .phrases import Phrase
from .story import Story
from .verbs import EMPTY
from .words import ACRONYMS, LINKS, SPELLED_OUT

_LONGEST = 88
_MOST_CLAUSES = 3
_NEEDS_NO_ARTICLE = LINKS | frozenset(
    "the a an each every all its our their this these how whether which what missing into in for on no one some any".split()
)
_ABOUT_MODELS = frozenset({TRAIN, TUNE, EVALUATE, VALIDATE})


def docstring_of(deed: Deed, story: Story) -> str:
    """One imperative sentence with its full stop: "Load the sales data and parse the dates."."""
    spoken = _spoken(deed.phrase, deed.verb) if deed.phrase else ""
    if spoken and len(spoken) <= _LONGEST:
        return _sentence(spoken)
    return _sentence(_from_code(story, deed.verb, deed.things))


def _spoken(phrase: Phrase, verb: str) -> str:
    """The heading as an imperative; a heading of nouns gets the verb of the code."""
    if (
        not phrase.rest
        or not phrase.words
        or (phrase.verb is None and len(phrase.rest.split()) > 7)
    ):
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
    return " ".join(words)


def _with_article(text: str) -> str:
    first = text.split()[0].lower() if text else ""
    return text if first in _NEEDS_NO_ARTICLE or first.isdigit() else f"the {text}"


def _from_code(story: Story, verb: str, things: tuple[str, ...]) -> str:
    """Up to three deeds in the order of their weight: "train the random forest and evaluate it"."""
    thing = _with_article(spoken_words(things)) if things else "the data"
    lead = next((a for a in story.actions if a.verb == verb), None)
    if lead is None or lead is PLOT:
        clauses = [f"{_spaced(verb)} {thing}"]
    else:
        clauses = [lead.sentence.format(thing)]
    if lead is not PLOT:
        clauses += [a.also for a in story.actions if a is not lead and _adds(a, lead, story)]
    return _listed(list(dict.fromkeys(c for c in clauses if c))[:_MOST_CLAUSES])


def _adds(action: Action, lead: Action | None, story: Story) -> bool:
    """Whether a further deed is worth a clause: a score that is evaluated says that a model is."""
    return action in story.minor and (action is not EVALUATE or lead in _ABOUT_MODELS)


def spoken_words(words: tuple[str, ...]) -> str:
    """`("acc", "by", "fold")` → "accuracy by fold"; `roc` → "ROC"."""
    spoken = " ".join(SPELLED_OUT.get(w, w) for w in words)
    return " ".join(w.upper() if w in ACRONYMS else w for w in spoken.split())


def _listed(clauses: list[str]) -> str:
    if len(clauses) == 1:
        return clauses[0]
    return ", ".join(clauses[:-1]) + " and " + clauses[-1]


def _sentence(text: str) -> str:
    while text.split()[-1].lower() in LINKS:
        text = text.rstrip()[: -len(text.split()[-1])].rstrip()
    clean = re.sub(r"\s+", " ", text.replace('"""', "").replace("\\", "")).strip(" .,:;")
    return clean[:1].upper() + clean[1:] + "."
