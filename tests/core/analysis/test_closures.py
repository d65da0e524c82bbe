"""Where the functions that a scope makes may be, and what they read."""

from __future__ import annotations

import ast

import pytest

from jupyterlab_promote.core.analysis.closures import Closures

F = "def f(): return a\n"

HELD = [
    # the scope's code, a name, what a function that it holds reads, what any call may read
    pytest.param(F, "f", "a", "", id="a function"),
    pytest.param("f = lambda: a", "f", "a", "", id="a lambda"),
    pytest.param("x = a + 1", "x", "", "", id="a value"),
    pytest.param(f"{F}g = f", "g", "a", "", id="by another name"),
    pytest.param(f"{F}g = f()", "g", "", "", id="what it gives is a value"),
    pytest.param(f"{F}g = [f, lambda: b]", "g", "a b", "", id="in a list"),
    pytest.param("g = f\ndef f(): return a", "g", "a", "", id="in whatever order"),
    pytest.param("fs = []\nfs.append(lambda: a)\nfs.append(lambda: b)", "fs", "a b", "a b", id="put in"),
    pytest.param("def f(): return g()\ndef g(): return a", "f", "a g", "", id="through another"),
    pytest.param("def f():\n    def g(): return a\n    return g\nx = f()", "x", "a", "a", id="from a factory"),
    pytest.param("def f():\n    return lambda: a\nx = f\ny = x()", "y", "a", "a", id="a factory by another name"),
    pytest.param("class C:\n    def m(self): return a\nc = C()", "c", "a", "a", id="an instance"),
    pytest.param("async def f(): return a\nc = f()", "c", "a", "a", id="a coroutine"),
    pytest.param("def f():\n    yield a\nc = f()", "c", "a", "a", id="a generator"),
    pytest.param("f = lambda: (lambda: a)\ng = f()", "g", "a", "a", id="a lambda of a lambda"),
    pytest.param("f = lambda: a\ng = f()", "g", "", "", id="a lambda of a value"),
    pytest.param(f"{F}register(f)", "f", "a", "a", id="given away"),
    pytest.param(f"{F}print(f)", "f", "a", "", id="given to what keeps nothing"),
    pytest.param(f"{F}f()", "f", "a", "", id="called"),
    pytest.param(f"{F}x.f = f", "x", "a", "a", id="an attribute of what others have"),
    pytest.param("@cache\ndef f(): return a", "f", "a", "", id="a quiet decorator"),
    pytest.param("@keep\ndef f(): return a", "f", "a", "a", id="a decorator that may keep it"),
    pytest.param("@cache\n@keep\ndef f(): return a", "f", "a", "a", id="one of two decorators"),
    pytest.param("class C(B):\n    def m(self): return a", "C", "a", "a", id="a base that may hear of it"),
    pytest.param("class C(Exception):\n    def m(self): return a", "C", "a", "", id="a base that does not"),
    pytest.param("class C(k=1):\n    def m(self): return a", "C", "a", "a", id="a keyword of a class"),
    pytest.param(f"{F}raise E(f)", "f", "a", "a", id="within an exception"),
    pytest.param(f"{F}yield f", "f", "a", "a", id="yielded"),
    pytest.param(f"global g\n{F}g = f", "g", "a", "a", id="as a global"),
    pytest.param(f"if c:\n    {F}    g = f\nelse:\n    g = lambda: b", "g", "a b", "", id="in branches"),
    pytest.param(f"{F}try:\n    h(f)\nexcept E as e:\n    g = e", "g", "a", "a", id="what an exception may hold"),
    pytest.param(f"{F}try:\n    h(f)\nexcept E:\n    g = 1", "g", "", "a", id="an exception without a name"),
    pytest.param("k = lambda: a\ng = sum(k() for i in x)", "g", "", "", id="used up"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "name", "reads", "escaped"), HELD)
def test_held(code: str, name: str, reads: str, escaped: str) -> None:
    found = Closures(ast.parse(code).body)
    said = " ".join(sorted(found.read_by([name]))), " ".join(sorted(found.escaped))
    assert said == (reads, escaped)
