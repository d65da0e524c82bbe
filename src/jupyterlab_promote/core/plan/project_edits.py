"""What a plan writes into the project: modules, the files of a new package, dependencies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..analysis.analyse import Analysis
from .context import Context
from .distributions import Requirements, requirements_of
from .edits import CreateFile, FileEdit, Project, ReplaceText
from .fitting import Fit
from .import_lines import ImportOf
from .modules import Piece, Target, written
from .package import new_package
from .pyproject import add_dependencies, undeclared, unsure
from .python_range import too_wide


def file_edits(context: Context, fit: Fit) -> tuple[tuple[FileEdit, ...], tuple[str, ...]]:
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
            pieces.append(_in_its_way(context, moved.choice.module, moved.piece))
    for module, pieces in sorted(by_module.items()):
        if pieces:
            target = Target(context.path_of(module), context.text_of(module), _about(module))
            yield target.path, written(target, pieces, context.origins, context.style)
            yield from _packages_above(context, module)


def _in_its_way(context: Context, module: str, piece: Piece) -> Piece:
    """The piece with imports as the module has them: those that are there left out, neighbours as it says."""
    shelf, text = context.shelf_of(module), context.text_of(module) or ""
    if shelf is None or not text:
        return piece
    prefix = f"{context.project.package}."
    new = [one for one in piece.imports if one not in shelf.imported.get(one.name, ())]
    if "from ." in text and f"from {prefix[:-1]}" not in text and "." not in module:
        new = [_relative(one, prefix) for one in new]
    return replace(piece, imports=tuple(new))


def _relative(one: ImportOf, prefix: str) -> ImportOf:
    if not one.module.startswith(prefix):
        return one
    return replace(one, module=one.module.removeprefix(prefix), level=1)


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
