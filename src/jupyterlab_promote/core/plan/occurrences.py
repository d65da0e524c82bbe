"""Where a name stands: every place that means the variable of the scope that is asked about."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence

from ..lines import lines_of
from ..trees import nodes_of
from .splices import Place, Splice, between, place_of
from .unclear import UnclearError

Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_STRINGS = tuple(
    kind for kind in (ast.JoinedStr, getattr(ast, "TemplateStr", None)) if kind is not None
)


def occurrences(
    source: str, nodes: Sequence[ast.stmt], name: str
) -> tuple[tuple[Place, Place], ...] | None:
    """Every place in `nodes` where `name` means the variable of the scope that `nodes` stand in.

    `source` is the text that the nodes' positions count in. None where a place can't be told exactly:
    the name is bound without a `Name` node (`import`, `except as`, `def`, `match`), declared `global`
    or `nonlocal`, or a class body binds it too.
    """
    found: list[tuple[Place, Place]] = []
    try:
        for node in nodes:
            found.extend(_in(node, name, source))
    except UnclearError:
        return None
    return tuple(sorted(set(found)))


def renamed(
    cell: int, source: str, nodes: Sequence[ast.stmt], name: str, new: str
) -> tuple[Splice, ...] | None:
    """The splices that write `new` for `name`, or None where that can't be done exactly."""
    places = occurrences(source, nodes, name)
    if places is None:
        return None
    return tuple(Splice(cell, start, end, new) for start, end in places)


def mentions(nodes: Iterable[ast.AST]) -> frozenset[str]:
    """Every identifier that the nodes spell as a name, bound or read, in whatever scope."""
    return frozenset(word for root in nodes for node in nodes_of(root) for word in _spelled(node))


def _spelled(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, ast.alias):
        yield (node.asname or node.name).partition(".")[0]
    elif isinstance(node, (ast.Global, ast.Nonlocal)):
        yield from node.names
    else:
        for field in ("name", "rest"):  # def, class, except … as, match captures, type parameters
            word = getattr(node, field, None)
            if isinstance(word, str):
                yield word


def _in(node: ast.AST, name: str, source: str) -> Iterator[tuple[Place, Place]]:
    if isinstance(node, ast.Name):
        if node.id == name:
            yield place_of(node)
    elif isinstance(node, _STRINGS):
        yield from _in_string(node, name, source)
    elif isinstance(node, _SCOPES):
        yield from _in_function(node, name, source)
    elif isinstance(node, ast.ClassDef):
        yield from _in_class(node, name, source)
    elif isinstance(node, _COMPREHENSIONS):
        yield from _in_comprehension(node, name, source)
    elif name in _spelled(node):
        raise UnclearError
    else:
        yield from _below(node, name, source)


def _below(node: ast.AST, name: str, source: str) -> Iterator[tuple[Place, Place]]:
    for child in ast.iter_child_nodes(node):
        yield from _in(child, name, source)


def _in_function(node: Scope, name: str, source: str) -> Iterator[tuple[Place, Place]]:
    if not isinstance(node, ast.Lambda) and node.name == name:
        raise UnclearError
    yield from _in_function_parts(node, name, source)


def _in_function_parts(node: Scope, name: str, source: str) -> Iterator[tuple[Place, Place]]:
    if not isinstance(node, ast.Lambda):
        for outer in (*node.decorator_list, *filter(None, [node.returns])):
            yield from _in(outer, name, source)
    yield from _in_signature(node.args, name, source)
    body = node.body if isinstance(node.body, list) else [node.body]
    if not _binds(node, body, name):
        for inner in body:
            yield from _in(inner, name, source)


def _in_signature(args: ast.arguments, name: str, source: str) -> Iterator[tuple[Place, Place]]:
    for default in (*args.defaults, *filter(None, args.kw_defaults)):
        yield from _in(default, name, source)
    for arg in every_argument(args):
        if arg.annotation is not None:
            yield from _in(arg.annotation, name, source)


def _in_class(node: ast.ClassDef, name: str, source: str) -> Iterator[tuple[Place, Place]]:
    if node.name == name or _bound_in(node.body, name):
        raise UnclearError
    yield from _below(node, name, source)


