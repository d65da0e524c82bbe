"""What else sees the names of a run within a cell: functions, handlers, later rounds; and what can't.

In each row the run is the lines that end in `#<`.
"""

from __future__ import annotations

import pytest

from jupyterlab_promote import api
from jupyterlab_promote.core.model import Refusal


def answer(*cells: str) -> str:
    """The call of the function that the marked lines become, or the refusal's slug."""
    (number,) = (i for i, cell in enumerate(cells) if "#<" in cell)
    lines = cells[number].splitlines()
    marked = [n for n, line in enumerate(lines, start=1) if line.endswith("#<")]
    plain = ["\n".join(x.removesuffix("#<").rstrip() for x in c.splitlines()) for c in cells]
    analysis = api.analyse(api.notebook_of(plain))
    found = api.extract_in(analysis, number, marked[0], marked[-1], "new")
    return found.slug if isinstance(found, Refusal) else found.call


CALLEE, CLOSURE, PARTIAL = "callee-reads-rebound-name", "closure-sees-rebinding", "partial-binding"
F = "def f(x):\n    g = lambda: x\n"
K = "def f(x):\n    k = []\n    k.append(lambda: x)\n"
SETS = "    x = 2 #<\n    h() #<\n    return x"
CELL = "x = 1\ndef g():\n    return x\n"

