"""The imports that moved code takes along."""

from __future__ import annotations

from collections.abc import Iterable

from ..analysis.analyse import Analysis
from ..analysis.facts import Import
from ..analysis.once import once
from ..model import Span
from .import_lines import ImportOf, import_of
from .splices import part

Guard = tuple[str, tuple[str, ...]]  # a statement, and the names that it binds


def imports_of(
    analysis: Analysis, found: Iterable[Import]
) -> tuple[tuple[ImportOf, ...], tuple[Guard, ...]]:
    """Imports as lines of their own, and whole statements where an import stands inside one (`try: import x`)."""
    plain: dict[ImportOf, None] = {}
    guards: dict[str, tuple[str, ...]] = {}
    for one in found:
        if one.module or one.level:
            plain[import_of(one)] = None
        else:
            statement = analysis.statements[one.statement]
            source = analysis.notebook.cells[statement.cell].source
            text = part(source, Span(statement.cell, statement.span.first, statement.span.last))
            guards[text] = tuple(sorted(statement.facts.binds))
    return tuple(plain), tuple(guards.items())


def with_submodules(
    analysis: Analysis, imports: Iterable[ImportOf], text: str
) -> tuple[ImportOf, ...]:
    """`import a` as well as `import a.b`, where the notebook has both and the text says `a.b`."""
    found = dict.fromkeys(imports)
    for one in tuple(found):
        if one.symbol is None and one.name == one.module.partition(".")[0]:
            found.update(dict.fromkeys(_of_package(analysis, one.name, text)))
    return tuple(found)


def _of_package(analysis: Analysis, package: str, text: str) -> Iterable[ImportOf]:
    for imports in analysis.imports.values():
        for one in imports:
            if one.name == package and one.symbol is None and not one.alias and one.module in text:
                yield import_of(one)


def futures_above(analysis: Analysis, before: int) -> tuple[ImportOf, ...]:
    """`from __future__ import …` holds for every cell after it."""
    return tuple(found for index, found in _futures(analysis) if index < before)


@once
def _futures(analysis: Analysis) -> tuple[tuple[int, ImportOf], ...]:
    return tuple(
        (index, import_of(found))
        for index, imports in analysis.imports.items()
        for found in imports
        if found.module == "__future__"
    )
