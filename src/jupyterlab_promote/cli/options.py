"""The arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

NotebookPath = Annotated[Path, typer.Argument(metavar="NOTEBOOK", help="The .ipynb file.")]
Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[IDS]...",
        help="Proposals, by the id that `list` shows, its unique beginning, or the proposed name.",
    ),
]
All = Annotated[bool, typer.Option("--all", help="Take every proposal that is worth it.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Into = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="The project's folder. Default: the nearest pyproject.toml above the notebook, else"
        " a new project in the notebook's folder.",
    ),
]
Names = Annotated[
    list[str] | None,
    typer.Option("--name", metavar="ID=NAME", help="Another name for a proposal."),
]
Modules = Annotated[
    list[str] | None,
    typer.Option("--module", metavar="ID=MODULE", help="Another module for a proposal."),
]
Keeps = Annotated[
    list[str] | None,
    typer.Option(
        "--keep",
        metavar="ID=NAMES",
        help="Names, with commas between them, that stay bound in the notebook.",
    ),
]
Install = Annotated[
    bool,
    typer.Option("--install", help="Make the package importable in the notebook's own kernel."),
]
Verify = Annotated[
    bool,
    typer.Option(
        "--verify", help="First run the notebook before and after; write only if both do the same."
    ),
]
Place = Annotated[
    Path,
    typer.Argument(metavar="[PATH]", help="The notebook or the project; default: this folder."),
]
