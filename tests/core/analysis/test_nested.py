"""Extract function at any depth: its interface, and every reason against it.

In each row the run is the lines that end in `#<`; the first matching refusal's slug stands beside it.
"""

from __future__ import annotations

import ast

import pytest

from jupyterlab_promote import api
from jupyterlab_promote.core.model import Refusal


def extracted(source: str) -> api.Refusal | tuple[str, str]:
    """The new function's first line and the call, or the refusal."""
    lines = source.splitlines()
    marked = [n for n, line in enumerate(lines, start=1) if line.endswith("#<")]
    plain = "\n".join(line.removesuffix("#<").rstrip() for line in lines)
    found = api.extract(plain, marked[0], marked[-1], "new")
    if isinstance(found, Refusal):
        return found
    return found.function.partition("\n")[0], found.call


REFUSED = [
    pytest.param("for i in x:\n    break #<", "leaves-loop", id="break"),
    pytest.param("for i in x:\n    if i: #<\n        continue #<", "leaves-loop", id="continue"),
    pytest.param("def f():\n    yield 1 #<", "yields", id="yield"),
    pytest.param("def f():\n    x = yield from y #<", "yields", id="yield from"),
    pytest.param(
        "def f(a):\n    if a: #<\n        return 1 #<\n    print(a)", "returns-early", id="return"
    ),
    pytest.param(
        "def f(a):\n    try:\n        if a: #<\n            return 1 #<\n    except E:\n        pass\n"
        "    else:\n        print(a)",
        "returns-early",
        id="a return before an else",
    ),
    pytest.param(
        "def f(v):\n    for i in v:\n        if i: #<\n            return 1 #<",
        "returns-early",
        id="a return at a loop's end",
    ),
    pytest.param("def f():\n    global a #<\n    a = 1 #<", "scope-declaration", id="global"),
    pytest.param("if a:\n    b = 1 #<\n    from math import * #<", "star-import", id="a star import"),
    pytest.param("from __future__ import annotations #<\na = 1 #<", "future-import", id="from __future__"),
    pytest.param(
        "g = 1 #<\ndef f(): #<\n    global g #<\n    return g #<\nf()", "scope-declaration",
        id="a function made here reads what it sets, as a global",
    ),
    pytest.param("if a:\n    def f(): pass #<\nprint(f)", "shows-module", id="a function that is shown"),
    pytest.param(
        "def f():\n    if b: #<\n        global a #<\n        a = 1 #<", "scope-declaration",
        id="global, below",
    ),
    pytest.param("def f():\n    global a\n    a = 1 #<", "binds-global", id="sets a global"),
    pytest.param(
        "def f():\n    a = 0\n    def g():\n        nonlocal a\n        a = 1 #<\n    g()",
        "binds-global", id="sets an outer function's name",
    ),
    pytest.param("def f():\n    class C: pass #<", "defines-class", id="a class"),
    pytest.param("if x: #<\n    class C: pass #<", "defines-class", id="a class below"),
    pytest.param("P = namedtuple('P', 'x') #<\nd = dumps(P(1)) #<", "defines-class", id="a named tuple"),
    pytest.param("def f(): #<\n    return type('C', (), {}) #<", "defines-class", id="a class by type"),
    pytest.param("class C:\n    x = 1 #<", "in-class-body", id="a class's body"),
    pytest.param("class C:\n    def m(self):\n        super().m() #<", "reads-frame", id="super()"),
    pytest.param("def f():\n    print(locals()) #<", "reads-frame", id="locals()"),
    pytest.param("class C:\n    def m(self):\n        self.__x = 1 #<", "private-name", id="__x"),
    pytest.param("def f():\n    'doc' #<\n    return 1", "docstring", id="a docstring"),
    pytest.param("def f(a):\n    del a #<", "deletes-outer-name", id="del of a parameter"),
    pytest.param(
        "def f(a):\n    if a:\n        x = 1\n    print(a) #<\n    print(x) #<", "maybe-unbound", id="maybe unset"
    ),
    pytest.param(
        "def f(a):\n    if a: #<\n        x = 1 #<\n    print(x)", "maybe-unbound", id="maybe set"
    ),
    pytest.param(
        "def f():\n    x = 1\n    def g(): return x\n    x = 2 #<\n    g() #<",
        "callee-reads-rebound-name", id="an inner function reads what it sets",
    ),
    *(
        pytest.param(
            f"def f(x):\n    y = 0\n    {run}\n    return x, y", "callee-writes-global", id=f"nonlocal: {what}",
        )
        for what, run in {
            "made and called": "def g(): #<\n        nonlocal x #<\n        x += 1 #<\n    g() #<",
            "only made": "def g(): #<\n        nonlocal x #<\n        x = 1 #<\n    y = g",
            "called by another": "def g(): #<\n        nonlocal x #<\n        x = 1 #<\n    def h(): g() #<\n    h() #<",
            "the run calls it": "def g():\n        nonlocal x\n        x += 1\n    y = x + g() #<",
        }.items()
    ),
    *(
        pytest.param(
            f"try:\n    k.append(lambda: x) #<\n{block}:\n    x = 2", "closure-sees-rebinding",
            id=f"set again in {block}",
        )
        for block in ("except E", "except E:\n    pass\nelse", "finally")
    ),
    pytest.param(
        "g = lambda: x\nx = 2 #<\nprint(g()) #<", "callee-reads-rebound-name", id="called once it is set",
    ),
    pytest.param(
        "g = lambda: x\nx = 2 #<\nh(1) #<", "callee-reads-rebound-name", id="called by another, perhaps",
    ),
    pytest.param(
        "def print(y): return x\nx = 2 #<\nprint(1) #<", "callee-reads-rebound-name", id="a print of its own",
    ),
    pytest.param(
        "class C:\n    def __repr__(self): return x\nc = C()\nx = 2 #<\nprint(c) #<",
        "callee-reads-rebound-name", id="print calls a method",
    ),
    pytest.param(
        "class C:\n    def __add__(self, o): return x\nc = C()\nx = 2 #<\ny = c + c #<",
        "callee-reads-rebound-name", id="an operator calls a method",
    ),
    pytest.param(
        "g = (x + y for y in z)\nx = 2 #<\na, b = g #<", "callee-reads-rebound-name",
        id="a generator is taken apart",
    ),
    pytest.param(
        "def g():\n    yield x\nh = g()\nx = 2 #<\nfor i in h: #<\n    pass #<", "callee-reads-rebound-name",
        id="a loop runs a generator",
    ),
    pytest.param(
        "kept = []\ndef apply(f): kept.append(f)\ndef g(a):\n    apply(lambda: a) #<\n    a = 2\n    kept[0]()",
        "closure-sees-rebinding", id="a function of the notebook's own that keeps what it is given",
    ),
    *(
        pytest.param(
            f"def f(x, k):\n    k.append(lambda: x)\n    x = 2 #<\n    {end} #<", "callee-reads-rebound-name",
            id=f"a closure reads what it sets before it ends by {end}",
        )
        for end in ("return 1", "raise E")
    ),
    pytest.param(
        "def f(x):\n    g = lambda: x #<\n    x = 2\n    return g()", "closure-sees-rebinding",
        id="a closure over what is set later",
    ),
    pytest.param(
        "def f():\n    x = 0\n    try:\n        x = 1 #<\n        g() #<\n    except E:\n        pass\n    return x",
        "partial-binding", id="a handler could see it half done",
    ),
    pytest.param(
        "def f():\n    x = 0\n    try:\n        x = 1 #<\n        g() #<\n    finally:\n        print(x)",
        "partial-binding", id="so could a finally",
    ),
    pytest.param(
        "def f():\n    x = 0\n    with suppress(E):\n        x = 1 #<\n        g() #<\n    return x",
        "partial-binding", id="so could the code after a with",
    ),
    pytest.param(
        "def f(v):\n    for i in v:\n        print(x)\n    if v: #<\n        x = 1 #<", "maybe-unbound",
        id="without it, a read would find a global",
    ),
    *(
        pytest.param(
            f"x = y = 0\nwith suppress(E):\n{run}\nprint(x, y)", "partial-binding",
            id=run.replace("#<", ""),
        )
        for run in (
            "    x += 1 #<\n    x += 1 #<",
            "    x = y #<\n    y = f(x) #<",
            "    x, (y, _) = f() #<",
            "    x = y, _ = f() #<",
            "    y = (x := f()) + g() #<",
            "    x += (x := f()) #<",
            "    if (x := f()): #<\n        y = g() #<",
            "    if y: #<\n        x = f() #<\n        g() #<",
            "    for x in y: #<\n        pass #<",
            "    with f() as x: #<\n        pass #<",
            "    import x, y #<",
            "    x = f() #<\n    y = x.z #<",
        )
    ),
    pytest.param("print(x\n    ) #<", "partial-statement", id="half a statement"),
    pytest.param("x = ( #<", "unreadable-cell", id="not Python"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "slug"), REFUSED)
