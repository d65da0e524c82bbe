"""Little notebooks for tests: a cell that begins with `# %% [markdown]` is prose, every other one is code."""

from __future__ import annotations

from jupyterlab_promote.core.analysis.analyse import Analysis, analyse
from jupyterlab_promote.core.model import Cell, Notebook
from jupyterlab_promote.core.proposals.proposal import Proposal
from jupyterlab_promote.core.proposals.propose import propose

_PROSE = "# %% [markdown]\n"


def markdown(text: str) -> str:
    """A markdown cell."""
    return _PROSE + text


def analysed(*cells: str) -> Analysis:
    """The analysis of a notebook with these cells; their ids are "0", "1", …"""
    made = tuple(
        Cell(str(i), i, "markdown" if c.startswith(_PROSE) else "code", c.removeprefix(_PROSE))
        for i, c in enumerate(cells)
    )
    return analyse(Notebook("n.ipynb", made, "f"))


def proposed(*cells: str) -> tuple[Proposal, ...]:
    """The proposals for a notebook with these cells, best first."""
    return propose(analysed(*cells)).proposals


def steps(*cells: str) -> list[str]:
    """The steps among them, as a person would write their calls: `load(path) -> sales`."""
    return [signature(p) for p in proposed(*cells) if p.rule == "extract-step"]


def signature(proposal: Proposal) -> str:
    """`name(a, b) -> c, d`."""
    given = ", ".join(p.name for p in proposal.parameters)
    back = f" -> {', '.join(proposal.returns)}" if proposal.returns else ""
    return f"{proposal.name}({given}){back}"
