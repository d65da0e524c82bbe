"""What a person selected, as a proposal: their choice, so it is not judged, only checked."""

from __future__ import annotations

import hashlib
import keyword
from dataclasses import replace

from ..core.analysis.analyse import Analysis
from ..core.analysis.facts import Statement
from ..core.analysis.interface import interface_of
from ..core.errors import UnusableInput
from ..core.lines import lines_of
from ..core.model import Refusal
from ..core.plan.edits import Environment, Plan, Project, Promoted, ReplaceCell
from ..core.proposals.proposal import Decision, Proposal, Proposals
from ..wire.selection import Selection
from .extraction import extract_in
from .stages import names_taken, plan

STEP = "extract-step"
IN_CELL = "extract"
_DEFINITIONS = ("definition", "class")


def plan_selection(
    analysis: Analysis,
    selection: Selection,
    project: Project,
    environment: Environment | None = None,
) -> Plan | Refusal:
    """What making a function of a selection changes.

    Whole statements of cells go into a module; lines within a statement of one cell (a loop's or a
    function's body) become a function in that cell. Raises what `select` and `plan` raise.
    """
    found = select(analysis, selection, project)
    if not isinstance(found, Refusal):
        proposals, decision = found
        made = plan(analysis, proposals, (decision,), project, environment)
        return made if made.promoted or not made.refused else made.refused[0]
    if found.slug != "partial-statement" or selection.first_cell != selection.last_cell:
        return found
    return _within_cell(analysis, selection, project)


def _within_cell(analysis: Analysis, selection: Selection, project: Project) -> Plan | Refusal:
    notebook = analysis.notebook
    cell = notebook.cells[selection.first_cell]
    last = selection.last_line or len(lines_of(cell.source))
    found = extract_in(analysis, cell.index, selection.first_line or 1, last, selection.name)
    if isinstance(found, Refusal):
        return found
    done = Promoted(
        id=hashlib.sha256(found.source.encode("utf-8", "surrogatepass")).hexdigest()[:10],
        rule=IN_CELL,
        name=selection.name,
        module="",
        cells=(cell.id,),
        parameters=found.parameters,
        returns=found.returns,
        localised=(),
    )
    return Plan(
        notebook=notebook.path,
        notebook_fingerprint=notebook.fingerprint,
        root=project.root,
        package=project.package,
        package_path=project.package_path,
        file_edits=(),
        cell_edits=(ReplaceCell(cell.id, cell.source, found.source),),
        fingerprints={},
        promoted=(done,),
        refused=(),
        problems=analysis.problems,
    )


def select(
    analysis: Analysis, selection: Selection, project: Project
) -> tuple[Proposals, Decision] | Refusal:
    """The proposal for a selection and the decision that takes it, for `plan`.

    One function or class alone moves as it is, under the selection's name; any other run of
    statements becomes a function. Raises UnusableInput where the name is none (`bad-name`) or there
    are no such cells (`no-such-cell`).
    """
    _check(analysis, selection)
    run = _selected(analysis, selection)
    if isinstance(run, Refusal):
        return run
    if len(run) == 1 and run[0].kind in _DEFINITIONS:
        return _definition(analysis, run[0], selection, project)
    if selection.name in analysis.flow.names:
        return _refusal(run, analysis, "name-taken", f"“{selection.name}” is already used")
    return _step(analysis, run, selection)


def _check(analysis: Analysis, selection: Selection) -> None:
    if not selection.name.isidentifier() or keyword.iskeyword(selection.name):
        raise UnusableInput("bad-name", f"'{selection.name}' is no name for a function.")
    last = len(analysis.notebook.cells) - 1
    if not 0 <= selection.first_cell <= selection.last_cell <= last:
        cells = f"{selection.first_cell}:{selection.last_cell}"
        sentence = f"There are no cells {cells}: cells count from 0, and the last one is {last}."
        raise UnusableInput("no-such-cell", sentence)


