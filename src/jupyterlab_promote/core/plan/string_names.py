"""Where names stand in f-strings: before Python 3.12 `ast` does not know, libcst does."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
from libcst import metadata

from ..errors import UnusableInput
from ..lines import lines_of
from ..source import parse_module
from .unclear import UnclearError


def names_in_strings(expression: str) -> Iterator[tuple[int, int, str]]:
    """Line, column (in UTF-8 bytes) and text of every name that an expression with f-strings reads.

    Raises UnclearError where it can't be read, or puts out a name (`f"{x=}"`).
    """
    try:
        wrapper = metadata.MetadataWrapper(parse_module(expression), unsafe_skip_copy=True)
    except UnusableInput as error:
        raise UnclearError from error
    positions = wrapper.resolve(metadata.PositionProvider)
    lines = lines_of(expression)
    for found in _plain_names(wrapper.module):
        at = positions[found].start
        column = len(lines[at.line - 1][: at.column].encode("utf-8", "surrogatepass"))
        yield at.line, column, found.value


def _plain_names(node: cst.CSTNode) -> Iterator[cst.Name]:
    if isinstance(node, cst.Name):
        yield node
    if isinstance(node, cst.FormattedStringExpression) and node.equal is not None:
        raise UnclearError
    for child in node.children:
        is_attribute = isinstance(node, cst.Attribute) and child is node.attr
        is_keyword = isinstance(node, cst.Arg) and child is node.keyword
        if not is_attribute and not is_keyword:
            yield from _plain_names(child)
