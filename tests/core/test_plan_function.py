"""A run of statements as a function, and the call that stands for it."""

from __future__ import annotations

import ast

import pytest

from jupyterlab_promote.core.plan.function import Step, Taken, call_of, function_of
from jupyterlab_promote.core.plan.occurrences import occurrences, renamed
from jupyterlab_promote.core.plan.splices import spliced

DF = Taken("df", "df")

FUNCTIONS = [
    pytest.param(
        Step("plot_ages", "Plot the ages.", "plt.hist(df['age'])", (DF,)),
        'def plot_ages(df):\n    """Plot the ages."""\n    plt.hist(df[\'age\'])\n',
        "plot_ages(df)",
        id="nothing comes out",
    ),
    pytest.param(
        Step("load", "Load.", "df = pd.read_csv('a.csv')", (), ("df",), ("df",)),
        'def load():\n    """Load."""\n    return pd.read_csv(\'a.csv\')\n',
        "df = load()",
        id="a short last assignment is returned",
    ),
    pytest.param(
        Step("load", "Load.", "df = pd.read_csv('a.csv')  # old", (), ("df",), ("df",)),
        'def load():\n    """Load."""\n    df = pd.read_csv(\'a.csv\')  # old\n    return df\n',
        "df = load()",
        id="a comment keeps its line",
    ),
    pytest.param(
        Step("f", "F.", "y = 1\ng = lambda: y\ny = 2", (), ("y",), ("y",)),
        'def f():\n    """F."""\n    y = 1\n    g = lambda: y\n    y = 2\n    return y\n',
        "y = f()",
        id="a closure still sees the last value",
    ),
    pytest.param(
        Step("f", "F.", "X = df[0]\ny = df[1]", (Taken("frame", "df"),), ("X", "y"), ("X", "y")),
        'def f(frame):\n    """F."""\n    X = df[0]\n    y = df[1]\n    return X, y\n',
        "X, y = f(df)",
        id="two come out",
    ),
    pytest.param(
        Step("f", "F.", "a = 1\na + 1", (), shows=True),
        'def f():\n    """F."""\n    a = 1\n    return a + 1\n',
        "f()",
        id="what the cell shows is returned",
    ),
    pytest.param(
        Step("f", "F.", "(a\n .b())", (DF,), shows=True),
        'def f(df):\n    """F."""\n    return (a\n     .b())\n',
        "f(df)",
        id="a parenthesised display",
    ),
    pytest.param(
        Step("f", "F.", "x = await g(u)", (Taken("u", "u"),), ("x",), ("x",), is_async=True),
        'async def f(u):\n    """F."""\n    return await g(u)\n',
        "x = await f(u)",
        id="top-level await",
    ),
    pytest.param(
        Step("f", "F.", 't = """a\nb"""\nprint(t)'),
        'def f():\n    """F."""\n    t = """a\nb"""\n    print(t)\n',
        "f()",
        id="the inside of a string is not indented",
    ),
    pytest.param(
        Step("f", 'Say "hi"', "pass", (Taken("n", "0.5", "float", "0.5", by_keyword=True),)),
        'def f(n: float = 0.5):\n    """Say "hi" """\n    pass\n',
        "f()",
        id="what the default says is not passed",
    ),
    pytest.param(
        Step("f", "F.", "pass", (Taken("n", "0.7", "float", "0.5", by_keyword=True),)),
        'def f(n: float = 0.5):\n    """F."""\n    pass\n',
        "f(n=0.7)",
        id="a literal is passed by its name",
    ),
]


@pytest.mark.parametrize(("step", "function", "call"), FUNCTIONS)
def test_step_as_function(step: Step, function: str, call: str) -> None:
    assert function_of(step) == function
    assert call_of(step) == call


RENAMES = [
    pytest.param("y = x", "y = z", id="read"),
    pytest.param("x += x[x]", "z += z[z]", id="bound and read"),
    pytest.param("f(x=x).x", "f(x=z).x", id="keywords and attributes stay"),
    pytest.param("lambda x: x", "lambda x: x", id="a lambda's own"),
    pytest.param("lambda y=x: x", "lambda y=z: z", id="a lambda's free name and default"),
    pytest.param("[x for x in x]", "[x for x in z]", id="a comprehension's own, its source ours"),
    pytest.param("[a for a in x if x]", "[a for a in z if z]", id="free in a comprehension"),
    pytest.param("def g(x=x): return x", "def g(x=z): return x", id="a function's parameter"),
    pytest.param("def g():\n  x = 1\n  return x", "def g():\n  x = 1\n  return x", id="a local"),
    pytest.param("def g():\n  return x", "def g():\n  return z", id="free in a function"),
    pytest.param("'é', x, 'ü', x", "'é', z, 'ü', z", id="columns are bytes"),
    pytest.param("f'{x} {x!r:>{x}} x' + x", "f'{z} {z!r:>{z}} x' + z", id="f-string"),
    pytest.param(
        "f'é{x}'\\\n f'''{a.x(x=x)}\n{x}'''", "f'é{z}'\\\n f'''{a.x(x=z)}\n{z}'''", id="f-strings"
    ),
    pytest.param("'x'; # x", "'x'; # x", id="strings and comments stay"),
]


@pytest.mark.parametrize(("before", "after"), RENAMES)
def test_rename(before: str, after: str) -> None:
    splices = renamed(0, before, ast.parse(before).body, "x", "z")
    assert splices is not None
    assert spliced(before, splices) == after


UNCLEAR = [
    "import x",
    "from a import b as x",
    "def x(): pass",
    "class x: pass",
    "class A:\n  x = x",
    "def f():\n  global x\n  x = 1",
    "try: pass\nexcept E as x: pass",
    "match a:\n  case [x]: pass",
    "match a:\n  case {**x}: pass",
    "f'{[x for a in b]}'",
    "f'{x=}'",
]


@pytest.mark.parametrize("source", UNCLEAR)
def test_rename_refused(source: str) -> None:
    assert occurrences(source, ast.parse(source).body, "x") is None
