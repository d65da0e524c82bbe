"""What a definition takes along, and every reason why one has to stay."""

from __future__ import annotations

import pytest

from jupyterlab_promote.core.analysis.facts import Needs
from jupyterlab_promote.core.analysis.movability import definition_obstacle, needs_of
from jupyterlab_promote.core.model import Refusal

from .notebooks import analysed


def needs(*cells: str, error_in: int = -1) -> Needs | Refusal:
    """The needs of the first statement of the cell that begins with `<`."""
    (marked,) = (i for i, cell in enumerate(cells) if cell.startswith("<"))
    analysis = analysed(*(c.removeprefix("<") for c in cells), error_in=error_in)
    return needs_of(analysis, next(s.index for s in analysis.statements if s.cell == marked))


MOVES = [
    # cells, imports, definitions, constants, globals
    pytest.param(["<def f(x): return x + 1"], "", (), (), "", id="nothing"),
    pytest.param(["<def f(x): return len(x)"], "", (), (), "", id="builtins"),
    pytest.param(["<def f(x=len): return x"], "", (), (), "", id="a builtin as a default"),
    pytest.param(["<def f(n): return n and f(n - 1)"], "", (), (), "", id="itself"),
    pytest.param(["import a", "<def f(): return a.b"], "a", (), (), "", id="an import"),
    pytest.param(["<def f(): return a.b", "import a"], "a", (), (), "", id="one that comes later"),
    pytest.param(["<def f():\n    import a\n    return a"], "", (), (), "", id="one of its own"),
    pytest.param(["def g(): pass", "<def f(): g()"], "", (0,), (), "", id="a function"),
    pytest.param(["<def f(): g()", "def g(): pass"], "", (1,), (), "", id="one that comes later"),
    pytest.param(["class B: pass", "<class C(B): pass"], "", (0,), (), "", id="a base class"),
    pytest.param(["K = 3", "<def f(x): return x * K"], "", (), (0,), "", id="a constant"),
    pytest.param(["K = 3", "<def f(x, k=K): return x"], "", (), (0,), "", id="a constant's default"),
    pytest.param(["K = -3 * 2", "<def f(): return K"], "", (), (0,), "", id="arithmetic on literals"),
    pytest.param(["K = {'a': [1]}", "<def f(): return K"], "", (), (0,), "", id="nested literals"),
    pytest.param(["x = g()", "<def f(): return x", "g = 1"], "", (), (), "x", id="a value"),
    pytest.param(["K = 3\nK = 4", "<def f(): return K"], "", (), (), "K", id="set twice"),
    pytest.param(["K = [3]\nK.append(4)", "<def f(): return K"], "", (), (), "K", id="changed"),
    pytest.param(["K = {}", "<def f(): K[1] = 2"], "", (), (), "K", id="changed by the function"),
    pytest.param(["K = not 3", "<def f(): return K"], "", (), (), "K", id="not a literal"),
    pytest.param(
        ["def g(): pass\ng = 1", "<def f(): g()"],
        "",
        (),
        (),
        "g",
        id="a function's name that is a value later",
    ),
    pytest.param(["<class C:\n    class D: x = 1"], "", (), (), "", id="a class in a class"),
    pytest.param(["import ipytest", "<def f(): pass", "ipytest.run()"], "", (), (), "", id="no test"),
    pytest.param(["<def f(): display(1)"], "IPython.display", (), (), "", id="display"),
    pytest.param(
        ["import functools", "<@functools.wraps(len)\ndef f(): pass"], "functools", (), (), "",
        id="a quiet decorator",
    ),
    pytest.param(
        ["import dataclasses as dc", "<@dc.dataclass\nclass C:\n    x: int = 1"], "dataclasses", (), (),
        "", id="a quiet decorator by another name",
    ),
    pytest.param(
        ["def d(g):\n    def w(): return g()\n    return w", "<@d\ndef f(): pass"], "", (0,), (), "",
        id="a decorator that only wraps",
    ),
    pytest.param(["<class C:\n    x = 1\n    def m(self): return self.x"], "", (), (), "", id="class"),
    pytest.param(
        ["<class C:\n    def m(self): return super().m()"], "", (), (), "", id="super() of its own"
    ),
    pytest.param(["<def f(x): return locals()"], "", (), (), "", id="locals() of its own"),
    pytest.param(["<def f(k=frozenset('ab')): return k"], "", (), (), "", id="a default of one value"),
    pytest.param(
        ["import dataclasses as d", "<class C:\n    x: list = d.field(default_factory=list)"], "dataclasses", (),
        (), "", id="a field",
    ),
    pytest.param(
        ["class O: pass", "<class C:\n    options = O()"], "", (0,), (), "", id="a plain object"
    ),
    pytest.param(
        ["<def f(): return 1", "if __name__ == '__main__':\n    f()"], "", (), (), "",
        id="below the customary guard",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "imports", "definitions", "constants", "globals_"), MOVES)
