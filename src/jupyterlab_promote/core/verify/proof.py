"""The checks that a plan passes before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..analysis.analyse import Analysis
from ..errors import Defect, Unreadable
from ..plan.build import build
from ..plan.edits import Environment, Plan, Project
from ..proposals.proposal import Decision, Proposals
from .after import cell_tree, changed_modules, sides_of
from .inverse import inverse_of
from .quiet_modules import circles, lost, loud
from .resolving import unbound_in_module, unresolved
from .same_code import other_code, other_displays


@dataclass(frozen=True, slots=True)
class Check:
    """One proof: what it is called, whether it holds, and where it fails."""

    name: str
    passed: bool
    detail: str = ""
    where: str = ""


def prove(plan: Plan, analysis: Analysis, project: Project) -> tuple[Check, ...]:
    """The proofs of a plan on its texts; a failed one is our defect. Where nothing parses, only that is said."""
    broken = tuple(_parses(plan))
    if broken:
        return broken
    sides = sides_of(plan, analysis, project)
    inverse = inverse_of(sides)
    return (
        Check("parses", True),
        *_all("same-code", other_code(sides, inverse)),
        *_all("displays", other_displays(sides, inverse)),
        *_all("names-resolve", unresolved(sides)),
        *_all("no-import-circle", circles(sides)),
        *_all("imports-quietly", loud(plan)),
        *_all("keeps-modules", lost(plan)),
    )


def stable(
    plan: Plan,
    analysis: Analysis,
    proposals: Proposals,
    decisions: Sequence[Decision],
    project: Project,
    environment: Environment,
) -> Check:
    """Planned again on the same, it is the same plan: what is written is what was shown."""
    is_same = build(analysis, proposals, decisions, project, environment) == plan
    return Check("stable", is_same, "" if is_same else "planned anew, it differs")


def demand(checks: Iterable[Check]) -> None:
    """Raises Defect for the first check that failed."""
    for check in checks:
        if not check.passed:
            raise Defect(
                "proof-failed",
                f"the proof “{check.name}” failed: {check.detail}; nothing was written, please report it",
                check.where,
            )


def _all(name: str, failures: Iterator[tuple[str, str]]) -> list[Check]:
    failed = [Check(name, False, detail, where) for detail, where in failures]
    return failed or [Check(name, True)]


def _parses(plan: Plan) -> Iterator[Check]:
    for path, (_, text) in changed_modules(plan).items():
        broken = _broken(unbound_in_module, text)
        if broken:
            yield Check("parses", False, broken, path)
    for edit in plan.cell_edits:
        broken = _broken(cell_tree, getattr(edit, "after", ""))
        if broken:
            yield Check("parses", False, broken, f"cell {edit.cell}")


def _broken(parse: Callable[[str], object], text: str) -> str:
    """Why the text does not parse; empty where it does."""
    try:
        parse(text)
    except (SyntaxError, ValueError, Unreadable) as error:
        return str(error)
    return ""
