"""IPython's own syntax masked into Python of the same lines and columns, and back.

What counts as a magic is what IPython's input transformers make one, found in one pass over the
tokens instead of one pass for each magic. A cell that IPython cleans before it runs (pasted prompts,
a common indentation) has no columns of its own that Python could read: it is opaque as a whole.
"""

from __future__ import annotations

import difflib
import re
import textwrap
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from .lines import end_of, lines_of
from .magic_words import (
    AUTOMATIC,
    NEVER_PYTHON,
    WRAPPERS,
    Effect,
    bound_by,
    effect_of_cell,
    effect_of_line,
    effect_of_python,
    expanded,
    identifiers,
)
from .tokens import Piece, pieces_of

MagicKind = Literal["line-magic", "shell", "help", "cell-magic", "pasted"]


@dataclass(frozen=True, slots=True)
class MagicLine:
    """One magic: lines `first` to `last` of its cell, counted from 1 and inclusive.

    text      what IPython is given, without what stands before it: `%time x = f()`, `!ls {folder}`
    name      the magic's name, `""` for shell, help and pasted cells
    assigned  names that it may bind: `x` for `x = !ls` and `%time x = f()`; "*" means any name
    python    the Python that it runs in the notebook's namespace, None where it runs none
    binds     names that `python` binds become the notebook's (not so for `%timeit`)
    mentions  names in its text that may be the notebook's
    """

    first: int
    last: int
    kind: MagicKind
    name: str
    text: str
    assigned: tuple[str, ...] = ()
    python: str | None = None
    binds: bool = False
    mentions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Masked:
    """A code cell and its Python: `text` has the lines of `source`, each magic replaced.

    A magic statement is `pass` at its own column (its continuation lines are blank), the value in
    `x = %magic` is `get_ipython()`, the rest is untouched. `opaque`: nothing of the cell is plain
    Python of the notebook, `text` is one `pass` in the first line, and the last of `magics` holds all
    that is left of the cell. `wrapped`: the cell begins with magics such as `%%time` that run the body
    as it stands.
    """

    source: str
    text: str
    opaque: bool = False
    wrapped: bool = False
    magics: tuple[MagicLine, ...] = ()


# A cell with none of these is Python as it stands: nearly every cell.
_SUSPECT = re.compile(
    r"\A\s*[ \t]\S|^[ \t\f]*(?:[%!?,;/]|>>>|\.{3,}:|In \[|\[(?:nav|ins)\])|\?[ \t]*$|=[ \t\\\r\n]*[%!]|\r",
    re.M,
)
_CLASSIC_PROMPT = re.compile(r"\s*(?:>>>|\.\.\.)[ \t]?")
_IPYTHON_PROMPT = re.compile(r"(?:(?:\[(?:nav|ins)\])? )?In \[\d+\]: |\s*\.{3,}: ?")
_WORD = re.compile(r"\s*([^\W\d]\w*)(?:[ \t]+(?P<rest>\S[^\r\n]*))?[ \t]*\n?\Z")


@lru_cache(maxsize=100)
def mask(source: str) -> Masked:
    r"""The Python of a code cell.

    `"%time x = f()\ny = !ls\n"` → `"pass\ny = get_ipython()\n"`
    """
    if automatic := _automatic(source):
        return _opaque(source, automatic)
    if not _SUSPECT.search(source):
        return Masked(source, source)
    lines = list(lines_of(source))
    magics = _wrappers(lines)
    body = _first_line(lines, magics[-1].last if magics else 0)
    if whole := _foreign(lines, body) or _pasted(lines, body):
        return _opaque(source, *magics, whole)
    for magic in magics:
        _blank(lines, magic.first, magic.last, 0, "pass")
    found = _masked_pieces(lines, body)
    return Masked(source, "".join(lines), wrapped=bool(magics), magics=(*magics, *found))


