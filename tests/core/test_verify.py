"""The proofs of a plan: a sound one passes, and each kind of damage is noticed by the right one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from jupyterlab_promote.core.errors import Defect
from jupyterlab_promote.core.model import RemoveCell, ReplaceCell
from jupyterlab_promote.core.plan.build import build
from jupyterlab_promote.core.plan.edits import CreateFile, Plan, ReplaceText
from jupyterlab_promote.core.proposals.proposal import Decision, Parameter, Proposals
from jupyterlab_promote.core.verify import demand, prove

from .planning import ENVIRONMENT, analysed, failed_proofs, moving, project, step

CELLS = [
    "import math\nrows = sorted([4, 1])",
    "def root(x):\n    return math.sqrt(x)\n\ndef first():\n    return rows[0]",
    "print(root(4), first())",
    "# the sum\ntotal = 0\nfor row in rows:\n    total += root(row)\nmean = total / len(rows)",
    "print(mean)",
]
UTILS = '"""Old."""\n\nimport os\n\n\ndef old():\n    return os.sep\n'


def made() -> tuple[Plan, tuple[object, ...]]:
    analysis = analysed(*CELLS)
    run = step(5, 7, "average", parameters=[Parameter("values", "rows")])
    proposals = [*moving(analysis, "root", "first"), run]
    known = (
        analysis,
        Proposals(tuple(proposals), (), ()),
        tuple(Decision(proposal.id) for proposal in proposals),
        project(utils=UTILS),
        ENVIRONMENT,
    )
    return build(*known), known


def in_files(old: str, new: str) -> Callable[[Plan], Plan]:
    """The plan with another text in the files that it writes."""

    def damage(plan: Plan) -> Plan:
        edits = [
            (
                replace(edit, text=edit.text.replace(old, new))
                if isinstance(edit, CreateFile)
                else replace(edit, after=edit.after.replace(old, new))
            )
            for edit in plan.file_edits
        ]
        assert tuple(edits) != plan.file_edits
        return replace(plan, file_edits=tuple(edits))

    return damage


def in_cells(old: str, new: str) -> Callable[[Plan], Plan]:
    """The plan with another text in the cells that it writes."""

    def damage(plan: Plan) -> Plan:
        edits = [
            (
                replace(edit, after=edit.after.replace(old, new))
                if isinstance(edit, ReplaceCell)
                else edit
            )
            for edit in plan.cell_edits
        ]
        assert tuple(edits) != plan.cell_edits
        return replace(plan, cell_edits=tuple(edits))

    return damage


def without_print(plan: Plan) -> Plan:
    return replace(plan, cell_edits=(*plan.cell_edits, RemoveCell("4", CELLS[4])))


DAMAGES = [
    pytest.param(in_files("total / len", "total * len"), {"same-code"}, id="another operator"),
    pytest.param(in_files("total = 0", "total = 1"), {"same-code"}, id="another number"),
    pytest.param(
        in_files("math.sqrt(x)", "math.sqrt(rows)"), {"same-code", "names-resolve"}, id="a name"
    ),
    pytest.param(in_files("import math\n", ""), {"names-resolve"}, id="an import left out"),
    pytest.param(in_files("return os.sep", "return os.path"), {"keeps-modules"}, id="an old line"),
    pytest.param(in_files("def old", "print(1)\n\n\ndef old"), {"imports-quietly"}, id="a print"),
    pytest.param(
        in_files('"""Old."""\n', '"""Old."""\nfrom pkg.steps import average\n'),
        {"no-import-circle"},
        id="a circle",
    ),
    pytest.param(in_files("def average(", "def average(("), {"parses"}, id="no Python file"),
    pytest.param(
        in_files("total = 0", "total = 0; global values"), {"parses"}, id="global parameter"
    ),
    pytest.param(in_cells("mean = average", "mean = = average"), {"parses"}, id="no Python cell"),
    pytest.param(
        in_cells("average(rows)", "average(row)"),
        {"same-code", "names-resolve"},
        id="another argument",
    ),
    pytest.param(in_cells("first(rows)", "first(math)"), {"same-code"}, id="another value passed"),
    pytest.param(
        in_cells("mean =", "total ="), {"same-code", "names-resolve"}, id="another target"
    ),
    pytest.param(in_cells("print(root", "print(1, root"), {"same-code"}, id="a call that stays"),
    pytest.param(without_print, {"same-code"}, id="a cell lost"),
    pytest.param(lambda plan: replace(plan, warnings=("new",)), set(), id="another warning"),
]


def test_a_sound_plan_passes() -> None:
    plan, known = made()
    assert failed_proofs(plan, *known) == []
    assert [type(edit) for edit in plan.file_edits] == [CreateFile, ReplaceText]
    demand(prove(plan, known[0], known[3]))


@pytest.mark.parametrize(("damage", "noticed"), DAMAGES)
def test_damage_is_noticed(damage: Callable[[Plan], Plan], noticed: set[str]) -> None:
    plan, known = made()
    failed = {check.name for check in failed_proofs(damage(plan), *known)}
    assert failed == noticed | {"stable"}


def test_a_failed_proof_is_our_defect() -> None:
    plan, known = made()
    with pytest.raises(Defect) as raised:
        demand(prove(without_print(plan), known[0], known[3]))
    assert raised.value.slug == "proof-failed"
