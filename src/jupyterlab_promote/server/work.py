"""What the pool's processes do for a request: decode, climb the ladder, encode.

Functions here are top-level, take and give what can be pickled, and touch the disk only through `api`.
"""

from __future__ import annotations

import json
import pickle
import time
from dataclasses import dataclass, replace
from functools import lru_cache

from .. import api, wire
from ..core.errors import PromoteError, Stale, UnusableInput
from ..workspace.apply import annotate
from ..workspace.receipt import NothingToUndo, Receipt, Undone
from .confine import Place, relative
from .contents import modules_in
from .kernel_types import typed
from .moves import Move, last_move, remember, way_back
from .reading import analysed, proposed
from .requests import (
    About,
    Wish,
    about_of,
    install_of,
    move_of,
    moved_of,
    notebook_path,
    seconds_of,
    undo_of,
)
from .taking_back import inverse, require_browsers, require_unedited

Json = dict[str, object]

# What the receipt keeps so that a browser that was reloaded can turn the notebook back.
_CELLS = "cells"

# Asking a Python what is installed takes a fifth of a second; what is installed rarely changes.
_ENVIRONMENT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, what it was made on, and its id."""

    plan: api.Plan
    notebook: api.Notebook
    project: api.Project
    id: str


def proposals(place: Place, body: bytes) -> str:
    """ProposalsRequest → ProposalsResponse."""
    about, _ = about_of(place, body)
    analysis = _analysis(about)
    project = _project_of(place, about)
    found = _found(analysis, project, about)
    return json.dumps(
        {
            "path": relative(place, about.path),
            "fingerprint": analysis.notebook.fingerprint,
            **wire.encode_proposals(found, analysis),
            "project": _project(place, project),
        }
    )


def plan(place: Place, body: bytes) -> str:
    """PlanRequest → Plan."""
    made = _planned(place, *about_of(place, body))
    encoded = wire.encode_plan(made.plan, made.notebook)
    return json.dumps({**encoded, **_places(place, made)})


def diff(place: Place, body: bytes) -> str:
    """PlanRequest → Patch."""
    made = _planned(place, *about_of(place, body))
    named = replace(made.notebook, path=relative(place, made.notebook.path))
    return json.dumps({"plan": made.id, "patch": api.diff(made.plan, named)})


def planned(place: Place, body: bytes) -> bytes:
    """ApplyRequest → a pickle of the Planned to apply, which the server hands on and never opens.

    Raises Stale where it is not the plan that the person saw.
    """
    about, wish = about_of(place, body)
    made = _planned(place, about, wish)
    if made.id != wish.seen:
        raise Stale("stale", "The notebook or the package has changed since the plan was made.")
    return pickle.dumps(made)


def to_verify(place: Place, body: bytes) -> tuple[bytes, float | None]:
    """VerifyRequest → the plan to try, and how many seconds each run may take."""
    return planned(place, body), seconds_of(body)


def move(place: Place, body: bytes) -> str:
    """MoveRequest → the Plan that moves the notebook; raises PromoteError where that is refused."""
    about, folder = move_of(place, body)
    notebook, project = _analysis(about).notebook, _project_of(place, about)
    match api.relocate(notebook, project, folder):
        case api.Refusal() as refusal:
            raise PromoteError(refusal.slug, refusal.reason, " ".join(refusal.cells))
        case plan:
            made = Planned(plan, notebook, project, wire.plan_id(plan, notebook))
            encoded = wire.encode_plan(plan, notebook)
            new = relative(place, plan.moved_to)
            return json.dumps({**encoded, **_places(place, made), "moved_to": new})


def moved(place: Place, body: bytes) -> str:
    """MovedRequest → Moved: the receipts know where the notebook lies now."""
    move = moved_of(place, body)
    receipts = api.follow(move.was, move.path)
    remember(move, receipts)
    return json.dumps({"notebook": relative(place, move.path), "receipts": list(receipts)})


def apply(place: Place, sealed: bytes) -> str:
    """Writes the package's files; the notebook is the browser's. → Applied."""
    made: Planned = pickle.loads(sealed)
    plan = made.plan
    cells = wire.encode_cell_edits(plan.cell_edits, made.notebook)
    receipt = api.apply_package(plan, made.notebook.path)
    if receipt.id:
        annotate(receipt, {_CELLS: json.dumps([inverse(edit) for edit in cells])})
    return json.dumps(
        {
            **_places(place, made),
            "project": relative(place, plan.root),
            "receipt": receipt.id,
            "applied": [wire.encode_promoted(promoted) for promoted in plan.promoted],
            "refused": [wire.encode_refusal(refusal) for refusal in plan.refused],
            "problems": [wire.encode_problem(problem) for problem in plan.problems],
            "files": list(receipt.files),
            "cells": cells,
            "warnings": list(plan.warnings),
            "source_root": _source_root(plan),
        }
    )


def undo(place: Place, body: bytes) -> str:
    """UndoRequest → Undone; nothing to take back gives an empty receipt."""
    where, receipt, data = undo_of(place, body)
    if data is not None:
        meant, notebook = api.next_undo(where, receipt), api.read(data, str(where))
        if meant and (move := last_move(meant, where)):
            require_unedited(way_back(move), notebook)
            return json.dumps(_to_move_back(place, meant, move))
        require_browsers(meant)
        require_unedited(_cells_of(meant), notebook)
    match api.undo(where, receipt):
        case NothingToUndo():
            return json.dumps({"receipt": "", "notebook": "", "project": "", "files": []})
        case Undone(receipt=done):
            return json.dumps(
                {
                    "receipt": done.id,
                    "notebook": relative(place, done.notebook) if done.notebook else "",
                    "project": relative(place, done.root),
                    "files": list(done.files),
                    "cells": _cells_of(done),
                }
            )


def _to_move_back(place: Place, receipt: Receipt, move: Move) -> Json:
    """The browser renames what it has open itself, and reports it as another move."""
    made = [relative(place, folder) for folder in move.made]
    return {
        "receipt": receipt.id,
        "notebook": relative(place, move.path),
        "project": relative(place, receipt.root),
        "files": [],
        "cells": way_back(move),
        "move": {"to": relative(place, move.was), "made": made},
    }


def _cells_of(receipt: Receipt | None) -> list[Json]:
    """The edits that turn the notebook back."""
    cells: list[Json] = json.loads(receipt.extra.get(_CELLS, "[]") if receipt else "[]")
    return cells


def install(place: Place, body: bytes) -> str:
    """InstallRequest → Installed: the package can be imported after a restart of the kernel, too."""
    where, wanted, python = install_of(place, body)
    receipts = api.status(where).receipts
    receipt = next((one for one in receipts if one.id == wanted), None)
    if receipt is None:
        raise UnusableInput("no-such-receipt", "This promotion has been taken back meanwhile.")
    project = api.find_project(where)
    plan = api.Plan(
        notebook=str(where),
        notebook_fingerprint="",
        root=project.root,
        package=project.package,
        package_path=project.package_path,
        file_edits=(),
        cell_edits=(),
        fingerprints={},
        promoted=(),
        refused=(),
        problems=(),
    )
    return json.dumps({"how": api.install(plan, receipt, python).how})


def contents(place: Place, path: str) -> str:
    """The package that the notebook is promoted into → PackageContents."""
    project = api.find_project(notebook_path(place, path))
    return json.dumps({"project": _project(place, project), "modules": modules_in(project)})


def _planned(place: Place, about: About, wish: Wish) -> Planned:
    analysis, project = _analysis(about), _project_of(place, about)
    notebook = analysis.notebook
    found, decisions = _wanted(analysis, project, about, wish)
    environment = _environment(notebook, about.python)
    made = api.plan(analysis, found, decisions, project, environment)
    return Planned(made, notebook, project, wire.plan_id(made, notebook))


def _wanted(
    analysis: api.Analysis, project: api.Project, about: About, wish: Wish
) -> tuple[api.Proposals, tuple[api.Decision, ...]]:
    if wish.selection is None:
        return _found(analysis, project, about), wish.decisions
    match api.select(analysis, wish.selection, project):
        case api.Refusal() as refusal:
            raise PromoteError(refusal.slug, refusal.reason, " ".join(refusal.cells))
        case found, decision:
            return typed(found, analysis, about.types), (decision,)


def _project_of(place: Place, about: About) -> api.Project:
    project = api.find_project(about.path, about.into, about.package)
    relative(place, project.root)  # raises where it lies above what the server shows
    return project


def _analysis(about: About) -> api.Analysis:
    return analysed(about.data, str(about.path))


def _found(analysis: api.Analysis, project: api.Project, about: About) -> api.Proposals:
    return typed(proposed(about.data, str(about.path), project), analysis, about.types)


def _environment(notebook: api.Notebook, python: str | None) -> api.Environment:
    minute = int(time.monotonic() / _ENVIRONMENT_SECONDS)
    return _asked(notebook.kernel, notebook.path, python, minute)


@lru_cache(maxsize=8)
def _asked(kernel: str, path: str, python: str | None, minute: int) -> api.Environment:
    return api.environment_of(api.Notebook(path, (), "", "python", kernel), python)


def _project(place: Place, project: api.Project) -> Json:
    encoded = wire.encode_project(project)
    return {**encoded, "root": relative(place, project.root)}


def _places(place: Place, made: Planned) -> Json:
    """The plan's absolute paths as the browser knows them."""
    return {
        "notebook": relative(place, made.notebook.path),
        "root": relative(place, made.plan.root),
    }


def _source_root(plan: api.Plan) -> str:
    """The folder that Python's path needs for `import package`."""
    folder = plan.package_path.removesuffix(plan.package.replace(".", "/")).rstrip("/")
    return f"{plan.root}/{folder}".rstrip("/")
