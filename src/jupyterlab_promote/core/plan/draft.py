"""One attempt at a plan: every choice as code, or what must change before the next attempt."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..analysis.analyse import Analysis
from ..analysis.facts import Statement
from ..model import Refusal, Span
from ..proposals.proposal import Proposal
from .choices import Choice
from .context import Context, State
from .function import Step, call_of, function_of
from .import_lines import ImportOf
from .modules import Piece
from .needs import Needs, needs_of_definition, needs_of_step, with_submodules
from .occurrences import Definition, renamed, renamed_definition
from .passing import Passing, passing
from .renaming import shows_its_name
from .runs import Run, body_of, run_of, span_of, spans_of
from .signature import Signature, return_type, signature_of
from .splices import Splice, part


@dataclass(frozen=True, slots=True)
class Moved:
    """A choice as code: its piece of a module, what stands in the notebook for it, and its interface.

    `call` is None for a definition, whose import stands in its place; `bound` is the notebook's name
    for it then. `spans` are the lines that leave, the last of which the call or the import replaces;
    `leaving` are the statements in whose place nothing stands.
    """

    choice: Choice
    piece: Piece
    spans: tuple[Span, ...]
    call: str | None
    bound: str
    parameters: tuple[str, ...] = ()
    returns: tuple[str, ...] = ()
    localised: tuple[str, ...] = ()
    stars: tuple[str, ...] = ()
    leaving: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """All choices as code, and the splices that calls in the notebook need."""

    moved: tuple[Moved, ...]
    splices: tuple[Splice, ...]


def draft(context: Context, state: State) -> Draft | State:
    """The draft, or a state with fewer, more or other choices to try again with."""
    runs, needs, refused = _needs(context, state)
    if refused:
        return state.without(refused)
    seen = {c.id: _as_bound(context, c) for c in state.choices if _is_seen_renamed(context, c)}
    if seen:
        return state.replacing(seen)
    wanted = _wanted_later(context, state, runs)
    if wanted:
        return state.replacing(wanted)
    inside = frozenset(s.index for run in runs.values() for s in run.statements)
    staying = state.staying | (inside - state.moves.keys())
    pulled = tuple(_pulled(context, state, needs, staying))
    if pulled:
        return state.adding(pulled)
    lacking = _lacking(state, needs, staying)
    if lacking:
        return state.without(lacking)
    data = {c.first: needs[c.id].data for c in state.choices if not c.is_step}
    passed = passing(context.analysis, data)
    if passed.obstacles:
        moves = state.moves
        return state.without(
            {moves[i].id: moves[i].refused(*why) for i, why in passed.obstacles.items()}
        )
    moved: list[Moved] = []
    for choice in state.choices:
        if choice.is_step:
            found = _step(context, state, choice, runs[choice.id], needs[choice.id], passed)
        else:
            found = _definition(context, state, choice, needs[choice.id], passed)
        if isinstance(found, Refusal):
            return state.without({choice.id: found})
        moved.append(found)
    return Draft(tuple(moved), passed.splices)


def _needs(
    context: Context, state: State
) -> tuple[dict[str, Run], dict[str, Needs], dict[str, Refusal]]:
    runs: dict[str, Run] = {}
    needs: dict[str, Needs] = {}
    refused: dict[str, Refusal] = {}
    gone: dict[str, frozenset[int]] = {}
    for choice in state.choices:
        found: Needs | Run | Refusal
        if choice.is_step:
            found = run_of(context.analysis, choice, gone)
            if isinstance(found, Run):
                runs[choice.id] = found
                gone |= _no_longer_bound(context, found, gone)
                given = _given(context.analysis, state, choice, found)
                found = needs_of_step(context.analysis, found.interface, given, found.last.index)
        else:
            found = needs_of_definition(context.analysis, choice.first)
        if isinstance(found, Needs):
            needs[choice.id] = found
        else:
            assert isinstance(found, Refusal)
            refused[choice.id] = choice.refused(found.slug, found.reason)
    return runs, needs, refused


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


def _given(analysis: Analysis, state: State, choice: Choice, run: Run) -> tuple[str, ...]:
    """The parameters: all but the constants that move to a module and that nobody asked to pass."""
    asked = {p.source for p in choice.proposal.parameters}
    moves = state.moves
    lifted = {
        name
        for i in run.interface.constants
        if i in moves
        for name in analysis.statements[i].facts.binds
    }
    return tuple(n for n in run.passed if n in asked or n not in lifted)


def _wanted_later(context: Context, state: State, runs: Mapping[str, Run]) -> dict[str, Choice]:
    """Steps whose own names another step is passed, though no code reads them: those are given back."""
    makers = {s.index: c for c in state.choices if c.id in runs for s in runs[c.id].statements}
    changed: dict[str, Choice] = {}
    for taker in state.choices:
        run = runs.get(taker.id)
        for name in run.passed if run is not None else ():
            for index in context.analysis.flow.reaching(name, taker.first):
                maker = makers.get(index)
                if maker is None or maker is taker or name in maker.keep:
                    continue
                if name in runs[maker.id].localised:
                    keep = changed.get(maker.id, maker).keep
                    changed[maker.id] = replace(maker, keep=(*keep, name))
    return changed


def _pulled(
    context: Context, state: State, needs: Mapping[str, Needs], staying: frozenset[int]
) -> Iterable[Choice]:
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


def _lacking(
    state: State, needs: Mapping[str, Needs], staying: frozenset[int]
) -> dict[str, Refusal]:
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


@dataclass(frozen=True, slots=True)
class _Links:
    """How the module names what it shares with others: imports from them, and renames in the text."""

    imports: tuple[ImportOf, ...]
    splices: tuple[Splice, ...]


def _links(
    context: Context, state: State, choice: Choice, needs: Needs, body: Sequence[Statement]
) -> _Links | Refusal:
    imports: list[ImportOf] = []
    splices: list[Splice] = []
    moves = state.moves
    for name, index in {**needs.definitions, **needs.constants}.items():
        if index not in moves or moves[index] is choice:
            continue
        target = moves[index]
        change = _renamed(context, body, name, target.name)
        if change is None and target.module == choice.module:
            return choice.refused("unclear-rename", f"“{name}” can't be renamed in it")
        splices.extend(change or ())
        if target.module != choice.module:
            local = name if change is None else target.name
            imports.append(ImportOf(context.dotted(target.module), target.name, local))
    return _Links(tuple(imports), tuple(splices))


def _renamed(
    context: Context, body: Sequence[Statement], name: str, new: str
) -> list[Splice] | None:
    splices: list[Splice] = []
    for statement in body if name != new else ():
        assert statement.node is not None
        source = context.analysis.notebook.cells[statement.cell].source
        found = renamed(statement.cell, source, [statement.node], name, new)
        if found is None:
            return None
        splices.extend(found)
    return splices


def _definition(
    context: Context, state: State, choice: Choice, needs: Needs, passed: Passing
) -> Moved | Refusal:
    statement = context.analysis.statements[choice.first]
    source = context.analysis.notebook.cells[statement.cell].source
    (bound,) = statement.facts.binds
    links = _links(context, state, choice, needs, [statement])
    if isinstance(links, Refusal):
        return links
    own = _own_rename(statement, source, bound, choice.name)
    if own is None:
        return choice.refused("unclear-rename", f"“{bound}” can't be renamed where it names itself")
    span = span_of(context.analysis, statement)
    text = part(source, span, [*passed.splices, *links.splices, *own]).replace("\r\n", "\n")
    imports = with_submodules(context.analysis, (*needs.imports, *links.imports), text)
    is_constant = statement.kind == "assign"
    piece = Piece(choice.first, choice.name, text, is_constant, imports, needs.guards)
    parameters = (*passed.taken.get(choice.first, ()), *_arguments(statement.node))
    return Moved(choice, piece, (span,), None, bound, parameters, stars=needs.stars)


def _is_seen_renamed(context: Context, choice: Choice) -> bool:
    """Whether somebody other than the person gave it another name, and that may show."""
    statement = context.analysis.statements[choice.first]
    if choice.is_step or statement.kind == "assign" or choice.named:
        return False
    return choice.name not in statement.facts.binds and shows_its_name(context.analysis, statement)


def _as_bound(context: Context, choice: Choice) -> Choice:
    """Under the notebook's own name, or not at all."""
    (name,) = context.analysis.statements[choice.first].facts.binds
    return replace(choice, name=name, named=True)


