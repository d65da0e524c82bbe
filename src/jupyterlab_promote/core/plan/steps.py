"""A run of statements as a function of a module, with the call that stands in its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ..analysis.analyse import Analysis
from ..model import Refusal
from .choices import Choice
from .context import Context, State
from .function import Step, call_of, function_of
from .handing_on import handed_on
from .import_lines import ImportOf
from .imports_needed import with_submodules
from .links import links_of
from .modules import Piece
from .moved import Moved
from .needs import Needs, stars_of
from .passing import Passing
from .runs import Run, body_of, spans_of
from .signature import Signature, return_type, signature_of
from .splices import Splice

_WORD = re.compile(r"[^\W\d]\w*")


def step_of(
    context: Context, state: State, choice: Choice, run: Run, needs: Needs, passed: Passing
) -> Moved | Refusal:
    """The run as a function with the parameters that it needs; else why not."""
    analysis = context.analysis
    given = _with_callees(context, state, choice, run, needs, passed)
    if isinstance(given, Refusal):
        return given
    links = links_of(context, state, choice, needs, run.statements)
    if isinstance(links, Refusal):
        return links
    nodes = [s.node for s in run.statements if s.node is not None]
    stars = stars_of(analysis, needs, nodes, run.statements[0].index)
    if isinstance(stars, str):
        return choice.refused("star-import", stars)
    signature = signature_of(analysis, choice, given, run.statements)
    if isinstance(signature, Refusal):
        return signature
    handed_on = (_in_own_words(splice, signature.inner) for splice in passed.splices)
    splices = (*handed_on, *links.splices, *signature.splices)
    body = body_of(analysis, run.statements, splices, choice.proposal.docstring)
    step, types = _as_step(context, choice, run, signature, body)
    imports = with_submodules(
        analysis, (*stars, *needs.imports, *links.imports, *signature.imports, *types), body
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
        stars,
        tuple(s.index for s in run.statements[:-1]),
    )


def _in_own_words(splice: Splice, names: Mapping[str, str]) -> Splice:
    """What the step hands on to a function under the names of its own parameters."""
    return replace(splice, text=_WORD.sub(lambda word: names.get(word[0], word[0]), splice.text))


def _with_callees(
    context: Context, state: State, choice: Choice, run: Run, needs: Needs, passed: Passing
) -> tuple[str, ...] | Refusal:
    """What the step is passed: also functions that stay, and data that functions called here take on."""
    given = list(given_to(context.analysis, state, choice, run))
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


def given_to(analysis: Analysis, state: State, choice: Choice, run: Run) -> tuple[str, ...]:
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


def _is_late(analysis: Analysis, run: Run, function: str, name: str) -> bool:
    """Whether a closure that the run makes may call the function after the name was set again."""
    late = any(function in s.facts.later or handed_on(s, function) for s in run.statements)
    return late and analysis.flow.is_changed_after(name, run.last.index)


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
