"""On the way down to a run: what is bound as the body of a compound statement begins."""

from __future__ import annotations

import ast

from .exposure import meet
from .places import Level
from .walk import Walk, walk


def enter(state: Walk, level: Level) -> None:
    """Move from the start of a compound statement into one of its bodies."""
    owner = level.owner
    if isinstance(owner, ast.If):
        state.visit(owner.test, stored=False)
    elif isinstance(owner, ast.While):
        state.visit(owner.test, stored=False)
        _forget_what_rounds_delete(state, owner.body)
    elif isinstance(owner, (ast.For, ast.AsyncFor)):
        state.visit(owner.iter, stored=False)
        _forget_what_rounds_delete(state, owner.body)
        if level.block == "body":
            state.target(owner.target)
    elif isinstance(owner, (ast.With, ast.AsyncWith)):
        for item in owner.items:
            state.visit(item.context_expr, stored=False)
            if item.optional_vars is not None:
                state.target(item.optional_vars)
    elif isinstance(owner, ast.Match):
        state.visit(owner.subject, stored=False)
        if isinstance(level.block, ast.match_case):
            state._pattern(level.block.pattern)
    elif isinstance(level.block, ast.ExceptHandler):
        _forget_kills(state, owner.body)  # type: ignore[union-attr]
        if level.block.name:
            state.bind(level.block.name)
    elif level.block == "orelse":
        state.body(owner.body)  # type: ignore[union-attr]
    elif level.block == "finalbody":
        _forget_kills(state, owner.body)  # type: ignore[union-attr]


def _forget_what_rounds_delete(state: Walk, body: list[ast.stmt]) -> None:
    """Earlier rounds of a loop may have left names deleted."""
    if state.bound is not None:
        one = walk(body, state.bound)
        state.bound = meet([state.bound, one.bound, *one.continues])


def _forget_kills(state: Walk, body: list[ast.stmt]) -> None:
    for name in walk(body).kills:
        state.kill(name)
