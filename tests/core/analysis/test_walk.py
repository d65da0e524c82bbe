"""What a statement binds, kills and reads: every binding form, and every scope."""

from __future__ import annotations

import sys

import pytest

from jupyterlab_promote.core.analysis.cells import read_cell
from jupyterlab_promote.core.analysis.facts import Facts


def facts(source: str) -> Facts:
    """The facts of a cell's last statement."""
    return read_cell(source).statements[-1].facts


def words(names: frozenset[str]) -> str:
    return " ".join(sorted(names))


BINDS_NOTHING = [
    pytest.param("x", id="a name"),
    pytest.param("f(x=1)", id="a keyword argument's name"),
    pytest.param("o.x = 1", id="an attribute"),
    pytest.param("o['x'] = 1", id="an item"),
    pytest.param("o.x += 1", id="an attribute, augmented"),
    pytest.param("x: int", id="an annotation without a value"),
    pytest.param("[x for x in y]", id="a list comprehension"),
    pytest.param("{x: z for x, z in y}", id="a dictionary comprehension"),
    pytest.param("(x for x in y)", id="a generator"),
    pytest.param("lambda x, *y, z=1: x", id="a lambda's parameters"),
    pytest.param("from m import *", id="a star import binds no name that is known"),
    pytest.param("pass", id="nothing"),
    pytest.param("global x", id="global at top level"),
    pytest.param("for o.x in y: pass", id="an attribute as a loop's target"),
]


@pytest.mark.parametrize("source", BINDS_NOTHING)
def test_binds_nothing(source: str) -> None:
    assert words(facts(source).binds) == ""


