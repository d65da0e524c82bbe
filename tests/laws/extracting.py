"""Extract a random run of statements, at any depth, within its cell, and say what differs."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from random import Random

from jupyterlab_promote import api
from jupyterlab_promote.core.model import Refusal

from .running import Outcome, outcome


def runs(source: str, random: Random, count: int) -> Iterator[tuple[int, int]]:
    """First and last lines of runs of sibling statements, a few statements long."""
    bodies = [body for node in ast.walk(ast.parse(source)) for body in _bodies(node)]
    for _ in range(count if bodies else 0):
        body = random.choice(bodies)
        first = random.randrange(len(body))
        last = random.randrange(first, min(len(body), first + 5))
        yield body[first].lineno, body[last].end_lineno or body[last].lineno


def _bodies(node: ast.AST) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        body = getattr(node, name, None)
        if isinstance(body, list) and body and isinstance(body[0], ast.stmt):
            yield body


def difference(
    cells: Sequence[str], before: Outcome, place: tuple[int, int, int], modules: dict[str, str]
) -> Refusal | str:
    """What the notebook does otherwise once lines (cell, first, last) are a function; or a refusal."""
    cell, first, last = place
    analysis = api.analyse(api.notebook_of(cells))
    found = api.extract_in(analysis, cell, first, last, "extracted")
    if isinstance(found, Refusal):
        return found
    after = outcome([*cells[:cell], found.source, *cells[cell + 1 :]], modules)
    if (before.outputs, before.ended) != (after.outputs, after.ended):
        return f"put out {before.outputs!r} {before.ended}, now {after.outputs!r} {after.ended}"
    if before.ended:
        return ""
    changed = {
        name: (value, after.values[name])
        for name, value in before.values.items()
        if after.values.get(name, value) != value
    }
    return f"changed {changed}" if changed else ""
