"""Live-in and live-out of a run of top-level statements, or why it can't become a function.

The rules are the table in docs/how-it-works.md; each refusal has its slug there.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ..model import Refusal
from ..trees import nodes_of
from . import calls as known
from .analyse import Analysis
from .atomic import may_run_code
from .facts import Import, Interface, Statement
from .first_reads import first_reads
from .flow import explains
from .names import names_in
from .obstacles import obstacle
from .once import once
from .showing import holders_of, inspected_in, inspected_names
from .shown import shown_names

RULE = "extract-step"


@dataclass
class _Run:
    """What a run binds and needs, gathered statement by statement."""

    reads: dict[str, int] = field(default_factory=dict)
    binds: dict[str, None] = field(default_factory=dict)
    bound: set[str] = field(default_factory=set)
    killed: set[str] = field(default_factory=set)
    imported: dict[str, int] = field(default_factory=dict)


def interface_of(analysis: Analysis, first: int, last: int) -> Interface | Refusal:
    """The interface of statements `first` to `last` (indices, inclusive), were they a function."""
    statements = analysis.statements[first : last + 1]
    refused = obstacle(analysis, statements)
    if refused is not None:
        return _refusal(analysis, statements, *refused)
    run = _gathered(analysis, statements)
    returns = [n for n in run.binds if analysis.flow.is_live_after(n, last)]
    returns += [n for n in _resources(statements) if n in run.binds and n not in returns]
    for name in returns:
        if name not in run.bound:
            run.reads.setdefault(name, first)
    refused = _scope_obstacle(analysis, statements, run, returns)
    if refused is not None:
        return _refusal(analysis, statements, *refused)
    found = _sorted_out(analysis, run, first)
    if isinstance(found, tuple):
        return _refusal(analysis, statements, *found)
    shows = statements[-1].displays
    localised = tuple(n for n in run.binds if n not in returns and n not in run.killed)
    return Interface(
        parameters=_in_order(found.parameters, statements),
        returns=tuple(n for n in run.binds if n in returns),
        localised=localised,
        stale=tuple(n for n in localised if analysis.flow.leaves_stale(n, first, last)),
        imports=tuple(found.imports.values()),
        definitions=tuple(sorted(found.definitions)),
        constants=tuple(sorted(found.constants)),
        star=tuple(found.star),
        unresolved=(),
        is_async=any(s.facts.awaits for s in statements),
        shows=shows,
    )


def _refusal(
    analysis: Analysis, statements: Sequence[Statement], slug: str, reason: str
) -> Refusal:
    cells = dict.fromkeys(s.cell for s in statements)
    return Refusal(RULE, tuple(analysis.notebook.cells[c].id for c in cells), slug, reason)


def _gathered(analysis: Analysis, statements: Sequence[Statement]) -> _Run:
    run = _Run()
    for statement in statements:
        facts = statement.facts
        if statement.kind == "import":
            for imported in analysis.imports.get(statement.index, ()):
                run.imported.setdefault(imported.name, statement.index)
            continue
        for name in analysis.flow.reads(statement) | facts.exposed:
            if name not in run.bound and name not in run.imported:
                run.reads.setdefault(name, statement.index)
        run.binds.update(dict.fromkeys(_in_binding_order(statement.node, facts.binds)))
        run.bound -= facts.kills
        run.bound |= facts.must
        run.killed -= facts.must
        run.killed |= facts.kills
    return run


@lru_cache(maxsize=50_000)
def _in_binding_order(node: ast.stmt | None, names: frozenset[str]) -> tuple[str, ...]:
    """The names in the order in which the statement first binds them."""
    if len(names) < 2 or node is None:
        return tuple(sorted(names))
    order: dict[str, tuple[int, int]] = {}
    for inner in nodes_of(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            order.setdefault(inner.id, (inner.lineno, inner.col_offset))
    return tuple(sorted(names, key=lambda name: (order.get(name, (0, 0)), name)))


def _resources(statements: Sequence[Statement]) -> Iterator[str]:
    """Names whose object lives as long as the name: files, temporary directories, animations."""
    for statement in statements:
        node = statement.node
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            made = {c.rpartition(".")[2] for c in statement.facts.calls}
            if made & known.RESOURCES:
                yield from statement.facts.binds


def _scope_obstacle(
    analysis: Analysis, statements: Sequence[Statement], run: _Run, returns: Sequence[str]
) -> tuple[str, str] | None:
    """What only concerns names: functions and the run seeing each other's bindings."""
    flow = analysis.flow
    first, last = statements[0].index, statements[-1].index
    touched = run.binds.keys() | run.reads.keys()
    may_call = any(may_run_code(s.node) for s in statements)
    for name in sorted(flow.captured_from_outside(statements) & run.binds.keys()):
        return "callee-reads-rebound-name", (
            f"a function that is called here reads the notebook's “{name}”, which this code sets"
        )
    for statement in statements:
        for name in sorted(flow.global_writes(statement) & touched):
            return "callee-writes-global", (
                f"a function that is called here sets the global “{name}”, which this code uses"
            )
    for name in sorted(run.binds):
        if may_call and flow.escaped.get(name, first) < first:
            return "callee-reads-rebound-name", (
                f"a function that may be called here reads “{name}”, which this code sets"
            )
    for name in sorted(_inspected(analysis, statements)):
        return "shows-module", f"the notebook inspects or prints “{name}” itself"
    for name in sorted(_kept_closure_names(statements)):
        if flow.is_bound_after(name, last) and (returns or _changes_something(statements)):
            return "closure-sees-rebinding", (
                f"a function made here reads “{name}”, which is set again later"
            )
    if _shows_closure(analysis, statements, returns):
        return "shows-module", (
            "a function made here is kept in a value that the notebook shows, and that says where it is made"
        )
    for name in sorted(run.killed - run.bound):
        if flow.may_be_bound(name, first):
            return "deletes-outer-name", f"it deletes “{name}”, which was set before"
    if statements[-1].displays and returns:
        return "display-and-returns", (
            "its last line is displayed by the cell, and it also gives values to later cells"
        )
    return None


