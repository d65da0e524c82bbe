"""The doors: the command's start, and what the server extension costs before anybody uses it."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from . import notebooks
from .measuring import Row, process_seconds

PROMOTE = Path(sys.executable).with_name("jupyter-promote")
TURNS = 7


def rows() -> Iterator[Row]:
    yield _listing()
    yield from _server()


def _listing() -> Row:
    with tempfile.TemporaryDirectory() as folder:
        notebook = Path(folder, "fifty.ipynb")
        notebook.write_bytes(notebooks.document(notebooks.cells(50, "listing")))
        ours, imports = [], []
        for _ in range(TURNS):
            ours.append(process_seconds([str(PROMOTE), "list", str(notebook)]))
            imports.append(process_seconds([sys.executable, "-c", "import libcst, nbformat"]))
    what = "jupyter promote list, 50 cells, as a process"
    return Row(what, "python -c 'import libcst, nbformat'", min(ours), min(imports), 2.5)


def _server() -> Iterator[Row]:
    """A server is set up without and with the extension; the differences against 50 ms and 15 MB."""
    turns = [(_set_up("without"), _set_up("with")) for _ in range(TURNS)]
    without, loaded = (
        [min(side[at] for side in sides) for at in (0, 1)] for sides in zip(*turns, strict=True)
    )
    what = "the idle extension in the server"
    yield Row(f"{what}: start-up", "50 ms", max(loaded[0] - without[0], 1e-6), 0.05, 1)
    yield Row(f"{what}: memory", "15 MB", max(loaded[1] - without[1], 1e-6), 15.0, 1, unit="MB")


def _set_up(which: str) -> list[float]:
    command = [sys.executable, "-m", "bench.doors", which]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def main(which: str) -> None:
    from jupyter_server.serverapp import ServerApp

    from .measuring import seconds

    extensions = {"jupyterlab": True, "jupyterlab_promote": which == "with"}
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["--no-browser", "--allow-root", "--port=0", f"--ServerApp.root_dir={folder}"]
        server = ServerApp(jpserver_extensions=extensions)
        took = seconds(lambda: server.initialize(arguments, find_extensions=False))
    print(json.dumps([took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


if __name__ == "__main__":
    main(sys.argv[1])
