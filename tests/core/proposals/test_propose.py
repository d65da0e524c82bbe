"""The list of proposals as a whole: stable, few, best first."""

from __future__ import annotations

from .notebooks import markdown, proposed

IMPORTS = "import pandas as pd\nimport matplotlib.pyplot as plt"
LOAD = 'sales = pd.read_csv("sales.csv")\nsales["day"] = pd.to_datetime(sales["day"])\nsales = sales.dropna()'
PICTURE = 'plt.figure()\nplt.plot(sales["day"], sales["price"])\nplt.title("Prices")\nplt.show()'
FUNCTION = "def total(frame):\n    kept = frame[frame.price > 0]\n    summed = kept.price.sum()\n    return summed"
CELLS = (IMPORTS, LOAD, "sales.head()", FUNCTION, PICTURE, "total(sales)")


def test_the_same_notebook_gives_the_same_proposals() -> None:
    assert proposed(*CELLS) == proposed(*CELLS)


def test_ids_stay_when_cells_move_and_when_prose_changes() -> None:
    moved = (IMPORTS, markdown("# Sales"), LOAD, FUNCTION, "sales.head()", PICTURE, "total(sales)")
    assert {p.id for p in proposed(*CELLS)} == {p.id for p in proposed(*moved)}


def test_an_id_changes_with_the_code() -> None:
    changed = tuple(cell.replace("price > 0", "price > 1") for cell in CELLS)
    before, after = ({p.name: p.id for p in proposed(*cells)} for cells in (CELLS, changed))
    assert before["total"] != after["total"]
    assert before["load_sales"] == after["load_sales"]


def test_two_copies_have_two_ids() -> None:
    ids = [p.id for p in proposed(IMPORTS, LOAD, "sales.head()", PICTURE, PICTURE)]
    assert len(ids) == len(set(ids)) == 3


def test_steps_and_definitions_are_both_among_the_first() -> None:
    functions = [
        f"def solve_{i}(x):\n" + "".join(f"    x = x * {n}\n" for n in range(9)) + "    return x"
        for i in range(9)
    ]
    calls = "\n".join(f"solve_{i}({i})" for i in range(9))
    other = PICTURE.replace("plt.plot", "plt.scatter")
    cells = (IMPORTS, LOAD, "sales.head()", PICTURE, other, *functions, calls)
    rules = [p.rule for p in proposed(*cells)]
    assert rules[:3] == ["extract-step", "promote-definition", "extract-step"]


def test_a_title_and_a_reason_are_sentences_for_people() -> None:
    found = {p.name: p for p in proposed(*CELLS)}
    assert found["load_sales"].title == "Load the sales, drop incomplete rows and parse the dates"
    assert found["load_sales"].reason == "3 lines need nothing from the notebook and give 1 back."
    assert found["total"].title == "Move `total` out of the notebook"
    assert found["total"].reason == "A function of 4 lines that is used once."


def test_settings_are_passed_last_and_in_lower_case() -> None:
    plot = 'plt.figure(figsize=SIZE)\nplt.plot(sales["day"])\nplt.title("Days")\nplt.show()'
    (found,) = (
        p
        for p in proposed(IMPORTS, "SIZE = (3, 4)", LOAD, "sales.head()", plot)
        if p.cells == ("4",)
    )
    assert [(p.name, p.source) for p in found.parameters] == [("sales", "sales"), ("size", "SIZE")]


def test_a_file_becomes_a_parameter() -> None:
    (found,) = (p for p in proposed(*CELLS) if p.name == "load_sales")
    assert [(p.name, p.source, p.annotation) for p in found.parameters] == [
        ("path", "'sales.csv'", "str")
    ]
