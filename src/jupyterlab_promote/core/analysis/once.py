"""Answers about a notebook, worked out once for each analysis."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from .analyse import Analysis

T = TypeVar("T")
P = ParamSpec("P")


def once(question: Callable[Concatenate[Analysis, P], T]) -> Callable[Concatenate[Analysis, P], T]:
    """The same question, asked once of the same things: every draft of a plan asks, and an analysis never changes.

    What is asked besides the analysis is hashable and stands in its place, without a keyword.
    """

    @wraps(question)
    def answer(analysis: Analysis, /, *args: P.args, **kwargs: P.kwargs) -> T:
        answers = analysis.flow.answers
        key: Hashable = (question, args)
        if key not in answers:
            answers[key] = question(analysis, *args, **kwargs)
        return cast(T, answers[key])

    return answer
