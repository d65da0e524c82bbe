"""run(before) = run(after): what moves into modules, for whole notebooks, several ways each.

Besides: no decisions, no byte changes; planning twice gives the same plan; a promoted notebook can be
promoted again, and what has moved is not proposed again.
"""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from .notebooks import Author
from .promoting import Tally, failures


@settings(max_examples=60)
@given(st.randoms(use_true_random=False))
def test_a_notebook_does_what_it_did(random: Random) -> None:
    cells = Author(random).notebook()
    assert list(failures(cells, random, Tally())) == [], cells
