"""Where things stand in a JSON text: values are found at C speed and the text between is kept.

Texts are bytes read as Latin-1: one character a byte, so that an offset in the text is an offset in
the file and no emoji makes the whole text four times as wide. `exact` gives a value's real strings.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from json.decoder import WHITESPACE, JSONDecodeError, scanstring  # type: ignore[attr-defined]
from typing import Any

# Integers become floats: no integer is too long for that, and the few that matter are small.
_DECODER = json.JSONDecoder(parse_int=float)


def skip(text: str, position: int) -> int:
    """The offset of the next character that is not white space."""
    return int(WHITESPACE.match(text, position).end())


def value_at(text: str, position: int) -> tuple[Any, int]:
    """The value at an offset, its strings still Latin-1, and where it ends."""
    return _DECODER.raw_decode(text, position)


def exact(text: str, start: int, end: int) -> Any:
    """The value that stands between two offsets, with its real strings."""
    piece = text[start:end]
    if not piece.isascii():
        piece = piece.encode("latin-1").decode("utf-8")
    return _DECODER.decode(piece)


def walk_object(text: str, start: int, visit: Callable[[str, int], int]) -> int:
    """Calls `visit(key, offset of the value)`, which answers where the value ends; gives the object's end."""
    position = _expect(text, start, "{")
    if text.startswith("}", position):
        return position + 1
    while True:
        key, position = scanstring(text, _expect(text, position, '"', space=False), True)
        position = _expect(text, skip(text, position), ":")
        position = skip(text, visit(key, position))
        if text.startswith("}", position):
            return position + 1
        position = _expect(text, position, ",")


def walk_array(text: str, start: int, visit: Callable[[int], int]) -> int:
    """Calls `visit(offset of the value)`, which answers where the value ends; gives the array's end."""
    position = _expect(text, start, "[")
    if text.startswith("]", position):
        return position + 1
    while True:
        position = skip(text, visit(position))
        if text.startswith("]", position):
            return position + 1
        position = _expect(text, position, ",")


def _expect(text: str, position: int, character: str, *, space: bool = True) -> int:
    if not text.startswith(character, position):
        raise JSONDecodeError(f"Expecting {character!r}", text, position)
    return skip(text, position + 1) if space else position + 1