SEEN = [
    *(
        pytest.param(
            [F + f"    q = {made}\n    x = 2 #<\n    y = q[0]() #<\n    return y"], CALLEE, id=f"in what {made} gives",
        )
        for made in (
            "list((g,))", "sorted([g])", "tuple([g])", "max([g], key=id)", "dict(a=g)", "list(map(h, [g]))",
            "list(map(lambda v: (lambda: x), [1]))", "sum([[g]], [])",
        )
    ),
    *(
        pytest.param(
            [f"def f(x, t):\n    def g(v):\n        return lambda: x\n    q = {made}\n    x = 2 #<\n    y = q[0]() #<\n    return y"],
            CALLEE, id=f"made by {made}",
        )
        for made in ("list(map(g, [1]))", "t.apply(g)", "[g(v) for v in t]")
    ),
    pytest.param([CELL + "q = dict(a=g)", "if 1:\n    x = 2 #<\n    q['a']() #<"], CALLEE, id="in another cell's dictionary"),
    pytest.param([K + "    m = k\n" + SETS], CALLEE, id="k in two names"),
    pytest.param([K + "    m(k)\n" + SETS], CALLEE, id="k as a value"),
    pytest.param([K + "    m = [k]\n" + SETS], CALLEE, id="k in another list"),
    pytest.param([K + "    def g(): return k\n" + SETS], CALLEE, id="k given back by a function"),
    pytest.param([K + "    def g():\n        nonlocal k\n        k = h(0)\n" + SETS], CALLEE, id="k by a function that sets it"),
    pytest.param(["def f(x, k):\n    k.append(lambda: x)\n    k = []\n" + SETS], CALLEE, id="k was another's"),
    pytest.param(["def f(x):\n    k = h(1)\n    k.append(lambda: x)\n" + SETS], CALLEE, id="k is what a call gives"),
    pytest.param([K + "    x = 2 #<\n    k[0]() #<"], CALLEE, id="k, looked into by the run"),
    pytest.param([K + "    x = 2 #<\n    for y in k: #<\n        y() #<"], CALLEE, id="k, looked into by a loop in the run"),
    pytest.param([K + "    g = lambda: k[0]()\n    x = 2 #<\n    g() #<"], CALLEE, id="k, in the run by a function"),
    pytest.param([K + "    m = k[0]\n    x = 2 #<\n    m() #<"], CALLEE, id="k's element by another name"),
    pytest.param([K.replace("[]", "list()") + "    list = h\n" + SETS], CALLEE, id="k and list is another"),
    pytest.param([F + "    x = 2 #<\n    return g #<"], CALLEE, id="returned with the run"),
    pytest.param(
        ["def f(x, k):\n    k.append(lambda: x)\n    x = 2 #<\n    y = 1 / 0 #<"], CALLEE,
        id="kept by the caller, who may catch what goes wrong",
    ),
    pytest.param(["def f(x, k):\n    k.append(lambda: x)\n    x = 2 #<\n    h() #<"], CALLEE, id="given away"),
    pytest.param(
        [F + "    try:\n        x = 2 #<\n        y = 1 / 0 #<\n    except E:\n        print(g())"], PARTIAL,
        id="called by a handler",
    ),
    pytest.param(
        [F + "    try:\n        x = 2 #<\n        h() #<\n    except E:\n        g()\n        x = 3\n    return x"],
        PARTIAL, id="called by a handler before it sets the name",
    ),
    pytest.param(
        ["def f(x):\n    try:\n        g = lambda: x\n    finally:\n        x = 2 #<\n        print(g()) #<"], CALLEE,
        id="made in the try before",
    ),
    pytest.param(["def f(x):\n    with h(lambda: x):\n        x = 2 #<\n        k() #<"], CALLEE, id="given to a with"),
    pytest.param(
        ["def f(x):\n    for i in x:\n        h() #<\n        x = 2 #<\n        h() #<\n        k(lambda: x)"], CALLEE,
        id="made a round before",
    ),
    pytest.param(
        ["def f(x):\n    for i in x:\n        x = 2 #<\n        h() #<\n        k(lambda: x) #<"], CALLEE,
        id="made by the run, a round before",
    ),
    pytest.param(
        ["def f(x):\n    k = [x]\n    m = k\n    k[0] = lambda: x\n    x = 2 #<\n    m[0]() #<"], CALLEE,
        id="in a list with two names",
    ),
    pytest.param([F + "    h = g\n    x = 2 #<\n    h() #<"], CALLEE, id="by another name"),
    pytest.param([F + "    h = lambda: g()\n    x = 2 #<\n    h() #<"], CALLEE, id="by another function"),
    pytest.param(
        ["def f(x):\n    g = lambda: x\n    h = (g() for _ in [1])\n    x = 2 #<\n    for y in h: pass #<"], CALLEE,
        id="by a generator",
    ),
    pytest.param([CELL, "h = g\nif 1:\n    x = 2 #<\n    h() #<"], CALLEE, id="another cell's, by a name of this one"),
    pytest.param(
        ["from m import register, go\n" + CELL + "register(g)", "if 1:\n    x = 2 #<\n    go() #<"], CALLEE,
        id="another cell gave it away",
    ),
    pytest.param(
        [CELL + "d = {}\ne = d\nd[1] = g", "if 1:\n    x = 2 #<\n    e[1]() #<"], CALLEE,
        id="another cell put it where two names lead",
    ),
    pytest.param([CELL + "if 1:\n    del x #<\n    g() #<\n    x = 3 #<"], CALLEE, id="called while the name is deleted"),
    pytest.param([CELL + "d = map(g, [1])\nx = 2 #<\nfor y in d: pass #<"], CALLEE, id="by a map, as a loop goes through it"),
    pytest.param([CELL + "d = defaultdict(g)\nx = 2 #<\nd[1] #<"], CALLEE, id="by a defaultdict, for a missing item"),
    pytest.param([CELL + "d = defaultdict(g) #<\nx = 2 #<\nd[1] #<"], CALLEE, id="by a defaultdict of the run itself"),
    pytest.param(["x = 1 #<\ng = lambda: x #<", "x = 2\nprint(g())"], CLOSURE, id="over a name of the run that another cell sets"),
    pytest.param(["g = lambda: x\nx = 2 #<\nh(1) #<"], CALLEE, id="what nobody knows may call it by its name"),
    pytest.param(
        ["def f():\n    x = 1\n    def g():\n        nonlocal x\n        x += 1\n"
         "    def h():\n        g() #<\n        return x #<\n    return h()"],
        "callee-writes-global", id="a neighbour sets it",
    ),
    pytest.param(
        ["def f(x):\n    def g():\n        nonlocal x\n        x += 1\n    h = g\n    h() #<\n    print(x) #<"],
        "callee-writes-global", id="an inner function sets it, by another name",
    ),
    pytest.param(
        ["def f(x):\n    def g():\n        nonlocal x\n        x += 1\n    k(g)\n    h() #<\n    print(x) #<"],
        "callee-writes-global", id="an inner function that was given away sets it",
    ),
    pytest.param(
        ["def f(x):\n    def g():\n        nonlocal x\n        x += 1\n        h() #<\n        y = x #<\n    g()"],
        "callee-writes-global", id="it may call itself",
    ),
    pytest.param(
        ["def f():\n    x = 1\n    async def g():\n        await h() #<\n        print(x) #<\n    t = k(g())\n    x = 2"],
        "callee-writes-global", id="set while the run waits",
    ),
    pytest.param(
        ["def f():\n    x = 1\n    def g():\n        h = lambda: x #<\n        return h\n    k = g()\n    x = 2\n    return k()"],
        CLOSURE, id="set by the function around",
    ),
    pytest.param(
        ["def f():\n    x = 1\n    def g():\n        print(1) #<\n        return x #<\n    del x\n    return g()"],
        "maybe-unbound", id="deleted by the function around",
    ),
    pytest.param(["def f(x):\n    g = lambda: x #<\n    x = 2\n    return g()"], CLOSURE, id="made here, called later"),
    pytest.param(["def f(x):\n    k(lambda: x) #<\n    x = 2"], CLOSURE, id="made here, given away"),
    pytest.param(
        ["def f(x):\n    g = lambda: x #<\n    def h():\n        nonlocal x\n        x = 2\n    h()\n    return g()"],
        CLOSURE, id="set by a function that is made later",
    ),
    pytest.param(
        ["def f(x):\n    def h():\n        nonlocal x\n        x = 2\n    k(lambda: x) #<\n    h()"],
        CLOSURE, id="set by a function that is made before",
    ),
    pytest.param(
        ["x = 1\ng = lambda: x #<\ndef h():\n    global x\n    x = 2\nh()\ng()"], CLOSURE, id="set by global in the cell",
    ),
    pytest.param(["def f(x):\n    g = lambda: x #<\n    h = g\n    x = 2\n    h()"], CLOSURE, id="made here, by another name"),
    pytest.param(["try:\n    h()\nexcept E as e:\n    try: #<\n        h() #<\n    except F as e: #<\n        pass #<\n    print(e)"], "deletes-outer-name", id="an exception by the name of the one around"),
    pytest.param(["e = 1\ntry: #<\n    h() #<\nexcept E as e: #<\n    pass #<"], "deletes-outer-name", id="an exception by a name that is set"),
    pytest.param(["if 1:\n    print(id) #<\n    id = 2 #<\n    del id #<"], "deletes-outer-name", id="a builtin that is read first"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "slug"), SEEN)
