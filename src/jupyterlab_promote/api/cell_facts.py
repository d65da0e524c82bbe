"""What one cell does to the notebook's namespace, as four sets of names."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from dataclasses import dataclass

from ..core.analysis.facts import Statement
from ..core.errors import UnusableInput
from .calling import called_reads
from .stages import analyse, notebook_of

BUILTINS = frozenset(dir(builtins))


@dataclass(frozen=True, slots=True)
class CellFacts:
    """What a cell does when it runs, seen from outside: names that it binds itself first are no reads.

    binds              names that it may bind and that are still bound when it ends
    reads_now          names whose earlier value it may read as it runs, also through functions of its
                       own that it calls
    reads_when_called  names that the functions, lambdas and methods made here look up when they are
                       called; the cell may bind them too
    mutates            names whose object it certainly changes in place
    may_mutate         names whose object it may change: what is passed to, or called on, code that
                       nothing is known of; contains `mutates`
    builtins           builtin names that it reads, now or when called; they are in no other set
    mentions           words in strings that a library evaluates, `df.query("x > @limit")`: those that
                       are names of the notebook are read
    """

    binds: frozenset[str]
    reads_now: frozenset[str]
    reads_when_called: frozenset[str]
    mutates: frozenset[str]
    may_mutate: frozenset[str]
    builtins: frozenset[str]
    mentions: frozenset[str]


def facts(source: str) -> CellFacts:
    """What the cell `source` does; magics and shell lines are understood.

    Raises UnusableInput where the cell does not parse.
    """
    analysis = analyse(notebook_of([source]))
    if analysis.problems:
        problem = analysis.problems[0]
        raise UnusableInput(problem.slug, problem.message, f"line {problem.line}")
    return joined(analysis.statements)


def joined(statements: Iterable[Statement]) -> CellFacts:
    """The facts of statements that run one after another."""
    bound: set[str] = set()  # certainly bound here, so a read of it is no read from outside
    binds: set[str] = set()
    now: set[str] = set()
    later: dict[str, frozenset[str]] = {}  # what a call of this name reads
    made_here: set[str] = set()
    mutates: set[str] = set()
    maybe: set[str] = set()
    mentioned: set[str] = set()
    for facts in (statement.facts for statement in statements):
        now |= facts.reads - bound
        now |= called_reads(facts.reads, later) - bound
        mutates |= facts.mutates - bound
        maybe |= (facts.mutates | facts.may_mutate) - bound
        binds = (binds | facts.binds) - facts.kills
        bound = (bound | facts.must) - facts.kills
        made_here |= facts.later
        mentioned |= facts.mentions
        later = {name: made for name, made in later.items() if name not in facts.binds}
        if facts.later:
            later |= dict.fromkeys(facts.binds, facts.later)
    provided = BUILTINS - binds
    return CellFacts(
        binds=frozenset(binds),
        reads_now=frozenset(now - provided),
        reads_when_called=frozenset(made_here - provided),
        mutates=frozenset(mutates),
        may_mutate=frozenset(maybe),
        builtins=frozenset((now | made_here) & provided),
        mentions=frozenset(mentioned),
    )