def unmask(masked: Masked, text: str) -> str:
    """`masked.source` with the changes that lead from `masked.text` to `text`.

    Lines of `masked.text` that `text` still has become the source's lines; the others are taken as
    they are.
    """
    if text == masked.text:
        return masked.source
    source, before, after = lines_of(masked.source), lines_of(masked.text), lines_of(text)
    out: list[str] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        out += source[i1:i2] if tag == "equal" else after[j1:j2]
    return "".join(out)


def _first_line(lines: list[str], start: int) -> int:
    """The index of the first line from `start` on that is not blank."""
    return next((i for i in range(start, len(lines)) if lines[i].strip()), len(lines))


def _blank(lines: list[str], first: int, last: int, column: int, python: str) -> None:
    line = lines[first - 1]
    lines[first - 1] = line[:column] + python + end_of(line)
    # With nothing in it a last line without line end would be no line, and "\r", "\n" one line end.
    lines[first:last] = (f" {end_of(line)}" for line in lines[first:last])


def _opaque(source: str, *magics: MagicLine) -> Masked:
    lines = list(lines_of(source))
    _blank(lines, 1, len(lines), 0, "pass")
    return Masked(source, "".join(lines), opaque=True, magics=magics)


def _magic(
    first: int, last: int, kind: MagicKind, name: str, text: str, effect: Effect
) -> MagicLine:
    names, python, binds = effect.assigned, effect.python, effect.binds
    return MagicLine(first, last, kind, name, text, names, python, binds, effect.mentions)


def _automatic(source: str) -> MagicLine | None:
    """A cell of one line that IPython runs as a magic without its `%`: `pip install x`, `ls -la`."""
    word = _WORD.match(source)
    if word is None or word[1] not in AUTOMATIC:
        return None
    rest = word["rest"] or ""
    listed = word[1] in NEVER_PYTHON and (not rest or rest[0] in "-/*~")
    if not listed and _is_python(source.strip()):
        return None
    effect = effect_of_line(word[1], rest)
    # A variable of that name would win: the word itself counts as read.
    mentions = effect.mentions | {word[1]}
    effect = replace(effect, mentions=mentions)
    return _magic(1, len(lines_of(source)), "line-magic", word[1], source.strip(), effect)


def _is_python(text: str) -> bool:
    return effect_of_python(text, True, frozenset()).python is not None


def _cell_magic(line: str) -> tuple[str, str] | None:
    """Name and arguments of a cell magic's first line; `%%name?` asks for help instead."""
    if not line.startswith("%%") or re.match(r"%%\w+\?", line):
        return None
    name, _, arguments = line[2:].rstrip().partition(" ")
    return name, arguments


def _wrappers(lines: list[str]) -> tuple[MagicLine, ...]:
    """The cell magics at the top that run what is below them as it stands."""
    magics: list[MagicLine] = []
    index = _first_line(lines, 0)
    while index < len(lines) and (head := _cell_magic(lines[index])) and head[0] in WRAPPERS:
        name, arguments = head
        if name == "capture":
            positional = identifiers(re.sub(r"--[\w-]+", "", arguments))
            effect = Effect(tuple(sorted(positional)), mentions=positional)
        else:
            effect = effect_of_line(name, arguments)
        text = lines[index].rstrip()
        magics.append(_magic(index + 1, index + 1, "cell-magic", name, text, effect))
        index = _first_line(lines, index + 1)
    return tuple(magics)


def _foreign(lines: list[str], start: int) -> MagicLine | None:
    """The cell magic at `start` with its body, which is not Python that runs in the notebook."""
    head = _cell_magic(lines[start]) if start < len(lines) else None
    if head is None:
        return None
    (name, arguments), body = head, "".join(lines[start + 1 :])
    if name == "timeit":
        setup = effect_of_line("timeit", arguments).python or ""
        mentions = identifiers(arguments) | identifiers(body)
        effect = effect_of_python(_python_of(f"{setup}\n{body}"), False, mentions)
    else:
        effect = effect_of_cell(name, arguments, body)
    return _magic(start + 1, len(lines), "cell-magic", name, "".join(lines[start:]), effect)