BINDS = [
    # source, what it may bind, what it certainly binds, what is unbound afterwards
    pytest.param("x = 1", "x", "x", "", id="assignment"),
    pytest.param("x = y = 1", "x y", "x y", "", id="chained"),
    pytest.param("x, (y, *z) = v", "x y z", "x y z", "", id="nested and starred"),
    pytest.param("[x, y] = v", "x y", "x y", "", id="a list as the target"),
    pytest.param("x: int = 1", "x", "x", "", id="annotated"),
    pytest.param("x += 1", "x", "x", "", id="augmented"),
    pytest.param("print(x := 1)", "x", "x", "", id="walrus"),
    pytest.param("[x := v for v in y]", "x", "", "", id="walrus that leaks from a comprehension"),
    pytest.param("a and (x := b)", "x", "", "", id="walrus on the right of and"),
    pytest.param("(x := a) and b", "x", "x", "", id="walrus on the left of and"),
    pytest.param("a < (x := b) < (y := c)", "x y", "x", "", id="walrus in a chained comparison"),
    pytest.param("(x := a) if (y := b) else 0", "x y", "y", "", id="walrus in a conditional"),
    pytest.param("(x := 1) if b else (x := 2)", "x", "x", "", id="walrus on both sides"),
    pytest.param("assert a, (x := b)", "x", "", "", id="walrus in an assert's message"),
    pytest.param("for x in v: y = 1", "x y", "", "", id="a loop that may run zero times"),
    pytest.param("for x in [1]: y = 1", "x y", "x y", "", id="a loop over a literal runs"),
    pytest.param("for x in range(3): y = 1", "x y", "x y", "", id="a loop over a range runs"),
    pytest.param("for x in range(0): y = 1", "x y", "", "", id="an empty range"),
    pytest.param("for x in range(2, 2): y = 1", "x y", "", "", id="an empty range of two"),
    pytest.param("for x in range(0, 3, 1): y = 1", "x y", "", "", id="a range with a step"),
    pytest.param("for x in range(n): y = 1", "x y", "", "", id="a range of a name"),
    pytest.param(
        "match v:\n    case 1: x = 1\n    case 2: y = 1\n    case _: x = y = 2",
        "x y",
        "",
        "",
        id="each case begins anew",
    ),
    pytest.param("for x in [*v]: y = 1", "x y", "", "", id="a list that may be empty"),
    pytest.param("for x in 'ab': y = 1", "x y", "x y", "", id="a loop over a string"),
    pytest.param("for x in '': y = 1", "x y", "", "", id="a loop over an empty string"),
    pytest.param(
        "for i, x in enumerate([1]): y = 1", "i x y", "i x y", "", id="enumerate of a literal"
    ),
    pytest.param(
        "for x in [1]:\n    if a: break\n    y = 1", "x y", "x", "", id="break before a binding"
    ),
    pytest.param(
        "for x in [1]:\n    if a: continue\n    y = 1", "x y", "x", "", id="continue before it"
    ),
    pytest.param(
        "for x in v: pass\nelse: y = 1", "x y", "y", "", id="else of a loop without break"
    ),
    pytest.param(
        "for x in v:\n    break\nelse:\n    y = 1", "x y", "", "", id="else of a loop with break"
    ),
    pytest.param("while a: x = 1", "x", "", "", id="while"),
    pytest.param(
        "while True:\n    x = 1\n    if a: break", "x", "x", "", id="an endless loop ends by break"
    ),
    pytest.param(
        "while True:\n    if a: break\n    x = 1", "x", "", "", id="break before the binding"
    ),
    pytest.param("with a as x: y = 1", "x y", "x", "", id="with over a name may swallow"),
    pytest.param("with open(p) as x: y = 1", "x y", "x y", "", id="with a file"),
    pytest.param("with m.suppress(E) as x: y = 1", "x y", "x", "", id="with suppress"),
    pytest.param("with open(p) as (x, y): z = 1", "x y z", "x y z", "", id="with a tuple"),
    pytest.param("if a: x = 1", "x", "", "", id="one branch"),
    pytest.param("if a: x = 1\nelse: x = 2", "x", "x", "", id="both branches"),
    pytest.param("if a: x = 1\nelif b: x = 2", "x", "", "", id="elif without else"),
    pytest.param("if a: x = 1\nelse: raise E", "x", "x", "", id="a branch that raises"),
    pytest.param("try: x = 1\nexcept E: pass", "x", "", "", id="try"),
    pytest.param("try: x = 1\nexcept E: x = 2", "x", "x", "", id="try and its handler"),
    pytest.param("try: x = 1\nexcept E: raise", "x", "x", "", id="a handler that raises"),
    pytest.param("try: a\nexcept E: pass\nelse: x = 1", "x", "", "", id="else of a try"),
    pytest.param("try: x = 1\nfinally: y = 2", "x y", "x y", "", id="finally"),
    pytest.param("try: x = 1\nfinally: del x", "x", "", "x", id="finally that deletes"),
    pytest.param(
        "try: a\nexcept E as x: pass", "x", "", "x", id="the exception's name is unbound again"
    ),
    pytest.param("import a", "a", "a", "", id="import"),
    pytest.param("import a.b.c", "a", "a", "", id="import of a submodule"),
    pytest.param("import a.b as x", "x", "x", "", id="import as"),
    pytest.param("from a import b, c as x", "b x", "b x", "", id="from import"),
    pytest.param("def x(y): z = 1", "x", "x", "", id="def"),
    pytest.param("async def x(): pass", "x", "x", "", id="async def"),
    pytest.param("class x: y = 1", "x", "x", "", id="class"),
    pytest.param("class C:\n    x = (y := 1)", "C", "C", "", id="walrus in a class's body"),
    pytest.param(
        "match v:\n    case [x, *y]: pass\n    case {'k': z, **w}: pass\n    case C(a=q): pass",
        "q w x y z", "", "", id="match captures",
    ),
    pytest.param("match v:\n    case [x]: pass\n    case _: x = 1", "x", "x", "", id="match with _"),
    pytest.param("match v:\n    case x: pass", "x", "x", "", id="match that always captures"),
    pytest.param("match v:\n    case x if a: pass", "x", "", "", id="a guard may say no"),
    pytest.param("match v:\n    case [x] | [_, x]: pass", "x", "", "", id="or with a capture"),
    pytest.param("match v:\n    case [1] as x: pass", "x", "", "", id="match as"),
    pytest.param("del x", "", "", "x", id="del"),
    pytest.param("del x, (y, z)", "", "", "x y z", id="del of several"),
    pytest.param("if a: del x", "", "", "x", id="del on one path"),
    pytest.param("def f():\n    global x\n    x = 1", "f", "f", "", id="global in a function"),
    pytest.param("class C:\n    global x\n    x = 1", "C x", "C x", "", id="global in a class"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "binds", "must", "kills"), BINDS)
def test_binds(source: str, binds: str, must: str, kills: str) -> None:
    found = facts(source)
    assert (words(found.binds), words(found.must), words(found.kills)) == (binds, must, kills)


