"""Inflected verbs lead back to their imperative."""

from __future__ import annotations

import pytest

from jupyterlab_promote.core.proposals.verbs import imperative, is_certainly_verb

FORMS = [
    ("loading", "load"),
    ("Loads", "load"),
    ("dropped", "drop"),
    ("dropping", "drop"),
    ("encoding", "encode"),
    ("tried", None),
    ("applies", "apply"),
    ("fitting", "fit"),
    ("made", "make"),
    ("built", "build"),
    ("normalising", "normalise"),
    ("age", None),
]


@pytest.mark.parametrize(("word", "base"), FORMS)
def test_the_imperative_of_a_word(word: str, base: str | None) -> None:
    assert imperative(word) == base


@pytest.mark.parametrize(("word", "certain"), [("load", True), ("test", False), ("testing", True)])
def test_a_noun_is_no_certain_verb(word: str, certain: bool) -> None:
    assert is_certainly_verb(word) is certain
