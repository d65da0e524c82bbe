"""Why a run of statements can't leave its place, whatever names it uses."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from functools import lru_cache

from ..trees import nodes_of
from . import calls as known
from .analyse import Analysis
from .facts import Facts, Kind, Statement
from .history import counts_cells, hears_of_cells, tells_texts
from .identity import may_merge_constants
from .imported import is_star_import
from .lifetimes import see_lifetimes
from .made_types import makes_types
from .outputs import is_loud
from .reach import names_said
from .whereabouts import asked_for_module, sees_whereabouts

Obstacle = tuple[str, str]
PLACE_OBSERVED: Obstacle = (
    "place-observed",
    "the notebook looks at where its code stands (log records, tracebacks, frames, modules)",
)


def obstacle(analysis: Analysis, statements: Sequence[Statement]) -> Obstacle | None:
    """The first reason, as (slug, sentence), or None."""
    if not statements:
        return "empty-selection", "there is no statement here"
    observed = observed_everywhere(analysis)
    if observed is not None:
        return observed
    unseen = seen_by_values(analysis, statements)
    if unseen is not None:
        return unseen
    for statement in statements:
        found = _of_statement(analysis, statement)
        if found is not None:
            return found
    if all(s.kind == "import" for s in statements):
        return "only-imports", "there is nothing here but imports"
    if any(s.node is not None and is_star_import(s.node) for s in statements[1:]):
        return "star-import", "it imports all names of a module halfway, and may read them before"
    return _of_borders(analysis, statements) or _of_cells(analysis, statements)


def observed_everywhere(analysis: Analysis) -> Obstacle | None:
    """Why nothing at all may leave the notebook."""
    if analysis.flow.lists_names:
        return "namespace-observed", "the notebook lists its own names (dir, %who, %whos)"
    if sees_whereabouts(analysis):
        return PLACE_OBSERVED
    if hears_of_cells(analysis):
        return "notebook-bound", "the notebook has functions run around its cells (events.register)"
    if tells_texts(analysis):
        return "reads-history", "the notebook tells what its cells say (In, %history)"
    return None


def seen_by_values(analysis: Analysis, statements: Sequence[Statement]) -> Obstacle | None:
    """Why the values themselves would tell that these statements run in a function."""
    if see_lifetimes(analysis, statements):
        return (
            "lifetime-observed",
            "the notebook sees when values die (`__del__`, weak references), and a function's own die early",
        )
    if any(_makes_what_is_asked(analysis, statement) for statement in statements):
        return PLACE_OBSERVED
    if may_merge_constants(analysis, statements):
        return "identity-observed", (
            "the notebook compares by identity (`is`, `id`), and equal constants of one function are one object"
        )
    return None


def _makes_what_is_asked(analysis: Analysis, statement: Statement) -> bool:
    """Whether it makes a function or class, and something is asked for its module that may be it."""
    asked = asked_for_module(analysis)
    return (
        bool(asked)
        and (
            statement.kind in ("definition", "class", "opaque", "magic")
            or statement.facts.keeps_closure
        )
        and not asked.isdisjoint(names_said(analysis, statement))
    )


def uses_notebook(names: frozenset[str], calls: frozenset[str]) -> bool:
    """Whether a function with these free names and calls uses the notebook itself when it is called."""
    return bool(names & {"__name__", "__file__", "In", "Out", "get_ipython"}) or (
        "get_ipython" in {c.partition(".")[0] for c in calls}
    )


@lru_cache(maxsize=50_000)
def reads_foreign_frame(calls: frozenset[str]) -> bool:
    """Whether a function with these calls looks at other names than its own when it is called.

    `super()` and `locals()` see only the function's own scope, wherever it lives.
    """
    own = {"super", "locals", "vars", "dir", "re.compile", "compile"}
    frames = {c for c in calls if known.effects_of({c}) & {"frame"}}
    return bool({c for c in frames if c not in own and c.rpartition(".")[2] != "compile"})


def _of_statement(analysis: Analysis, statement: Statement) -> Obstacle | None:
    cell = analysis.notebook.cells[statement.cell]
    if {"raises-exception", "skip-execution"} & set(cell.tags) or cell.shows_error:
        return "may-raise", "its cell is expected to fail, so it may stop halfway"
    if "parameters" in cell.tags:
        return "parameters-cell", "its cell is tagged “parameters”, which other tools rewrite"
    history = {"__", "___"} if analysis.flow.is_bound("_") else {"_", "__", "___"}
    if not history.isdisjoint(statement.facts.reads) and statement.node is not None:
        return "reads-history", "it uses the last output (“_”)"
    return _of_code(statement.node, statement.kind, statement.facts)


@lru_cache(maxsize=50_000)
def _of_code(node: ast.stmt | None, kind: Kind, facts: Facts) -> Obstacle | None:
    if node is None:
        return "opaque-cell", "this cell is not plain Python"
    if "notebook" in facts.effects or uses_notebook(facts.later, facts.later_calls):
        return "notebook-bound", "it uses the notebook itself (a magic, __name__, In or Out)"
    if "frame" in facts.effects or reads_foreign_frame(facts.later_calls):
        return "reads-frame", "it looks at its own frame (locals, globals, exec, eval or the like)"
    if "blanks" in facts.effects:
        return "blank-in-string", "a string in it has a line of spaces only, which IPython empties"
    if facts.global_writes:
        written = ", ".join(sorted(facts.global_writes))
        return (
            "writes-global",
            f"a function made here sets the notebook's own {written} by `global`",
        )
    if kind == "import":
        return None
    nodes = nodes_of(node)
    kinds = set(map(type, nodes))
    if ast.ImportFrom in kinds and any(map(is_star_import, nodes)):
        return "star-import", "it imports all names of a module, which no function may do"
    if ast.Global in kinds:
        return "scope-declaration", "it declares names as global"
    if ast.ClassDef in kinds or makes_types(node):
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
    if counts_cells(analysis):
        return (
            "reads-history",
            "a cell would be gone, and the notebook goes by their numbers (Out[3])",
        )
    for statement in statements:
        if statement.cell != last_cell and is_loud(analysis, statement):
            return "outputs-inside", "an earlier cell of it prints or plots"
    return None
