"""What `diff`, `apply` and `verify` take from a notebook and where they put it: one list of options."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from inspect import Signature, signature
from typing import Any

from .options import All, Ids, Into, Keeps, Modules, Names, NotebookPath


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options as a person gave them; each field is one."""

    notebook: NotebookPath
    ids: Ids = None
    everything: All = False
    into: Into = None
    names: Names = None
    modules: Modules = None
    keeps: Keeps = None

    def or_all(self) -> Wanted:
        """Without IDS, what `--all` would do."""
        return self if self.ids else replace(self, everything=True)


def spelled_out(command: Callable[..., None]) -> Callable[..., None]:
    """`command(wanted, …)` as Typer reads it: the fields of `Wanted` stand for its first parameter."""
    shared = signature(Wanted, eval_str=True).parameters.values()
    _, *own = signature(command, eval_str=True).parameters.values()

    @wraps(command)
    def from_options(**given: Any) -> None:
        wanted = Wanted(**{field.name: given.pop(field.name) for field in shared})
        command(wanted, **given)

    from_options.__signature__ = Signature([*shared, *own])  # type: ignore[attr-defined]
    return from_options
