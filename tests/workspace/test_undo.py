"""Undo restores every byte, permission and folder, or refuses and names the file."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_promote.core.errors import PromoteError, Stale, UnusableInput
from jupyterlab_promote.core.plan.edits import CreateFile
from jupyterlab_promote.workspace.receipt import NothingToUndo, Undone
from jupyterlab_promote.workspace.undo import recover, status, undo

from .scenes import SCENES, Scene, existing_project, new_project, plan_of, replaced, seen


def root_of(scene: Scene) -> Path:
    return Path(scene.plan.root)


@pytest.mark.parametrize("make", SCENES.values(), ids=SCENES)
def test_everything_is_as_before(tmp_path: Path, make: Callable[[Path], Scene]) -> None:
    scene = make(tmp_path)
    before = seen(tmp_path)
    receipt = scene.apply()
    assert undo(root_of(scene)) == Undone(receipt)
    assert seen(tmp_path) == before


BY = {
    "root": lambda scene, receipt: (root_of(scene), ""),
    "folder-in-it": lambda scene, receipt: (root_of(scene) / "src" / "churn", ""),
    "notebook": lambda scene, receipt: (scene.notebook, ""),
    "id": lambda scene, receipt: (root_of(scene), receipt.id),
    "receipt's-folder": lambda scene, receipt: (
        root_of(scene) / ".jupyter-promote" / "receipts" / receipt.id,
        "",
    ),
}


@pytest.mark.parametrize("by", BY.values(), ids=BY)
@pytest.mark.parametrize("make", [existing_project, new_project])
def test_named_in_every_way(
    tmp_path: Path, make: Callable[[Path], Scene], by: Callable[..., tuple[Path, str]]
) -> None:
    scene = make(tmp_path)
    before = seen(tmp_path)
    assert isinstance(undo(*by(scene, scene.apply())), Undone)
    assert seen(tmp_path) == before


def edited(scene: Scene, path: str, data: bytes | None) -> Stale:
    """How undo refuses after this edit; nothing may have changed."""
    scene.apply()
    file = root_of(scene) / path
    if data is None:
        file.unlink()
    else:
        file.write_bytes(data)
    before = seen(scene.folder)
    with pytest.raises(Stale) as caught:
        undo(root_of(scene))
    assert seen(scene.folder) == before
    return caught.value


@pytest.mark.parametrize("data", [b"mine\n", b"", None], ids=["edited", "emptied", "deleted"])
@pytest.mark.parametrize(
    "path", ["pyproject.toml", "src/churn/features/encode.py", "../Untitled.ipynb"]
)
def test_edited_since(tmp_path: Path, path: str, data: bytes | None) -> None:
    error = edited(existing_project(tmp_path), path, data)
    assert error.slug == "edited-since"
    assert Path(path).name in error.message


def test_what_others_put_there_stays(tmp_path: Path) -> None:
    scene = new_project(tmp_path)
    scene.apply()
    mine = root_of(scene) / "src" / "churn" / "mine.py"
    mine.write_text("mine = 1\n")
    undo(root_of(scene))
    assert [p for p in seen(tmp_path) if p.endswith(".py")] == ["made/churn/src/churn/mine.py"]
    assert not (root_of(scene) / ".jupyter-promote").exists()


def test_the_bytecode_of_removed_modules_goes_with_them(tmp_path: Path) -> None:
    scene = new_project(tmp_path)
    before = seen(tmp_path)
    scene.apply()
    cache = root_of(scene) / "src" / "churn" / "__pycache__"
    cache.mkdir()
    (cache / "data.cpython-311.pyc").write_bytes(b"\0")
    undo(root_of(scene))
    assert seen(tmp_path) == before


def test_nothing_to_undo(tmp_path: Path) -> None:
    scene = existing_project(tmp_path)
    assert undo(root_of(scene)) == NothingToUndo(str(root_of(scene)))
    assert undo(scene.notebook) == NothingToUndo(str(scene.notebook))
    assert undo(tmp_path / "nowhere") == NothingToUndo(str(tmp_path / "nowhere"))


def test_no_such_receipt(tmp_path: Path) -> None:
    scene = existing_project(tmp_path)
    scene.apply()
    with pytest.raises(UnusableInput, match="0009-abcdef") as caught:
        undo(root_of(scene), "0009-abcdef")
    assert caught.value.slug == "no-receipt"


def independent(folder: Path, root: Path) -> Scene:
    """A second notebook's promotion into a folder that the first one made."""
    notebook = folder / "Other.ipynb"
    notebook.write_bytes(b"{}")
    plan = plan_of(notebook, root, CreateFile("src/churn/plots.py", "def plot(): ...\n"))
    return Scene(folder, notebook, plan, b'{"a": 1}')


