"""The notebook does what it did: undone, the plan gives its statements back, and every cell shows the same."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from ..analysis.analyse import Analysis
from ..spelling import Spelled, printed
from .after import Sides
from .inverse import Inverse, gives_nothing, imports_undone, undone
from .roles import Role

Failure = tuple[str, str]


def other_code(sides: Sides, inverse: Inverse) -> Iterator[Failure]:
    """Undone on the trees, the plan gives back the notebook's statements in their order."""
    before, after = sides.statements
    same = _kept_trees(before, after)
    mine = _normal(undone(inverse, after, same))
    theirs = _normal(imports_undone(inverse, before, same))
    if mine != theirs:
        was, became = next(pair for pair in zip_longest(theirs, mine) if pair[0] != pair[1])
        yield f"{printed(was)[:300]} has become {printed(became)[:300]}", "notebook"


def _kept_trees(before: Sequence[ast.stmt], after: Sequence[ast.stmt]) -> frozenset[int]:
    """Ids of trees that stand in both as often: trees are kept by cell source, so equal cells share theirs."""
    there = Counter(map(id, after))
    return frozenset(
        tree for tree, times in Counter(map(id, before)).items() if times == there[tree]
    )


def other_displays(sides: Sides, inverse: Inverse) -> Iterator[Failure]:
    """Every cell shows the value that it showed, and no other."""
    before, after = _shown(sides.before), _shown(sides.after)
    after = {cell: node for cell, node in after.items() if not gives_nothing(inverse, node)}
    for cell in sorted(before.keys() | after.keys()):
        old, new = before.get(cell), after.get(cell)
        if old is new:
            continue
        if old is None or new is None:
            yield (
                "it shows nothing any more" if new is None else "it shows a value"
            ), f"cell {cell}"
        elif undone(inverse, [new])[-1][1] != inverse.before.of(old):
            yield "it shows another value", f"cell {cell}"


def _shown(analysis: Analysis) -> dict[str, ast.stmt]:
    cells = analysis.notebook.cells
    return {cells[s.cell].id: s.node for s in analysis.statements if s.displays and s.node}


def _normal(statements: Iterable[tuple[Role, Spelled]]) -> list[object]:
    """The statements in order; imports apart, neighbouring definitions in a bag."""
    found: list[object] = []
    imports: Counter[Spelled] = Counter()
    definitions: Counter[Spelled] = Counter()
    before: Spelled = ()
    for role, statement in statements:
        if role == "import":
            imports[statement] += 1
        elif role != "definition":
            found += [definitions, statement]
            definitions = Counter()
        elif statement != before or not _is_plain_function(statement):
            definitions[statement] += 1
        before = statement
    return [*found, definitions, imports]


def _is_plain_function(statement: Spelled) -> bool:
    """A function without decorators: said twice in a row it is what it is said once, and one import stands for both."""
    match statement:
        case (kind, _name, _arguments, _body, (), *_):
            return kind in (ast.FunctionDef, ast.AsyncFunctionDef)
    return False
