"""Answers about a whole notebook, worked out once for each analysis."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from .analyse import Analysis

T = TypeVar("T")


def once(question: Callable[[Analysis], T]) -> Callable[[Analysis], T]:
    """The same question, asked once: many definitions ask it of one notebook, and an analysis never changes."""

    @wraps(question)
    def answer(analysis: Analysis) -> T:
        answers = analysis.flow.answers
        if question not in answers:
            answers[question] = question(analysis)
        return cast(T, answers[question])

    return answer
