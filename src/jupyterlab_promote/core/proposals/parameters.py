"""What a step's parameters are called, and the types of what goes in and out where the code shows them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeGuard

from ..analysis.constants import is_literal
from ..trees import nodes_of
from .actions import ACTION_OF, LOAD, SAVE
from .copies import Family
from .proposal import Parameter
from .reading import Reading
from .segmentation import Segment
from .step import Step

# Settings that a person would vary, by the keyword that they are given to.
_GLOBS = frozenset({"glob", "iglob", "rglob"})
_VARIED = frozenset({"test_size", "n_clusters", "n_splits"})


def parameters_of(
    reading: Reading, segment: Segment, names: Sequence[str]
) -> tuple[Parameter, ...]:
    """Parameters for the notebook's `names`, then for literals that a person would vary: `SEED` is called `seed`."""
    chosen: list[Parameter] = []
    used = {*reading.names_within(segment.first, segment.last), *names}
    for name in names:
        better = _better(name)
        fresh = better if better not in used else name
        used.add(fresh)
        annotation = reading.types.before(name, segment.first)
        chosen.append(Parameter(fresh, name, annotation))
    return (*chosen, *(p for p in _literals(reading, segment) if p.name not in used))


def family_parameters(
    reading: Reading, family: Family[Step], parameters: Sequence[Parameter]
) -> tuple[Parameter, ...]:
    """The parameters of a step that has copies: what goes in, with the types that all copies share, and literals."""
    chosen: list[Parameter] = []
    for number, parameter in enumerate(parameters[: len(family.first.passed)]):
        others = (reading.types.before(s.passed[number], s.segment.first) for s, _ in family.copies)
        same = all(annotation == parameter.annotation for annotation in others)
        chosen.append(parameter if same else replace(parameter, annotation=None))
    literals = [family.shape.literals[i] for i in family.places]
    return (*chosen, *(Parameter(one.use, one.text, one.kind) for one in literals))


def _better(name: str) -> str:
    """`SEED` → `seed`, `df2` → `df`, `proba1` → `proba`; a capital alone (`X`) is a convention, and stays."""
    if name.isupper() and len(name) > 2:
        return name.lower()
    plain = name.rstrip("0123456789").rstrip("_")
    return plain if len(plain) > 1 else name


def _literals(reading: Reading, segment: Segment) -> Iterator[Parameter]:
    """The one file that the step reads or writes, and a setting that it gives once."""
    nodes = [
        s.node for s in reading.analysis.statements[segment.first : segment.last + 1] if s.node
    ]
    constants = [c for n in nodes for c in nodes_of(n) if isinstance(c, ast.Constant)]
    paths: list[tuple[str, ast.Constant]] = []
    settings: dict[str, ast.Constant] = {}
    for traits in reading.traits[segment.first : segment.last + 1]:
        for call in traits.calls:
            called = "pattern" if call.name in _GLOBS else "path"
            if call.name in _GLOBS or ACTION_OF.get(call.name) in (LOAD, SAVE):
                paths += [(called, a) for a in call.node.args[:1] if _is_path(a)]
            given = {k.arg: k.value for k in call.node.keywords if k.arg in _VARIED}
            settings |= {arg: v for arg, v in given.items() if arg and isinstance(v, ast.Constant)}
    if len(paths) == 1 and _count(paths[0][1], constants) == 1:
        yield Parameter(paths[0][0], ast.unparse(paths[0][1]), "str")
    for name, value in settings.items():
        if is_literal(value) and _count(value, constants) == 1:
            text = ast.unparse(value)
            yield Parameter(name, text, type(value.value).__name__, text)


def _is_path(node: ast.expr) -> TypeGuard[ast.Constant]:
    """A string that names a file: it has a folder or an extension, and no blank space at its ends."""
    text = node.value if isinstance(node, ast.Constant) else None
    return isinstance(text, str) and text == text.strip() and ("/" in text or "." in text[1:])


def _count(wanted: ast.Constant, constants: Sequence[ast.Constant]) -> int:
    same = (c for c in constants if type(c.value) is type(wanted.value) and c.value == wanted.value)
    return sum(1 for _ in same)


def returns_annotation_of(
    reading: Reading, last: int, returns: Sequence[str], shows: bool
) -> str | None:
    """The annotation of what a step that ends with statement `last` gives back; none where a type is unknown."""
    if shows:
        return None
    if not returns:
        return "None"
    found = [kind for name in returns if (kind := reading.types.before(name, last + 1))]
    if len(found) < len(returns):
        return None
    return found[0] if len(found) == 1 else f"tuple[{', '.join(found)}]"
