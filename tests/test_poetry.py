"""The real Poetry checks, locks and installs what we generate.

It resolves from an index on this machine, filled through pip: so the test needs pip's registry only,
and no project of the test has an address in it but this machine's.
"""

from __future__ import annotations

import functools
import http.server
import os
import re
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from jupyterlab_promote.core.model import Notebook
from jupyterlab_promote.core.plan.distributions import Requirement, normalised, requirements_of
from jupyterlab_promote.core.plan.edits import Environment, Project
from jupyterlab_promote.core.plan.package import new_package
from jupyterlab_promote.core.plan.pyproject import add_dependencies
from jupyterlab_promote.kernel import environment_of

# What pytest needs on every platform and Python: Poetry locks for all of them.
PYTEST = ("colorama", "exceptiongroup", "iniconfig", "packaging", "pluggy", "pygments", "pytest")
PYTEST = (*PYTEST, "tomli", "typing-extensions")
MODULES = ("os.path", "yaml", "packaging.version")

POETRY_1 = """\
[tool.poetry]
name = "churn"
version = "0.1.0"
description = "Who leaves, and why."
authors = ["Ada <ada@lovelace.example>"]
readme = "README.md"

[tool.poetry.dependencies]
python = "^{python}"  # as on the cluster

[tool.poetry.group.dev.dependencies]
pytest = "*"

[build-system]
requires = ["poetry-core"]
build-backend = "poetry.core.masonry.api"
"""

POETRY_2 = """\
[project]
name = "churn"
version = "0.1.0"
description = "Who leaves, and why."
readme = "README.md"
requires-python = ">={python}"
dependencies = [
    "packaging (>=20)" # any will do
]

[tool.poetry]
packages = [{{include = "churn", from = "src"}}]

[build-system]
requires = ["poetry-core>=2.0.0,<3.0.0"]
build-backend = "poetry.core.masonry.api"
"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Requests are not worth a line in the test's output."""


@pytest.fixture(scope="module")
def environment() -> Environment:
    return environment_of(Notebook("Untitled.ipynb", (), ""), sys.executable)


@pytest.fixture(scope="module")
def wanted(environment: Environment) -> tuple[Requirement, ...]:
    found = requirements_of(MODULES, environment, "churn").wanted
    assert [(one.distribution, bool(one.version)) for one in found] == [
        ("packaging", True),
        ("PyYAML", True),
    ]
    return found


@pytest.fixture(scope="module")
def index(
    tmp_path_factory: pytest.TempPathFactory, wanted: tuple[Requirement, ...]
) -> Iterator[str]:
    """The address of a package index on this machine that holds what the projects need."""
    root = tmp_path_factory.mktemp("index")
    exact = {normalised(one.distribution): f"{one.distribution}=={one.version}" for one in wanted}
    names = sorted({*PYTEST, *exact})
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    done = run([*pip, "--dest", str(root / "files"), *(exact.get(name, name) for name in names)])
    assert done.returncode == 0, done.stderr
    write_wheel(root / "files", "capped", ">=3.8,<4")
    for wheel in (root / "files").iterdir():
        folder = root / normalised(wheel.name.split("-")[0])
        folder.mkdir(exist_ok=True)
        (folder / "index.html").write_text(f'<a href="/files/{wheel.name}">{wheel.name}</a>')
    handler = functools.partial(Quiet, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def write_wheel(folder: Path, name: str, requires_python: str) -> None:
    """A distribution without code, for what it says of itself."""
    head = (
        f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\nRequires-Python: {requires_python}\n"
    )
    tags = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}-1.0.dist-info/METADATA", head)
        wheel.writestr(f"{name}-1.0.dist-info/WHEEL", tags)
        wheel.writestr(f"{name}-1.0.dist-info/RECORD", "")


