"""Equal cells share their trees; the proof still tells one that changed from one that stayed."""

from jupyterlab_promote import api
from jupyterlab_promote.core.plan.edits import Project
from jupyterlab_promote.core.proposals.proposal import Decision, Proposals
from jupyterlab_promote.wire.selection import Selection

from .planning import moving

EQUAL = "c = 1\n\n# Then c.\nc"


def test_one_of_equal_cells_moves() -> None:
    analysis = api.analyse(api.notebook_of(["import math", EQUAL, EQUAL, EQUAL, "print(c)"]))
    project = Project("/p", "pkg", "src/pkg", exists=False)
    chosen = api.select(analysis, Selection(2, 2, "set_c", 1, 1), project)
    assert not isinstance(chosen, api.Refusal)
    proposals, decision = chosen
    plan = api.plan(analysis, proposals, [decision], project)
    assert [edit.cell for edit in plan.cell_edits] == ["2"]


BOX = "def box(p):\n    q = p + 1\n    return q\n"


def test_an_equal_definition_that_moved_before() -> None:
    project = Project("/p", "pkg", "src/pkg", True, {"src/pkg/utils.py": BOX})
    cells = [f"from pkg.utils import box\n\nprint(box(1))\n{BOX}\nprint(box(2))", "box(3)"]
    analysis = api.analyse(api.notebook_of(cells))
    (proposal,) = moving(analysis, "box")
    proposals = Proposals((proposal,), (), ())
    plan = api.plan(analysis, proposals, [Decision(proposal.id)], project)
    assert [(one.name, one.module) for one in plan.promoted] == [("box", "utils")]
