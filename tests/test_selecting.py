"""A selection of whole statements as a function: what the notebook then says."""

from __future__ import annotations

import pytest

from jupyterlab_promote import api

PROJECT = api.Project("/p", "pkg", "src/pkg", True, {})

SELECTIONS = [
    # cells, first and last cell, the last selected cell afterwards
    pytest.param(
        ["x = [3]", "y = sorted(x)\nz = y[0]", "z"], (1, 1),
        "from pkg.utils import work\n\nz = work(x)", id="a whole cell",
    ),
    pytest.param(
        ["x = [3]", "y = sorted(x)\ny[0]", "y"], (1, 1),
        "from pkg.utils import work\n\ny = work(x)\ny[0]",
        id="what the cell shows stays where later code needs values, too",
    ),
    pytest.param(
        ["x = [3]", "y = sorted(x)\ny[0]"], (1, 1), "from pkg.utils import work\n\nwork(x)",
        id="else it is given back",
    ),
    pytest.param(
        ["class display:\n    def __init__(self, x): pass", "x = 3\ndisplay(x)"], (1, 1),
        "from pkg.utils import work\n\nwork(display)", id="the notebook's own display gives a value",
    ),
    pytest.param(
        ["x = [3]", "y = sorted(x)", "z = y[0]\nz + 1", "y, z"], (1, 2),
        "from pkg.utils import work\n\ny, z = work(x)\nz + 1", id="over two cells",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "selected", "after"), SELECTIONS)
def test_extracts_a_selection(cells: list[str], selected: tuple[int, int], after: str) -> None:
    analysis = api.analyse(api.notebook_of(cells))
    plan = api.plan_selection(analysis, api.Selection(*selected, "work"), PROJECT)
    assert isinstance(plan, api.Plan), plan
    edits = {edit.cell: getattr(edit, "after", None) for edit in plan.cell_edits}
    assert edits[str(selected[1])] == after


LEFT = [
    pytest.param(
        ["x = [3]", "y = x\ny", "z = y\nz", "y, z"], "displays-inside", id="a display before"
    ),
    pytest.param(["y = 1", "print(y)", "y"], "outputs-inside", id="printed in an earlier cell"),
]


@pytest.mark.parametrize(("cells", "slug"), LEFT)
def test_leaves_a_selection_alone(cells: list[str], slug: str) -> None:
    analysis = api.analyse(api.notebook_of(cells))
    found = api.plan_selection(analysis, api.Selection(1, 2, "work"), PROJECT)
    assert isinstance(found, api.Refusal)
    assert found.slug == slug
