"""Where the functions made in one scope may be: in which of its names, or given away.

The order of the statements does not count, so loops need no rounds of their own: what a name holds
somewhere, it may hold anywhere. That a function is returned does not count either: nobody has it
before the scope has ended.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from ..trees import nodes_of
from . import calls as known
from .decorators import QUIET_DECORATORS
from .making import RUN_LATER
from .names import dotted, reachable
from .places import bodies_of, head
from .walk import walk

Names = frozenset[str]
_NONE: Names = frozenset()
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
KEEPING = frozenset({"append", "appendleft", "add", "insert"})  # and call nothing that is kept


def setting(name: str) -> str:
    """Stands among the names that functions read for one that they set."""
    return f"{name} ="


class Closures:
    """What functions read that the names of a scope may hold; `escaped`: what anything may call reads.

    What a function sets through `nonlocal` or `global` counts as read, and as `setting(name)` besides.
    `around` are the statements that may run before or after `run`, whose own functions do not count.
    `base` tells what functions of other cells read that a name holds, `own` is as in `Exposure`, and
    `contained` are names of containers that nothing else has.
    """

    def __init__(
        self,
        around: Sequence[ast.stmt],
        run: Sequence[ast.stmt] = (),
        base: Callable[[str], Names] = lambda name: _NONE,
        own: Names = _NONE,
        contained: Names = _NONE,
    ) -> None:
        pieces = [_piece(*parts, own, contained) for parts in _parts(around)]
        pieces += [_piece(*parts, own, contained, makes=False) for parts in _parts(run)]
        self._declared = _NONE.union(*(p.declared for p in pieces))  # global or nonlocal
        self.escaped: Names = _NONE
        self._factories: set[str] = set()  # what may give back a function when it is called
        self._held = {n: read for p in pieces for n in p.names if (read := base(n))}
        self._factories |= self._held.keys()
        before = -1 if self._held or any(piece.made for piece in pieces) else self._size()
        while before < self._size():
            before = self._size()
            for piece in pieces:
                self._pass_on(piece)

    @property
    def holders(self) -> Names:
        """The names that may hold functions."""
        return frozenset(self._held)

    def read_by(self, names: Iterable[str]) -> Names:
        """What functions read that `names` hold, or that these may call in turn."""
        return self._held_by(reachable(names, lambda name: self._held.get(name, _NONE)))

    def _pass_on(self, piece: _Piece) -> None:
        """Take in where a piece of code puts functions."""
        kept = piece.made | self._held_by(piece.stored)
        kept |= self._held_by(piece.called & self._factories)
        if not kept:
            return
        for name in piece.targets:
            self._held[name] = self._held.get(name, _NONE) | kept
        handed_on = (piece.stored | piece.called) & self._factories
        if piece.makes_factories or handed_on or self._held_by(piece.made):
            self._factories |= piece.targets
        if piece.gives_away or not self._declared.isdisjoint(piece.targets):
            self.escaped |= kept

    def _size(self) -> int:
        return len(self.escaped) + len(self._factories) + sum(map(len, self._held.values()))

    def _held_by(self, names: Iterable[str]) -> Names:
        return _NONE.union(*(self._held[n] for n in names if n in self._held))


class _Piece:
    """What a statement without the bodies below it does with functions."""

    def __init__(
        self, node: ast.stmt, caught: Names, own: Names, contained: Names, *, makes: bool = True
    ) -> None:
        facts = walk([node], own=own)
        self.names = frozenset({*facts.reads, *facts.later, *facts.stored})
        made = makes and facts.keeps_closure
        self.made = frozenset({*facts.later, *map(setting, facts.outer_writes)}) if made else _NONE
        self.stored = frozenset(facts.stored) | caught
        if isinstance(node, ast.Raise):
            self.stored |= facts.reads.keys()
        self.called = _called_for_a_value(node, own)
        self.declared = frozenset(facts.declared)
        changed = facts.mutates | facts.may_mutate
        self.targets = frozenset(facts.binds) | changed
        into = {f"{name}.{method}" for name in contained for method in KEEPING}
        self.gives_away = (
            bool(changed - contained or facts.yields)
            or isinstance(node, ast.Raise)
            or _calls_on(node, facts.calls - into)
        )
        self.makes_factories = bool(self.made) and _makes_functions(node)


_piece = lru_cache(maxsize=500)(_Piece)


def _called_for_a_value(node: ast.stmt, own: Names) -> Names:
    """Names of what it calls, or has called, to do something with the value other than to hand it to what keeps nothing."""
    calls = [n for n in nodes_of(node) if isinstance(n, ast.Call)]
    unused = {id(node.value)} if isinstance(node, ast.Expr) else set()
    unused |= {id(a) for call in calls if not retains(call, own) for a in call.args}
    used = (call for call in calls if id(call) not in unused)
    names = (n for call in used for n in (call.func, *call.args))
    return frozenset(n.id for n in names if isinstance(n, ast.Name))


def _parts(statements: Sequence[ast.stmt]) -> Iterator[tuple[ast.stmt, Names]]:
    """Each statement without its bodies, with what an exception that it catches may hold; then the bodies' own."""
    for statement in statements:
        bodies = [] if isinstance(statement, _DEFINITIONS) else list(bodies_of(statement))
        yield head(statement) if bodies else statement, _caught(statement)
        for _, body in bodies:
            yield from _parts(body)


def _caught(node: ast.stmt) -> Names:
    if not any(handler.name for handler in getattr(node, "handlers", ())):
        return _NONE
    facts = walk(node.body)  # type: ignore[attr-defined]
    return frozenset({*facts.reads, *facts.later, *facts.binds})


def _calls_on(node: ast.stmt, calls: set[str]) -> bool:
    """Whether it calls what may keep a function that it is given; quiet decorators do not."""
    decorators = {dotted(_function(d)) for d in getattr(node, "decorator_list", ())}
    if isinstance(node, ast.ClassDef) and (node.keywords or not all(map(_is_plain, node.bases))):
        return True
    return not calls <= decorators & QUIET_DECORATORS or bool(decorators - QUIET_DECORATORS)


def retains(call: ast.Call, own: Names) -> bool:
    """Whether a call may keep its arguments; of the notebook's `own` functions nobody knows."""
    name = dotted(call.func)
    return name.rpartition(".")[2] in own or known.retains(name, stored=True)


def _function(node: ast.expr) -> ast.expr:
    return node.func if isinstance(node, ast.Call) else node


def _is_plain(base: ast.expr) -> bool:
    """`object`, `Exception` and the like keep no list of what is derived from them."""
    return isinstance(base, ast.Name) and hasattr(builtins, base.id)


def _makes_functions(node: ast.stmt) -> bool:
    """Whether what it makes may give back a function when it is called."""
    if isinstance(node, (ast.ClassDef, ast.AsyncFunctionDef)):
        return True
    made = (n for n in nodes_of(node) if n is not node and isinstance(n, RUN_LATER))
    return sum(1 for _ in made) > (0 if isinstance(node, ast.FunctionDef) else 1)