def test_takes_along(
    cells: list[str], imports: str, definitions: object, constants: object, globals_: str
) -> None:
    found = needs(*cells)
    assert isinstance(found, Needs), found
    assert " ".join(i.module for i in found.imports) == imports
    assert (found.definitions, found.constants) == (definitions, constants)
    assert " ".join(found.globals) == globals_


STAYS = [
    pytest.param(["<x = 1"], "not-a-definition", id="no definition"),
    pytest.param(["<def f():\n    global x\n    x = 1"], "writes-global", id="global"),
    pytest.param(["<def f(): return __name__"], "notebook-bound", id="__name__"),
    pytest.param(["<def f(): get_ipython()"], "notebook-bound", id="get_ipython"),
    pytest.param(["<def f(): return In[1]"], "notebook-bound", id="In"),
    pytest.param(["<def f(): exec('x = 1')"], "reads-frame", id="exec"),
    pytest.param(["<def f(): return eval('x')"], "reads-frame", id="eval"),
    pytest.param(
        ["def keep(n):\n    def wrap(f):\n        fs[n] = f\n        return f\n    return wrap\nfs = {}",
         "<@keep(1)\ndef f(): pass"],
        "decorator-runs", id="a decorator's call gives what keeps the function",
    ),
    pytest.param(
        ["def keep(f):\n    def call(): fs.append(f)\n    return call\nfs = []", "<@keep\ndef f(): pass"],
        "decorator-runs", id="a wrapper keeps the function",
    ),
    pytest.param(["<def f(): return globals()['x']"], "reads-frame", id="globals"),
    pytest.param(["import sys", "<def f(): sys._getframe(1)"], "reads-frame", id="a frame"),
    pytest.param(["<def f(): return nowhere"], "unresolved-name", id="nobody sets it"),
    pytest.param(["x = g()", "<def f(y=x): pass", "g = 1"], "default-reads-notebook", id="default"),
    pytest.param(["<def f(y=x): pass", "x = 1"], "default-reads-notebook", id="set too late"),
    pytest.param(["len = g", "<def f(): len()", "g = 1"], "shadows-builtin", id="its own len"),
    pytest.param(
        ["def g(): return 1", "def g(): return 2", "<def f(): g()"], "ambiguous-name", id="two"
    ),
    pytest.param(
        ["def g(): return 1", "<def f(): g()", "del g"], "ambiguous-name", id="a function that goes"
    ),
    pytest.param(["import g", "<def f(): g()", "del g"], "ambiguous-name", id="an import that goes"),
    pytest.param(["import g", "<def f(): g()", "from m import g"], "ambiguous-name", id="imports"),
    pytest.param(["import d", "<@d.register('a')\ndef f(): pass"], "decorator-runs", id="registers"),
    pytest.param(
        ["def d(g):\n    print(g)\n    return g", "<@d\ndef f(): pass"], "decorator-runs", id="prints"
    ),
    pytest.param(["import time", "<def f(t=time.time()): pass"], "default-runs", id="a default's call"),
    pytest.param(
        ["import itertools\nc = itertools.count()", "<def f(n=next(c)): pass"], "default-runs",
        id="a default that draws on an iterator",
    ),
    pytest.param(
        ["import random", "<def f(*, x=round(random.random())): pass"], "default-runs",
        id="a random default",
    ),
    pytest.param(
        ["import os", "<class C:\n    root = os.getcwd()"], "class-body-runs", id="a body that asks"
    ),
    pytest.param(
        ["import time", "<class C:\n    def m(self, t=time.time()): pass"], "class-body-runs",
        id="a method's default",
    ),
    pytest.param(
        ["class D:\n    def __set_name__(self, o, n): print(n)", "<class C:\n    x = D()"],
        "class-body-runs", id="a descriptor that hears its name",
    ),
    pytest.param(
        ["class B:\n    def __init_subclass__(cls): pass", "class A(B): pass", "<class C(A): pass"],
        "class-body-runs", id="a base that hears of it",
    ),
    pytest.param(
        ["class M(type): pass", "<class C(metaclass=M): pass"], "class-body-runs", id="a metaclass"
    ),
    pytest.param(["<class C:\n    print(1)"], "class-body-runs", id="a body that prints"),
    pytest.param(["<class C:\n    for x in [1]: pass"], "class-body-runs", id="a body that loops"),
    pytest.param(["<def f(): pass", "%who"], "namespace-observed", id="%who"),
    pytest.param(["<def f(): pass", "dir()"], "namespace-observed", id="dir()"),
    pytest.param(["<def f(): pass", "import __main__"], "namespace-observed", id="__main__"),
    pytest.param(
        ["<def f(): pass", "t = timeit('f()', 'from __main__ import f')"], "namespace-observed",
        id="__main__ in a string",
    ),
    pytest.param(["<def f(): pass", "print(f)"], "shows-module", id="printed"),
    pytest.param(["<def f(): pass", "[f]"], "shows-module", id="displayed in a list"),
    pytest.param(["<def f(): pass", "f'{f}'"], "shows-module", id="formatted"),
    pytest.param(["<def f(): pass", "f.__module__"], "shows-module", id="its module"),
    pytest.param(["<def f(): pass", "f?"], "shows-module", id="asked about"),
    pytest.param(
        ["class A: pass", "<def f(x: 'list[A]'): pass", "import typing\ntyping.get_type_hints(f)"], "shows-module",
        id="a string in its annotations is looked up",
    ),
    pytest.param(["<def f(): pass", "%lprun -f f f()"], "shows-module", id="profiled by lines"),
    pytest.param(["<def f(): pass", "%time f"], "shows-module", id="its value is timed"),
    pytest.param(
        ["<class C: pass", "def f(c: C): pass", "help(f)"], "shows-module",
        id="in annotations that are asked for",
    ),
    pytest.param(
        ["<class C: pass", "def f(c: C): pass", "f.__annotations__"], "shows-module",
        id="in annotations that are shown",
    ),
    pytest.param(["<def f():\n    class C: pass\n    return C()", "f()"], "shows-module", id="a class made inside"),
    pytest.param(
        ["from collections import namedtuple", "<def f():\n    return namedtuple('C', 'x')(1)", "c = f()\nprint(type(c))"],
        "shows-module", id="a class that a call inside makes",
    ),
    pytest.param(
        ["import pickle", "<def f():\n    class C: pass\n    return C()", "c = f()\npickle.dump(c, g)"],
        "shows-module", id="a class made inside is pickled",
    ),
    pytest.param(["<def f():\n    class C: pass\n    return 1", "x = f() + 1"], None, id="a class made inside, not shown"),
    pytest.param(["<class C: pass", "%time C()"], "shows-module", id="an instance that %time shows"),
    pytest.param(["<class C: pass", "C()"], "shows-module", id="an instance without __repr__"),
    pytest.param(["<class C: pass", "c = C()", "[c]"], "shows-module", id="in a list"),
    pytest.param(
        ["<def f():\n    '''>>> 1'''", "import doctest", "doctest.testmod()"], "doctest", id="doctest"
    ),
    pytest.param(
        ["import unittest", "<class T(unittest.TestCase): pass", "unittest.main()"], "unittest",
        id="unittest",
    ),
    pytest.param(["import ipytest", "<def test_f(): pass", "ipytest.run()"], "unittest", id="ipytest"),
    pytest.param(
        ["<class C: pass", "def make(): return C()", "make()"], "shows-module", id="made elsewhere"
    ),
    pytest.param(
        ["import pickle", "<class M: pass", "ms = [M()]\nbest = max(ms, key=len)", "pickle.dumps(best)"],
        "shows-module", id="an instance found by a key is pickled",
    ),
    pytest.param(
        ["import joblib", "<def f(): pass", "p = Pipeline(f)", "joblib.dump(p, 'p')", "Pipeline = 1"],
        "shows-module", id="pickled within another object",
    ),
    pytest.param(["<def f(): pass; x = 1\ny = 2"], None, id="one line of its own"),
    pytest.param(["<x = 1; y = 2"], "not-a-definition", id="no definition on the line"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "slug"), STAYS)
