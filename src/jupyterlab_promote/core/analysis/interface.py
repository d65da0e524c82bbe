"""Live-in and live-out of a run of top-level statements, or why it can't become a function.

The rules are the table in docs/how-it-works.md; each refusal has its slug there.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ..model import Refusal
from . import calls as known
from .analyse import Analysis
from .constants import is_constant
from .facts import Import, Interface, Statement
from .first_reads import first_reads
from .flow import explains
from .gathering import Run, gathered
from .imported import imports_of, is_one_value, star_imports
from .names import names_in
from .obstacles import obstacle
from .scope_obstacle import scope_obstacle

RULE = "extract-step"


def interface_of(analysis: Analysis, first: int, last: int) -> Interface | Refusal:
    """The interface of statements `first` to `last` (indices, inclusive), were they a function."""
    statements = analysis.statements[first : last + 1]
    refused = obstacle(analysis, statements)
    if refused is not None:
        return _refusal(analysis, statements, *refused)
    run = gathered(analysis, statements)
    returns = [n for n in run.binds if analysis.flow.is_live_after(n, last)]
    returns += [n for n in _resources(statements) if n in run.binds and n not in returns]
    for name in returns:
        if name not in run.bound:
            run.reads.setdefault(name, first)
    refused = scope_obstacle(analysis, statements, run, returns)
    if refused is not None:
        return _refusal(analysis, statements, *refused)
    found = _sorted_out(analysis, run, first)
    if isinstance(found, tuple):
        return _refusal(analysis, statements, *found)
    shows = statements[-1].displays
    localised = tuple(n for n in run.binds if n not in returns and n not in run.killed)
    return Interface(
        parameters=_in_order(found.parameters, statements),
        returns=tuple(n for n in run.binds if n in returns),
        localised=localised,
        stale=tuple(n for n in localised if analysis.flow.leaves_stale(n, first, last)),
        imports=tuple(found.imports.values()),
        definitions=tuple(sorted(found.definitions)),
        constants=tuple(sorted(found.constants)),
        star=tuple(found.star),
        unresolved=(),
        is_async=any(s.facts.awaits for s in statements),
        shows=shows,
    )


def _refusal(
    analysis: Analysis, statements: Sequence[Statement], slug: str, reason: str
) -> Refusal:
    cells = dict.fromkeys(s.cell for s in statements)
    return Refusal(RULE, tuple(analysis.notebook.cells[c].id for c in cells), slug, reason)


def _resources(statements: Sequence[Statement]) -> Iterator[str]:
    """Names whose object lives as long as the name: files, temporary directories, animations."""
    for statement in statements:
        node = statement.node
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            made = {c.rpartition(".")[2] for c in statement.facts.calls}
            if made & known.RESOURCES:
                yield from statement.facts.binds


@dataclass
class _Sorted:
    parameters: list[str] = field(default_factory=list)
    imports: dict[str, Import] = field(default_factory=dict)
    definitions: set[int] = field(default_factory=set)
    constants: set[int] = field(default_factory=set)
    star: dict[str, None] = field(default_factory=dict)


def _sorted_out(analysis: Analysis, run: Run, first: int) -> _Sorted | tuple[str, str]:
    """Where each name that the run reads comes from."""
    found = _Sorted()
    for name, index in run.imported.items():
        clash = _import_clash(analysis, run, name, index, first)
        if clash is not None:
            return clash
        found.imports.update(imports_of(analysis, (index,), name))
    for name in run.reads:
        refused = _place(analysis, found, name, first, bound_in_run=name in run.binds)
        if refused is not None:
            return refused
    return found


def _import_clash(
    analysis: Analysis, run: Run, name: str, index: int, first: int
) -> tuple[str, str] | None:
    if name in run.binds or run.reads.get(name, index) < index:
        return "import-rebinds", f"it uses “{name}” before or besides importing it"
    return None


def _place(
    analysis: Analysis, found: _Sorted, name: str, first: int, *, bound_in_run: bool
) -> tuple[str, str] | None:
    flow = analysis.flow
    reaching = flow.reaching(name, first)
    if not reaching:
        return _place_unbound(analysis, found, name, first, bound_in_run=bound_in_run)
    if not flow.certainly_bound(name, first):
        if explains(name):  # the call finds what the notebook has set, or the builtin
            found.parameters.append(name)
            return None
        if not _fails_at_once(analysis, name, first):
            return "maybe-unbound", f"“{name}” may not be set when this code starts"
    kinds = {analysis.statements[i].kind for i in reaching}
    if kinds == {"import"} and not bound_in_run:
        imports = imports_of(analysis, reaching, name)
        if is_one_value(imports):
            found.imports.update(imports)
            return None
    if len(reaching) == 1 and kinds <= {"definition", "class"} and not bound_in_run:
        found.definitions.add(reaching[0])
        return None
    if len(reaching) == 1 and not bound_in_run and is_constant(analysis, reaching[0]):
        found.constants.add(reaching[0])
    found.parameters.append(name)
    return None


def _fails_at_once(analysis: Analysis, name: str, first: int) -> bool:
    """Whether the run, where the name is not set, fails as its call would: before anything has happened."""
    read = first_reads(analysis.statements[first].node)
    before = read[: read.index(name)] if name in read else read
    flow = analysis.flow
    return name in read and all(
        flow.certainly_bound(n, first) or n in known.BUILTINS for n in before
    )


def _place_unbound(
    analysis: Analysis, found: _Sorted, name: str, first: int, *, bound_in_run: bool
) -> tuple[str, str] | None:
    if bound_in_run:
        return "maybe-unbound", f"“{name}” may not be set when it is needed"
    if name == "display":
        found.imports["display"] = Import("display", "IPython.display", "display", 0, False, -1)
        return None
    if explains(name):
        return None
    stars = [module for index, module in star_imports(analysis) if index < first]
    if stars:
        found.star.update(dict.fromkeys(stars))
        return None
    return "unresolved-name", f"nothing in the notebook says where “{name}” comes from"


def _in_order(names: Sequence[str], statements: Sequence[Statement]) -> tuple[str, ...]:
    """The names in the order in which the source first mentions them."""
    if len(names) < 2:
        return tuple(names)
    first_use: dict[str, int] = {}
    for statement in statements:
        if statement.node is not None:
            for name in _names_in(statement.node):
                first_use.setdefault(name, len(first_use))
    return tuple(sorted(names, key=lambda n: (first_use.get(n, len(first_use)), n)))


@lru_cache(maxsize=50_000)
def _names_in(node: ast.stmt) -> tuple[str, ...]:
    return tuple(names_in(node))
