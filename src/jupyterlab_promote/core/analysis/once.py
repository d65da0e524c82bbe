"""Answers about a whole notebook, worked out once for each analysis."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from .analyse import Analysis
from .flow import Flow

T = TypeVar("T")


def once(question: Callable[[Analysis], T]) -> Callable[[Analysis], T]:
    """The same question, asked once: many definitions ask it of one notebook, and an analysis never changes."""
    answers: WeakKeyDictionary[Flow, T] = WeakKeyDictionary()

    @wraps(question)
    def answer(analysis: Analysis) -> T:
        if analysis.flow not in answers:
            answers[analysis.flow] = question(analysis)
        return answers[analysis.flow]

    return answer
