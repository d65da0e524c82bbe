"""Syntax newer than our Python, rewritten into older syntax that binds and reads the same names.

Every replacement takes as many bytes as what it replaces, so that lines and columns (which `ast`
counts in UTF-8 bytes) stay those of the cell.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from .errors import UnusableInput
from .lines import lines_of
from .source import parse_module

_MAYBE_NEWER = re.compile(
    r"\btype\s+\w|\b(?:def|class)\s+\w+\s*\[|\b[fFtTrR]{1,2}[\"']|\bexcept\b.*[*,]|\[.*\*|:\s*\*"
)
_DEFINITION = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class TypeParameters:
    """The names of a definition's own type parameters, and the names that their bounds read."""

    names: frozenset[str]
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lowered:
    """Older syntax, and what it can't say: type parameters by the line and column of their statement."""

    text: str
    parameters: Mapping[tuple[int, int], TypeParameters]


def lowered(text: str) -> Lowered | None:
    """The text in the syntax of Python 3.10, None where libcst can't read it either.

    `f"{row["a"]!r}"` → `( row["a"],   )`, `type Pair[T] = tuple[T, T]` → `() = Pair    = tuple[T, T]`,
    `def f[T](x: T)` → `def f   (x: T)`, `except A, B:` → `except A| B:`, `x[*y]` → `x[ y]`
    """
    if not _MAYBE_NEWER.search(text):
        return None
    try:
        module = parse_module(text)
    except UnusableInput:
        return None
    visitor = _Lowering(text, module)
    visitor.wrapper.module.visit(visitor)
    return Lowered("".join(visitor.characters), visitor.parameters)


def restored(tree: ast.Module, parameters: Mapping[tuple[int, int], TypeParameters]) -> ast.Module:
    """The tree without reads of type parameters, which are no names of the notebook."""
    for node in list(ast.walk(tree)):
        at = (getattr(node, "lineno", 0), getattr(node, "col_offset", 0))
        if isinstance(node, ast.Assign) and at in parameters:
            del node.targets[0]  # the `()` that stands for the keyword
            node.value = _without(parameters[at], node.value)
        elif isinstance(node, _DEFINITION) and at in parameters:
            _forget(parameters[at], node)
    return tree


def _forget(parameters: TypeParameters, node: _DEFINITION) -> None:
    decorators, node.decorator_list = node.decorator_list, []
    _Forgetting(parameters.names).generic_visit(node)
    node.decorator_list = decorators
    if parameters.reads:
        reads = _reads(parameters, node)
        node.body.insert(ast.get_docstring(node, clean=False) is not None, ast.Expr(reads))
        ast.fix_missing_locations(node)


def _without(parameters: TypeParameters, value: ast.expr) -> ast.expr:
    found: ast.expr = _Forgetting(parameters.names).visit(value)
    if parameters.reads:
        found = ast.Tuple([found, *_reads(parameters, value).elts], ast.Load())
    return ast.fix_missing_locations(ast.copy_location(found, value))


def _reads(parameters: TypeParameters, where: ast.AST) -> ast.Tuple:
    names: list[ast.expr] = [ast.Name(name, ast.Load()) for name in parameters.reads]
    return ast.copy_location(ast.Tuple(names, ast.Load()), where)


