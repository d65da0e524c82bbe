"""Where IPython's own syntax stands in a cell: one pass over tokens, strings and brackets respected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Piece:
    """Text from offset `start` to `end` (before the line end) that is IPython's and not Python's.

    escape  a whole statement that begins with one of `% ! ? , ; /`
    assign  the value of an assignment: `%magic` or `!command`
    help    a whole statement that ends in `?`

    `statement` is the offset at which the statement begins.
    """

    kind: Literal["escape", "assign", "help"]
    statement: int
    start: int
    end: int


def _string(quote: str) -> str:
    q = quote[0]
    if len(quote) == 3:  # an open triple quote takes all the rest, as it does for the tokenizer
        return rf"{quote}[^{q}\\]*(?:(?:\\.|{q}(?!{q}{q}))[^{q}\\]*)*(?:{quote}|\\?\Z)"
    return rf"{q}[^{q}\\\r\n]*(?:\\(?:\r\n|.)[^{q}\\\r\n]*)*(?:{q}|\\\Z|(?=[\r\n])|\Z)"


_TOKEN = re.compile(
    rf"""
    (?P<string>{_string('"' * 3)}|{_string("'" * 3)}|{_string('"')}|{_string("'")})
    |(?P<comment>\#[^\r\n]*)
    |(?P<joined>\\(?:\r\n|\r|\n))
    |(?P<newline>\r\n|\r|\n)
    |(?P<open>[(\[{{])
    |(?P<close>[)\]}}])
    |(?P<operator>[=!<>:+\-*/%&|^@]=|//=|\*\*=|>>=|<<=|->)
    |(?P<equals>=)
    |(?P<rest>[^"'\#\\\r\n()\[\]{{}}=!<>:+\-*/%&|^@]+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SPACE = re.compile(r"[ \t\f]*")
_ESCAPE = re.compile(r"[!%](?!=)|[?,;]|/(?![/=])")
_VALUE = re.compile(r"(?:[ \t\f]|\\\n)*(?=%[ \t]*[^\W\d]|!(?!=))")
_HELP = re.compile(r"(?:%{0,2}(?!\d)[\w*]+(?:\.(?!\d)[\w*]+|\[-?[0-9]+\])*)\?\??\Z")
_CONTINUED = re.compile(r"[^\r\n]*(?:(?<=\\)\n[^\r\n]*)*")


def pieces_of(source: str) -> Iterator[Piece]:
    """The pieces of IPython syntax in a cell without cell magic and prompts, in order."""
    position = 0
    while position < len(source):
        start = _SPACE.match(source, position).end()  # type: ignore[union-attr]
        value, asks, position = _scanned(source, start)
        if asks:
            yield Piece("help", start, start, position)
        elif _ESCAPE.match(source, start):
            position = _end_of_physical(source, start)
            yield Piece("escape", start, start, position)
        elif value is not None:
            position = _end_of_physical(source, value)
            yield Piece("assign", start, value, position)
        position += 1 + source.startswith("\r\n", position)


def _end_of_physical(source: str, start: int) -> int:
    r"""The end of the line at `start`, continued by backslashes as IPython does: "\\\n" only."""
    return _CONTINUED.match(source, start).end()  # type: ignore[union-attr]


def _scanned(source: str, start: int) -> tuple[int | None, bool, int]:
    """Of the logical line at `start`: where an assigned magic begins, whether it asks, where it ends."""
    depth, position, last = 0, start, ""
    equals: int | None = None
    while position < len(source):
        token = _TOKEN.match(source, position)
        assert token is not None  # the last alternative takes any character
        kind = token.lastgroup or ""
        if kind == "newline" and depth == 0:
            break
        position, last = token.end(), last if kind == "newline" else kind
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(depth - 1, 0)
        elif kind == "equals" and depth == 0 and equals is None:
            equals = position
    end = position - (depth > 0 and source.endswith("\n", start, position))
    if last == "rest" and _HELP.search(source, start, end):
        return None, True, end
    value = _VALUE.match(source, equals) if equals is not None else None
    return value.end() if value else None, False, position