@pytest.mark.parametrize("first_first", [True, False], ids=["oldest-first", "newest-first"])
def test_two_notebooks_in_any_order(tmp_path: Path, first_first: bool) -> None:
    first = new_project(tmp_path)
    (tmp_path / "Other.ipynb").write_bytes(b"{}")
    before = seen(tmp_path)
    first.apply()
    second = independent(tmp_path, root_of(first))
    second.apply()
    notebooks = [first.notebook, second.notebook]
    for notebook in notebooks if first_first else reversed(notebooks):
        assert isinstance(undo(notebook), Undone)
    assert seen(tmp_path) == before


def test_newest_first(tmp_path: Path) -> None:
    first = existing_project(tmp_path)
    states = [seen(tmp_path)]
    first.apply()
    for step in ("one", "two"):
        states.append(seen(tmp_path))
        edit = replaced(root_of(first), "src/churn/utils.py", f"{step} = 1\n")
        plan = plan_of(first.notebook, root_of(first), edit)
        Scene(tmp_path, first.notebook, plan, b'{"cells": ["' + step.encode() + b'"]}').apply()
    assert [r.id[:4] for r in status(tmp_path / "churn-project").receipts] == [
        "0003",
        "0002",
        "0001",
    ]
    for state in reversed(states):
        undo(first.notebook)
        assert seen(tmp_path) == state


def test_a_newer_promotion_builds_on_it(tmp_path: Path) -> None:
    first = existing_project(tmp_path)
    receipt = first.apply()
    edit = replaced(root_of(first), "src/churn/utils.py", "other = 1\n")
    second = tmp_path / "Second.ipynb"
    second.write_bytes(b"{}")
    newer = Scene(tmp_path, second, plan_of(second, root_of(first), edit), b"[]").apply()
    before = seen(tmp_path)
    with pytest.raises(Stale, match=newer.id) as caught:
        undo(root_of(first), receipt.id)
    assert caught.value.slug == "newer-promotion"
    assert seen(tmp_path) == before


def test_a_project_that_was_moved(tmp_path: Path) -> None:
    folder = tmp_path / "first"
    folder.mkdir()
    scene = existing_project(folder)
    plan = plan_of(scene.notebook, root_of(scene), CreateFile("a/b.py", "x = 1\n"))
    Scene(folder, scene.notebook, plan, None).apply()
    shutil.move(root_of(scene), tmp_path / "moved")
    undo(tmp_path / "moved")
    assert not (tmp_path / "moved" / "a").exists()


def test_status_names_what_is_in_the_way(tmp_path: Path) -> None:
    scene = existing_project(tmp_path)
    receipt = scene.apply()
    assert status(scene.notebook).receipts == (receipt,)
    assert status(root_of(scene)).edited == ()
    (root_of(scene) / "src" / "churn" / "utils.py").write_text("mine = 1\n")
    scene.notebook.write_bytes(b"{}")
    assert status(root_of(scene)).edited == ("src/churn/utils.py", str(scene.notebook))


def test_status_of_an_untouched_folder_writes_nothing(tmp_path: Path) -> None:
    scene = existing_project(tmp_path)
    before = seen(tmp_path)
    assert status(scene.notebook).receipts == ()
    recover(root_of(scene))
    assert seen(tmp_path) == before


def tampered(scene: Scene, change: Callable[[dict[str, Any]], None]) -> PromoteError:
    """How undo refuses a receipt that came with somebody else's project."""
    receipt = scene.apply()
    folder = root_of(scene) / ".jupyter-promote" / "receipts" / receipt.id
    journal = json.loads((folder / "journal.json").read_text())
    change(journal)
    (folder / "journal.json").write_text(json.dumps(journal))
    before = seen(scene.folder)
    with pytest.raises(PromoteError) as caught:
        undo(root_of(scene))
    assert seen(scene.folder) == before
    return caught.value


