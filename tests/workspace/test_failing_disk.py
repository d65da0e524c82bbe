"""A disk that says no at any call: a sentence, and a tree that is before or after."""

from __future__ import annotations

import errno
import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from jupyterlab_promote.core.errors import PromoteError
from jupyterlab_promote.workspace.undo import recover, undo

from .faults import failing
from .scenes import SCENES, Scene, existing_project, seen

CODES = {
    "no-space": errno.ENOSPC,
    "disk-error": errno.EIO,
    "not-writable": errno.EACCES,
}


def undo_of(scene: Scene) -> object:
    return undo(Path(scene.plan.root))


def apply_of(scene: Scene) -> object:
    return scene.apply()


@pytest.mark.parametrize("act", [apply_of, undo_of])
@pytest.mark.parametrize("make", SCENES.values(), ids=SCENES)
@pytest.mark.parametrize(
    ("slug", "lasting"),
    [("no-space", False), ("disk-error", False), ("not-writable", False), ("no-space", True)],
    ids=["no-space", "disk-error", "not-writable", "no-space-any-more"],
)
def test_the_disk_says_no(
    quick_folder: Path,
    make: Callable[[Path], Scene],
    act: Callable[[Scene], object],
    slug: str,
    lasting: bool,
) -> None:
    place = quick_folder / "place"
    for calls in itertools.count():
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        scene = make(place)
        if act is undo_of:
            scene.apply()
        before = seen(place)
        refusal: PromoteError | None = None
        with failing(calls, CODES[slug], lasting=lasting) as countdown:
            try:
                act(scene)
            except PromoteError as error:
                refusal = error
        if refusal is not None:
            assert refusal.slug == slug
            if not lasting:
                assert seen(place) == before, calls
        recover(Path(scene.plan.root))
        assert (seen(place) == before) == (refusal is not None), calls
        if countdown.left >= 0:
            assert refusal is None
            return


def refusal_at(calls: int, scene: Scene) -> PromoteError | None:
    with failing(calls, errno.ENOSPC, lasting=False):
        try:
            scene.apply()
        except PromoteError as error:
            return error
    return None


def test_the_sentence_names_the_file(quick_folder: Path) -> None:
    """Never the temporary name that it is written under."""
    named = []
    for calls in itertools.count():
        place = quick_folder / str(calls) / "work"
        place.mkdir(parents=True)
        refusal = refusal_at(calls, existing_project(place))
        if refusal is None:
            break
        assert refusal.where in refusal.message
        named.append(Path(refusal.where).name)
    files = {"pyproject.toml", "utils.py", "__init__.py", "encode.py", "Untitled.ipynb"}
    folders = {"work", "churn-project", "src", "churn", "features"}
    assert set(named) <= files | folders
    assert files < set(named)