READS = [
    # source, what it reads now, what functions made by it read later
    pytest.param("x = x + y", "x y", "", id="before it binds"),
    pytest.param("x = 1\nx", "x", "", id="the last statement alone"),
    pytest.param("x += y", "x y", "", id="augmented"),
    pytest.param("o.x = y", "o y", "", id="an attribute's owner"),
    pytest.param("o[i] = y", "i o y", "", id="an item's owner and index"),
    pytest.param("x: T = 1", "T", "", id="an annotation"),
    pytest.param("f(x=y)", "f y", "", id="a keyword argument's value"),
    pytest.param("f'{x!r:{w}}'", "w x", "", id="an f-string and its format"),
    pytest.param("[x for x in y if x > z]", "y z", "", id="a comprehension's own name"),
    pytest.param("[x for y in x for x in y]", "x", "", id="the first iterable is outside"),
    pytest.param("[[x for x in y] for y in z]", "z", "", id="nested comprehensions"),
    pytest.param("sum(x + w for x in y)", "sum w y", "", id="a generator that is used up"),
    pytest.param("for z in (x + w for x in y): pass", "w y", "w", id="one that a loop runs"),
    pytest.param("z = (x + w for x in y)", "w y", "w", id="a generator reads late"),
    pytest.param("lambda x=y: x + z", "y", "z", id="a lambda's default is read now"),
    pytest.param("def f(a, b=x): return a + b + z", "x", "z", id="a function's default"),
    pytest.param("@d\ndef f(): pass", "d", "", id="a decorator"),
    pytest.param("def f(a: T) -> R: pass", "R T", "", id="annotations of a function"),
    pytest.param("def f():\n    y = 1\n    return y", "", "", id="a function's locals"),
    pytest.param("def f():\n    print(y)\n    y = 1", "", "print", id="local, though read before"),
    pytest.param(
        "def f():\n    def g(): return y\n    y = 1", "", "", id="an inner function's outer local"
    ),
    pytest.param("def f():\n    def g(): return y", "", "y", id="an inner function's global"),
    pytest.param("def f(): return f()", "", "f", id="recursion"),
    pytest.param("def f():\n    global x\n    x = 1", "", "", id="a global that is only written"),
    pytest.param(
        "def f():\n    x = 1\n    def g():\n        global x\n        return x", "", "x",
        id="a global that the function around calls its own name",
    ),
    pytest.param("class C(B, metaclass=M):\n    x = y\n    z = x", "B M y", "", id="a class's body"),
    pytest.param("class C:\n    def m(self): return y", "", "y", id="a method"),
    pytest.param(
        "class C:\n    x = 1\n    def m(self): return x", "", "x", id="a class's name is no scope"
    ),
    pytest.param(
        "class C:\n    def m(self): return __class__", "", "", id="__class__ is made by Python"
    ),
    pytest.param("if a: x = 1\nprint(x)", "print x", "", id="the last statement of two"),
    pytest.param("if a:\n    x = 1\nelse:\n    x", "a x", "", id="one branch reads"),
    pytest.param("if a:\n    x = 1\n    x", "a", "", id="bound on the same path"),
    pytest.param("for x in y:\n    z = x + w\n    w = z", "w y", "", id="an accumulator"),
    pytest.param("while x: x = y", "x y", "", id="a loop's test"),
    pytest.param("for x in y:\n    if a: break\n    z = 1\nelse:\n    z", "a y z", "", id="zero rounds"),
    pytest.param("try: x = f()\nexcept E as e: x, e", "E f x", "", id="a handler sees it half done"),
    pytest.param("try: x = 1\nfinally: x", "x", "", id="finally sees it half done"),
    pytest.param("with a as x: x", "a", "", id="with"),
    pytest.param(
        "match v:\n    case K.a: x\n    case C(b=y) if y > z: y", "C K v x z", "", id="patterns"
    ),
    pytest.param("del x", "x", "", id="del reads"),
    pytest.param("del o[i]", "i o", "", id="del of an item"),
    pytest.param("print((x := y), x)", "print y", "", id="walrus before use"),
    pytest.param("import x", "", "", id="import"),
    pytest.param("assert x, y", "x y", "", id="assert"),
    pytest.param("raise X(y) from z", "X y z", "", id="raise"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "now", "later"), READS)
def test_reads(source: str, now: str, later: str) -> None:
    found = facts(source)
    assert (words(found.reads), words(found.later)) == (now, later)


EXPOSED = [
    pytest.param("f = lambda: x", "x", id="set elsewhere"),
    pytest.param("if a:\n    x = 1\n    f = lambda: x", "", id="set by the statement itself"),
    pytest.param("if a:\n    f = lambda: x\n    x = f()", "x", id="set after the closure was made"),
    pytest.param("def f(): return f()", "", id="recursion finds itself"),
    pytest.param("if a:\n    def f(): return g()\n    def g(): return 1", "g", id="each other"),
    pytest.param("x = [(lambda: y)() for y in z]", "", id="a comprehension's own name"),
    pytest.param("x = [y for y in (lambda: y)()]", "y", id="the first iterable is outside"),
]


