"""What an instance of a class says of itself, and whether the notebook would see its module there."""

from __future__ import annotations

import ast

from ..trees import nodes_of
from .analyse import Analysis
from .facts import Statement
from .instances import are_only_looked_into
from .names import dotted
from .once import once
from .showing import holders_of
from .shown import shown_names

# Bases whose `repr` names the class at most, and not its module.
_WITH_REPR = frozenset(
    """BaseEstimator BaseModel Counter DataFrame Enum Flag IntEnum IntFlag Module NamedTuple
    OrderedDict Series StrEnum TypedDict UserDict UserList UserString defaultdict deque dict float
    frozenset int list ndarray set str tuple""".split()
)


def shows_its_module(analysis: Analysis, statement: Statement) -> bool:
    """Whether the notebook puts out an instance, or its type, so that the class's module would show."""
    node = statement.node
    assert isinstance(node, ast.ClassDef)
    shown = shown_names(analysis)
    holders = holders_of(analysis, frozenset({node.name}), "made")
    if shown.types & holders:
        return True
    if _is_error(node):
        return bool(shown.displayed & holders)
    methods = {s.name for s in node.body if isinstance(s, ast.FunctionDef)}
    if "__repr__" in methods or _gets_repr(node) or are_only_looked_into(analysis, node):
        return False
    parts = shown.parts if _may_hold_itself(analysis, node) else shown.parts - {node.name}
    seen = (shown.values | parts | shown.makers) & holders
    if "__str__" not in methods:
        return bool(seen or shown.texts & holders)
    return bool(seen or any(not _is_one(analysis, n, node.name) for n in shown.texts & holders))


def _may_hold_itself(analysis: Analysis, node: ast.ClassDef) -> bool:
    """Whether an attribute of the class may hold an instance: `C.all.append(self)`, `C.first = C()`."""
    nodes = nodes_of(node)
    looked_into = {id(n.value) for n in nodes if isinstance(n, ast.Attribute)}
    itself = {"self", "cls", node.name}
    handed_on = (n for n in nodes if isinstance(n, ast.Name) and id(n) not in looked_into)
    return any(n.id in itself for n in handed_on) or node.name in _changed(analysis)


@once
def _changed(analysis: Analysis) -> frozenset[str]:
    """Names whose values some statement changes, or may change."""
    facts = [s.facts for s in analysis.statements]
    return frozenset().union(*(f.mutates | f.may_mutate for f in facts))


def _gets_repr(node: ast.ClassDef) -> bool:
    """From a decorator (`dataclass`, unless told not to), or from a well-known base."""
    for decorator in node.decorator_list:
        call = decorator if isinstance(decorator, ast.Call) else None
        name = dotted(call.func if call else decorator)
        options = {k.arg: k.value for k in call.keywords} if call else {}
        if "dataclass" in name or name.endswith(("define", "attr.s")):
            return not isinstance(options.get("repr"), ast.Constant)
    bases = {dotted(base).rpartition(".")[2] for base in node.bases}
    return bool(bases & _WITH_REPR)


def _is_error(node: ast.ClassDef) -> bool:
    """IPython names the module where it displays an error; `print` never does."""
    bases = (dotted(base) for base in node.bases)
    return any(base.endswith(("Error", "Exception", "Warning")) for base in bases)


def _is_one(analysis: Analysis, name: str, made: str) -> bool:
    """Whether the name is only ever bound to one instance, `a = A()`, whose `str` is what shows."""
    nodes = [analysis.statements[i].node for i in analysis.flow.binders(name)]
    return all(
        isinstance(n, ast.Assign)
        and isinstance(n.value, ast.Call)
        and isinstance(n.value.func, ast.Name)
        and n.value.func.id == made
        for n in nodes
    )
