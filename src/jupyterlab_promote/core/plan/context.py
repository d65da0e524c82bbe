"""What planning works on, and what it has decided so far."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from ..analysis.analyse import Analysis
from ..model import Refusal
from .choices import Choice, following
from .edits import Environment, Project
from .formatting import Style, style_of
from .import_lines import Origins
from .names import words_of
from .shelf import Shelf, shelf_of


@dataclass(frozen=True)
class Context:
    """The notebook, the project and the environment, and what follows from them."""

    analysis: Analysis
    project: Project
    environment: Environment

    @cached_property
    def style(self) -> Style:
        """How the project formats."""
        return style_of(self.project.files.get("pyproject.toml", ""))

    @cached_property
    def origins(self) -> Origins:
        """How imports are grouped."""
        stdlib = self.environment.stdlib or frozenset(sys.stdlib_module_names)
        return Origins(stdlib, self.project.package)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the notebook's code cells, whatever their language."""
        cells = (c for c in self.analysis.notebook.cells if c.kind == "code")
        return frozenset().union(*(words_of(cell.source) for cell in cells))

    def path_of(self, module: str) -> str:
        """The file of a module of the package; a sub-package's is its `__init__.py`."""
        base = f"{self.project.package_path}/{module.replace('.', '/')}"
        package = f"{base}/__init__.py"
        return package if package in self.project.files else f"{base}.py"

    def text_of(self, module: str) -> str | None:
        """The text of a module, None where it is still to be made."""
        return self.project.files.get(self.path_of(module))

    def shelf_of(self, module: str) -> Shelf | None:
        """What a module binds; None where it can't be read."""
        inside = f"{module}.__init__" if self.path_of(module).endswith("/__init__.py") else module
        return shelf_of(self.text_of(module), self.project.package, inside)

    def dotted(self, module: str) -> str:
        """What `import` calls a module of the package."""
        return f"{self.project.package}.{module}"


@dataclass(frozen=True, slots=True)
class State:
    """The choices that are left, and why the others are not.

    `staying` are definitions that can't come along, `lifted` literals that have to be constants of a
    module, as they can't be passed.
    """

    choices: tuple[Choice, ...]
    refused: tuple[Refusal, ...] = ()
    staying: frozenset[int] = frozenset()
    lifted: frozenset[int] = frozenset()

    @property
    def fixed(self) -> frozenset[int]:
        """Definitions that can't come along: they stay, or a step takes them with it."""
        inside = (i for c in self.choices if c.is_step for i in c.proposal.statements)
        return self.staying.union(inside)

    @property
    def moves(self) -> Mapping[int, Choice]:
        """Which definition or constant moves by which choice."""
        return {c.first: c for c in self.choices if not c.is_step}

    def without(self, refused: Mapping[str, Refusal]) -> State:
        """Less the choices with these ids; definitions among them stay in the notebook."""
        dropped = [c for c in self.choices if c.id in refused]
        return replace(
            self,
            choices=tuple(c for c in self.choices if c.id not in refused),
            refused=(*self.refused, *(refused[c.id] for c in dropped)),
            staying=self.staying | {c.first for c in dropped if not c.is_step},
        )

    def replacing(self, changed: Mapping[str, Choice]) -> State:
        """With other names or modules for some choices, and for their copies."""
        copies = {
            c.id: following(c, changed[c.copy_of], c.renames)
            for c in self.choices
            if c.copy_of in changed and c.id not in changed
        }
        choices = tuple({**copies, **changed}.get(c.id, c) for c in self.choices)
        return replace(self, choices=choices)

    def adding(self, pulled: tuple[Choice, ...]) -> State:
        """With definitions that others need."""
        choices = sorted((*self.choices, *pulled), key=lambda c: c.proposal.statements)
        return replace(self, choices=tuple(choices))

    def lifting(self, literals: Iterable[int]) -> State:
        """With literals that become constants of a module."""
        return replace(self, lifted=self.lifted.union(literals))
