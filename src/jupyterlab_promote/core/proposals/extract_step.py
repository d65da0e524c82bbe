"""Rule: a run of statements that a person would name becomes a function, and its copies become calls of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from .copies import Family, Shape, families_of, shape_of
from .deeds import deed_of
from .docstrings import docstring_of
from .identity import identify
from .naming import step_name
from .parameter_order import order_of
from .parameters import family_parameters, parameters_of, returns_annotation_of
from .proposal import Proposal
from .reading import Outcome, Reading
from .step import Step
from .steps import steps_of
from .story import story_of
from .topics import topic_of

T = TypeVar("T")
RULE = "extract-step"
_MOST = 20
_NAMED_BY_PERSON = 1.5
_COPY = 1.0  # what each copy adds to a step's score


def extract_step(
    reading: Reading, before: tuple[Proposal, ...], taken: Mapping[str, frozenset[str]]
) -> Outcome:
    """The best steps of the notebook as proposals; a step that can't move safely is a refusal."""
    steps, refused = steps_of(reading, before)
    used = {name for names in taken.values() for name in names} | reading.words
    used |= {p.name for p in before}
    proposals: list[Proposal] = []
    for family in _families(reading, steps)[:_MOST]:
        proposal = _proposal(reading, family, frozenset(used))
        if proposal:
            used.add(proposal.name)
            proposals += [proposal, *_copies(reading, family, proposal)]
    return Outcome(tuple(proposals), refused)


def _families(reading: Reading, steps: Sequence[Step]) -> list[Family[Step]]:
    """The steps with their copies, best first; of copies, the first in the notebook stands for all."""
    in_order = sorted(steps, key=lambda step: step.segment.first)
    families = families_of((step, _shape(reading, step)) for step in in_order)
    return sorted(families, key=lambda f: (-f.first.segment.value, f.first.segment.first))


def _shape(reading: Reading, step: Step) -> Shape:
    statements = reading.analysis.statements[step.inside]
    return shape_of(tuple(s.node for s in statements if s.node is not None), step.passed)


def _proposal(reading: Reading, family: Family[Step], used: frozenset[str]) -> Proposal | None:
    """The proposal, or `None` where the step has no name that says what it does."""
    step = family.first
    segment, returns = step.segment, step.returns
    statements = reading.analysis.statements[step.inside]
    traits, around = reading.traits[step.inside], reading.around[step.inside]
    story = story_of(statements, traits, around, step.interface.parameters, returns)
    deed = deed_of(story)
    said = deed.phrase
    if family.copies:
        deed = deed.for_any(family.varied).singular()
    name = step_name(deed, story, used) if deed.is_telling else None
    if name is None:
        return None
    docstring = docstring_of(deed, story)
    parameters = parameters_of(reading, segment, step.passed)
    if family.copies:
        parameters = family_parameters(reading, family, parameters)
    shown = step.interface.shows
    return Proposal(
        id=identify(RULE, map(reading.source_of, statements)),
        rule=RULE,
        title=docstring.rstrip("."),
        reason=_reason(reading, step),
        name=name,
        module=topic_of(name, story.action.topic if story.action else ""),
        cells=reading.cells_of(segment.first, segment.last),
        statements=tuple(range(segment.first, segment.last + 1)),
        parameters=_ordered(reading, step, parameters),
        returns=returns,
        localised=tuple(n for n in step.interface.localised if n not in returns),
        needs=step.needs,
        docstring=docstring,
        returns_annotation=returns_annotation_of(reading, segment.last, returns, shown),
        score=segment.value + _NAMED_BY_PERSON * bool(said) + _COPY * len(family.copies),
    )


def _copies(reading: Reading, family: Family[Step], first: Proposal) -> Iterator[Proposal]:
    """A copy is proposed as the same function, with what this copy passes to it."""
    for step, shape in family.copies:
        statements = reading.analysis.statements[step.inside]
        passed = [*step.passed, *(shape.literals[i].text for i in family.places)]
        parameters = zip(first.parameters, _ordered(reading, family.first, passed), strict=True)
        yield replace(
            first,
            id=identify(RULE, map(reading.source_of, statements)),
            title=f"Call `{first.name}` for this copy too",
            reason=f"These {_lines(reading, step)} lines are those of `{first.name}` bar what it takes.",
            cells=reading.cells_of(step.segment.first, step.segment.last),
            statements=tuple(range(step.segment.first, step.segment.last + 1)),
            parameters=tuple(replace(p, source=source) for p, source in parameters),
            returns=step.returns,
            localised=tuple(n for n in step.interface.localised if n not in step.returns),
            needs=(first.id, *step.needs),
            score=min(step.segment.value, first.score - _COPY),
        )


def _ordered(reading: Reading, step: Step, whole: Sequence[T]) -> tuple[T, ...]:
    """What belongs to the step's `passed` names in the order of its signature, and literals behind."""
    order = order_of(reading, step.segment.first, step.segment.last, step.passed)
    return (*(whole[place] for place in order), *whole[len(order) :])


def _lines(reading: Reading, step: Step) -> int:
    return sum(traits.lines for traits in reading.traits[step.inside])


def _reason(reading: Reading, step: Step) -> str:
    place = reading.around[step.segment.first]
    above = next((text for text in (place.comment, place.heading) if text), "")
    title = above.split("\n")[0].strip("*_` ")
    where = f" under “{title}”" if title else ""
    width = _width(len(step.passed), len(step.returns))
    return f"{_lines(reading, step)} lines{where} {width}."


def _width(parameters: int, returns: int) -> str:
    needs = (
        f"need {parameters} value{'s' if parameters != 1 else ''}" if parameters else "need nothing"
    )
    gives = f"give {returns} back" if returns else "give nothing back"
    return f"{needs} from the notebook and {gives}"
