"""Functions, classes and constants that move, with what they need."""

from __future__ import annotations

import pytest

from jupyterlab_promote.core.proposals.proposal import Proposal
from jupyterlab_promote.core.proposals.propose import propose

from .notebooks import analysed, proposed

LEFT = [
    pytest.param("def area(x):\n    raise NotImplementedError", id="a stub"),
    pytest.param("def area(x):\n    '''To do.'''\n    pass", id="an exercise"),
    pytest.param("def area(x):\n    return x", id="a trivial function that nobody uses"),
]


@pytest.mark.parametrize("code", LEFT)
def test_some_definitions_are_not_worth_a_module(code: str) -> None:
    assert proposed(code) == ()


def by_name(*cells: str) -> dict[str, Proposal]:
    return {p.name: p for p in proposed(*cells)}


HELPER = "def shift(x):\n    low = x.min()\n    return x - low"
USER = "def scale(x):\n    y = shift(x)\n    return LIMIT * y / y.max()"


def test_a_function_goes_with_its_helpers_and_constants() -> None:
    found = by_name("LIMIT = 100", HELPER, USER, "scale(x)")
    assert set(found["scale"].needs) == {found["shift"].id, found["LIMIT"].id}
    assert found["LIMIT"].rule == "lift-constant"
    assert found["LIMIT"].module == found["scale"].module


def test_constants_come_last_in_the_list() -> None:
    assert [p.name for p in proposed("LIMIT = 100", HELPER, USER, "scale(x)")][-1] == "LIMIT"


def test_what_a_refused_function_is_needed_by_is_refused_too() -> None:
    cells = [
        "def count():\n    global n\n    n += 1\n    return n",
        "def twice():\n    count()\n    return count()",
    ]
    slugs = [refusal.slug for refusal in propose(analysed("n = 0", *cells)).refused]
    assert slugs == ["writes-global", "needs-refused"]


NAMES = [
    pytest.param(
        "def func1(x):\n    # bucket of the tenure\n    if x < 6:\n        return 'new'\n    return 'old'",
        "get_tenure_bucket",
        id="from its comment",
    ),
    pytest.param(
        "def func(d):\n    d = d.copy()\n    d['ratio'] = d['a'] / d['b']\n    d['share'] = d['a'] / 7\n    d['new'] = 1\n    return d",
        "add_features",
        id="from its body",
    ),
    pytest.param(
        'def do_it(x):\n    """Strip the prefix.\n\n    Long story.\n    """\n    y = x[3:]\n    return y',
        "strip_prefix",
        id="from its docstring",
    ),
    pytest.param("def parse(x):\n    y = x[3:]\n    return y", "parse", id="its own name tells"),
    pytest.param(
        "def func1(n):\n    if n < 2:\n        return 1\n    return n * func1(n - 1)",
        "func1",
        id="it calls itself",
    ),
]


OWN_NAMES = [
    "clean", "run", "prep", "tax", "update", "process", "main", "calc", "print_res", "f", "g", "p95",
    "q1", "clean_1", "process_data", "_",
]  # fmt: skip
EMPTY_NAMES = [
    "func1", "f2", "foo", "bar", "do", "do_it", "my_func", "myfunction", "helper", "helper_function",
    "temp", "test1", "xx", "process1", "run2", "func_a", "doStuff",
]  # fmt: skip
BODY = "(x):\n    # bucket of the tenure\n    if x < 6:\n        return 'new'\n    return 'old'"


@pytest.mark.parametrize("name", OWN_NAMES)
def test_a_name_that_says_something_is_the_persons_own(name: str) -> None:
    code = f"def {name}{BODY}"
    assert [p.name for p in proposed(code, f"{name}(1)", f"{name}(2)")] == [name]


@pytest.mark.parametrize("name", EMPTY_NAMES)
def test_a_name_that_says_nothing_is_mended(name: str) -> None:
    code = f"def {name}{BODY}"
    assert [p.name for p in proposed(code, f"{name}(1)", f"{name}(2)")] == ["get_tenure_bucket"]


@pytest.mark.parametrize(
    "use",
    ["df.agg(['mean', func1])", "print(func1.__name__)", "make_scorer(func1)", "[1].sort(key=func1)",
     "@func1\ndef other(x):\n    return x", "func1", "try:\n    func1()\nexcept TypeError as error:\n    print(error)", "toolz.pipe(func1)", "steps = [func1]"],
)  # fmt: skip
def test_a_name_that_could_be_seen_is_not_mended(use: str) -> None:
    found = by_name("import toolz", f"def func1{BODY}", use, "func1(1)")
    assert "get_tenure_bucket" not in found


@pytest.mark.parametrize(
    "use",
    ["func1(1)", "df['age'].apply(func1)", "df.pipe(func1)", "list(map(func1, [1]))",
     "sorted([1], key=func1)", "df.age.map(lambda a: func1(a))"],
)  # fmt: skip
def test_what_only_calls_a_function_sees_no_name(use: str) -> None:
    assert "get_tenure_bucket" in by_name("df = load()", f"def func1{BODY}", use, "func1(1)")


@pytest.mark.parametrize(("code", "name"), NAMES)
def test_a_vague_function_gets_a_name_that_tells(code: str, name: str) -> None:
    used = code.partition("(")[0].removeprefix("def ") + "(1)"
    assert [p.name for p in proposed(code, used, used)] == [name]


def test_related_functions_share_a_module_named_for_their_topic() -> None:
    plots = [
        f"def plot_{n}(x):\n    y = x + {i}\n    return y" for i, n in enumerate(("age", "pay"))
    ]
    other = "def solve(x):\n    y = x * 2\n    return y"
    cells = [*plots, other, "plot_age(1)\nplot_pay(1)\nsolve(1)"]
    assert {p.name: p.module for p in proposed(*cells)} == {
        "plot_age": "plots",
        "plot_pay": "plots",
        "solve": "utils",
    }


def test_one_function_alone_goes_where_the_package_has_its_topic() -> None:
    code = "def plot_age(x):\n    y = x + 1\n    return y"
    taken = {"plots": ["plot_pay"]}
    (alone,) = propose(analysed(code, "plot_age(1)")).proposals
    (joined,) = propose(analysed(code, "plot_age(1)"), taken).proposals
    assert (alone.module, joined.module) == ("utils", "plots")


def test_a_name_that_the_package_has_is_not_used_again() -> None:
    code = "def plot_age(x):\n    y = x + 1\n    return y"
    (found,) = propose(analysed(code, "plot_age(1)"), {"utils": ["plot_age"]}).proposals
    assert found.name == "plot_age_2"