def _in_comprehension(node: Comprehension, name: str, source: str) -> Iterator[tuple[Place, Place]]:
    yield from _in(node.generators[0].iter, name, source)
    targets = [g.target for g in node.generators]
    if any(name in mentions([target]) for target in targets):
        if any(isinstance(n, ast.NamedExpr) and n.target.id == name for n in nodes_of(node)):
            raise UnclearError
        return
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.comprehension):
            if child is not node.generators[0]:
                yield from _in(child.iter, name, source)
            for test in (child.target, *child.ifs):
                yield from _in(test, name, source)
        else:
            yield from _in(child, name, source)


def every_argument(args: ast.arguments) -> tuple[ast.arg, ...]:
    """The arguments of a signature, in the order in which they are written."""
    positional = (*args.posonlyargs, *args.args)
    starred = (*filter(None, [args.vararg]), *args.kwonlyargs, *filter(None, [args.kwarg]))
    return (*positional, *starred)


def _binds(node: Scope, body: Sequence[ast.AST], name: str) -> bool:
    """Whether the function has a local variable of that name."""
    return any(arg.arg == name for arg in every_argument(node.args)) or _bound_in(body, name)


def _bound_in(body: Sequence[ast.AST], name: str) -> bool:
    """Whether the statements bind the name in their own scope. Raises UnclearError on `global name`."""
    inner = [node for statement in body for node in nodes_of(statement)]
    if any(isinstance(n, (ast.Global, ast.Nonlocal)) and name in n.names for n in inner):
        raise UnclearError
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load):
            return True
        if not isinstance(node, (ast.Name, ast.arg)) and name in _spelled(node):
            return True
        waiting.extend(_same_scope(node))
    return False


def _same_scope(node: ast.AST) -> Iterator[ast.AST]:
    """The children that can bind in the scope of `node`; a comprehension leaks its walrus only."""
    if isinstance(node, ast.Lambda):
        return
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield from node.decorator_list
    elif isinstance(node, _COMPREHENSIONS):
        for inner in nodes_of(node):
            if isinstance(inner, ast.NamedExpr):
                yield inner.target
    else:
        yield from ast.iter_child_nodes(node)


def _in_string(node: ast.AST, name: str, source: str) -> Iterator[tuple[Place, Place]]:
    """Before Python 3.12, `ast` does not know where in an f-string a name stands; libcst does."""
    assert isinstance(node, ast.expr)
    if name not in mentions([node]):
        return
    if any(isinstance(inner, (*_SCOPES, *_COMPREHENSIONS)) for inner in nodes_of(node)):
        raise UnclearError
    start, end = place_of(node)
    text = between(lines_of(source), start, end)
    from .string_names import names_in_strings  # libcst is slow to import, and hardly ever needed

    for line, column, written in names_in_strings(f"({text})"):
        if written == name:
            row = start[0] + line - 1
            left = start[1] + column - 1 if line == 1 else column
            yield (row, left), (row, left + len(name.encode()))


def renamed_definition(
    cell: int, source: str, node: Definition, new: str
) -> tuple[Splice, ...] | None:
    """The splices that call a definition `new`, where it names itself too; None where that is unclear."""
    name = node.name
    try:
        if isinstance(node, ast.ClassDef):
            if _bound_in(node.body, name):
                return None
            inner = list(_below(node, name, source))
        else:
            inner = list(_in_function_parts(node, name, source))
    except UnclearError:
        return None
    at = name_place(source, node)
    own = Splice(cell, at, (at[0], at[1] + len(name.encode())), new)
    return (own, *(Splice(cell, start, end, new) for start, end in inner))


def name_place(source: str, node: Definition) -> Place:
    """Where a definition's name begins, after `def`, `async def` or `class`."""
    line = lines_of(source)[node.lineno - 1].encode("utf-8", "surrogatepass")
    keyword = re.compile(rb"(async\s+)?(def|class)\s+").match(line, node.col_offset)
    assert keyword is not None
    return node.lineno, keyword.end()
