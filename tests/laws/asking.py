"""What is asked for of a generated notebook: everything, one thing in many ways, ranges, many runs at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from jupyterlab_promote import api
from jupyterlab_promote.core.analysis.interface import interface_of
from jupyterlab_promote.core.model import Refusal

PROJECT = api.Project("/p", "pkg", "src/pkg", True, {"src/pkg/__init__.py": ""})


@dataclass
class Asked:
    """Proposals and decisions to plan for; `way` says how they were chosen."""

    way: str
    proposals: api.Proposals
    decisions: tuple[api.Decision, ...]


@dataclass
class Tally:
    """What came of what was asked for."""

    ways: Counter[str] = field(default_factory=Counter)
    done: Counter[tuple[str, str]] = field(default_factory=Counter)  # by way and rule
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)  # by way and slug
    examples: dict[str, str] = field(default_factory=dict)  # the first of each slug

    def refuse(self, way: str, refusal: Refusal, where: str) -> None:
        self.refused[way, refusal.slug] += 1
        self.examples.setdefault(refusal.slug, f"{where}: {refusal.reason}")

    def planned(self, way: str, plan: api.Plan) -> None:
        for refusal in plan.refused:
            self.refuse(way, refusal, f"cells {', '.join(refusal.cells)}")
        self.done.update((way, promoted.rule) for promoted in plan.promoted)


def requests(
    analysis: api.Analysis, project: api.Project, random: Random, tally: Tally
) -> Iterator[Asked]:
    """`--all`, everything that is proposed, single proposals as a person would edit them, and so on."""
    found = api.propose(analysis, project)
    for refusal in found.refused:
        tally.refuse("propose", refusal, f"cells {', '.join(refusal.cells)}")
    yield Asked("all", found, tuple(api.Decision(p.id) for p in found.proposals if p.worth))
    if not all(p.worth for p in found.proposals):
        yield Asked("every", found, tuple(api.Decision(p.id) for p in found.proposals))
    moves = [p for p in found.proposals if p.rule == "promote-definition"]
    if moves:
        named = tuple(api.Decision(p.id, name=f"{p.name}_mended") for p in moves)
        yield Asked("renamed", found, named)
    for proposal in random.sample(found.proposals, min(3, len(found.proposals))):
        yield Asked("single", found, _edited(found, proposal, random))
    for number in range(4):
        wanted = _selection(analysis, random, f"extracted_{number}")
        chosen = api.select(analysis, wanted, project)
        tally.ways["select"] += 1
        if isinstance(chosen, Refusal):
            tally.refuse("select", chosen, str(wanted))
        else:
            yield Asked("select", chosen[0], (chosen[1],))
    yield _many(analysis, random, found)


def _edited(
    found: api.Proposals, proposal: api.Proposal, random: Random
) -> tuple[api.Decision, ...]:
    """A proposal with what it needs, its name, module, parameters and kept names changed at random."""
    needed = {proposal.id: proposal}
    for one in found.proposals:
        if one.id in proposal.needs and random.random() < 0.9:
            needed[one.id] = one
    return tuple(
        api.Decision(
            one.id,
            name=random.choice((None, f"{one.name}_named")),
            module=random.choice((None, None, "others", "deep.inside")),
            parameters=tuple(
                (p.source, f"{p.name}_given") for p in one.parameters if random.random() < 0.3
            ),
            keep=tuple(name for name in one.localised if random.random() < 0.4),
        )
        for one in needed.values()
    )


def _selection(analysis: api.Analysis, random: Random, name: str) -> api.Selection:
    statements = analysis.statements
    first = random.choice([s.index for s in statements if s.kind != "import"] or [0])
    last = random.randrange(first, min(len(statements), first + 5))
    begin, end = statements[first], statements[last]
    if first == last and begin.kind in ("definition", "class"):
        name = getattr(begin.node, "name", name)  # another name is a person's wish, and shows
    return api.Selection(begin.cell, end.cell, name, begin.span.first, end.span.last)


def _many(analysis: api.Analysis, random: Random, found: api.Proposals) -> Asked:
    """Every definition, and runs side by side over the whole notebook."""
    moves = [p for p in found.proposals if p.rule == "promote-definition"]
    taken = {i for p in moves for i in p.statements}
    steps: list[api.Proposal] = []
    index = 3 if len(analysis.statements) > 3 else 0
    while index < len(analysis.statements):
        last = min(index + random.randrange(5), len(analysis.statements) - 1)
        interface = interface_of(analysis, index, last)
        if not isinstance(interface, Refusal) and taken.isdisjoint(range(index, last + 1)):
            steps.append(_step(analysis, index, last, interface.returns, interface.localised))
            index = last + 1
        else:
            index += 1
    rest = [p for p in found.proposals if p.rule != "extract-step"]
    every = (*rest, *steps)
    return Asked(
        "many", api.Proposals(every, (), ()), tuple(api.Decision(p.id) for p in (*moves, *steps))
    )


def _step(
    analysis: api.Analysis, first: int, last: int, returns: tuple[str, ...], local: tuple[str, ...]
) -> api.Proposal:
    cells = dict.fromkeys(analysis.statements[i].cell for i in range(first, last + 1))
    return api.Proposal(
        id=f"step{first}",
        rule="extract-step",
        title="",
        reason="",
        name=f"step_{first}",
        module="steps",
        cells=tuple(analysis.notebook.cells[c].id for c in cells),
        statements=tuple(range(first, last + 1)),
        returns=returns,
        localised=local,
        score=1.0,
    )
