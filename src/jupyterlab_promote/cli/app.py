"""The commands, joined; what they need is imported when one of them runs."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import __version__
from . import applying, diffing, extracting, listing, moving, undoing, verifying

app = typer.Typer(
    name="jupyter-promote",
    help="Turn a messy notebook into a clean Python package without changing what it does.",
    epilog="Exit status: 0 done or nothing to do, 1 refused or stale, 2 unusable input.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode="markdown",
)
for module in (listing, diffing, applying, extracting, moving, undoing, verifying):
    module.register(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"jupyterlab-promote {__version__}")
        raise typer.Exit


@app.callback()
def options(
    debug: Annotated[
        bool, typer.Option("--debug", help="Print the traceback of an error.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Turn a messy notebook into a clean Python package without changing what it does."""


def main() -> None:
    """The entry point of the script `jupyter-promote`, and so of `jupyter promote`."""
    app()
