"""What the notebook pickles: there an instance or a function says in which module it was made."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..trees import nodes_of
from .analyse import Analysis
from .facts import Statement
from .imported import is_star_import
from .names import all_arguments, dotted
from .once import once

_PICKLERS = frozenset("cloudpickle dill joblib mlflow pickle skops torch".split())
_PICKLES = frozenset("dump dumps log_model save save_model".split())
# Their arguments that say where, and how, and not what.
_WHERE = frozenset(
    """buffer_callback cache_size compress compression f file filename fix_imports path
    pickle_module pickle_protocol protocol""".split()
)
_PLAIN_STATES = frozenset({"state_dict"})  # of tensors: says nothing of the module's class
_VAGUE = frozenset({"Pickler", "open"})  # what goes in is given to them later


@dataclass(frozen=True, slots=True)
class Pickled:
    """Names whose values a pickle may hold, and names that are called for what it holds."""

    values: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()


@once
def pickled_names(analysis: Analysis) -> Pickled:
    """What pickles may hold; all names of the notebook where it is not plain what is pickled."""
    spelled = _spelled(analysis)
    if not _has_picklers(analysis, spelled):
        return Pickled()
    acting = _Acting(spelled, _own_picklers(analysis, spelled))
    values: set[str] = set()
    called: set[str] = set()
    for statement in analysis.statements:
        if not acting.says_what(statement):
            return Pickled(analysis.flow.names, analysis.flow.names)
        found = acting.pickled_by(statement)
        values |= found.values
        called |= found.called
    return Pickled(frozenset(values), frozenset(called))


def _has_picklers(analysis: Analysis, spelled: Mapping[str, str]) -> bool:
    modules = (i.module.split(".") for found in analysis.imports.values() for i in found)
    return any(not (_PICKLERS | {"shelve"}).isdisjoint(parts) for parts in modules) or any(
        _pickles(call, spelled) for call in analysis.flow.every("all_calls")
    )


def _spelled(analysis: Analysis) -> Mapping[str, str]:
    """The notebook's name for a module, or for a thing of one → its name in full."""
    return {
        i.name: f"{i.module}.{i.symbol}" if i.symbol else i.module
        for imports in analysis.imports.values()
        for i in imports
        if i.symbol or i.alias
    }


def _in_full(name: str, spelled: Mapping[str, str]) -> list[str]:
    root, dot, rest = name.partition(".")
    return f"{spelled.get(root, root)}{dot}{rest}".split(".")


def _pickles(call: str, spelled: Mapping[str, str]) -> bool:
    parts = _in_full(call, spelled)
    by_module = parts[-1] in _PICKLES and not _PICKLERS.isdisjoint(parts)
    return by_module or parts[-1] in ("to_pickle", "Pickler") or "shelve" in parts


def _own_picklers(analysis: Analysis, spelled: Mapping[str, str]) -> frozenset[str]:
    """The notebook's own functions that pickle something, by themselves or through each other."""
    made = {
        name: frozenset[str]().union(*(d.facts.later_calls for d in definitions))
        for name, definitions in analysis.flow.functions.items()
    }
    found = {name for name, calls in made.items() if any(_pickles(c, spelled) for c in calls)}
    while more := {name for name, calls in made.items() if calls & found} - found:
        found |= more
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Acting:
    """What pickles in a notebook: libraries, under the names that `spelled` knows, and functions of its own."""

    spelled: Mapping[str, str]
    own: frozenset[str]

    def acts(self, name: str) -> bool:
        return name in self.own or _pickles(name, self.spelled)

    def says_what(self, statement: Statement) -> bool:
        """Whether all that pickles in the statement is called by its name, on what can be read there."""
        if statement.node is None:
            return self.own.isdisjoint(statement.facts.mentions)
        if statement.kind == "import":
            return not is_star_import(statement.node)
        nodes = nodes_of(statement.node)
        called = {id(n.func) for n in nodes if isinstance(n, ast.Call)}
        looked_into = {id(n.value) for n in nodes if isinstance(n, ast.Attribute)}
        for node in nodes:
            if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
                last = _in_full(dotted(node), self.spelled)[-1]
                if last in _PICKLERS and id(node) not in looked_into:
                    return False
                if self.acts(dotted(node)) and (id(node) not in called or last in _VAGUE):
                    return False
        makes_others = any(isinstance(n, ast.Lambda | ast.ClassDef) for n in nodes)
        return not makes_others or not any(map(self.acts, statement.facts.later_calls))

    def pickled_by(self, statement: Statement) -> Pickled:
        if statement.node is None or not any(map(self.acts, statement.facts.all_calls)):
            return Pickled()
        names = [n for e in self._expressions(statement.node) for n in _names(e)]
        values = frozenset(name for name, is_called in names if not is_called)
        called = frozenset(name for name, is_called in names if is_called)
        if not isinstance(statement.node, ast.FunctionDef | ast.AsyncFunctionDef):
            return Pickled(values, called)
        given, own = _variables(statement.node)
        defaults, reads = statement.facts.reads, statement.facts.later
        if own.isdisjoint(values) and not _has_functions_inside(statement.node):
            return Pickled(values - given | defaults, called - given)
        return Pickled(values | defaults | reads, called | reads)

    def _expressions(self, top: ast.stmt) -> Iterator[ast.expr]:
        """What is pickled, or given to a function of the notebook's own that pickles something."""
        for node in nodes_of(top):
            if isinstance(node, ast.Call):
                name = dotted(node.func)
                if name in self.own:
                    yield from (*node.args, *(k.value for k in node.keywords))
                elif _pickles(name, self.spelled):
                    yield from _what(node)


def _what(call: ast.Call) -> Iterator[ast.expr]:
    if isinstance(call.func, ast.Attribute) and call.func.attr == "to_pickle":
        yield call.func.value
        return
    starred = any(isinstance(argument, ast.Starred) for argument in call.args)
    yield from call.args if starred else call.args[:1]
    yield from (k.value for k in call.keywords if k.arg not in _WHERE)


def _variables(node: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[set[str], set[str]]:
    """A function's parameters, which hold what its callers give, and the variables that it sets itself."""
    nodes = nodes_of(node)
    given = {argument.arg for argument in all_arguments(node.args)}
    own = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    own |= {n.name for n in nodes if isinstance(n, ast.ExceptHandler) and n.name}
    return given - own, own


def _has_functions_inside(node: ast.AST) -> bool:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.Match
    return any(isinstance(n, kinds) for n in nodes_of(node) if n is not node)


def _names(expression: ast.AST) -> Iterator[tuple[str, bool]]:
    """The names in what is pickled, and whether they are called for it."""
    match expression:
        case ast.Name(id=name):
            yield name, False
        case ast.Call(func=ast.Attribute(attr=method)) if method in _PLAIN_STATES:
            return
        case ast.Call(func=ast.Name(id=name)):
            yield name, True
            for argument in (*expression.args, *expression.keywords):
                yield from _names(argument)
        case _:
            for child in ast.iter_child_nodes(expression):
                yield from _names(child)
