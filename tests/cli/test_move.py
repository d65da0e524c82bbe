"""`move`: to another folder and back, on the disk and in real kernels."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .scenes import notebook, promote, sentences, tree

READS = (
    "import os\nimport beside\n\nprint(open('data/numbers.txt').read(), beside.NAME)",
    "print(os.getcwd(), os.path.exists('exploration'))",
    "!ls data",
    "%cd -q data\nprint(open('numbers.txt').read())",
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "numbers.txt").write_text("1 2 3")
    (tmp_path / "beside.py").write_text("NAME = 'beside'\n")
    (tmp_path / "exploration").mkdir()
    notebook(tmp_path / "a.ipynb", READS).chmod(0o640)
    return tmp_path


def test_relative_paths_lead_where_they_led(place: Path) -> None:
    done = promote("move", place / "a.ipynb", "--verify")
    assert done.exit_code == 0, done.stderr
    assert sentences(done.stderr)[-1].startswith("4 of 4 outputs are the same")
    assert not (place / "a.ipynb").exists()
    assert (place / "exploration" / "a.ipynb").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("named", ["a.ipynb", "exploration/a.ipynb", "."])
def test_undo_is_byte_for_byte(place: Path, named: str) -> None:
    before = tree(place)
    promote("move", place / "a.ipynb")
    assert promote("undo", place / named).exit_code == 0
    assert tree(place) == before


def test_a_promotion_and_a_move_are_taken_back_one_by_one(tmp_path: Path) -> None:
    path = notebook(tmp_path / "a.ipynb")
    before = tree(tmp_path)
    promote("apply", path, "area")
    between = tree(tmp_path)
    moved = json.loads(promote("move", path, "--json").stdout)
    assert moved["moved_to"] == str(tmp_path / "exploration" / "a.ipynb")
    promote("undo", tmp_path)
    assert {name: data for name, data in tree(tmp_path).items() if ".jupyter" not in name} == {
        name: data for name, data in between.items() if ".jupyter" not in name
    }
    promote("undo", tmp_path)
    assert tree(tmp_path) == before


def test_the_diff_writes_nothing(place: Path) -> None:
    before = tree(place)
    done = promote("move", place / "a.ipynb", "--to", "old", "--diff")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == f"{place / 'a.ipynb'} → {place / 'old' / 'a.ipynb'}"
    assert '+    os.chdir("..")' in done.stdout
    assert tree(place) == before


def test_nothing_is_written_over(place: Path) -> None:
    (place / "exploration" / "a.ipynb").write_text("mine")
    before = tree(place)
    done = promote("move", place / "a.ipynb")
    assert (done.exit_code, done.stderr.rpartition(" ")[2]) == (2, "[exists]\n")
    assert tree(place) == before


def test_links_are_left_alone(place: Path) -> None:
    (place / "link.ipynb").symlink_to("a.ipynb")
    (place / "other").symlink_to("data")
    for arguments in (["link.ipynb"], ["a.ipynb", "--to", "other"]):
        done = promote("move", place / arguments[0], *arguments[1:])
        assert (done.exit_code, done.stderr.rpartition(" ")[2]) == (2, "[leads-out]\n")


def test_a_refusal_is_a_sentence(tmp_path: Path) -> None:
    done = promote("move", notebook(tmp_path / "a.ipynb", ["x = 1", "Out[1]"]))
    said = "jupyter-promote: It uses the history of cells or folders. [reads-history]"
    assert (done.exit_code, sentences(done.stderr)) == (1, [said])