def entry(path: str) -> dict[str, object]:
    return {"path": path, "old": None, "new": None, "mode": None}


TAMPERED: dict[str, tuple[Callable[[dict[str, Any]], None], str]] = {
    "up": (lambda j: j.update(entries=[entry("../../x.py")]), "damaged-receipt"),
    "absolute": (lambda j: j.update(entries=[entry("/etc/passwd")]), "damaged-receipt"),
    "other-notebook": (lambda j: j.update(entries=[entry("/etc/x.ipynb")]), "damaged-receipt"),
    "no-notebook": (
        lambda j: j.update(entries=[entry(j["about"]["notebook"] + ".py")]),
        "damaged-receipt",
    ),
    "folder": (lambda j: j.update(made=["../.."]), "damaged-receipt"),
    "removed": (lambda j: j.update(removed=["/etc"]), "damaged-receipt"),
    "drops": (lambda j: j.update(drops="../x"), "damaged-receipt"),
    "fields": (lambda j: j.pop("entries"), "damaged-receipt"),
    "extra-fields": (lambda j: j.update(surprise=1), "damaged-receipt"),
    "version": (lambda j: j.update(version=2), "receipt-version"),
}


@pytest.mark.parametrize(("change", "slug"), TAMPERED.values(), ids=TAMPERED)
def test_a_foreign_receipt(
    tmp_path: Path, change: Callable[[dict[str, Any]], None], slug: str
) -> None:
    assert tampered(existing_project(tmp_path), change).slug == slug


def test_a_kept_copy_that_rotted(tmp_path: Path) -> None:
    scene = existing_project(tmp_path)
    receipt = scene.apply()
    kept = root_of(scene) / ".jupyter-promote" / "receipts" / receipt.id / "old" / "0"
    kept.write_bytes(b"rot")
    before = seen(tmp_path)
    with pytest.raises(UnusableInput) as caught:
        undo(root_of(scene))
    assert caught.value.slug == "damaged-receipt"
    assert seen(tmp_path) == before


def test_a_module_that_became_a_link(tmp_path: Path) -> None:
    scene = existing_project(tmp_path)
    scene.apply()
    utils = root_of(scene) / "src" / "churn" / "utils.py"
    outside = tmp_path / "outside.py"
    utils.rename(outside)
    utils.symlink_to(outside)
    written = outside.read_bytes()
    with pytest.raises(UnusableInput) as caught:
        undo(root_of(scene))
    assert caught.value.slug == "leads-out"
    assert outside.read_bytes() == written


def test_edited_between_the_kill_and_now(tmp_path: Path) -> None:
    """The half of a promotion is on the disk, and its owner has gone on working."""
    scene = existing_project(tmp_path)
    scene.apply()
    store = root_of(scene) / ".jupyter-promote"
    os.rename(store / "receipts" / os.listdir(store / "receipts")[0], store / "pending")
    (root_of(scene) / "pyproject.toml").write_bytes(b"[mine]\n")
    before = seen(tmp_path)
    with pytest.raises(Stale, match=r"pyproject\.toml") as caught:
        recover(root_of(scene))
    assert caught.value.slug == "edited-since"
    assert seen(tmp_path) == before
    kept = store / "pending" / "old" / "0"
    assert str(kept) in caught.value.message
    shutil.copy(kept, root_of(scene) / "pyproject.toml")
    recover(root_of(scene))
    assert not store.exists()


def test_a_store_that_leads_out(tmp_path: Path) -> None:
    scene = existing_project(tmp_path)
    scene.apply()
    os.rename(root_of(scene) / ".jupyter-promote", tmp_path / "outside")
    (root_of(scene) / ".jupyter-promote").symlink_to(tmp_path / "outside")
    before = seen(tmp_path)
    with pytest.raises(UnusableInput) as caught:
        undo(root_of(scene))
    assert caught.value.slug == "leads-out"
    recover(root_of(scene))
    assert seen(tmp_path) == before


def test_the_project_around_is_not_meant(tmp_path: Path) -> None:
    scene = existing_project(tmp_path)
    scene.apply()
    inner = root_of(scene) / "inner"
    inner.mkdir()
    assert isinstance(undo(inner / "nowhere.txt"), Undone)
    scene.apply()
    (inner / "pyproject.toml").write_text("")
    assert undo(inner) == NothingToUndo(str(inner))
