"""Exact text splices in TOML: everything outside the spliced place stays as it is.

tomlkit says what the text means; where a value stands is found by printing the document with a
marker in its place, which works because tomlkit prints everything else as it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}'  # multi-line strings
    r"|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'"
    r"|#[^\n]*|\s+|[\[\]{},]|[^\s\[\]{},#\"']+",
    re.DOTALL,
)


def value_span(text: str, path: Sequence[str]) -> tuple[int, int]:
    """Offsets of the value at `path`; the text between them is the value as it was written."""
    marker = "marker"
    while marker in text:
        marker += "-"
    document = tomlkit.parse(text)
    table = _at(document, path[:-1])
    written = table[path[-1]].as_string()
    table[path[-1]] = marker
    start = tomlkit.dumps(document).index(f'"{marker}"')
    return start, start + len(written)


def append_to_array(
    text: str, path: Sequence[str], values: Sequence[str], *, trailing_comma: bool
) -> str:
    """Add strings at the end of an array in the array's own style.

    `["a"]` → `["a", "b"]`; over several lines, each value gets a line, the last value's indentation
    and its quotes; there is a trailing comma afterwards where there was one. An empty array gets a
    line for each value, and `trailing_comma` decides.
    """
    start, end = value_span(text, path)
    extended = _extended(text[start:end], values, newline_of(text), trailing_comma)
    return text[:start] + extended + text[end:]


def lines_of(entries: Sequence[str], indent: str, *, trailing_comma: bool) -> list[str]:
    """One line an entry: `    "a",`, the last one with its comma or without."""
    lines = [f"{indent}{entry}," for entry in entries]
    lines[-1] = lines[-1] if trailing_comma else lines[-1][:-1]
    return lines


def add_key(text: str, path: Sequence[str], key: str, value: str) -> str:
    """Add `key = "value"` to a table, below the last of its keys that has a line of its own.

    Comments further down may belong to the next table, so they stay below. Tables written in
    other ways (inline, with dotted keys, empty) are left to tomlkit.
    """
    table = _at(tomlkit.parse(text), path)
    for last in reversed(list(table)):
        if isinstance(table[last], (Table, AoT)):
            continue
        start, end = value_span(text, (*path, last))
        line = text[text.rfind("\n", 0, start) + 1 : start]
        if plain := re.fullmatch(rf"([ \t]*)[\"']?{re.escape(last)}[\"']?[ \t]*=[ \t]*", line):
            quoted = _quoted(value, like=text[end - 1])
            return insert_line(text, end, f"{plain[1]}{_bare(key)} = {quoted}")
    return _added_by_tomlkit(text, path, key, value)


def insert_line(text: str, offset: int, line: str) -> str:
    """Put a line (or several) below the line that holds `offset`."""
    newline = newline_of(text)
    stop = text.find("\n", offset)
    if stop < 0:
        return text + newline + line + newline
    return text[: stop + 1] + line + newline + text[stop + 1 :]


def newline_of(text: str) -> str:
    """The line ending that most lines have."""
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"


def _at(document: Any, path: Sequence[str]) -> Any:
    for key in path:
        document = document[key]
    return document


def _extended(array: str, values: Sequence[str], newline: str, trailing_comma: bool) -> str:
    tokens = list(_TOKEN.finditer(array))
    last, comma = _last_value(tokens)
    quoted = [_quoted(value, like=array[last - 1] if last else '"') for value in values]
    if not last:
        return _into_empty(array, quoted, newline, trailing_comma)
    return _below(array, last, comma, quoted, newline)


def _last_value(tokens: Sequence[re.Match[str]]) -> tuple[int, int]:
    """Ends of the array's last value and of the comma behind it; 0 where there is none."""
    last = comma = depth = 0
    for token in tokens[1:-1]:
        kind = token.group()
        if kind.isspace() or kind.startswith("#"):
            continue
        if kind == "," and depth == 0:
            comma = token.end()
            continue
        depth += (kind in "[{") - (kind in "]}")
        last, comma = token.end(), 0
    return last, comma


def _in_line(array: str, last: int, quoted: Sequence[str]) -> str:
    added = "".join(f", {value}" for value in quoted)
    return array[:last] + added + array[last:]


def _into_empty(array: str, quoted: Sequence[str], newline: str, trailing_comma: bool) -> str:
    """`[]` and `[⏎]` become one value a line; comments in it stay above them."""
    inner = array[1:-1].rstrip(" \t\r\n")
    indented = re.search(r"\n([ \t]+)\S", inner)
    indent = indented[1] if indented else "    "
    lines = lines_of(quoted, indent, trailing_comma=trailing_comma)
    return newline.join(["[" + inner, *lines, "]"])


def _below(array: str, last: int, comma: int, quoted: Sequence[str], newline: str) -> str:
    begin = array.rfind("\n", 0, last) + 1
    stop = array.find("\n", comma or last) + 1
    if not begin or not stop:
        return _in_line(array, last, quoted)
    indent = array[begin:last][: -len(array[begin:last].lstrip(" \t"))]
    kept = array[:stop] if comma else array[:last] + "," + array[last:stop]
    lines = lines_of(quoted, indent, trailing_comma=bool(comma))
    return kept + newline.join(lines) + newline + array[stop:]


def _quoted(value: str, *, like: str) -> str:
    quote = like if like == "'" and "'" not in value else '"'
    return f"{quote}{value}{quote}"


def _bare(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else f'"{key}"'


def _added_by_tomlkit(text: str, path: Sequence[str], key: str, value: str) -> str:
    document = tomlkit.parse(text)
    _at(document, path)[key] = value
    printed = tomlkit.dumps(document)
    lone = re.compile(r"(?<!\r)\n")
    return printed if lone.search(text) else lone.sub("\r\n", printed)
