"""Extract function for any run of statements: in a loop, a branch or a function's body.

The new function stands at top level, above the statement that the run is part of, so the module's
own names stay readable; what the run takes from the function around it becomes a parameter.
Live-out is computed outwards along the levels around the run: what may be read in the rest of each
body, in the next round of a loop, in handlers and `finally`, and at last after the whole.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from ..model import Refusal
from ..trees import nodes_of
from . import calls as known
from .first_reads import first_reads
from .frame import Frame
from .imported import is_star_import
from .interference import interference
from .made_types import makes_types
from .outside import Outside
from .places import Place
from .scope import FUNCTIONS, Function
from .walk import Walk, walk

RULE = "extract"


@dataclass(frozen=True, slots=True)
class NestedInterface:
    """The interface of a run; `ends` says how the call stands: alone or as `return f(…)`."""

    parameters: tuple[str, ...]
    returns: tuple[str, ...]
    is_async: bool
    ends: bool


def nested_interface(place: Place, outside: Outside) -> NestedInterface | Refusal:
    """The interface of the run at `place`, or why it can't become a function."""
    run = walk(place.statements, own=outside.own)
    scopes = place.scopes
    function = next((s for s in reversed(scopes) if isinstance(s, FUNCTIONS)), None)
    refused = _form(place, run, function)
    if refused is not None:
        return Refusal(RULE, (), *refused)
    frame = Frame(place, run, function, outside)
    live = frame.sole_bindings() if run.bound is None else frame.live_out()
    refused = interference(frame, live)
    if refused is not None:
        return Refusal(RULE, (), *refused)
    returns = [n for n in run.binds if n in live]
    if run.returns and (returns or not (run.bound is None or _is_tail(place, function))):
        return Refusal(RULE, (), "returns-early", "it returns on some paths only")
    wanted = dict.fromkeys((*run.reads, *(n for n in run.later if n in run.exposed)))
    wanted |= dict.fromkeys(n for n in returns if run.bound is not None and n not in run.bound)
    unbound = [name for name in wanted if frame.source(name) == "unbound"]
    if unbound and not _fails_at_once(frame, *unbound):
        reason = f"“{unbound[0]}” may not be set when this code starts"
        return Refusal(RULE, (), "maybe-unbound", reason)
    parameters = tuple(name for name in wanted if frame.source(name) != "global")
    return NestedInterface(parameters, tuple(returns), run.awaits, run.returns)


def _fails_at_once(frame: Frame, name: str, *others: str) -> bool:
    """Whether the run, where the name is not set, fails as its call would: before anything has happened."""
    read = first_reads(frame.place.statements[0])
    before = read[: read.index(name)] if name in read else read
    certain = (frame.source(n) == "parameter" or n in known.BUILTINS for n in before)
    return name in read and not others and all(certain)


def _form(place: Place, run: Walk, function: Function | None) -> tuple[str, str] | None:
    """What no names can mend: ways out of the run, scopes, frames."""
    innermost = place.scopes[-1] if place.scopes else None
    if isinstance(innermost, ast.ClassDef):
        return "in-class-body", "it is part of a class's body"
    if run.breaks or run.continues:
        return "leaves-loop", "it breaks out of, or continues, a loop around it"
    if run.yields:
        return "yields", "it yields values of the generator around it"
    if run.returns and function is None:
        return "returns-early", "it returns outside a function"
    nodes = [n for s in place.statements for n in nodes_of(s)]
    if any(isinstance(s, (ast.Global, ast.Nonlocal)) for s in place.statements) or run.declared:
        return "scope-declaration", "it declares names as global or nonlocal"
    if function is None and run.global_names & run.binds.keys():
        return (
            "scope-declaration",
            "a function made here declares a name global that this code sets",
        )
    kinds = set(map(type, nodes))
    imports = [n for n in nodes if isinstance(n, ast.ImportFrom)] if ast.ImportFrom in kinds else []
    if any(map(is_star_import, imports)):
        return "star-import", "it imports all names of a module, which no function may do"
    if any(imported.module == "__future__" for imported in imports):
        return "future-import", "it imports from __future__, which no function may do"
    if ast.ClassDef in kinds or any(map(makes_types, place.statements)):
        return "defines-class", "a class made inside a function would carry another name"
    if "frame" in known.effects_of(run.calls | run.later_calls) or "__class__" in run.reads:
        return "reads-frame", "it looks at its own frame (locals, super, exec, eval or the like)"
    if any(isinstance(s, ast.ClassDef) for s in place.scopes) and _uses_private_names(nodes):
        return "private-name", "it uses a name that the class around it makes private (__name)"
    if function is not None and _is_docstring(place, function):
        return "docstring", "it begins with the docstring of the function around it"
    return None


def _uses_private_names(nodes: list[ast.AST]) -> bool:
    found = (getattr(n, "attr", None) or getattr(n, "id", None) or "" for n in nodes)
    return any(isinstance(n, str) and n.startswith("__") and not n.endswith("__") for n in found)


def _is_docstring(place: Place, function: Function) -> bool:
    first = place.statements[0]
    return (
        first is function.body[0]
        and isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    )


def _is_tail(place: Place, function: Function | None) -> bool:
    """Whether the function ends right after the run, so that falling off its end returns None."""
    if function is None:
        return False
    for level in place.inner_levels[1:]:
        if isinstance(level.owner, (ast.For, ast.AsyncFor, ast.While)):
            return False
        if isinstance(level.owner, ast.Try) and level.owner.orelse and level.block == "body":
            return False
    return not any(level.after for level in place.inner_levels)
