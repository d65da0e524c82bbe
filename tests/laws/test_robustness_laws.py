"""Whatever bytes a notebook holds: errors are ours, and nothing changes that nobody asked to change."""

from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyterlab_promote import api
from jupyterlab_promote.core.model import Refusal
from jupyterlab_promote.core.notebook import write

from .notebooks import Author
from .promoting import NOTHING, PROJECT, file_of

JUNK = [
    "", " ", "\n", "\t", "\r\n", "\x0c", "\x00", "\ufeff", "é", "𝒳 = 1", "\u2028", ";", ":", "=", "(", ")",
    "[", "]", "'", '"""', "\\", "\\\n", "#", "@", "!", "%", "%%", "%%bash\n", "?", "lambda", "def f(",
    "class", "async ", "await ", "yield", "return", "global a", "nonlocal a", "del a", "from x import *",
    "if True:\n", "    ", "else:", "match a:\n    case", "*a", "**", ":=", "f'{a", "print 'x'", ">>> a",
    "In [1]: a", "type X = int", "except* E:", "__name__", "_", "exec('a')", "None = 1", "a" * 300,
]  # fmt: skip


def mutated(source: str, random: Random) -> str:
    """The source with a few characters, words or lines left out, put in or swapped."""
    for _ in range(random.randint(1, 4)):
        at, to = sorted(random.randrange(len(source) + 1) for _ in range(2))
        kind = random.randrange(4)
        if kind == 0:
            source = source[:at] + source[min(to, at + 8) :]
        elif kind == 1:
            source = source[:at] + random.choice(JUNK) + source[at:]
        elif kind == 2:
            source = source[:at] + source[at:to] * 2 + source[to:]
        else:
            source = source[:at] + random.choice(JUNK) + source[to:]
    return source


@settings(max_examples=150)
@given(st.randoms(use_true_random=False))
def test_a_broken_notebook_is_analysed_all_the_same(random: Random) -> None:
    cells = Author(random).notebook()
    for number in range(3, len(cells)):
        if random.random() < 0.5:
            cells[number] = mutated(cells[number], random)
    notebook = api.read(file_of(cells), "n.ipynb")
    assert [cell.source for cell in notebook.cells] == cells
    analysis = api.analyse(notebook)
    api.propose(analysis, PROJECT)
    assert api.plan(analysis, NOTHING, (), PROJECT).cell_edits == ()
    assert write(notebook, ()) == notebook.data
    last = len(cells) - 1
    chosen = api.select(analysis, api.Selection(random.randrange(3, last), last, "work"), PROJECT)
    if not isinstance(chosen, Refusal):
        api.plan(analysis, chosen[0], (chosen[1],), PROJECT)


@settings(max_examples=100)
@given(st.randoms(use_true_random=False))
def test_a_broken_file_is_unusable_or_read(random: Random) -> None:
    text = file_of(["a = 1\n", "print(a)"]).decode()
    data = mutated(text, random).encode("utf-8", "surrogatepass")
    try:
        notebook = api.read(data, "n.ipynb")
    except api.UnusableInput:
        return
    api.propose(api.analyse(notebook), PROJECT)
    assert write(notebook, ()) == data


@given(st.binary(max_size=200))
def test_bytes_are_unusable(data: bytes) -> None:
    try:
        json.loads(data)
    except ValueError:
        with pytest.raises(api.UnusableInput):
            api.read(data, "n.ipynb")


@settings(max_examples=100)
@given(st.randoms(use_true_random=False))
def test_a_broken_source_is_refused_or_extracted(random: Random) -> None:
    source = mutated(Author(random).cell(), random)
    first = random.randint(0, 6)
    found = api.extract(source, first, first + random.randint(-1, 4), "work")
    assert isinstance(found, Refusal) or found.source != source
