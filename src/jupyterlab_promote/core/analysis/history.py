"""Whether the notebook looks back at its own cells: at their texts, or by their numbers."""

from __future__ import annotations

import re
from functools import lru_cache

from .analyse import Analysis
from .once import once

TEXTS = re.compile(r"In|_ih|_i{1,3}|_i\d+")
NUMBERS = re.compile(r"Out|_oh|_\d+")
TEXT_MAGICS = frozenset(
    """%edit %hist %history %macro %notebook %pastebin %recall %rep %rerun %save""".split()
)
_NUMBER_WORDS = re.compile(r"execution_count|history_manager")


@once
def tells_texts(analysis: Analysis) -> bool:
    """`In[3]`, `%history`: what a cell says is a value."""
    called = analysis.flow.every("all_calls")
    return _reads_any(analysis, TEXTS) or not TEXT_MAGICS.isdisjoint(called)


@once
def hears_of_cells(analysis: Analysis) -> bool:
    """`get_ipython().events.register("post_run_cell", f)`: each cell calls a function."""
    return any(c.endswith("events.register") for c in analysis.flow.every("all_calls"))


@once
def counts_cells(analysis: Analysis) -> bool:
    """`Out[3]`, `_3`: a cell that is gone would change the numbers of those below."""
    cells = analysis.flow.cells
    return _reads_any(analysis, NUMBERS) or any(_says_numbers(cell.source) for cell in cells)


@lru_cache(maxsize=20_000)
def _says_numbers(source: str) -> bool:
    return _NUMBER_WORDS.search(source) is not None


def _reads_any(analysis: Analysis, pattern: re.Pattern[str]) -> bool:
    """Whether IPython's own names of this form are read; the notebook may have set such a name itself."""
    return any(map(pattern.fullmatch, _unbound(analysis)))


@once
def _unbound(analysis: Analysis) -> frozenset[str]:
    flow = analysis.flow
    return (flow.every("reads") | flow.every("later")).difference(flow.bound)
