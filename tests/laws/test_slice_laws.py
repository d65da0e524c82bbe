"""A slice, run alone, shows what the whole notebook shows."""

from __future__ import annotations

from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from jupyterlab_promote import api

from .notebooks import LIBRARY, Author
from .programs import LISTS, NUMBERS
from .running import outcome


@given(st.randoms(use_true_random=False), st.sampled_from((*NUMBERS, *LISTS, "t", "u")))
def test_a_slice_shows_what_the_notebook_shows(random: Random, name: str) -> None:
    cells = [*Author(random).notebook()[:-1], f"print({name})"]
    whole = outcome(cells, LIBRARY)
    assume(not whole.ended)
    analysis = api.analyse(api.notebook_of(cells))
    needed = api.slice_of(analysis, len(cells) - 1)
    alone = outcome([cells[index] for index in needed], LIBRARY)
    assert (alone.outputs[-1:], alone.ended) == (whole.outputs[-1:], "")
