"""Scratch copies: what is copied, linked, left behind, and seen to be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyterlab_promote.trial import scratch as module
from jupyterlab_promote.trial.scratch import copy_of, written


def tree(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return root


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "name",
    [".git/config", "node_modules/a/b.js", "src/__pycache__/a.pyc", ".ipynb_checkpoints/n.ipynb"],
)
def test_what_stays_behind(tmp_path: Path, name: str) -> None:
    original = tree(tmp_path / "a", "n.ipynb", name)
    assert names(copy_of(original, tmp_path / "b", "n.ipynb", {}).folder) == ["n.ipynb"]


def test_an_environment_stays_behind(tmp_path: Path) -> None:
    original = tree(tmp_path / "a", "n.ipynb", "venv/pyvenv.cfg", "venv/bin/python")
    assert names(copy_of(original, tmp_path / "b", "n.ipynb", {}).folder) == ["n.ipynb"]


def test_texts_are_written_over_the_copy(tmp_path: Path) -> None:
    original = tree(tmp_path / "a", "n.ipynb", "src/old.py")
    texts = {"n.ipynb": b"new", "src/new.py": b"x = 1"}
    folder = copy_of(original, tmp_path / "b", "n.ipynb", texts).folder
    assert (folder / "n.ipynb").read_bytes() == b"new"
    assert names(folder) == ["n.ipynb", "src/new.py", "src/old.py"]
    assert (original / "n.ipynb").read_text() == "n.ipynb"


def test_large_files_become_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FILE_LIMIT", 20)
    original = tree(tmp_path / "a", "n.ipynb", "a-name-that-makes-it-long.csv")
    copy = copy_of(original, tmp_path / "b", "n.ipynb", {})
    assert copy.links == (str(original / "a-name-that-makes-it-long.csv"),)
    assert (copy.folder / "n.ipynb").is_symlink() is False


def test_beyond_the_limit_folders_become_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FILES", 1)
    original = tree(tmp_path / "a", "n.ipynb", "m.ipynb", "data/x.csv")
    copy = copy_of(original, tmp_path / "b", "n.ipynb", {})
    assert copy.links == (str(original / "data"),)
    assert (copy.folder / "data" / "x.csv").read_text() == "data/x.csv"


def test_links_within_the_tree_lead_into_the_copy(tmp_path: Path) -> None:
    original = tree(tmp_path / "a", "data/x.csv")
    (original / "latest").symlink_to("data/x.csv")
    (original / "outside").symlink_to(tree(tmp_path / "c", "y.csv"))
    copy = copy_of(original, tmp_path / "b", "n.ipynb", {})
    assert (copy.folder / "latest").resolve() == copy.folder / "data" / "x.csv"
    assert copy.links == (str(tmp_path / "c"),)


def test_what_a_run_wrote(tmp_path: Path) -> None:
    copy = copy_of(tree(tmp_path / "a", "x.csv", "y.csv", "z.csv"), tmp_path / "b", "n.ipynb", {})
    (copy.folder / "x.csv").write_text("changed")
    (copy.folder / "y.csv").unlink()
    tree(copy.folder, "out/new.csv", ".ipynb_checkpoints/n.ipynb")
    assert written(copy).keys() == {"x.csv", "y.csv", "out/new.csv"}
    assert written(copy)["y.csv"] == "removed"
