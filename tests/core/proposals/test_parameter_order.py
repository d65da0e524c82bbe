"""Data first, then what goes with it, then settings."""

from __future__ import annotations

import pytest

from jupyterlab_promote.core.analysis.analyse import analyse
from jupyterlab_promote.core.model import Cell, Notebook
from jupyterlab_promote.core.proposals.parameter_order import order_of
from jupyterlab_promote.core.proposals.reading import read

BEFORE = (
    "import pandas as pd\nfrom sklearn.linear_model import LogisticRegression\n"
    "df = pd.read_csv('a.csv')\ncols = ['a', 'b']\nN = 4\nclf = LogisticRegression()\n"
    "X, y, other, model, config = load()\n"
)
ORDERS = [
    pytest.param("z = df.head(N)", ["df", "N"], ["df", "N"], id="as it stands"),
    pytest.param("z = X - y", ["X", "y"], ["X", "y"], id="within a group"),
    pytest.param("z = f(y, X)", ["y", "X"], ["y", "X"], id="in order of first use"),
    pytest.param("z = model.predict(X)", ["model", "X"], ["model", "X"], id="a judged model"),
    pytest.param("z = other(1)", ["other"], ["other"], id="alone"),
    pytest.param("z = config['a'] + other", ["config", "other"], ["config", "other"], id="config"),
    pytest.param("z = df[cols]", ["cols", "df"], ["df", "cols"], id="data before columns"),
    pytest.param("z = f(N, cols, df)", ["N", "cols", "df"], ["df", "cols", "N"], id="three groups"),
    pytest.param("z = N * X", ["N", "X"], ["X", "N"], id="settings last"),
    pytest.param("clf.fit(X, y)", ["clf", "X", "y"], ["X", "y", "clf"], id="a model to be fitted"),
    pytest.param(
        "z = f(N, other)\nother['a'] = 1", ["N", "other"], ["other", "N"], id="it has columns"
    ),
]


@pytest.mark.parametrize(("code", "names", "wanted"), ORDERS)
def test_order(code: str, names: list[str], wanted: list[str]) -> None:
    cells = (Cell("0", 0, "code", BEFORE), Cell("1", 1, "code", code))
    reading = read(analyse(Notebook("n.ipynb", cells, "f")))
    statements = reading.analysis.statements
    first = next(s.index for s in statements if s.cell == 1)
    found = order_of(reading, first, statements[-1].index, names)
    assert [names[place] for place in found] == wanted
