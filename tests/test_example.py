"""The example that `make demo` promotes: it is what the README says, and promoting it changes nothing."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
PROMOTE = Path(sys.executable).with_name("jupyter-promote")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("Untitled.ipynb", "customers.csv"):
        shutil.copy(EXAMPLES / name, tmp_path)
    return tmp_path


def test_the_data_is_what_the_generator_writes(tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "make_data.py", tmp_path)
    subprocess.run([sys.executable, "make_data.py"], cwd=tmp_path, check=True)
    assert (tmp_path / "customers.csv").read_bytes() == (EXAMPLES / "customers.csv").read_bytes()


def test_the_notebook_is_as_people_leave_them() -> None:
    whole = (EXAMPLES / "Untitled.ipynb").read_text("utf-8")
    cells = json.loads(whole)["cells"]
    sources = ["".join(cell["source"]) for cell in cells]
    counts = [cell["execution_count"] for cell in cells if cell.get("execution_count")]
    assert 35 <= len(cells) <= 50
    assert len(whole) < 300_000
    assert counts != sorted(counts)
    for sign in ("%%time", "df2", "def func1", "THRESHOLD", "df.head()", "lightgbm", "sklearn"):
        assert any(sign in source for source in sources), sign


def test_promoting_it_changes_no_output_and_undo_gives_it_back(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    command = [PROMOTE, "apply", "Untitled.ipynb", "--all", "--into", "churn", "--verify", "--json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "29 of 29 outputs are the same" in done.stderr
    applied = json.loads(done.stdout)["applied"]
    assert 5 <= len(applied) <= 15
    for module in (folder / "churn" / "src").rglob("*.py"):
        ast.parse(module.read_text("utf-8"))
    subprocess.run([PROMOTE, "undo", "churn"], cwd=folder, check=True, capture_output=True)
    assert {path.name: path.read_bytes() for path in folder.glob("*.*")} == before
