"""What is pickled keeps its module; what only has to do with pickling may move."""

from __future__ import annotations

import pytest

from jupyterlab_promote.core.model import Refusal

from .test_movability import needs

SAVE = "def save(model, path): joblib.dump(model, path)"
MODEL = "class M:\n    def __repr__(self): return 'M'"

STAYS = [
    pytest.param(["import joblib as jl", f"<{MODEL}", "m = M()", "jl.dump(m, 'm')"], id="another name"),
    pytest.param(["from joblib import dump", f"<{MODEL}", "m = M()", "dump(m, 'm')"], id="by itself"),
    pytest.param(["from joblib import *", f"<{MODEL}", "m = M()", "joblib.dump(m, 'm')"], id="by a star"),
    pytest.param(["import joblib", f"<{MODEL}", "joblib.dump(filename='m', value=M())"], id="by keyword"),
    pytest.param(["import joblib", f"<{MODEL}", "joblib.dump(*[M(), 'm'])"], id="starred"),
    pytest.param(["import joblib", f"<{MODEL}", "joblib.dump({'m': [M()]}, 'm')"], id="in a dict"),
    pytest.param(["import joblib", f"<{MODEL}", "s = joblib.dump\ns(M(), 'm')"], id="an alias"),
    pytest.param(["import joblib", f"<{MODEL}", "list(map(joblib.dump, [M()], 'm'))"], id="mapped"),
    pytest.param(["import joblib", f"<{MODEL}", "getattr(joblib, 'dump')(M(), 'm')"], id="by getattr"),
    pytest.param(["import joblib", f"<{MODEL}", "s = lambda m: joblib.dump(m, 'm')\ns(M())"], id="a lambda"),
    pytest.param(["import joblib", SAVE, f"<{MODEL}", "save(M(), 'm')"], id="by an own function"),
    pytest.param(["import joblib", SAVE, f"<{MODEL}", "for s in [save]:\n    s(M(), 'm')"], id="by an own value"),
    pytest.param(
        ["import joblib", SAVE, "def both(m): save(m, 'a')", f"<{MODEL}", "both(M())"], id="by two functions"
    ),
    pytest.param(
        ["import joblib", "def save(m):\n    bundle = {'m': m}\n    joblib.dump(bundle, 'm')", f"<{MODEL}", "save(M())"],
        id="through a variable of its own",
    ),
    pytest.param(
        ["import joblib", f"<{MODEL}", "def save():\n    m = M()\n    joblib.dump(m, 'm')"], id="made inside"
    ),
    pytest.param(
        ["import joblib", f"<{MODEL}", "m = M()", "def save(m=m): joblib.dump(m, 'm')\nsave()"], id="a default"
    ),
    pytest.param(
        ["import joblib", f"<{MODEL}", "m = M()", "def save():\n    def to(x): joblib.dump(x, 'm')\n    to(m)\nsave()"],
        id="by a function within one",
    ),
    pytest.param(
        ["import pickle", "class S:\n    def save(self, m): pickle.dump(m, self.f)", f"<{MODEL}", "S().save(M())"],
        id="by a method",
    ),
    pytest.param(["import pickle", f"<{MODEL}", "p = pickle.Pickler(f)\np.dump(M())"], id="by a pickler"),
    pytest.param(["import shelve", f"<{MODEL}", "with shelve.open('m') as s:\n    s['m'] = M()"], id="on a shelf"),
    pytest.param(["import pandas as pd", f"<{MODEL}", "pd.Series([M()]).to_pickle('m')"], id="in a table"),
    pytest.param(["import mlflow", f"<{MODEL}", "mlflow.sklearn.log_model(M(), 'm')"], id="by mlflow"),
    pytest.param(
        ["import joblib", "<def f(x): return x", "p = FunctionTransformer(f)", "joblib.dump(p, 'p')"],
        id="a function within another object",
    ),
    pytest.param(
        ["import joblib", "<def f(x): return x", "joblib.dump(FunctionTransformer(f), 'p')"],
        id="a function within what is made for it",
    ),
    pytest.param(["import joblib", f"<{MODEL}", "def save(): joblib.dump(M(), 'm')\nsave()"], id="made in the call"),
    pytest.param(
        ["import joblib", f"<{MODEL}", "m = M()", "def save():\n    b = {'m': m}\n    joblib.dump(b, 'm')\nsave()"],
        id="the notebook's, through a variable",
    ),
    pytest.param(
        ["import joblib", f"<{MODEL}", "m = M()", "def save(m=m):\n    b = [m]\n    joblib.dump(b, 'm')\nsave()"],
        id="a default, through a variable",
    ),
    pytest.param(["import joblib", f"<{MODEL}", "joblib.dump(*args, M(), 'm')"], id="behind a star"),
    pytest.param(["import shelve", f"<{MODEL}", "s = shelve\ns.open('m')['m'] = M()"], id="a shelf by another name"),
    pytest.param(["import sklearn.externals.joblib", f"<{MODEL}", "sklearn.externals.joblib.dump(M(), 'm')"], id="within"),
    pytest.param(["from pickle import dump as keep", f"<{MODEL}", "keep(M(), f)"], id="renamed"),
]  # fmt: skip


@pytest.mark.parametrize("cells", STAYS)
def test_what_may_be_pickled_stays(cells: list[str]) -> None:
    found = needs(*cells)
    assert isinstance(found, Refusal)
    assert found.slug == "shows-module"


MOVES = [
    pytest.param(["import joblib", "<def path_of(n): return n", "joblib.dump(m, path_of('m'))", "m = 1"], id="where"),
    pytest.param(["import joblib", "<def train(): return 1", "joblib.dump(train(), 'm')"], id="what makes it"),
    pytest.param(["import joblib", f"<{SAVE}", "save(1, 'm')"], id="what pickles it"),
    pytest.param(["import joblib", SAVE, "<def clean(x): return x", "save(1, 'm')"], id="what has nothing to do with it"),
    pytest.param(
        ["import joblib", "def save(m):\n    path = 'm'\n    joblib.dump(m, path)", "<def clean(x): return x", "save(1)"],
        id="beside a path of its own",
    ),
    pytest.param(["import torch", f"<{MODEL}", "net = M()", "torch.save(net.state_dict(), 'm')"], id="a plain state"),
    pytest.param(
        ["import torch", f"<{MODEL}", "net = M()", "torch.save({'net': net.state_dict(), 'epoch': 3}, 'm')"],
        id="a plain state in a dict",
    ),
    pytest.param(["import joblib", f"<{MODEL}", "M()\njoblib.dump([1, 2], 'm')"], id="something else"),
    pytest.param(["import joblib", f"<{MODEL}", "joblib.dump(1, M())"], id="an object that says where"),
    pytest.param(["import joblib", f"<{MODEL}", "def save(m): joblib.dump(m, M())", "save(1)"], id="where, within"),
    pytest.param(["import joblib", SAVE, "def show(m): return m", f"<{MODEL}", "x = show(M())"], id="given to others"),
    pytest.param(
        ["import joblib", f"<{MODEL}", "def make(kind=M): return kind()", "joblib.dump(1, 'm')"], id="a default of others"
    ),
]  # fmt: skip


@pytest.mark.parametrize("cells", MOVES)
def test_what_is_not_pickled_moves(cells: list[str]) -> None:
    found = needs(*cells)
    assert not isinstance(found, Refusal), found