@pytest.mark.parametrize(("source", "exposed"), EXPOSED)
def test_what_closures_may_look_up_early(source: str, exposed: str) -> None:
    assert words(facts(source).exposed) == exposed


MUTATES = [
    # source, what it certainly changes, what it may change
    pytest.param("x = y + 1", "", "", id="arithmetic"),
    pytest.param("y = df.groupby('a').mean()", "", "", id="known to be pure"),
    pytest.param("print(x)", "", "", id="a builtin"),
    pytest.param("o.x = 1", "o", "", id="an attribute"),
    pytest.param("o.x[1].y = 1", "o", "", id="far below the root"),
    pytest.param("o[i] = 1", "o", "", id="an item"),
    pytest.param("del o[i]", "o", "", id="del of an item"),
    pytest.param("xs.append(1)", "xs", "", id="a known method"),
    pytest.param("xs[0].rows.append(1)", "xs", "", id="of a part"),
    pytest.param("df.drop('a', inplace=True)", "df", "", id="inplace"),
    pytest.param("df.drop('a', inplace=False)", "", "df", id="inplace=False is an unknown method"),
    pytest.param("f(a, out=c)", "c", "a", id="out="),
    pytest.param("x += [1]", "", "x", id="augmented on what may be a list"),
    pytest.param("f(x, *y, key=z)", "", "x y z", id="arguments of an unknown call"),
    pytest.param("o.f()", "", "o", id="an unknown method"),
    pytest.param("[x.append(1) for x in y]", "", "", id="a comprehension's own name"),
]


@pytest.mark.parametrize(("source", "mutates", "may_mutate"), MUTATES)
def test_mutates(source: str, mutates: str, may_mutate: str) -> None:
    found = facts(source)
    assert (words(found.mutates), words(found.may_mutate)) == (mutates, may_mutate)


EFFECTS = [
    pytest.param("x = y.sum()", "", id="none"),
    pytest.param("print(x)", "prints", id="print"),
    pytest.param("display(x)", "prints", id="display"),
    pytest.param("df.info()", "prints", id="info prints"),
    pytest.param("plt.title('a')", "plots", id="pyplot"),
    pytest.param("df.plot(x='a')", "plots", id="a frame's plot"),
    pytest.param("s.title()", "", id="a string's title"),
    pytest.param("ax.title('a')", "plots", id="an axes' title"),
    pytest.param("x = np.random.rand(3)", "random", id="numpy's random state"),
    pytest.param("x = df.sample(3)", "", id="a frame's sample takes no state by name"),
    pytest.param("random.seed(1)", "configures random", id="a seed"),
    pytest.param("df.to_csv(p)", "files", id="a file"),
    pytest.param("pd.set_option('a', 1)", "configures", id="an option"),
    pytest.param("locals()", "frame", id="the frame"),
    pytest.param("sys._getframe()", "frame", id="the frame, through sys"),
    pytest.param("o.trace()", "", id="a method that is called like one of inspect's"),
    pytest.param("exec('x = 1')", "frame", id="exec"),
    pytest.param("x = __name__", "notebook", id="__name__"),
    pytest.param("x = Out[1]", "notebook", id="Out"),
    pytest.param("get_ipython().run_line_magic('a', '')", "notebook", id="get_ipython"),
    pytest.param("%matplotlib inline", "notebook", id="a magic"),
    pytest.param("x = !ls", "notebook", id="a shell line"),
]


@pytest.mark.parametrize(("source", "effects"), EFFECTS)
def test_effects(source: str, effects: str) -> None:
    assert words(frozenset(facts(source).effects)) == effects


MENTIONS = [
    pytest.param("df.filter('x > y')", "", id="an ordinary string"),
    pytest.param("df.query('x > @y')", "y", id="a query names y, and x is a column"),
    pytest.param("df.eval('z = x + @y')", "y", id="eval"),
    pytest.param("pd.eval('x + y')", "x y", id="pd.eval knows no columns"),
    pytest.param("smf.ols('y ~ log(x)', df)", "log x y", id="a formula"),
    pytest.param("df.query(text)", "@", id="a query that is written elsewhere"),
    pytest.param("query('x > @y')", "y", id="a bare function"),
    pytest.param("def f(df):\n    return df.query('x > @y')", "y", id="in a function"),
    pytest.param("class C:\n    def m(self, df): df.query('x > @y')", "y", id="in a method"),
    pytest.param("def f(df, y):\n    return df.query('x > @y')", "", id="its own parameter"),
]


@pytest.mark.parametrize(("source", "mentions"), MENTIONS)
def test_mentions(source: str, mentions: str) -> None:
    assert words(facts(source).mentions) == mentions


