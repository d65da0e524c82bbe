"""run(before) = run(after): what moves into modules, for whole notebooks, several ways each.

Besides: no decisions, no byte changes; planning twice gives the same plan; a promoted notebook can be
promoted again, and what has moved is not proposed again.
"""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .escaping import EscapingAuthor
from .notebooks import Author
from .promoting import Tally, failures


@pytest.mark.parametrize("author", [Author, EscapingAuthor])
@settings(max_examples=35)
@given(random=st.randoms(use_true_random=False))
def test_a_notebook_does_what_it_did(author: type[Author], random: Random) -> None:
    cells = author(random).notebook()
    assert list(failures(cells, random, Tally())) == [], cells
