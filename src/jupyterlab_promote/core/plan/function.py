"""A run of statements becomes a function, and the call that stands for it."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from dataclasses import dataclass

from ..lines import lines_of
from ..trees import module_of, nodes_of
from .occurrences import mentions
from .splices import Splice, spliced

INDENT = "    "
_STARTS = {"FSTRING_START", "TSTRING_START"}
_ENDS = {"FSTRING_END", "TSTRING_END"}
_MAY_SPAN_LINES = re.compile(r"\"\"\"|'''|\\[\r\n]|\b[a-z]?[ft][a-z]?[\"']", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Taken:
    """A parameter: what the function calls it, and the expression that the call passes.

    `by_keyword` says that the call names it, which is how a literal is passed.
    """

    name: str
    passed: str
    annotation: str | None = None
    default: str | None = None
    by_keyword: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """All that decides how a run of statements reads as a function.

    `body` is the run's text, unindented, with every rename made; `returned` are the function's own
    names of what comes out, `annotation` their type and `bound` what the notebook calls them. `shows`
    says that the last statement is the expression that the cell displays, `ends` that the run has its
    own `return`s.
    """

    name: str
    docstring: str
    body: str
    taken: tuple[Taken, ...] = ()
    returned: tuple[str, ...] = ()
    bound: tuple[str, ...] = ()
    is_async: bool = False
    shows: bool = False
    ends: bool = False
    annotation: str | None = None


def function_of(step: Step) -> str:
    """The function's text, before Black.

    A body `x = g(y)` that returns `x` becomes `def f(y): <docstring>; return g(y)`.
    """
    keyword = "async def" if step.is_async else "def"
    arrow = f" -> {step.annotation}" if step.annotation else ""
    head = f"{keyword} {step.name}({', '.join(map(_declared, step.taken))}){arrow}:"
    docstring = _docstring(step.docstring) if step.docstring else []
    lines = [head, *docstring, *indented(ended(step))]
    return "".join(line.rstrip("\n") + "\n" for line in lines)


def call_of(step: Step) -> str:
    """The statement that stands in the notebook for the run: `a, b = f(x)`; defaults are not said again."""
    said = (t for t in step.taken if not (t.by_keyword and t.passed == t.default))
    passed = ", ".join(f"{t.name}={t.passed}" if t.by_keyword else t.passed for t in said)
    awaited = "await " if step.is_async else ""
    target = f"{', '.join(step.bound)} = " if step.bound else ""
    return f"{target}{awaited}{step.name}({passed})"


def _declared(taken: Taken) -> str:
    typed = f"{taken.name}: {taken.annotation}" if taken.annotation else taken.name
    if taken.default is None:
        return typed
    return f"{typed} = {taken.default}" if taken.annotation else f"{typed}={taken.default}"


def _docstring(text: str) -> list[str]:
    r"""The lines of a docstring's literal: raw where it holds a backslash, never closed early."""
    quoted = '"""'
    body = text.strip().replace(quoted, "'''")
    if body.endswith('"'):
        body += " "
    if body.endswith("\\"):
        body += "."
    if "\n" in body:
        body += "\n"
    literal = ("r" if "\\" in body else "") + quoted + body + quoted
    return [INDENT + line if line.strip() else line for line in literal.split("\n")]


def indented(text: str) -> list[str]:
    """The lines one level deeper; a line that begins inside a string keeps its place, as it is a value."""
    kept = lines_inside_strings(text)
    lines = lines_of(text)
    return [
        line if number in kept or not line.strip() else INDENT + line.lstrip("\f")
        for number, line in enumerate(lines, start=1)
    ]


def lines_inside_strings(text: str) -> frozenset[int]:
    """The lines, from 1, that begin inside a string."""
    if not _MAY_SPAN_LINES.search(text):
        return frozenset()
    inside: set[int] = set()
    opened: list[int] = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        kind = tokenize.tok_name[token.type]
        if kind == "STRING":
            inside.update(range(token.start[0] + 1, token.end[0] + 1))
        elif kind in _STARTS:
            opened.append(token.start[0])
        elif kind in _ENDS:
            inside.update(range(opened.pop() + 1, token.end[0] + 1))
    return frozenset(inside)


def ended(step: Step) -> str:
    """The body with its last statement returned, or with a `return` of what comes out."""
    tree = module_of(step.body)
    last = tree.body[-1]
    if step.shows:
        return _returning(step.body, last.lineno, last.col_offset, last.col_offset)
    if not step.returned:
        return step.body
    value = _value_start(step.body, last)
    if value is not None and _needs_no_name(step, tree, last):
        return _returning(step.body, last.lineno, last.col_offset, value)
    return step.body.rstrip("\n") + f"\nreturn {', '.join(step.returned)}"


def _needs_no_name(step: Step, tree: ast.Module, last: ast.stmt) -> bool:
    """Whether the last statement only names what is returned, and no closure knows it by that name."""
    match last:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Name(id=same)) if name == same:
            return False  # `x = x` would leave nothing behind
        case ast.Assign(targets=[ast.Name(id=name)]) if step.returned == (name,):
            return not any(_knows(node, name) for node in nodes_of(tree))
    return False


def _knows(node: ast.AST, name: str) -> bool:
    scopes = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.GeneratorExp, ast.ClassDef)
    return isinstance(node, scopes) and name in mentions([node])


def _value_start(body: str, last: ast.stmt) -> int | None:
    """Where the value begins, in a short `x = value` that ends its line; None for anything else."""
    if not isinstance(last, ast.Assign) or last.lineno != last.end_lineno:
        return None
    line = lines_of(body)[last.lineno - 1].encode("utf-8", "surrogatepass")
    equals = re.compile(rb"\s*=\s*").match(line, last.targets[0].end_col_offset or 0)
    if equals is None or line[last.end_col_offset :].strip():
        return None
    return equals.end()


def _returning(body: str, row: int, start: int, value: int) -> str:
    """The body with `return` in line `row` in the place of what stands from `start` up to `value`."""
    return spliced(body, [Splice(0, (row, start), (row, value), "return ")])