KEEPS = [
    pytest.param("x = 1", False, id="no function at all"),
    pytest.param("y = sorted(x, key=lambda v: v + z)", False, id="one that is used up"),
    pytest.param("y = list(v + z for v in x)", False, id="a generator that is used up"),
    pytest.param("y = lambda: z", True, id="a lambda with a name"),
    pytest.param("xs.append(lambda: z)", True, id="a lambda in a list"),
    pytest.param("y = map(lambda v: v + z, x)", True, id="map is lazy"),
    pytest.param("y = (v + z for v in x)", True, id="a generator with a name"),
    pytest.param("def f(): return z", True, id="a function"),
    pytest.param("y = df.assign(a=lambda d: d.b)", False, id="assign calls it at once"),
    pytest.param("match [lambda: z]:\n    case [f]: pass", True, id="a lambda that a case binds"),
    pytest.param("for f in [lambda: z]: pass", True, id="a lambda that a loop binds"),
    pytest.param("y = a if b else lambda: z", True, id="a lambda on one path"),
    pytest.param("y = [*x, lambda: z]", True, id="a lambda behind others"),
    pytest.param("lambda: z", False, id="a lambda that is only shown"),
    pytest.param("register(lambda: z)", True, id="an unknown function may keep it"),
]


@pytest.mark.parametrize(("source", "keeps"), KEEPS)
def test_keeps_closure(source: str, keeps: bool) -> None:
    assert facts(source).keeps_closure is keeps


OTHERS = [
    pytest.param("await f()", "awaits", True, id="await"),
    pytest.param("async for x in y: pass", "awaits", True, id="async for"),
    pytest.param("async with a: pass", "awaits", True, id="async with"),
    pytest.param("[x async for x in y]", "awaits", True, id="an async comprehension"),
    pytest.param("async def f(): await g()", "awaits", False, id="await in a function"),
    pytest.param("def f():\n    global x\n    x = 1", "global_writes", {"x"}, id="global"),
    pytest.param(
        "def f():\n    def g():\n        global x\n        x = 1", "global_writes", {"x"},
        id="global two functions down",
    ),
    pytest.param(
        "def f():\n    x = 0\n    def g():\n        global x\n        x = 1", "global_writes", {"x"},
        id="global below a local of that name",
    ),
    pytest.param(
        "def f():\n    x = 0\n    def g():\n        nonlocal x\n        x = 1", "global_writes",
        set(), id="nonlocal stays inside",
    ),
    pytest.param("x.y.z(a)", "calls", {"x.y.z"}, id="a dotted call"),
    pytest.param("x().z(a)", "calls", {"x", "?.z"}, id="a call on a call"),
    pytest.param("def f(): x.y()", "later_calls", {"x.y"}, id="a call in a function"),
    pytest.param("%who", "calls", {"%who"}, id="a magic's name"),
    pytest.param("x = f(y)", "stored", {"y"}, id="an unknown call may keep its argument"),
    pytest.param("x = len(y)", "stored", set(), id="len keeps nothing"),
    pytest.param("x = [y, z + 1]", "stored", {"y"}, id="a list keeps its elements"),
    pytest.param("x = y[z]", "stored", {"y"}, id="a part may keep the whole, not the index"),
    pytest.param("%time x = f(y)", "binds", {"x"}, id="a magic binds what its Python binds"),
    pytest.param("%time x = f(y)", "reads", {"f", "y"}, id="and reads what it reads"),
    pytest.param("%timeit x = f(y)", "binds", set(), id="but timeit keeps its names"),
    pytest.param("x = f(y)", "called", {"f"}, id="what is called"),
    pytest.param("q = 'x > @y'", "queried", {"y"}, id="a string that may be a query"),
    pytest.param("df['age'] = 1", "strings", {"age"}, id="a string that may be a column"),
    pytest.param("def f(): xs.append(1)", "later_mutates", {"xs"}, id="a function changes it"),
    pytest.param("def f(xs): xs.append(1)", "later_mutates", set(), id="its own parameter"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "name", "value"), OTHERS)
def test_other_facts(source: str, name: str, value: object) -> None:
    assert getattr(facts(source), name) == value


NEWER = [
    pytest.param("type X = list[Y]", (3, 12), "X", "Y", id="a type alias reads late"),
    pytest.param("try: x = 1\nexcept* E: pass", (3, 11), "x", "", id="except*"),
]


@pytest.mark.parametrize(("source", "since", "binds", "later"), NEWER)
def test_newer_syntax(source: str, since: tuple[int, int], binds: str, later: str) -> None:
    found = facts(source)
    assert words(found.binds) == binds
    assert words(found.later) == later or sys.version_info < since
