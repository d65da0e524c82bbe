"""Rule: a function or class of the notebook moves to a module with the helpers and constants that it needs."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..analysis.facts import Statement
from ..analysis.movability import definition_obstacle
from ..model import Refusal
from .identity import identify
from .naming import unique_name
from .proposal import Parameter, Proposal
from .reading import Outcome, Reading
from .topics import topic_of

RULE = "promote-definition"
_TRIVIAL_LINES = 2


def promote_definition(
    reading: Reading, before: tuple[Proposal, ...], taken: Mapping[str, frozenset[str]]
) -> Outcome:
    """A proposal for each definition that can move; what it needs is named in `needs` by the ids of those moves."""
    movable: dict[int, Proposal] = {}
    refused: list[Refusal] = []
    used = {name for names in taken.values() for name in names}
    for statement in reading.analysis.statements:
        if statement.kind not in ("definition", "class") or _is_stub(statement.node):
            continue
        obstacle = definition_obstacle(reading.analysis, statement.index)
        if obstacle is not None:
            refused.append(replace(obstacle, rule=RULE))
            continue
        proposal = _proposal(reading, statement, frozenset(used))
        used.add(proposal.name)
        movable[statement.index] = proposal
    complete = _with_needs(reading, movable)
    return Outcome(tuple(complete), tuple(refused))


def _proposal(reading: Reading, statement: Statement, used: frozenset[str]) -> Proposal:
    node = statement.node
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    name = unique_name(node.name, used)
    lines = statement.span.last - statement.span.first + 1
    uses = _uses(reading, statement)
    score = (
        1.0
        + 2.2 * math.log2(1 + min(lines, 40))
        + 0.6 * min(uses, 4)
        - (6.0 if lines <= _TRIVIAL_LINES else 0.0)
    )
    topic = topic_of(node.name)
    return Proposal(
        id=identify(RULE, [reading.source_of(statement)]),
        rule=RULE,
        title=f"Move `{node.name}` out of the notebook",
        reason=_reason(node, lines, uses),
        name=name,
        module=topic,
        cells=reading.cells_of(statement.index, statement.index),
        statements=(statement.index,),
        parameters=tuple(_parameters(node)),
        docstring=(ast.get_docstring(node) or "").split("\n")[0],
        score=score,
    )


def _reason(node: ast.stmt, lines: int, uses: int) -> str:
    kind = "class" if isinstance(node, ast.ClassDef) else "function"
    times = {0: "is not used yet", 1: "is used once"}.get(uses, f"is used in {uses} places")
    return f"A {kind} of {lines} line{'s' if lines > 1 else ''} that {times} reads better from a module."


def _parameters(node: ast.stmt) -> Iterator[Parameter]:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return
    arguments = node.args
    plain = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [None] * (len(plain) - len(arguments.defaults)) + list(
        arguments.defaults
    )
    pairs = [
        *zip(plain, defaults, strict=True),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    for argument, default in pairs:
        annotation = ast.unparse(argument.annotation) if argument.annotation else None
        written = ast.unparse(default) if default is not None else None
        yield Parameter(argument.arg, argument.arg, annotation, written)


def _uses(reading: Reading, statement: Statement) -> int:
    """In how many statements the notebook mentions the definition."""
    (name,) = statement.facts.binds or (frozenset({""}))
    later = reading.analysis.statements[statement.index + 1 :]
    return sum(name in s.facts.reads or name in s.facts.later for s in later) if name else 0


def _is_stub(node: ast.stmt | None) -> bool:
    """A body of nothing but a docstring, `pass`, `...` or `raise NotImplementedError`: an exercise to fill in."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return True
    return all(map(_is_empty, node.body))


def _is_empty(node: ast.stmt) -> bool:
    if isinstance(node, ast.Raise):
        return node.exc is not None and "NotImplemented" in ast.dump(node.exc)
    return isinstance(node, ast.Pass) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )


def _with_needs(reading: Reading, movable: Mapping[int, Proposal]) -> Iterator[Proposal]:
    """Each move with the moves of the definitions that its body mentions; transitive ones follow from theirs."""
    by_name: dict[str, list[int]] = {}
    for index in movable:
        for name in reading.analysis.statements[index].facts.binds:
            by_name.setdefault(name, []).append(index)
    for index, proposal in movable.items():
        facts = reading.analysis.statements[index].facts
        needed = [by_name[n] for n in sorted(facts.later | facts.reads) if n in by_name]
        ids = [movable[i].id for indices in needed for i in indices if i != index]
        yield replace(proposal, needs=tuple(dict.fromkeys(ids)))
