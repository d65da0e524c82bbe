"""`verify` and `apply --verify`, with real kernels."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .scenes import CELLS, notebook, promote, tree


def test_the_same_before_and_after(tmp_path: Path) -> None:
    path = notebook(tmp_path / "a.ipynb")
    before = tree(tmp_path)
    done = promote("verify", path, "--json")
    assert done.exit_code == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["verdict"], said["cells"], said["difference"]) == ("same", [], None)
    assert said["message"].startswith("1 of 1 outputs are the same")
    assert tree(tmp_path) == before


def test_apply_writes_once_it_is_verified(tmp_path: Path) -> None:
    path = notebook(tmp_path / "a.ipynb")
    done = promote("apply", path, "area", "--verify", "--json")
    assert done.exit_code == 0, done.stderr
    assert "1 of 1 outputs are the same" in done.stderr
    assert [one["name"] for one in json.loads(done.stdout)["applied"]] == ["area"]


@pytest.mark.parametrize("command", [["verify"], ["apply", "--verify"]])
def test_a_notebook_without_its_kernel(tmp_path: Path, command: list[str]) -> None:
    path = notebook(tmp_path / "a.ipynb")
    path.write_text(path.read_text("utf-8").replace('"python3"', '"gone"'), "utf-8")
    before = tree(tmp_path)
    done = promote(*command, path, "area")
    assert (done.exit_code, done.stderr.rpartition(" ")[2]) == (2, "[no-kernel]\n")
    assert tree(tmp_path) == before


# A notebook that reads its own file sees any change of it.
SELF_AWARE = (*CELLS, 'print(len(open("a.ipynb").read()))')


def test_what_differs_is_shown_and_refused(tmp_path: Path) -> None:
    path = notebook(tmp_path / "a.ipynb", SELF_AWARE)
    done = promote("verify", path, "--json")
    said = json.loads(done.stdout)
    assert (done.exit_code, said["verdict"], said["cells"]) == (1, "differs", ["c5"])
    assert said["difference"]["before"] != said["difference"]["after"]


def test_apply_writes_nothing_where_the_trial_differs(tmp_path: Path) -> None:
    path = notebook(tmp_path / "a.ipynb", SELF_AWARE)
    before = tree(tmp_path)
    done = promote("apply", path, "--all", "--verify")
    assert (done.exit_code, done.stderr.rpartition(" ")[2]) == (1, "[trial-failed]\n")
    assert tree(tmp_path) == before
