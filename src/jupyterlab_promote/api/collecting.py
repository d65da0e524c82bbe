"""Python's garbage collector, put off while trees are made by the hundred thousand.

It looks for cycles, of which there are none among them, and looks at all of them again each time
their number has grown by a quarter: two fifths of the time that a large notebook takes.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def uncollected(function: Callable[P, T]) -> Callable[P, T]:
    """The same function; garbage that is made meanwhile is collected afterwards."""

    @wraps(function)
    def quiet(*args: P.args, **kwargs: P.kwargs) -> T:
        if not gc.isenabled():
            return function(*args, **kwargs)
        gc.disable()
        try:
            return function(*args, **kwargs)
        finally:
            gc.enable()

    return quiet
