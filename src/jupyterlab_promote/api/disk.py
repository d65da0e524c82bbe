"""The rungs that touch the disk or the notebook's kernel; each says what it reads and writes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.analysis.analyse import analyse
from ..core.errors import UnusableInput
from ..core.model import Notebook, Refusal
from ..core.plan.edits import Environment, Plan, Project

if TYPE_CHECKING:
    from ..install import Installed
    from ..workspace.receipt import NothingToUndo, Receipt, Status, Undone

_INSTALLED = "install."


def load(path: Path | str) -> Notebook:
    """Read a notebook's file.

    Raises UnusableInput: missing, is-a-directory, not-readable, and what `read` raises.
    """
    from ..core import notebook
    from ..workspace.trouble import read_bytes

    return notebook.read(read_bytes(Path(path)), str(path))


def find_project(
    notebook: Path | str, into: Path | str | None = None, package: str | None = None
) -> Project:
    """Read the project that the notebook at this path is promoted into; it may not exist yet.

    That is `into`, else the nearest pyproject.toml above the notebook, else its folder.
    Raises UnusableInput: broken-toml, package-name, site-packages, leads-out, …
    """
    from ..workspace import project

    return project.find_project(Path(notebook), None if into is None else Path(into), package)


def environment_of(
    notebook: Notebook, python: str | None = None, modules: Iterable[str] | None = None
) -> Environment:
    """Ask the Python of the notebook's kernel, or `python`, what is installed there."""
    from .. import kernel

    return kernel.environment_of(notebook, python, modules)


def relocate(notebook: Notebook, project: Project, folder: str) -> Plan | Refusal:
    """The plan that moves the notebook into `folder`: in the project that holds it, else beside it.

    A new first cell keeps its relative paths. Writes nothing. Raises UnusableInput: bad-folder; exists;
    leads-out for a path through a link.
    """
    from ..core.plan.relocation import relocate as relocated
    from ..workspace.checks import require_free, settled

    placed = replace(notebook, path=str(settled(Path(notebook.path))))
    plan = relocated(analyse(placed), project, folder)
    if isinstance(plan, Plan):
        require_free(Path(plan.moved_to))
    return plan


def apply(plan: Plan, notebook: Notebook) -> Receipt:
    """Write the plan's files and the notebook, as one transaction: all of it or nothing.

    Raises Stale where the disk is not what was planned on; UnusableInput where it can't be written.
    """
    from ..core.notebook import write
    from ..workspace.apply import apply as apply_all

    after = write(notebook, plan.cell_edits)
    return apply_all(plan, Path(notebook.path), after, time=_now())


def apply_package(plan: Plan, notebook: Path | str) -> Receipt:
    """Write the plan's files and leave the notebook, which is being edited elsewhere. Raises as `apply`."""
    from ..workspace.apply import apply as apply_all

    return apply_all(plan, Path(notebook), None, time=_now())


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="seconds")


def install(plan: Plan, receipt: Receipt, python: str) -> Installed:
    """Make the package importable in the environment of `python`; `undo` of the receipt takes it back.

    Raises UnusableInput: externally-managed, read-only-environment, already-installed, …
    """
    from .. import install as installing
    from ..workspace.apply import annotate

    root = Path(plan.root)
    done = installing.install(root, root / plan.package_path, python, plan.package)
    if receipt.id:
        annotate(receipt, {_INSTALLED + key: said for key, said in done.to_dict().items()})
    return done


def import_hint(plan: Plan, environment: Environment) -> str:
    """One line that says what to run so that the notebook can import the package; touches nothing."""
    from .. import install as installing

    return installing.import_hint(Path(plan.root), plan.package, environment.python)


def status(where: Path | str) -> Status:
    """What is promoted in the project that `where` (a folder, a notebook) leads to; settles what was cut short."""
    from ..workspace import undo

    return undo.status(Path(where))


def recover(where: Path | str) -> None:
    """Finish or take back what a killed process left in the project that `where` leads to."""
    from ..workspace import undo

    undo.recover(Path(where))


def follow(old: Path | str, new: Path | str) -> tuple[str, ...]:
    """Let the receipts of a notebook that was moved by others know its new path; gives their ids.

    Raises UnusableInput: missing, exists, where it was not moved at all.
    """
    from ..workspace.checks import require_free, settled
    from ..workspace.following import follow as follow_notebook

    left, came = settled(Path(old)), settled(Path(new))
    require_free(left)
    if not came.is_file():
        raise UnusableInput("missing", f"There is no notebook {came.name}.", str(came))
    return follow_notebook(left, came)


def undo(where: Path | str, receipt: str = "") -> Undone | NothingToUndo:
    """Take back the newest promotion of a project or a notebook, or the one named, byte for byte.

    Raises Stale, naming the file, where somebody has edited since; then nothing has changed.
    """
    from ..workspace import undo as undoing

    _uninstall(Path(where), receipt)
    return undoing.undo(Path(where), receipt)


def next_undo(where: Path | str, receipt: str = "") -> Receipt | None:
    """The promotion that `undo` would take back; None where there is none."""
    from ..workspace import undo as undoing

    found = undoing.status(Path(where)).receipts
    return next((one for one in found if _is_meant(one, Path(where), receipt)), None)


def _uninstall(where: Path, wanted: str) -> None:
    """Take the package out of the kernel first: what its installation left lies in the project."""
    from ..install import Installed, uninstall

    receipt = next_undo(where, wanted)
    if receipt is None or {*receipt.files, receipt.notebook} & set(status(where).edited):
        return
    said = {
        key.removeprefix(_INSTALLED): value
        for key, value in receipt.extra.items()
        if key.startswith(_INSTALLED)
    }
    if said:
        uninstall(Installed.from_dict(said))


def _is_meant(receipt: Receipt, where: Path, wanted: str) -> bool:
    if wanted:
        return receipt.id == wanted
    written = (Path(receipt.root, file) for file in receipt.files)
    return where.suffix != ".ipynb" or where.resolve() in (Path(receipt.notebook), *written)