def run(
    command: list[str], folder: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run to the end, with a text for a failed assertion to show."""
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def poetry(project: Path, *arguments: str) -> str:
    """What Poetry prints; an environment of its own in the project, no settings of this machine's."""
    variables = {
        "POETRY_VIRTUALENVS_IN_PROJECT": "true",
        "POETRY_VIRTUALENVS_CREATE": "true",
        "POETRY_CACHE_DIR": str(project.parent / "cache"),
        "POETRY_CONFIG_DIR": str(project.parent / "config"),
        "POETRY_KEYRING_ENABLED": "false",
        "VIRTUAL_ENV": "",
        "CONDA_PREFIX": "",
        "NO_COLOR": "1",
    }
    command = [sys.executable, "-m", "poetry", "--no-interaction", "--no-ansi", *arguments]
    done = run(command, project, **variables)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def write(root: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def generated(environment: Environment, folder: str = "src/") -> dict[str, str]:
    project = Project("/work/churn", "churn", f"{folder}churn", exists=False)
    return {file.path: file.text for file in new_package(project, "Customer churn", environment)}


def existing(pyproject: str, environment: Environment) -> dict[str, str]:
    python = ".".join(map(str, environment.version))
    others = {"README.md": "# churn\n", "src/churn/__init__.py": ""}
    return {"pyproject.toml": pyproject.format(python=python), **others}


CASES = {
    "new": generated,
    "new and flat": functools.partial(generated, folder=""),
    "Poetry 1": functools.partial(existing, POETRY_1),
    "Poetry 2": functools.partial(existing, POETRY_2),
}


@pytest.mark.parametrize("case", CASES)
def test_poetry_installs_it(
    case: str, tmp_path: Path, index: str, environment: Environment, wanted: tuple[Requirement, ...]
) -> None:
    files = CASES[case](environment)
    files["pyproject.toml"] = add_dependencies(files["pyproject.toml"], wanted)
    project = write(tmp_path / "churn", files)
    # Poetry 2 warns of everything that Poetry 1 wanted, which is the person's to change.
    poetry(project, "check", *([] if case == "Poetry 1" else ["--strict"]))
    poetry(project, "source", "add", "--priority=primary", "here", index)
    said = poetry(project, "install")
    assert "Installing the current project: churn (0.1.0)" in said
    python = project / ".venv" / "bin" / "python"
    done = run([str(python), "-c", "import churn, yaml; print(yaml.__version__)"], tmp_path)
    assert done.stdout.strip() == {r.distribution: r.version for r in wanted}["PyYAML"], done.stderr


def test_poetry_locks_what_runs_on_some_pythons_only(
    tmp_path: Path, index: str, environment: Environment
) -> None:
    """`>=3.11` alone would find no solution: capped does not run on Python 4."""
    limited = replace(environment, pythons={"capped": ">=3.8,<4"})
    project = Project("/work/churn", "churn", "src/churn", exists=False)
    files = new_package(project, "Churn", limited, [Requirement("capped", "1.0")])
    root = write(tmp_path / "churn", {file.path: file.text for file in files})
    poetry(root, "source", "add", "--priority=primary", "here", index)
    poetry(root, "lock")
    assert 'name = "capped"' in (root / "poetry.lock").read_text("utf-8")


def test_the_layout_is_what_poetry_new_makes(tmp_path: Path, environment: Environment) -> None:
    python = ".".join(map(str, environment.version))
    made = poetry_new(tmp_path, f">={python}")
    ours = generated(environment)
    pyproject = made["pyproject.toml"].replace('description = ""', _line(ours, "description"))
    assert set(ours) - set(made) == {".gitignore"}
    assert re.sub(r"(?s)authors = \[.*?\n\]\n", "", pyproject) == ours["pyproject.toml"]


def poetry_new(folder: Path, python: str) -> dict[str, str]:
    folder.joinpath("parent").mkdir()
    arguments = ["--dev-dependency", "pytest:>=8.0", "--python", python, "churn"]
    poetry(folder / "parent", "new", *arguments)
    root = folder / "parent" / "churn"
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in root.rglob("*")
        if path.is_file()
    }


def _line(files: Mapping[str, str], key: str) -> str:
    return next(one for one in files["pyproject.toml"].splitlines() if one.startswith(key))
