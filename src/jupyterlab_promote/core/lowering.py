"""A cell's syntax tree from Python's own parser, also where the cell is newer than our Python."""

from __future__ import annotations

import ast
import warnings

from .errors import Unreadable

_FLAGS = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


def parse(text: str) -> ast.Module:
    """The tree of a cell's masked text; its lines and columns are the text's.

    Top-level `await` is allowed, as notebooks allow it.
    Raises Unreadable, and nothing else, with the line where the text stops being Python.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = compile(text, "<cell>", "exec", _FLAGS, dont_inherit=True)
    except SyntaxError as error:
        raise Unreadable(error.lineno or 1, error.msg) from None
    except (ValueError, RecursionError, MemoryError, OverflowError, SystemError) as error:
        raise Unreadable(1, str(error) or "the code is nested too deeply") from None
    assert isinstance(tree, ast.Module)
    return tree
