"""One attempt at a plan: every choice as code, or what must change before the next attempt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..analysis.constants import is_constant
from ..analysis.own_names import shows_its_name
from ..model import Refusal
from ..proposals.proposal import Proposal
from .choices import Choice
from .context import Context, State
from .definitions import definition_of
from .mending import mended
from .moved import Draft, Moved
from .needs import Needs, needs_of_definition, needs_of_step
from .passing import passing
from .runs import Run, run_of
from .steps import given_to, step_of


def draft(context: Context, state: State) -> Draft | State:
    """The draft, or a state with fewer, more or other choices to try again with."""
    runs, needs, refused = _needs(context, state)
    if refused:
        return state.without(refused)
    seen = next((c for c in state.choices if _is_seen_renamed(context, c)), None)
    if seen is not None:
        return _under_its_name(context, state, seen)
    wanted = _wanted_later(context, state, runs)
    if wanted:
        return state.replacing(wanted)
    pulled = tuple(_pulled(context, state, needs))
    if pulled:
        return state.adding(pulled)
    lacking = _lacking(state, needs)
    if lacking:
        return state.without(lacking)
    data = {c.first: needs[c.id].data for c in state.choices if not c.is_step}
    passed = passing(context.analysis, data)
    reluctant = passed.obstacles.keys() | passed.handed_on
    literals = _literals(context, state, (data[i] for i in reluctant))
    if literals:
        return state.lifting(literals)
    if passed.obstacles:
        moves = state.moves
        return state.without(
            {moves[i].id: moves[i].refused(*why) for i, why in passed.obstacles.items()}
        )
    moved: list[Moved] = []
    for choice in state.choices:
        if choice.is_step:
            found = step_of(context, state, choice, runs[choice.id], needs[choice.id], passed)
        else:
            found = definition_of(context, state, choice, needs[choice.id], passed)
        if isinstance(found, Refusal):
            return state.without({choice.id: found})
        moved.append(found)
    names = mended(context, moved)
    return Draft(names.moved, (*passed.splices, *names.splices), needs)


def _needs(
    context: Context, state: State
) -> tuple[dict[str, Run], dict[str, Needs], dict[str, Refusal]]:
    runs: dict[str, Run] = {}
    needs: dict[str, Needs] = {}
    refused: dict[str, Refusal] = {}
    gone: dict[str, frozenset[int]] = {}
    moves = state.moves
    for choice in state.choices:
        found: Needs | Run | Refusal
        if choice.is_step:
            found = run_of(context.analysis, choice, gone)
            if isinstance(found, Run):
                runs[choice.id] = found
                gone |= _no_longer_bound(context, found, gone)
                given = given_to(context.analysis, state, choice, found)
                found = needs_of_step(context.analysis, found.interface, given, found.last.index)
        else:
            lifted = state.lifted.union(moves)
            found = needs_of_definition(context.analysis, choice.first, lifted, state.staying)
        if isinstance(found, Needs):
            needs[choice.id] = found
        else:
            assert isinstance(found, Refusal)
            refused[choice.id] = choice.refused(found.slug, found.reason)
    return runs, needs, refused


def _literals(context: Context, state: State, data: Iterable[tuple[str, ...]]) -> frozenset[int]:
    """Statements of literals among the data that a function can't be passed."""
    flow = context.analysis.flow
    found = {index for names in data for name in names for index in flow.binders(name)}
    return frozenset(
        index for index in found - state.lifted if is_constant(context.analysis, index)
    )


def _no_longer_bound(
    context: Context, run: Run, gone: Mapping[str, frozenset[int]]
) -> dict[str, frozenset[int]]:
    """Names that are bound nowhere after the run, by the statements that bound them before it left."""
    inside = frozenset(s.index for s in run.statements)
    first = run.statements[0].index
    found = ((name, gone.get(name, frozenset())) for name in run.localised)
    return {
        name: before | inside
        for name, before in found
        if before.issuperset(context.analysis.flow.reaching(name, first))
    }


def _wanted_later(context: Context, state: State, runs: Mapping[str, Run]) -> dict[str, Choice]:
    """Steps whose own names another step is passed, though no code reads them: those are given back."""
    makers = {s.index: c for c in state.choices if c.id in runs for s in runs[c.id].statements}
    changed: dict[str, Choice] = {}
    for taker in state.choices:
        run = runs.get(taker.id)
        for name in _read_by(context, run) if run is not None else ():
            for index in context.analysis.flow.reaching(name, taker.first):
                maker = makers.get(index)
                if maker is None or maker is taker or name in maker.keep:
                    continue
                if name in runs[maker.id].localised:
                    keep = changed.get(maker.id, maker).keep
                    changed[maker.id] = replace(maker, keep=(*keep, name))
    return changed


def _read_by(context: Context, run: Run) -> Iterable[str]:
    """The notebook's values and functions that a run reads."""
    yield from run.passed
    for index in run.interface.definitions:
        yield from context.analysis.statements[index].facts.binds


def _pulled(context: Context, state: State, needs: Mapping[str, Needs]) -> Iterable[Choice]:
    """Definitions and constants that nobody chose, and that what was chosen needs."""
    pulled: dict[int, Choice] = {}
    moves, fixed = state.moves, state.fixed
    for choice in state.choices:
        found = needs[choice.id]
        constants = {} if choice.is_step else found.constants
        for name, index in {**found.definitions, **constants}.items():
            if index not in moves and index not in fixed:
                pulled.setdefault(index, _along(context, choice, name, index))
    return pulled.values()


def _along(context: Context, choice: Choice, name: str, index: int) -> Choice:
    statement = context.analysis.statements[index]
    rule = "lift-constant" if statement.kind == "assign" else "promote-definition"
    cells = (context.analysis.notebook.cells[statement.cell].id,)
    reason = f"“{choice.name}” needs it."
    proposal = Proposal(
        f"{choice.id}.{name}",
        rule,
        f"Move `{name}` along",
        reason,
        name,
        choice.module,
        cells,
        (index,),
    )
    return Choice(proposal, name, choice.module)


def _lacking(state: State, needs: Mapping[str, Needs]) -> dict[str, Refusal]:
    """Definitions whose needs stay in the notebook or in a step; a step gets those passed instead."""
    refused: dict[str, Refusal] = {}
    fixed = state.fixed
    for choice in state.choices:
        found = needs[choice.id]
        missing = [
            name
            for name, index in {**found.definitions, **found.constants}.items()
            if index in fixed and not choice.is_step
        ]
        if missing:
            refused[choice.id] = choice.refused(
                "needs-another", f"it needs “{missing[0]}”, which has to stay in the notebook"
            )
    return refused


def _is_seen_renamed(context: Context, choice: Choice) -> bool:
    """Whether a definition has got another name, and the notebook could see that."""
    statement = context.analysis.statements[choice.first]
    if choice.is_step or statement.kind == "assign" or choice.name in statement.facts.binds:
        return False
    return shows_its_name(context.analysis, choice.first)


def _under_its_name(context: Context, state: State, choice: Choice) -> State:
    """The definition under the notebook's own name, or not at all where the person wants another."""
    (name,) = context.analysis.statements[choice.first].facts.binds
    if choice.named:
        reason = f"the notebook could see that “{name}” is called “{choice.name}”"
        return state.without({choice.id: choice.refused("shows-name", reason)})
    return state.replacing({choice.id: replace(choice, name=name, pinned=True)})
