from __future__ import annotations

import ast

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from jupyterlab_promote.core.lines import lines_of
from jupyterlab_promote.core.magics import MagicLine, mask, unmask

LEAVES_ALONE = {
    "modulo": "x = a % b",
    "modulo on a line of its own, in brackets": "x = (a\n% b)",
    "modulo behind a backslash": "x = a \\\n  % b",
    "augmented": "x %= 3\ny /= 2",
    "in a string": "x = '''\n%time\n!ls\nwhat?\n'''",
    "in a comment": "# %time\nx = 1  # what?",
    "not equal": "x = a != b",
    "comparison": "x == a",
    "equals in brackets": "f(a=1, b=-2)",
    "question in a string": "print('why?')",
    "percent format": "print('%d' % x)",
    "two statements": "x = 1; y",
    "cell magic in a string": 's = """\n%%bash\n"""',
    "ellipsis": "...\nx = 1",
    "a call of a magic's name": "time(x)",
    "an assignment to a magic's name": "ls = 3",
    "a magic's name in two lines": "ls\nx",
    "a parsing line that begins like a magic": "history - 1",
    "an item of a magic's name": "ls [0]",
    "a magic's name alone": "time",
    "form feed": "\x0cx = 1",
    "nothing": "",
    "blank": " \n\n",
    "keyword default": "def f(x, *, y=1): return x % y",
    "broken": "x = = 1",
    "comment with more indentation": "   # why\nx = 1",
}

MASKS = {
    "line magic": ("%matplotlib inline\nx = 1", "pass\nx = 1"),
    "in a block": ("if x:\n    %time f()\n", "if x:\n    pass\n"),
    "with tabs": ("if x:\n\t!ls\n", "if x:\n\tpass\n"),
    "shell": ("!ls -l | grep 'a", "pass"),
    "captured shell": ("!!ls", "pass"),
    "help before": ("?x\n??x", "pass\npass"),
    "help behind": ("x?\nx.y??\nx[0]?", "pass\npass\npass"),
    "help on a magic": ("%time?", "pass"),
    "help on a cell magic": ("%%time?", "pass"),
    "help on several lines": ("f(\n  x).y?", "pass\n "),
    "assigned magic": ("x = %who_ls", "x = get_ipython()"),
    "assigned shell": ("x = !ls", "x = get_ipython()"),
    "assigned without spaces": ("x=!ls", "x=get_ipython()"),
    "assigned to several": ("a, b = %time f()", "a, b = get_ipython()"),
    "assigned to an item": ("d['k'] = !ls", "d['k'] = get_ipython()"),
    "assigned with annotation": ("x: list = !ls", "x: list = get_ipython()"),
    "assigned on the next line": ("x = \\\n  !ls", "x = \\\n  get_ipython()"),
    "only the first target takes a magic": ("a = b = %who", "a = b = %who"),
    "continued": ("!ls \\\n  -l\nx", "pass\n \nx"),
    "continued assignment": ("x = %time f(1, \\\n 2)\ny", "x = get_ipython()\n \ny"),
    "continued at the end": ("!ls \\", "pass"),
    "carriage returns": ("%who\r\nx\r\n", "pass\r\nx\r\n"),
    "after a string": ("s = '''%a\n'''\n%b", "s = '''%a\n'''\npass"),
    "after brackets": ("f(\n)\n%b", "f(\n)\npass"),
    "after a comment": ("# it's\n%b", "# it's\npass"),
    "quoted calls": (",f a b\n;f a b\n/f a b", "pass\npass\npass"),
    "blank lines before": ("\n\n%who", "\n\npass"),
    "time": ("%%time\nx = 1", "pass\nx = 1"),
    "wrapped twice": ("%%time\n\n%%capture out\nx = 1", "pass\n\npass\nx = 1"),
    "magic in a wrapped cell": ("%%time\n!ls\nx", "pass\npass\nx"),
    "cell magic that comes too late": ("x = 1\n%%time", "x = 1\npass"),
}

