"""Masking loses nothing, and sees as magic what IPython itself makes one."""

from __future__ import annotations

import ast
import warnings

from hypothesis import assume, given
from hypothesis import strategies as st
from IPython.core.inputtransformer2 import TransformerManager

from jupyterlab_promote.core.errors import Unreadable
from jupyterlab_promote.core.lines import lines_of
from jupyterlab_promote.core.lowering import parse
from jupyterlab_promote.core.magics import mask, unmask

STATEMENTS = (
    "x = 1",
    "y = x % 2",
    "f(x)",
    "%matplotlib inline",
    "%time y = f(x)",
    "!ls {x} | grep 'a'",
    "!!ls",
    "x = !ls -l",
    "a, b = %time f(x)",
    "a[0] = %who",
    "x: int = !ls",
    "a = b = %who",
    "x?",
    "x.y??",
    "?x",
    "x[0]?",
    "y = x?",
    "%time?",
    "z = '%time'",
    "z = 'what?'",
    '"""',
    "'''",
    "%who '''",
    "f(x,",
    "% y)",
    "[",
    "%time]",
    "x = y \\",
    "!ls \\",
    "%time f \\",
    "# %time",
    "# what?",
    "",
    "x %= 2",
    "x != y",
    "f(end=!ls)",
    "f'{x!r}'",
    "%%time",
    "%%bash",
    "if x:",
    "else:",
    "def f():",
    "@deco",
    "pass; %time",
    "'",
)
CELLS = st.lists(
    st.tuples(st.sampled_from(("", "", "", "    ", "        ")), st.sampled_from(STATEMENTS)),
    max_size=8,
).map(lambda lines: "\n".join(indent + line for indent, line in lines))
ANYTHING = st.one_of(
    CELLS, st.text(), st.text(alphabet="%!?,;/ \t\n\r\x0c\\'\"()[]=>.#xy{}$:\u2028\ud800")
)


@given(ANYTHING)
def test_unmask_undoes_mask(source: str) -> None:
    masked = mask(source)
    assert unmask(masked, masked.text) == source


@given(ANYTHING)
def test_lines_stay_and_only_magics_change(source: str) -> None:
    masked = mask(source)
    before, after = lines_of(source), lines_of(masked.text)
    magical = {line for magic in masked.magics for line in range(magic.first, magic.last + 1)}
    assert "".join(before) == source
    changed = {n for n, (a, b) in enumerate(zip(before, after, strict=True), 1) if a != b}
    assert masked.opaque or changed <= magical
    assert not magical or max(magical) <= len(before)


@given(ANYTHING)
def test_python_of_a_magic_parses(source: str) -> None:
    for magic in mask(source).magics:
        if magic.python is not None:
            ast.parse(magic.python)


@given(ANYTHING)
def test_a_cell_has_a_tree_or_is_unreadable(source: str) -> None:
    try:
        parse(mask(source).text)
        line = 1
    except Unreadable as error:
        line = error.line
    assert 1 <= line <= len(lines_of(source)) + 1


@given(CELLS)
def test_ipython_sees_the_same_magics(source: str) -> None:
    masked = mask(source)
    assume(not masked.opaque and not masked.wrapped)
    # Newer versions of IPython take the spaces out of blank lines, even in strings.
    assume(not any(line.isspace() for line in source.split("\n")))
    try:
        expected = shape(ipython_tree(source))
    except SyntaxError:
        return
    assert shape(tree_of(masked.text)) == expected


def tree_of(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


def ipython_tree(source: str) -> ast.Module:
    return tree_of(TransformerManager().transform_cell(source))


def shape(tree: ast.Module) -> str:
    """The tree without places, and with what IPython calls reduced to what a mask says."""
    return ast.dump(Reduced().visit(tree))


class Reduced(ast.NodeTransformer):
    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        return ast.Pass() if is_ipython_call(node.value) else node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        return node.func.value if is_ipython_call(node) else self.generic_visit(node)


def is_ipython_call(node: ast.expr) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Call(func=ast.Name(id="get_ipython")))):
            return True
    return False
