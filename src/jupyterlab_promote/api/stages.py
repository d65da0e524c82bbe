"""Text → notebook → analysis → proposals → plan → diff: each rung is a function of the value before it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from ..core.analysis import analyse as analysing
from ..core.analysis.analyse import Analysis
from ..core.model import Cell, Notebook
from ..core.plan.edits import Environment, Plan, Project
from ..core.proposals.proposal import Decision, Proposals
from .collecting import uncollected

__all__ = ["analyse", "demand_stable", "diff", "notebook_of", "plan", "propose", "read"]


def read(data: bytes, path: str = "") -> Notebook:
    """The notebook that a file's bytes hold: nbformat 3 or 4; `path` is what messages call it.

    Raises UnusableInput: not-json, not-a-notebook, bad-encoding, unsupported-version, other-language.
    """
    from ..core import notebook

    return notebook.read(data, path)


def notebook_of(sources: Iterable[str]) -> Notebook:
    """A notebook whose code cells have these sources, for scripts that have no file.

    Cell ids are `0`, `1`, …; there are no bytes to write back to.
    """
    cells = (Cell(str(index), index, "code", source) for index, source in enumerate(sources))
    return Notebook("", tuple(cells), "")


@uncollected
def analyse(notebook: Notebook) -> Analysis:
    """Analyse every code cell; cells whose source was seen before cost next to nothing."""
    return analysing.analyse(notebook)


@uncollected
def propose(analysis: Analysis, project: Project | None = None) -> Proposals:
    """What could leave the notebook, best first; names that `project` has already are not taken again."""
    from ..core.proposals import propose as rules

    return rules.propose(analysis, names_taken(project) if project else None)


def modules_imported(analysis: Analysis) -> frozenset[str]:
    """Dotted names of the modules that the notebook imports: those whose distributions a plan needs."""
    found = (i for imports in analysis.imports.values() for i in imports if not i.level)
    return frozenset(imported.module for imported in found if imported.module)


def names_taken(project: Project) -> Mapping[str, tuple[str, ...]]:
    """The names that each module of the project's package binds at top level, by the module's name."""
    return {module: tuple(_bound(text)) for module, (_, text) in modules_of(project).items()}


def modules_of(project: Project) -> Mapping[str, tuple[str, str]]:
    """The modules of the project's package: path and text, by the name without the package's."""
    prefix = f"{project.package_path}/"
    return {
        path.removeprefix(prefix).removesuffix(".py").replace("/", "."): (path, text)
        for path, text in sorted(project.files.items())
        if path.startswith(prefix) and path.endswith(".py") and not path.endswith("__init__.py")
    }


def _bound(text: str) -> Iterable[str]:
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError):
        return
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)


@uncollected
def plan(
    analysis: Analysis,
    proposals: Proposals,
    decisions: Iterable[Decision],
    project: Project,
    environment: Environment | None = None,
) -> Plan:
    """What `decisions` change in the notebook and the project, proven; proposals that none names stay.

    Raises Defect where one of the proofs fails: that is our fault, and nothing has been written.
    """
    from ..core import verify
    from ..core.plan.build import build

    made = build(analysis, proposals, decisions, project, environment or Environment())
    verify.demand(verify.prove(made, analysis, project))
    return made


def demand_stable(
    made: Plan,
    analysis: Analysis,
    proposals: Proposals,
    decisions: Iterable[Decision],
    project: Project,
    environment: Environment | None = None,
) -> None:
    """The last proof before a plan is written: made again from what it was made of, it is the same.

    Raises Defect where it is not.
    """
    from ..core import verify

    known = environment or Environment()
    verify.demand([verify.stable(made, analysis, proposals, tuple(decisions), project, known)])


def diff(plan: Plan, notebook: Notebook) -> str:
    """What the plan changes, as one unified diff: the notebook's cells, then the project's files."""
    from ..core.diff import unified

    return unified(plan, notebook)