OPAQUE = {
    "bash": "%%bash\nls",
    "unknown": "%%anything x\nselect 1",
    "timeit": "%%timeit\nf(x)",
    "foreign in a wrapper": "%%time\n%%bash\nls",
    "blank lines before": "\n\n%%html\n<b>",
    "pasted prompts": ">>> x = 1\n>>> y = 2",
    "pasted block": ">>> if x:\n...     y = 1\n",
    "pasted from IPython": "In [1]: x = 1\n   ...: y = 2",
    "indented": "    x = 1\n    y = 2",
    "indented below a wrapper": "%%time\n  x = 1",
    "without percent": "pip install x",
    "listing": "ls -la",
    "listing of a folder": "ls /tmp",
    "folder above": "cd ..",
    "a name that looks": "whos",
    "a statement": "time x = f()",
}


@pytest.mark.parametrize("source", LEAVES_ALONE.values(), ids=LEAVES_ALONE)
def test_leaves_alone(source: str) -> None:
    masked = mask(source)
    assert (masked.text, masked.magics, masked.opaque) == (source, (), False)


@pytest.mark.parametrize(("source", "text"), MASKS.values(), ids=MASKS)
def test_masks(source: str, text: str) -> None:
    masked = mask(source)
    assert (masked.text, masked.opaque) == (text, False)
    assert unmask(masked, masked.text) == source


@pytest.mark.parametrize("source", OPAQUE.values(), ids=OPAQUE)
def test_opaque(source: str) -> None:
    masked = mask(source)
    lines = lines_of(masked.text)
    assert masked.opaque
    assert [line.strip() for line in lines] == ["pass"] + [""] * (len(lines) - 1)
    assert len(lines) == len(lines_of(source))


@pytest.mark.parametrize(
    "source", [source for source, _ in MASKS.values() if "%%" not in source and ",f" not in source]
)
def test_ipython_makes_as_many_calls(source: str) -> None:
    told = TransformerManager().transform_cell(source)
    assert told.count("get_ipython()") == len(mask(source).magics)


# what it is, then: kind, name, lines, assigned, python, binds, mentions
SAYS = {
    "timed assignment": (
        "%time x = f(y)",
        ("line-magic", "time", 1, 1, ("x",), "x = f(y)", True, {"x", "f", "y"}),
    ),
    "timed expression": (
        "a, b = %time f(y)",
        ("line-magic", "time", 1, 1, ("a", "b"), "f(y)", True, {"f", "y"}),
    ),
    "timeit binds nothing": (
        "%timeit -n 10 -r3 x = f(y)",
        ("line-magic", "timeit", 1, 1, (), "x = f(y)", False, {"n", "r3", "x", "f", "y"}),
    ),
    "timeit's result": (
        "%timeit -o f(y)",
        ("line-magic", "timeit", 1, 1, (), "f(y)", False, {"o", "f", "y"}),
    ),
    "two in one": (
        "%prun %time f(y)",
        ("line-magic", "prun", 1, 1, (), "f(y)", True, {"time", "f", "y"}),
    ),
    "minus is no option": ("%time -x", ("line-magic", "time", 1, 1, (), "-x", True, {"x"})),
    "broken Python": ("%time x = ", ("line-magic", "time", 1, 1, ("x",), None, False, {"x"})),
    "shell": (
        "!ls {folder} $name and more",
        ("shell", "", 1, 1, (), None, False, {"folder", "name"}),
    ),
    "assigned shell": ("x = !ls", ("shell", "", 1, 1, ("x",), None, False, set())),
    "help": ("x.y?", ("help", "", 1, 1, (), None, False, {"x", "y"})),
    "store": ("%store x y", ("line-magic", "store", 1, 1, (), None, False, {"x", "y"})),
    "stored": ("%store -r x", ("line-magic", "store", 1, 1, ("x",), None, False, {"r", "x"})),
    "all stored": ("%store -r", ("line-magic", "store", 1, 1, ("*",), None, False, {"r"})),
    "run": ("%run a.py", ("line-magic", "run", 1, 1, ("*",), None, False, {"a", "py"})),
    "quiet": ("%cd $folder/x", ("line-magic", "cd", 1, 1, (), None, False, {"folder"})),
    "unknown": ("%R -i df", ("line-magic", "R", 1, 1, ("df", "i"), None, False, {"i", "df"})),
    "call": (";f a b", ("line-magic", ";", 1, 1, (), "f('a b')", True, {"f", "a", "b"})),
    "continued": ("!ls \\\n {x}\n", ("shell", "", 1, 2, (), None, False, {"x"})),
    "captured cell": (
        "%%capture out --no-stderr\nx",
        ("cell-magic", "capture", 1, 1, ("out",), None, False, {"out"}),
    ),
    "profiled statement": (
        "%%prun -s cum x = 1\ny",
        ("cell-magic", "prun", 1, 1, ("x",), "x = 1", True, {"s", "cum", "x"}),
    ),
    "bash's output": (
        "%%bash --out text\nls x",
        ("cell-magic", "bash", 1, 2, ("text",), None, False, {"out", "text", "ls", "x"}),
    ),
    "cython": (
        "%%cython\ndef f(x): pass",
        ("cell-magic", "cython", 1, 2, ("f", "x"), None, False, {"f", "x"}),
    ),
    "timed cell": (
        "%%timeit x = 1\nf(x)",
        ("cell-magic", "timeit", 1, 2, (), "x = 1\nf(x)", False, {"x", "f"}),
    ),
    "pasted": (
        ">>> x = f(1)\n... %who",
        ("pasted", "", 1, 2, ("x",), "x = f(1)\npass", True, {"x", "f", "who"}),
    ),
    "indented": ("  x = 1\n  y", ("pasted", "", 1, 2, ("x",), "x = 1\ny", True, {"x", "y"})),
    "a word alone": ("whos", ("line-magic", "whos", 1, 1, (), None, False, {"whos"})),
}


