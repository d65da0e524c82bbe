"""A renamed function goes by its new name in the notebook too, where every use can be told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jupyterlab_promote.core.proposals.proposal import Decision, Parameter

from .planning import analysed, cells_of, modules_of, moving, planned, project, slugs, step

FUNC = "def func1(x):\n    return x + 1"
AS = "from pkg.utils import get_next as func1"


def mending(*cells: str) -> list[str | None]:
    """The cells below the definition, after func1 has been promoted as `get_next`."""
    analysis = analysed(FUNC, *cells)
    plan = planned(analysis, [replace(moving(analysis, "func1")[0], name="get_next")])
    first, *rest = cells_of(analysis, plan)
    if slugs(plan) == ["shows-module"]:  # what a magic says may look at the function itself
        return []
    assert slugs(plan) == []
    mended = first == "from pkg.utils import get_next"
    assert [p.localised for p in plan.promoted] == [("func1",) if mended else ()]
    assert mended or (first == AS and rest == list(cells))
    return rest if mended else []


STAYS = [
    pytest.param(["func1(1)", "%timeit func1(2)"], id="a magic says it"),
    pytest.param(["func1(1)", "x = !echo {func1(2)}"], id="a shell line says it"),
    pytest.param(["func1(1)", "%%bash\necho func1"], id="another language says it"),
    pytest.param(["func1(1)", "%run other.py"], id="a magic may bind anything"),
    pytest.param(["func1(1)", "if func1(1:\n    pass"], id="a cell that does not parse"),
    pytest.param(["func1(1)", "eval('fun' + 'c1(1)')"], id="evaluated"),
    pytest.param(["print('func1 gives', func1(1))"], id="a string says it"),
    pytest.param(["def func1(x):\n    return x", "func1(1)"], id="bound twice"),
    pytest.param(["func1(1)", "func1 = None"], id="bound again"),
    pytest.param(["def f():\n    global func1\n    func1 = 1", "func1(1)"], id="global"),
    pytest.param(["class A:\n    func1 = 1\n    y = func1", "func1(1)"], id="a class binds it"),
    pytest.param(["get_next = 1\nfunc1(1)"], id="the new name is bound"),
    pytest.param(
        ["def f(get_next):\n    return func1(get_next)"], id="the new name is a local one"
    ),
    pytest.param(["func1(1)  # not get_next"], id="the new name is in a comment"),
    pytest.param(["from math import *", "func1(1)"], id="a star may bind it"),
]


@pytest.mark.parametrize("cells", STAYS)
def test_the_notebook_keeps_its_name(cells: list[str]) -> None:
    assert mending(*cells) == []


def test_what_is_also_a_builtin_keeps_its_name() -> None:
    analysis = analysed("def len(x):\n    return 0", "print(len([1]))\ndel len", "print(len([1]))")
    plan = planned(analysis, [replace(moving(analysis, "len")[0], name="count_all")])
    assert cells_of(analysis, plan)[0] == "from pkg.utils import count_all as len"
    assert cells_of(analysis, plan)[1:] == [c.source for c in analysis.notebook.cells[1:]]


CHANGES = [
    pytest.param(["y = func1(func1(1))"], ["y = get_next(get_next(1))"], id="calls"),
    pytest.param(["# func1\nfunc1(1)"], ["# func1\nget_next(1)"], id="comments stay"),
    pytest.param(["df.apply(func1)"], ["df.apply(get_next)"], id="given to apply"),
    pytest.param(
        ["def f(y):\n    return func1(y)", "f(1)"],
        ["def f(y):\n    return get_next(y)", "f(1)"],
        id="in a function",
    ),
    pytest.param(
        ["def f(func1):\n    return func1", "f(func1(1))"],
        ["def f(func1):\n    return func1", "f(get_next(1))"],
        id="a parameter of that name is another",
    ),
    pytest.param(
        ["def f():\n    func1 = 1\n    return func1", "f()\nfunc1(1)"],
        ["def f():\n    func1 = 1\n    return func1", "f()\nget_next(1)"],
        id="a local of that name is another",
    ),
    pytest.param(["a.func1(func1=func1(1))"], ["a.func1(func1=get_next(1))"], id="attributes"),
    pytest.param(["f'{func1(1)} é'"], ["f'{get_next(1)} é'"], id="an f-string"),
    pytest.param(["'é'; func1(1)"], ["'é'; get_next(1)"], id="after a letter of two bytes"),
    pytest.param(["%%time\nfunc1(1)"], ["%%time\nget_next(1)"], id="a timed cell"),
    pytest.param(["%matplotlib inline\nfunc1(1)"], ["%matplotlib inline\nget_next(1)"], id="magic"),
    pytest.param(["func1(1)\r\n1\r\n"], ["get_next(1)\r\n1\r\n"], id="Windows"),
    pytest.param(["func1(1);"], ["get_next(1);"], id="a semicolon"),
]


@pytest.mark.parametrize(("cells", "after"), CHANGES)
def test_the_notebook_takes_the_new_name(cells: list[str], after: list[str]) -> None:
    assert mending(*cells) == after


def test_other_promoted_code_takes_the_new_name() -> None:
    analysis = analysed(
        FUNC, "def both(x):\n    return func1(x) * 2", "n = 1\nm = func1(n)\nm + both(n)"
    )
    one, two = moving(analysis, "func1", "both")
    work = step(3, 3, parameters=[Parameter("n", "n")], returns=("m",))
    plan = planned(analysis, [replace(one, name="get_next"), two, work])
    assert cells_of(analysis, plan) == [
        "from pkg.utils import get_next",
        "from pkg.utils import both",
        "from pkg.steps import work\n\nn = 1\nm = work(n)\nm + both(n)",
    ]
    assert "return get_next(x) * 2" in modules_of(plan)["utils"]
    assert "return get_next(n)" in modules_of(plan)["steps"]


def test_a_taken_name_gets_a_number_that_the_notebook_does_not_say() -> None:
    analysis = analysed(FUNC, "func1(1)")
    move = replace(moving(analysis, "func1")[0], name="get_next")
    plan = planned(analysis, [move], into=project(utils="get_next = 1\n"))
    assert cells_of(analysis, plan) == ["from pkg.utils import get_next_2 as func1", "func1(1)"]


def test_the_persons_own_name_reaches_the_notebook() -> None:
    analysis = analysed(FUNC, "func1(1)")
    (move,) = moving(analysis, "func1")
    plan = planned(analysis, [move], [Decision(move.id, name="succ")])
    assert cells_of(analysis, plan) == ["from pkg.utils import succ", "succ(1)"]


def test_two_renamed_functions_on_one_line() -> None:
    analysis = analysed(FUNC, "def f2(x):\n    return x", "f2(func1(f2(1)))")
    one, two = moving(analysis, "func1", "f2")
    plan = planned(analysis, [replace(one, name="get_next"), replace(two, name="same")])
    assert cells_of(analysis, plan)[2] == "same(get_next(same(1)))"


def test_a_function_that_gets_more_parameters_is_called_by_its_new_name() -> None:
    analysis = analysed(
        "import sys\nn = len(sys.argv)", "def func1(x):\n    return x + n", "func1(1)"
    )
    (move,) = moving(analysis, "func1")
    plan = planned(analysis, [replace(move, name="add_n")])
    assert cells_of(analysis, plan)[1:] == ["from pkg.utils import add_n", "add_n(n, 1)"]
