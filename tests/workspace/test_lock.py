"""One process at a time; a dead one's lock is taken over."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from jupyterlab_promote.core.errors import Stale
from jupyterlab_promote.workspace import lock
from jupyterlab_promote.workspace.lock import Lock

from .faults import Countdown, struck
from .power import REAL, restore
from .scenes import existing_project, new_project, seen


def no_directory_locks(descriptor: int, operation: int) -> None:
    """What a network file system answers."""
    raise OSError(9, "Bad file descriptor")


@pytest.fixture(params=["flock", "file"])
def each_way(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> str:
    """With locks on directories, and without."""
    if request.param == "file":
        monkeypatch.setattr(fcntl, "flock", no_directory_locks)
        (tmp_path / "temp").mkdir()
        monkeypatch.setattr(lock.tempfile, "tempdir", str(tmp_path / "temp"))
    return str(request.param)


def refused(root: Path) -> bool:
    try:
        with Lock(root, patience=0.0):
            return False
    except Stale as error:
        return error.slug == "busy" and str(root) in error.message


@pytest.mark.usefixtures("each_way")
def test_the_second_is_refused_until_the_first_is_done(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    with Lock(root):
        assert refused(root)
    assert not refused(root)
    assert seen(root) == {}


@pytest.mark.usefixtures("each_way")
def test_a_root_that_is_not_there_yet(tmp_path: Path) -> None:
    with Lock(tmp_path / "a" / "b"):
        assert refused(tmp_path / "a" / "b")
    assert not (tmp_path / "a").exists()


def test_the_root_stays_held_while_it_appears(tmp_path: Path) -> None:
    made, root = tmp_path / ".made", tmp_path / "root"
    with Lock(root) as held:
        made.mkdir()
        held.also(made)
        made.rename(root)
        assert refused(root)
    assert not refused(root)


@pytest.mark.usefixtures("each_way")
def test_a_dead_process_holds_nothing(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    process = os.fork()
    if process == 0:
        Lock(root).__enter__()
        os._exit(0)
    os.waitpid(process, 0)
    with Lock(root, patience=1.0):
        assert refused(root)


def test_a_lock_file_that_was_never_filled(
    tmp_path: Path, each_way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "root"
    root.mkdir()
    with Lock(root):
        files = list((tmp_path / "temp").glob("*")) if each_way == "file" else []
    for file in files:
        file.write_text("")
        os.utime(file, (0, 0))
    with Lock(root, patience=1.0):
        assert refused(root)


def test_two_processes_apply_at_once(tmp_path: Path) -> None:
    scene = existing_project(tmp_path)
    code = (
        "import sys, time; from pathlib import Path;"
        "from jupyterlab_promote.workspace.lock import Lock;"
        f"lock = Lock(Path({scene.plan.root!r})); lock.__enter__();"
        "print('held', flush=True); sys.stdin.read()"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        before = seen(tmp_path)
        with pytest.raises(Stale) as caught:
            scene.apply()
        assert (caught.value.slug, seen(tmp_path)) == ("busy", before)
        other.stdin.close()
        other.wait()
    assert scene.apply().files


@pytest.mark.usefixtures("each_way")
def test_apply_works_either_way(tmp_path: Path) -> None:
    (tmp_path / "place").mkdir()
    scene = new_project(tmp_path / "place")
    assert scene.apply().files == ("pyproject.toml", "src/churn/__init__.py", "src/churn/data.py")


def test_nobody_gets_in_while_a_root_appears(tmp_path: Path) -> None:
    scene = new_project(tmp_path)
    root, probes = Path(scene.plan.root), []

    def probe(call: Callable[..., object], name: str, args: tuple[object, ...]) -> object:
        if name == "replace" and root.exists():
            restore(REAL)
            probes.append(refused(root))
        return call(*args)

    with struck(Countdown(0, probe)):
        scene.apply()
    assert probes == [True]


def test_a_root_that_goes_between_the_look_and_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, real = tmp_path / "root", fcntl.flock
    root.mkdir()

    def late(descriptor: int, operation: int) -> None:
        if root.exists():
            root.rmdir()
        real(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", late)
    with Lock(root):
        assert refused(root)
