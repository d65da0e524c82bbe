"""Make the package importable in the notebook's own kernel, and take exactly that back."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import tomlkit
from tomlkit.exceptions import TOMLKitError

from .core.errors import UnusableInput
from .core.plan.distributions import normalised
from .kernel.interpreter import Interpreter, ask

How = Literal["pip", "pth", "nothing"]
_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Installed:
    """What an installation did: `pip` installed `distribution`, or the file `pth` was written.

    `nothing` says that the package was importable from this root before. `litter` are the paths,
    one a line and relative to `root`, that the build backend left in the project.
    """

    how: How
    python: str
    root: str
    distribution: str
    pth: str = ""
    litter: str = ""

    def to_dict(self) -> dict[str, str]:
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, str]) -> Installed:
        return cls(**data)  # type: ignore[arg-type]


def install(root: Path, package_dir: Path, python: str, package: str = "") -> Installed:
    """Make `package_dir` importable in the environment of `python`: editable, or by a `.pth` file.

    `package` is its import name, needed where that is dotted. Nothing is downloaded: pip and the project's build backend are used where they are importable
    there. Raises UnusableInput (`externally-managed`, `read-only-environment`, `already-installed`,
    `no-such-python`, `silent-python`).
    """
    root, package = root.resolve(), package or package_dir.name
    source = package_dir.resolve().parents[package.count(".")]
    backend, distribution = _project(root, package)
    there = ask(Interpreter((python,)), backend=backend, distribution=normalised(distribution))
    done = Installed("nothing", there["python"], str(root), distribution)
    _refuse_unless_writable(there)
    if there["installed"]:
        return _refuse_unless_ours(there, done)
    if there["pip"] and there["backend"]:
        editable = _with_pip(done, source)
        if editable:
            return editable
    return _with_pth(done, package, source, Path(there["purelib"]))


def uninstall(installed: Installed) -> None:
    """Take back what `install` did, and nothing else: what somebody changed since stays.

    Raises UnusableInput (`not-uninstalled`) where that environment no longer lets us.
    """
    if installed.how == "pip":
        _without_pip(installed)
    elif installed.how == "pth":
        _without_pth(installed)


def import_hint(root: Path, package: str, python: str = "") -> str:
    """One line that says what to run so that the kernel can import the package."""
    command = shlex.join([python or "python", "-m", "pip", "install", "-e", str(root)])
    where = "" if python else " (with the Python of the notebook's kernel)"
    return f"To import {package} in the notebook, run: {command}{where}"


def _project(root: Path, package: str) -> tuple[str, str]:
    """The build backend and the name that pyproject.toml states."""
    try:
        data: dict[str, Any] = tomlkit.parse((root / "pyproject.toml").read_text("utf-8")).unwrap()
    except (OSError, ValueError, TOMLKitError):
        data = {}
    system = data.get("build-system", {})
    # A backend inside the project (backend-path) is importable for nobody else.
    backend = "-" if "backend-path" in system else system.get("build-backend", "-")
    poetry = data.get("tool", {}).get("poetry", {})
    name = data.get("project", {}).get("name") or poetry.get("name") or package
    return str(backend), str(name)


def _refuse_unless_writable(there: Mapping[str, Any]) -> None:
    python, purelib = there["python"], there["purelib"]
    if there["managed"]:
        said = f"{python} belongs to the operating system, which forbids installing into it."
        raise UnusableInput("externally-managed", said, purelib)
    if not os.access(purelib, os.W_OK):
        said = f"{python} installs into {purelib}, where you may not write."
        raise UnusableInput("read-only-environment", said, purelib)


def _refuse_unless_ours(there: Mapping[str, Any], done: Installed) -> Installed:
    if _is_editable_from(Path(done.root), there["installed"]):
        return done
    said = f"{done.distribution} is already installed in {done.python}, from somewhere else."
    raise UnusableInput("already-installed", said, there["purelib"])


def _is_editable_from(root: Path, direct_url: str) -> bool:
    data = json.loads(direct_url)
    editable = data.get("dir_info", {}).get("editable", False)
    return bool(editable) and data.get("url", "").rstrip("/") == root.as_uri()


def _with_pip(done: Installed, source: Path) -> Installed | None:
    """An editable install; None where the backend can't do it here (and `.pth` will)."""
    root = Path(done.root)
    before = _entries(root, source)
    ran = _pip(done.python, "install", "--editable", done.root, "--no-deps", "--no-build-isolation")
    litter = "\n".join(sorted(_entries(root, source) - before))
    editable = Installed("pip", done.python, done.root, done.distribution, litter=litter)
    if ran.returncode == 0:
        return editable
    _clear_litter(editable)
    return None


def _without_pip(installed: Installed) -> None:
    name = normalised(installed.distribution)
    there = ask(Interpreter((installed.python,)), backend="-", distribution=name)
    root = Path(installed.root)
    if there["installed"] and _is_editable_from(root, there["installed"]):
        ran = _pip(installed.python, "uninstall", "--yes", installed.distribution)
        if ran.returncode:
            said = f"pip could not uninstall {name}: {ran.stderr.strip().rpartition(chr(10))[2]}"
            raise UnusableInput("not-uninstalled", said, there["purelib"])
    _clear_litter(installed)


def _pip(python: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run that Python's pip without settings that would send it elsewhere, and without a network."""
    options = ["--isolated", "--disable-pip-version-check", "--no-input", "--quiet"]
    index = ["--no-index"] if arguments[0] == "install" else []
    command = [python, "-m", "pip", *options, *arguments, *index]
    try:
        return subprocess.run(
            command,
            cwd=Path(python).parent,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, "", f"no answer in {_SECONDS:.0f} seconds")


def _with_pth(done: Installed, package: str, source: Path, purelib: Path) -> Installed:
    path = purelib / f"jupyter_promote_{package}.pth"
    line = f"{source}\n"
    pth = Installed("pth", done.python, done.root, done.distribution, str(path))
    try:
        if path.exists():
            if path.read_text("utf-8") == line:
                return done
            said = f"{path} makes another {package} importable already."
            raise UnusableInput("already-installed", said, str(path))
        path.write_text(line, "utf-8")
    except OSError as error:
        said = f"{path} can't be written: {error.strerror}."
        raise UnusableInput("read-only-environment", said, str(path)) from error
    return pth


def _without_pth(installed: Installed) -> None:
    path = Path(installed.pth)
    try:
        line = path.read_text("utf-8").rstrip("\n")
        if Path(line).is_relative_to(installed.root):
            path.unlink()
    except FileNotFoundError:
        return
    except OSError as error:
        said = f"{path} can't be removed: {error.strerror}."
        raise UnusableInput("not-uninstalled", said, str(path)) from error


def _entries(root: Path, folder: Path) -> set[str]:
    """What lies at the project's top and beside the package, relative to the root."""
    places = {root, folder} if folder.is_relative_to(root) else {root}
    return {str(path.relative_to(root)) for place in places for path in place.iterdir()}


def _clear_litter(installed: Installed) -> None:
    for name in installed.litter.splitlines():
        path = Path(installed.root, name)
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