def _arguments(node: ast.stmt | None) -> tuple[str, ...]:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return ()
    given = node.args
    plain = (*given.posonlyargs, *given.args, *given.kwonlyargs)
    rest = [arg for arg in (given.vararg, given.kwarg) if arg is not None]
    return tuple(arg.arg for arg in (*plain, *rest))


def _own_rename(
    statement: Statement, source: str, bound: str, name: str
) -> tuple[Splice, ...] | None:
    node = statement.node
    if name == bound:
        return ()
    if isinstance(node, Definition):
        return renamed_definition(statement.cell, source, node, name)
    assert node is not None
    return renamed(statement.cell, source, [node], bound, name)


def _step(
    context: Context, state: State, choice: Choice, run: Run, needs: Needs, passed: Passing
) -> Moved | Refusal:
    analysis = context.analysis
    given = _with_callees(context, state, choice, run, needs, passed)
    if isinstance(given, Refusal):
        return given
    links = _links(context, state, choice, needs, run.statements)
    if isinstance(links, Refusal):
        return links
    signature = signature_of(analysis, choice, given, run.statements)
    if isinstance(signature, Refusal):
        return signature
    splices = (*passed.splices, *links.splices, *signature.splices)
    body = body_of(analysis, run.statements, splices, choice.proposal.docstring)
    step, types = _as_step(context, choice, run, signature, body)
    imports = with_submodules(
        analysis, (*needs.imports, *links.imports, *signature.imports, *types), body
    )
    piece = Piece(choice.first, choice.name, function_of(step), False, imports, needs.guards)
    spans = spans_of(analysis, run.statements)
    names = tuple(taken.name for taken in signature.taken)
    return Moved(
        choice,
        piece,
        spans,
        call_of(step),
        "",
        names,
        run.returns,
        run.localised,
        needs.stars,
        tuple(s.index for s in run.statements[:-1]),
    )


