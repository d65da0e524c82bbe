"""Whether a notebook shows an instance of a class whose default repr names its module.

`<__main__.Account object at 0x…>` becomes `<churn.utils.Account object at 0x…>`. Values are not known, so
names that may hold an instance are followed from statement to statement.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .analyse import Analysis
from .facts import Statement
from .names import dotted, root_of

_SHOWS = frozenset(
    {"print", "display", "pprint", "str", "repr", "format", "write", "type", "log", "info"}
)
_NEVER_INSTANCES = frozenset(
    {"abs", "bool", "float", "hasattr", "int", "isinstance", "len", "round", "sum"}
)
# Bases whose repr says the class's name and no module.
_OWN_REPR = frozenset(
    """BaseEstimator BaseException BaseModel Counter DataFrame Enum Exception Flag IntEnum Module
    NamedTuple OrderedDict Series TypedDict defaultdict dict float int list set str tuple""".split()
)


def shows_instance(analysis: Analysis, definition: Statement) -> bool:
    """Whether an instance of the class defined there, or what may hold one, is printed or displayed."""
    node = definition.node
    assert isinstance(node, ast.ClassDef)
    if not _has_default_repr(analysis, node):
        return False
    holders = _holders(analysis, node.name)
    quiet = frozenset() if _contains_itself(analysis, node.name, holders) else _quiet_methods(node)
    direct = frozenset(n for n in holders if _is_direct(analysis, n, node.name))
    return any(
        holders & _values_of(shown, direct, quiet)
        for statement in analysis.statements
        for shown in _shown_in(statement)
    )


def _has_default_repr(analysis: Analysis, node: ast.ClassDef) -> bool:
    defined = {s.name for s in node.body if isinstance(s, ast.FunctionDef)}
    if defined & {"__repr__", "__str__"} or any(map(_makes_repr, node.decorator_list)):
        return False
    for base in node.bases:
        name = dotted(base).rpartition(".")[2]
        if name in _OWN_REPR or name.endswith(("Error", "Warning")):
            return False
        for inherited in analysis.flow.functions.get(name, ()):
            other = inherited.node
            if isinstance(other, ast.ClassDef) and other is not node:
                return _has_default_repr(analysis, other)
    return True


def _makes_repr(decorator: ast.expr) -> bool:
    name = dotted(decorator.func if isinstance(decorator, ast.Call) else decorator)
    return "dataclass" in name or name.endswith(("define", "attr.s"))


def _holders(analysis: Analysis, class_name: str) -> frozenset[str]:
    """Names whose value may be, or hold, an instance of the class; the class's own name with them."""
    holders = {class_name}
    for statement in analysis.statements:
        facts = statement.facts
        if statement.kind in ("definition", "class", "import"):
            continue
        passed = facts.reads if statement.kind == "block" else facts.stored | facts.called
        if holders & passed:
            holders |= facts.binds | facts.mutates
    return frozenset(holders)


def _contains_itself(analysis: Analysis, class_name: str, holders: frozenset[str]) -> bool:
    """Whether an instance may be given to another one, which could then give it out."""
    return any(
        class_name in s.facts.called and (holders - {class_name}) & s.facts.stored
        for s in analysis.statements
    )


def _is_direct(analysis: Analysis, name: str, class_name: str) -> bool:
    """Whether all that binds the name is `name = Class(…)`."""
    nodes = [analysis.statements[i].node for i in analysis.flow.binders(name)]
    return bool(nodes) and all(
        isinstance(node, ast.Assign)
        and len(node.targets) == 1
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Call)
        and dotted(node.value.func) == class_name
        for node in nodes
    )


def _quiet_methods(node: ast.ClassDef) -> frozenset[str]:
    """Methods that give back neither the instance nor a new one."""
    return frozenset(
        s.name
        for s in node.body
        if isinstance(s, ast.FunctionDef)
        and not any(_gives_instance(n, s, node) for n in ast.walk(s))
    )


def _gives_instance(node: ast.AST, method: ast.FunctionDef, owner: ast.ClassDef) -> bool:
    if not isinstance(node, (ast.Return, ast.Yield)) or node.value is None:
        return False
    bases = {id(n.value) for n in ast.walk(node.value) if isinstance(n, ast.Attribute)}
    instances = {owner.name, "cls", "type", *(a.arg for a in method.args.args[:1])}
    return any(
        isinstance(n, ast.Name) and n.id in instances and id(n) not in bases
        for n in ast.walk(node.value)
    )


def _shown_in(statement: Statement) -> Iterator[ast.expr]:
    """The expressions whose value the statement prints, formats or displays."""
    if statement.node is None:
        return
    if statement.displays and isinstance(statement.node, ast.Expr):
        yield statement.node.value
    for node in ast.walk(statement.node):
        match node:
            case ast.Call(func=function) if dotted(function).rpartition(".")[2] in _SHOWS:
                yield from node.args
                yield from (keyword.value for keyword in node.keywords)
            case ast.FormattedValue(value=value):
                yield value
            case ast.BinOp(left=ast.Constant(value=str()), op=ast.Mod(), right=right):
                yield right


def _values_of(node: ast.expr, direct: frozenset[str], quiet: frozenset[str]) -> set[str]:
    """Names whose own value, or a part of it, may be in the expression's value."""
    match node:
        case ast.Name(id=name):
            return {name}
        case ast.Lambda() | ast.Compare() | ast.Constant():
            return set()
        case ast.Call(func=ast.Name(id=name)) if name in _NEVER_INSTANCES:
            return set()
        case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=method)) if (
            owner in direct and method in quiet
        ):
            return _of_all([*node.args, *(k.value for k in node.keywords)], direct, quiet)
        case ast.Attribute() | ast.Subscript():
            root = root_of(node)
            return {root} if root is not None else _of_children(node, direct, quiet)
    return _of_children(node, direct, quiet)


def _of_children(node: ast.AST, direct: frozenset[str], quiet: frozenset[str]) -> set[str]:
    found: set[str] = set()
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            found |= _values_of(child, direct, quiet)
        else:
            found |= _of_children(child, direct, quiet)
    return found


def _of_all(nodes: list[ast.expr], direct: frozenset[str], quiet: frozenset[str]) -> set[str]:
    return set().union(*(_values_of(n, direct, quiet) for n in nodes))
