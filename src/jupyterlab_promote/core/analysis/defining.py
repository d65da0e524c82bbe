"""What runs when a definition runs: decorators, defaults, the body of a class, what its bases do.

In a module all of it runs when the first name is imported from there, which may be earlier than it
was in the notebook.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from . import calls as known
from .analyse import Analysis
from .decorators import QUIET_DECORATORS, is_docstring, only_wraps
from .facts import Statement
from .names import dotted
from .subclassing import is_watched, methods_of

Function = ast.FunctionDef | ast.AsyncFunctionDef

# What gives the same whenever it is called; constructors of libraries count, too.
_QUIET_CALLS = known.PURE_FUNCTIONS | frozenset(
    """array arange asarray attrgetter attrib auto compile defaultdict deque device field frozenset
    getLogger ib itemgetter linspace namedtuple object ones partial timedelta zeros""".split()
)
_STATEFUL = frozenset({"keras", "nn", "os", "random", "rng", "tf", "torch"})
_HOOKS = frozenset({"__init__", "__new__", "__post_init__", "__set_name__"})


def defining_obstacle(
    analysis: Analysis, statement: Statement, name: str
) -> tuple[str, str] | None:
    """Why the definition should run where it stands, as (slug, sentence), or None."""
    node = statement.node
    for decorator in getattr(node, "decorator_list", ()):
        if not _is_quiet_decorator(analysis, decorator):
            return "decorator-runs", f"a decorator of “{name}” may do something where it stands"
    if isinstance(node, Function) and not _are_quiet(analysis, _defaults(node)):
        return "default-runs", f"a default of “{name}” is worked out where it stands"
    if isinstance(node, ast.ClassDef):
        effects = {"prints", "plots", "files", "configures", "random", "frame"}
        if effects & set(statement.facts.effects) or not _is_quiet_body(analysis, node):
            return "class-body-runs", f"the body of class “{name}” does more than define"
        if is_watched(node, analysis.flow.functions):
            return "class-body-runs", f"a base of class “{name}” does something when it is defined"
    return None


def _is_quiet_decorator(analysis: Analysis, node: ast.expr) -> bool:
    target = node.func if isinstance(node, ast.Call) else node
    name = ast.unparse(target)
    if _imported(analysis, name) in QUIET_DECORATORS:
        return True
    if name in QUIET_DECORATORS:
        root = name.partition(".")[0]
        return not any(
            analysis.statements[i].kind not in ("import",) for i in analysis.flow.binders(root)
        )
    if isinstance(target, ast.Name) and target.id in analysis.flow.functions:
        return only_wraps(node, analysis.flow.functions[target.id])
    return False


def _imported(analysis: Analysis, name: str) -> str:
    """`dc.dataclass` → `dataclasses.dataclass` where `dc` is one import; "" where it may be anything."""
    root, dot, rest = name.partition(".")
    binders = analysis.flow.binders(root)
    found = [i for b in binders for i in analysis.imports.get(b, ()) if i.name == root]
    if len(binders) != 1 or len(found) != 1 or not found[0].alias:
        return ""
    (one,) = found
    return ".".join(part for part in (one.module, one.symbol) if part) + dot + rest


def _defaults(node: Function) -> Iterator[ast.expr]:
    yield from node.args.defaults
    yield from (default for default in node.args.kw_defaults if default is not None)


def _are_quiet(analysis: Analysis, expressions: Iterable[ast.expr]) -> bool:
    return all(
        _is_quiet_call(analysis, node)
        for expression in expressions
        for node in _run_now(expression)
        if isinstance(node, ast.Call)
    )


def _run_now(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Lambda):
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _run_now(child)


def _is_quiet_call(analysis: Analysis, node: ast.Call) -> bool:
    name = dotted(node.func)
    root, method = name.partition(".")[0], name.rpartition(".")[2]
    if root in analysis.flow.functions:
        return not any(map(_has_hooks, analysis.flow.functions[root]))
    if not _STATEFUL.isdisjoint(name.split(".")):
        return False
    return method in _QUIET_CALLS or known.is_class_name(method)


def _has_hooks(definition: Statement) -> bool:
    node = definition.node
    return not isinstance(node, ast.ClassDef) or bool(_HOOKS & methods_of(node))


def _is_quiet_body(analysis: Analysis, node: ast.ClassDef) -> bool:
    for statement in node.body:
        match statement:
            case ast.Pass():
                quiet = True
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                quiet = _are_quiet(analysis, _defaults(statement))
            case ast.ClassDef():
                quiet = _is_quiet_body(analysis, statement)
            case ast.Assign(value=value) | ast.AnnAssign(value=value):
                quiet = value is None or _are_quiet(analysis, [value])
            case _:
                quiet = is_docstring(statement)
        if not quiet:
            return False
    return True
