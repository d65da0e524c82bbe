"""Headings and comments read as what a step does."""

from __future__ import annotations

import pytest

from jupyterlab_promote.core.proposals.phrases import phrase_of

SAYS_NOTHING = [
    pytest.param("3.", id="a number"),
    pytest.param("Exercise 4", id="a numbered exercise"),
    pytest.param("Introduction", id="a part of a document"),
    pytest.param("What is the average age?", id="a question"),
    pytest.param("blanks are customers of the first month", id="a remark about the data"),
    pytest.param("------", id="a ruler"),
    pytest.param("Model, predict and solve", id="several steps"),
    pytest.param("run in parallel", id="a deed done to nothing"),
    pytest.param("数据", id="no Latin letter"),
    pytest.param(
        "In this notebook we are going to look at the many ways that a person may find to cut a cake",
        id="a long sentence",
    ),
]

SAYS = [
    ("3.1 Loading the sales data:", "load", ("sales", "data"), "the sales data"),
    ("Let's load the data", "load", ("data",), "the data"),
    (
        "Now we can fill missing ages with the median",
        "fill",
        ("missing", "ages", "with", "median"),
        None,
    ),
    ("Data preparation", "prepare", ("data",), "Data"),
    ("Feature engineering", "engineer", ("features",), "Features"),
    ("Visualisation of the residuals", "plot", ("residuals",), "the residuals"),
    ("Step 2: Drop the duplicates", "drop", ("duplicates",), "the duplicates"),
    ("Split into train and test sets", "split", (), "into train and test sets"),
    ("**Remove** outliers from `price`", "remove", ("outliers", "from", "price"), None),
    ("Let's take a look at the distribution of ages", None, ("ages", "distribution"), None),
    ("Add the totals  # noqa: E501", "add", ("totals",), "the totals"),
    ("Take the first rows", "take", ("first", "rows"), "the first rows"),
    ("Price vs area", None, ("price", "vs", "area"), "Price vs area"),
    ("Test set", None, ("test", "set"), "Test set"),
    ("Scaled features", None, ("scaled", "features"), "Scaled features"),
    ("Converting dates (ISO) to months", "convert", ("dates", "to", "months"), "dates to months"),
    ("[Confusion matrix](https://example.org)", None, ("confusion", "matrix"), "Confusion matrix"),
    ("Dealing with missing values", None, ("missing", "values"), "missing values"),
]


@pytest.mark.parametrize("text", SAYS_NOTHING)
def test_chatter_is_no_phrase(text: str) -> None:
    assert phrase_of(text) is None


@pytest.mark.parametrize(("text", "verb", "words", "rest"), SAYS, ids=[s[0] for s in SAYS])
def test_a_title_tells_a_deed_and_its_object(
    text: str, verb: str | None, words: tuple[str, ...], rest: str | None
) -> None:
    phrase = phrase_of(text)
    assert phrase is not None
    assert (phrase.verb, phrase.words) == (verb, words)
    assert rest is None or phrase.rest == rest
