"""`jupyter promote list`: what could leave the notebook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from .door import Command
from .options import Into, Json, NotebookPath
from .progress import telling

if TYPE_CHECKING:
    from rich.text import Text

    from ..core.analysis.analyse import Analysis
    from ..core.model import Notebook
    from ..core.proposals.proposal import Proposal, Proposals

EXAMPLES = """
Examples:

    jupyter promote list Untitled.ipynb

    jupyter promote list Untitled.ipynb --refused

    jupyter promote list Untitled.ipynb --json | jq '.proposals[].name'
"""


def register(app: typer.Typer) -> None:
    app.command("list", cls=Command, epilog=EXAMPLES)(list_proposals)


def list_proposals(
    notebook: NotebookPath,
    into: Into = None,
    refused: Annotated[
        bool, typer.Option("--refused", help="Show what was refused, and why, as well.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Show what could leave the notebook, best first; writes nothing.

    A tick marks what `--all` takes. Cells are counted from 0 over all cells of the notebook, lines from 1.
    """
    from .. import api

    with telling(f"Reading {notebook.name}"):
        analysis = api.analyse(api.load(notebook))
        proposals = api.propose(analysis, api.find_project(notebook, into))
    if as_json:
        from ..wire import encode_proposals

        print(json.dumps(encode_proposals(proposals, analysis), indent=1))
        return
    from .screen import paper

    screen = paper()
    for line in lines_of(proposals, analysis, refused=refused):
        screen.print(line, soft_wrap=True)


def lines_of(proposals: Proposals, analysis: Analysis, *, refused: bool) -> Iterator[Text]:
    """The listing, a line at a time."""
    from rich.text import Text

    if not proposals.proposals:
        yield Text("Nothing to promote.")
    for proposal in proposals.proposals:
        yield from _proposal_lines(proposal, analysis)
    index = {cell.id: cell.index for cell in analysis.notebook.cells}
    for problem in proposals.problems:
        place = f"cell {index.get(problem.cell, '?')}, line {problem.line}"
        yield Text.assemble((f"{place}: ", "red"), f"{problem.message} [{problem.slug}]")
    for refusal in proposals.refused if refused else ():
        yield Text.assemble(
            (f"refused {cells_named(refusal.cells, analysis.notebook)}: ", "yellow"),
            f"{refusal.reason} [{refusal.slug}]",
        )
    if proposals.refused and not refused:
        yield Text(f"{len(proposals.refused)} refused; --refused tells why.", style="dim")


def _proposal_lines(proposal: Proposal, analysis: Analysis) -> Iterator[Text]:
    from rich.text import Text

    from ..wire import encode_proposal

    signature = str(encode_proposal(proposal, analysis)["signature"])
    tick = "✓" if proposal.worth else " "
    yield Text.assemble(
        f"{tick} ",
        (proposal.id, "cyan"),
        "  ",
        (signature, "bold"),
        (f"  {proposal.module}", "green"),
    )
    said = f"{cells_named(proposal.cells, analysis.notebook)}. {proposal.reason}"
    if proposal.localised:
        said += f" Becomes local: {', '.join(proposal.localised)}."
    yield Text(f"    {said}", style="dim")


def cells_named(ids: tuple[str, ...], notebook: Notebook) -> str:
    """`cell 3`, `cells 3–5`, `cells 3, 7`."""
    index = {cell.id: cell.index for cell in notebook.cells}
    numbers = sorted(index[cell] for cell in ids if cell in index)
    if len(numbers) < 2:
        return f"cell {numbers[0]}" if numbers else "the notebook"
    if numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"cells {numbers[0]}–{numbers[-1]}"
    return f"cells {', '.join(map(str, numbers))}"
