"""Killed at any call that writes, renames or removes: the next command leaves before or after."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from jupyterlab_promote.workspace.store import NAME, Store
from jupyterlab_promote.workspace.undo import recover, status, undo

from .faults import finishes
from .power import Unsynced
from .scenes import (
    SCENES,
    Scene,
    Tree,
    existing_project,
    in_own_folder,
    new_project,
    second_promotion,
    seen,
)


def run_to_the_end(
    folder: Path, make: Callable[[Path], Scene], applied: bool, hurt: Callable[[int, Scene], bool]
) -> set[str]:
    """Make the scene afresh for every n, until `hurt` says that it finished; return the endings."""
    place, endings = folder / "place", set()
    after = ending_of(place, make, applied)
    for calls in itertools.count():
        scene = fresh(place, make, applied)
        before = seen(place)
        finished = hurt(calls, scene)
        recover(Path(scene.plan.root))
        now = seen(place)
        assert now in (before, after), calls
        endings.add("before" if now == before else "after")
        if finished:
            assert now == after
            return endings
    raise AssertionError("it never finished")


def fresh(place: Path, make: Callable[[Path], Scene], applied: bool) -> Scene:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    scene = make(place)
    if applied:
        scene.apply()
    return scene


def ending_of(place: Path, make: Callable[[Path], Scene], applied: bool) -> Tree:
    """How the tree looks when nothing goes wrong."""
    scene = fresh(place, make, applied)
    if applied:
        undo(Path(scene.plan.root))
    else:
        scene.apply()
    return seen(place)


@pytest.mark.parametrize("make", SCENES.values(), ids=SCENES)
def test_apply_killed_anywhere(quick_folder: Path, make: Callable[[Path], Scene]) -> None:
    endings = run_to_the_end(quick_folder, make, False, lambda n, scene: finishes(n, scene.apply))
    assert endings == {"before", "after"}


@pytest.mark.parametrize("make", SCENES.values(), ids=SCENES)
def test_undo_killed_anywhere(quick_folder: Path, make: Callable[[Path], Scene]) -> None:
    endings = run_to_the_end(
        quick_folder, make, True, lambda n, scene: finishes(n, lambda: undo(Path(scene.plan.root)))
    )
    assert endings == {"before", "after"}


@pytest.mark.parametrize("applied", [False, True], ids=["apply", "undo"])
@pytest.mark.parametrize("make", [existing_project, new_project])
def test_the_recovery_is_killed_too(
    quick_folder: Path, make: Callable[[Path], Scene], applied: bool
) -> None:
    def hurt(calls: int, scene: Scene) -> bool:
        root = Path(scene.plan.root)
        finished = finishes(calls, (lambda: undo(root)) if applied else scene.apply)
        for again in (calls % 7, calls % 31):
            finishes(again, lambda: recover(root))
        return finished

    assert run_to_the_end(quick_folder, make, applied, hurt) == {"before", "after"}


def test_the_death_is_real(quick_folder: Path) -> None:
    assert not finishes(0, lambda: os.mkdir(quick_folder / "made"))
    assert finishes(1, lambda: os.mkdir(quick_folder / "done"))


@pytest.mark.parametrize("applied", [False, True], ids=["apply", "undo"])
@pytest.mark.parametrize("make", [in_own_folder, second_promotion])
def test_the_notebook_is_enough(
    quick_folder: Path, make: Callable[[Path], Scene], applied: bool
) -> None:
    """The next command may know no more than the notebook."""

    def hurt(calls: int, scene: Scene) -> bool:
        root = Path(scene.plan.root)
        finished = finishes(calls, (lambda: undo(root)) if applied else scene.apply)
        status(scene.notebook)
        assert not Store(root).pending.exists()
        return finished

    assert run_to_the_end(quick_folder, make, applied, hurt) == {"before", "after"}


def test_a_root_half_made_beside_the_notebook(quick_folder: Path) -> None:
    scene = new_project(quick_folder)
    before = seen(quick_folder)
    for calls in itertools.count():
        finishes(calls, scene.apply)
        recover(scene.notebook)
        if (quick_folder / "made").exists():
            return
        assert seen(quick_folder) == before


LOSSES: dict[str, Callable[[str], bool]] = {
    "everything": lambda path: True,
    "the-journal": lambda path: NAME in path,
    "the-rest": lambda path: NAME not in path,
}


@pytest.mark.parametrize("loses", LOSSES.values(), ids=LOSSES)
@pytest.mark.parametrize("applied", [False, True], ids=["apply", "undo"])
@pytest.mark.parametrize("make", [existing_project, new_project])
def test_the_power_goes(
    quick_folder: Path, make: Callable[[Path], Scene], applied: bool, loses: Callable[[str], bool]
) -> None:
    attic = quick_folder / "attic"

    def hurt(calls: int, scene: Scene) -> bool:
        shutil.rmtree(attic, ignore_errors=True)
        attic.mkdir()
        act = partial(undo, Path(scene.plan.root)) if applied else scene.apply
        return finishes(calls, act, Unsynced(attic, loses))

    assert run_to_the_end(quick_folder, make, applied, hurt) == {"before", "after"}


@pytest.mark.parametrize(
    ("synced", "left"),
    [
        ((), []),
        (("file",), []),
        (("folder",), [("file", b"")]),
        (("file", "folder"), [("file", b"bytes")]),
    ],
)
def test_the_loss_is_real(quick_folder: Path, synced: tuple[str, ...], left: list[object]) -> None:
    folder, attic = quick_folder / "folder", quick_folder / "attic"
    for made in (folder, attic):
        made.mkdir()

    def write() -> None:
        descriptor = os.open(folder / "file", os.O_CREAT | os.O_WRONLY)
        os.write(descriptor, memoryview(b"bytes"))
        for name in synced:
            os.fsync(descriptor if name == "file" else os.open(folder, os.O_RDONLY))
        os.rmdir(quick_folder / "nowhere")

    calls = 2 + len(synced) + synced.count("folder")
    assert not finishes(calls, write, Unsynced(attic, LOSSES["everything"]))
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == left
