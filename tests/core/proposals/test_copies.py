"""Copies of a step become calls of one function."""

from __future__ import annotations

import ast

import pytest

from jupyterlab_promote.core.proposals.copies import differing, shape_of

from .notebooks import proposed, signature

NO_COPIES = [
    pytest.param("plot(a, 1)", "show(a, 1)", id="another function"),
    pytest.param("x.b = a", "x.c = a", id="another attribute"),
    pytest.param("f(a, 1, 1)", "f(a, 2, 1)", id="one of two places differs"),
    pytest.param("f(a, 1, 2)", "f(a, 3, 3)", id="two literals become one"),
    pytest.param("f(f'{a} km')", "f(f'{a} miles')", id="within an f-string"),
    pytest.param("f(a, 1)", "f(a, 'x')", id="another type"),
    pytest.param("f(k=a)", "f(m=a)", id="another keyword"),
]
COPIES = [
    pytest.param("f(a, 1)", "f(a, 1)", (), id="the same"),
    pytest.param("g(a, 'x')", "g(a, 'y')", (0,), id="one literal"),
    pytest.param("g('x', a, 'x', 2)", "g('y', a, 'y', 3)", (0, 2), id="a literal in two places"),
]


@pytest.mark.parametrize(("one", "other"), NO_COPIES)
def test_what_is_no_copy(one: str, other: str) -> None:
    first, second = (shape_of(tuple(ast.parse(text).body), ("a",)) for text in (one, other))
    assert differing(first, second) is None


@pytest.mark.parametrize(("one", "other", "places"), COPIES)
def test_where_copies_differ(one: str, other: str, places: tuple[int, ...]) -> None:
    first, second = (shape_of(tuple(ast.parse(text).body), ("a",)) for text in (one, other))
    assert differing(first, second) == places


def test_inputs_may_have_other_names() -> None:
    first = shape_of(tuple(ast.parse("f(a, b)").body), ("a", "b"))
    second = shape_of(tuple(ast.parse("f(p, q)").body), ("p", "q"))
    assert differing(first, second) == ()


def test_copies_are_proposed_as_one_function() -> None:
    curve = """fpr, tpr, _ = roc_curve(truth, {0})
fig, ax = plt.subplots(figsize=(3, 3))
ax.plot(fpr, tpr)
ax.set_xlabel("false positives")
ax.set_title("{1}")
plt.show()"""
    load = """import matplotlib.pyplot as plt
from sklearn.metrics import roc_curve
truth, chance1, chance2 = [0, 1], [0.1, 0.9], [0.4, 0.3]
truth"""
    first, second = proposed(
        load, curve.format("chance1", "forest"), curve.format("chance2", "trees")
    )
    assert signature(first) == signature(second) == "plot_roc_curve(truth, chance, title)"
    assert [p.source for p in first.parameters] == ["truth", "chance1", "'forest'"]
    assert [p.source for p in second.parameters] == ["truth", "chance2", "'trees'"]
    assert second.needs == (first.id,)
    assert first.id != second.id
