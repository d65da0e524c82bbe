"""Which statements say a constant that the notebook could tell from an equal one."""

from __future__ import annotations

import pytest

from jupyterlab_promote.core.analysis.identity import may_merge_constants

from .notebooks import analysed

ROWS = [
    # what both cells bind, what the third asks, whether the first could be told from the second
    pytest.param("257", "a is b", True, id="a number"),
    pytest.param("257", "id(a)", True, id="by id"),
    pytest.param("257", "[a][0] is b", True, id="of an item"),
    pytest.param("257", "a is not b", True, id="is not"),
    pytest.param("257", "a == b", False, id="nobody asks"),
    pytest.param("257", "id = hash\nid(a)", False, id="another id"),
    pytest.param("257", "a is None", False, id="None"),
    pytest.param("257", "a is True", False, id="True"),
    pytest.param("257", "a is int", False, id="a builtin"),
    pytest.param("257", "int is type(b)", False, id="a type"),
    pytest.param("256", "a is b", False, id="a small number"),
    pytest.param("-5", "a is b", False, id="a small negative number"),
    pytest.param("1.5", "a is b", True, id="a float"),
    pytest.param("'x y'", "a is b", True, id="a text"),
    pytest.param("'x'", "a is b", False, id="a word"),
    pytest.param("'two_words'", "a is b", False, id="a name"),
    pytest.param("''", "a is b", False, id="an empty text"),
    pytest.param("'é'", "a is b", True, id="a letter of no name"),
    pytest.param("b'x'", "a is b", True, id="bytes"),
    pytest.param("None", "a is b", False, id="None itself"),
    pytest.param("...", "a is b", False, id="an ellipsis"),
    pytest.param("(1, 2)", "a is b", True, id="a tuple"),
    pytest.param("(1, c)", "a is b", False, id="a tuple that is made"),
    pytest.param("[1, 2]", "a is b", False, id="a list"),
]


@pytest.mark.parametrize(("value", "asked", "expected"), ROWS)
def test_may_merge_constants(value: str, asked: str, expected: bool) -> None:
    analysis = analysed(f"a = {value}", f"b = {value}", asked)
    assert may_merge_constants(analysis, analysis.statements[:1]) is expected


def test_a_constant_that_is_said_once_has_no_equal() -> None:
    analysis = analysed("a = 257", "b = 258", "a is b")
    assert not may_merge_constants(analysis, analysis.statements[:1])
