"""What the proof that the code is the same takes for one definition, and what for two."""

from __future__ import annotations

import ast

import pytest

from jupyterlab_promote.core.spelling import spelled
from jupyterlab_promote.core.verify.same_code import _normal

F, OTHER = "def f(x): return x\n", "def f(x): return -x\n"
ROWS = [
    # code, other code, whether they count as the same
    pytest.param(F + F, F, True, id="twice in a row"),
    pytest.param(F + OTHER + F, F + OTHER, False, id="with another one between"),
    pytest.param(f"@g\n{F}@g\n{F}", f"@g\n{F}", False, id="decorated"),
    pytest.param("class C: pass\nclass C: pass", "class C: pass", False, id="a class"),
    pytest.param("K = 1\nK = 1", "K = 1", False, id="a constant"),
]


@pytest.mark.parametrize(("code", "other", "same"), ROWS)
def test_definitions_said_twice(code: str, other: str, same: bool) -> None:
    one, two = ([("definition", spelled(s)) for s in ast.parse(c).body] for c in (code, other))
    assert (_normal(one) == _normal(two)) is same
