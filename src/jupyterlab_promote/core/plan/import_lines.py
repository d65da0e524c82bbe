"""Import statements as values, in the order in which isort writes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..analysis.facts import Import

FUTURE, STARS, STDLIB, THIRD_PARTY, LOCAL = range(5)


@dataclass(frozen=True, slots=True)
class ImportOf:
    """One bound name of an import: `import module as name`, or `from module import symbol as name`.

    `import a.b` binds `a`: module="a.b", symbol=None, name="a". A star import has symbol="*".
    """

    module: str
    symbol: str | None
    name: str
    level: int = 0

    @property
    def source(self) -> str:
        """What follows `from`: the dots of a relative import and the module."""
        return "." * self.level + self.module

    @property
    def text(self) -> str:
        """The statement that binds this name and nothing else."""
        if self.symbol is None:
            plain = self.name == self.module.partition(".")[0]
            return f"import {self.module}" + ("" if plain else f" as {self.name}")
        return f"from {self.source} import {self.clause}"

    @property
    def clause(self) -> str:
        """What follows `import` in a from-import."""
        plain = self.symbol in (self.name, "*")
        return f"{self.symbol}" if plain else f"{self.symbol} as {self.name}"


@dataclass(frozen=True, slots=True)
class Origins:
    """Where modules come from: the standard library, the package itself, or elsewhere."""

    stdlib: frozenset[str]
    package: str

    def section(self, module: str, level: int = 0) -> int:
        """The group that an import stands in."""
        top = module.partition(".")[0]
        if level or top == self.package:
            return LOCAL
        if top == "__future__":
            return FUTURE
        return STDLIB if top in self.stdlib else THIRD_PARTY


def import_of(found: Import) -> ImportOf:
    """The value of what a notebook imports."""
    if found.symbol is None and not found.alias:
        return ImportOf(found.module, None, found.module.partition(".")[0])
    return ImportOf(found.module, found.symbol, found.name, found.level)


def symbol_key(symbol: str) -> tuple[int, str, str]:
    """isort's order of imported names: CONSTANTS, Classes, functions."""
    kind = 0 if symbol.isupper() and len(symbol) > 1 else 1 if symbol[:1].isupper() else 2
    return kind, symbol.lower(), symbol


def line_key(module: str, symbols: str | None) -> tuple[bool, str, str]:
    """isort's order within a group: `import` before `from`, each by module, whatever its case."""
    return symbols is not None, module.lower(), symbols or ""


def from_line(source: str, clauses: Iterable[str]) -> str:
    """One from-import of several names, each name once, in order."""
    return f"from {source} import {', '.join(sorted(set(clauses), key=symbol_key))}"


def statements_of(wanted: Iterable[ImportOf]) -> list[tuple[ImportOf, str]]:
    """The statements that import all of these: names of one module together, renamed ones alone.

    Each comes with one of the imports that it makes.
    """
    together: dict[str, list[ImportOf]] = {}
    lines: dict[str, ImportOf] = {}
    for one in wanted:
        if one.symbol in (None, "*") or one.symbol != one.name:
            lines.setdefault(one.text, one)
        else:
            together.setdefault(one.source, []).append(one)
    for source, ones in together.items():
        lines.setdefault(from_line(source, [one.clause for one in ones]), ones[0])
    return [(one, text) for text, one in lines.items()]


def block_of(wanted: Iterable[ImportOf], origins: Origins) -> str:
    """The import block of a new module: groups with an empty line between, sorted.

    Star imports come first, in their own order, so that what is imported by name is not overridden.
    """
    groups: dict[int, list[tuple[tuple[bool, str, str], str]]] = {}
    for one, text in statements_of(wanted):
        is_star = one.symbol == "*"
        key = line_key("" if is_star else one.source, None if one.symbol is None else text)
        kind = STARS if is_star else origins.section(one.module, one.level)
        groups.setdefault(kind, []).append((key, text))
    return "\n\n".join(
        "\n".join(t for _, t in (found if kind == STARS else sorted(found)))
        for kind, found in sorted(groups.items())
    )
