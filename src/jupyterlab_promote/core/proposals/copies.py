"""Steps that are copies of each other: the same code, bar the names that go in and some literals.

Copies become one function. Its parameters are what goes in and the literals that differ:

    tmp = df.groupby("city").mean()           def average_by(df, column):
    tmp = df.groupby("plan").mean()     →         return df.groupby(column).mean()
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Generic, TypeVar

Step = TypeVar("Step")

_MOST_LITERALS = 3
_NAMED_BY_CALL = {
    "groupby": "column",
    "legend": "label",
    "read_csv": "path",
    "set_title": "title",
    "set_xlabel": "xlabel",
    "set_ylabel": "ylabel",
    "suptitle": "title",
    "title": "title",
    "to_csv": "path",
    "value_counts": "column",
    "xlabel": "xlabel",
    "ylabel": "ylabel",
}


@dataclass(frozen=True, slots=True)
class Literal:
    """A string or a number as it is written, and what a parameter in its place would be called."""

    text: str
    kind: str
    use: str


@dataclass(frozen=True, slots=True)
class Shape:
    """Code without its inputs' names and its literals; equal for copies. `literals` are in order, with their use."""

    tokens: tuple[str, ...]
    literals: tuple[Literal, ...]
    digest: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Worked out once: a tuple hashes all its items each time."""
        object.__setattr__(self, "digest", hash(self.tokens))


@lru_cache(maxsize=5_000)
def shape_of(nodes: tuple[ast.stmt, ...], given: tuple[str, ...]) -> Shape:
    """The shape of statements whose inputs are the names `given`, in order."""
    reader = _Reader({name: f"<{number}>" for number, name in enumerate(given)})
    for node in nodes:
        reader.read(node, "")
    return Shape(tuple(reader.tokens), tuple(reader.literals))


@dataclass(frozen=True, slots=True)
class _Reader:
    given: Mapping[str, str]
    tokens: list[str] = field(default_factory=list)
    literals: list[Literal] = field(default_factory=list)

    def read(self, node: ast.AST, use: str) -> None:
        """Add the tokens of a tree, depth first; `use` is what its parent takes it for."""
        add = self.tokens.append
        add(node.__class__.__name__)
        if isinstance(node, ast.Name):
            add(self.given.get(node.id, node.id))
        elif isinstance(node, ast.Constant) and type(node.value) in (str, int, float):
            self.literals.append(Literal(ast.unparse(node), type(node.value).__name__, use))
            add(type(node.value).__name__)
        elif isinstance(node, ast.JoinedStr):
            add(ast.dump(node))  # a literal within an f-string can't become a parameter
        else:
            self._read_fields(node, _use_within(node, use))

    def _read_fields(self, node: ast.AST, use: str) -> None:
        for name in node._fields:
            value = getattr(node, name, None)
            for part in value if value.__class__ is list else (value,):
                if isinstance(part, ast.AST):
                    self.read(part, use)
                elif name != "type_comment":
                    self.tokens.append(f"{name}={part!r}")


def _use_within(node: ast.AST, use: str) -> str:
    if isinstance(node, ast.keyword):
        return node.arg or use
    if isinstance(node, ast.Subscript):
        return "column"
    if isinstance(node, ast.Call):
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        return _NAMED_BY_CALL.get(name, "value")
    return use


def differing(one: Shape, other: Shape) -> tuple[int, ...] | None:
    """Where the literals of two copies differ, the first place of each; `None` where they are no copies.

    A literal that stands in several places must differ in all of them, and alike.
    """
    if one.tokens != other.tokens:
        return None
    pairs = [(a.text, b.text) for a, b in zip(one.literals, other.literals, strict=True)]
    changed = [i for i, (a, b) in enumerate(pairs) if a != b]
    for i in changed:
        a, b = pairs[i]
        if any((x == a) != (y == b) for x, y in pairs):
            return None
    return tuple(i for i in changed if pairs.index(pairs[i]) == i)


@dataclass(frozen=True, slots=True)
class Family(Generic[Step]):
    """A step and its copies; `places` are the literals of its shape that differ in any of them."""

    first: Step
    shape: Shape
    copies: tuple[tuple[Step, Shape], ...] = ()
    places: tuple[int, ...] = ()

    @property
    def varied(self) -> Mapping[str, str]:
        """The values that differ, each as one lower-case word, and what the parameter in its place is called."""
        shapes = (self.shape, *(shape for _, shape in self.copies))
        literals = [shape.literals[i] for shape in shapes for i in self.places]
        return {re.sub(r"[^a-z0-9]", "", one.text.lower()): one.use for one in literals}


def families_of(steps: Iterable[tuple[Step, Shape]]) -> tuple[Family[Step], ...]:
    """The steps, each with its later copies; a step that has none is a family of its own."""
    families: dict[int, list[Family[Step]]] = {}
    for step, shape in steps:
        kin = families.setdefault(shape.digest, [])
        for number, family in enumerate(kin):
            joined = _joined(family, step, shape)
            if joined:
                kin[number] = joined
                break
        else:
            kin.append(Family(step, shape))
    return tuple(family for kin in families.values() for family in kin)


def _joined(family: Family[Step], step: Step, shape: Shape) -> Family[Step] | None:
    places = differing(family.shape, shape)
    if places is None:
        return None
    union = tuple(sorted({*family.places, *places}))
    names = [shape.literals[i].use for i in union]
    told_apart = len(set(names)) == len(names) and all(names)
    if len(union) > _MOST_LITERALS or not told_apart or set(names) & set(shape.tokens):
        return None
    return replace(family, copies=(*family.copies, (step, shape)), places=union)
