"""Every reason why a run of statements can't become a function: the cells that begin with `<` are the run."""

from __future__ import annotations

import pytest

from jupyterlab_promote.core.analysis.analyse import Analysis
from jupyterlab_promote.core.analysis.interface import interface_of
from jupyterlab_promote.core.model import Refusal

from .notebooks import analysed, interface

REFUSED = [
    pytest.param(["<import a"], "only-imports", id="imports"),
    pytest.param(["<%time x = 1"], "notebook-bound", id="a magic"),
    pytest.param(["<x = __name__"], "notebook-bound", id="__name__"),
    pytest.param(["<%%bash\nls"], "opaque-cell", id="another language"),
    pytest.param(["<x = ("], "opaque-cell", id="not Python"),
    pytest.param(["<x = exec('y = 1')"], "reads-frame", id="exec"),
    pytest.param(["1", "<x = _ + 1"], "reads-history", id="the last output"),
    pytest.param(["<x = 1", "In[1]"], "reads-history", id="a cell's text"),
    pytest.param(["%history", "<x = 1"], "reads-history", id="the texts of all cells"),
    pytest.param(["<x = 1", "<y = 2", "Out[3]"], "reads-history", id="numbers of cells"),
    pytest.param(["<x = 1", "Out[3]"], None, id="numbers that stay"),
    pytest.param(["<x = 1", "for _i in [1]: pass\nprint(_i)"], None, id="a name of its own"),
    pytest.param(["_ = 1", "<x = _ + 1"], None, id="a name of the notebook's own"),
    pytest.param(["<class C: pass"], "defines-class", id="a class"),
    pytest.param(
        ["from collections import namedtuple", "<p = namedtuple('p', 'x')\nx = p(1)"], "defines-class",
        id="a class that a call makes",
    ),
    pytest.param(["<C = type('C', (), {})"], "defines-class", id="a class that type makes"),
    pytest.param(["x = 1", "<y = type(x)"], None, id="a type that is there"),
    pytest.param(["<x = 1\nexit()"], "notebook-bound", id="exit"),
    pytest.param(
        ["class C: pass", "<x = 1\nprint(C)"], "shows-module", id="it shows a class of the notebook",
    ),
    pytest.param(["<try:\n    class C: pass\nfinally:\n    pass"], "defines-class", id="a class below"),
    pytest.param(["class C: pass", "<x = C()", "print(C)"], None, id="other code shows it"),
    pytest.param(["<def f():\n    global x\n    x = 1"], "writes-global", id="a function with global"),
    pytest.param(["a = 1", "<global a\nb = a"], "scope-declaration", id="global in a cell"),
    pytest.param(["<if 1:\n    from math import *"], "star-import", id="a star import in a block"),
    pytest.param(
        ["e = 0\ndef f(): return e", "<x = f()\nfrom math import *"], "star-import",
        id="a star import below what a callee may read differently then",
    ),
    pytest.param(
        ["a = 1", "<def f():\n    global a\n    return a\nb = f()"], "scope-declaration",
        id="a function that reads by global",
    ),
    pytest.param(["x = 1", "<print(vars(x))"], "reads-frame", id="vars"),
    pytest.param(["%who", "<x = 1"], "namespace-observed", id="%who elsewhere"),
    pytest.param(["def f(): return globals()", "<x = 1"], "namespace-observed", id="in a function"),
    pytest.param(["print(__annotations__)", "<x: int = 1"], "namespace-observed", id="annotations"),
    pytest.param(["def f(): return vars(1)", "<x = 1"], None, id="vars of an object"),
    pytest.param(["<x = 1\nx", "<y = 2"], "displays-inside", id="a display in the middle"),
    pytest.param(["<print(1)", "<y = 2"], "outputs-inside", id="print in an earlier cell"),
    pytest.param(["import sys", "<n = sys.stdout.write('')", "<y = 2"], "outputs-inside", id="a stream"),
    pytest.param(
        ["def f(): print(1)", "<x = f()", "<y = 2"], "outputs-inside", id="print in a function"
    ),
    pytest.param(
        ["import atexit", "<x = atexit.register(print, 1)", "<y = 2"], "outputs-inside",
        id="print handed on",
    ),
    pytest.param(
        ["class C:\n    def m(self): print(1)\nc = C()", "<x = c.m()", "<y = 2"], "outputs-inside",
        id="a method that prints",
    ),
    pytest.param(
        ["class C:\n    @property\n    def m(self): return f()\ndef f(): print(1)\nc = C()", "<x = c.m", "<y = 2"],
        "outputs-inside", id="a property that calls what prints",
    ),
    pytest.param(
        ["<def f(): print(1)", "<y = 2"], None, id="a function that prints, not called",
    ),
    pytest.param(
        ["import loud", "<x = loud.go()", "<y = 2"], "outputs-inside", id="a library that may plot"
    ),
    pytest.param(
        ["import loud", "<x = loud.parts.go()", "<y = 2"], "outputs-inside", id="a part of one"
    ),
    pytest.param(["import json", "<x = json.loads('1')", "<y = 2"], None, id="one that does not"),
    pytest.param(["<x = 1", "<print(x)"], None, id="print in the last cell"),
    pytest.param(["<%%time\nx = 1", "<y = 2"], "notebook-bound", id="its magic's own line"),
    pytest.param(
        ["if a:\n    x = 1", "<print(0)\ny = x", "a = 1"], "maybe-unbound", id="it may not be set"
    ),
    pytest.param(["if a:\n    x = 1", "<y = id() + x", "a = 1"], "maybe-unbound", id="after a call"),
    pytest.param(
        ["if a:\n    x = 1\nif a:\n    z = 1", "<y = z, x", "a = 1"], "maybe-unbound", id="two of them"
    ),
    pytest.param(["if z:\n    %time a = 1", "<y = 1\ny = a", "z = 1"], "maybe-unbound", id="perhaps timed"),
    pytest.param(["x = 1\ndel x", "<y = 1\ny = x"], "maybe-unbound", id="deleted"),
    pytest.param(["a = 1", "<if a:\n    x = 1", "x"], "maybe-unbound", id="it may not be set after"),
    pytest.param(["<y = nowhere"], "unresolved-name", id="nobody sets it"),
    pytest.param(["x = 1", "<del x"], "deletes-outer-name", id="del"),
    pytest.param(["<x = 1\nimport x"], "import-rebinds", id="set and imported"),
    pytest.param(["x = 1", "<print(x)\nimport x"], "import-rebinds", id="read and imported"),
    pytest.param(["<x = [1]\nx", "x"], "display-and-returns", id="shown, and read later"),
    pytest.param(
        ["a = 1\ndef f(): return a\nd = {}\ne = d\nd[1] = f", "<a = 2\nx = e[1]()"],
        "callee-reads-rebound-name", id="put into what has two names",
    ),
    pytest.param(
        ["a = 1\nclass C:\n    def __eq__(self, o): return a\nd = []\ne = d\nd += [C()]", "<a = 2\nx = 1 in e"],
        "callee-reads-rebound-name", id="an operator runs it",
    ),
    pytest.param(
        ["a = 1\nf = lambda: a\ndef g(): return f()", "<a = 2\nx = g()", "x"],
        "callee-reads-rebound-name", id="a function that calls a lambda",
    ),
    pytest.param(
        ["a = 1\nks = [lambda: h()]\nif a:\n    def h(): return a", "h", "<a = 2\nx = ks[0]()", "x"],
        "callee-reads-rebound-name", id="a lambda that calls what a branch makes later",
    ),
    pytest.param(
        ["a = 1\ndef f(): return a\nh = f\ndef g(): return h()", "<a = 2\nx = g()", "x"],
        "callee-reads-rebound-name", id="a function that calls another by a second name",
    ),
    pytest.param(
        ["a = 1\ndef f(): return a\nhs = []\nhs.append(f)\ndef g(): return hs[0]()", "<a = 2\nx = g()", "x"],
        "callee-reads-rebound-name", id="a function that calls what is in a list",
    ),
    pytest.param(
        ["a = 1\nb = [3]\nc = b\ndef g(): return c", "<a = 2\nx = g()\nprint(a)", "x"], None,
        id="a function that reads a value by a second name",
    ),
    pytest.param(
        ["def register(f): return f", "a = 1", "<b = a\nregister(lambda: b)"], "shows-module",
        id="a call displays the lambda that it is given",
    ),
    pytest.param(
        ["a = 1\ndef f(): return a", "<a = 2\nx = f()", "x"], "callee-reads-rebound-name",
        id="a function reads what the run sets",
    ),
    pytest.param(
        ["a = 1\ndef f(): return g()\ndef g(): return a", "<a = 2\nx = f()"],
        "callee-reads-rebound-name", id="two functions down",
    ),
    pytest.param(
        ["a = 1\nxs = [lambda: a]", "<a = 2\nx = xs[0]()"], "callee-reads-rebound-name",
        id="a closure in a list",
    ),
    pytest.param(
        ["class B:\n    all = []\n    def __init_subclass__(cls): B.all.append(cls)",
         "class C(B):\n    def f(self): return a", "<a = 2\nx = B.all[0]().f()"],
        "callee-reads-rebound-name", id="a class that its base keeps",
    ),
    pytest.param(
        ["class B: pass", "class C(B):\n    def f(self): return a", "<a = 2\nx = B.__subclasses__()[0]().f()"],
        "callee-reads-rebound-name", id="a class that is found by its base",
    ),
    pytest.param(
        ["class B: pass", "class C(B): pass", "class B(C): pass", "<x = B()"], None,
        id="a base that derives from what it was a base of",
    ),
    pytest.param(
        ["fs = {}\ndef keep(n):\n    def wrap(f):\n        fs[n] = f\n        return f\n    return wrap",
         "@keep(1)\ndef f(): return a", "<a = 2\nx = fs[1]()"],
        "callee-reads-rebound-name", id="kept by a decorator that a call gives",
    ),
    pytest.param(
        ["a = 1\ndef f():\n    yield a\nx = f()", "<a = 2\nnext(x)"], "callee-reads-rebound-name",
        id="a generator that has begun",
    ),
    pytest.param(
        ["a = 1\nasync def f(): return a\nx = f()", "<a = 2\nawait x"], "callee-reads-rebound-name",
        id="a coroutine that waits",
    ),
    pytest.param(
        ["a = 1\ndef f(): return (a for _ in 'ab')\nx = f()", "<a = 2\nlist(x)"],
        "callee-reads-rebound-name", id="a function that gives back a generator",
    ),
    pytest.param(
        ["a = 1\ndef f(): return a\ndef g(): return f\nx = g()", "<a = 2\nx()"],
        "callee-reads-rebound-name", id="a function that gives back another",
    ),
    pytest.param(
        ["a = 1\nclass C:\n    def m(self): return a\ndef f(): return C()\ndef g(): return f()\nx = g()",
         "<a = 2\nx.m()"],
        "callee-reads-rebound-name", id="a function that makes an instance, two calls down",
    ),
    pytest.param(
        ["a = 1\ndef f(g): return print(a)", "<a = 2\n@f\ndef h(): pass"],
        "callee-reads-rebound-name", id="a decorator",
    ),
    pytest.param(
        ["a = 1\ns = []\ndef f(g):\n    s.append(g)\n    return g", "@f\ndef h(): return a", "<a = 2\ns[0]()"],
        "callee-reads-rebound-name", id="a decorator that registers",
    ),
    pytest.param(
        ["import functools as f\na = 1\n@f.singledispatch\ndef g(p): pass\n@g.register\ndef _(p: int): return a",
         "<a = 2\ng(1)"],
        "callee-reads-rebound-name", id="one that dispatches",
    ),
    pytest.param(
        ["a = 1\nclass C: pass\nc = C()\nC.m = lambda self: a", "<a = 2\nc.m()"],
        "callee-reads-rebound-name", id="a method that came later",
    ),
    pytest.param(
        ["import m\na = 1\n@m.lru_cache\ndef f(g): return lambda: g", "@f\ndef h(): return a", "<a = 2\nprint(a)"],
        "callee-reads-rebound-name", id="a decorator that is decorated",
    ),
    pytest.param(
        ["a = 1\ndef f(g):\n    def h(): return g()\n    return h", "@f\ndef h(): return a", "<a = 2\nprint(a)"],
        None, id="a decorator that only wraps",
    ),
    pytest.param(
        ["a = 1\nclass C:\n    def __init_subclass__(cls): print(a)", "class D(C): pass", "<a = 2"],
        None, id="a base class, earlier",
    ),
    pytest.param(
        ["import m\na = 1\nm.register(lambda: a)", "<a = 2\nm.go()"], "callee-reads-rebound-name",
        id="a closure that was given away",
    ),
    pytest.param(
        ["a = 1\nclass C:\n    def m(self): return a\nc = C()", "<a = 2\nc.m()"],
        "callee-reads-rebound-name", id="a method",
    ),
    pytest.param(
        ["a = 1\ndef f(): return a\ndef g(h=f): return h()", "<a = 2\ng()"],
        "callee-reads-rebound-name", id="a function that is a default",
    ),
    pytest.param(
        ["def g(): return f()", "<def f(): return 1\nx = g()"], "callee-reads-rebound-name",
        id="a function that calls one of the run's",
    ),
    pytest.param(
        ["df = 0\na = 1\ndef f(): return df.query('x > @a')", "<a = 2\nx = f()"],
        "callee-reads-rebound-name", id="a function whose query reads it",
    ),
    pytest.param(
        ["a = 1\ndef f(): pass\nif a:\n    def f(): return a\nelse:\n    f = len", "<a = 2\nx = f()"],
        "callee-reads-rebound-name",
        id="a function that is defined again under a condition",
    ),
    pytest.param(
        ["a = 1\ndef f(): return a", "<a = 2\nx = 3\n", "f()"], None, id="called after the run"
    ),
    pytest.param(
        ["a = 1\ndef f():\n    global a\n    a = 2", "<x = a\nf()\ny = a"],
        "callee-writes-global", id="a function sets what the run reads",
    ),
    pytest.param(
        ["a = 1\nif a:\n    def f():\n        global a\n        a = 2\nelse:\n    f = len", "<x = a\nf()\ny = a"],
        "callee-writes-global", id="one that is made under a condition",
    ),
    pytest.param(
        ["a = 1", "<f = lambda: a", "a = 2\nf()"], "closure-sees-rebinding",
        id="a closure reads what is set again",
    ),
    pytest.param(["a = 1", "<f = lambda: a", "del a\nf()"], "closure-sees-rebinding", id="a closure reads what is deleted"),
    pytest.param(
        ["a = 1\nxs = []", "<xs.append(lambda: a)", "a = 2"], "closure-sees-rebinding",
        id="a closure that is given away",
    ),
    pytest.param(
        ["kept = []\na = 1\ndef apply(f): kept.append(f)", "<apply(lambda: a)\nx = 1", "a = 2"],
        "closure-sees-rebinding", id="a function of the notebook's own that keeps what it is given",
    ),
    pytest.param(
        ["class P:\n    def map(self, f): self.f = f\np = P()\na = 1", "<p.map(lambda: a)\nx = 1", "a = 2"],
        "closure-sees-rebinding", id="a method of the notebook's own that keeps what it is given",
    ),
    pytest.param(
        ["<def f(): pass", "print(f)"], "shows-module", id="a function that is printed"
    ),
    pytest.param(["<p = [lambda v: v]", "p"], "shows-module", id="a closure in a list that is shown"),
    pytest.param(["<p = [lambda v: v]\nprint(p)"], "shows-module", id="a closure that the run shows itself"),
    pytest.param(
        ["import pickle", "<def f(): pass\np = [f]", "s = pickle.dumps(p)"], "shows-module", id="a function that is pickled"
    ),
    pytest.param(
        ["import m", "<def f(): pass\np = m.Pipe(f)", "p"], "shows-module",
        id="a function in an object that is shown",
    ),
    pytest.param(
        ["<def f(): return __name__\nx = f()"], "notebook-bound", id="__name__ in a function made here"
    ),
    pytest.param(
        ["k = 1", "<def f(): return eval('k')\nx = f()"], "reads-frame",
        id="eval in a function made here",
    ),
    pytest.param(
        ["class C:\n    def __del__(self): print(1)", "<c = C()\nx = 1"], "lifetime-observed",
        id="a finalizer",
    ),
    pytest.param(
        ["import weakref\nkept = weakref.WeakSet()", "<kept.add(f)"], "lifetime-observed", id="weak references"
    ),
    pytest.param(
        ["def f():\n    try:\n        yield 1\n    finally:\n        print(2)", "<g = f()\nx = next(g)"],
        "lifetime-observed", id="a generator that ends with what it does at its end",
    ),
    pytest.param(
        ["def f(p):\n    with open(p) as file:\n        yield from file", "p = 1", "<x = next(f(p))"], None,
        id="a generator that closes its file",
    ),
    pytest.param(
        ["def f():\n    try:\n        yield 1\n    finally:\n        print(2)", "<x = list(f())"], None,
        id="a generator that is used up",
    ),
    pytest.param(["import numpy as np\na = np.ones(2)", "<a.resize(6)"], "lifetime-observed", id="resize"),
    pytest.param(["a = 1", "<b = a.resize((3, 3))"], None, id="a picture's size"),
    pytest.param(["<a = 257", "b = 257", "a is b"], "identity-observed", id="one constant, two statements"),
    pytest.param(["<a = 'x y'", "b = 'x y'", "id(a)"], "identity-observed", id="a text that is no name"),
    pytest.param(["<a = 257", "b = 257", "a is None"], None, id="a comparison with None"),
    pytest.param(["<a = 256", "b = 256", "a is b"], None, id="a number that there is once"),
    pytest.param(["<a = 257", "b = 258", "a is b"], None, id="two constants"),
    pytest.param(
        ["get_ipython().events.register('post_run_cell', print)", "<x = 1"], "notebook-bound",
        id="a function after each cell",
    ),
    pytest.param(["import traceback as t\nt.format_exc()", "<x = 1"], "place-observed", id="traceback"),
    pytest.param(
        ["import sys, traceback as t\nt.print_exc(file=sys.stdout)", "<x = 1"], "place-observed",
        id="a traceback that is printed",
    ),
    pytest.param(["import traceback as t\nt.print_exc()", "<x = 1"], None, id="a traceback on stderr"),
    pytest.param(["x = [1]\ntype(x).__module__", "<y = 1"], None, id="the module of a value"),
    pytest.param(["<x = [1]\nz = 2", "type(x).__module__"], None, id="of one that it makes"),
    pytest.param(["<x = lambda: 1\nz = 2", "[g.__module__ for g in [x]]"], "place-observed", id="of a function that it makes"),
    pytest.param(["<x = lambda: 1\nz = 2", "y = 3\ntype(y).__module__"], None, id="not of the one that it makes"),
    pytest.param(["try:\n    f()\nexcept RecursionError: pass", "<x = 1"], "place-observed", id="depth"),
    pytest.param(["e = 1", "n = e.__traceback__.tb_next", "<x = 1"], "place-observed", id="frames of an error"),
    pytest.param(
        ["import logging, sys", "logging.StreamHandler(sys.stdout)", "logging.exception('x')", "<x = 1"],
        "place-observed", id="a logged traceback",
    ),
    pytest.param(["import logging", "logging.exception('x')", "<x = 1"], None, id="one that is logged to stderr"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "slug"), REFUSED)
