"""From what a walk over a statement has gathered, and what its magics say, to the statement's facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from ..errors import PromoteError
from ..lowering import parse
from ..magics import MagicLine
from . import calls as known
from .facts import Facts
from .walk import Walk, walk

_NONE: frozenset[str] = frozenset()


def facts_of(found: Walk) -> Facts:
    """The facts of statements that have been walked."""
    bound = found.bound if found.bound is not None else found.binds.keys() - found.kills
    effects = known.effects_of(found.calls)
    if found.reads.keys() & {"__name__", "__file__", "In", "Out", "_ih", "_oh", "exit", "quit"}:
        effects.add("notebook")
    binds = _frozen(found.binds)
    return Facts(
        binds=binds,
        must=binds if bound == binds else _frozen(bound),
        kills=_frozen(found.kills - bound),
        reads=_frozen(found.reads),
        later=_frozen(found.later),
        mutates=_frozen(found.mutates),
        may_mutate=_frozen(found.may_mutate - found.mutates),
        global_writes=_frozen(found.outer_writes),
        effects=_frozen(effects),  # type: ignore[arg-type]
        calls=_frozen(found.calls),
        later_calls=_frozen(found.later_calls),
        later_mutates=_frozen(found.later_mutates),
        stored=_frozen(found.stored),
        called=_frozen(found.called),
        keeps_closure=found.keeps_closure,
        exposed=_frozen(found.exposed),
        mentions=_frozen(found.mentions),
        queried=_frozen(found.queried),
        strings=_frozen(found.strings),
        awaits=found.awaits,
    )


def _frozen(names: Collection[str]) -> frozenset[str]:
    """The same names; most facts of most statements have none, and share one empty set."""
    return frozenset(names) if names else _NONE


def with_magics(facts: Facts, magics: list[MagicLine]) -> Facts:
    reads, binds, later = set(facts.reads), set(facts.binds), set(facts.later)
    mentions, exposed, called = set(facts.mentions), set(facts.exposed), set(facts.called)
    for magic in magics:
        mentions |= magic.mentions
        binds.update(magic.assigned)
        if magic.python is not None:
            try:
                inner = walk(parse(magic.python).body)
            except PromoteError:
                continue
            reads.update(inner.reads)
            later.update(inner.later)
            exposed |= inner.exposed
            called |= inner.called
            if magic.binds:
                binds.update(inner.binds)
    return replace(
        facts,
        reads=frozenset(reads - {"get_ipython"}),
        binds=frozenset(binds),
        later=frozenset(later),
        exposed=frozenset(exposed),
        called=frozenset(called),
        calls=facts.calls | magic_calls(magics),
        mentions=frozenset(mentions),
        effects=facts.effects | {"notebook"},
    )


def of_magic_alone(facts: Facts, magics: Iterable[MagicLine]) -> Facts:
    """A magic that is a statement of its own certainly runs, and was masked with a call that means nothing."""
    must = set(facts.must)
    for magic in magics:
        if magic.name == "capture":
            must.update(magic.assigned)
        elif magic.name == "time" and magic.binds and magic.python is not None:
            must |= walk(parse(magic.python).body).bound or set()
    return replace(facts, must=frozenset(must), calls=facts.calls - {"get_ipython"})


def magic_calls(magics: Iterable[MagicLine]) -> frozenset[str]:
    return frozenset(f"%{magic.name}" for magic in magics if magic.name)
