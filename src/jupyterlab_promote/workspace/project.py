"""The project that a notebook is promoted into."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..core.errors import UnusableInput
from ..core.plan.edits import Project
from .checks import confined, real_path, require_own_project
from .layout import Home, home_of
from .naming import hidden_by, objection, require_usable, suggested
from .snapshot import texts_of
from .trouble import read_bytes, said_plainly

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def find_project(notebook: Path, into: Path | None = None, package: str | None = None) -> Project:
    """The project in `into`; else the one nearest above the notebook, never above a repository's
    root; else a new one in the notebook's folder. Reads the disk, writes nothing.

    `package` is the import package to use, by the name that the person gave. `files` holds
    pyproject.toml, README.md and .gitignore where they exist besides the modules. Raises
    UnusableInput: missing, is-a-directory, not-readable (the notebook), broken-toml, not-utf-8,
    leads-out, site-packages, package-name, several-packages, single-module, into-package,
    not-a-directory.
    """
    with said_plainly(notebook):
        _require_file(notebook)
        root = real_path(_root(notebook.absolute(), into))
        require_own_project(root)
        exists = os.path.lexists(root / "pyproject.toml")
        toml = _read_toml(root) if exists else {}
        home = home_of(root, toml, package) if exists else _new_home(root, notebook, into, package)
        confined(root / home.path, root)
        files = texts_of(root, home.path)
        return Project(str(root), home.package, home.path, exists, files)


def _require_file(notebook: Path) -> None:
    if notebook.is_dir():
        sentence = f"{notebook} is a directory, not a notebook."
        raise UnusableInput("is-a-directory", sentence, str(notebook))
    if not notebook.is_file():
        raise UnusableInput("missing", f"There is no file {notebook}.", str(notebook))
    if not os.access(notebook, os.R_OK):
        sentence = f"You are not allowed to read {notebook}."
        raise UnusableInput("not-readable", sentence, str(notebook))


def _root(notebook: Path, into: Path | None) -> Path:
    if into is None:
        folder = notebook.parent
        return next((up for up in _within_repository(folder) if _is_project(up)), folder)
    into = Path(os.path.abspath(into))
    place = next(up for up in (into, *into.parents) if os.path.lexists(up))
    if not place.is_dir():
        raise UnusableInput("not-a-directory", f"{place} is not a directory.", str(place))
    if (into / "__init__.py").exists() and not _is_project(into):
        sentence = f"{into} is a package itself: give the project that it belongs to."
        raise UnusableInput("into-package", sentence, str(into))
    return into


def _is_project(folder: Path) -> bool:
    return os.path.lexists(folder / "pyproject.toml")


def _within_repository(folder: Path) -> Iterator[Path]:
    for up in (folder, *folder.parents):
        yield up
        if (up / ".git").exists():
            return


def _read_toml(root: Path) -> Mapping[str, Any]:
    path = confined(root / "pyproject.toml", root)
    try:
        return tomllib.loads(read_bytes(path).decode())
    except UnicodeDecodeError as error:
        raise UnusableInput("not-utf-8", f"{path} is not UTF-8 text.", str(path)) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"line (\d+)", str(error))
        place = f", line {line.group(1)}" if line else ""
        reason = re.sub(r"\s*\(at .*\)$", "", str(error))
        sentence = f"{path}{place} is not valid TOML: {reason}."
        raise UnusableInput("broken-toml", sentence, f"{path}{place}") from error


def _new_home(root: Path, notebook: Path, into: Path | None, package: str | None) -> Home:
    """The src layout that Poetry makes, in a name that hides nothing and that nothing hides."""
    name = suggested(root.name) if into is None else _after_folder(root)
    name = name if package is None else package
    require_usable(name)
    rival = hidden_by(name, notebook.absolute().parent)
    if rival is not None and package is None and into is None:
        name, rival = f"{name}_project", hidden_by(f"{name}_project", notebook.absolute().parent)
    if rival is not None:
        sentence = f"The notebook would import {rival} instead of a package called {name}."
        raise UnusableInput("package-name", sentence, name)
    return Home(name, f"src/{name.replace('.', '/')}")


def _after_folder(root: Path) -> str:
    """The name of a project is the name of its folder; one that can't be used is refused."""
    plain = re.sub(r"[-. ]+", "_", root.name).lower()
    return plain if objection(plain) and plain.isidentifier() else suggested(root.name)
