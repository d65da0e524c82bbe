from __future__ import annotations

import pytest

from jupyterlab_promote.core.errors import UnusableInput
from jupyterlab_promote.core.source import nesting, parse_module

KEPT = {
    "nothing": "",
    "comments": "# a\n\n\ndef f( x ):  # b\n\treturn x\n",
    "windows": "x = 1\r\ny = 2\r\n",
    "no final newline": "x = 1",
    "newer syntax": "type X[T] = list[T]\nx = f'{y['a']}'\n",
    "long": "x = [" + "1, " * 5_000 + "]\n" + "f(a, b)\n" * 2_000,
}

UNREADABLE = {
    "syntax": ("x = 1\ny = (\n", "line 2"),
    "null": ("x = 1\0", "line 1"),
    "lone surrogate": ("x = '\ud800'", "line 1"),
    "brackets": ("(" * 10_000 + ")" * 10_000, "line 1"),
    "not": ("not " * 10_000 + "x", "line 1"),
    "sum": (" + ".join("a" * 10_000), "line 1"),
    "attributes": ("a" + ".b" * 10_000, "line 1"),
    "elif": ("if x: pass\n" + "elif x: pass\n" * 10_000, "line 1"),
    "strings": ("x = (" + "'a'\n" * 10_000 + ")", "line 1"),
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_prints_what_it_parsed(text: str) -> None:
    assert parse_module(text).code == text


@pytest.mark.parametrize(("text", "where"), UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable(text: str, where: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        parse_module(text)
    assert (caught.value.slug, caught.value.where) == ("unreadable-module", where)


def test_nesting_is_for_one_expression() -> None:
    flat, deep = "f(a, b)[c]\n" * 500, "x = " + "f(a + " * 100 + "b" + ")" * 100
    assert nesting(flat) < 20
    assert nesting(deep) > 500
