"""Rule: a function or class of the notebook moves to a module with the helpers and constants that it needs."""

from __future__ import annotations

import ast
import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from ..analysis.facts import Needs, Statement
from ..model import Refusal
from .definition_names import better_name
from .identity import identify
from .naming import unique_name
from .proposal import Parameter, Proposal
from .reading import Outcome, Reading
from .topics import topic_of

RULE = "promote-definition"
_TRIVIAL_LINES = 2
_UNUSED = 2.0
_PASSED = 1.0  # for each value of the notebook that its calls have to pass from now on
_TRIVIAL = 6.0  # a one-line function moves where it is used much, or where another one needs it


def promote_definition(
    reading: Reading, before: tuple[Proposal, ...], taken: Mapping[str, frozenset[str]]
) -> Outcome:
    """A proposal for each definition that can move; `needs` names the moves of the definitions that it uses."""
    movable: dict[int, tuple[Statement, Needs]] = {}
    refused: dict[int, Refusal] = {}
    for statement in reading.analysis.statements:
        if statement.kind in ("definition", "class"):
            needs = reading.needs[statement.index]
            if isinstance(needs, Refusal):
                refused[statement.index] = replace(needs, rule=RULE)
            else:
                movable[statement.index] = (statement, needs)
    refused |= _left_behind(reading, movable, refused)
    used = {name for names in taken.values() for name in names}
    words = used | reading.words
    proposals: dict[int, Proposal] = {}
    for index, (statement, needs) in movable.items():
        proposals[index] = _proposal(reading, statement, needs, used, words)
        used.add(proposals[index].name)
        words.add(proposals[index].name)
    found = (_with_needs(proposals, index, needs) for index, (_, needs) in movable.items())
    return Outcome(tuple(found), tuple(refused.values()))


def _left_behind(
    reading: Reading,
    movable: dict[int, tuple[Statement, Needs]],
    refused: Mapping[int, Refusal],
) -> dict[int, Refusal]:
    """Takes out of `movable` whatever needs a definition that stays, and says so."""
    found: dict[int, Refusal] = {}
    stays = set(refused)
    while True:
        torn = {i: d for i, (_, n) in movable.items() for d in n.definitions if d in stays}
        if not torn:
            return found
        for index, needed in torn.items():
            statement, _ = movable.pop(index)
            other = _name(reading.analysis.statements[needed])
            reason = f"“{_name(statement)}” uses “{other}”, which can't leave the notebook"
            cells = reading.cells_of(index, index)
            found[index] = Refusal(RULE, cells, "needs-refused", reason)
            stays.add(index)


def _with_needs(proposals: Mapping[int, Proposal], index: int, needs: Needs) -> Proposal:
    needed = (proposals[d].id for d in needs.definitions if d in proposals and d != index)
    return replace(proposals[index], needs=tuple(dict.fromkeys(needed)))


def _name(statement: Statement) -> str:
    assert isinstance(statement.node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    return statement.node.name


def _proposal(
    reading: Reading,
    statement: Statement,
    needs: Needs,
    used: Collection[str],
    words: Collection[str],
) -> Proposal:
    """The move of one definition; a better name for it is in none of the notebook's `words`."""
    node = statement.node
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    lines = statement.span.last - statement.span.first + 1
    uses = reading.uses[node.name]
    better = better_name(reading, statement, words)
    return Proposal(
        id=identify(RULE, [reading.source_of(statement)]),
        rule=RULE,
        title=_title(node.name, better),
        reason=_reason(node, lines, uses),
        name=unique_name(better or node.name, used),
        module=topic_of(better or node.name),
        cells=reading.cells_of(statement.index, statement.index),
        statements=(statement.index,),
        parameters=(*_passed(reading, statement, needs), *_parameters(node)),
        docstring=(ast.get_docstring(node) or "").split("\n")[0],
        score=_score(node, lines, uses) - _PASSED * len(needs.globals),
    )


def _title(name: str, better: str | None) -> str:
    return f"Move `{name}` out of the notebook" + (f" as `{better}`" if better else "")


def _score(node: ast.stmt, lines: int, uses: int) -> float:
    if _is_stub(node):
        return 0.0
    trivial = lines <= _TRIVIAL_LINES
    return (
        1.0
        + 2.2 * math.log2(1 + min(lines, 40))
        + 0.6 * min(uses, 4)
        - trivial * _TRIVIAL
        - (not uses) * _UNUSED
    )


def _reason(node: ast.stmt, lines: int, uses: int) -> str:
    kind = "class" if isinstance(node, ast.ClassDef) else "function"
    times = {0: "is not used yet", 1: "is used once"}.get(uses, f"is used in {uses} places")
    return f"A {kind} of {lines} line{'s' if lines > 1 else ''} that {times}."


def _passed(reading: Reading, statement: Statement, needs: Needs) -> Iterator[Parameter]:
    """The notebook's values that the function reads: each of its calls has to pass them."""
    for name in needs.globals:
        yield Parameter(name, name, reading.types.before(name, statement.index))


def _parameters(node: ast.stmt) -> Iterator[Parameter]:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return
    arguments = node.args
    plain = [*arguments.posonlyargs, *arguments.args]
    undefaulted = [None] * (len(plain) - len(arguments.defaults))
    defaults: list[ast.expr | None] = [*undefaulted, *arguments.defaults, *arguments.kw_defaults]
    for argument, default in zip([*plain, *arguments.kwonlyargs], defaults, strict=True):
        annotation = ast.unparse(argument.annotation) if argument.annotation else None
        written = ast.unparse(default) if default is not None else None
        yield Parameter(argument.arg, argument.arg, annotation, written)


def _is_stub(node: ast.stmt) -> bool:
    """A body of nothing but a docstring, `pass`, `...` or `raise NotImplementedError`: an exercise to fill in."""
    return all(map(_is_empty, getattr(node, "body", [])))


def _is_empty(node: ast.stmt) -> bool:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return _is_stub(node)  # a class of nothing but stubs is one itself
    if isinstance(node, ast.Raise):
        return node.exc is not None and "NotImplemented" in ast.dump(node.exc)
    return isinstance(node, ast.Pass) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )
