"""Plans of little notebooks, for tests: cells in, texts out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jupyterlab_promote.core.analysis.analyse import Analysis, analyse
from jupyterlab_promote.core.model import Cell, Notebook, RemoveCell
from jupyterlab_promote.core.plan.build import build
from jupyterlab_promote.core.plan.edits import CreateFile, Environment, Plan, Project
from jupyterlab_promote.core.proposals.proposal import Decision, Parameter, Proposal, Proposals
from jupyterlab_promote.core.verify import Check, prove, stable

ENVIRONMENT = Environment(stdlib=frozenset({"os", "sys", "json", "math", "functools"}))


def analysed(*cells: str) -> Analysis:
    """The analysis of a notebook with these code cells; their ids are "0", "1", …"""
    made = tuple(Cell(str(i), i, "code", source) for i, source in enumerate(cells))
    return analyse(Notebook("n.ipynb", made, "f"))


def project(**files: str) -> Project:
    """A project with a package `pkg`; `utils="…"` is the text of its module `utils`."""
    texts = {f"src/pkg/{name}.py": text for name, text in files.items()}
    return Project("/p", "pkg", "src/pkg", True, texts)


def moving(analysis: Analysis, *names: str, module: str = "utils") -> list[Proposal]:
    """Proposals to move the definitions and constants with these names, in document order."""
    found = []
    for statement in analysis.statements:
        bound = statement.facts.binds & set(names)
        if bound and statement.kind in ("definition", "class", "assign"):
            (name,) = bound
            rule = "lift-constant" if statement.kind == "assign" else "promote-definition"
            id = f"{name}{statement.index}"
            cells = (str(statement.cell),)
            found.append(Proposal(id, rule, "", "", name, module, cells, (statement.index,)))
    return found


def step(
    first: int,
    last: int,
    name: str = "work",
    *,
    module: str = "steps",
    parameters: Sequence[Parameter] = (),
    returns: tuple[str, ...] = (),
    docstring: str = "",
) -> Proposal:
    """A proposal to make statements `first` to `last` a function."""
    return Proposal(
        id=name,
        rule="extract-step",
        title="",
        reason="",
        name=name,
        module=module,
        cells=("0",),
        statements=tuple(range(first, last + 1)),
        parameters=tuple(parameters),
        returns=returns,
        docstring=docstring,
    )


def planned(
    analysis: Analysis,
    proposals: Sequence[Proposal],
    decisions: Sequence[Decision] | None = None,
    into: Project | None = None,
) -> Plan:
    """The plan that accepts every proposal, or what the decisions say; every proof of it holds."""
    answers = [Decision(p.id) for p in proposals] if decisions is None else list(decisions)
    args = (analysis, Proposals(tuple(proposals), (), ()), answers, into or project(), ENVIRONMENT)
    plan = build(*args)
    assert failed_proofs(plan, *args) == []
    return plan


def failed_proofs(
    plan: Plan,
    analysis: Analysis,
    proposals: Proposals,
    decisions: Sequence[Decision],
    into: Project,
    environment: Environment,
) -> list[Check]:
    """Every proof of the plan that does not hold."""
    again = stable(plan, analysis, proposals, decisions, into, environment)
    return [c for c in (*prove(plan, analysis, into), again) if not c.passed]


def modules_of(plan: Plan) -> Mapping[str, str]:
    """The modules that the plan writes, by name, less the docstring of a new one."""
    found = {}
    for edit in plan.file_edits:
        name = edit.path.rpartition("/")[2].removesuffix(".py")
        text = edit.text if isinstance(edit, CreateFile) else edit.after
        is_new = isinstance(edit, CreateFile) and text.startswith('"""')
        found[name] = text.partition("\n")[2].lstrip("\n") if is_new else text
    return found


def cells_of(analysis: Analysis, plan: Plan) -> list[str | None]:
    """The sources of all cells after the plan; None for a removed one."""
    after = {e.cell: None if isinstance(e, RemoveCell) else e.after for e in plan.cell_edits}
    return [after.get(cell.id, cell.source) for cell in analysis.notebook.cells]


def slugs(plan: Plan) -> list[str]:
    """Why proposals were refused."""
    return [refusal.slug for refusal in plan.refused]
