"""Types that the code shows."""

from __future__ import annotations

import pytest

from jupyterlab_promote.core.proposals.annotations import types_of

from .notebooks import analysed

IMPORTS = """import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
df = pd.read_csv("a.csv")"""

TYPES = [
    ("x = df.copy()", "pd.DataFrame"),
    ("x = df['age']", "pd.Series"),
    ("x = df[df.age > 3]", "pd.DataFrame"),
    ("x = df[['a', 'b']].dropna()", "pd.DataFrame"),
    ("x = df['age'].fillna(0)", "pd.Series"),
    ("x = df.drop('a', axis=1, inplace=True)", None),
    ("x = df.age", None),
    ("x = df.apply(f)", None),
    ("x = pd.read_excel('a.xlsx', sheet_name=None)", None),
    ("x = pd.read_csv('a.csv', chunksize=9)", None),
    ("x = np.linspace(0, 1)", "np.ndarray"),
    ("x = LogisticRegression()", "LogisticRegression"),
    ("x = LogisticRegression().fit(a, b)", "LogisticRegression"),
    ("x, y = train_test_split(df)", "pd.DataFrame"),
    ("x = 3", "int"),
    ("x = True", "bool"),
    ("x = None", None),
    ("x = [n for n in df]", "list"),
    ("x: dict[str, int] = {}", "dict[str, int]"),
    ("for x in df:\n    pass", None),
    ("if df.any():\n    x = 3", None),
    ("x = 3\nx += y", None),
]


@pytest.mark.parametrize(("code", "annotation"), TYPES, ids=[code for code, _ in TYPES])
def test_the_type_of_a_name(code: str, annotation: str | None) -> None:
    analysis = analysed(IMPORTS, code, "x")
    assert types_of(analysis).before("x", len(analysis.statements) - 1) == annotation


def test_a_name_has_the_type_of_its_last_binding() -> None:
    types = types_of(analysed(IMPORTS, "x = 3", "x = 'a'", "x"))
    assert [types.before("x", i) for i in (5, 6, 7)] == [None, "int", "str"]


def test_pandas_is_called_what_the_notebook_calls_it() -> None:
    types = types_of(analysed("import pandas", "x = pandas.DataFrame()", "x"))
    assert types.before("x", 2) == "pandas.DataFrame"
