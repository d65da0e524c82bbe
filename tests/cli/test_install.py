"""`apply --install` in a kernel environment of its own, and `undo` of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .scenes import notebook, promote, sentences, tree


@pytest.fixture
def python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The Python of a kernel called `other`, which has neither pip nor anything else."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "env"], check=True)
    found = tmp_path / "env" / "bin" / "python"
    spec = tmp_path / "share" / "kernels" / "other"
    spec.mkdir(parents=True)
    argv = [str(found), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel = {"argv": argv, "display_name": "Other", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(kernel))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share"))
    return found


def imports(python: Path, module: str, folder: Path) -> bool:
    done = subprocess.run([python, "-c", f"import {module}"], cwd=folder, capture_output=True)
    return done.returncode == 0


def test_the_kernel_imports_the_package_until_it_is_undone(tmp_path: Path, python: Path) -> None:
    path = notebook(tmp_path / "a.ipynb")
    path.write_text(path.read_text("utf-8").replace('"python3"', '"other"'), "utf-8")
    before = tree(tmp_path)
    done = promote("apply", path, "area", "--into", tmp_path / "shapes", "--install")
    assert done.exit_code == 0, done.stderr
    assert f"shapes can be imported in {python}, by a .pth file." in done.stderr
    assert imports(python, "shapes.utils", tmp_path / "share")

    assert promote("undo", tmp_path / "shapes").exit_code == 0
    assert not imports(python, "shapes.utils", tmp_path / "share")
    after = {name: data for name, data in tree(tmp_path).items() if "__pycache__" not in name}
    assert after == {name: data for name, data in before.items() if "__pycache__" not in name}


def test_without_it_one_line_says_what_to_run(tmp_path: Path, python: Path) -> None:
    path = notebook(tmp_path / "a.ipynb")
    path.write_text(path.read_text("utf-8").replace('"python3"', '"other"'), "utf-8")
    done = promote("apply", path, "area", "--into", tmp_path / "shapes")
    command = f"{python} -m pip install -e {tmp_path / 'shapes'}"
    assert sentences(done.stderr) == [f"To import shapes in the notebook, run: {command}"]
