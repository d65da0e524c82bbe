"""The parameters of a step: the names that it gets, the types that may be written, the literals lifted."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..analysis.analyse import Analysis
from ..analysis.facts import Statement
from ..model import Refusal
from ..spelling import spelled
from ..trees import nodes_of
from .choices import Choice
from .function import Taken
from .import_lines import ImportOf, import_of
from .names import BUILTINS, is_usable, words_of
from .occurrences import mentions, renamed
from .splices import Splice, replacing


@dataclass(frozen=True, slots=True)
class Signature:
    """Parameters in order, the splices that rename them in the body, and the imports of their types."""

    taken: tuple[Taken, ...]
    splices: tuple[Splice, ...]
    inner: Mapping[str, str]
    imports: tuple[ImportOf, ...] = ()


def signature_of(
    analysis: Analysis, choice: Choice, passed: Sequence[str], body: Sequence[Statement]
) -> Signature | Refusal:
    """How the step `choice` takes the notebook's names `passed`, and the literals that it lifts.

    Parameters without a default come first, in the proposal's order.
    """
    proposed = {p.source: p for p in choice.proposal.parameters}
    order = [*(s for s in proposed if s in passed), *(n for n in passed if n not in proposed)]
    words = _words(analysis, body)
    taken: list[Taken] = []
    splices: list[Splice] = []
    imports: dict[ImportOf, None] = {}
    inner: dict[str, str] = {}
    for source in order:
        wanted = choice.renames.get(source) or (
            proposed[source].name if source in proposed else source
        )
        used = words | set(order) | set(inner.values())
        change = _rename(analysis, source, wanted, body, used)
        if change is None and source in choice.renames:
            return choice.refused(
                "bad-name", f"“{wanted}” can't be the name of the parameter “{source}”"
            )
        name = wanted if change is not None else source
        splices.extend(change or ())
        inner[source] = name
        annotation = proposed[source].annotation if source in proposed else None
        written, needed = _annotation(analysis, annotation, body[0].index)
        imports.update(dict.fromkeys(needed))
        taken.append(Taken(name, source, written))
    literals, changes = _literals(analysis, choice, body, words | set(inner.values()))
    return Signature((*taken, *literals), (*splices, *changes), inner, tuple(imports))


def return_type(
    analysis: Analysis, text: str | None, first: int
) -> tuple[str | None, tuple[ImportOf, ...]]:
    """The annotation of what comes out, if every name in it can be written in a module."""
    return _annotation(analysis, text, first)


def _words(analysis: Analysis, body: Iterable[Statement]) -> set[str]:
    nodes = [statement.node for statement in body if statement.node is not None]
    return {*mentions(nodes), *(m for s in body for m in analysis.flow.mentions(s))}


def _rename(
    analysis: Analysis, source: str, wanted: str, body: Sequence[Statement], used: Iterable[str]
) -> tuple[Splice, ...] | None:
    if wanted == source:
        return ()
    taken = set(used)
    if not is_usable(wanted) or wanted in taken or wanted in BUILTINS:
        return None
    if any(source in analysis.flow.mentions(statement) for statement in body):
        return None  # a string such as `df.query("x > @limit")` knows it by this name
    splices: list[Splice] = []
    for statement in body:
        if statement.node is None:
            return None
        text = analysis.notebook.cells[statement.cell].source
        found = renamed(statement.cell, text, [statement.node], source, wanted)
        if found is None:
            return None
        splices.extend(found)
    return tuple(splices)


def _annotation(
    analysis: Analysis, text: str | None, before: int
) -> tuple[str | None, tuple[ImportOf, ...]]:
    """The annotation and the imports that it needs; None where a name in it may mean something else."""
    if not text:
        return None, ()
    try:
        tree = ast.parse(text, mode="eval")
    except SyntaxError:
        return None, ()
    found: dict[ImportOf, None] = {}
    for node in nodes_of(tree):
        if isinstance(node, ast.Name):
            known = _known(analysis, node.id, before)
            if known is None:
                return None, ()
            found.update(dict.fromkeys(known))
        elif isinstance(node, ast.Attribute) and not isinstance(node.value, ast.Name):
            return None, ()
    return text, tuple(found)


def _known(analysis: Analysis, name: str, before: int) -> tuple[ImportOf, ...] | None:
    binders = analysis.flow.binders(name)
    if not binders:
        return () if name in BUILTINS else None
    found = {
        import_of(i)
        for b in binders
        for i in analysis.imports.get(b, ())
        if i.name == name and i.module
    }
    is_import = all(b in analysis.imports for b in binders) and min(binders) < before
    return tuple(found) if is_import and len(found) == 1 else None


def _literals(
    analysis: Analysis, choice: Choice, body: Sequence[Statement], used: Iterable[str]
) -> tuple[list[Taken], list[Splice]]:
    """Parameters whose source is a literal: every such literal of the body becomes the parameter."""
    taken: list[Taken] = []
    splices: list[Splice] = []
    names = set(used)
    for parameter in choice.proposal.parameters:
        if parameter.source.isidentifier():
            continue
        name = choice.renames.get(parameter.source, parameter.name)
        places = list(_places_of(analysis, body, parameter.source, name))
        if not places or not is_usable(name) or name in names:
            continue
        names.add(name)
        splices.extend(places)
        default = parameter.default
        taken.append(Taken(name, parameter.source, parameter.annotation, default, by_keyword=True))
    return taken, splices


def _places_of(
    analysis: Analysis, body: Sequence[Statement], literal: str, name: str
) -> Iterable[Splice]:
    try:
        wanted = spelled(ast.parse(literal, mode="eval").body)
    except SyntaxError:
        return
    for statement in body:
        if statement.node is None:
            continue
        inside = {
            id(c)
            for n in nodes_of(statement.node)
            if isinstance(n, ast.JoinedStr)
            for c in nodes_of(n)
        }
        for node in nodes_of(statement.node):
            is_alike = node.__class__ is wanted[0] and id(node) not in inside
            if isinstance(node, ast.expr) and is_alike and spelled(node) == wanted:
                yield replacing(statement.cell, node, name)


def texts_of(analysis: Analysis) -> frozenset[str]:
    """Every word that a code cell of the notebook uses, in whatever language."""
    return frozenset().union(
        *(words_of(cell.source) for cell in analysis.notebook.cells if cell.kind == "code")
    )