def test_refused(cells: list[str], slug: str | None) -> None:
    found = interface(*cells)
    assert (found.slug if isinstance(found, Refusal) else None) == slug


TAGGED = [
    pytest.param(("hide",), -1, None, id="an ordinary tag"),
    pytest.param(("raises-exception",), -1, "may-raise", id="expected to fail"),
    pytest.param(("parameters",), -1, "parameters-cell", id="papermill's parameters"),
    pytest.param((), 0, "may-raise", id="a saved error"),
]


@pytest.mark.parametrize(("tags", "error_in", "slug"), TAGGED)
def test_refused_for_its_cell(tags: tuple[str, ...], error_in: int, slug: str | None) -> None:
    found = interface("<x = 1", tags=tags, error_in=error_in)
    assert (found.slug if isinstance(found, Refusal) else None) == slug


BORDERS = [
    pytest.param("x = 1; y = 2", 0, 0, "shares-line", id="ends in the middle of a line"),
    pytest.param("x = 1; y = 2", 1, 1, "shares-line", id="begins in the middle of a line"),
    pytest.param("x = 1; y = 2", 0, 1, None, id="the whole line"),
]


@pytest.mark.parametrize(("source", "first", "last", "slug"), BORDERS)
def test_borders(source: str, first: int, last: int, slug: str | None) -> None:
    found = interface_of(analysed(source), first, last)
    assert (found.slug if isinstance(found, Refusal) else None) == slug


def test_two_cells_below_a_magic_stay_apart() -> None:
    analysis: Analysis = analysed("%%time\nx = 1", "y = 2")
    found = interface_of(analysis, 1, 2)
    assert isinstance(found, Refusal)
    assert found.slug == "wrapped-cell"


def test_nothing_is_no_step() -> None:
    found = interface_of(analysed("x = 1"), 1, 0)
    assert isinstance(found, Refusal)
    assert found.slug == "empty-selection"