def test_stays(cells: list[str], slug: str | None) -> None:
    found = needs(*cells)
    assert (found.slug if isinstance(found, Refusal) else None) == slug


PLACE_OBSERVED = [
    pytest.param("'%(funcName)s %(message)s'", id="log records name the function"),
    pytest.param("'{module}: {message}'", id="in braces"),
    pytest.param("import traceback\ntext = traceback.format_exc()", id="a traceback as text"),
    pytest.param("import inspect\ndef who(): return inspect.stack()[1]", id="a caller's frame"),
    pytest.param("[g.__module__ for g in [f]]", id="the module of any value"),
    pytest.param("for g in [f]:\n    inspect.getsource(g)", id="the source of any value"),
    pytest.param("f.__globals__['x']", id="the names that a function sees"),
    pytest.param("with catch_warnings(record=True) as w:\n    f()", id="recorded warnings"),
    pytest.param("warnings.filterwarnings('ignore', module='__')", id="the notebook's warnings"),
    pytest.param("warnings.filterwarnings('ignore', module=name)", id="some module's warnings"),
]


@pytest.mark.parametrize("cell", PLACE_OBSERVED)
def test_stays_where_places_are_observed(cell: str) -> None:
    found = needs("<def f(): pass", cell)
    assert isinstance(found, Refusal)
    assert found.slug == "place-observed"


