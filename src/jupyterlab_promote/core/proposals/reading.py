"""One reading of a notebook, shared by all rules, and what a rule gives back."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Protocol, TypeAlias

from ..analysis.analyse import Analysis
from ..analysis.facts import Facts, Needs, Statement
from ..analysis.movability import needs_of
from ..lines import lines_of, without_end
from ..model import Refusal
from .annotations import Types, types_of
from .lifetimes import Lifetimes, lifetimes_of
from .proposal import Proposal
from .surroundings import Surroundings, surroundings_of
from .traits import Traits, traits_of

_WORD = re.compile(r"[^\W\d]\w*")
Definition: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Reading:
    """A notebook as the rules see it: its facts and what stands around them, each worked out once.

    `needs` says of each definition what must come along when it moves, or why it can't move.
    `uses` says in how many statements a name is read. `words` are all words of the code, attributes too:
    a function that has none of them as its name can't be taken for anything else.
    """

    analysis: Analysis
    traits: tuple[Traits, ...]
    around: tuple[Surroundings, ...]
    lifetimes: Lifetimes
    types: Types
    names: frozenset[str]
    words: frozenset[str]
    needs: Mapping[int, Needs | Refusal]
    uses: Counter[str]

    def source_of(self, statement: Statement) -> str:
        """The source lines of a statement, without its comments."""
        lines = lines_of(self.analysis.notebook.cells[statement.cell].source)
        return "\n".join(map(without_end, lines[statement.span.first - 1 : statement.span.last]))

    def names_within(self, first: int, last: int) -> frozenset[str]:
        """The names that statements `first` to `last` bind or read."""
        statements = self.analysis.statements[first : last + 1]
        bound = {name for s in statements for name in s.facts.binds}
        return frozenset(bound.union(*(t.loads for t in self.traits[first : last + 1])))

    def definition(self, index: int) -> Definition:
        """The tree of the function or class that statement `index` defines."""
        node = self.analysis.statements[index].node
        assert isinstance(node, Definition)
        return node

    def cells_of(self, first: int, last: int) -> tuple[str, ...]:
        """The ids of the cells that hold statements `first` to `last`."""
        statements = self.analysis.statements[first : last + 1]
        cells = self.analysis.notebook.cells
        return tuple(dict.fromkeys(cells[s.cell].id for s in statements))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule found; a proposal's module is a topic until all rules have spoken."""

    proposals: tuple[Proposal, ...] = ()
    refused: tuple[Refusal, ...] = ()


class Rule(Protocol):
    """A rule reads a notebook, sees what the rules before it proposed, and adds to it."""

    def __call__(
        self, reading: Reading, before: tuple[Proposal, ...], taken: Mapping[str, frozenset[str]]
    ) -> Outcome:
        """The proposals of this rule; a name in `taken` (by module) or in `before` is not used again."""


@lru_cache(maxsize=20_000)
def _words_of(source: str) -> frozenset[str]:
    return frozenset(_WORD.findall(source))


@lru_cache(maxsize=50_000)
def _mentions(facts: Facts) -> frozenset[str]:
    """The names that a statement or its functions read; a function that calls itself is no use of it."""
    mentioned = facts.reads | facts.later if facts.later else facts.reads
    return mentioned if mentioned.isdisjoint(facts.binds) else mentioned - facts.binds


def read(analysis: Analysis) -> Reading:
    """Everything that rules want to know about a notebook, in one pass each."""
    traits = traits_of(analysis.statements)
    imported = {i.name for imports in analysis.imports.values() for i in imports}
    return Reading(
        analysis=analysis,
        traits=traits,
        around=surroundings_of(analysis),
        lifetimes=lifetimes_of(analysis),
        types=types_of(analysis),
        names=analysis.flow.every("binds") | imported,
        words=frozenset().union(*(_words_of(cell.source) for cell in analysis.flow.cells)),
        uses=Counter(chain.from_iterable(_mentions(s.facts) for s in analysis.statements)),
        needs={
            s.index: needs_of(analysis, s.index)
            for s in analysis.statements
            if s.kind in ("definition", "class")
        },
    )
