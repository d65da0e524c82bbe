"""What steps are called and how they are described: the person's words first, then the code's."""

from __future__ import annotations

import keyword

import pytest

from .notebooks import markdown, proposed, steps

IMPORTS = """import re
import numpy as np
import pandas as pd
import seaborn as sns
import matplotlib.pyplot as plt
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import StratifiedKFold
from sklearn.metrics import accuracy_score, confusion_matrix, roc_curve"""
LOADED = (
    'df = pd.read_csv("churn.csv")\ny_test, p_test, X, y = df["a"], df["b"], df[["c"]], df["d"]'
)

NAMES = [
    pytest.param(
        'sales = pd.read_csv("data/sales.csv", sep=";")\nsales.columns = [c.lower() for c in sales]\n'
        'sales["day"] = pd.to_datetime(sales["day"])\nsales = sales.dropna()',
        "sales.sum()",
        "load_sales(path) -> sales",
        "Load the sales, drop incomplete rows and parse the dates.",
        id="a file",
    ),
    pytest.param(
        'data = sns.load_dataset("penguins")\ndata.columns = [c.lower() for c in data]\n'
        "data = data.dropna()\ndata = data.reset_index(drop=True)",
        "data.sum()",
        "load_penguins() -> data",
        "Load the penguins and drop incomplete rows.",
        id="a library's data set",
    ),
    pytest.param(
        'fig, ax = plt.subplots()\nax.hist(df["age"], bins=20)\nax.set_title("Distribution of age")\n'
        'ax.set_xlabel("years")\nplt.show()',
        "",
        "plot_age_distribution(df)",
        "Plot the distribution of age.",
        id="a picture's title",
    ),
    pytest.param(
        'plt.figure(figsize=(8, 6))\nsns.scatterplot(data=df, x="area", y="price")\nplt.grid()\nplt.show()',
        "",
        "plot_area_vs_price(df)",
        "Plot the area vs price.",
        id="a picture's columns",
    ),
    pytest.param(
        "fpr, tpr, _ = roc_curve(y_test, p_test)\nplt.plot(fpr, tpr)\nplt.plot([0, 1], [0, 1])\nplt.show()",
        "",
        "plot_roc_curve(y_test, p_test)",
        "Plot the ROC curve.",
        id="a well-known picture",
    ),
    pytest.param(
        'df["age"] = df["age"].fillna(df["age"].median())\ndf.loc[df["age"] > 99, "age"] = 99\n'
        'df["age"] = df["age"].fillna(0).round()',
        "df.sum()",
        "fill_missing_ages(df) -> df",
        "Fill missing ages.",
        id="gaps of one column",
    ),
    pytest.param(
        'df["ratio"] = df["a"] / df["b"]\ndf["share"] = df["a"] / df["a"].sum()\n'
        'df["is_new"] = (df["age"] < 3).astype(int)',
        "df.sum()",
        "add_features(df) -> df",
        "Add the features.",
        id="new columns",
    ),
    pytest.param(
        "rows = []\nfor depth in [2, 4, 8]:\n    m = RandomForestClassifier(max_depth=depth)\n"
        "    m.fit(X, y)\n    rows.append((depth, m.score(X, y)))\nscores = pd.DataFrame(rows)",
        "scores.max()",
        "compare_depths(X, y) -> scores",
        "Compare the depths of the random forest.",
        id="models in a loop",
    ),
    pytest.param(
        "folds = StratifiedKFold(n_splits=5)\naccuracy = []\nfor a, b in folds.split(X, y):\n"
        "    m = RandomForestClassifier()\n    m.fit(X.iloc[a], y.iloc[a])\n"
        "    accuracy.append(accuracy_score(y.iloc[b], m.predict(X.iloc[b])))\nprint(np.mean(accuracy))",
        "",
        "cross_validate_random_forest(X, y, n_splits)",
        "Cross-validate the random forest by accuracy.",
        id="folds",
    ),
]


@pytest.mark.parametrize(("code", "later", "call", "docstring"), NAMES)
def test_a_name_tells_what_the_code_does(code: str, later: str, call: str, docstring: str) -> None:
    cells = [IMPORTS, LOADED + "\ndf.head()", code, *([later] if later else [])]
    found = [p for p in proposed(*cells) if p.cells == ("2",)]
    assert steps(*cells) == [call]
    assert found[0].docstring == docstring


WORK = """df["a"] = df["b"].str.strip()
df["c"] = df["d"].clip(0, 1) * df["e"]
df = df[df["a"] != ""].reset_index()
df["f"] = df["c"].rank()"""

WORDS = [
    pytest.param(["# tidy the addresses\n" + WORK], "clean", id="no known verb"),
    pytest.param(
        [markdown("## 2.1 Cleaning the addresses"), WORK], "clean_addresses", id="heading"
    ),
    pytest.param(["# normalise the addresses\n" + WORK], "normalise_addresses", id="comment"),
    pytest.param(
        [markdown("## Addresses\n\nNow let's parse the addresses."), WORK],
        "parse_addresses",
        id="prose",
    ),
    pytest.param(
        [markdown("## Plots"), WORK], "add_f", id="a heading of pictures that are drawn below"
    ),
    pytest.param(
        ["# strip the spaces\n" + WORK.replace("\n", "\n\n", 1)],
        "add_f",
        id="a comment about the first line alone",
    ),
    pytest.param(
        ["import os\n# standardize names\nimport sys\n" + WORK],
        "standardize_names",
        id="import between",
    ),
]


@pytest.mark.parametrize(("cells", "name"), WORDS[1:])
def test_a_name_uses_the_persons_words(cells: list[str], name: str) -> None:
    found = steps(IMPORTS, LOADED + "\ndf.head()", *cells, "df.sum()")
    assert [call.partition("(")[0] for call in found] == [name]


def test_names_are_unique_and_free() -> None:
    picture = 'plt.figure()\nplt.{}(df["{}"])\nplt.xlabel("years")\nplt.title("Age")\nplt.show()'
    cells = [picture.format(*how) for how in (("hist", "years"), ("boxplot", "months"))]
    taken = "plot_age = 1\nplot_age"
    names = [p.name for p in proposed(IMPORTS, LOADED + "\ndf.head()", taken, *cells)]
    assert len(names) == len(set(names))
    assert "plot_age" not in names
    assert all(name.isidentifier() and not keyword.iskeyword(name) for name in names)


def test_a_step_that_nothing_names_is_not_proposed() -> None:
    code = "a = 1 + z\nb = a * z\nfor q in range(9):\n    b += q * a\n    a -= q\nx1 = a + b"
    assert steps("z = len(open.__name__)\nz", code, "print(x1 + 1)") == []