def _kept_closure_names(statements: Sequence[Statement]) -> set[str]:
    return {n for s in statements if s.facts.keeps_closure for n in s.facts.later}


def _inspected(analysis: Analysis, statements: Sequence[Statement]) -> frozenset[str]:
    """Functions made here whose own name the notebook looks at: it would say where they are made.

    So are functions and classes that this code looks at itself: once it stands in a module, nobody
    sees that it does.
    """
    made = frozenset(n for s in statements if s.kind == "definition" for n in s.facts.binds)
    looked_at = frozenset().union(
        *(inspected_in(s.node, s.displays) for s in statements if s.node is not None)
    )
    wanted = made | (looked_at & analysis.flow.functions.keys())
    return wanted and wanted & inspected_names(analysis)


def _shows_closure(
    analysis: Analysis, statements: Sequence[Statement], returns: Sequence[str]
) -> bool:
    """Whether a lambda or function made here outlives the run in a value that is shown as it is.

    Its repr would say `<function work.<locals>.<lambda>>`.
    """
    kept: set[str] = set()
    for statement in statements:
        if statement.facts.keeps_closure and _makes_function(statement):
            kept |= statement.facts.binds | statement.facts.mutates | statement.facts.may_mutate
    if not kept:
        return False
    made = {name for s in statements for name in s.facts.binds} - set(returns)
    shown = shown_names(analysis)
    holders = holders_of(analysis, frozenset(kept), "kept") - made
    return bool(holders & (shown.values | shown.parts | shown.texts))


def _makes_function(statement: Statement) -> bool:
    """Whether it makes a lambda or function; generators, the other closures, are not shown for themselves."""
    made = (ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef)
    return statement.node is not None and any(isinstance(n, made) for n in nodes_of(statement.node))


def _changes_something(statements: Sequence[Statement]) -> bool:
    facts = [s.facts for s in statements]
    return any(f.mutates or f.may_mutate or (f.keeps_closure and f.calls) for f in facts)


@dataclass
class _Sorted:
    parameters: list[str] = field(default_factory=list)
    imports: dict[str, Import] = field(default_factory=dict)
    definitions: set[int] = field(default_factory=set)
    constants: set[int] = field(default_factory=set)
    star: dict[str, None] = field(default_factory=dict)


def _sorted_out(analysis: Analysis, run: _Run, first: int) -> _Sorted | tuple[str, str]:
    """Where each name that the run reads comes from."""
    found = _Sorted()
    for name, index in run.imported.items():
        clash = _import_clash(analysis, run, name, index, first)
        if clash is not None:
            return clash
        found.imports.update(_imports_of(analysis, (index,), name))
    for name in run.reads:
        refused = _place(analysis, found, name, first, bound_in_run=name in run.binds)
        if refused is not None:
            return refused
    return found


def _import_clash(
    analysis: Analysis, run: _Run, name: str, index: int, first: int
) -> tuple[str, str] | None:
    if name in run.binds or run.reads.get(name, index) < index:
        return "import-rebinds", f"it uses “{name}” before or besides importing it"
    return None


def _imports_of(analysis: Analysis, indices: Sequence[int], name: str) -> dict[str, Import]:
    return {
        f"{i.module}:{i.symbol}:{i.name}": i
        for index in indices
        for i in analysis.imports.get(index, ())
        if i.name == name
    }


def is_one_value(imports: Mapping[str, Import]) -> bool:
    """Whether imports of one name bind the same thing: `import os` and `import os.path` do."""
    one_package = all(i.symbol is None and not i.alias and i.module for i in imports.values())
    return len(imports) == 1 or (bool(imports) and one_package)


