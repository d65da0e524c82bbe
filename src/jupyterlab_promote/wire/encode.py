"""Values → JSON, in the shapes of wire.schema.json."""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterable

from ..core.analysis.analyse import Analysis
from ..core.errors import PromoteError
from ..core.model import Notebook, Problem, Refusal
from ..core.plan.edits import (
    CellEdit,
    CreateFile,
    FileEdit,
    InsertCell,
    Plan,
    Project,
    Promoted,
    RemoveCell,
)
from ..core.proposals.proposal import Decision, Parameter, Proposal, Proposals
from .selection import Selection

Json = dict[str, object]


def encode_error(error: PromoteError) -> Json:
    """The one shape that every failing reply has."""
    return {"slug": error.slug, "message": error.message, "where": error.where}


def encode_refusal(refusal: Refusal) -> Json:
    return {
        "rule": refusal.rule,
        "cells": list(refusal.cells),
        "slug": refusal.slug,
        "reason": refusal.reason,
    }


def encode_problem(problem: Problem) -> Json:
    return {
        "cell": problem.cell,
        "line": problem.line,
        "slug": problem.slug,
        "message": problem.message,
    }


def encode_proposals(proposals: Proposals, analysis: Analysis) -> Json:
    """`proposals` as `list --json` prints them, best first."""
    return {
        "proposals": [encode_proposal(proposal, analysis) for proposal in proposals.proposals],
        "refused": [encode_refusal(refusal) for refusal in proposals.refused],
        "problems": [encode_problem(problem) for problem in proposals.problems],
    }


def encode_proposal(proposal: Proposal, analysis: Analysis) -> Json:
    """A proposal with its questions; `analysis` tells where its statements stand."""
    return {
        "id": proposal.id,
        "rule": proposal.rule,
        "title": proposal.title,
        "reason": proposal.reason,
        "name": proposal.name,
        "module": proposal.module,
        "cells": list(proposal.cells),
        "statements": [
            [span.cell, span.first, span.last]
            for span in (analysis.statements[index].span for index in proposal.statements)
        ],
        "parameters": [parameter.name for parameter in proposal.parameters],
        "returns": list(proposal.returns),
        "localised": list(proposal.localised),
        "signature": _signature(proposal, analysis),
        "questions": {
            "name": proposal.name,
            "module": proposal.module,
            "parameters": [_parameter(parameter) for parameter in proposal.parameters],
            "keep": list(proposal.localised),
        },
        "needs": list(proposal.needs),
        "worth": proposal.worth,
        "docstring": proposal.docstring,
    }


def _parameter(parameter: Parameter) -> Json:
    return {
        "name": parameter.name,
        "source": parameter.source,
        "annotation": parameter.annotation,
        "default": parameter.default,
    }


def _signature(proposal: Proposal, analysis: Analysis) -> str:
    """`split_target(customers) → churn, target`, or a definition's own signature with its new name."""
    if proposal.rule == "extract-step":
        call = f"{proposal.name}({', '.join(map(_declared, proposal.parameters))})"
        return f"{call} → {', '.join(proposal.returns)}" if proposal.returns else call
    nodes = [analysis.statements[index].node for index in proposal.statements]
    defined = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    if not defined or isinstance(nodes[-1], ast.ClassDef):
        return proposal.name
    node = next((node for node in defined if node.name == proposal.name), defined[-1])
    returned = f" → {ast.unparse(node.returns)}" if node.returns else ""
    return f"{proposal.name}({ast.unparse(node.args)}){returned}"


def _declared(parameter: Parameter) -> str:
    named = parameter.name + (f": {parameter.annotation}" if parameter.annotation else "")
    if parameter.default is None:
        return named
    equals = " = " if parameter.annotation else "="
    return f"{named}{equals}{parameter.default}"


