"""Names that a module reads and that nothing binds."""

from __future__ import annotations

import pytest

from jupyterlab_promote.core.verify.resolving import unbound_in_module

MODULES = [
    pytest.param("def f(x):\n    return x", "", id="a parameter"),
    pytest.param("def f(x):\n    y = x\n    return y", "", id="a local name"),
    pytest.param("def top(x):\n    y = x\n    return y", "", id="in a function called top"),
    pytest.param("class A:\n    def m(self):\n        return A", "", id="the class itself"),
    pytest.param("import a\n\ndef f():\n    return a.b, len", "", id="an import, a builtin"),
    pytest.param("def f():\n    global x\n    x = 1\n\ndef g():\n    return x", "", id="global"),
    pytest.param("def f():\n    return x", "x", id="a name of nobody's"),
    pytest.param("def top():\n    return x", "x", id="in a function called top, too"),
    pytest.param("y = x", "x", id="in the module's own code"),
]


@pytest.mark.parametrize(("text", "unbound"), MODULES)
def test_unbound(text: str, unbound: str) -> None:
    assert " ".join(sorted(unbound_in_module(text))) == unbound
