"""The package goes into the kernel's environment, and exactly it comes out again."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Mapping
from pathlib import Path

import pytest

from jupyterlab_promote.core.errors import UnusableInput
from jupyterlab_promote.core.plan.edits import Environment, Project
from jupyterlab_promote.core.plan.package import new_package
from jupyterlab_promote.install import Installed, import_hint, install, uninstall

PYPROJECT = """\
[build-system]
requires = []
build-backend = "%s"

[project]
name = "churn"
version = "0.1"
"""
INSIDE = (PYPROJECT % "poetry.core.masonry.api").replace(
    "requires", 'backend-path = ["."]\nrequires'
)

# Setuptools, pdm and others leave directories in the project that they install from.
LITTERING = """\
from pathlib import Path
from poetry.core.masonry import api
from poetry.core.masonry.api import *

def build_editable(*arguments, **options):
    Path("src/churn.egg-info").mkdir()
    Path("src/churn.egg-info/PKG-INFO").touch()
    Path(".pdm-build").mkdir()
    return api.build_editable(*arguments, **options)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A new package `churn`, as it is generated."""
    return written(tmp_path / "my project", Project("", "churn", "src/churn", exists=False))


def written(root: Path, snapshot: Project) -> Path:
    for file in new_package(snapshot, "Churn", Environment()):
        path = root / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, "utf-8")
    return root


@pytest.fixture
def bare(tmp_path: Path) -> str:
    """The Python of an environment without pip."""
    venv.create(tmp_path / "env", symlinks=True)
    return str(tmp_path / "env" / "bin" / "python")


@pytest.fixture
def python(bare: str) -> str:
    """The Python of an environment that sees pip and the build backends of the tests' own."""
    backends = purelib(bare).parents[2] / "backends"
    backends.mkdir()
    (backends / "littering.py").write_text(LITTERING)
    (purelib(bare) / "tools.pth").write_text(f"{sysconfig.get_path('purelib')}\n{backends}\n")
    return bare


def purelib(python: str) -> Path:
    return Path(sysconfig.get_path("purelib", vars={"base": str(Path(python).parents[1])}))


def tree(folder: Path) -> Mapping[str, bytes]:
    """Every file and folder below, by path; folders have no bytes."""
    return {
        str(path.relative_to(folder)): b"" if path.is_dir() else path.read_bytes()
        for path in folder.rglob("*")
    }


def imports(python: str, package: str = "churn") -> bool:
    code = f"import {package}; print({package}.__file__)"
    done = subprocess.run([python, "-B", "-c", code], capture_output=True, text=True, check=False)
    return done.returncode == 0


@pytest.mark.parametrize(
    ("pyproject", "how"),
    [
        pytest.param(None, "pip", id="poetry"),
        pytest.param(PYPROJECT % "littering", "pip", id="backend leaves files"),
        pytest.param(PYPROJECT % "no_such_backend", "pth", id="backend missing"),
        pytest.param(PYPROJECT % "json.tool", "pth", id="backend fails"),
        pytest.param(INSIDE, "pth", id="backend in the project"),
        pytest.param("[tool.black]\n", "pth", id="no backend"),
        pytest.param("[broken", "pth", id="broken"),
    ],
)
def test_in_and_out(project: Path, python: str, pyproject: str | None, how: str) -> None:
    if pyproject is not None:
        (project / "pyproject.toml").write_text(pyproject)
    before, files = tree(purelib(python)), tree(project)
    installed = install(project, project / "src" / "churn", python)
    assert (installed.how, imports(python)) == (how, True)
    uninstall(Installed.from_dict(installed.to_dict()))
    assert (tree(purelib(python)), tree(project)) == (before, files)
    assert not imports(python)


def test_without_pip_a_pth_file(project: Path, bare: str) -> None:
    installed = install(project, project / "src" / "churn", bare)
    path = purelib(bare) / "jupyter_promote_churn.pth"
    assert installed == Installed("pth", bare, str(project), "churn", str(path))
    assert path.read_text() == f"{project}/src\n"
    assert imports(bare)