class _Forgetting(ast.NodeTransformer):
    def __init__(self, names: frozenset[str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self.names and isinstance(node.ctx, ast.Load):
            return ast.copy_location(ast.Constant(0), node)
        return node


class _Lowering(cst.CSTVisitor):
    """Fills `characters`, one entry for each character of the text, outer nodes before inner ones."""

    def __init__(self, text: str, module: cst.Module) -> None:
        super().__init__()
        self.text = text
        self.characters = list(text)
        self.parameters: dict[tuple[int, int], TypeParameters] = {}
        self.wrapper = MetadataWrapper(module, unsafe_skip_copy=True)
        self.positions = self.wrapper.resolve(PositionProvider)
        self.starts = [0, *accumulate(map(len, lines_of(text)))]
        self.follows: set[cst.CSTNode] = set()

    def span(self, node: cst.CSTNode) -> tuple[int, int]:
        at = self.positions[node]
        assert isinstance(at, CodeRange)
        start, end = at.start, at.end
        return self.starts[start.line - 1] + start.column, self.starts[end.line - 1] + end.column

    def blank(self, start: int, end: int) -> None:
        for index in range(start, end):
            if self.text[index] not in "\r\n":
                self.characters[index] = " " * len(self.text[index].encode())

    def put(self, start: int, text: str) -> None:
        self.characters[start : start + len(text)] = text

    def visit_ConcatenatedString(self, node: cst.ConcatenatedString) -> None:
        """The first part stays in front; behind it, f-strings are added and plain strings vanish."""
        for part in _parts(node)[1:]:
            if isinstance(part, cst.SimpleString) and _has_formatted(node):
                self.blank(*self.span(part))
            self.follows.add(part)

    def visit_FormattedString(self, node: cst.CSTNode) -> None:
        start, end = self.span(node)
        self.blank(start, end)
        self.put(start, "+(" if node in self.follows else "(")
        self.put(end - 1, ")")

    def visit_FormattedStringExpression(self, node: Any) -> None:
        code = self.wrapper.module.code_for_node
        start = self.span(node)[0] + 1 + len(code(node.whitespace_before_expression))
        end = start + len(code(node.expression))
        self.characters[start:end] = self.text[start:end]
        self.put(end, ",")

    visit_TemplatedString = visit_FormattedString  # noqa: N815
    visit_TemplatedStringExpression = visit_FormattedStringExpression  # noqa: N815

    def visit_TypeAlias(self, node: cst.TypeAlias) -> None:
        start = self.span(node)[0]
        self.put(start, "() =")
        self.declare(start, node.type_parameters)

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        keyword = node.asynchronous or node.name
        before = 0 if node.asynchronous else len("def") + len(node.whitespace_after_def.value)
        if node.type_parameters is not None:
            self.declare(self.span(keyword)[0] - before, node.type_parameters)

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        before = len("class") + len(node.whitespace_after_class.value)
        if node.type_parameters is not None:
            self.declare(self.span(node.name)[0] - before, node.type_parameters)

    def declare(self, start: int, parameters: cst.TypeParameters | None) -> None:
        """Remembers the parameters of the statement at `start`, and blanks them."""
        line = max(number for number, first in enumerate(self.starts, 1) if first <= start)
        column = len(self.text[self.starts[line - 1] : start].encode())
        names: set[str] = set()
        reads: dict[str, None] = {}
        if parameters is not None:
            self.blank(*self.span(parameters))
            for parameter in parameters.params:
                names.add(parameter.param.name.value)
                for part in (getattr(parameter.param, "bound", None), parameter.default):
                    reads |= dict.fromkeys(self.names_in(part))
        kept = tuple(name for name in reads if name not in names)
        self.parameters[line, column] = TypeParameters(frozenset(names), kept)

    def names_in(self, node: cst.BaseExpression | None) -> Sequence[str]:
        if node is None:
            return ()
        tree = ast.parse(f"({self.wrapper.module.code_for_node(node)})", mode="eval")
        return [name.id for name in ast.walk(tree) if isinstance(name, ast.Name)]

    def visit_ExceptStarHandler(self, node: cst.ExceptStarHandler) -> None:
        star = self.text.index("*", self.span(node)[0])
        self.blank(star, star + 1)

    def visit_ExceptHandler(self, node: cst.ExceptHandler) -> None:
        if isinstance(node.type, cst.Tuple) and not node.type.lpar:
            for element, after in zip(node.type.elements, node.type.elements[1:], strict=False):
                comma = self.text.index(",", self.span(element.value)[1], self.span(after.value)[0])
                self.put(comma, "|")

    def visit_Index(self, node: cst.Index) -> None:
        if node.star:
            start = self.span(node)[0]
            self.blank(start, start + 1)

    def visit_Annotation(self, node: cst.Annotation) -> None:
        if isinstance(node.annotation, cst.StarredElement):
            start = self.span(node.annotation)[0]
            self.blank(start, start + 1)


def _parts(node: cst.BaseExpression) -> list[cst.BaseExpression]:
    if not isinstance(node, cst.ConcatenatedString):
        return [node]
    return [*_parts(node.left), *_parts(node.right)]


def _has_formatted(node: cst.ConcatenatedString) -> bool:
    return any(not isinstance(part, cst.SimpleString) for part in _parts(node))