def _pasted(lines: list[str], start: int) -> MagicLine | None:
    """The code from `start` on where IPython strips prompts or indentation before it runs it."""
    text = "".join(lines[start:])
    if re.match(r"\s*>>>", text):
        cleaned = "".join(_CLASSIC_PROMPT.sub("", line, count=1) for line in lines[start:])
    elif any(_IPYTHON_PROMPT.match(line) for line in lines[start : start + 2]):
        cleaned = "".join(_IPYTHON_PROMPT.sub("", line, count=1) for line in lines[start:])
    elif text[:1] in {" ", "\t"}:
        cleaned = text
    else:
        return None
    cleaned = textwrap.dedent(cleaned)
    if lines_of(cleaned)[:1] == tuple(lines[start : start + 1]):
        return None
    effect = effect_of_python(_python_of(cleaned), True, identifiers(cleaned))
    return _magic(start + 1, len(lines), "pasted", "", text, effect)


def _masked_pieces(lines: list[str], start: int) -> list[MagicLine]:
    """Replaces every piece of IPython syntax in `lines` from index `start` on."""
    text = "".join(lines[start:])
    magics, line, offset = [], start + 1, 0
    for piece in pieces_of(text):
        line += _line_ends(text, offset, piece.start)
        last = min(line + _line_ends(text, piece.start, piece.end), len(lines))
        line_end = max(text.rfind("\n", 0, piece.start), text.rfind("\r", 0, piece.start))
        column = piece.start - line_end - 1
        magics.append(_of_piece(piece, text, line, last))
        _blank(lines, line, last, column, "get_ipython()" if piece.kind == "assign" else "pass")
        line, offset = last, piece.end
    return magics


def _python_of(text: str) -> str:
    lines = list(lines_of(text))
    _masked_pieces(lines, 0)
    return "".join(lines)


def _line_ends(text: str, start: int, end: int) -> int:
    pairs = text.count("\r\n", start, end)
    return text.count("\n", start, end) + text.count("\r", start, end) - pairs


def _of_piece(piece: Piece, text: str, first: int, last: int) -> MagicLine:
    """What IPython does with a piece: `%name arguments`, `!command`, `?name`, `,f a b`."""
    whole = text[piece.start : piece.end]
    joined = re.sub(r"\s*\\\n", " ", whole).rstrip().removesuffix("\\")
    targets = _targets(text[piece.statement : piece.start])
    if piece.kind == "help" or joined.startswith("?"):
        return _magic(first, last, "help", "", whole, Effect(mentions=identifiers(joined)))
    if joined.startswith("!"):
        return _magic(first, last, "shell", "", whole, Effect(targets, mentions=expanded(joined)))
    if joined.startswith("%"):
        name, _, arguments = joined[1:].partition(" ")
        effect = effect_of_line(name, arguments)
        effect = replace(effect, assigned=(*targets, *effect.assigned))
        return _magic(first, last, "line-magic", name, whole, effect)
    effect = effect_of_python(_called(joined), True, identifiers(joined))
    return _magic(first, last, "line-magic", joined[0], whole, effect)


def _called(line: str) -> str:
    """The call that an escape makes: `,f a b` → `f('a', 'b')`, `;f a b` → `f('a b')`, `/f a b` → `f(a, b)`."""
    name, _, rest = line[1:].partition(" ")
    arguments = {",": map(repr, rest.split()), ";": [repr(rest)], "/": rest.split()}[line[0]]
    return f"{name}({', '.join(arguments)})"


def _targets(before: str) -> tuple[str, ...]:
    """The names that an assignment binds: `a, b = ` → a and b, `row["x"] = ` → none."""
    if not before.strip():
        return ()
    try:
        return bound_by(f"{before}0")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return tuple(sorted(identifiers(before)))
