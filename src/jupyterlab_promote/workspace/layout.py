"""Where a project keeps its import package: what its pyproject.toml says, and what is on the disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import Any

from ..core.errors import UnusableInput
from .naming import require_usable, suggested

_FOLDERS = """
bench benchmarks build data dist doc docs env example examples node_modules notebooks scripts test tests tools venv
"""
_NO_PACKAGE = frozenset(_FOLDERS.split())


@dataclass(frozen=True, slots=True)
class Home:
    """An import package's (dotted) name and its folder, relative to the root, with forward slashes."""

    package: str
    path: str


class Table:
    """A TOML table that may be anything: asking for what is not there gives an empty answer."""

    def __init__(self, value: object) -> None:
        self._value: Mapping[str, Any] = value if isinstance(value, dict) else {}

    def table(self, *keys: str) -> Table:
        """The table under these keys."""
        value: object = self._value
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return Table(value)

    def text(self, key: str) -> str:
        """The string under this key."""
        value = self._value.get(key)
        return value if isinstance(value, str) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """The strings under this key: one, or those of an array."""
        value = self._value.get(key)
        items = value if isinstance(value, list) else [value]
        return tuple(item for item in items if isinstance(item, str))

    def tables(self, key: str) -> tuple[Table, ...]:
        """The tables of the array under this key."""
        value = self._value.get(key)
        return tuple(Table(item) for item in value) if isinstance(value, list) else ()

    def __contains__(self, key: str) -> bool:
        return key in self._value


def home_of(root: Path, toml: Mapping[str, Any], package: str | None) -> Home:
    """Where the package is or would be; `package` is the name that the person gave.

    Raises UnusableInput `package-name`, `several-packages`, `single-module`.
    """
    document = Table(toml)
    if package is not None:
        require_usable(package)
        return _named(root, document, package)
    _refuse_single_module(root, document)
    for home in _declared(root, document):
        return _deepened(root, home)
    found = _found(root, document)
    name = suggested(_project_name(document) or root.name)
    for home in found:
        if home.package.lower() == name.lower():
            return home
    if len(found) > 1:
        names = ", ".join(home.package for home in found)
        sentence = f"{root} holds several packages ({names}): say which one is meant."
        raise UnusableInput("several-packages", sentence, str(root))
    return found[0] if found else _named(root, document, name)


def _named(root: Path, document: Table, package: str) -> Home:
    inner = PurePosixPath(*package.split("."))
    for base in (*_bases(document), "src", "."):
        folder = PurePosixPath(base, inner)
        if (root / folder).is_dir():
            return Home(package, str(folder))
    for home in _declared(root, document):
        if home.package == package:
            return home
    return Home(package, str(PurePosixPath(_base_of_new(root, document), inner)))


def _base_of_new(root: Path, document: Table) -> str:
    """The folder for a new package: the declared one, else where the others are, else src."""
    bases = (
        *_bases(document),
        *(str(PurePosixPath(h.path).parent) for h in _found(root, document)),
    )
    return next(iter(bases), "src")


def _project_name(document: Table) -> str:
    poetry = document.table("tool", "poetry")
    flit = document.table("tool", "flit", "metadata")
    return document.table("project").text("name") or poetry.text("name") or flit.text("module")


def _bases(document: Table) -> Iterator[str]:
    """Folders that the metadata says hold packages."""
    tool = document.table("tool")
    for entry in tool.table("poetry").tables("packages"):
        if entry.text("from"):
            yield entry.text("from")
    setuptools = tool.table("setuptools")
    yield from setuptools.table("packages", "find").texts("where")
    if setuptools.table("package-dir").text(""):
        yield setuptools.table("package-dir").text("")
    if tool.table("pdm", "build").text("package-dir"):
        yield tool.table("pdm", "build").text("package-dir")
    uv = tool.table("uv", "build-backend")
    if "module-root" in uv:
        yield uv.text("module-root") or "."


def _declared(root: Path, document: Table) -> Iterator[Home]:
    """The packages that the metadata names, in its order."""
    tool = document.table("tool")
    for entry in tool.table("poetry").tables("packages"):
        yield from _home(entry.text("include"), entry.text("from"))
    wheel = tool.table("hatch", "build", "targets", "wheel")
    for key in ("packages", "only-include", "include"):
        for path in wheel.texts(key):
            yield from _home(path)
    for path in tool.table("pdm", "build").texts("includes"):
        yield from _home(path)
    yield from _setuptools(root, tool.table("setuptools"))
    flit = tool.table("flit", "module").text("name") or tool.table("flit", "metadata").text(
        "module"
    )
    names = (flit, tool.table("uv", "build-backend").text("module-name"))
    for name in filter(None, names):
        yield _on_disk(root, document, name)


def _on_disk(root: Path, document: Table, package: str) -> Home:
    inner = PurePosixPath(*package.split("."))
    bases = (*_bases(document), "src", ".")
    base = next((base for base in bases if (root / base / inner).is_dir()), bases[0])
    return Home(package, str(PurePosixPath(base, inner)))


def _setuptools(root: Path, table: Table) -> Iterator[Home]:
    """`packages = ["churn", "churn.plots"]`, with `package-dir` for the root or for one package."""
    folders = table.table("package-dir")
    for package in table.texts("packages"):
        if "." not in package:
            folder = folders.text(package) or str(PurePosixPath(folders.text(""), package))
            yield Home(package, str(PurePosixPath(folder)))


def _home(path: str, base: str = "") -> Iterator[Home]:
    """A path of the metadata that is a package's folder: not a glob, a module or a folder of tests."""
    written = PurePosixPath(path.strip("/")).parts
    parts = tuple(takewhile(lambda part: "*" not in part, written))
    inner = parts[1:] if not base and parts[:1] == ("src",) else parts
    if inner and all(part.isidentifier() for part in inner) and inner[0] not in _NO_PACKAGE:
        yield Home(".".join(inner), str(PurePosixPath(base, *parts)))


def _found(root: Path, document: Table) -> tuple[Home, ...]:
    """The packages on the disk: those where the metadata says, else in src, else in the root."""
    for base in (*_bases(document), "src", "."):
        homes = tuple(_packages_in(root, base))
        if homes:
            return homes
    return ()


def _packages_in(root: Path, base: str) -> Iterator[Home]:
    if not (root / base).is_dir():
        return
    for folder in sorted((root / base).iterdir()):
        plain = folder.name.isidentifier() and folder.name.lower() not in _NO_PACKAGE
        if plain and folder.is_dir() and (folder / "__init__.py").exists():
            yield Home(folder.name, str(PurePosixPath(base, folder.name)))
        elif plain and base != "." and folder.is_dir():
            home = _deepened(root, Home(folder.name, str(PurePosixPath(base, folder.name))))
            if home.package != folder.name:
                yield home


def _deepened(root: Path, home: Home) -> Home:
    """Follow a namespace package (no `__init__.py`, no module) down to the package in it."""
    folder = root / home.path
    if not folder.is_dir() or any(folder.glob("*.py")):
        return home
    inside = [f for f in sorted(folder.iterdir()) if f.is_dir() and (f / "__init__.py").exists()]
    if len(inside) != 1 or not inside[0].name.isidentifier():
        return home
    name = inside[0].name
    return Home(f"{home.package}.{name}", str(PurePosixPath(home.path, name)))


def _refuse_single_module(root: Path, document: Table) -> None:
    modules = document.table("tool", "setuptools").texts("py-modules")
    if modules and not _found(root, document):
        sentence = (
            f"{root} is made of the single module {modules[0]}.py: there is no package to add to."
        )
        raise UnusableInput("single-module", sentence, str(root))