PLACE_NOT_OBSERVED = [
    pytest.param(["<def f(): pass", "class C: pass", "c = C()\ntype(c).__module__"], id="another's module"),
    pytest.param(["<def f(): pass", "import m", "[g.__module__ for g in m.parts]"], id="a library's modules"),
    pytest.param(["<def f(): pass", "def show(g):\n    inspect.getsource(g)", "show(h)\nf()", "import inspect\nh = 1"],
                 id="another's source"),
]  # fmt: skip


@pytest.mark.parametrize("cells", PLACE_NOT_OBSERVED)
def test_moves_where_other_modules_are_asked_for(cells: list[str]) -> None:
    assert isinstance(needs(*cells), Needs)


ASKED_FOR_ITS_MODULE = [
    pytest.param(["<class C: pass", "c = C()\ntype(c).__module__"], id="by an instance"),
    pytest.param(["<class C: pass", "cs = [C()]", "d = {'a': cs}", "for e in d['a']:\n    e.__module__"], id="in containers"),
    pytest.param(["<def f(): pass", "def show(g): return g.__module__", "x = map(show, [f])"], id="by a function"),
    pytest.param(["<def f(): pass", "import m", "m.add(f)", "m.all()[0].__module__"], id="by way of a library"),
    pytest.param(["<def f(): pass", "x = [1]\nx[0].__module__", "exec('1')"], id="where names are looked up"),
]  # fmt: skip


