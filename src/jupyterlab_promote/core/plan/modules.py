"""Definitions written into modules: new ones whole, existing ones by addition only."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ..lines import end_of, lines_of
from ..trees import module_of
from .formatting import Style, formatted
from .import_lines import FUTURE, ImportOf, Origins, block_of
from .imports_merge import with_imports, zone_of
from .splices import Place, Splice, between, place_of, spliced

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Piece:
    """One definition on its way into a module.

    `order` is its statement's index in the notebook. `guards` are texts of statements such as
    `try: import x except ImportError: x = None` that it needs, with the names that they bind.
    """

    order: int
    name: str
    text: str
    is_constant: bool = False
    imports: tuple[ImportOf, ...] = ()
    guards: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A module to write into: `text` is None where it is still to be made."""

    path: str
    text: str | None
    docstring: str


def written(target: Target, pieces: Sequence[Piece], origins: Origins, style: Style) -> str:
    """The module's text with the pieces in it. Every piece is known not to clash."""
    if target.text is None or not target.text.strip():
        return _new(target, pieces, origins, style)
    return _extended(target.text, pieces, origins, style)


def _new(target: Target, pieces: Sequence[Piece], origins: Origins, style: Style) -> str:
    wanted = _unique(one for piece in pieces for one in piece.imports)
    guards = _unique(text for piece in pieces for text, _ in piece.guards)
    constants = [piece.text.strip("\n") for piece in pieces if piece.is_constant]
    definitions = [piece.text.strip("\n") for piece in pieces if not piece.is_constant]
    parts = [f'"""{target.docstring}"""', block_of(wanted, origins), *guards, "\n".join(constants)]
    head = "\n\n".join(part for part in parts if part)
    return _neat([head, *definitions], style)


def _neat(parts: Sequence[str], style: Style) -> str:
    """Parts with two empty lines between, formatted together, or one by one where that fails."""
    whole = "\n\n\n".join(parts) + "\n"
    together = formatted(whole, style)
    if together != whole:
        return together
    return "\n\n\n".join(formatted(part + "\n", style).strip("\n") for part in parts) + "\n"


def _extended(text: str, pieces: Sequence[Piece], origins: Origins, style: Style) -> str:
    newline = "\r\n" if end_of(lines_of(text)[0]) == "\r\n" else "\n"
    wanted = _unique(one for piece in pieces for one in piece.imports)
    wanted = sorted(wanted, key=lambda one: origins.section(one.module, one.level) != FUTURE)
    text = with_imports(text, wanted, origins, style, newline)
    guards = _unique(guard for piece in pieces for guard, _ in piece.guards)
    constants = [piece.text for piece in pieces if piece.is_constant]
    text = _with_head(text, [g for g in guards if not _has(text, g)], constants, style, newline)
    for piece in pieces:
        if not piece.is_constant:
            text = _with_definition(text, piece.text, style, newline)
    return _with_exports(text, [p.name for p in pieces])


def _has(text: str, statement: str) -> bool:
    dumped = ast.dump(module_of(statement))
    return any(ast.dump(ast.Module([node], [])) == dumped for node in module_of(text).body)


def _with_head(
    text: str, guards: Sequence[str], constants: Sequence[str], style: Style, newline: str
) -> str:
    """Guards and constants go below the imports; constants below the constants that are there."""
    blocks = [*guards, *(["\n".join(constants)] if constants else [])]
    for block in blocks:
        tree = module_of(text)
        zone = zone_of(tree)
        rest = tree.body[len(zone) :]
        above = zone[-1] if zone else None
        for node in rest if block not in guards else ():
            if not _is_constant(node):
                break
            above = node
        fresh = formatted(block.strip("\n") + "\n", style).replace("\n", newline)
        text = _below(text, above, fresh, newline)
    return text


def _is_constant(node: ast.stmt) -> bool:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name.isupper() or name.startswith("__")
    return False


def _below(text: str, above: ast.stmt | None, fresh: str, newline: str) -> str:
    lines = lines_of(text)
    at = 0 if above is None else above.end_lineno or 0
    head, tail = "".join(lines[:at]), "".join(lines[at:])
    if head and not end_of(head):
        head += newline
    close = above is not None and _is_constant(above)
    gap = "" if not head or close else newline
    return head + gap + fresh + newline * _missing_gap(lines[at:]) + tail


def _missing_gap(below: Sequence[str]) -> int:
    """How many empty lines to add above what follows: two stand above a definition, one above the rest."""
    filled = [line for line in below if line.strip()]
    if not filled:
        return 0
    wanted = 2 if filled[0].startswith(("def ", "class ", "async def ", "@")) else 1
    blank = next(number for number, line in enumerate(below) if line.strip())
    return max(0, wanted - blank)


def _with_definition(text: str, code: str, style: Style, newline: str) -> str:
    """The definition at the module's end, above `if __name__ == "__main__":` where that ends it."""
    fresh = formatted(code.strip("\n") + "\n", style).replace("\n", newline)
    tree, lines = module_of(text), lines_of(text)
    at = len(lines)
    if tree.body and _is_main(tree.body[-1]):
        at = tree.body[-1].lineno - 1
        while at and lines[at - 1].startswith("#"):
            at -= 1
    head, tail = "".join(lines[:at]), "".join(lines[at:])
    if head and not end_of(head):
        head += newline
    gap = newline * max(0, 2 - _blank_at_end(lines[:at])) if head else ""
    return head + gap + fresh + (newline * 2 if tail else "") + tail


def _blank_at_end(lines: Sequence[str]) -> int:
    count = 0
    while count < len(lines) and not lines[-1 - count].strip():
        count += 1
    return count


def _is_main(node: ast.stmt) -> bool:
    match node:
        case ast.If(test=ast.Compare(left=ast.Name(id="__name__"))):
            return True
    return False


def _with_exports(text: str, names: Iterable[str]) -> str:
    """`__all__` gets the new public names, where the module has one that is a plain list or tuple."""
    for name in names:
        exports = _exports(module_of(text))
        if exports is None or name.startswith("_"):
            return text
        if name not in [element.value for element in exports]:
            text = _with_export(text, exports, name)
    return text


def _exports(tree: ast.Module) -> list[ast.Constant] | None:
    for node in tree.body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id="__all__")], value=ast.List(elts=elts) | ast.Tuple(elts=elts)
            ):
                found = [element for element in elts if isinstance(element, ast.Constant)]
                return found if len(found) == len(elts) and found else None
    return None


def _with_export(text: str, exports: Sequence[ast.Constant], name: str) -> str:
    lines = lines_of(text)
    values = [str(element.value) for element in exports]
    position = len(values)
    if values == sorted(values):
        position = sum(value < name for value in values)
    neighbour = exports[max(0, position - 1)]
    start, end = place_of(neighbour)
    quote = between(lines, start, end)[0]
    entry = f"{quote}{name}{quote}"
    own_line = not between(lines, (start[0], 0), start).strip()
    joint = ",\n" + between(lines, (start[0], 0), start) if own_line else ", "
    at: Place = start if position == 0 else end
    added = entry + joint if position == 0 else joint + entry
    return spliced(text, [Splice(0, at, at, added)])


def _unique(values: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(values))
