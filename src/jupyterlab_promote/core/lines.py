"""What a line is, for everybody: the same as for Python's own parser."""

from __future__ import annotations

import io
from functools import lru_cache


@lru_cache(maxsize=64)  # every statement of a long cell asks for its lines
def lines_of(source: str) -> tuple[str, ...]:
    r"""The lines of a source with their ends, numbered as `ast` numbers them: `lines_of(s)[lineno - 1]`.

    Lines end with "\n", "\r\n" or "\r" and with nothing else: a form feed or U+2028, at which
    `str.splitlines` breaks, may stand inside a string. `"".join(lines_of(s)) == s`; `""` has no line.
    """
    return tuple(io.StringIO(source, newline=""))


def without_end(line: str) -> str:
    """A line without its line end."""
    return line.rstrip("\r\n")


def end_of(line: str) -> str:
    """A line's own line end, `""` where a source's last line has none."""
    return line[len(without_end(line)) :]
