"""Moving an open notebook: the server plans it, the browser does it, the receipts follow."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from notebooks import notebook_of

from jupyterlab_promote import api

pytest_plugins = ("pytest_jupyter.jupyter_server",)

ABOUT = {"path": "work/circles.ipynb", "notebook": notebook_of()}
MOVED = "work/exploration/circles.ipynb"


async def promoted_and_renamed(project: Path, post: Callable[..., Any]) -> dict[str, Any]:
    """Promotes everything, and puts the notebook where a move puts it; gives what was applied."""
    _, found = await post("proposals", ABOUT)
    request = {**ABOUT, "decisions": [{"proposal": one["id"]} for one in found["proposals"]]}
    _, plan = await post("plan", request)
    _, applied = await post("apply", {**request, "plan": plan["plan"]})
    (project / "exploration").mkdir()
    (project / "circles.ipynb").rename(project / "exploration" / "circles.ipynb")
    return dict(applied)


async def test_a_move_is_planned_and_nothing_written(
    project: Path, post: Callable[..., Any]
) -> None:
    status, plan = await post("move", {**ABOUT, "folder": "exploration"})
    [cell] = plan["cells"]
    assert (status, plan["moved_to"], plan["files"]) == (200, MOVED, [])
    assert (cell["op"], cell["index"]) == ("insert", 0)
    assert cell["after"].endswith('os.chdir("..")')
    assert str(project) not in json.dumps(plan)
    assert not (project / "exploration").exists()


async def test_what_is_refused(project: Path, post: Callable[..., Any]) -> None:
    notebook = notebook_of(("x = 1", "Out[1]"))
    status, error = await post("move", {**ABOUT, "notebook": notebook, "folder": "exploration"})
    assert (status, error["slug"], error["where"]) == (422, "reads-history", "cell-1")
    status, error = await post("move", {**ABOUT, "folder": "../elsewhere"})
    assert (status, error["slug"]) == (400, "bad-folder")
    status, error = await post("move", {**ABOUT, "folder": "\ud800"})
    assert (status, error["slug"]) == (400, "bad-path")
    (project / "exploration").mkdir()
    (project / "exploration" / "circles.ipynb").write_text("mine")
    status, error = await post("move", {**ABOUT, "folder": "exploration"})
    assert (status, error["slug"]) == (400, "exists")


async def test_a_promotion_is_found_again_from_the_new_place(
    project: Path, post: Callable[..., Any]
) -> None:
    applied = await promoted_and_renamed(project, post)
    status, moved = await post("moved", {"was": ABOUT["path"], "path": MOVED})
    assert (status, moved) == (200, {"notebook": MOVED, "receipts": [applied["receipt"]]})
    _, undone = await post("undo", {"path": MOVED})
    assert (undone["receipt"], undone["notebook"]) == (applied["receipt"], MOVED)
    assert not (project / "src/churn/utils.py").exists()


async def test_another_visit_moves_it_back_and_then_takes_the_promotion_back(
    project: Path, post: Callable[..., Any]
) -> None:
    applied = await promoted_and_renamed(project, post)
    first = {"op": "insert", "cell": "first", "index": 0, "before": None, "after": "import os"}
    move = {"was": ABOUT["path"], "path": MOVED, "cells": [first], "made": ["work/exploration"]}
    await post("moved", move)

    promoted = notebook_of(("import os", "import math", applied["cells"][0]["after"], "area(2)"))
    ids = ("first", "cell-0", "cell-1", "cell-2")
    for cell, name in zip(promoted["cells"], ids, strict=True):
        cell["id"] = name
    edited = json.loads(json.dumps(promoted).replace('"import os"', '"import sys"'))
    status, error = await post("undo", {"path": MOVED, "notebook": edited})
    assert (status, error["slug"], error["where"]) == (409, "edited-since", "first")
    _, undone = await post("undo", {"path": MOVED, "notebook": promoted})
    assert undone["move"] == {"to": ABOUT["path"], "made": ["work/exploration"]}
    assert undone["cells"] == [{**first, "op": "remove", "before": "import os", "after": None}]
    assert (project / "src/churn/utils.py").exists()

    (project / "exploration" / "circles.ipynb").rename(project / "circles.ipynb")
    await post("moved", {"was": MOVED, "path": ABOUT["path"]})
    promoted["cells"].pop(0)
    _, undone = await post("undo", {"path": ABOUT["path"], "notebook": promoted})
    assert (undone["receipt"], "move" in undone) == (applied["receipt"], False)
    assert not (project / "src/churn/utils.py").exists()


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"cells": 1}, 400),
        ({"cells": [{"op": "turn", "cell": "a", "index": 0}]}, 400),
        ({"made": ["../work"]}, 404),
        ({"made": "work"}, 400),
    ],
)
async def test_moves_that_make_no_sense(
    project: Path, post: Callable[..., Any], change: dict[str, object], status: int
) -> None:
    (project / "circles.ipynb").rename(project / "moved.ipynb")
    about = {"was": ABOUT["path"], "path": "work/moved.ipynb"}
    assert (await post("moved", {**about, **change}))[0] == status


async def test_a_notebook_that_was_not_moved(project: Path, post: Callable[..., Any]) -> None:
    status, error = await post("moved", {"was": ABOUT["path"], "path": MOVED})
    assert (status, error["slug"]) == (400, "exists")
    status, error = await post("moved", {"was": "work/gone.ipynb", "path": MOVED})
    assert (status, error["slug"]) == (404, "missing")


@pytest.mark.parametrize("path", [ABOUT["path"], MOVED])
async def test_what_the_command_line_moved_is_not_moved_under_an_open_notebook(
    project: Path, post: Callable[..., Any], path: str
) -> None:
    notebook = api.load(project / "circles.ipynb")
    plan = api.relocate(notebook, api.find_project(project / "circles.ipynb"), "exploration")
    assert isinstance(plan, api.Plan)
    api.apply(plan, notebook)
    status, error = await post("undo", {"path": path, "notebook": notebook_of()})
    assert (status, error["slug"]) == (422, "notebook-written")
    assert (project / "exploration" / "circles.ipynb").exists()