@pytest.mark.parametrize(("source", "said"), SAYS.values(), ids=SAYS)
def test_says_what_a_magic_does(source: str, said: tuple[object, ...]) -> None:
    (magic,) = mask(source).magics
    assert facts_of(magic) == said


def facts_of(magic: MagicLine) -> tuple[object, ...]:
    place = magic.kind, magic.name, magic.first, magic.last
    return (*place, magic.assigned, magic.python, magic.binds, set(magic.mentions))


def test_pylab_binds_what_it_imports() -> None:
    (magic,) = mask("%pylab inline").magics
    assert {"np", "plt", "display", "*"} <= set(magic.assigned)
    assert ast.parse(magic.python or "").body


def test_wrapped() -> None:
    assert [mask(source).wrapped for source in ("%%time\nx", "%time x", "%%bash\nx")] == [
        True,
        False,
        False,
    ]


def test_unmask_keeps_magics_in_changed_text() -> None:
    masked = mask("%who\nx = 1\nif x:\n    y = !ls\n")
    assert unmask(masked, "pass\nx = 2\nz\nif x:\n    y = get_ipython()\n") == (
        "%who\nx = 2\nz\nif x:\n    y = !ls\n"
    )


@pytest.mark.parametrize(
    "source",
    ["%time " * 3000, ">>> " * 3000, "%%time\n" * 3000, "(" * 5000 + "\n%x", "%%timeit\n" * 3000],
    ids=["line magics", "prompts", "cell magics", "brackets", "opaque"],
)
def test_thousands_are_no_trouble(source: str) -> None:
    masked = mask(source)
    assert unmask(masked, masked.text) == source


LINES = {
    "": (),
    "a": ("a",),
    "a\n": ("a\n",),
    "a\r\nb\rc\n\n": ("a\r\n", "b\r", "c\n", "\n"),
    "a\x0b\x0c\u2028\x85b\n": ("a\x0b\x0c\u2028\x85b\n",),
}


@pytest.mark.parametrize(("source", "lines"), LINES.items(), ids=map(repr, LINES))
def test_lines(source: str, lines: tuple[str, ...]) -> None:
    assert lines_of(source) == lines


def test_lines_are_numbered_as_by_python() -> None:
    source = "a = '''\x0c\u2028'''\r\nb = 1\rc = 2\n"
    assert [node.lineno for node in ast.parse(source).body] == [1, 2, 3]
    assert len(lines_of(source)) == 3
