"""A plan is data: what to write, and the fingerprints of what it was planned on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..model import CellEdit as CellEdit
from ..model import InsertCell as InsertCell
from ..model import Problem, Refusal
from ..model import RemoveCell as RemoveCell
from ..model import ReplaceCell as ReplaceCell


@dataclass(frozen=True, slots=True)
class CreateFile:
    """A new file; `path` is relative to the project's root, with forward slashes."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class ReplaceText:
    """A file whose text was `before` becomes `after`."""

    path: str
    before: str
    after: str


FileEdit = CreateFile | ReplaceText
Layout = Literal["src", "flat"]


@dataclass(frozen=True, slots=True)
class Project:
    """A snapshot of the project promoted into; nothing here reads the disk.

    `root` is an absolute path. `package` is the import package's name, `package_path` its folder
    relative to the root (`src/churn`, `churn`). `files` holds the texts of pyproject.toml and of
    every .py file of the package and the tests, by path relative to the root.
    `exists` is False where the project is still to be made.
    """

    root: str
    package: str
    package_path: str
    exists: bool
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Environment:
    """The notebook's kernel environment, as its own Python describes it.

    `distributions` maps a top-level import name to (distribution, version). Empty when unknown.
    `stdlib` holds the standard library's module names. `loose` are modules that it imports from
    files beside the notebook or elsewhere on its path: no distribution provides them. `pythons`
    maps a distribution (normalised) to the Pythons that it and all it requires run on (PEP 440).
    """

    python: str = ""
    version: tuple[int, int] = (3, 10)
    distributions: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    stdlib: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()
    pythons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Promoted:
    """What a plan does for one accepted proposal.

    `localised` are names that the notebook binds no more; of a definition, what the notebook called it
    before: it calls it `name` from now on.
    """

    id: str
    rule: str
    name: str
    module: str
    cells: tuple[str, ...]
    parameters: tuple[str, ...]
    returns: tuple[str, ...]
    localised: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Edits, and the fingerprints of what they were planned on.

    `fingerprints` maps each file that is replaced to the SHA-256 of its bytes (UTF-8). `moved_to` is
    the notebook's new path, or empty where it stays.
    """

    notebook: str
    notebook_fingerprint: str
    root: str
    package: str
    package_path: str
    file_edits: tuple[FileEdit, ...]
    cell_edits: tuple[CellEdit, ...]
    fingerprints: Mapping[str, str]
    promoted: tuple[Promoted, ...]
    refused: tuple[Refusal, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...] = ()
    moved_to: str = ""
