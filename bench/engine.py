"""The engine in this process: analysis, proposals, plan and diff."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import black
import libcst

from jupyterlab_promote import api
from jupyterlab_promote.core.analysis.cells import read_cell
from jupyterlab_promote.core.magics import mask
from jupyterlab_promote.core.plan.edits import CreateFile
from jupyterlab_promote.core.plan.formatting import formatted
from jupyterlab_promote.core.proposals.proposal import Decision

from . import notebooks
from .measuring import Row, in_turns, seconds

Work = Callable[[], object]
TURNS = 9
STEP, FIRST, LAST = "# blanks are", 2, 6  # a cell that begins so, and lines of it


def rows() -> Iterator[Row]:
    yield _cold()
    yield _edited()
    yield _planned()


def proposed(sources: list[str]) -> api.Proposals:
    return api.propose(api.analyse(api.notebook_of(sources)))


def _cold() -> Row:
    def pairs() -> Iterator[tuple[Work, Work]]:
        for turn in range(TURNS):
            sources = notebooks.cells(50, f"cold{turn}")
            masked = [mask(source).text for source in sources]
            yield (
                lambda sources=sources: proposed(sources),
                lambda masked=masked: [libcst.parse_module(text) for text in masked],
            )

    ours, parse = in_turns(pairs())
    return Row(
        "analysis + proposals, cold, 50 cells", "libcst.parse_module of the cells", ours, parse, 3
    )


def _edited() -> Row:
    sources = notebooks.cells(1000, "edited")
    cold = seconds(lambda: proposed(sources))
    warm = []
    for turn in range(TURNS):
        sources[500] += f"\nedited_{turn} = {turn}"
        warm.append(seconds(lambda: proposed(sources)))
    return Row("the same after an edit, 1,000 cells", "the same, cold", min(warm), cold, 0.05)


def _planned() -> Row:
    notebook = api.read(notebooks.EXAMPLE.read_bytes(), "Untitled.ipynb")
    analysis = api.analyse(notebook)
    project = api.find_project(notebooks.EXAMPLE, Path("/nowhere/churn"), "churn")
    proposals = api.propose(analysis, project)
    decisions = [Decision(proposal.id) for proposal in proposals.proposals]

    def planned() -> api.Plan:
        formatted.cache_clear()  # Black is part of it
        plan = api.plan(analysis, proposals, decisions, project)
        api.diff(plan, notebook)
        return plan

    written = [
        edit.text if isinstance(edit, CreateFile) else edit.after
        for edit in planned().file_edits
        if edit.path.endswith(".py")
    ]

    def blackened() -> None:
        for text in written:
            black.format_str(text, mode=black.Mode())

    ours, theirs = in_turns((planned, blackened) for _ in range(TURNS))
    note = f"of it, Black on the code as it came: {_black_on_raw(planned) / theirs:.2f} x"
    what = "plan + diff of all proposals"
    return Row(what, "Black on the written files", ours, theirs, 1.5, note=note)


def _black_on_raw(planned: Work) -> float:
    """The time that Black takes for what a plan gives it: code that is neat already costs it half."""
    given: list[str] = []
    kept = black.format_str

    def listening(text: str, *, mode: black.Mode) -> str:
        given.append(text)
        return kept(text, mode=mode)

    black.format_str = listening
    try:
        planned()
    finally:
        black.format_str = kept
    return min(
        seconds(lambda: [kept(text, mode=black.Mode()) for text in given]) for _ in range(TURNS)
    )


def extractions() -> tuple[float, float]:
    """One step of the example, whose cells the peers get as one file: the first time, and with the notebook open.

    An open notebook has been analysed, as rope's project and jedi's script have been read.
    """
    sources = list(notebooks.example())
    cell = next(i for i, source in enumerate(sources) if STEP in source)

    def analyse() -> api.Analysis:
        return api.analyse(api.notebook_of(sources))

    def extract(analysis: api.Analysis) -> None:
        found = api.extract_in(analysis, cell, FIRST, LAST, "clean_step")
        assert not isinstance(found, api.Refusal), found

    def extract_cold() -> None:
        read_cell.cache_clear()
        extract(analyse())

    cold = min(seconds(extract_cold) for _ in range(TURNS))
    opened = analyse()
    return cold, min(seconds(lambda: extract(opened)) for _ in range(TURNS))


def step() -> tuple[int, int]:
    """The lines, in the script, of the same step."""
    above = notebooks.script().split(STEP)[0].count("\n")
    return above + FIRST, above + LAST