def _selected(analysis: Analysis, selection: Selection) -> list[Statement] | Refusal:
    """The statements of the selection, or a refusal where it cuts one in two or holds none."""
    whole: list[Statement] = []
    cut: list[Statement] = []
    for statement in analysis.statements:
        if selection.first_cell <= statement.cell <= selection.last_cell:
            inside = [_is_inside(statement.cell, line, selection) for line in _lines(statement)]
            if all(inside):
                whole.append(statement)
            elif any(inside):
                cut.append(statement)
    if cut:
        span = cut[0].span
        reason = f"the statement in lines {span.first} to {span.last} of cell {span.cell} is cut"
        return _refusal(cut, analysis, "partial-statement", reason)
    if not whole:
        return Refusal(STEP, (), "nothing-selected", "the selection holds no statement")
    return whole


def _lines(statement: Statement) -> range:
    return range(statement.span.first, statement.span.last + 1)


def _is_inside(cell: int, line: int, selection: Selection) -> bool:
    first = selection.first_line if cell == selection.first_cell else None
    last = selection.last_line if cell == selection.last_cell else None
    return (first is None or line >= first) and (last is None or line <= last)


def _definition(
    analysis: Analysis, statement: Statement, selection: Selection, project: Project
) -> tuple[Proposals, Decision] | Refusal:
    """The move of one function or class, with the moves of what it needs."""
    from ..core.proposals.lift_constant import lift_constant, with_constants
    from ..core.proposals.promote_definition import promote_definition
    from ..core.proposals.reading import read

    taken = {module: frozenset(names) for module, names in names_taken(project).items()}
    reading = read(analysis)
    moves = promote_definition(reading, (), taken)
    constants = lift_constant(reading, moves.proposals, taken)
    found = tuple(with_constants(reading, (*moves.proposals, *constants.proposals)))
    mine = next((p for p in found if p.statements == (statement.index,)), None)
    if mine is None:
        cell = analysis.notebook.cells[statement.cell].id
        whys = (refusal for refusal in moves.refused if cell in refusal.cells)
        return next(whys, _refusal([statement], analysis, "not-movable", "it can't move"))
    name = selection.name if selection.name not in statement.facts.binds else None
    decision = Decision(mine.id, name=name, module=selection.module)
    return Proposals(found, moves.refused, analysis.problems), decision


def _step(
    analysis: Analysis, run: list[Statement], selection: Selection
) -> tuple[Proposals, Decision] | Refusal:
    """A proposal for the run, with the interface that it has; its module and docstring follow its name."""
    from ..core.proposals.identity import identify
    from ..core.proposals.parameter_order import order_of
    from ..core.proposals.parameters import parameters_of
    from ..core.proposals.reading import read
    from ..core.proposals.segmentation import Segment
    from ..core.proposals.topics import topic_of

    interface = interface_of(analysis, run[0].index, run[-1].index)
    if isinstance(interface, Refusal):
        if interface.slug == "display-and-returns" and len(run) > 1:
            return _step(analysis, run[:-1], selection)  # the cell goes on to show what it showed
        return replace(interface, rule=STEP)
    reading = read(analysis)
    segment = Segment(run[0].index, run[-1].index, 0.0)
    order = order_of(reading, segment.first, segment.last, interface.parameters)
    names = [interface.parameters[place] for place in order]
    proposal = Proposal(
        id=identify("extract", [selection.name, *map(reading.source_of, run)]),
        rule=STEP,
        title=f"Extract `{selection.name}`",
        reason="You selected it.",
        name=selection.name,
        module=topic_of(selection.name),
        cells=reading.cells_of(run[0].index, run[-1].index),
        statements=tuple(statement.index for statement in run),
        parameters=tuple(
            parameter
            for parameter in parameters_of(reading, segment, names)
            if parameter.source.isidentifier()
        ),
        returns=interface.returns,
        localised=interface.localised,
        docstring=f"{selection.name.strip('_').replace('_', ' ').capitalize()}.",
    )
    decision = Decision(proposal.id, name=selection.name, module=selection.module)
    return Proposals((proposal,), (), analysis.problems), decision


def _refusal(run: list[Statement], analysis: Analysis, slug: str, reason: str) -> Refusal:
    cells = dict.fromkeys(analysis.notebook.cells[statement.cell].id for statement in run)
    return Refusal(STEP, tuple(cells), slug, reason)
