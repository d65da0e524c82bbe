"""Which loops certainly run: what they run over holds something wherever it is set."""

from __future__ import annotations

import pytest

from jupyterlab_promote.core.analysis.analyse import analyse
from jupyterlab_promote.core.model import Cell, Notebook

UNCERTAIN = [
    pytest.param(["for x in frame.columns:\n    f(x)"], id="known only when it runs"),
    pytest.param(["a = []", "for x in a:\n    f(x)"], id="an empty list"),
    pytest.param(["a = [*b]", "for x in a:\n    f(x)"], id="a list of another's items"),
    pytest.param(["a = [1]", "a = g()", "for x in a:\n    f(x)"], id="set twice"),
    pytest.param(["a = [1]", "a.pop()", "for x in a:\n    f(x)"], id="changed"),
    pytest.param(
        ["a = [1]", "b = a\nb.clear()", "for x in a:\n    f(x)"], id="changed by another name"
    ),
    pytest.param(["a = [1]", "for x in a:\n    del x"], id="unbound in the loop"),
    pytest.param(["a = [1]", "for x in a[1:]:\n    f(x)"], id="a part of it"),
    pytest.param(
        ["a = [1]", "enumerate = g", "for i, x in enumerate(a):\n    f(x)"], id="shadowed"
    ),
    pytest.param(["a = {**b}", "for x in a.items():\n    f(x)"], id="a dict of another's items"),
]
CERTAIN = [
    pytest.param(["a = [p, q]", "for x in a:\n    f(x)"], id="a list"),
    pytest.param(["a = {'k': 1}", "for _, x in a.items():\n    f(x)"], id="a dict's items"),
    pytest.param(["a = (1, 2)", "for i, x in enumerate(a):\n    f(x)"], id="numbered"),
    pytest.param(["a = [p]", "a = [q, *r]", "for x in sorted(a):\n    f(x)"], id="filled twice"),
]


def is_certain(cells: list[str]) -> bool:
    """Whether the last statement certainly binds `x`."""
    made = tuple(Cell(str(i), i, "code", source) for i, source in enumerate(cells))
    return "x" in analyse(Notebook("n.ipynb", made, "f")).statements[-1].facts.must


@pytest.mark.parametrize("cells", UNCERTAIN)
def test_a_loop_that_may_not_run_binds_nothing_for_certain(cells: list[str]) -> None:
    assert not is_certain(cells)


@pytest.mark.parametrize("cells", CERTAIN)
def test_a_loop_over_what_is_written_out_binds_its_targets(cells: list[str]) -> None:
    assert is_certain(cells)
