"""Why the names of a run can't become local to a function: others see them, or it sees theirs."""

from __future__ import annotations

from collections.abc import Sequence

from .analyse import Analysis
from .atomic import may_run_code
from .facts import Statement
from .gathering import Run
from .made_functions import shows_made
from .showing import inspected_in, inspected_names


def scope_obstacle(
    analysis: Analysis, statements: Sequence[Statement], run: Run, returns: Sequence[str]
) -> tuple[str, str] | None:
    """What only concerns names: functions and the run seeing each other's bindings."""
    flow = analysis.flow
    first, last = statements[0].index, statements[-1].index
    touched = run.binds.keys() | run.reads.keys()
    may_call = bool(flow.escaped) and any(may_run_code(s.node) for s in statements)
    for name in sorted(flow.captured_from_outside(statements) & run.binds.keys()):
        return "callee-reads-rebound-name", (
            f"a function that is called here reads the notebook's “{name}”, which this code sets"
        )
    for statement in statements:
        for name in sorted(flow.global_writes(statement) & touched):
            return "callee-writes-global", (
                f"a function that is called here sets the global “{name}”, which this code uses"
            )
    for name in sorted(run.binds):
        if may_call and flow.escaped.get(name, first) < first:
            return "callee-reads-rebound-name", (
                f"a function that may be called here reads “{name}”, which this code sets"
            )
    for name in sorted(_inspected(analysis, statements)):
        return "shows-module", f"the notebook inspects or prints “{name}” itself"
    for name in sorted(_kept_closure_names(statements)):
        if flow.is_changed_after(name, last) and (returns or _changes_something(statements)):
            return "closure-sees-rebinding", (
                f"a function made here reads “{name}”, which is set again later"
            )
    if shows_made(analysis, statements, local=run.binds.keys() - set(returns)):
        return "shows-module", (
            "a function made here is kept in a value that the notebook shows, and that says where it is made"
        )
    for name in sorted(run.killed - run.bound):
        if flow.may_be_bound(name, first):
            return "deletes-outer-name", f"it deletes “{name}”, which was set before"
    if statements[-1].displays and returns:
        return "display-and-returns", (
            "its last line is displayed by the cell, and it also gives values to later cells"
        )
    return None


def _kept_closure_names(statements: Sequence[Statement]) -> set[str]:
    return {n for s in statements if s.facts.keeps_closure for n in s.facts.later}


def _inspected(analysis: Analysis, statements: Sequence[Statement]) -> frozenset[str]:
    """Functions made here whose own name the notebook looks at: it would say where they are made.

    So are functions and classes that this code looks at itself: once it stands in a module, nobody
    sees that it does.
    """
    made = frozenset(n for s in statements if s.kind == "definition" for n in s.facts.binds)
    looked_at = frozenset().union(
        *(inspected_in(s.node, s.displays) for s in statements if s.node is not None)
    )
    wanted = made | (looked_at & analysis.flow.functions.keys())
    return wanted and wanted & inspected_names(analysis)


def _changes_something(statements: Sequence[Statement]) -> bool:
    facts = [s.facts for s in statements]
    return any(f.mutates or f.may_mutate or (f.keeps_closure and f.calls) for f in facts)
