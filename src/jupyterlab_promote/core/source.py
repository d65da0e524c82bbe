"""Python files parsed for rewriting; the only caller of libcst's module parser."""

from __future__ import annotations

import re

import libcst

from .errors import UnusableInput

# Beyond this the printer of a tree runs out of stack, and far beyond it libcst's parser would take
# the whole process with it. Code that people wrote stays below a tenth of it.
_DEEPEST = 600
_TOKEN = re.compile(
    r"\"\"\".*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|#[^\n]*|\w+|\S|\n",
    re.DOTALL,
)


def parse_module(text: str) -> libcst.Module:
    """The concrete tree of a Python file: `parse_module(text).code == text`.

    Raises UnusableInput (unreadable-module) where the text is not Python that can be rewritten.
    """
    if nesting(text) > _DEEPEST:
        raise UnusableInput("unreadable-module", "the code is nested too deeply", "line 1")
    try:
        module = libcst.parse_module(text)
        printed = module.code
    except libcst.ParserSyntaxError as error:
        line = error.raw_line
        raise UnusableInput("unreadable-module", "the code is not Python", f"line {line}") from None
    except (UnicodeEncodeError, RecursionError):
        sentence = "the code holds text that no file can hold"
        raise UnusableInput("unreadable-module", sentence, "line 1") from None
    if printed != text:
        sentence = "the code would not be printed as it is written"
        raise UnusableInput("unreadable-module", sentence, "line 1")
    return module


def nesting(text: str) -> int:
    """An upper bound, in tokens, for how deeply the expressions and `elif`s of a text are nested.

    A comma, or a line end outside of brackets, ends what a token can nest in; a bracket weighs four.
    """
    if len(text) < _DEEPEST // 4:
        return len(text)
    deepest, level, outer = 0, 0, [0]
    branches = 0
    for token in _TOKEN.findall(text):
        if token in "([{":
            outer.append(level)
            level += 4
        elif token in ")]}":
            level = outer.pop() if len(outer) > 1 else 0
        elif token == ",":
            level = outer[-1] + 4 * (len(outer) > 1)
        elif token == "\n":
            level = level if len(outer) > 1 else 0
        else:
            level += 1
            branches += 4 * (token == "elif")
        deepest = max(deepest, level)
    return max(deepest, branches)
