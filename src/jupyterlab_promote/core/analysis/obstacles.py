"""Why a run of statements can't leave its place, whatever names it uses."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from ..trees import nodes_of
from . import calls as known
from .analyse import Analysis
from .facts import Statement
from .names import dotted
from .once import once

Obstacle = tuple[str, str]


def obstacle(analysis: Analysis, statements: Sequence[Statement]) -> Obstacle | None:
    """The first reason, as (slug, sentence), or None."""
    if not statements:
        return "empty-selection", "there is no statement here"
    if analysis.flow.lists_names:
        return "namespace-observed", "the notebook lists its own names (dir, %who, %whos)"
    for statement in statements:
        found = _of_statement(analysis, statement)
        if found is not None:
            return found
    if all(s.kind == "import" for s in statements):
        return "only-imports", "there is nothing here but imports"
    return _of_borders(analysis, statements) or _of_cells(analysis, statements)


def _of_statement(analysis: Analysis, statement: Statement) -> Obstacle | None:
    facts = statement.facts
    cell = analysis.notebook.cells[statement.cell]
    if statement.node is None:
        return "opaque-cell", "this cell is not plain Python"
    if "notebook" in facts.effects:
        return "notebook-bound", "it uses the notebook itself (a magic, __name__, In or Out)"
    if "frame" in facts.effects:
        return "reads-frame", "it looks at its own frame (locals, globals, exec, eval or the like)"
    if "blanks" in facts.effects:
        return "blank-in-string", "a string in it has a line of spaces only, which IPython empties"
    if {"_", "__", "___"} & facts.reads - {n for n in ("_",) if analysis.flow.binders("_")}:
        return "reads-history", "it uses the last output (“_”)"
    if {"raises-exception", "skip-execution"} & set(cell.tags) or cell.shows_error:
        return "may-raise", "its cell is expected to fail, so it may stop halfway"
    if "parameters" in cell.tags:
        return "parameters-cell", "its cell is tagged “parameters”, which other tools rewrite"
    if facts.global_writes:
        written = ", ".join(sorted(facts.global_writes))
        return (
            "writes-global",
            f"a function made here sets the notebook's own {written} by `global`",
        )
    if statement.kind == "import":
        return None
    if statement.kind == "class":
        return "defines-class", "a class made inside a function would carry another name"
    return None


def _of_borders(analysis: Analysis, statements: Sequence[Statement]) -> Obstacle | None:
    first, last = statements[0], statements[-1]
    everything = analysis.statements
    before = everything[first.index - 1] if first.index else None
    after = everything[last.index + 1] if last.index + 1 < len(everything) else None
    if before is not None and before.cell == first.cell and before.span.last >= first.span.first:
        return "shares-line", "it begins in the middle of a line"
    if after is not None and after.cell == last.cell and after.span.first <= last.span.last:
        return "shares-line", "it ends in the middle of a line"
    return None


def _of_cells(analysis: Analysis, statements: Sequence[Statement]) -> Obstacle | None:
    last_cell = statements[-1].cell
    for statement in statements[:-1]:
        if statement.displays:
            return "displays-inside", "a cell displays a value in the middle of it"
    if statements[0].cell == last_cell:
        return None
    cells = {s.cell for s in statements}
    if cells & analysis.wrapped:
        return "wrapped-cell", "one of its cells begins with a magic such as %%time"
    for statement in statements:
        if statement.cell != last_cell and _may_put_out(analysis, statement):
            return "outputs-inside", "an earlier cell of it prints or plots"
    return None


def _may_put_out(analysis: Analysis, statement: Statement) -> bool:
    """Whether the statement, or a function that it may call, prints or may draw."""
    calls = set(statement.facts.calls) | set(statement.facts.later_calls)
    seen: set[str] = set()
    queue = [n for n in statement.facts.reads if n in analysis.flow.functions]
    while queue:
        name = queue.pop()
        if name in seen:
            continue
        seen.add(name)
        for definition in analysis.flow.functions.get(name, ()):
            calls |= definition.facts.calls | definition.facts.later_calls
            queue.extend(definition.facts.later)
    if known.effects_of(calls) & {"prints", "plots"}:
        return True
    return any(_from_loud_library(analysis, name.partition(".")[0]) for name in calls)


def _from_loud_library(analysis: Analysis, root: str) -> bool:
    """Whether a call's root is imported from a library that may draw without saying so."""
    for index in analysis.flow.binders(root):
        for imported in analysis.imports.get(index, ()):
            if imported.name == root and not _is_quiet(imported.module):
                return True
    return False


def _is_quiet(module: str) -> bool:
    top = module.partition(".")[0]
    return known.is_quiet_library(module) or top in known.STDLIB


_INSPECTS = frozenset(
    """help getsource getsourcelines getsourcefile getfile getmodule dump dumps type repr str print
    display pprint getdoc signature""".split()
)
_INSPECTING_ATTRIBUTES = frozenset({"__module__", "__qualname__", "__code__", "__globals__"})


@once
def shown_names(analysis: Analysis) -> frozenset[str]:
    """Names whose value, or a container of it, may be printed or displayed as it is."""
    found: set[str] = set()
    for statement in analysis.statements:
        if statement.node is None or not (
            statement.displays
            or statement.facts.calls & _INSPECTS
            or any(c.rpartition(".")[2] in _INSPECTS for c in statement.facts.calls)
            or _has_format(statement.node)
        ):
            continue
        found |= statement.facts.reads
    return frozenset(found)


def _has_format(node: ast.stmt) -> bool:
    return any(isinstance(n, ast.FormattedValue) for n in nodes_of(node))


@once
def inspected_names(analysis: Analysis) -> frozenset[str]:
    """Functions and classes that the notebook itself looks at, shows or pickles."""
    names = analysis.flow.functions.keys()
    found: set[str] = set()
    for statement in analysis.statements:
        if statement.node is None or not names & (statement.facts.reads | statement.facts.later):
            if statement.kind in ("magic", "opaque"):
                found |= _asked_about(statement) & names
            continue
        if statement.kind == "magic":
            found |= _asked_about(statement) & names
        found |= _inspected_in(statement) & names
    return frozenset(found)


def _asked_about(statement: Statement) -> frozenset[str]:
    return statement.facts.mentions


def _inspected_in(statement: Statement) -> set[str]:
    assert statement.node is not None
    found: set[str] = set()
    if statement.displays and isinstance(statement.node, ast.Expr):
        found |= _values_shown(statement.node.value)
    for node in nodes_of(statement.node):
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in _INSPECTS:
            for argument in (*node.args, *(k.value for k in node.keywords)):
                found |= _values_shown(argument)
        elif isinstance(node, ast.FormattedValue) or (
            isinstance(node, ast.Attribute) and node.attr in _INSPECTING_ATTRIBUTES
        ):
            found |= _values_shown(node.value)
    return found


def _values_shown(node: ast.expr) -> set[str]:
    """Names whose own value is shown: not those that are called to make it."""
    if isinstance(node, ast.Name):
        return {node.id}
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return set().union(*(_values_shown(e) for e in node.elts))
    if isinstance(node, ast.Dict):
        return set().union(*(_values_shown(v) for v in node.values))
    return set()