def test_seen(cells: list[str], slug: str) -> None:
    assert answer(*cells) == slug


N = "def f(x):\n    def g():\n        nonlocal x\n        x += 1\n"

NOT_SEEN = [
    pytest.param(
        ["def f(x, t):\n    q = list(map(lambda v: v + x, t))\n    r = sorted(v + x for v in t)\n" + SETS], "x = new()",
        id="used up at once",
    ),
    pytest.param(
        ["def f(x, y):\n    try:\n        x = h() #<\n        y, z = x, y #<\n    except E:\n        pass\n    return x, y"],
        "x, y = new(y)", id="nothing fails once it is set",
    ),
    pytest.param([K + SETS], "x = new()", id="in a list that the run does not know"),
    pytest.param([K + "    print(len(k), k[0]())\n" + SETS], "x = new()", id="in a list that is only looked into"),
    pytest.param(
        [K + "    def g(k): return k\n" + SETS], "x = new()", id="another function's name is another",
    ),
    pytest.param([F + "    y = 1\n    y = g() #<\n    x = 2 #<\n    h() #<\n    return x, y"], "y, x = new(g)", id="called before, in the run"),
    pytest.param([F + "    g()\n    x, (y, z) = 1, (2, 3) #<\n    return x"], "x = new()", id="taken apart as it is written"),
    pytest.param([N + "    g()\n    y = x #<\n    h(y) #<\n    return y"], "y = new(x)", id="set before"),
    pytest.param([N + "    x = 2 #<\n    h() #<\n    g()\n    return x"], "x = new()", id="set later"),
    pytest.param([N + "        return x #<\n    return g()"], "return new(x)", id="in the function that sets it"),
    pytest.param([F + "    g()\n    x = h() #<\n    k(x) #<\n    return x"], "x = new()", id="only called, elsewhere"),
    pytest.param(
        ["def f(x):\n    if x:\n        x = 2 #<\n        h() #<\n    else:\n        k(lambda: x)"], "x = new()",
        id="made in the other branch",
    ),
    pytest.param(["def f(x):\n    x = 2 #<\n    h() #<\n    k(lambda: x)"], "x = new()", id="made later"),
    pytest.param([CELL + "print(g())\nh = []\nif 1:\n    x = 2 #<\n    h.append(x) #<"], "x = new(h)", id="not by a list's method"),
    pytest.param(["def f(x):\n    g = lambda: x #<\n    print(g()) #<\n    x = 2"], "new(x)", id="ends with the run"),
    pytest.param(["def f(x):\n    g = lambda: x #<\n    print(g())\n    x = 2"], "g = new(x)", id="called before"),
    pytest.param(["def f(x):\n    if x:\n        del x #<\n        x = 2 #<\n    return x"], "x = new(x)", id="deleted and set"),
    pytest.param(["def f(v, x):\n    for i in v: #<\n        del x #<\n        x = i #<\n    return x"], "x = new(v, x)", id="in each round"),
    pytest.param(["def f(x):\n    del x #<\n    return 1 #<"], "return new(x)", id="deleted at the end"),
    pytest.param(
        ["try:\n    h()\nexcept E as e:\n    pass\ntry: #<\n    h() #<\nexcept E as e: #<\n    pass #<"], "new()",
        id="two exceptions by one name",
    ),
    pytest.param(["if 1:\n    id = 2 #<\n    print(id) #<\n    del id #<"], "new()", id="set and deleted"),
    pytest.param(
        ["def f(v):\n    for i in v:\n        x = i\n        def g():\n            print(1) #<\n            return x #<\n        g()"],
        "return new(x)", id="a name of the loop around the function",
    ),
    pytest.param(["def f(v):\n    for x in v:\n        pass\n    print(x) #<\n    return x #<"], "return new(x)", id="fails at once, or not at all"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "call"), NOT_SEEN)
def test_not_seen(cells: list[str], call: str) -> None:
    assert answer(*cells) == call