def encode_project(project: Project, preview: Iterable[FileEdit] = ()) -> Json:
    """`preview` holds the files that a project still to be made would begin with."""
    prefix = f"{project.package_path}/"
    return {
        "root": project.root,
        "package": project.package,
        "package_path": project.package_path,
        "exists": project.exists,
        "modules": sorted(
            path.removeprefix(prefix).removesuffix(".py").replace("/", ".")
            for path in project.files
            if path.startswith(prefix)
            and path.endswith(".py")
            and not path.endswith("/__init__.py")
        ),
        "files": encode_file_edits(preview),
    }


def encode_decision(decision: Decision) -> Json:
    return {
        "proposal": decision.proposal,
        "accepted": decision.accepted,
        "name": decision.name,
        "module": decision.module,
        "parameters": dict(decision.parameters),
        "keep": list(decision.keep),
    }


def encode_selection(selection: Selection) -> Json:
    return {
        "first_cell": selection.first_cell,
        "last_cell": selection.last_cell,
        "first_line": selection.first_line,
        "last_line": selection.last_line,
        "name": selection.name,
        "module": selection.module,
    }


def encode_promoted(promoted: Promoted) -> Json:
    return {
        "id": promoted.id,
        "rule": promoted.rule,
        "name": promoted.name,
        "module": promoted.module,
        "cells": list(promoted.cells),
        "parameters": list(promoted.parameters),
        "returns": list(promoted.returns),
        "localised": list(promoted.localised),
    }


def encode_file_edits(edits: Iterable[FileEdit]) -> list[Json]:
    return [
        (
            {"path": edit.path, "before": None, "after": edit.text}
            if isinstance(edit, CreateFile)
            else {"path": edit.path, "before": edit.before, "after": edit.after}
        )
        for edit in edits
    ]


def encode_cell_edits(edits: Iterable[CellEdit], notebook: Notebook) -> list[Json]:
    """Edits of `notebook`, which tells where the cells stand."""
    index = {cell.id: cell.index for cell in notebook.cells}
    return [_cell_edit(edit, index.get(edit.cell, 0)) for edit in edits]


def _cell_edit(edit: CellEdit, index: int) -> Json:
    if isinstance(edit, InsertCell):
        return _edit("insert", edit.cell, edit.index, None, edit.source)
    if isinstance(edit, RemoveCell):
        return _edit("remove", edit.cell, index, edit.before, None)
    return _edit("replace", edit.cell, index, edit.before, edit.after)


def _edit(op: str, cell: str, index: int, before: str | None, after: str | None) -> Json:
    return {"op": op, "cell": cell, "index": index, "before": before, "after": after}


def encode_plan(plan: Plan, notebook: Notebook) -> Json:
    """All of `plan`, which was made on `notebook`."""
    encoded: Json = {
        "notebook": plan.notebook,
        "fingerprint": plan.notebook_fingerprint,
        "root": plan.root,
        "package": plan.package,
        "package_path": plan.package_path,
        "cells": encode_cell_edits(plan.cell_edits, notebook),
        "files": encode_file_edits(plan.file_edits),
        "fingerprints": dict(plan.fingerprints),
        "promoted": [encode_promoted(promoted) for promoted in plan.promoted],
        "refused": [encode_refusal(refusal) for refusal in plan.refused],
        "problems": [encode_problem(problem) for problem in plan.problems],
        "warnings": list(plan.warnings),
        "moved_to": plan.moved_to,
    }
    return {"plan": _digest(encoded), **encoded}


def plan_id(plan: Plan, notebook: Notebook) -> str:
    """The same for two plans exactly when they would change the same things in the same way.

    The notebook's own fingerprint does not count: outputs and metadata change whenever a kernel runs,
    and each edit of a cell holds what the cell was.
    """
    return str(encode_plan(plan, notebook)["plan"])


def _digest(encoded: Json) -> str:
    counted = {key: value for key, value in encoded.items() if key != "fingerprint"}
    return hashlib.sha256(json.dumps(counted, sort_keys=True).encode()).hexdigest()[:16]
