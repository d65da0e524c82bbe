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
    (project / "exploration").mkdir()
    (project / "exploration" / "circles.ipynb").write_text("mine")
    status, error = await post("move", {**ABOUT, "folder": "exploration"})
    assert (status, error["slug"]) == (400, "exists")


async def test_a_promotion_is_found_again_from_the_new_place(
    project: Path, post: Callable[..., Any]
) -> None:
    _, found = await post("proposals", ABOUT)
    request = {**ABOUT, "decisions": [{"proposal": one["id"]} for one in found["proposals"]]}
    _, plan = await post("plan", request)
    _, applied = await post("apply", {**request, "plan": plan["plan"]})
    (project / "exploration").mkdir()
    (project / "circles.ipynb").rename(project / "exploration" / "circles.ipynb")
    status, moved = await post("moved", {"was": ABOUT["path"], "path": MOVED})
    assert (status, moved) == (200, {"notebook": MOVED, "receipts": [applied["receipt"]]})
    _, undone = await post("undo", {"path": MOVED})
    assert (undone["receipt"], undone["notebook"]) == (applied["receipt"], MOVED)
    assert not (project / "src/churn/utils.py").exists()


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
