"""What a running kernel adds: types, and the environment that the package is installed in."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from notebooks import notebook_of

from jupyterlab_promote import api
from jupyterlab_promote.server.kernel_types import typed

pytest_plugins = ("pytest_jupyter.jupyter_server",)

STEP = (
    "total = 0\nfor size in sizes:\n    total += size\nmean = total / len(sizes)\ntop = max(sizes)"
)


@pytest.mark.parametrize(
    ("first", "kind", "annotation"),
    [
        ("sizes = load()", "", None),
        ("sizes = load()", "list", "list"),
        ("import pandas as pd\nsizes = load()", "pandas.Series", "pd.Series"),
        ("import numpy\nsizes = load()", "numpy.ndarray", "numpy.ndarray"),
        ("from pandas import Series\nsizes = load()", "pandas.Series", "Series"),
        ("sizes = load()", "pandas.Series", None),
        ("sizes = load()\nsizes = other(sizes)", "list", None),
    ],
    ids=["unknown", "builtin", "alias", "module", "symbol", "not imported", "bound twice"],
)
def test_types(first: str, kind: str, annotation: str | None) -> None:
    analysis = api.analyse(api.notebook_of([first, STEP, "print(mean, top)"]))
    project = api.Project("/p", "p", "src/p", exists=True)
    match api.select(analysis, api.Selection(1, 1, "measure"), project):
        case found, _:
            types = {"sizes": kind} if kind else {}
            [step] = typed(found, analysis, types).proposals
            assert [one.annotation for one in step.parameters] == [annotation]
        case refused:
            pytest.fail(str(refused))


async def test_install_and_undo(project: Path, tmp_path: Path, post: Callable[..., Any]) -> None:
    home = tmp_path / "kernel"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    python = str(next(home.glob("bin/python")))
    about = {"path": "work/circles.ipynb", "notebook": notebook_of()}
    _, found = await post("proposals", about)
    request = {**about, "decisions": [{"proposal": one["id"]} for one in found["proposals"]]}
    _, plan = await post("plan", request)
    _, applied = await post("apply", {**request, "plan": plan["plan"]})
    body = {"path": about["path"], "receipt": applied["receipt"], "python": python}
    status, installed = await post("install", body)
    assert (status, installed) == (200, {"how": "pth"})
    said = subprocess.run([python, "-c", "import churn.utils"], cwd=tmp_path, check=False)
    assert said.returncode == 0
    await post("undo", {"path": about["path"]})
    assert not list(home.rglob("*churn*"))


class Reader:
    """An authorizer that lets nobody run code."""

    def is_authorized(self, handler: object, user: object, action: str, resource: str) -> bool:
        return action != "execute"


async def test_who_may_not_run_code_names_no_python(
    project: Path, jp_serverapp: Any, tmp_path: Path, post: Callable[..., Any]
) -> None:
    jp_serverapp.web_app.settings["authorizer"] = Reader()
    trap = tmp_path / "python"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    trap.chmod(0o755)
    body = {"path": "work/circles.ipynb", "notebook": notebook_of(), "python": str(trap)}
    assert (await post("plan", body))[0] == 200
    assert (await post("install", {**body, "receipt": "x"}))[0] == 403
    assert not (tmp_path / "ran").exists()
