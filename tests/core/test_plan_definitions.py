"""Definitions leave the notebook: an import stands in their place, and their module has all they need."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jupyterlab_promote.core.proposals.proposal import Decision

from .planning import analysed, cells_of, modules_of, moving, planned, project, slugs

MOVES = [
    pytest.param(
        ["import numpy as np", "def f(x):\n    return np.sum(x)", "f([1])"],
        ["f"],
        "import numpy as np\n\n\ndef f(x):\n    return np.sum(x)\n",
        ["import numpy as np", "from pkg.utils import f", "f([1])"],
        id="with its import",
    ),
    pytest.param(
        ["# half\ndef f(x):\n    return x * RATE\n\nRATE = 0.5\nf(1)"],
        ["f"],
        "RATE = 0.5\n\n\n# half\ndef f(x):\n    return x * RATE\n",
        ["from pkg.utils import RATE, f\n\nf(1)"],
        id="a constant comes along",
    ),
    pytest.param(
        [
            "from pathlib import Path\nfrom collections import namedtuple",
            "Point = namedtuple('Point', 'x y')\nROOT = Path('data')\nRAW = ROOT / 'raw'",
            "def f(p: Point):\n    return RAW / p.x\nf(1)",
        ],
        ["f"],
        "from collections import namedtuple\nfrom pathlib import Path\n\n"
        'Point = namedtuple("Point", "x y")\nROOT = Path("data")\nRAW = ROOT / "raw"\n\n\n'
        "def f(p: Point):\n    return RAW / p.x\n",
        [
            "from pathlib import Path\nfrom collections import namedtuple",
            "from pkg.utils import RAW, ROOT, Point",
            "from pkg.utils import f\n\nf(1)",
        ],
        id="a type and paths come along",
    ),
    pytest.param(
        ["def g(x):\n    return x\n\n\ndef f(x):\n    return g(x)\n\ny = f(1)"],
        ["f"],
        "def g(x):\n    return x\n\n\ndef f(x):\n    return g(x)\n",
        ["from pkg.utils import f, g\n\ny = f(1)"],
        id="a helper comes along",
    ),
    pytest.param(
        ["def f(x):\n    return x\nprint(f(1))", "def f(x):\n    return -x\nprint(f(1))"],
        ["f"],
        "def f(x):\n    return x\n\n\ndef f_2(x):\n    return -x\n",
        [
            "from pkg.utils import f\n\nprint(f(1))",
            "from pkg.utils import f_2 as f\n\nprint(f(1))",
        ],
        id="the same name twice",
    ),
    pytest.param(
        ["def f(x):\n    return x\nprint(f(1))", "def f(x):\n    return x\nprint(f(1))"],
        ["f"],
        "def f(x):\n    return x\n",
        ["from pkg.utils import f\n\nprint(f(1))", "from pkg.utils import f\n\nprint(f(1))"],
        id="the same definition twice",
    ),
    pytest.param(
        ["def f(x):\n    return x\ndef f(x):\n    return x\nprint(f(1))"],
        ["f"],
        "def f(x):\n    return x\n",
        ["from pkg.utils import f\n\nprint(f(1))"],
        id="the same definition twice in one cell",
    ),
    pytest.param(
        ["x = 1\n\n@staticmethod\ndef f():\n    pass\n\n\n\nz = 2"],
        ["f"],
        "@staticmethod\ndef f():\n    pass\n",
        ["x = 1\n\nfrom pkg.utils import f\n\nz = 2"],
        id="a decorator, and no blank lines left over",
    ),
    pytest.param(
        [
            "try:\n    import ujson as json\nexcept ImportError:\n    import json",
            "def f(x):\n    return json.dumps(x)",
        ],
        ["f"],
        "try:\n    import ujson as json\nexcept ImportError:\n    import json\n\n\n"
        "def f(x):\n    return json.dumps(x)\n",
        [
            "try:\n    import ujson as json\nexcept ImportError:\n    import json",
            "from pkg.utils import f",
        ],
        id="a guarded import",
    ),
    pytest.param(
        ["from __future__ import annotations", "def f(x: int):\n    return x"],
        ["f"],
        "from __future__ import annotations\n\n\ndef f(x: int):\n    return x\n",
        ["from __future__ import annotations", "from pkg.utils import f"],
        id="a future import",
    ),
    pytest.param(
        ["def f(x):\n    display(x)"],
        ["f"],
        "from IPython.display import display\n\n\ndef f(x):\n    display(x)\n",
        ["from pkg.utils import f"],
        id="display is imported",
    ),
    pytest.param(
        ["import os, os.path\ndef f(x):\n    return os.path.join(x, x)"],
        ["f"],
        "import os\nimport os.path\n\n\ndef f(x):\n    return os.path.join(x, x)\n",
        ["import os, os.path\nfrom pkg.utils import f"],
        id="a package and its module",
    ),
    pytest.param(
        ["%%time\ndef f(x):\n    return x\nf(2)"],
        ["f"],
        "def f(x):\n    return x\n",
        ["%%time\nfrom pkg.utils import f\n\nf(2)"],
        id="below a cell magic",
    ),
    pytest.param(
        ['def f(x):\n    """Long.\n\n      indented\n    """\n    return """a\n  b"""'],
        ["f"],
        'def f(x):\n    """Long.\n\n    indented\n    """\n    return """a\n  b"""\n',
        ["from pkg.utils import f"],
        id="strings keep their lines",
    ),
]


@pytest.mark.parametrize(("cells", "names", "module", "after"), MOVES)
def test_definition(cells: list[str], names: list[str], module: str, after: list[str]) -> None:
    analysis = analysed(*cells)
    plan = planned(analysis, moving(analysis, *names))
    assert modules_of(plan) == {"utils": module}
    assert cells_of(analysis, plan) == after
    assert slugs(plan) == []


PASSED = [
    pytest.param(
        ["n = 100", "def f(k):\n    return n + k", "f(1)"],
        "def f(n, k):\n    return n + k\n",
        ["n = 100", "from pkg.utils import f", "f(n, 1)"],
        id="a literal with a small name",
    ),
    pytest.param(
        ["n = 100", "def f(k):\n    return n + k", "list(map(f, [1]))"],
        "n = 100\n\n\ndef f(k):\n    return n + k\n",
        ["from pkg.utils import n", "from pkg.utils import f", "list(map(f, [1]))"],
        id="a literal that can't be passed",
    ),
    pytest.param(
        ["rows = read()", "def f(n):\n    return rows[n]", "f(1)\nf(n=2)"],
        "def f(rows, n):\n    return rows[n]\n",
        ["rows = read()", "from pkg.utils import f", "f(rows, 1)\nf(rows, n=2)"],
        id="data goes first",
    ),
    pytest.param(
        ["rows = read()", "def f():\n    return rows", "f()"],
        "def f(rows):\n    return rows\n",
        ["rows = read()", "from pkg.utils import f", "f(rows)"],
        id="the only one",
    ),
    pytest.param(
        ["rows = read()", "def f(n):\n    return f(n - 1) if n else rows", "f(1)"],
        "def f(rows, n):\n    return f(rows, n - 1) if n else rows\n",
        ["rows = read()", "from pkg.utils import f", "f(rows, 1)"],
        id="a call of itself",
    ),
    pytest.param(
        ["rows = read()", "def g():\n    return rows\ndef f():\n    return g()", "f()"],
        "def g(rows):\n    return rows\n\n\ndef f(rows):\n    return g(rows)\n",
        ["rows = read()", "from pkg.utils import f, g", "f(rows)"],
        id="through another function",
    ),
    pytest.param(
        [
            "rows = read()",
            "def f(*a, k=1):\n    return rows",
            "f(\n    1,\n    k=2)",
            "rows = 2\nf()",
        ],
        "def f(rows, *a, k=1):\n    return rows\n",
        [
            "rows = read()",
            "from pkg.utils import f",
            "f(\n    rows, 1,\n    k=2)",
            "rows = 2\nf(rows)",
        ],
        id="each call passes what is there then",
    ),
    pytest.param(
        [
            "rows = read()",
            "def f(n, k=2):\n    return rows",
            "d = read()",
            "d = d.apply(f, axis=1)\nd['a'].map(f)",
        ],
        "def f(rows, n, k=2):\n    return rows\n",
        [
            "rows = read()",
            "from pkg.utils import f",
            "d = read()",
            "d = d.apply(lambda n: f(rows, n), axis=1)\nd['a'].map(lambda n: f(rows, n))",
        ],
        id="handed to what calls it",
    ),
    pytest.param(
        ["rows = read()", "def f(n):\n    return rows", "rows.apply(lambda n: f(n)).apply(f)"],
        "def f(rows, n):\n    return rows\n",
        [
            "rows = read()",
            "from pkg.utils import f",
            "rows.apply(lambda n: f(rows, n)).apply(lambda n: f(rows, n))",
        ],
        id="handed on by a lambda already",
    ),
    pytest.param(
        ["n = 100", "def f(k):\n    return n + k", "read().apply(f)"],
        "n = 100\n\n\ndef f(k):\n    return n + k\n",
        ["from pkg.utils import n", "from pkg.utils import f", "read().apply(f)"],
        id="a literal that a lambda would have to pass",
    ),
    pytest.param(
        ["rows = read()", "def f(n):\n    return rows", "def g(x):\n    return f(x)", "g(1)"],
        "def f(rows, n):\n    return rows\n",
        ["rows = read()", "from pkg.utils import f", "def g(x):\n    return f(rows, x)", "g(1)"],
        id="a call in a function that stays",
    ),
]


@pytest.mark.parametrize(("cells", "module", "after"), PASSED)
def test_data_is_passed(cells: list[str], module: str, after: list[str]) -> None:
    analysis = analysed("def read():\n    return [1, 2, 3]", *cells)
    plan = planned(analysis, moving(analysis, "f"))
    assert slugs(plan) == []
    assert modules_of(plan) == {"utils": module}
    assert cells_of(analysis, plan)[1:] == after


REFUSED = [
    pytest.param(
        ["rows = read()", "def f(n):\n    return rows", "def g():\n    %time f(1)"],
        "used-by-magic",
        id="in a magic",
    ),
    pytest.param(
        ["rows = read()", "def f(n):\n    return rows", "list(map(f, [1]))"],
        "used-as-value",
        id="as a value",
    ),
    pytest.param(
        ["rows = read()", "def f(n):\n    return rows", "rows.map(f)"],
        "used-as-value",
        id="what may be a stream",
    ),
    pytest.param(
        ["rows = read()", "def f(n, k):\n    return rows", "rows.apply(f)"],
        "used-as-value",
        id="two parameters are wanted",
    ),
    pytest.param(
        ["rows = read()", "def f(*n):\n    return rows", "rows.apply(f)"],
        "used-as-value",
        id="any number is",
    ),
    pytest.param(
        ["rows = read()", "def f(n):\n    return rows", "rows.apply(f, args=(1,))"],
        "used-as-value",
        id="more is passed",
    ),
    pytest.param(
        ["rows = read()", "def f(n):\n    return rows", "rows.apply(f)", "del rows"],
        "used-as-value",
        id="what it reads is deleted",
    ),
    pytest.param(
        ["rows = read()", "def f(n):\n    return rows", "[x.apply(f) for x in rows]"],
        "used-as-value",
        id="in a scope of its own",
    ),
    pytest.param(
        ["rows = read()", "def f(n):\n    return rows", "rows.agg(f)"],
        "used-as-value",
        id="what may show its name",
    ),
    pytest.param(
        ["rows = read()", "def f(n):\n    return rows", "apply = lambda f: 1\nrows.apply(f)"],
        "used-as-value",
        id="what the notebook has under that name",
    ),
    pytest.param(
        ["rows = read()", "def f(rows_=1, *, n):\n    return rows", "rows.apply(f)"],
        "used-as-value",
        id="a keyword is wanted",
    ),
    pytest.param(
        [
            "def f(n):\n    return rows",
            "rows = read()\nf(1)",
            "del rows\ntry:\n    f(2)\nexcept NameError:\n    pass",
        ],
        "maybe-unbound",
        id="not there at a call",
    ),
    pytest.param(
        ["rows = read()", "class A:\n    def m(self):\n        return rows", "a = A().m()"],
        "reads-global",
        id="a class",
    ),
    pytest.param(
        ["rows = read()", "def f(n):\n    return rows", "[f(rows) for rows in [1, 2]]"],
        "shadowed-global",
        id="another variable of that name",
    ),
    pytest.param(
        ["rows = read()", "def f():\n    return lambda: rows", "g = f()\nrows = 2\ng()"],
        "reads-rebound-global",
        id="a closure that outlives the call",
    ),
    pytest.param(
        ["def f(n):\n    return f(n - 1) if n else 0", "for f in [print]:\n    f(1)"],
        "ambiguous-name",
        id="recursion through a name bound twice",
    ),
    pytest.param(
        ["def f(n):\n    global x\n    x = n", "f(1)\nx"], "writes-global", id="sets a global"
    ),
    pytest.param(
        ["x = read()", "def f():\n    global x\n    return x", "f()"],
        "reads-global",
        id="reads what it declares global",
    ),
    pytest.param(
        ["def f(n):\n    return nowhere", "x = 1"], "unresolved-name", id="an unknown name"
    ),
]


@pytest.mark.parametrize(("cells", "slug"), REFUSED)
def test_refused(cells: list[str], slug: str) -> None:
    analysis = analysed("import io\nread = io.StringIO", *cells)
    plan = planned(analysis, moving(analysis, "f", "A"))
    assert slugs(plan) == [slug]
    assert plan.cell_edits == ()
    assert plan.file_edits == ()


def test_identical_definition_is_reused() -> None:
    analysis = analysed("def f(x):\n    return x  # same", "f(1)")
    plan = planned(analysis, moving(analysis, "f"), into=project(utils="def f(x): return x\n"))
    assert plan.file_edits == ()
    assert cells_of(analysis, plan) == ["from pkg.utils import f", "f(1)"]


def test_taken_name_is_not_overwritten() -> None:
    analysis = analysed("def f(x):\n    return x", "f(1)")
    plan = planned(analysis, moving(analysis, "f"), into=project(utils="def f(x): return -x\n"))
    assert modules_of(plan)["utils"] == "def f(x): return -x\n\n\ndef f_2(x):\n    return x\n"
    assert cells_of(analysis, plan) == ["from pkg.utils import f_2 as f", "f(1)"]


EARLY = [
    # what stands between a constant and the import of a library; the module, the function's call
    pytest.param(
        "import os\nos.environ['A'] = '1'",
        "def f(LOW, x):",
        "f(LOW, 1)",
        id="what the library may look at",
    ),
    pytest.param("import os\nos.environ.get('A')", "def f(x):", "f(1)", id="what looks itself"),
]


@pytest.mark.parametrize(("between", "head", "call"), EARLY)
def test_a_constant_that_would_import_too_early_is_passed(
    between: str, head: str, call: str
) -> None:
    cells = ["LOW = 1", between, "import pandas", "def f(x):\n    return pandas.g(x + LOW)", "f(1)"]
    analysis = analysed(*cells)
    plan = planned(analysis, moving(analysis, "f", "LOW"))
    assert head in modules_of(plan)["utils"]
    assert cells_of(analysis, plan)[-1] == call


def test_a_module_never_imports_itself() -> None:
    analysis = analysed("from pkg.utils import LOW as K", "def f(x):\n    return x + K", "f(1)")
    plan = planned(analysis, moving(analysis, "f"), into=project(utils="LOW = 1\n"))
    assert slugs(plan) == ["import-circle"]


NAMES_SEEN = [
    pytest.param("f(1)", "g", [], id="called only"),
    pytest.param("import math\nmath.any(f)", "g", ["shows-name"], id="handed to who knows"),
    pytest.param("list(map(f, [1]))", "g", [], id="handed to map"),
    pytest.param("t.agg([f])", "g", ["shows-name"], id="named in a table"),
    pytest.param("t.apply(f)", "g", [], id="applied to a table"),
    pytest.param("t.agg([f])", "f", [], id="under its own name"),
]


@pytest.mark.parametrize(("use", "name", "refused"), NAMES_SEEN)
def test_a_name_that_could_be_seen_is_kept(use: str, name: str, refused: list[str]) -> None:
    analysis = analysed(
        "def f(x):\n    return x", "import pandas as pd\nt = pd.Series([1])", f"v = 1\n{use}"
    )
    (move,) = moving(analysis, "f")
    assert slugs(planned(analysis, [move], [Decision(move.id, name=name)])) == refused
    (plan,) = [planned(analysis, [replace(move, name=name)])]
    assert [p.name for p in plan.promoted] == ["f" if refused else name]


@pytest.mark.parametrize(
    ("gives", "name"), [("lambda: x", "f"), ("max([x], key=lambda v: v)", "g"), ("x", "g")]
)
def test_a_name_in_the_repr_of_what_is_given_is_kept(gives: str, name: str) -> None:
    analysis = analysed(f"def f(x):\n    return {gives}", "print(f(1))")
    (move,) = moving(analysis, "f")
    plan = planned(analysis, [replace(move, name="g")])
    assert [p.name for p in plan.promoted] == [name]


def test_a_class_keeps_its_name() -> None:
    analysis = analysed("class A:\n    pass", "a = A()")
    plan = planned(analysis, [replace(moving(analysis, "A")[0], name="B")])
    assert [p.name for p in plan.promoted] == ["A"]


MODULES = [
    pytest.param("", [], id="empty"),
    pytest.param("import os\nlog = os.getcwd()\n", [], id="names are set"),
    pytest.param("if __name__ == '__main__':\n    print(1)\n", [], id="a main block"),
    pytest.param("try:\n    import a\nexcept ImportError:\n    a = None\n", [], id="a fallback"),
    pytest.param("print('hello')\n", ["module-runs-code"], id="a call"),
    pytest.param("import os\nos.environ['A'] = '1'\n", ["module-runs-code"], id="an item set"),
    pytest.param("for x in 'ab':\n    pass\n", ["module-runs-code"], id="a loop"),
    pytest.param("def (:\n", ["broken-module"], id="no Python"),
    pytest.param("import numpy as f\n", [], id="a taken name"),
    pytest.param("from os import sep as np\n", ["name-taken"], id="an import of another meaning"),
    pytest.param("def sum(x):\n    return x\n", ["name-taken"], id="a builtin of its own"),
]


@pytest.mark.parametrize(("text", "refused"), MODULES)
def test_the_module_that_is_there(text: str, refused: list[str]) -> None:
    analysis = analysed("import numpy as np\ndef f(x):\n    return np.array([sum(x)])", "f([1])")
    plan = planned(analysis, moving(analysis, "f"), into=project(utils=text))
    assert slugs(plan) == refused


RELATIVE = [
    pytest.param(
        "from .old import a\n",
        "from .old import a\nfrom .one import f\n",
        id="as the module has it",
    ),
    pytest.param(
        "from pkg.old import a\n", "from pkg.old import a\nfrom pkg.one import f\n", id="absolute"
    ),
    pytest.param("import os\n", "import os\n\nfrom pkg.one import f\n", id="none to go by"),
    pytest.param("from .one import f\n", "from .one import f\n", id="there already"),
]


@pytest.mark.parametrize(("text", "head"), RELATIVE)
def test_a_module_imports_its_neighbours_in_its_own_way(text: str, head: str) -> None:
    analysis = analysed("def f(x):\n    return x", "def g(x):\n    return f(x)")
    moves = [*moving(analysis, "f", module="one"), *moving(analysis, "g", module="two")]
    there = project(two=text, one="def f(x):\n    return x\n", old="a = 1\n")
    plan = planned(analysis, moves, into=there)
    assert modules_of(plan) == {"two": head + "\n\ndef g(x):\n    return f(x)\n"}


STARS = [
    pytest.param(
        ["from math import *", "def f(x):\n    return sqrt(x)"],
        "from math import *\n\n\ndef f(x):\n    return sqrt(x)\n",
        id="an unknown name",
    ),
    pytest.param(
        ["from numpy import *\nfrom os import sep", "def f(x):\n    return sum(x), sep"],
        "from numpy import *\n\nfrom os import sep\n\n\ndef f(x):\n    return sum(x), sep\n",
        id="a builtin may be replaced",
    ),
    pytest.param(
        ["from math import *", "def f(x):\n    return x"],
        "def f(x):\n    return x\n",
        id="nothing that could come from it",
    ),
]


@pytest.mark.parametrize(("cells", "module"), STARS)
def test_star_imports_go_along(cells: list[str], module: str) -> None:
    analysis = analysed(*cells)
    plan = planned(analysis, moving(analysis, "f"))
    assert modules_of(plan) == {"utils": module}
    assert bool(plan.warnings) == ("*" in module)


def test_a_star_below_a_name_may_replace_it() -> None:
    analysis = analysed(
        "from os import sep\nfrom math import *", "def f(x):\n    return len(x), sep"
    )
    assert slugs(planned(analysis, moving(analysis, "f"))) == ["star-import"]


def test_a_star_does_not_come_into_a_module_that_has_code() -> None:
    analysis = analysed("from math import *", "def f(x):\n    return sqrt(x)")
    plan = planned(analysis, moving(analysis, "f"), into=project(utils="a = 1\n"))
    assert slugs(plan) == ["name-taken"]
