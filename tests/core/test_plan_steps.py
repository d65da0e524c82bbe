"""Steps leave the notebook: a function in a module, and a call where the run's last statement stood."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jupyterlab_promote.core.proposals.proposal import Decision, Parameter, Proposal

from .planning import analysed, cells_of, modules_of, moving, planned, project, slugs, step

STEPS = [
    pytest.param(
        ["x = 1", "y = x + 1\nz = y * 2", "print(z)"],
        step(1, 2),
        'def work(x):\n    """Work."""\n    y = x + 1\n    return y * 2\n',
        ["x = 1", "from pkg.steps import work\n\nz = work(x)", "print(z)"],
        id="one in, one out",
    ),
    pytest.param(
        ["import numpy as np", "x = np.zeros(3)", "y = x + np.pi\nz = y * 2\nz"],
        step(2, 4),
        'import numpy as np\n\n\ndef work(x):\n    """Work."""\n    y = x + np.pi\n    z = y * 2\n    return z\n',
        ["import numpy as np", "x = np.zeros(3)", "from pkg.steps import work\n\nwork(x)"],
        id="what the cell shows is returned",
    ),
    pytest.param(
        ["x = [3]", "y = sorted(x)\ny", "print(y)"],
        step(1, 2),
        'def work(x):\n    """Work."""\n    return sorted(x)\n',
        ["x = [3]", "from pkg.steps import work\n\ny = work(x)\ny", "print(y)"],
        id="what the cell shows and later code needs stays shown by the cell",
    ),
    pytest.param(
        ["x = [3]", "# first\na = x[0]", "b = a + 1\n\nprint(b)", "print(b)"],
        step(1, 2),
        'def work(x):\n    """Work."""\n    # first\n    a = x[0]\n\n    return a + 1\n',
        ["x = [3]", None, "from pkg.steps import work\n\nb = work(x)\n\nprint(b)", "print(b)"],
        id="over two cells",
    ),
    pytest.param(
        ["x = [3]", "%%time\na = x[0]\nb = a + 1", "print(b)"],
        step(2, 3),
        'def work(x):\n    """Work."""\n    a = x[0]\n    return a + 1\n',
        ["x = [3]", "%%time\nfrom pkg.steps import work\n\nb = work(x)", "print(b)"],
        id="below a cell magic",
    ),
    pytest.param(
        ["x = [3]", "import math\n\na = math.sin(x[0])\nb = a + 1", "print(b)"],
        step(1, 3),
        'import math\n\n\ndef work(x):\n    """Work."""\n    a = math.sin(x[0])\n    return a + 1\n',
        ["x = [3]", "import math\nfrom pkg.steps import work\n\nb = work(x)", "print(b)"],
        id="an import of the run stays, and goes along",
    ),
    pytest.param(
        ["df = [3]", "df.append(1)\ndf = df + df", "print(df)"],
        step(1, 2, parameters=[Parameter("rows", "df")], returns=("df",)),
        'def work(rows):\n    """Work."""\n    rows.append(1)\n    return rows + rows\n',
        ["df = [3]", "from pkg.steps import work\n\ndf = work(df)", "print(df)"],
        id="a parameter with a better name",
    ),
    pytest.param(
        ["x = [3]", "y = x * 2\nprint(f'{y} of {x!r}')"],
        step(1, 2, parameters=[Parameter("rows", "x", "list")], docstring="Double."),
        'def work(rows: list):\n    """Double."""\n    y = rows * 2\n    print(f"{y} of {rows!r}")\n',
        ["x = [3]", "from pkg.steps import work\n\nwork(x)"],
        id="renamed inside an f-string",
    ),
    pytest.param(
        ["rows = [3]", "k = rows[0]\ntop = sorted(rows)[:10]\nprint(k, top)"],
        step(1, 3, parameters=[Parameter("count", "10", "int", "10"), Parameter("rows", "rows")]),
        'def work(rows, count: int = 10):\n    """Work."""\n    k = rows[0]\n'
        "    top = sorted(rows)[:count]\n    print(k, top)\n",
        ["rows = [3]", "from pkg.steps import work\n\nwork(rows)"],
        id="a literal becomes a keyword",
    ),
    pytest.param(
        ["x = [3]", "# Sort the rows.\ny = sorted(x)\nz = y[0]", "print(z)"],
        step(1, 2, docstring="Sort the rows."),
        'def work(x):\n    """Sort the rows."""\n    y = sorted(x)\n    return y[0]\n',
        ["x = [3]", "from pkg.steps import work\n\nz = work(x)", "print(z)"],
        id="a heading that became the docstring is not repeated",
    ),
    pytest.param(
        ["import asyncio", "await asyncio.sleep(0)\nx = 1", "print(x)"],
        step(1, 2),
        'import asyncio\n\n\nasync def work():\n    """Work."""\n    await asyncio.sleep(0)\n    return 1\n',
        ["import asyncio", "from pkg.steps import work\n\nx = await work()", "print(x)"],
        id="awaited",
    ),
    pytest.param(
        ["x = [3]", "y = '''a\nb'''\nprint(x, y)\nprint(y)  # done"],
        step(1, 3),
        'def work(x):\n    """Work."""\n    y = """a\nb"""\n    print(x, y)\n    print(y)  # done\n',
        ["x = [3]", "from pkg.steps import work\n\nwork(x)"],
        id="strings keep their lines",
    ),
    pytest.param(
        ["x = [3]", "a = 1; b = x[a - 1]", "print(a, b)"],
        step(1, 2),
        'def work(x):\n    """Work."""\n    a = 1\n    b = x[a - 1]\n    return a, b\n',
        ["x = [3]", "from pkg.steps import work\n\na, b = work(x)", "print(a, b)"],
        id="two statements on one line",
    ),
    pytest.param(
        ["x = [3]", "print(x)\n\n\ny = x[0]\nz = y\n\n\nprint(x)\n# end", "print(z)"],
        step(2, 3),
        'def work(x):\n    """Work."""\n    y = x[0]\n    return y\n',
        [
            "x = [3]",
            "from pkg.steps import work\n\nprint(x)\n\n\nz = work(x)\n\n\nprint(x)\n# end",
            "print(z)",
        ],
        id="what stands around it stays as it is",
    ),
]


@pytest.mark.parametrize(("cells", "proposal", "module", "after"), STEPS)
def test_step(cells: list[str], proposal: object, module: str, after: list[str | None]) -> None:
    analysis = analysed(*cells)
    plan = planned(analysis, [proposal])
    assert slugs(plan) == []
    assert modules_of(plan) == {"steps": module}
    assert cells_of(analysis, plan) == after


def test_a_definition_that_a_step_needs_comes_along() -> None:
    analysis = analysed("def half(x):\n    return x / 2", "a = half(3)\nb = half(a)", "print(b)")
    plan = planned(analysis, [step(1, 2)])
    assert modules_of(plan) == {
        "steps": 'def half(x):\n    return x / 2\n\n\ndef work():\n    """Work."""\n'
        "    a = half(3)\n    return half(a)\n"
    }
    assert cells_of(analysis, plan) == [
        "from pkg.steps import half",
        "from pkg.steps import work\n\nb = work()",
        "print(b)",
    ]


def test_what_a_function_takes_on_is_handed_on_under_its_new_name() -> None:
    analysis = analysed("OPS = dict()\ndef op(a): return OPS[a]", "x = op(1)\ny = op(x)", "y")
    work = step(2, 3, parameters=[Parameter("ops", "OPS")])
    plan = planned(analysis, [*moving(analysis, "op", module="steps"), work])
    assert "    x = op(ops, 1)\n    return op(ops, x)\n" in modules_of(plan)["steps"]
    assert cells_of(analysis, plan)[1] == "from pkg.steps import work\n\ny = work(OPS)"


def test_a_definition_that_stays_is_passed() -> None:
    analysis = analysed(
        "def half(x):\n    global n\n    n = 1\n    return x / 2", "a = half(3)\nb = a", "print(b)"
    )
    plan = planned(analysis, [step(1, 2)])
    assert slugs(plan) == ["writes-global"]
    assert modules_of(plan) == {
        "steps": 'def work(half):\n    """Work."""\n    a = half(3)\n    return a\n'
    }


def test_modules_import_each_other() -> None:
    analysis = analysed("def half(x):\n    return x / 2", "a = half(3)\nb = half(a)", "print(b)")
    plan = planned(analysis, [*moving(analysis, "half"), step(1, 2)])
    assert modules_of(plan)["steps"] == (
        'from pkg.utils import half\n\n\ndef work():\n    """Work."""\n    a = half(3)\n    return half(a)\n'
    )


def test_a_module_does_not_import_itself() -> None:
    analysis = analysed("from pkg.utils import old as new", "def f(x):\n    return new(x)", "f(1)")
    plan = planned(
        analysis, moving(analysis, "f"), into=project(utils="def old(x):\n    return x\n")
    )
    assert slugs(plan) == ["import-circle"]


def test_a_circle_becomes_one_module() -> None:
    analysis = analysed(
        "def a(x):\n    return x\ndef b(x):\n    return a(x)\ndef c(x):\n    return b(x)"
    )
    first, second, third = moving(analysis, "a", "b", "c")
    plan = planned(
        analysis,
        [first, second, third],
        [
            Decision(first.id, module="one"),
            Decision(second.id, module="two"),
            Decision(third.id, module="one"),
        ],
    )
    assert slugs(plan) == ["import-circle"]


def test_a_circle_that_nobody_asked_for_becomes_one_module() -> None:
    analysis = analysed(
        "def a(x):\n    return x\ndef b(x):\n    return a(x)\ndef c(x):\n    return b(x)"
    )
    one = moving(analysis, "a", "c", module="one")
    plan = planned(analysis, [*one, *moving(analysis, "b", module="two")])
    assert list(modules_of(plan)) == ["one"]


def test_several_steps_of_one_cell() -> None:
    analysis = analysed("x = [3]", "a = x[0]\nb = a\nprint(b)\nc = x[0]\nd = c", "print(b, d)")
    plan = planned(analysis, [step(1, 2, "one"), step(4, 5, "two")])
    assert cells_of(analysis, plan)[1] == (
        "from pkg.steps import one, two\n\nb = one(x)\nprint(b)\nd = two(x)"
    )


def test_a_better_proposal_wins_the_lines() -> None:
    analysis = analysed("x = [3]", "a = x[0]\nb = a\nc = b", "print(c)")
    plan = planned(analysis, [step(1, 2, "one"), step(2, 3, "two")])
    assert slugs(plan) == ["overlaps"]
    assert [p.name for p in plan.promoted] == ["one"]


def test_a_kept_name_is_returned() -> None:
    analysis = analysed("x = [3]", "a = x[0]\nb = a", "print(b)")
    plan = planned(analysis, [step(1, 2)], [Decision("work", keep=("a",))])
    assert cells_of(analysis, plan)[1] == "from pkg.steps import work\n\nb, a = work(x)"
    assert plan.promoted[0].localised == ()


NAMES = [
    pytest.param(Decision("work", name="x"), ["name-taken"], id="a name of the notebook"),
    pytest.param(Decision("work", name="print"), ["name-taken"], id="a builtin"),
    pytest.param(Decision("work", name="class"), ["bad-name"], id="a keyword"),
    pytest.param(Decision("work", name="a b"), ["bad-name"], id="two words"),
    pytest.param(Decision("work", name="there"), ["name-taken"], id="a name of the module"),
    pytest.param(Decision("work", module="1"), ["bad-name"], id="no module's name"),
    pytest.param(
        Decision("work", parameters=(("x", "if"),)), ["bad-name"], id="no parameter's name"
    ),
    pytest.param(Decision("work", parameters=(("x", "a"),)), ["bad-name"], id="a local's name"),
    pytest.param(Decision("work", accepted=False), [], id="not wanted"),
    pytest.param(Decision("other"), [], id="unknown"),
]


@pytest.mark.parametrize(("decision", "refused"), NAMES)
def test_nothing_changes(decision: Decision, refused: list[str]) -> None:
    analysis = analysed("x = [3]", "a = x[0]\nb = a", "print(b)")
    plan = planned(analysis, [step(1, 2)], [decision], project(steps="there = 1\n"))
    assert slugs(plan) == refused
    assert plan.cell_edits == ()
    assert plan.file_edits == ()


def test_a_name_that_a_query_elsewhere_says_is_not_given_another() -> None:
    analysis = analysed("x = 1\ndf = {}", "q = 'a > @x'", "y = df.query(q)", "y")
    wanted = Decision("work", parameters=(("x", "limit"),))
    assert slugs(planned(analysis, [step(3, 3)], [wanted])) == ["bad-name"]


def test_an_import_with_a_fall_back_keeps_its_place() -> None:
    analysis = analysed(
        "x = [3]", "a = x[0]\ntry:\n    import y\nexcept ImportError:\n    y = None\nb = a", "b"
    )
    assert slugs(planned(analysis, [step(1, 3)])) == ["not-a-run"]
    assert slugs(planned(analysis, [step(1, 2)])) == []


EARLY = [
    pytest.param(
        "import os\nos.environ['A'] = '1'",
        "import numpy as np",
        ["imported-too-early"],
        id="environment",
    ),
    pytest.param(
        "%pip install numpy", "import numpy as np", ["imported-too-early"], id="installed first"
    ),
    pytest.param("print(1)", "import mylib as np", ["imported-too-early"], id="an unknown library"),
    pytest.param("print(1)", "import numpy as np", [], id="a quiet library"),
    pytest.param("%matplotlib inline", "import numpy as np", [], id="a harmless magic"),
]


@pytest.mark.parametrize(("between", "late", "refused"), EARLY)
def test_no_library_is_imported_too_early(between: str, late: str, refused: list[str]) -> None:
    analysis = analysed(
        "def f(x):\n    return x", between, late, "def g(x):\n    return np.sum(x)", "f(g(1))"
    )
    plan = planned(analysis, moving(analysis, "f", "g"))
    assert slugs(plan) == refused


def test_a_run_does_not_pass_what_it_imports_in_its_middle() -> None:
    written = analysed("with open('mylib.py', 'w'):\n    pass", "import mylib\nx = mylib.x", "x")
    assert slugs(planned(written, [step(0, 2)])) == ["imported-too-early"]
    quiet = analysed("a = 1", "import numpy\nx = numpy.sum(a)", "x")
    assert slugs(planned(quiet, [step(0, 2)])) == []


COPIES = [
    pytest.param([Decision("work"), Decision("copy")], "work", "a", id="as proposed"),
    pytest.param(
        [Decision("work", name="first", parameters=(("x", "rows"),)), Decision("copy")],
        "first",
        "rows",
        id="what the person says of the one holds for the other",
    ),
    pytest.param([Decision("copy")], "work", "a", id="the other comes along"),
]


@pytest.mark.parametrize(("decisions", "name", "parameter"), COPIES)
def test_a_copy_calls_the_same_function(
    decisions: list[Decision], name: str, parameter: str
) -> None:
    analysis = analysed(
        "x = [3]\ny = [4]", "b = x[0]\nc = b", "print(c)\nb = y[0]\nc = b", "print(c)"
    )
    one = step(2, 3, parameters=[Parameter("a", "x")])
    other = step(5, 6, parameters=[Parameter("a", "y")])
    copy = replace(other, id="copy", needs=("work",))
    plan = planned(analysis, [one, copy], decisions)
    assert modules_of(plan) == {
        "steps": f'def {name}({parameter}):\n    """{name.title()}."""\n'
        f"    b = {parameter}[0]\n    return b\n"
    }
    assert cells_of(analysis, plan)[1:3] == [
        f"from pkg.steps import {name}\n\nc = {name}(x)",
        f"print(c)\nc = {name}(y)",
    ]


SILENCED = [
    pytest.param("sorted(x)\na = x[0]", "sorted(x);", id="a call"),
    pytest.param("sorted(x)  # look\na = x[0]", "sorted(x);  # look", id="above a comment"),
    pytest.param("print(x)\na = x[0]", "print(x)", id="print gives nothing to show"),
    pytest.param("x.sort()\nsorted(x);\na = x[0]", "x.sort()\nsorted(x);", id="silent already"),
]


@pytest.mark.parametrize(("cell", "after"), SILENCED)
def test_what_becomes_a_last_line_is_not_shown(cell: str, after: str) -> None:
    analysis = analysed("x = [3]", cell, "b = a\nprint(b)")
    last = next(s.index for s in analysis.statements if s.facts.binds == {"a"})
    plan = planned(analysis, [step(last, last + 1)])
    assert cells_of(analysis, plan)[1] == after


def test_what_can_be_read_can_be_planned() -> None:
    analysis = analysed("x = 3", f"y = {' + '.join(['x'] * 120)}\nz = y + 1", "print(z)")
    assert slugs(planned(analysis, [step(1, 2)])) == []


PAD = "ys = [3]\nzs = [ys] * len(ys)\nprint(zs)"
OWN = "def len(values):\n    return 'own'"
BUILTINS = [
    pytest.param([PAD, OWN, "print(len(3))"], [step(1, 2)], "steps", ["name-taken"], id="beside its namesake"),
    pytest.param(
        [PAD, OWN, "y = len(3)\nprint(y)"], [step(1, 2), step(4, 5, "late")], "utils", ["name-taken"],
        id="beside what imports its namesake",
    ),
    pytest.param([PAD, OWN, "print(len(3))"], [step(1, 2)], "utils", [], id="in another module"),
    pytest.param([OWN, PAD], [step(2, 3)], "steps", [], id="where it means that function"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "steps", "module", "refused"), BUILTINS)
def test_a_builtin_stays_what_it_is(
    cells: list[str], steps: list[Proposal], module: str, refused: list[str]
) -> None:
    analysis = analysed(*cells)
    assert slugs(planned(analysis, [*moving(analysis, "len", module=module), *steps])) == refused
