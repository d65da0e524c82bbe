"""Rule: a run of statements that a person would name becomes a function."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..analysis.facts import Interface, Statement
from ..analysis.interface import interface_of
from ..model import Refusal
from .actions import SPLIT
from .deeds import deed_of
from .docstrings import docstring_of
from .identity import identify
from .naming import step_name
from .parameters import parameters_of, returns_annotation_of
from .proposal import Proposal
from .reading import Outcome, Reading
from .segmentation import MOST_PARAMETERS, Segment, best_cut, candidates_of, most_returns
from .story import story_of
from .topics import topic_of
from .traits import Traits

RULE = "extract-step"
_MOST = 14
_ATTEMPTS = 4  # a run that is refused gives way to shorter ones, and those to theirs
_NAMED_BY_PERSON = 1.5


@dataclass(frozen=True, slots=True)
class _Step:
    """A segment that can move, with what it takes, gives and needs.

    Functions that have to stay in the notebook are passed to it.
    """

    segment: Segment
    interface: Interface
    passed: tuple[str, ...]
    returns: tuple[str, ...]
    needs: tuple[str, ...]


def extract_step(
    reading: Reading, before: tuple[Proposal, ...], taken: Mapping[str, frozenset[str]]
) -> Outcome:
    """The best segments of the notebook as proposals; a segment that can't move safely is a refusal."""
    steps, refused = _best_steps(reading, before)
    used = {name for names in taken.values() for name in names} | reading.names
    used |= {p.name for p in before}
    proposals: list[Proposal] = []
    for step in sorted(steps, key=lambda s: (-s.segment.value, s.segment.first))[:_MOST]:
        proposal = _proposal(reading, step, frozenset(used)) if _is_good(reading, step) else None
        if proposal:
            used.add(proposal.name)
            proposals.append(proposal)
    return Outcome(tuple(proposals), refused)


def _best_steps(
    reading: Reading, before: Sequence[Proposal]
) -> tuple[list[_Step], tuple[Refusal, ...]]:
    """The steps of the best cut; where one of them can't move, the best cut without it is tried."""
    candidates = candidates_of(reading.analysis, reading.traits, reading.around, reading.lifetimes)
    found: dict[Segment, _Step | Refusal] = {}
    refused: list[Refusal] = []
    for attempt in range(_ATTEMPTS):
        segments = best_cut(candidates, len(reading.analysis.statements))
        for segment in segments:
            if segment not in found:
                found[segment] = _step(reading, segment, before)
        barred = {s for s in segments if isinstance(found[s], Refusal)}
        if attempt == 0:
            refused = [step for s in segments if isinstance(step := found[s], Refusal)]
        candidates = tuple(c for c in candidates if c not in barred)
        if not barred:
            break
    steps = [step for s in segments if isinstance(step := found[s], _Step)]
    return steps, tuple(replace(refusal, rule=RULE) for refusal in refused)


def _step(reading: Reading, segment: Segment, before: Sequence[Proposal]) -> _Step | Refusal:
    interface = interface_of(reading.analysis, segment.first, segment.last)
    if isinstance(interface, Refusal):
        return interface
    moves = {p.statements[0]: p.id for p in before if p.rule == "promote-definition"}
    needs = tuple(moves[d] for d in interface.definitions if d in moves)
    left = tuple(reading.definition(d).name for d in interface.definitions if d not in moves)
    passed = (*interface.parameters, *left)
    return _Step(segment, interface, passed, _returns(reading, segment, interface), needs)


def _is_good(reading: Reading, step: _Step) -> bool:
    """Whether the true interface is as narrow as the estimated one, and the call is worth making."""
    traits = _traits(reading, step.segment)
    splits = any(SPLIT in t.actions for t in traits)
    if len(step.passed) > MOST_PARAMETERS or step.interface.unresolved:
        return False
    if len(step.returns) > most_returns(splits):
        return False
    statements = reading.analysis.statements[step.segment.first : step.segment.last + 1]
    does = any(s.facts.mutates or "files" in s.facts.effects for s in statements)
    shows = step.interface.shows or any(t.draws or t.prints for t in traits)
    return bool(step.returns or does or shows)


def _traits(reading: Reading, segment: Segment) -> Sequence[Traits]:
    return reading.traits[segment.first : segment.last + 1]


def _returns(reading: Reading, segment: Segment, interface: Interface) -> tuple[str, ...]:
    """What later code reads; else the one value that the step is there to make or to change."""
    if interface.returns or interface.shows:
        return interface.returns
    statements = reading.analysis.statements[segment.first : segment.last + 1]
    traits = _traits(reading, segment)
    changed = [p for p in interface.parameters if any(p in s.facts.mutates for s in statements)]
    if changed:
        return tuple(changed) if len(changed) == 1 else ()
    if any(t.draws or t.prints for t in traits):
        return ()
    return _products(statements, traits, interface)


def _products(
    statements: Sequence[Statement], traits: Sequence[Traits], interface: Interface
) -> tuple[str, ...]:
    """Names that nothing reads: the end of a notebook's thought; else what the last statement changes."""
    assigned = {n for s in statements if s.kind == "assign" for n in s.facts.binds}
    made = [n for n in interface.localised if n in assigned]
    read_inside = {name for t in traits for name in t.loads}
    products = [n for n in made if n not in read_inside]
    products = products or [n for n in made if n in statements[-1].facts.mutates]
    return tuple(products) if len(products) <= most_returns(splits=False) else ()


def _proposal(reading: Reading, step: _Step, used: frozenset[str]) -> Proposal | None:
    """The proposal, or `None` where the step has no name that says what it does."""
    segment, interface, returns = step.segment, step.interface, step.returns
    inside = slice(segment.first, segment.last + 1)
    statements = reading.analysis.statements[inside]
    story = story_of(
        statements, reading.traits[inside], reading.around[inside], interface.parameters, returns
    )
    deed = deed_of(story)
    name = step_name(deed, story, used) if deed.is_telling else None
    if name is None:
        return None
    docstring = docstring_of(deed, story)
    return Proposal(
        id=identify(RULE, map(reading.source_of, statements)),
        rule=RULE,
        title=docstring.rstrip("."),
        reason=_reason(reading, step),
        name=name,
        module=topic_of(name, story.action.topic if story.action else ""),
        cells=reading.cells_of(segment.first, segment.last),
        statements=tuple(range(segment.first, segment.last + 1)),
        parameters=parameters_of(reading, segment, step.passed),
        returns=returns,
        localised=tuple(n for n in interface.localised if n not in returns),
        needs=step.needs,
        docstring=docstring,
        returns_annotation=returns_annotation_of(reading, segment.last, returns, interface.shows),
        score=segment.value + (_NAMED_BY_PERSON if deed.phrase else 0.0),
    )


def _reason(reading: Reading, step: _Step) -> str:
    lines = sum(traits.lines for traits in _traits(reading, step.segment))
    place = reading.around[step.segment.first]
    above = next((text for text in (place.comment, place.heading) if text), "")
    title = above.split("\n")[0].strip("*_` ")
    where = f" under “{title}”" if title else ""
    return f"{lines} lines{where} {_width(len(step.passed), len(step.returns))}."


def _width(parameters: int, returns: int) -> str:
    needs = (
        f"need {parameters} value{'s' if parameters != 1 else ''}" if parameters else "need nothing"
    )
    gives = f"give {returns} back" if returns else "give nothing back"
    return f"{needs} from the notebook and {gives}"
