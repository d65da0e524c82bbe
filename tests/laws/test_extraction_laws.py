"""run(before) = run(after): extract function within a cell, for any run of statements of any program."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyterlab_promote.core.model import Refusal

from .escaping import Escaper
from .extracting import difference, runs
from .notebooks import LIBRARY, Author
from .programs import Writer
from .running import outcome


@pytest.mark.parametrize("writer", [Writer, Escaper])
@settings(max_examples=80)
@given(random=st.randoms(use_true_random=False))
def test_a_program_does_what_it_did(writer: type[Writer], random: Random) -> None:
    cells = [writer(random).program()]
    before = outcome(cells)
    for first, last in runs(cells[0], random, 4):
        found = difference(cells, before, (0, first, last), {})
        assert isinstance(found, Refusal) or found == "", (cells[0], first, last)


@settings(max_examples=60)
@given(st.randoms(use_true_random=False))
def test_a_cell_of_a_notebook_does_what_it_did(random: Random) -> None:
    cells = Author(random).notebook()
    before = outcome(cells, LIBRARY)
    for _ in range(3):
        cell = random.randrange(3, len(cells))
        for first, last in runs_of(cells[cell], random):
            found = difference(cells, before, (cell, first, last), LIBRARY)
            assert isinstance(found, Refusal) or found == "", (cells, cell, first, last)


def runs_of(source: str, random: Random) -> list[tuple[int, int]]:
    """One run of the cell; none where it holds a magic."""
    return [] if "%" in source or "!" in source else list(runs(source, random, 1))
