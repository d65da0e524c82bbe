"""Better names for functions that are called `func1` or `do_it`, from their docstring, comments and body."""

from __future__ import annotations

import ast
from collections.abc import Collection

from ..analysis.facts import Facts, Statement
from ..analysis.own_names import shows_its_name
from ..model import Span
from ..trees import nodes_of
from .deeds import Deed, deed_of
from .naming import is_vague, step_name
from .reading import Reading
from .story import story_of
from .surroundings import Surroundings, comments_in
from .traits import traits_of

Function = ast.FunctionDef | ast.AsyncFunctionDef
_NOTHING_KNOWN = Facts()


def better_name(reading: Reading, statement: Statement, taken: Collection[str]) -> str | None:
    """A telling name for the function that a statement defines.

    `None` where its own name tells, where nothing does, and where the notebook could see another name.
    """
    node = statement.node
    if not isinstance(node, Function) or not is_vague(node.name) or _calls_itself(node):
        return None
    if shows_its_name(reading.analysis, statement.index):
        return None
    body = [_as_statement(child) for child in node.body]
    words = Surroundings("none", comment=_comment(reading, statement), heading=_first_line(node))
    around = (words, *(Surroundings("none") for _ in body[1:]))
    returns = tuple(_returned(node))
    given = tuple(argument.arg for argument in node.args.args)
    story = story_of(body, traits_of(body), around, given, returns)
    deed = deed_of(story)
    if deed.verb == "compute":
        deed = Deed("get", deed.things, deed.phrase)
    return step_name(deed, story, taken) if deed.is_telling else None


def _calls_itself(node: Function) -> bool:
    return any(isinstance(n, ast.Name) and n.id == node.name for n in nodes_of(node))


def _as_statement(node: ast.stmt) -> Statement:
    span = Span(0, node.lineno, node.end_lineno or node.lineno)
    return Statement(0, 0, span, node.lineno, "other", node, _NOTHING_KNOWN)


def _first_line(node: Function) -> str:
    return (ast.get_docstring(node) or "").strip().partition("\n")[0]


def _comment(reading: Reading, statement: Statement) -> str:
    """The comment above the function, else the first one in it."""
    above = reading.around[statement.index].comment
    return above or comments_in(reading.source_of(statement).splitlines()).partition("\n")[0]


def _returned(node: Function) -> list[str]:
    last = node.body[-1]
    value = last.value if isinstance(last, ast.Return) else None
    names = value.elts if isinstance(value, ast.Tuple) else [value]
    return [name.id for name in names if isinstance(name, ast.Name)]
