"""Extract function within one cell: any run of whole statements, at any depth."""

from __future__ import annotations

import ast
import builtins
import keyword
from collections.abc import Sequence
from dataclasses import dataclass

from ..analysis.cells import body_of
from ..analysis.kinds import gives_none, printer_of
from ..analysis.names import names_in
from ..analysis.nested import RULE, NestedInterface, nested_interface
from ..analysis.outside import Outside
from ..analysis.places import Place, first_line, last_line, place_of
from ..analysis.walk import walk
from ..lines import lines_of, without_end
from ..magics import mask
from ..model import Refusal
from ..trees import nodes_of
from .function import Step, Taken, call_of, function_of, lines_inside_strings


@dataclass(frozen=True, slots=True)
class Extraction:
    """A run of statements as a function: `source` is the whole cell with the function above its use."""

    source: str
    function: str
    call: str
    parameters: tuple[str, ...]
    returns: tuple[str, ...]
    is_async: bool


def extract(
    source: str, first: int, last: int, name: str, outside: Outside | None = None
) -> Extraction | Refusal:
    """Make a function `name` of lines `first` to `last` (from 1, inclusive) of one cell's source.

    The lines must hold whole statements of one body: of the cell, of a loop, of a function. `outside`
    says what the rest of the notebook knows; without it nothing outside the cell reads its names.
    Raises Unreadable where the cell does not parse.
    """
    masked = mask(source)
    if masked.opaque:
        return _refusal("opaque-cell", "this cell is not plain Python")
    body = body_of(source)
    place = place_of(body, first, last)
    if place is None or not _is_whole(masked.text, place):
        return _refusal("partial-statement", "the selection is not a run of whole statements")
    lines = range(first_line(place.statements[0]), last_line(place.statements[-1]) + 1)
    if any(m.first in lines or m.last in lines for m in masked.magics):
        return _refusal("notebook-bound", "it uses the notebook itself (a magic)")
    taken = _name_obstacle(name, body)
    if taken is not None:
        return taken
    found = nested_interface(place, outside or Outside())
    if isinstance(found, Refusal):
        return found
    shows = _shows(masked.text, body, place, outside or Outside())
    if shows and found.returns:
        return _without_display(source, place, name, outside)
    return _written(masked.text, source, place, found, name, shows=shows)


def _without_display(
    source: str, place: Place, name: str, outside: Outside | None
) -> Extraction | Refusal:
    """What stands above the line that the cell displays: that line stays, and shows what it showed."""
    above = place.statements[:-1]
    if above and last_line(above[-1]) < first_line(place.statements[-1]):
        return extract(source, first_line(above[0]), last_line(above[-1]), name, outside)
    reason = "its last line is displayed by the cell, and it gives values back"
    return _refusal("display-and-returns", reason)


def _refusal(slug: str, reason: str) -> Refusal:
    return Refusal(RULE, (), slug, reason)


def _name_obstacle(name: str, body: Sequence[ast.stmt]) -> Refusal | None:
    if not name.isidentifier() or keyword.iskeyword(name):
        return _refusal("bad-name", f"“{name}” is no name for a function")
    used = {n.id for s in body for n in nodes_of(s) if isinstance(n, ast.Name)}
    used |= walk(body).binds.keys()
    if name in used or hasattr(builtins, name):
        return _refusal("name-taken", f"“{name}” is already used")
    return None


def _is_whole(text: str, place: Place) -> bool:
    """Whether nothing but the run stands on its lines: no `else:` before it, no statement behind it."""
    lines = lines_of(text)
    first, last = place.statements[0], place.statements[-1]
    line = lines[first_line(first) - 1].encode("utf-8", "surrogatepass")
    if line[: first.col_offset].strip() or line[first.col_offset :].startswith(b"elif"):
        return False
    ending = lines[last_line(last) - 1].encode("utf-8", "surrogatepass")
    rest = ending[last.end_col_offset or 0 :].strip().lstrip(b"; ")
    return not rest or rest.startswith(b"#")


def _shows(text: str, body: Sequence[ast.stmt], place: Place, outside: Outside) -> bool:
    """Whether the run ends with the expression that the cell displays."""
    last = place.statements[-1]
    if len(place.levels) > 1 or last is not body[-1] or not isinstance(last, ast.Expr):
        return False
    printer = printer_of(last)
    if gives_none(last.value) or (printer and not _is_own(printer, body, outside)):
        return False
    ending = lines_of(text)[last_line(last) - 1].encode("utf-8", "surrogatepass")
    return b";" not in ending[last.end_col_offset or 0 :].partition(b"#")[0]


def _is_own(name: str, body: Sequence[ast.stmt], outside: Outside) -> bool:
    """Whether the notebook may mean something of its own by a builtin's name."""
    return outside.may_be_bound(name) or name in walk(body).binds


def _written(
    text: str, source: str, place: Place, found: NestedInterface, name: str, *, shows: bool
) -> Extraction:
    first, last = place.statements[0], place.statements[-1]
    start, end = first_line(first), last_line(last)
    lines = lines_of(source)
    indent = without_end(lines[start - 1])[: _indentation(lines[start - 1])]
    body = _dedented(text, lines, start, end, indent)
    parameters = _in_order(found.parameters, place.statements)
    step = Step(
        name=name,
        docstring="",
        body=body,
        taken=tuple(Taken(p, p) for p in parameters),
        returned=found.returns,
        bound=found.returns,
        is_async=found.is_async,
        shows=shows,
        ends=found.ends,
    )
    function, call = function_of(step), call_of(step)
    if found.ends:
        call = f"return {call}"
    top = first_line(_top_statement(place))
    above = lines[: top - 1]
    gap = "\n\n" if any(line.strip() for line in above) else ""
    after = "".join(lines[end:])
    call_line = f"{indent}{call}" + ("\n" if after else "")
    new = f"{''.join(above)}{gap}{function}\n\n{''.join(lines[top - 1 : start - 1])}{call_line}{after}"
    return Extraction(new, function, call, parameters, found.returns, found.is_async)


def _top_statement(place: Place) -> ast.stmt:
    return (
        place.levels[1].owner or place.statements[0]
        if len(place.levels) > 1
        else place.statements[0]
    )


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" \t\f"))


def _dedented(text: str, lines: Sequence[str], start: int, end: int, indent: str) -> str:
    """The run's lines without their common indentation; what stands inside strings keeps its place."""
    run = lines_of(text)[start - 1 : end]
    inside = lines_inside_strings("".join(run))
    return "".join(
        line if number in inside else line.removeprefix(indent)
        for number, line in enumerate(lines[start - 1 : end], start=1)
    )


def _in_order(names: Sequence[str], statements: Sequence[ast.stmt]) -> tuple[str, ...]:
    order = {name: i for i, name in enumerate(names_in(*statements))}
    return tuple(sorted(names, key=lambda n: (order.get(n, len(order)), n)))
