"""A slice, run alone, shows what the whole notebook shows."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from random import Random
from types import FrameType

from hypothesis import assume, given
from hypothesis import strategies as st

from jupyterlab_promote import api

from .notebooks import LIBRARY, Author
from .programs import LISTS, NUMBERS
from .running import Outcome, outcome

_MOST_LINES = 20_000


class EndlessError(BaseException):
    """A generated program that appends to the list that it walks never ends."""


@contextlib.contextmanager
def ending() -> Iterator[None]:
    """Ends the body once its cells have run more lines than any program that ends."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> object:
        nonlocal count
        if frame.f_code.co_filename != "<cell>":
            return None
        count += 1
        if count > _MOST_LINES:
            raise EndlessError
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(before)


def shown_by(cells: list[str]) -> Outcome | None:
    """What the cells do; None where they fail or never end."""
    try:
        with ending():
            done = outcome(cells, LIBRARY)
    except EndlessError:
        return None
    return None if done.ended else done


@given(st.randoms(use_true_random=False), st.sampled_from((*NUMBERS, *LISTS, "t", "u")))
def test_a_slice_shows_what_the_notebook_shows(random: Random, name: str) -> None:
    cells = [*Author(random).notebook()[:-1], f"print({name})"]
    whole = shown_by(cells)
    assume(whole is not None)
    needed = api.slice_of(api.analyse(api.notebook_of(cells)), len(cells) - 1)
    alone = shown_by([cells[index] for index in needed])
    assert alone is not None
    assert alone.outputs[-1] == whole.outputs[-1]