def test_refused(source: str, slug: str) -> None:
    found = extracted(source)
    assert isinstance(found, Refusal), found
    assert found.slug == slug


EXTRACTED = [
    pytest.param("def f(a):\n    print(a) #<", "def new(a):", "new(a)", id="a parameter"),
    pytest.param("def f(a):\n    b = a #<\n    return b", "def new(a):", "b = new(a)", id="a value"),
    pytest.param(
        "def f(v):\n    try:\n        print(x)\n    except E:\n        x = 1 #<\n    except F:\n        x = 2",
        "def new():", "new()", id="another handler sets it anyway",
    ),
    pytest.param(
        "def f(v):\n    print(x)\n    match v:\n        case 1:\n            x = 1 #<\n        case 2:\n            pass",
        "def new():", "x = new()", id="in a case",
    ),
    pytest.param(
        "def f(v):\n    print(x)\n    x = 1 #<", "def new():", "x = new()",
        id="read too early: it has to stay the function's own",
    ),
    pytest.param(
        "def f(v):\n    try:\n        print(x)\n    except E:\n        x = 1 #<\n    for x in v:\n        pass",
        "def new():", "new()", id="it is the function's own anyway",
    ),
    *(
        pytest.param(
            f"x = y = 0\nwith suppress(E):\n{run}\nk = [x, y]\nprint(x == y)", f"def new({takes}):",
            f"{gives} = new({takes})", id=run.replace("#<", ""),
        )
        for run, takes, gives in (
            ("    x += y #<", "y, x", "x"),
            ("    g() #<\n    x = f() #<", "", "x"),
            ("    x, *y = f() #<", "", "x, y"),
            ("    x = y = f() #<", "", "x, y"),
            ("    if y: #<\n        x = f() #<\n    else: #<\n        g() #<\n        x = 1 #<", "y", "x"),
            ("    x = f() #<\n    y = 0 #<\n    pass #<", "", "x, y"),
            ("    def x(a=f()): pass #<", "", "x"),
        )
    ),
    pytest.param(
        "x = 1\ng = lambda: x\nx += g() #<\nprint(x)", "def new(g, x):", "x = new(g, x)",
        id="called before the name is set",
    ),
    pytest.param(
        "x = 1\ng = lambda: x\ny = g() #<\nx = y #<\nprint(x, y)", "def new(g):", "y, x = new(g)",
        id="called a line before the name is set",
    ),
    pytest.param(
        "x = 1\ng = lambda: x\nx = 2 #<\nprint(x) #<\nx += 1", "def new():", "x = new()",
        id="print calls no function",
    ),
    pytest.param("def f(a):\n    b = a #<\n    b = 2\n    return b", "def new(a):", "new(a)", id="dead"),
    pytest.param("def f(a):\n    return a + 1 #<", "def new(a):", "return new(a)", id="a return"),
    pytest.param(
        "def f(a):\n    if a: #<\n        return 1 #<\n    return 2 #<", "def new(a):",
        "return new(a)", id="all returns",
    ),
    pytest.param(
        "def f(a):\n    if a: #<\n        return 1 #<", "def new(a):", "return new(a)",
        id="a return at the function's end",
    ),
    pytest.param(
        "def f(v):\n    t = 0\n    for i in v:\n        t += i #<\n    return t", "def new(i, t):",
        "t = new(i, t)", id="an accumulator in a loop",
    ),
    pytest.param(
        "def f(v):\n    p = 0\n    for i in v:\n        print(p) #<\n        p = i #<",
        "def new(p, i):", "p = new(p, i)", id="read in the next round",
    ),
    pytest.param(
        "def f(a, x):\n    if a: #<\n        x = 1 #<\n    print(x)", "def new(a, x):",
        "x = new(a, x)", id="set on one path",
    ),
    pytest.param(
        "def f(n):\n    while n: #<\n        n -= 1 #<\n    return n", "def new(n):", "n = new(n)",
        id="a whole loop",
    ),
    pytest.param(
        "def f():\n    def g():\n        print(1) #<\n        return x #<\n    x = 1\n    return g",
        "maybe-unbound", "", id="an outer name that is set later",
    ),
    pytest.param(
        "def f(x):\n    def g():\n        return x + 1 #<\n    return g", "def new(x):",
        "return new(x)", id="an outer name",
    ),
    pytest.param(
        "def f(v):\n    t = 0\n    for i in v:\n        if i:\n            t = t + 1 #<\n    return t",
        "def new(t):",
        "t = new(t)",
        id="under a condition in a loop",
    ),
    pytest.param(
        "def f(v):\n    p = 0\n    for i in v:\n        print(p)\n        if i:\n            p = i #<",
        "def new(i):",
        "p = new(i)",
        id="read in the next round, above",
    ),
    pytest.param(
        "def f():\n    try:\n        g()\n    except E as e:\n        print(e) #<",
        "def new(e):",
        "new(e)",
        id="an exception's name",
    ),
    pytest.param(
        "def f(x):\n    if x:\n        y = 1\n        def g():\n            return y #<\n        return g",
        "def new(y):",
        "return new(y)",
        id="an outer name of a function under a condition",
    ),
    pytest.param(
        "def f(a):\n    b = 0\n    if a:\n        b = 1 #<\n        raise E(b) #<\n    return b",
        "def new():",
        "new()",
        id="what always raises gives nothing back",
    ),
    pytest.param("def f():\n    print(g) #<", "def new():", "new()", id="a global stays one"),
    pytest.param(
        "async def f(a):\n    b = await a #<\n    return b", "async def new(a):",
        "b = await new(a)", id="await",
    ),
    pytest.param(
        "def f():\n    x = 0\n    try:\n        x = g() #<\n    except E:\n        pass\n    return x",
        "def new():", "x = new()", id="one assignment is done or not",
    ),
    pytest.param(
        "def f():\n    try:\n        x = 1 #<\n        g() #<\n    except E:\n        x = 2\n    return x",
        "def new():", "x = new()", id="the handler sets it, too",
    ),
    pytest.param(
        "def f():\n    with open(p) as h:\n        x = 1 #<\n        y = 2 #<\n    return x + y",
        "def new():", "x, y = new()", id="a with that swallows nothing",
    ),
    pytest.param(
        "def f(x):\n    xs = [lambda: x] #<\n    return xs", "def new(x):", "xs = new(x)",
        id="a closure over what stays",
    ),
    pytest.param(
        "for i in v:\n    if i: #<\n        print(x) #<\n    x = i #<", "maybe-unbound", "",
        id="not set in the first round",
    ),
    pytest.param(
        "for i in v:\n    if i: #<\n        print(x) #<\n    x = i", "def new(i):", "new(i)",
        id="read where it is, set by the round before",
    ),
    pytest.param(
        "if v:\n    x = 1 #<\n    def g(p): return g.n + p #<\n    g(x) #<\nprint(x)", "def new():", "x = new()",
        id="a function of the run that reads its own name",
    ),
    pytest.param(
        "def f(v):\n    x = 3 #<\n    def g(): #<\n        nonlocal x #<\n        x += v #<\n    g() #<\n    print(x) #<",
        "def new(v):", "new(v)", id="nonlocal within the run",
    ),
    pytest.param(
        "def f(v):\n    def g(): #<\n        global x #<\n        x = v #<\n    g() #<\n    print(x)",
        "def new(v):", "new(v)", id="an inner function that sets a global",
    ),
    pytest.param(
        "x = 1\nif x:\n    f = lambda: x #<\n    x = f() #<", "def new(x):", "x = new(x)",
        id="a closure that is called before the name is set again",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("source", "head", "call"), EXTRACTED)
def test_extracted(source: str, head: str, call: str) -> None:
    found = extracted(source)
    assert (found.slug, "") == (head, call) if isinstance(found, Refusal) else found == (head, call)


LIVE = [
    pytest.param("a = 1 #<", "new()", id="nothing follows"),
    pytest.param("for i in v:\n    p = i #<\n    if i:\n        break\n    p = 0\nreturn p", "p = new(i)", id="out by break"),
    pytest.param("p = 0\nfor i in v:\n    print(p)\n    p = i #<\n    if i:\n        continue\n    p = 0", "p = new(i)", id="round again by continue"),
    pytest.param("for i in v:\n    if i:\n        p = i #<\n        break\n    print(1)\nelse:\n    p = 0\nreturn p", "p = new(i)", id="past the loop's else by break"),
    pytest.param("p = 0\nfor i in v:\n    p = i #<\nelse:\n    print(p)", "p = new(i)", id="in the loop's else"),
    pytest.param("p = 1\nwhile p:\n    p = 0 #<", "p = new()", id="in the loop's test"),
    pytest.param("for p in v:\n    print(p)\n    p = 0 #<", "new()", id="set anew by the loop itself"),
    pytest.param("try:\n    x = 1 #<\nexcept E:\n    return\nelse:\n    print(x)", "x = new()", id="in a try's else"),
    pytest.param("try:\n    x = 1 #<\nexcept E:\n    return\nelse:\n    x = 2\nprint(x)", "new()", id="set anew by a try's else"),
    pytest.param("try:\n    x = 1 #<\nfinally:\n    x = 2\nprint(x)", "new()", id="set anew by finally"),
    pytest.param("try:\n    g()\nfinally:\n    x = 1 #<\nprint(x)", "x = new()", id="set by finally"),
    pytest.param("try:\n    g()\nexcept E:\n    x = 1 #<\nelse:\n    x = 2\nprint(x)", "x = new()", id="set by a handler"),
    pytest.param("if v:\n    x = 1 #<\nelse:\n    x = 2\nprint(x)", "x = new()", id="set by a branch"),
    pytest.param("if v:\n    x = 1 #<\nx = 2\nprint(x)", "new()", id="set anew after the branch"),
    pytest.param("def g(): return x\nx = 1 #<\nreturn g", "x = new()", id="read by an inner function"),
    pytest.param("with open(p) as h:\n    print(h) #<", "new(h)", id="what a with binds"),
    pytest.param("match v:\n    case [x]:\n        print(x) #<", "new(x)", id="what a case binds"),
    pytest.param("match (y := v):\n    case [x]:\n        print(y) #<", "new(y)", id="what a subject binds"),
    pytest.param("while (y := v):\n    print(y) #<", "new(y)", id="what a test binds"),
    pytest.param("p = 1\nk = lambda: p #<\ndel p\nk()", "closure-sees-rebinding", id="a closure over what is deleted"),
    pytest.param("if v:\n    k = lambda: v #<\n    k()", "k = new(v)", id="a closure in a branch"),
    pytest.param("for i in v:\n    k = lambda: i #<\n    k()", "k = new(i)", id="a closure that is gone by the next round"),
    pytest.param("k = None\nfor i in v:\n    k and k()\n    k = lambda: i #<", "closure-sees-rebinding", id="a closure in a loop"),
    pytest.param("try:\n    x = (y := g()) #<\nexcept E:\n    pass\nreturn x, y", "partial-binding", id="two names at once"),
    pytest.param("try:\n    x: int = g() #<\nexcept E:\n    x = 0\nreturn x", "x = new()", id="one annotated name"),
    pytest.param("try:\n    p = 1 #<\n    g()\nexcept E:\n    return p", "p = new()", id="read by a handler"),
    pytest.param("try:\n    p = 1 #<\n    g()\n    p = 2\nfinally:\n    print(p)", "p = new()", id="read by finally"),
    pytest.param("try:\n    try:\n        g()\n    finally:\n        p = 1 #<\nexcept E:\n    return p", "p = new()", id="read by a handler after finally"),
    pytest.param("try:\n    try:\n        g()\n    except K:\n        p = 1 #<\n        raise\nexcept E:\n    return p", "p = new()", id="read by a handler around it"),
    pytest.param("try:\n    for i in v:\n        p = i #<\nexcept E:\n    return p", "p = new(i)", id="read by a handler around the loop"),
    pytest.param("with suppress(E):\n    p = 1 #<\n    g()\n    p = 2\nreturn p", "p = new()", id="read after a with that swallows"),
    pytest.param("try:\n    g()\n    p = 1 #<\nexcept E:\n    return p", "new()", id="the last of a try's body"),
    pytest.param("try:\n    g()\nexcept E:\n    p = 1 #<\n    g() #<\nfinally:\n    print(p)", "partial-binding", id="a handler's half, seen by finally"),
    pytest.param("p = 0\ntry:\n    p = 1 #<\n    g() #<\nfinally:\n    v()\nreturn p", "p = new()", id="a finally that lets exceptions pass"),
    pytest.param("p = 0\nwhile v:\n    try:\n        p = 1 #<\n        g() #<\n    finally:\n        break\nreturn p", "partial-binding", id="a finally that swallows"),
    pytest.param("p += v #<", "new(v, p)", id="a parameter that nothing reads again"),
    pytest.param("x += v #<", "x = new(v, x)", id="never set: the call fails as it did"),
    pytest.param("if v:\n    x += [lambda: v] #<\nprint(v)", "x = new(v, x)", id="never set, in a branch"),
    pytest.param("v.__dict__ #<", "new(v)", id="a name between two underscores"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "call"), LIVE)
def test_what_a_function_needs_afterwards(body: str, call: str) -> None:
    source = "def f(v, p=''):\n" + "\n".join("    " + line for line in body.splitlines())
    found = extracted(source)
    assert (found.slug if isinstance(found, Refusal) else found[1]) == call


OTHER_CELLS = [
    # cells; the run is the whole second cell
    pytest.param(["b = 1", "f = lambda: b", "print(f())"], "f = new(b)", id="a closure"),
    pytest.param(
        ["b = 1", "f = lambda: b", "b = 2\nf()"], "closure-sees-rebinding",
        id="over what is set again",
    ),
    pytest.param(["b = 1", "f = lambda: b", "del b\nf()"], "closure-sees-rebinding", id="over what is deleted"),
    pytest.param(["b = 1", "f = lambda: b", "b = 2"], "new(b)", id="which nobody calls by then"),
    pytest.param(["b = 1", "a = b", "a"], "a = new(b)", id="read by another cell"),
    pytest.param(["b = 1", "a = b"], "new(b)", id="read by none"),
    pytest.param(["a = b = 1", "a = b"], "a = new(b)", id="an old value would stay behind"),
    pytest.param(["if c:\n    b = 1", "a = b"], "new()", id="perhaps not set: read where it is"),
    pytest.param(
        ["a = 1\ndef f(): return a", "a = 2\nf()"], "callee-reads-rebound-name", id="a callee reads it"
    ),
    pytest.param(["a = 1\ndef f(): return 1", "a = a + f()", "a"], "a = new(a)", id="a callee does not"),
    pytest.param(
        ["a = 1\ndef f():\n    global a\n    a = 2", "a = 3\nf()"], "callee-writes-global",
        id="a callee sets it",
    ),
    pytest.param(["%who", "a = 1"], "namespace-observed", id="names are listed"),
    pytest.param(["import a", "a = 1"], "a = new()", id="a module would stay behind"),
    pytest.param(["import a", "import a.b as a\nb = a.c", "b"], "b = new()", id="another import stays, for nobody"),
    pytest.param(["def f(): return a.b", "import a", "f()"], "a = new()", id="a function reads what is imported here"),
    *(
        pytest.param(["a = 1", f"def f():\n    {body}", "print(f())"], call, id=f"shown: {body}")
        for body, call in (
            ("def g(): pass\n    return g", "shows-module"),
            ("return lambda: 1", "shows-module"),
            ("def g(): pass\n    return g()", "f = new()"),
            ("return max([a], key=lambda v: v)", "f = new(a)"),
        )
    ),
    pytest.param(["new = 1", "a = 1"], "name-taken", id="the name is taken"),
    pytest.param(["b = 1", "a = b\na", "a"], "a = new(b)", id="a display stays, and the rest moves"),
    pytest.param(["b = 1", "a = b\na"], "new(b)", id="a display moves where nothing is given back"),
    pytest.param(["b = 1", "a = b; a", "a"], "display-and-returns", id="a display on the same line"),
    pytest.param(["b = 1", "a = [b]\nprint(a)", "a"], "a = new(b)", id="print displays nothing"),
    pytest.param(["def print(x): return x", "a = 2\nprint(a)", "a"], "a = new()", id="another print does"),
    pytest.param(["import pandas as pd", "a = 2\npd.set_option('x', a)", "a"], "a = new()", id="nor do options"),
    pytest.param(
        ["InteractiveShell.ast_node_interactivity = 'all'", "a = 2\na\nb = a", "b"], "displays-inside",
        id="every expression is displayed",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "call"), OTHER_CELLS)
def test_other_cells_count(cells: list[str], call: str) -> None:
    analysis = api.analyse(api.notebook_of(cells))
    found = api.extract_in(analysis, 1, 1, len(cells[1].splitlines()), "new")
    assert (found.slug if isinstance(found, Refusal) else found.call) == call


def test_another_handler_of_several_may_run_next() -> None:
    source = "d = 0\ntry:\n    go()\nexcept* E:\n    d = 1 #<\nexcept* F:\n    e = d\nd = 2"
    if hasattr(ast, "TryStar"):  # Python 3.11
        assert extracted(source) == ("def new():", "d = new()")
