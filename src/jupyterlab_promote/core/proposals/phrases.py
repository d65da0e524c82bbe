"""Headings and comments read as what a step does: a deed, its object, and the sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .verbs import NOMINALISATIONS, imperative, is_certainly_verb
from .words import ARTICLES, CHATTER, CLAUSE_ENDS, FINITE, LINKS, NOT_A_STEP, STOP_WORDS

_NUMBERING = re.compile(
    r"^\s*(?:(?:step|part|section|task|chapter|exercise|question|problem|q|ex)\s*\.?\s*)?"
    r"(?:\(?[0-9]+(?:\.[0-9]+)*[a-z]?|[ivx]+(?=[.)])|[a-h](?=[.)]))\s*[.):\-–—]*\s+",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^\s*(?:step|part|section|task|note|todo|nb)\s*[0-9a-z]?\s*[:\-–—]\s*", re.IGNORECASE
)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_ASIDE = re.compile(r"\s*\([^)]*\)|\$[^$]*\$|https?://\S+|\s#\s*(?:noqa|type:|pylint:|pragma:).*")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9']*(?:[-_/&][A-Za-z0-9]+)*")
_ASCII_LETTER = re.compile(r"[A-Za-z]")
_LONGEST_TITLE = 14


@dataclass(frozen=True, slots=True)
class Phrase:
    """`verb` is the imperative (or none), `words` what a name may use, `rest` the sentence after the verb."""

    verb: str | None
    words: tuple[str, ...]
    rest: str


def phrase_of(text: str) -> Phrase | None:
    """What a heading or comment says that the code below it does; `None` for chatter, numbers and questions.

    "3.1 Loading the sales data:" → load, (sales, data), "the sales data".
    """
    line = _tidy(text)
    tokens = _WORD.findall(line)
    if not tokens or len(tokens) > _LONGEST_TITLE or "?" in text.splitlines()[0]:
        return None
    if _is_remark(tokens):
        return None
    if all(t.lower() in NOT_A_STEP or t.lower() in STOP_WORDS for t in tokens):
        return None
    phrase = _verb_first(line, tokens) or _deed_first(tokens) or _deed_last(line, tokens)
    if phrase is None and any(_is_bare_verb(t) for t in tokens[1:]):
        return None  # "Model, predict and solve" names three steps
    if phrase is None and _has_no_object(tokens):
        return None
    phrase = phrase or Phrase(None, _name_words(tokens), line)
    return phrase if phrase.words or phrase.verb else None


def _has_no_object(tokens: list[str]) -> bool:
    """`Run in parallel`, `Split again`: a deed, or a thing, without a word of what it is about."""
    rest = [t.lower() for t in tokens[1:]]
    is_verb = imperative(tokens[0]) == tokens[0].lower()
    return is_verb and bool(rest) and (rest[0] in CLAUSE_ENDS or set(rest) <= STOP_WORDS)


def _is_bare_verb(word: str) -> bool:
    return word == imperative(word) and is_certainly_verb(word)


def thing_of(text: str) -> Phrase | None:
    """What a picture's title names: there, `Training loss` is a loss and no training."""
    line = _tidy(text)
    tokens = _WORD.findall(line)
    words = _name_words(tokens)
    return Phrase(None, words, line) if words and len(tokens) <= _LONGEST_TITLE else None


def _tidy(text: str) -> str:
    line = text.strip().splitlines()[0] if text.strip() else ""
    line = (
        _ASIDE.sub("", _LINK.sub(r"\1", line)).replace("`", "").replace("*", "").replace("’", "'")
    )
    line = _NUMBERING.sub("", _LABEL.sub("", line.strip(" #:-–—")))
    line = re.split(r"(?<=[a-z)])[.;!]\s|\s[–—-]\s|:\s", line)[0]
    line = CHATTER.sub("", line).strip(" .,:;!-–—")
    return line if _ASCII_LETTER.search(line) else ""


def _is_remark(tokens: list[str]) -> bool:
    """Whether it is a sentence about the data, not a title: "blanks are customers of the first month"."""
    return imperative(tokens[0]) is None and any(t.lower() in FINITE for t in tokens)


def _verb_first(line: str, tokens: list[str]) -> Phrase | None:
    first, after = tokens[0], tokens[1:]
    base = imperative(first)
    if base is None:
        return None
    determined = bool(after) and after[0].lower() in ARTICLES | {"into"}
    if not (is_certainly_verb(first) or determined):
        return None
    if first.lower().endswith("ed") and not determined:
        return None  # "Scaled features" is a thing, "Scaled the features" a deed
    rest = line[line.index(first) + len(first) :].strip(" ,:")
    return Phrase(base, _name_words(after), rest)


def _deed_first(tokens: list[str]) -> Phrase | None:
    """`Visualisation of the residuals` → plot, (residuals)."""
    if len(tokens) < 3 or tokens[1].lower() not in ("of", "for"):
        return None
    verb = NOMINALISATIONS.get(tokens[0].lower())
    return Phrase(verb, _name_words(tokens[2:]), " ".join(tokens[2:])) if verb else None


def _deed_last(line: str, tokens: list[str]) -> Phrase | None:
    """`Data preparation` → prepare, (data); `Feature engineering` → engineer, (features)."""
    if not 2 <= len(tokens) <= 4:
        return None
    last = tokens[-1].lower()
    verb = NOMINALISATIONS.get(last) or (imperative(last) if last.endswith("ing") else None)
    if verb is None:
        return None
    things = tokens[:-1]
    if things[-1].lower() in ("feature", "column", "variable", "outlier", "model", "value"):
        things = [*things[:-1], things[-1] + ("" if things[-1].lower() == "model" else "s")]
    rest = line[: line.rindex(tokens[-1])].strip()
    spoken = " ".join(things) if rest == " ".join(tokens[:-1]) else rest
    return Phrase(verb, _name_words(things), spoken)


def _name_words(tokens: list[str]) -> tuple[str, ...]:
    """At most four words up to the end of the first clause: `X of Y` reads `y_x`, `X by Y` keeps its link."""
    words: list[str] = []
    for token, following in zip(tokens, (*tokens, "")[1:], strict=True):
        low = token.lower().replace("'s", "").replace("'", "")
        if low == "into" or (low == "to" and imperative(following) == following):
            break
        if low == "of" and words:
            words.append("of")
        elif low in CLAUSE_ENDS and low not in LINKS:
            if words:
                break
        elif low in LINKS and words:
            words.append(low)
        elif low not in STOP_WORDS:
            words += [part for part in re.split(r"[-_/&]", low) if part]
    return _trim(_owner_first(words))


def _owner_first(words: list[str]) -> list[str]:
    """`distribution of age` → `age distribution`, `number of orders by month` → `orders number by month`."""
    if "of" not in words:
        return words
    at = words.index("of")
    thing, owner = words[:at], [w for w in words[at + 1 :] if w != "of"]
    link = next((i for i, w in enumerate(owner) if w in LINKS), len(owner))
    return owner[:link] + thing + owner[link:]


def _trim(words: list[str]) -> tuple[str, ...]:
    kept = words[:4]
    while kept and kept[-1] in LINKS:
        kept.pop()
    if len(kept) == 4 and kept[2] in LINKS and len(words) > 4 and words[4] not in LINKS:
        kept = kept if len(kept[3]) > 2 else kept[:2]
    return tuple(kept)