@pytest.mark.parametrize("cells", ASKED_FOR_ITS_MODULE)
def test_stays_where_its_module_is_asked_for(cells: list[str]) -> None:
    found = needs(*cells)
    assert isinstance(found, Refusal)
    assert found.slug == "place-observed"


SHOWN_SAFELY = [
    pytest.param(
        ["<class C:\n    def __repr__(self): return 'C'", "C()"], id="a class with __repr__"
    ),
    pytest.param(["<def f(): return 1", "f()"], id="what a function gives"),
    pytest.param(["<def f(): return 1", "print(f())"], id="printed"),
    pytest.param(["<def f(): return 1", "x = [f]"], id="stored and not shown"),
    pytest.param(["<def f(): return 1", "%timeit -n1 f()"], id="timed"),
    pytest.param(["<def f(): return 1", "%time x = f()"], id="timed once"),
    pytest.param(["<def f(): return 1", "vars(x)", "x = 1"], id="vars of another object"),
    pytest.param(
        ["<class C:\n    def score(self): return 1", "c = C()", "print(c.score())"],
        id="what a known method works out",
    ),
    pytest.param(["<class C: pass", "c = C()", "print(len(c.rows))"], id="a number"),
    pytest.param(
        ["import pickle", "<def f(): return 1", "x = f()", "pickle.dumps(x)"],
        id="what a function gives is pickled",
    ),
    pytest.param(
        [
            "<def f(): return 1",
            "with catch_warnings(record=True):\n    simplefilter('always')\n    f()",
        ],
        id="warnings recorded wherever they come from",
    ),
    pytest.param(
        ["<def f(): return 1", "warnings.filterwarnings('ignore', module='sklearn')"],
        id="a library's warnings",
    ),
    pytest.param(["<def f(): return 1", "'{lineno}'"], id="no log record"),
    pytest.param(["<def f(): return 1", "f = f()", "print(f)"], id="what has taken its name"),
]


@pytest.mark.parametrize("cells", SHOWN_SAFELY)
def test_moves_though_shown(cells: list[str]) -> None:
    found = needs(*cells)
    assert isinstance(found, Needs), found


def test_a_cell_that_failed_keeps_its_function() -> None:
    found = needs("<def f(): pass", error_in=0)
    assert isinstance(found, Refusal)
    assert found.slug == "may-raise"


CONSTANTS = [
    pytest.param(["K = 3"], None, id="a number"),
    pytest.param(["K: int = 3"], None, id="annotated"),
    pytest.param(["K = 3", "K = 4"], "not-constant", id="set twice"),
    pytest.param(["K = 3", "if 1:\n    del K"], "not-constant", id="deleted"),
    pytest.param(["K = 3; L = 4"], "shares-line", id="two on one line"),
    pytest.param(["K = f()", "f = 1"], "not-constant", id="a call"),
    pytest.param(["K = L = 3"], "not-constant", id="two names"),
    pytest.param(["K = 3", "%run other.py"], "not-constant", id="a magic that may set it"),
    pytest.param(["K = [3]", "def f(): K.append(1)"], "not-constant", id="a function changes it"),
    pytest.param(["K = 3", "def f():\n    global K\n    K = 4\nf()"], "not-constant", id="global"),
]


@pytest.mark.parametrize(("cells", "slug"), CONSTANTS)
def test_constants(cells: list[str], slug: str | None) -> None:
    found = definition_obstacle(analysed(*cells), 0)
    assert (found.slug if found else None) == slug
