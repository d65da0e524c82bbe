"""Which runs of statements become steps, and which stay whole or stay out."""

from __future__ import annotations

import pytest

from .notebooks import analysed, markdown, proposed, steps

IMPORTS = "import numpy as np\nimport pandas as pd\nimport matplotlib.pyplot as plt"

LOAD = """sales = pd.read_csv("sales.csv")
sales["month"] = pd.to_datetime(sales["month"])
sales = sales.dropna(subset=["price"])
sales = sales.drop_duplicates()"""

PICTURE = """fig, ax = plt.subplots(figsize=(6, 4))
ax.plot(sales["month"], sales["price"])
ax.set_xlabel("month")
ax.set_ylabel("price")
ax.set_title("Price by month")
plt.show()"""

LOOP = """total = []
for month in sales["month"].unique():
    part = sales[sales["month"] == month]
    share = part["price"].sum() / sales["price"].sum()
    total.append(share)
shares = pd.Series(total)"""

NOTHING = [
    pytest.param(["df.head()", "df.shape", "df"], id="frames that are looked at"),
    pytest.param([IMPORTS, "pd.set_option('display.width', 80)"], id="imports and options"),
    pytest.param([IMPORTS, "df = pd.read_csv('a.csv')"], id="one call"),
    pytest.param(["%matplotlib inline", "!ls"], id="magics"),
    pytest.param(["SEED = 1\nRATE = 0.5\nNAMES = ['a', 'b']"], id="settings"),
    pytest.param([], id="an empty notebook"),
    pytest.param([markdown("# Only prose")], id="prose"),
    pytest.param(["def f(:\n    pass"], id="a cell that does not parse"),
    pytest.param(["x = 1\ny = x + 1\nz = x + y"], id="three small sums"),
]


@pytest.mark.parametrize("cells", NOTHING)
def test_nothing_to_propose_is_a_good_answer(cells: list[str]) -> None:
    assert steps(*cells) == []


STEPS = [
    pytest.param([IMPORTS, LOAD, PICTURE], {(3, 6), (7, 12)}, id="a cell that holds a thought"),
    pytest.param([IMPORTS, LOAD + "\nsales.head()", PICTURE], {(3, 6), (8, 13)}, id="a look stays"),
    pytest.param([IMPORTS, LOAD, LOOP, "shares.sum()"], {(3, 6), (7, 9)}, id="a list and its loop"),
    pytest.param(
        [IMPORTS, *LOAD.splitlines(), "sales.describe()"], {(3, 6)}, id="a step over several cells"
    ),
    pytest.param(
        [IMPORTS, LOAD, "import seaborn as sns\n" + PICTURE],
        {(3, 6), (8, 13)},
        id="an import above",
    ),
]


@pytest.mark.parametrize(("cells", "runs"), STEPS)
def test_steps_begin_and_end_where_thoughts_do(
    cells: list[str], runs: set[tuple[int, int]]
) -> None:
    found = {(p.statements[0], p.statements[-1]) for p in proposed(*cells)}
    assert found == runs


def test_two_cells_that_both_show_something_are_two_steps() -> None:
    found = [p.cells for p in proposed(IMPORTS, LOAD, PICTURE, PICTURE.replace("price", "cost"))]
    assert all(len(cells) == 1 for cells in found)


def test_a_heading_parts_what_a_cell_border_would_not() -> None:
    rows = [f"sales['c{i}'] = sales['a{i}'].fillna(0) * sales['b']" for i in range(6)]
    load, look = (
        "import pandas as pd\nsales = pd.read_csv('sales.csv')\nsales.head()",
        "sales.sum()",
    )
    one = proposed(load, *rows, look)
    two = proposed(load, *rows[:3], markdown("## Costs"), *rows[3:], look)
    assert (len(one), len(two)) == (1, 2)


def test_proposals_are_few() -> None:
    cells = [f"a{i} = load{i}()\n" + LOOP.replace("shares", f"s{i}") for i in range(40)]
    assert len(proposed(IMPORTS, LOAD, *cells)) <= 10


def test_a_step_takes_at_most_five_values_and_gives_three() -> None:
    wide = "\n".join(f"r{i} = p{i}.merge(q{i}).dropna()" for i in range(9))
    given = "\n".join(f"p{i} = q{i} = make({i})" for i in range(9))
    used = "print(" + ", ".join(f"r{i}" for i in range(9)) + ")"
    for proposal in proposed(given, wide, used):
        assert len(proposal.parameters) <= 5
        assert len(proposal.returns) <= 3


def test_the_notebook_that_does_not_parse_is_read_around() -> None:
    analysis = analysed(IMPORTS, "def f(:", LOAD, "sales.sum()")
    assert len(analysis.problems) == 1
    assert len(proposed(IMPORTS, "def f(:", LOAD, "sales.sum()")) == 1