def _with_callees(
    context: Context, state: State, choice: Choice, run: Run, needs: Needs, passed: Passing
) -> tuple[str, ...] | Refusal:
    """What the step is passed: also functions that stay, and data that functions called here take on."""
    given = list(_given(context.analysis, state, choice, run))
    bound = {name for s in run.statements for name in s.facts.binds}
    for name, index in needs.definitions.items():
        wanted = passed.taken.get(index, ()) if index in state.moves else (name,)
        for one in wanted:
            if one != name and _is_late(context.analysis, run, name, one):
                return choice.refused(
                    "closure-sees-rebinding",
                    f"a function made here calls “{name}”, which reads “{one}”, and that is set again later",
                )
            if one in given or one in bound:
                continue
            if not context.analysis.flow.certainly_bound(one, run.statements[0].index):
                return choice.refused(
                    "maybe-unbound", f"“{one}” may not be set when this code starts"
                )
            given.append(one)
    return tuple(given)


def _is_late(analysis: Analysis, run: Run, function: str, name: str) -> bool:
    """Whether a closure that the run makes may call the function after the name was set again."""
    late = any(function in s.facts.later for s in run.statements)
    return late and analysis.flow.is_bound_after(name, run.last.index)


def _as_step(
    context: Context, choice: Choice, run: Run, signature: Signature, body: str
) -> tuple[Step, tuple[ImportOf, ...]]:
    returned = tuple(signature.inner.get(name, name) for name in run.returns)
    shows = run.interface.shows and not run.returns
    first = run.statements[0].index
    text, needed = return_type(context.analysis, choice.proposal.returns_annotation, first)
    if shows or not _same_returns(choice, run):
        text, needed = None, ()
    step = Step(
        name=choice.name,
        docstring=choice.proposal.docstring or _sentence(choice.name),
        body=body,
        taken=signature.taken,
        returned=returned,
        bound=run.returns,
        is_async=run.interface.is_async,
        shows=shows,
        annotation=text,
    )
    return step, needed


def _same_returns(choice: Choice, run: Run) -> bool:
    return choice.proposal.returns == run.returns


def _sentence(name: str) -> str:
    """`clean_sales` → “Clean sales.”"""
    words = name.strip("_").replace("_", " ")
    return words[:1].upper() + words[1:] + "."