@pytest.mark.parametrize("environment", ["bare", "python"])
def test_a_package_in_a_namespace(
    tmp_path: Path, environment: str, request: pytest.FixtureRequest
) -> None:
    python = request.getfixturevalue(environment)
    snapshot = Project(str(tmp_path), "acme.churn", "src/acme/churn", exists=False)
    root = written(tmp_path / "acme", snapshot)
    installed = install(root, root / "src" / "acme" / "churn", python, "acme.churn")
    assert imports(python, "acme.churn")
    uninstall(installed)
    assert not imports(python, "acme.churn")


@pytest.mark.parametrize("environment", ["bare", "python"])
def test_a_second_time_there_is_nothing_to_do(
    project: Path, environment: str, request: pytest.FixtureRequest
) -> None:
    python = request.getfixturevalue(environment)
    install(project, project / "src" / "churn", python)
    before = tree(purelib(python))
    again = install(project, project / "src" / "churn", python)
    uninstall(again)
    assert (again.how, tree(purelib(python))) == ("nothing", before)


def test_what_is_installed_from_elsewhere_stays(project: Path, bare: str) -> None:
    info = purelib(bare) / "churn-2.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: Churn\nVersion: 2.0\n")
    with pytest.raises(UnusableInput) as refused:
        install(project, project / "src" / "churn", bare)
    assert refused.value.slug == "already-installed"
    assert refused.value.message == f"churn is already installed in {bare}, from somewhere else."


def test_another_projects_pth_file_stays(project: Path, bare: str) -> None:
    path = purelib(bare) / "jupyter_promote_churn.pth"
    path.write_text("/elsewhere/src\n")
    with pytest.raises(UnusableInput) as refused:
        install(project, project / "src" / "churn", bare)
    assert (refused.value.slug, path.read_text()) == ("already-installed", "/elsewhere/src\n")


def test_what_somebody_changed_since_stays(project: Path, bare: str) -> None:
    installed = install(project, project / "src" / "churn", bare)
    Path(installed.pth).write_text("/elsewhere/src\n")
    uninstall(installed)
    assert Path(installed.pth).read_text() == "/elsewhere/src\n"


@pytest.mark.parametrize("environment", ["bare", "python"])
def test_what_is_gone_already_is_no_trouble(
    project: Path, environment: str, request: pytest.FixtureRequest
) -> None:
    python = request.getfixturevalue(environment)
    before = tree(purelib(python))
    installed = install(project, project / "src" / "churn", python)
    uninstall(installed)
    uninstall(installed)
    assert tree(purelib(python)) == before


def test_an_environment_of_the_system_is_refused(project: Path, tmp_path: Path) -> None:
    """A copy of a Python that its distributor has marked (PEP 668)."""
    system = tmp_path / "system"
    stdlib = system / "lib" / Path(sysconfig.get_path("stdlib")).name
    stdlib.mkdir(parents=True)
    for part in Path(sysconfig.get_path("stdlib")).iterdir():
        if part.name not in ("site-packages", "dist-packages", "EXTERNALLY-MANAGED"):
            (stdlib / part.name).symlink_to(part)
    (stdlib / "EXTERNALLY-MANAGED").touch()
    real = os.path.realpath(sys.executable)
    python = system / "python"
    python.write_text(f"#!/bin/sh\nPYTHONHOME='{system}' exec '{real}' \"$@\"\n")
    python.chmod(0o755)
    before = tree(system / "lib")
    with pytest.raises(UnusableInput) as refused:
        install(project, project / "src" / "churn", str(python))
    assert refused.value.slug == "externally-managed"
    assert refused.value.message.endswith(
        "belongs to the operating system, which forbids installing into it."
    )
    assert tree(system / "lib") == before


def test_the_hint_can_be_pasted(tmp_path: Path) -> None:
    root = Path("/work/my project")
    command = "-m pip install -e '/work/my project'"
    assert import_hint(root, "churn", "/env/bin/python") == (
        f"To import churn in the notebook, run: /env/bin/python {command}"
    )
    assert import_hint(root, "churn") == (
        f"To import churn in the notebook, run: python {command} (with the Python of the notebook's kernel)"
    )
