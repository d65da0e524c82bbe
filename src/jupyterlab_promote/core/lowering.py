"""A cell's syntax tree from Python's own parser, also where the cell is newer than our Python."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Sequence

from .errors import Unreadable
from .lines import lines_of

_FLAGS = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
_NESTING = re.compile(r"[-+*/%&|^~.(\[{]|\b(?:not|and|or|lambda|if|elif|await)\b")

# A recursive visitor with three frames a level still has room in Python's thousand.
_DEEPEST = 150


def parse(text: str) -> ast.Module:
    """The tree of a cell's masked text; its lines and columns are the text's.

    Top-level `await` is allowed, as notebooks allow it. Syntax that is newer than our Python is read
    through `newer.lowered`. The tree is nowhere deeper than a recursive visitor can follow.
    Raises Unreadable, and nothing else, with the line where IPython would refuse the cell.
    """
    try:
        tree = _tree(text)
    except Unreadable as error:
        tree = _older_tree(text, error)
    if _is_too_deep(text, tree):
        raise Unreadable(1, "the code is nested too deeply")
    return tree


def _tree(text: str) -> ast.Module:
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Unreadable(line, "the text holds a null character")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = compile(text, "<cell>", "exec", _FLAGS | ast.PyCF_ONLY_AST, dont_inherit=True)
            # The parser alone lets `return` outside of a function pass. IPython compiles statement
            # by statement, so that for it an import from __future__ may stand anywhere.
            if "__future__" not in text:
                compile(text, "<cell>", "exec", _FLAGS, dont_inherit=True)
    except SyntaxError as error:
        raise Unreadable(max(error.lineno or 1, 1), error.msg) from None
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise Unreadable(line, "the text holds half a character (a lone surrogate)") from None
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        message = (
            "the code is nested too deeply" if not isinstance(error, ValueError) else str(error)
        )
        raise Unreadable(1, message) from None
    assert isinstance(tree, ast.Module)
    return tree


def _older_tree(text: str, error: Unreadable) -> ast.Module:
    """The tree of a text that our Python refused with `error`, if it is newer and not wrong."""
    from .newer import lowered, restored  # libcst is slow to import, and hardly ever needed here

    older = lowered(text)
    if older is None:
        raise error
    try:
        return restored(_tree(older.text), older.parameters)
    except Unreadable:
        raise error from None


def _is_too_deep(text: str, tree: ast.Module) -> bool:
    if len(_NESTING.findall(text)) < _DEEPEST // 2:
        return False
    lines = lines_of(text)
    return any(_is_deep(lines, statement) for statement in tree.body)


def _is_deep(lines: Sequence[str], statement: ast.stmt) -> bool:
    first = min([statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", ()))])
    own = "".join(lines[first - 1 : statement.end_lineno])
    if len(_NESTING.findall(own)) < _DEEPEST // 2:
        return False
    level: list[ast.AST] = [statement]
    for _ in range(_DEEPEST - 1):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return False
    return True
