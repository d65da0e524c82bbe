"""Rule: a run of statements that a person would name becomes a function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..analysis.facts import Interface
from ..analysis.interface import interface_of
from ..model import Refusal
from .docstrings import docstring_of
from .identity import identify
from .naming import step_name
from .parameters import parameters_of
from .proposal import Proposal
from .reading import Outcome, Reading
from .segmentation import Segment, segments_of
from .story import story_of
from .topics import topic_of

RULE = "extract-step"
_MOST = 12
_MOST_PARAMETERS = 5
_MOST_RETURNS = 3
_NAMED_BY_PERSON = 1.5


def extract_step(
    reading: Reading, before: tuple[Proposal, ...], taken: Mapping[str, frozenset[str]]
) -> Outcome:
    """The best segments of the notebook as proposals; a segment that can't move safely is a refusal."""
    segments = segments_of(reading.analysis, reading.traits, reading.around, reading.lifetimes)
    best = sorted(segments, key=lambda s: (-s.value, s.first))[:_MOST]
    used = (
        {name for names in taken.values() for name in names}
        | reading.names
        | {p.name for p in before}
    )
    proposals: list[Proposal] = []
    refused: list[Refusal] = []
    for segment in best:
        interface = interface_of(reading.analysis, segment.first, segment.last)
        if isinstance(interface, Refusal):
            refused.append(replace(interface, rule=RULE))
            continue
        returns = _returns(reading, segment, interface)
        if not _is_good(reading, segment, interface, returns):
            continue
        proposal = _proposal(reading, segment, interface, returns, frozenset(used))
        used.add(proposal.name)
        proposals.append(proposal)
    return Outcome(tuple(proposals), tuple(refused))


def _is_good(
    reading: Reading, segment: Segment, interface: Interface, returns: tuple[str, ...]
) -> bool:
    if (
        len(interface.parameters) > _MOST_PARAMETERS
        or len(returns) > _MOST_RETURNS
        or interface.unresolved
    ):
        return False
    inside = range(segment.first, segment.last + 1)
    shown = any(reading.traits[i].draws or reading.traits[i].prints for i in inside)
    writes = any("files" in reading.analysis.statements[i].facts.effects for i in inside)
    changes = any(reading.analysis.statements[i].facts.mutates for i in inside)
    return bool(returns or shown or writes or changes or interface.shows)


def _returns(reading: Reading, segment: Segment, interface: Interface) -> tuple[str, ...]:
    """What later code reads; else the one value that the step is there to make or to change."""
    if interface.returns or interface.shows:
        return interface.returns
    statements = reading.analysis.statements[segment.first : segment.last + 1]
    traits = reading.traits[segment.first : segment.last + 1]
    changed = [p for p in interface.parameters if any(p in s.facts.mutates for s in statements)]
    if changed:
        return tuple(changed) if len(changed) == 1 else ()
    if any(t.draws or t.prints for t in traits):
        return ()
    read_inside = {name for s in statements for name in s.facts.reads}
    products = tuple(n for n in interface.localised if n not in read_inside)
    return products if len(products) <= _MOST_RETURNS else ()


def _proposal(
    reading: Reading,
    segment: Segment,
    interface: Interface,
    returns: tuple[str, ...],
    used: frozenset[str],
) -> Proposal:
    inside = slice(segment.first, segment.last + 1)
    statements = reading.analysis.statements[inside]
    story = story_of(statements, reading.traits[inside], reading.around[inside], interface, returns)
    name = step_name(story, used)
    docstring = docstring_of(story)
    return Proposal(
        id=identify(RULE, map(reading.source_of, statements)),
        rule=RULE,
        title=docstring.rstrip("."),
        reason=_reason(reading, segment, interface, returns),
        name=name,
        module=topic_of(name, story.action.topic if story.action else ""),
        cells=reading.cells_of(segment.first, segment.last),
        statements=tuple(range(segment.first, segment.last + 1)),
        parameters=parameters_of(reading, segment.first, interface.parameters),
        returns=returns,
        localised=tuple(n for n in interface.localised if n not in returns),
        docstring=docstring,
        returns_annotation=_returns_annotation(reading, segment, returns, interface),
        score=segment.value + (_NAMED_BY_PERSON if story.phrases else 0.0),
    )


def _returns_annotation(
    reading: Reading, segment: Segment, returns: tuple[str, ...], interface: Interface
) -> str | None:
    if interface.shows:
        return None
    found = [reading.types.before(name, segment.last + 1) for name in returns]
    if not found:
        return "None"
    known = [kind for kind in found if kind]
    if len(known) < len(found):
        return None
    return known[0] if len(known) == 1 else f"tuple[{', '.join(known)}]"


def _reason(
    reading: Reading, segment: Segment, interface: Interface, returns: tuple[str, ...]
) -> str:
    lines = sum(reading.traits[i].lines for i in range(segment.first, segment.last + 1))
    place = reading.around[segment.first]
    above = (
        next((text for text in (place.comment, place.heading) if text), "")
        .split("\n")[0]
        .strip("*_` ")
    )
    where = f" under “{above}”" if above else ""
    return f"{lines} lines{where} {_width(len(interface.parameters), len(returns))}."


def _width(parameters: int, returns: int) -> str:
    needs = (
        f"need {parameters} value{'s' if parameters != 1 else ''}" if parameters else "need nothing"
    )
    gives = f"give {returns} back" if returns else "give nothing back"
    return f"{needs} from the notebook and {gives}"