def _place(
    analysis: Analysis, found: _Sorted, name: str, first: int, *, bound_in_run: bool
) -> tuple[str, str] | None:
    flow = analysis.flow
    reaching = flow.reaching(name, first)
    if not reaching:
        return _place_unbound(analysis, found, name, first, bound_in_run=bound_in_run)
    if not flow.certainly_bound(name, first):
        if explains(name):  # the call finds what the notebook has set, or the builtin
            found.parameters.append(name)
            return None
        if not _fails_at_once(analysis, name, first):
            return "maybe-unbound", f"“{name}” may not be set when this code starts"
    kinds = {analysis.statements[i].kind for i in reaching}
    if kinds == {"import"} and not bound_in_run:
        imports = _imports_of(analysis, reaching, name)
        if is_one_value(imports):
            found.imports.update(imports)
            return None
    if len(reaching) == 1 and kinds <= {"definition", "class"} and not bound_in_run:
        found.definitions.add(reaching[0])
        return None
    if len(reaching) == 1 and not bound_in_run and is_constant(analysis, reaching[0]):
        found.constants.add(reaching[0])
    found.parameters.append(name)
    return None


def _fails_at_once(analysis: Analysis, name: str, first: int) -> bool:
    """Whether the run, where the name is not set, fails as its call would: before anything has happened."""
    read = first_reads(analysis.statements[first].node)
    before = read[: read.index(name)] if name in read else read
    flow = analysis.flow
    return name in read and all(
        flow.certainly_bound(n, first) or n in known.BUILTINS for n in before
    )


def _place_unbound(
    analysis: Analysis, found: _Sorted, name: str, first: int, *, bound_in_run: bool
) -> tuple[str, str] | None:
    if bound_in_run:
        return "maybe-unbound", f"“{name}” may not be set when it is needed"
    if name == "display":
        found.imports["display"] = Import("display", "IPython.display", "display", 0, False, -1)
        return None
    if explains(name):
        return None
    stars = [module for index, module in star_imports(analysis) if index < first]
    if stars:
        found.star.update(dict.fromkeys(stars))
        return None
    return "unresolved-name", f"nothing in the notebook says where “{name}” comes from"


@once
def star_imports(analysis: Analysis) -> tuple[tuple[int, str], ...]:
    """The star imports: their statements and modules, in order."""
    return tuple(
        (index, imported.module)
        for index, imports in analysis.imports.items()
        for imported in imports
        if imported.symbol == "*"
    )


def is_constant(analysis: Analysis, index: int) -> bool:
    """Whether the statement binds one name to a literal, once in the whole notebook."""
    statement = analysis.statements[index]
    node = statement.node
    if not isinstance(node, (ast.Assign, ast.AnnAssign)) or not _names_literal(node):
        return False
    (name,) = statement.facts.binds
    cell = analysis.notebook.cells[statement.cell]
    if isinstance(node.value, (ast.List, ast.Dict, ast.Set)) and name in analysis.flow.mutated:
        return False
    return (
        len(analysis.flow.binders(name)) == 1
        and not analysis.flow.is_deleted(name)
        and "parameters" not in cell.tags
        and not any(i > index for i in analysis.flow.wild_binders)
    )


@lru_cache(maxsize=50_000)
def _names_literal(node: ast.Assign | ast.AnnAssign) -> bool:
    """`LIMIT = 100`: nothing but one name for one literal."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    is_name = [type(target) for target in targets] == [ast.Name]
    return is_name and node.value is not None and is_literal(node.value)


def is_literal(node: ast.expr) -> bool:
    """Numbers, strings, None, containers of literals, and arithmetic on them."""
    if isinstance(node, ast.Constant):
        return node.value is not Ellipsis
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        return all(is_literal(e) for e in node.elts)
    if isinstance(node, ast.Dict):
        return all(k is not None and is_literal(k) for k in node.keys) and all(
            is_literal(v) for v in node.values
        )
    if isinstance(node, ast.UnaryOp):
        return is_literal(node.operand) and not isinstance(node.op, ast.Not)
    if isinstance(node, ast.BinOp):
        return is_literal(node.left) and is_literal(node.right)
    return False


def _in_order(names: Sequence[str], statements: Sequence[Statement]) -> tuple[str, ...]:
    """The names in the order in which the source first mentions them."""
    if len(names) < 2:
        return tuple(names)
    first_use: dict[str, int] = {}
    for statement in statements:
        if statement.node is not None:
            for name in _names_in(statement.node):
                first_use.setdefault(name, len(first_use))
    return tuple(sorted(names, key=lambda n: (first_use.get(n, len(first_use)), n)))


@lru_cache(maxsize=50_000)
def _names_in(node: ast.stmt) -> tuple[str, ...]:
    return tuple(names_in(node))
