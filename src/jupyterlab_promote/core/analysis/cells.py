"""The statements of one cell, known from its source alone and so remembered by it."""

from __future__ import annotations

import ast
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from ..errors import Unreadable
from ..lines import lines_of
from ..lowering import parse
from ..magics import MagicLine, Masked, mask
from ..trees import nodes_of
from . import calls as known
from .bare import Bare, ReadCell
from .facts import Facts, Kind
from .kinds import gives_none, imports_in, kind_of, printer_of
from .statement_facts import facts_of, magic_calls, of_magic_alone, with_magics
from .walk import Walk

_WORD = re.compile(r"[^\W\d]\w*")
_BLANK_LINE = re.compile(r"^[ \t]+$", re.MULTILINE)


@lru_cache(maxsize=20_000)
def read_cell(source: str, own: frozenset[str] = frozenset()) -> ReadCell:
    """Read one code cell; a cell that does not parse gives a problem and one opaque statement.

    `own` are functions and methods of the notebook's own whose names would tell something else.
    """
    if not source.strip():
        return ReadCell(source, ())
    masked = mask(source)
    try:
        tree = parse(masked.text)
    except Unreadable as error:
        return ReadCell(source, (_opaque(source, ()),), (error.line, error.message))
    if masked.opaque:
        return ReadCell(source, (_opaque(source, masked.magics),))
    return ReadCell(source, tuple(_bare_statements(masked, tree, own)), None, masked.wrapped)


def body_of(source: str) -> list[ast.stmt]:
    """The trees of a cell's statements. Raises Unreadable where it does not parse."""
    read = read_cell(source)
    if read.problem is not None:
        raise Unreadable(*read.problem)
    return [statement.node for statement in read.statements if statement.node is not None]


@lru_cache(maxsize=20_000)
def made_in(source: str) -> frozenset[str]:
    """Functions, methods and named lambdas that a cell defines under a name which tells something else."""
    if "def" not in source and "lambda" not in source:
        return frozenset()
    nodes = [n for s in read_cell(source).statements if s.node for n in nodes_of(s.node)]
    names = {n.name for n in nodes if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))}
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Lambda()):
                names.add(name)
    return frozenset(names) & known.TELLING


def _opaque(source: str, magics: tuple[MagicLine, ...]) -> Bare:
    words = frozenset(_WORD.findall(source))
    assigned = frozenset(name for magic in magics for name in magic.assigned)
    facts = Facts(
        binds=assigned,
        reads=words,
        calls=magic_calls(magics),
        mentions=words,
        effects=frozenset({"notebook"}),
    )
    return Bare(1, max(1, len(lines_of(source))), 1, "opaque", None, facts, False)


def _bare_statements(masked: Masked, tree: ast.Module, own: frozenset[str]) -> Iterator[Bare]:
    lines = lines_of(masked.text)
    has_blanks = _BLANK_LINE.search(masked.text) is not None
    end_of_previous = 0
    body = tree.body
    for position, node in enumerate(body):
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
        last = node.end_lineno or node.lineno
        begin = bisect_left(masked.magics, first, key=lambda magic: magic.last)
        end = bisect_right(masked.magics, last, key=lambda magic: magic.first)
        magics = list(masked.magics[begin:end])
        last = max([last, *(m.last for m in magics)])
        is_last = position == len(body) - 1
        yield _bare(
            node,
            (first, last, _lead(lines, end_of_previous, first)),
            magics,
            is_last and not _suppressed(lines, node),
            has_blanks,
            own,
        )
        end_of_previous = last


def _lead(lines: tuple[str, ...], end_of_previous: int, first: int) -> int:
    line = end_of_previous + 1
    while line < first and not lines[line - 1].strip():
        line += 1
    return min(line, first)


def _suppressed(lines: tuple[str, ...], node: ast.stmt) -> bool:
    line = (node.end_lineno or node.lineno) - 1
    rest = lines[line].encode()[node.end_col_offset :].decode(errors="replace")
    tail = [rest, *lines[line + 1 :]]
    return any(";" in text.partition("#")[0] for text in tail)


def _bare(
    node: ast.stmt,
    place: tuple[int, int, int],
    magics: list[MagicLine],
    at_end: bool,
    has_blanks: bool,
    own: frozenset[str],
) -> Bare:
    found = Walk(own=own)
    found.body([node])
    facts = facts_of(found)
    if has_blanks and _has_blank_line_in_string(node):
        facts = replace(facts, effects=facts.effects | {"blanks"})
    if magics:
        facts = with_magics(facts, magics)
        if _only_magic(node):
            facts = of_magic_alone(facts, magics)
        kind: Kind = "magic" if _only_magic(node) else "block"
        return Bare(*place, kind, node, facts, False)
    prints_by = printer_of(node) if at_end else ""
    shown = at_end and isinstance(node, ast.Expr) and not prints_by and not gives_none(node.value)
    return Bare(
        *place, kind_of(node, shown), node, facts, shown, tuple(imports_in(node)), prints_by
    )


def _has_blank_line_in_string(node: ast.stmt) -> bool:
    """Whether a string other than a docstring holds a line of spaces only."""
    docstrings = {id(n.value) for n in nodes_of(node) if isinstance(n, ast.Expr)}
    return any(
        isinstance(n, ast.Constant)
        and isinstance(n.value, str)
        and id(n) not in docstrings
        and _BLANK_LINE.search(n.value) is not None
        and n.end_lineno != n.lineno
        for n in nodes_of(node)
    )


def _only_magic(node: ast.stmt) -> bool:
    return isinstance(node, (ast.Pass, ast.Assign, ast.AnnAssign, ast.Expr))
