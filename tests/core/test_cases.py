"""Golden cases: a notebook and decisions, and the notebook and the files that they make.

`tests/cases/<name>/` holds `before.py` (cells behind `# %%`), `decisions.json`, `project/` where there is
a package already, and `after/`. Run this file with a case's name to write its `after/` anew, and read
the difference as a reviewer would.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_promote.core.analysis.analyse import Analysis, analyse
from jupyterlab_promote.core.model import Cell, InsertCell, Notebook, RemoveCell
from jupyterlab_promote.core.plan.build import build
from jupyterlab_promote.core.plan.edits import CreateFile, Environment, Plan, Project
from jupyterlab_promote.core.proposals.proposal import Decision, Parameter, Proposal, Proposals

from .planning import failed_proofs

CASES = Path(__file__).parents[1] / "cases"
NAMES = sorted(path.parent.name for path in CASES.glob("*/decisions.json"))
MARK = re.compile(r"^# %%( \[markdown\])?\n", re.MULTILINE)


def notebook_of(text: str) -> Notebook:
    """The cells behind each `# %%`, without the empty line above the next one."""
    parts = MARK.split(text)[1:]
    cells = []
    for index, (kind, source) in enumerate(zip(parts[::2], parts[1::2], strict=True)):
        cells.append(Cell(str(index), index, "markdown" if kind else "code", source.strip("\n")))
    return Notebook("notebook.ipynb", tuple(cells), "fingerprint")


def text_of(notebook: Notebook, plan: Plan) -> str:
    """The notebook after the plan, as `before.py` has it."""
    edits = {e.cell: e for e in plan.cell_edits if not isinstance(e, InsertCell)}
    parts = []
    for cell in notebook.cells:
        edit = edits.get(cell.id)
        if isinstance(edit, RemoveCell):
            continue
        source = cell.source if edit is None else edit.after
        parts.append(f"# %%{' [markdown]' if cell.kind == 'markdown' else ''}\n{source}\n")
    return "\n".join(parts)


def project_of(case: Path, package: str) -> Project:
    """What `project/` holds, or a project that is still to be made."""
    root = case / "project"
    files = {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
    return Project("/project", package, f"src/{package}", bool(files), files)


def proposals_of(analysis: Analysis, decided: Mapping[str, Any]) -> list[Proposal]:
    """The moves and steps that `decisions.json` names."""
    found = []
    for module, names in decided["definitions"].items():
        for statement in analysis.statements:
            for name in sorted(statement.facts.binds & set(names)):
                rule = "lift-constant" if statement.kind == "assign" else "promote-definition"
                cells = (str(statement.cell),)
                found.append(Proposal(name, rule, "", "", name, module, cells, (statement.index,)))
    return [*found, *(step_of(analysis, step) for step in decided["steps"])]


def step_of(analysis: Analysis, decided: Mapping[str, Any]) -> Proposal:
    """A run of whole cells, less the magics above it, or its first statements."""
    inside = [s.index for s in analysis.statements if s.cell in decided["cells"]]
    inside = inside[decided.get("magics", 0) :][: decided.get("statements")]
    return Proposal(
        id=decided["name"],
        rule="extract-step",
        title="",
        reason="",
        name=decided["name"],
        module=decided["module"],
        cells=tuple(map(str, decided["cells"])),
        statements=tuple(inside),
        parameters=tuple(Parameter(*given) for given in decided.get("parameters", ())),
        returns=tuple(decided.get("returns", ())),
        docstring=decided["docstring"],
        returns_annotation=decided.get("returns_annotation"),
    )


def outcome(case: Path) -> dict[str, str]:
    """The notebook and the files after the plan, by path; every proof of the plan holds."""
    decided = json.loads((case / "decisions.json").read_text("utf-8"))
    analysis = analyse(notebook_of((case / "before.py").read_text("utf-8")))
    proposals = proposals_of(analysis, decided)
    args = (
        analysis,
        Proposals(tuple(proposals), (), ()),
        [Decision(proposal.id) for proposal in proposals],
        project_of(case, decided.get("package", case.name)),
        Environment(stdlib=frozenset(sys.stdlib_module_names)),
    )
    plan = build(*args)
    assert failed_proofs(plan, *args) == []
    assert plan.refused == ()
    written = {
        edit.path: edit.text if isinstance(edit, CreateFile) else edit.after
        for edit in plan.file_edits
        if edit.path.startswith(("src/", "pyproject"))
    }
    return {"notebook.py": text_of(analysis.notebook, plan), **written}


@pytest.mark.parametrize("name", NAMES)
def test_case(name: str) -> None:
    after = CASES / name / "after"
    expected = {
        path.relative_to(after).as_posix(): path.read_text("utf-8")
        for path in sorted(after.rglob("*"))
        if path.is_file()
    }
    assert outcome(CASES / name) == expected


def rewrite(name: str) -> None:
    """Write `after/` anew."""
    for path, text in outcome(CASES / name).items():
        target = CASES / name / "after" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


if __name__ == "__main__":
    for wanted in sys.argv[1:] or NAMES:
        rewrite(wanted)
