"""Plans as unified diffs: they can be read, and the files' part can be applied."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyterlab_promote.core.diff import CellDiff, cell_diffs, hunks, unified
from jupyterlab_promote.core.model import Cell, Notebook
from jupyterlab_promote.core.plan.edits import (
    CellEdit,
    CreateFile,
    FileEdit,
    InsertCell,
    Plan,
    RemoveCell,
    ReplaceCell,
    ReplaceText,
)

NOTEBOOK = Notebook(
    "/home/ann/Untitled.ipynb",
    (Cell("a", 0, "code", "x = 1"), Cell("b", 1, "code", "y = 2"), Cell("c", 2, "code", "z = 3")),
    "",
)


def plan(cells: tuple[CellEdit, ...] = (), files: tuple[FileEdit, ...] = ()) -> Plan:
    return Plan("", "", "/p", "churn", "src/churn", files, cells, {}, (), (), ())


def applied(before: str, patch: list[str]) -> str:
    """What `patch` does to `before`: a plain reading of the unified format."""
    old = before.splitlines(keepends=True)
    new: list[str] = []
    position = 0
    for line in patch[2:]:
        if header := re.match(r"@@ -(\d+)(?:,(\d+))? ", line):
            start = int(header[1]) - (header[2] != "0")
            new += old[position:start]
            position = start
        elif line.startswith("\\"):
            new[-1] = new[-1].removesuffix("\n") if new else ""
        elif line[0] == "-":
            position += 1
        else:
            new.append(line[1:])
            position += line[0] == " "
    return "".join(new + old[position:])


lines = st.lists(st.sampled_from(["", "a", "b", "  c", "@@", "+", "-", "\\"]), max_size=12)
texts = lines.map(lambda found: "".join(f"{line}\n" for line in found))


@given(texts, texts)
def test_a_diff_applied_to_before_gives_after(before: str, after: str) -> None:
    patch = list(hunks(before, after, "a/x", "b/x"))
    assert (applied(before, patch) if patch else before) == after


def test_nothing_changes_nothing_shows() -> None:
    assert unified(plan(), NOTEBOOK) == ""


def test_cells_come_in_the_order_of_the_notebook() -> None:
    edits = (
        RemoveCell("c", "z = 3"),
        InsertCell("n", 1, "import q"),
        ReplaceCell("b", "y = 2", "y"),
    )
    assert cell_diffs(plan(edits), NOTEBOOK) == (
        CellDiff("n", 1, None, "import q"),
        CellDiff("b", 1, "y = 2", "y"),
        CellDiff("c", 2, "z = 3", None),
    )


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        pytest.param(
            plan((ReplaceCell("b", "y = 2", "y = 3"),)),
            "--- a/Untitled.ipynb cell 1\n+++ b/Untitled.ipynb cell 1\n@@ -1 +1 @@\n-y = 2\n+y = 3\n",
            id="a cell",
        ),
        pytest.param(
            plan((RemoveCell("b", "y = 2"),)),
            "--- a/Untitled.ipynb cell 1\n+++ /dev/null\n@@ -1 +0,0 @@\n-y = 2\n",
            id="a cell that goes",
        ),
        pytest.param(
            plan((), (CreateFile("a.py", "x\n"),)),
            "--- /dev/null\n+++ b/a.py\n@@ -0,0 +1 @@\n+x\n",
            id="a new file",
        ),
        pytest.param(
            plan((), (ReplaceText("a.py", "x", "x\ny\n"),)),
            "--- a/a.py\n+++ b/a.py\n@@ -1 +1,2 @@\n-x\n\\ No newline at end of file\n+x\n+y\n",
            id="a last line without end",
        ),
    ],
)
def test_how_it_reads(made: Plan, shown: str) -> None:
    assert unified(made, NOTEBOOK) == shown


def test_modules_come_before_what_a_new_project_brings() -> None:
    paths = (".gitignore", "pyproject.toml", "tests/__init__.py", "src/churn/data.py")
    shown = unified(plan((), tuple(CreateFile(path, "x\n") for path in paths)), NOTEBOOK)
    assert re.findall(r"^\+\+\+ b/(.*)$", shown, re.M) == [
        "src/churn/data.py",
        "pyproject.toml",
        ".gitignore",
        "tests/__init__.py",
    ]
