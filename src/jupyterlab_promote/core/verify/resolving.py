"""Names that nothing binds: in a module, and in a notebook."""

from __future__ import annotations

import builtins
import symtable
from collections.abc import Iterable, Iterator

from ..analysis.analyse import Analysis
from ..analysis.flow import explains
from .after import Sides, changed_modules
from .inverse import mended_in

_OF_MODULES = frozenset(
    {"__name__", "__file__", "__doc__", "__package__", "__spec__", "__path__", "__annotations__"}
)
_KNOWN = frozenset(dir(builtins)) | _OF_MODULES


def unresolved(sides: Sides) -> Iterator[tuple[str, str]]:
    """Names that the plan leaves unbound, and old names that are still there."""
    for path, (before, after) in changed_modules(sides.plan).items():
        try:
            known = unbound_in_module(before)
        except SyntaxError:
            known = frozenset()
        for name in sorted(unbound_in_module(after) - known):
            yield f"“{name}” is bound nowhere", path
    for name in sorted(unbound_in_notebook(sides.after) - unbound_in_notebook(sides.before)):
        yield f"“{name}” is bound nowhere", "notebook"
    for promoted, name in mended_in(sides.plan):
        facts = [s.facts for s in sides.after.statements]
        if any(name in f.reads | f.later | f.mentions | f.binds for f in facts):
            yield f"“{name}” has become “{promoted.name}”, and is still there", "notebook"


def unbound_in_module(text: str) -> frozenset[str]:
    """Names that a module's code reads and that neither the module nor Python binds."""
    table = symtable.symtable(text.removeprefix("\ufeff"), "<module>", "exec")
    if "import *" in text:
        return frozenset()
    bound = {s.get_name() for s in table.get_symbols() if _is_bound(s)}
    bound |= {s.get_name() for inner in _below(table) for s in inner.get_symbols() if _writes(s)}
    return frozenset(_global_reads(table)) - bound - _KNOWN


def _is_bound(symbol: symtable.Symbol) -> bool:
    return symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()


def _writes(symbol: symtable.Symbol) -> bool:
    return symbol.is_declared_global() and symbol.is_assigned()


def _below(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    for child in table.get_children():
        yield child
        yield from _below(child)


def _global_reads(table: symtable.SymbolTable) -> Iterable[str]:
    for inner in (table, *_below(table)):
        for symbol in inner.get_symbols():
            if symbol.is_referenced() and (inner is table or _is_looked_up(symbol)):
                yield symbol.get_name()


def _is_looked_up(symbol: symtable.Symbol) -> bool:
    """Whether a function looks the name up in its module; in one called `top`, `is_global` says so of all names."""
    is_own = _is_bound(symbol) or symbol.is_parameter()
    return symbol.is_declared_global() or (symbol.is_global() and not is_own)


def unbound_in_notebook(analysis: Analysis) -> frozenset[str]:
    """Names that a statement reads as it runs, when no statement before it can have bound them."""
    flow = analysis.flow
    return frozenset(
        name
        for statement in analysis.statements
        if statement.node is not None
        for name in statement.facts.reads
        if not explains(name) and not flow.reaching(name, statement.index)
    )
