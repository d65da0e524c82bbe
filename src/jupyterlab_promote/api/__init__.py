"""The ladder that both doors climb, and the public Python API; docs/api.md describes it.

Values come from `jupyterlab_promote.core`, functions from here. What is heavy is imported by the
function that needs it.
"""

from __future__ import annotations

from ..core.analysis.analyse import Analysis
from ..core.errors import Defect, PromoteError, Stale, UnusableInput
from ..core.model import Cell, Notebook, Problem, Refusal
from ..core.plan.edits import Environment, Plan, Project, Promoted
from ..core.proposals.proposal import Decision, Parameter, Proposal, Proposals
from ..wire.selection import Selection
from .cell_facts import CellFacts, facts
from .disk import (
    apply,
    apply_package,
    environment_of,
    find_project,
    follow,
    import_hint,
    install,
    load,
    next_undo,
    recover,
    relocate,
    status,
    undo,
)
from .extraction import extract, extract_in
from .selecting import plan_selection, select
from .slices import cells_needed, slice_of
from .stages import (
    analyse,
    demand_stable,
    diff,
    modules_imported,
    modules_of,
    notebook_of,
    plan,
    propose,
    read,
)
from .trying import verify

__all__ = [
    "Analysis",
    "Cell",
    "CellFacts",
    "Decision",
    "Defect",
    "Environment",
    "Notebook",
    "Parameter",
    "Plan",
    "Problem",
    "Project",
    "PromoteError",
    "Promoted",
    "Proposal",
    "Proposals",
    "Refusal",
    "Selection",
    "Stale",
    "UnusableInput",
    "analyse",
    "apply",
    "apply_package",
    "cells_needed",
    "demand_stable",
    "diff",
    "environment_of",
    "extract",
    "extract_in",
    "facts",
    "find_project",
    "follow",
    "import_hint",
    "install",
    "load",
    "modules_imported",
    "modules_of",
    "next_undo",
    "notebook_of",
    "plan",
    "plan_selection",
    "propose",
    "read",
    "recover",
    "relocate",
    "select",
    "slice_of",
    "status",
    "undo",
    "verify",
]
