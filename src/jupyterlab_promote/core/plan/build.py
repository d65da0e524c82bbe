"""Accepted proposals become a plan: edits of cells and files, and what was refused."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..analysis.analyse import Analysis
from ..analysis.facts import Statement
from ..analysis.secrets import secrets_in
from ..lines import lines_of
from ..model import Refusal
from ..proposals.proposal import Decision, Proposals
from .choices import choices_of
from .context import Context, State
from .distributions import Requirements, requirements_of
from .draft import Draft, Moved, draft
from .edits import CreateFile, Environment, FileEdit, Plan, Project, Promoted, ReplaceText
from .fitting import Fit, fitted
from .import_lines import ImportOf
from .modules import Piece, Target, written
from .notebook_edits import Swap, cell_edits
from .package import new_package
from .pyproject import add_dependencies, undeclared, unsure
from .python_range import too_wide
from .splices import Splice, cut, place_of


def build(
    analysis: Analysis,
    proposals: Proposals,
    decisions: Iterable[Decision],
    project: Project,
    environment: Environment,
) -> Plan:
    """The plan that carries the decisions out. What can't be done is in `refused`, the rest is planned.

    Pure: the same arguments give the same plan. No accepted decision gives a plan without edits.
    """
    context = Context(analysis, project, environment)
    choices, refused = choices_of(proposals, decisions)
    settled = _settled(context, State(choices, refused))
    moved = settled.fit.draft.moved
    files, warnings = _files(context, settled.fit)
    return Plan(
        notebook=analysis.notebook.path,
        notebook_fingerprint=analysis.notebook.fingerprint,
        root=project.root,
        package=project.package,
        package_path=project.package_path,
        file_edits=files,
        cell_edits=cell_edits(
            analysis,
            _swaps(context, settled.fit),
            _needed(context, settled.fit),
            (*settled.fit.draft.splices, *_silenced(context, settled.fit)),
            context.style,
        ),
        fingerprints={e.path: _digest(e.before) for e in files if isinstance(e, ReplaceText)},
        promoted=tuple(map(_promoted, moved)),
        refused=settled.refused,
        problems=analysis.problems,
        warnings=(*_secret_warnings(moved), *_star_warnings(moved), *warnings),
    )


@dataclass(frozen=True, slots=True)
class _Settled:
    fit: Fit
    refused: tuple[Refusal, ...]


def _settled(context: Context, state: State) -> _Settled:
    """Draft and fit until nothing has to change: every round drops, adds, renames or joins something."""
    while True:
        found = draft(context, state)
        if isinstance(found, Draft):
            fit = fitted(context, state, found)
            if isinstance(fit, Fit):
                return _Settled(fit, state.refused)
            found = fit
        state = found


def _swaps(context: Context, fit: Fit) -> Iterable[Swap]:
    for moved in fit.draft.moved:
        *others, last = moved.spans
        yield from (Swap(span) for span in others)
        if moved.call is not None:
            yield Swap(last, moved.call)
        else:
            dotted = context.dotted(moved.choice.module)
            yield Swap(last, arriving=ImportOf(dotted, moved.choice.name, moved.bound))


def _silenced(context: Context, fit: Fit) -> Iterable[Splice]:
    """`f(x)` that has become its cell's last line gets a `;`, as the cell did not show it before."""
    leaving = {i for moved in fit.draft.moved for i in moved.leaving}
    last: dict[int, Statement] = {}
    shortened: set[int] = set()
    for statement in context.analysis.statements:
        if statement.index in leaving:
            shortened.add(statement.cell)
        else:
            last[statement.cell] = statement
            shortened.discard(statement.cell)
    for cell in sorted(shortened & last.keys()):
        node = last[cell].node
        if isinstance(node, ast.Expr) and not last[cell].displays and not _is_print(node):
            _, end = place_of(node)
            line = lines_of(context.analysis.notebook.cells[cell].source)[end[0] - 1]
            if not cut(line, end[1], None).lstrip().startswith(";"):
                yield Splice(cell, end, end, ";")


def _is_print(node: ast.Expr) -> bool:
    match node.value:
        case ast.Call(func=ast.Name(id="print" | "display")):
            return True
    return False


def _needed(context: Context, fit: Fit) -> Iterable[tuple[int, ImportOf]]:
    for moved in fit.draft.moved:
        if moved.call is not None:
            name = moved.choice.name
            dotted = context.dotted(moved.choice.module)
            yield moved.spans[-1].cell, ImportOf(dotted, name, name)


