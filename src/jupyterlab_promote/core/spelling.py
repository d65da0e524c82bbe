"""Syntax trees as values: equal for code that means the same, whatever a formatter did to it.

Positions, contexts, `u` prefixes and the blank space of docstrings do not count. Comparing values is
several times faster than comparing what `ast.dump` or `ast.unparse` print.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

# A tree's class and the values of its fields, in order; lists have become tuples.
Spelled = tuple[Any, ...]

_SILENT = frozenset({"ctx", "kind", "type_comment", "type_ignores"})


_FIELDS: dict[type, tuple[str, ...]] = {}


def _fields(kind: type[ast.AST]) -> tuple[str, ...]:
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(name for name in kind._fields if name not in _SILENT)
    return _FIELDS[kind]


def spelled(node: ast.AST) -> Spelled:
    """The tree as it stands."""
    return PLAIN.of(node)


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a tree is read: with other names, with values in the place of names, without some parameters.

    `names` are said in another way where they are used or bound; `given` stand for a name that is
    used; `extra` are leading parameters, by function, that neither its definition nor its calls have;
    `handed_on` are functions for which `lambda x: f(x)` may stand.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, Spelled] = field(default_factory=dict)
    extra: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    handed_on: frozenset[str] = frozenset()

    def of(self, node: ast.AST) -> Spelled:
        """The tree, read in this way."""
        kind = node.__class__
        if kind is ast.Name:
            name = node.id  # type: ignore[attr-defined]
            return self.given.get(name) or (ast.Name, self.names.get(name, name))
        if kind is ast.Constant:
            value = node.value  # type: ignore[attr-defined]
            return (ast.Constant, value.__class__, value)
        values = [self._value(node, name) for name in _fields(kind)]
        if self.extra and kind in _TAKERS:
            self._drop_extra(kind, values)
        if kind is ast.Lambda and self.handed_on:
            return self._only_handing_on(*values) or (kind, *values)
        return (kind, *values)

    def _value(self, node: ast.AST, name: str) -> Any:
        value = getattr(node, name, None)
        if isinstance(value, ast.AST):
            return self.of(value)
        if isinstance(value, list):
            items = tuple(self.of(v) if isinstance(v, ast.AST) else v for v in value)
            return _with_plain_docstring(value, items) if name == "body" else items
        if name == "name" and node.__class__ is not ast.alias:
            return self.names.get(value, value) if isinstance(value, str) else value
        return value

    def _only_handing_on(self, arguments: Spelled, body: Spelled) -> Spelled | None:
        """The function that a lambda calls with its own argument, if it does no more."""
        _, only_positional, plain, *others = arguments
        if body[0] is not ast.Call or only_positional or any(others) or len(plain) != 1:
            return None
        _, function, given, keywords = body
        name = function[1] if function[0] is ast.Name else None
        own = ((ast.Name, plain[0][1]),)
        return function if name in self.handed_on and given == own and not keywords else None

    def _drop_extra(self, kind: type[ast.AST], values: list[Any]) -> None:
        if kind is ast.Call:
            function, arguments = values[0], values[1]
            names = self.extra.get(function[1], ()) if function[0] is ast.Name else ()
            passed = tuple((ast.Name, name) for name in names)
            if names and arguments[: len(names)] == passed:
                values[1] = arguments[len(names) :]
            return
        for name in self.extra.get(values[0], ()):
            values[1] = _without_first(values[1], name)


_TAKERS = frozenset({ast.Call, ast.FunctionDef, ast.AsyncFunctionDef})
PLAIN = Spelling()


def _without_first(arguments: Spelled, name: str) -> Spelled:
    """A function's parameters less the first one, if that is its name."""
    kind, only_positional, plain, *rest = arguments
    first = only_positional or plain
    if not first or first[0][1] != name:
        return arguments
    if only_positional:
        return (kind, only_positional[1:], plain, *rest)
    return (kind, only_positional, plain[1:], *rest)


def _with_plain_docstring(body: list[ast.AST], items: tuple[Any, ...]) -> tuple[Any, ...]:
    first = body[0] if body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        text = first.value.value
        if isinstance(text, str):
            plain = (ast.Constant, str, " ".join(text.split()))
            return ((ast.Expr, plain), *items[1:])
    return items


def parts_of(tree: Spelled) -> Iterator[Spelled]:
    """The tree and all trees within it."""
    if tree and isinstance(tree[0], type):
        yield tree
    for part in tree:
        if isinstance(part, tuple):
            yield from parts_of(part)


def printed(value: object) -> str:
    """A spelled tree as a reader can make it out: `Assign((Name(x)), Constant(1))`."""
    if isinstance(value, type):
        return value.__name__
    if not isinstance(value, tuple):
        return str(value)
    if value and isinstance(value[0], type):
        return f"{value[0].__name__}({', '.join(map(printed, value[1:]))})"
    return f"({', '.join(map(printed, value))})"
