"""The pool: what it says of jobs that take too long, and of processes that die."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from jupyterlab_promote.core.errors import UnusableInput
from jupyterlab_promote.server.confine import Place
from jupyterlab_promote.server.pool import Pool

# One job, and what of ours the process that asked for it has imported by then.
LIGHT = """
import asyncio, sys
from pathlib import Path
from jupyterlab_promote.server.confine import Place
from jupyterlab_promote.server.handlers import HANDLERS
from jupyterlab_promote.server.pool import Pool
pool = Pool(2, 60)
print(asyncio.run(pool.run("contents", Place(Path(sys.argv[1]), False, True), "a.ipynb")))
pool.close()
print(sorted({name for name in sys.modules if name in ("jupyterlab_promote.api", "libcst", "black")}))
"""

# A server in a folder where files are called like modules of Python.
AMONG_NAMESAKES = """
import asyncio, os, sys
from pathlib import Path
from jupyterlab_promote.server.confine import Place
from jupyterlab_promote.server.pool import Pool
os.chdir(sys.argv[1])
pool = Pool(1, 60)
print(asyncio.run(pool.run("contents", Place(Path(sys.argv[1]), False, True), "a.ipynb")))
print("PYTHONSAFEPATH" in os.environ)
pool.close()
"""

# A server that is killed while its process waits for work.
KILLED = """
import asyncio, os, signal, sys, psutil
from pathlib import Path
from jupyterlab_promote.server.confine import Place
from jupyterlab_promote.server.pool import Pool
asyncio.run(Pool(1, 60).run("contents", Place(Path(sys.argv[1]), False, True), "a.ipynb"))
print(*(one.pid for one in psutil.Process().children(recursive=True)), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    (tmp_path / "a.ipynb").write_text("{}")
    return Place(tmp_path, False, True)


def test_a_job_that_takes_too_long_is_given_up(place: Place) -> None:
    pool = Pool(1, 0.001)
    with pytest.raises(UnusableInput) as caught:
        asyncio.run(pool.run("contents", place, "a.ipynb"))
    assert (caught.value.slug, caught.value.message) == (
        "too-slow",
        "This took longer than 0.001 seconds and was given up.",
    )


def test_a_process_that_died_is_replaced(place: Place) -> None:
    async def twice(pool: Pool) -> tuple[str, str, int]:
        before = await pool.run("contents", place, "a.ipynb")
        died = [worker.kill() for worker in _workers()]
        after = await pool.run("contents", place, "a.ipynb")
        return before, after, len(died)

    pool = Pool(2, 60)
    before, after, died = asyncio.run(twice(pool))
    pool.close()
    assert json.loads(before)["modules"] == []
    assert (after, died) == (before, 1)  # the second process was never needed


def test_the_server_does_not_import_what_works(place: Place) -> None:
    command = [sys.executable, "-c", LIGHT, str(place.root)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    reply, imported = done.stdout.splitlines()
    assert json.loads(reply)["modules"] == []
    assert imported == "[]"


@pytest.mark.parametrize("name", ["types", "random", "tokenize", "statistics"])
def test_a_file_that_is_called_like_a_module_of_python_is_none(place: Place, name: str) -> None:
    (place.root / f"{name}.py").write_text("raise SystemExit('not Python')")
    command = [sys.executable, "-c", AMONG_NAMESAKES, str(place.root)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    reply, changed = done.stdout.splitlines()
    assert json.loads(reply)["modules"] == []
    assert (changed, done.stderr) == ("False", "")


def test_no_process_outlives_a_server_that_was_killed(place: Place) -> None:
    command = [sys.executable, "-c", KILLED, str(place.root)]
    done = subprocess.run(command, capture_output=True, text=True)
    orphans = [
        psutil.Process(int(pid)) for pid in done.stdout.split() if psutil.pid_exists(int(pid))
    ]
    _, alive = psutil.wait_procs(orphans, timeout=30)
    assert len(done.stdout.split()) >= 1
    assert alive == []


def _workers() -> list[psutil.Process]:
    children = psutil.Process().children(recursive=True)
    return [one for one in children if any("popen_loky" in word for word in one.cmdline())]
