"""What a rule proposes and what a person decides about it."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Problem, Refusal


@dataclass(frozen=True, slots=True)
class Parameter:
    """`source` is the notebook's name (or literal) at the call; `name` is what the function calls it.

    An annotation is written with the notebook's own names: `pd.DataFrame` where it says `import pandas as pd`.
    """

    name: str
    source: str
    annotation: str | None = None
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """One function, class or constant that could leave the notebook.

    `id` is made from rule and content and so is stable between runs. `statements` are indices into
    `Analysis.statements`. `needs` are ids of proposals that must be applied together with this one.
    `score` orders proposals, best first; `worth` says whether `--all` takes it.
    `returns` may hold a parameter that the step changes in place: the function gives it back.
    """

    id: str
    rule: str
    title: str
    reason: str
    name: str
    module: str
    cells: tuple[str, ...]
    statements: tuple[int, ...]
    parameters: tuple[Parameter, ...] = ()
    returns: tuple[str, ...] = ()
    localised: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    docstring: str = ""
    returns_annotation: str | None = None
    score: float = 0.0
    worth: bool = True


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's answer to a proposal: `None` leaves the proposed value."""

    proposal: str
    accepted: bool = True
    name: str | None = None
    module: str | None = None
    parameters: tuple[tuple[str, str], ...] = ()  # (source name, chosen name)
    keep: tuple[str, ...] = ()  # localised names that shall stay bound in the notebook


@dataclass(frozen=True, slots=True)
class Proposals:
    """All that can be said about a notebook, best first."""

    proposals: tuple[Proposal, ...]
    refused: tuple[Refusal, ...]
    problems: tuple[Problem, ...]
