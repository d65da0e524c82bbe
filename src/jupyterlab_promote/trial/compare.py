"""Two runs held against each other, in order, whatever cell an output hangs on."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from .result import TOLERANCE, Output, Picture, Run, Value

Likeness = Literal["same", "close", "repainted", "different"]
Place = tuple[Literal["shown", "warned", "value", "file", "end"], int | str]

_FLOAT = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_SEVERITY: tuple[Likeness, ...] = ("same", "close", "repainted", "different")


@dataclass(frozen=True, slots=True)
class Item:
    """A line of text, or one output of another kind, at the cell with index `cell`."""

    cell: int
    kind: str
    parts: Mapping[str, str | Picture]


@dataclass(frozen=True, slots=True)
class Difference:
    """`close` is within the tolerance; `repainted` is a picture of the same size with other bytes."""

    place: Place
    cell: int
    likeness: Likeness
    what: str
    before: str
    after: str


def differences(before: Run, after: Run, localised: Collection[str] = ()) -> list[Difference]:
    """All differences in the order in which a reader meets them."""
    found = [
        *_in_order("shown", shown(before), shown(after)),
        *_in_order("warned", warned(before), warned(after)),
        *_in_values(before.values, after.values, localised),
        *_in_files(before.files, after.files),
    ]
    return sorted(found, key=lambda difference: difference.cell if difference.cell >= 0 else 10**9)


def shown(run: Run) -> list[Item]:
    """stdout line by line, joined over cells first: merging two cells moves no line."""
    items: list[Item] = []
    for output in run.outputs:
        if output.kind == "stdout":
            _append_lines(items, output)
        elif output.kind != "stderr":
            items.append(Item(output.cell, output.kind, output.parts))
    return items


def warned(run: Run) -> list[Item]:
    """stderr line by line, each Python warning once: how often one is shown depends on its line."""
    items: list[Item] = []
    for output in run.outputs:
        if output.kind == "stderr":
            _append_lines(items, output)
    seen: set[str] = set()
    kept = []
    for item in items:
        line = str(item.parts["text"])
        if not _is_warning(line) or line not in seen:
            kept.append(item)
        seen.add(line)
    return kept


def likeness(one: str | Picture, other: str | Picture) -> Likeness:
    """How alike two parts are: exactly, up to TOLERANCE, as pictures of one size, or not."""
    if one == other:
        return "same"
    if isinstance(one, Picture) and isinstance(other, Picture):
        return "repainted" if one.size == other.size else "different"
    if isinstance(one, str) and isinstance(other, str) and _numbers_agree(one, other):
        return "close"
    return "different"


def _append_lines(items: list[Item], output: Output) -> None:
    text = str(output.parts["text"])
    if items and items[-1].kind == output.kind and not str(items[-1].parts["text"]).endswith("\n"):
        last = items.pop()
        text, cell = str(last.parts["text"]) + text, last.cell
    else:
        cell = output.cell
    for line in text.splitlines(keepends=True):
        items.append(Item(cell, output.kind, {"text": line}))
        cell = output.cell


def _in_order(
    where: Literal["shown", "warned"], before: list[Item], after: list[Item]
) -> Iterator[Difference]:
    cell = 0
    for number, (one, other) in enumerate(zip_longest(before, after)):
        cell = one.cell if one else cell
        place: Place = (where, number)
        if one is None or other is None:
            what = f"{_named(one or other)} is {'missing' if other is None else 'new'}"
            yield Difference(place, cell, "different", what, _text(one), _text(other))
        elif (how := _alike(one, other)) != "same":
            what = f"{_named(one)} is not the same"
            yield Difference(place, cell, how, what, _text(one), _text(other))


def _alike(one: Item, other: Item) -> Likeness:
    if one.kind != other.kind or one.parts.keys() != other.parts.keys():
        return "different"
    found = (likeness(part, other.parts[mime]) for mime, part in one.parts.items())
    return max(found, key=_SEVERITY.index, default="same")


def _in_values(
    before: Mapping[str, Value], after: Mapping[str, Value], localised: Collection[str]
) -> Iterator[Difference]:
    shared, shared_after = _sharing(before, after), _sharing(after, before)
    for name, one in before.items():
        other = after.get(name)
        if other is None:
            if name not in localised:
                yield _value(name, "different", f"the name {name} is no longer bound", one, None)
        elif one.type != other.type:
            yield _value(name, "different", f"{name} has another type", one, other)
        elif what := _other_objects(one.objects, shared, shared_after):
            yield _value(name, "different", what, one, other)
        elif "unknown" not in (one.exact, other.exact) and one.exact != other.exact:
            how: Likeness = "close" if one.rounded == other.rounded else "different"
            yield _value(name, how, f"the value of {name} is not the same", one, other)


def _sharing(values: Mapping[str, Value], others: Mapping[str, Value]) -> dict[str, str]:
    """The places in the names that both runs have → the first such place where the same object stands."""
    first: dict[str, str] = {}
    common = sorted(values.keys() & others.keys())
    places = (item for name in common for item in values[name].objects.items())
    return {place: first.setdefault(one, place) for place, one in places}


def _other_objects(
    places: Iterable[str], before: Mapping[str, str], after: Mapping[str, str]
) -> str:
    """What is one object in only one of the runs, in words; else nothing."""
    for place in places:
        one, other = before.get(place), after.get(place)
        if one and other and one != other:
            if other == place:
                return f"{place} is no longer the same object as {one}"
            return f"{place} is the same object as {other} now"
    return ""


def _value(name: str, how: Likeness, what: str, one: Value, other: Value | None) -> Difference:
    place: Place = ("value", name)
    return Difference(place, -1, how, what, _summary(one), _summary(other) if other else "")


def _in_files(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Difference]:
    for name in sorted(before.keys() | after.keys()):
        one, other = before.get(name, "not written"), after.get(name, "not written")
        if one != other:
            what = f"the file {name} is not written alike"
            yield Difference(("file", name), -1, "different", what, one, other)


def _numbers_agree(one: str, other: str) -> bool:
    if _FLOAT.sub("#", one).split() != _FLOAT.sub("#", other).split():
        return False
    pairs = zip(_FLOAT.findall(one), _FLOAT.findall(other), strict=True)
    return all(x == y or _are_close(x, y) for x, y in pairs)


def _are_close(one: str, other: str) -> bool:
    """Up to TOLERANCE; whole numbers (counts, keys) are exact."""
    if one.lstrip("+-").isdigit() and other.lstrip("+-").isdigit():
        return False
    return math.isclose(float(one), float(other), rel_tol=TOLERANCE)


def _is_warning(line: str) -> bool:
    return re.match(r"\w*Warning\b", line) is not None


def _named(item: Item | None) -> str:
    kinds = {"stdout": "a printed line", "stderr": "a line on stderr", "error": "the error"}
    if item and any(isinstance(part, Picture) for part in item.parts.values()):
        return "a picture"
    return kinds.get(item.kind, "what it displays") if item else "an output"


def _text(item: Item | None) -> str:
    """What a reader would see: the richest plain form there is."""
    if item is None:
        return ""
    pictures = [part.size for part in item.parts.values() if isinstance(part, Picture)]
    if item.kind == "error":
        return f"{item.parts['ename']}: {item.parts['evalue']}"
    text = item.parts.get("text", item.parts.get("text/plain", ""))
    return ", ".join(pictures) or str(text)


def _summary(value: Value) -> str:
    return f"{value.type} {value.exact[:12]}"
