from __future__ import annotations

import ast

import pytest

from jupyterlab_promote.core.errors import Unreadable
from jupyterlab_promote.core.lowering import parse
from jupyterlab_promote.core.newer import lowered, restored

READS = {
    "nothing": "",
    "await": "await x",
    "async for": "async for a in b:\n    pass",
    "async with": "async with a as b:\n    pass",
    "async comprehension": "[x async for x in y]",
    "future import in the middle": "pass\nfrom __future__ import annotations",
    "match": "match x:\n    case {'a': b, **c}:\n        pass",
    "walrus": "(x := 1)",
    "form feed": "\x0cx = 1",
    "carriage returns": "if x:\r\n    y\r",
    "warning": "1 is x",
    "long but flat": "x = [" + "1, " * 20_000 + "]",
    "ten thousand lines": "x = f(y)\n" * 10_000,
    "a chain": "x = a" + ".f(b=1)" * 40,
}

UNREADABLE = {
    "syntax": ("x = 1\nif x\n", 2, "expected ':'"),
    "indent": ("x\n  y", 2, "unexpected indent"),
    "open string": ("x\n'a", 2, "unterminated string literal (detected at line 2)"),
    "return": ("x = 1\nreturn x", 2, "'return' outside function"),
    "return in a block": ("if x:\n    return x", 2, "'return' outside function"),
    "yield": ("x\nyield x", 2, "'yield' outside function"),
    "break": ("x\nbreak", 2, "'break' outside loop"),
    "null": ("x\ny\0", 2, "null"),
    "lone surrogate": ("x\ny = '\ud800'", 2, "the text holds half a character (a lone surrogate)"),
    "brackets": ("(" * 10_000, 1, "too many nested parentheses"),
    "minus": ("-" * 100_000 + "x", 1, "the code is nested too deeply"),
    "sum": ("+".join("a" * 1_000), 1, "the code is nested too deeply"),
    "elif": ("if x: pass\n" + "elif x: pass\n" * 300, 1, "the code is nested too deeply"),
    "digits": ("x = " + "1" * 5_000, 1, "Exceeds the limit"),
    "Python 2": ("print 'x'", 1, "Missing parentheses in call to 'print'"),
    "neither old nor new": ("f'{x['a''", 1, ""),
}


@pytest.mark.parametrize("text", READS.values(), ids=READS)
def test_reads(text: str) -> None:
    tree = parse(text)
    assert len(tree.body) == len(ast.parse(text.replace("await ", "").replace("async ", "")).body)


@pytest.mark.parametrize(("text", "line", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable(text: str, line: int, message: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse(text)
    assert (caught.value.line, caught.value.slug) == (line, "unreadable-cell")
    assert message in caught.value.message


# text, what is parsed in its stead, what the tree says
LOWERS = {
    "nested quotes": ('f"{x["a"]}"', '(  x["a"],)', "(x['a'],)"),
    "conversion and format": (
        "f'é{x['a']!r:>{w}}'",
        "(    x['a'],    w, )",
        "(x['a'], w)",
    ),
    "nested f-strings": ("f'{f'{x}' + y}'", "(  (  x,) + y,)", "((x,) + y,)"),
    "self-documenting": ("f'{x['a'] = }'", "(  x['a'],   )", "(x['a'],)"),
    "several lines": (
        "x = f'''{\n a['b']  # why\n}\n{c}'''",
        "x = (    \n a['b'],      \n \n c,  )",
        "x = (a['b'], c)",
    ),
    "joined behind a string": ("'a' f'{x['b']}' 'c'", "'a' +( x['b'],)    ", "'a' + (x['b'],)"),
    "joined before": ("f'{x['b']}' f'{c}'", "(  x['b'],) +( c,)", "(x['b'],) + (c,)"),
    "template": ("t'{x}'", "(  x,)", "(x,)"),
    "alias": ("type X = list[int]", "() = X = list[int]", "X = list[int]"),
    "alias with parameters": (
        "type X[T: Base] = list[T]",
        "() = X          = list[T]",
        "X = (list[0], Base)",
    ),
    "function": (
        "@deco\ndef f[T: Base, *U](x: T, *y: *U) -> T:\n    'Say.'\n    return T(x)",
        "@deco\ndef f             (x: T, *y:  U) -> T:\n    'Say.'\n    return T(x)",
        "@deco\ndef f(x: 0, *y: 0) -> 0:\n    'Say.'\n    (Base,)\n    return 0(x)",
    ),
    "class": (
        "class A[K, V = dict](B[K]):\n    x: V",
        "class A             (B[K]):\n    x: V",
        "class A(B[0]):\n    (dict,)\n    x: 0",
    ),
    "async function": ("async def f[T](): pass", "async def f   (): pass", "async def f(): pass"),
    "exceptions without brackets": (
        "try:\n    x\nexcept A, B:\n    f'{x['y']}'",
        "try:\n    x\nexcept A| B:\n    (  x['y'],)",
        "try:\n    x\nexcept A | B:\n    (x['y'],)",
    ),
}


@pytest.mark.parametrize(("text", "older", "said"), LOWERS.values(), ids=LOWERS)
def test_lowers(text: str, older: str, said: str) -> None:
    found = lowered(text)
    assert found is not None
    assert (found.text, len(found.text.encode())) == (older, len(text.encode()))
    tree = restored(ast.parse(older), found.parameters)
    assert ast.unparse(tree) == ast.unparse(ast.parse(said))


@pytest.mark.parametrize("text", [text for text, _, _ in LOWERS.values()], ids=LOWERS)
def test_any_python_reads_newer_syntax(text: str) -> None:
    assert parse(text).body[0].lineno in {1, 2}


NO_NEWER = {"old": "x = 1", "broken": "type X = (", "Python 2": "print 'x'"}


@pytest.mark.parametrize("text", NO_NEWER.values(), ids=NO_NEWER)
def test_lowers_nothing_else(text: str) -> None:
    assert lowered(text) is None
