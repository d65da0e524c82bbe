"""Imports added to a module that is already there: nothing twice, and what is there keeps its bytes."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from ..lines import end_of, lines_of
from ..trees import module_of, nodes_of
from .formatting import Style, formatted
from .import_lines import ImportOf, Origins, line_key, symbol_key
from .splices import Splice, between, place_of, spliced

ImportNode = ast.Import | ast.ImportFrom


def imports_in(node: ast.stmt) -> tuple[ImportOf, ...]:
    """What an import statement binds, name by name."""
    if isinstance(node, ast.Import):
        return tuple(
            ImportOf(a.name, None, a.asname or a.name.partition(".")[0]) for a in node.names
        )
    if isinstance(node, ast.ImportFrom):
        module = node.module or ""
        return tuple(ImportOf(module, a.name, a.asname or a.name, node.level) for a in node.names)
    return ()


def zone_of(tree: ast.Module) -> list[ast.stmt]:
    """The statements that a module opens with: its docstring, its imports, and guards around imports."""
    zone: list[ast.stmt] = []
    for number, node in enumerate(tree.body):
        is_docstring = number == 0 and isinstance(node, ast.Expr)
        if not is_docstring and not isinstance(node, ImportNode) and not is_guard(node):
            break
        zone.append(node)
    return zone


def is_guard(node: ast.stmt) -> bool:
    """`try: import … except ImportError: …`, or `if …:` around imports and nothing else."""
    match node:
        case ast.Try(finalbody=[]):
            bodies = [node.body, node.orelse, *(h.body for h in node.handlers)]
        case ast.If():
            bodies = [node.body, node.orelse]
        case _:
            return False
    inner = [one for body in bodies for one in body]
    return any(isinstance(one, ImportNode) for one in inner) and all(map(_is_fallback, inner))


def _is_fallback(node: ast.stmt) -> bool:
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Pass():
            return True
        case ast.Assign(targets=[ast.Name()], value=ast.Constant()):
            return True
    return is_guard(node)


def with_imports(
    text: str, wanted: Sequence[ImportOf], origins: Origins, style: Style, newline: str = "\n"
) -> str:
    """The module with these imports; those that it has already are not written again.

    `from x import a` becomes `from x import a, b` where it stands on a line without comments.
    """
    for one in wanted:
        text = _with_import(text, one, origins, style, newline)
    return text


def _with_import(text: str, one: ImportOf, origins: Origins, style: Style, newline: str) -> str:
    tree = module_of(text)
    nodes = [node for node in tree.body if isinstance(node, ImportNode)]
    if any(one in imports_in(node) for node in nodes):
        return text
    zone = [node for node in zone_of(tree) if isinstance(node, ImportNode)]
    for node in zone:
        if _takes(node, one, text):
            return _joined(text, node, one, style, newline)
    line = formatted(one.text + "\n", style).replace("\n", newline)
    return _placed(text, tree, zone, one, line, origins, newline)


def _takes(node: ImportNode, one: ImportOf, text: str) -> bool:
    """Whether the statement imports from the same module, plainly, on lines of its own."""
    if not isinstance(node, ast.ImportFrom) or one.symbol in (None, "*") or one.symbol != one.name:
        return False
    lines = lines_of(text)
    whole = "".join(lines[node.lineno - 1 : node.end_lineno])
    plain = all(alias.asname is None and alias.name != "*" for alias in node.names)
    same = (node.module or "", node.level) == (one.module, one.level)
    return same and plain and not any(mark in whole for mark in "#;\\")


def _joined(text: str, node: ImportNode, one: ImportOf, style: Style, newline: str) -> str:
    names = [alias.name for alias in node.names]
    if names == sorted(names, key=symbol_key):
        names = sorted([*names, one.name], key=symbol_key)
    else:
        names.append(one.name)
    written = between(lines_of(text), *place_of(node))
    if "(" in written and "\n" in written:
        fresh = (
            f"from {one.source} import (\n{''.join(f'    {name},' + chr(10) for name in names)})\n"
        )
    else:
        fresh = formatted(f"from {one.source} import {', '.join(names)}\n", style)
    return spliced(text, [Splice(0, *place_of(node), fresh.rstrip("\n").replace("\n", newline))])


def _placed(
    text: str,
    tree: ast.Module,
    zone: list[ImportNode],
    one: ImportOf,
    line: str,
    origins: Origins,
    newline: str,
) -> str:
    section = origins.section(one.module, one.level)
    same = [node for node in zone if _section(node, origins) == section]
    lower = [node for node in zone if _section(node, origins) < section]
    upper = [node for node in zone if _section(node, origins) > section]
    if same:
        key = line_key(one.source, None if one.symbol is None else one.text)
        before = [node for node in same if _key(node) <= key]
        at = _end(before[-1]) if before else _start(same[0], text, tree)
        return _insert(text, at, line)
    if lower:
        gap = newline if upper and _start(upper[0], text, tree) <= _end(lower[-1]) else ""
        return _insert(text, _end(lower[-1]), newline + line + gap)
    if upper:
        return _insert(text, _start(upper[0], text, tree), line + newline)
    return _opened(text, tree, line, newline)


def _opened(text: str, tree: ast.Module, line: str, newline: str) -> str:
    """The first import of a module: below its docstring, or below the comments that it opens with."""
    lines = lines_of(text)
    if ast.get_docstring(tree, clean=False) is not None:
        return _insert(
            text, _end(tree.body[0]), newline + line + _gap(lines, _end(tree.body[0]), newline)
        )
    at = 0
    while at < len(lines) and lines[at].startswith("#"):
        at += 1
    above = newline if at else ""
    return _insert(text, at, above + line + _gap(lines, at, newline))


def _gap(lines: Sequence[str], at: int, newline: str) -> str:
    return newline if at < len(lines) and lines[at].strip() else ""


def _insert(text: str, at: int, added: str) -> str:
    lines = lines_of(text)
    above = "".join(lines[:at])
    if above and not end_of(above):
        above += "\n"
    return above + added + "".join(lines[at:])


def _section(node: ImportNode, origins: Origins) -> int:
    if isinstance(node, ast.Import):
        return origins.section(node.names[0].name)
    return origins.section(node.module or "", node.level)


def _key(node: ImportNode) -> tuple[bool, str, str]:
    first = imports_in(node)[0]
    return line_key(first.source, None if first.symbol is None else ast.unparse(node))


def _end(node: ast.stmt) -> int:
    assert node.end_lineno is not None
    return node.end_lineno


def _start(node: ast.stmt, text: str, tree: ast.Module) -> int:
    """The line, from 0, of the node or of the comments right above it; not the comments of the file."""
    lines = lines_of(text)
    at = node.lineno - 1
    while at > 0 and lines[at - 1].startswith("#"):
        at -= 1
    return node.lineno - 1 if at == 0 else at


def names_in(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    """Every name that the module's own statements bind, with the statement."""
    for node in tree.body:
        for name in _bound(node):
            yield name, node


def _bound(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ImportNode):
        yield from (one.name for one in imports_in(node))
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    else:
        for inner in nodes_of(node):
            if isinstance(inner, ast.Name) and not isinstance(inner.ctx, ast.Load):
                yield inner.id
            elif isinstance(inner, ast.alias):
                yield inner.asname or inner.name.partition(".")[0]
            elif isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                yield inner.name