def _files(context: Context, fit: Fit) -> tuple[tuple[FileEdit, ...], tuple[str, ...]]:
    """The edits of the project's files, and what the person should know of them."""
    if not fit.draft.moved:
        return (), ()
    texts = dict(_module_texts(context, fit))
    found = _requirements(context, fit)
    if not context.project.exists:
        title = _title(context.analysis)
        texts |= {
            edit.path: edit.text
            for edit in new_package(context.project, title, context.environment, found.wanted)
            if edit.path not in texts
        }
    warnings = _with_dependencies(context, found, texts)
    return tuple(_edits(context.project, texts)), warnings


def _module_texts(context: Context, fit: Fit) -> Iterable[tuple[str, str]]:
    by_module: dict[str, list[Piece]] = {}
    for moved in fit.draft.moved:
        pieces = by_module.setdefault(moved.choice.module, [])
        if moved.choice.id not in fit.reused:
            pieces.append(moved.piece)
    for module, pieces in sorted(by_module.items()):
        if pieces:
            target = Target(context.path_of(module), context.text_of(module), _about(module))
            yield target.path, written(target, pieces, context.origins, context.style)
            yield from _packages_above(context, module)


def _packages_above(context: Context, module: str) -> Iterable[tuple[str, str]]:
    """`__init__.py` for every folder on the way to a module of a sub-package."""
    parts = module.split(".")[:-1]
    for depth in range(len(parts)):
        path = f"{context.project.package_path}/{'/'.join(parts[: depth + 1])}/__init__.py"
        if path not in context.project.files:
            yield path, ""


_TOPICS = {
    "data": "Loading and cleaning data.",
    "features": "Features for models.",
    "metrics": "How good a model is.",
    "models": "Models: training and prediction.",
    "plots": "Plots.",
    "simulation": "Simulations.",
    "text": "Work on text.",
    "utils": "General-purpose functions.",
}


def _about(module: str) -> str:
    """A new module's docstring."""
    topic = module.rpartition(".")[2]
    words = topic.replace("_", " ").strip()
    return _TOPICS.get(topic, f"{words[:1].upper()}{words[1:]}.")


def _title(analysis: Analysis) -> str:
    """The notebook's first heading, or its file name."""
    for cell in analysis.notebook.cells:
        for line in cell.source.splitlines() if cell.kind == "markdown" else ():
            if line.startswith("# "):
                return line.removeprefix("# ").strip()
    name = analysis.notebook.path.replace("\\", "/").rpartition("/")[2]
    return name.removesuffix(".ipynb")


def _requirements(context: Context, fit: Fit) -> Requirements:
    """What the moved code imports."""
    modules = [
        one.module
        for moved in fit.draft.moved
        if moved.choice.id not in fit.reused
        for one in moved.piece.imports
        if not one.level
    ]
    return requirements_of(modules, context.environment, context.project.package)


def _with_dependencies(
    context: Context, found: Requirements, texts: dict[str, str]
) -> tuple[str, ...]:
    """Declare what the moved code imports; a sentence on what could not be declared."""
    project = context.project
    warnings = [
        f"“{name}” lies beside the notebook: the package finds it only from there."
        for name in found.local
    ]
    before = texts.get("pyproject.toml", project.files.get("pyproject.toml"))
    if before is not None and found.wanted:
        after = add_dependencies(before, found.wanted)
        said = (
            undeclared(before, found.wanted),
            unsure(before, found.guessed),
            too_wide(before, context.environment, found.wanted),
        )
        warnings += filter(None, said)
        if after != before or "pyproject.toml" in texts:
            texts["pyproject.toml"] = after
    return tuple(warnings)


def _edits(project: Project, texts: Mapping[str, str]) -> Iterable[FileEdit]:
    for path, text in sorted(texts.items()):
        before = project.files.get(path)
        if before is None:
            yield CreateFile(path, text)
        elif before != text:
            yield ReplaceText(path, before, text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _promoted(moved: Moved) -> Promoted:
    choice = moved.choice
    return Promoted(
        choice.id,
        choice.proposal.rule,
        choice.name,
        choice.module,
        choice.proposal.cells,
        moved.parameters,
        moved.returns,
        moved.localised,
    )


def _secret_warnings(moved: Sequence[Moved]) -> Iterable[str]:
    for one in moved:
        for secret in secrets_in([ast.parse(one.piece.text)]):
            module = one.choice.module
            yield f"“{secret}” looks like a secret, and it is written into {module}.py as it stands."


def _star_warnings(moved: Sequence[Moved]) -> Iterable[str]:
    stars = sorted({star for one in moved for star in one.stars})
    return [f"`from {star} import *` goes along: its names can't be told apart." for star in stars]
