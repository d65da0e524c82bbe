"""The digests of values: equal for equal values, different for different ones, silent where unsure."""

from __future__ import annotations

import collections
import datetime
import decimal
import functools
import math
import threading
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from jupyterlab_promote.trial.in_kernel.values import Digester, report


class Point:
    def __init__(self, x: object) -> None:
        self.x = x


class Slotted:
    __slots__ = ("x",)

    def __init__(self, x: object) -> None:
        self.x = x


Pair = collections.namedtuple("Pair", "a b")


def exact(value: object) -> bytes:
    return Digester(()).of(value)[0]


def rounded(value: object) -> bytes:
    return Digester(()).of(value)[1]


def frame(**changes: object) -> pd.DataFrame:
    columns = {"a": [1, 2, 3], "b": ["x", None, "z"], "c": [0.5, math.nan, 1e300], **changes}
    return pd.DataFrame(columns)


VALUES = [
    None, True, 1, 1.0, 1j, "a", b"a", (1,), [1], {1}, frozenset({1}), {1: 1}, [[1]], [1, 1], [],
    (), {}, set(), "", Point(1), Point(2), Point([1]), Slotted(1), Slotted(2), Pair(1, 2),
    collections.Counter("a"), collections.OrderedDict(a=1), collections.defaultdict(list, a=[1]),
    collections.deque([1]), datetime.date(2024, 1, 1), datetime.datetime(2024, 1, 1),
    decimal.Decimal(1), Path("a"), functools.partial(len, 1), range(3), math.inf, -0.0,
    np.float64(1), np.float32(1), np.int64(1), np.array([1]), np.array([1.0]), np.array([[1]]),
    np.array(["a"]), np.array([1, "a"], dtype=object), np.array([], dtype=float),
    np.datetime64("2024-01-01"), np.random.RandomState(1), np.random.RandomState(2),
    np.zeros(2, dtype=[("a", int)]),
    frame(), frame(a=[1, 2, 4]), frame(b=["x", "y", "z"]), frame().rename(columns={"a": "d"}),
    frame().set_index("a"), frame().a, frame().b, frame().c, frame().a.astype(float),
    frame().a.rename("z"), frame().index, pd.Index(["a"]), pd.Index(["a"], name="n"),
    frame(b=pd.Categorical(["x", "y", "x"])), pd.MultiIndex.from_tuples([(1, 2)]),
    pd.Timestamp("2024-01-01"), pd.Series([1, None], dtype="Int64"),
]  # fmt: skip


def test_equal_values_have_equal_digests_and_others_have_others() -> None:
    digests = [exact(value) for value in VALUES]
    assert digests == [exact(value) for value in VALUES]
    assert len(set(digests)) == len(digests)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1, "b": 2}, dict(zip("ab", (1, 2), strict=True))),
        ({"x", "y", "z"}, {"z", "y", "x"}),
        ([(1, 2), (1, 2)], [(1, 2)] * 2),
        (frame(), frame().copy()),
        (np.arange(6).reshape(2, 3), np.asfortranarray(np.arange(6).reshape(2, 3))),
    ],
    ids=["dict", "set", "shared-parts", "frame", "memory-order"],
)
def test_the_same_content_in_another_guise(one: object, other: object) -> None:
    assert exact(one) == exact(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (0.1 + 0.2, 0.3),
        ([0.1 + 0.2], [0.3]),
        (np.array([0.1 + 0.2]), np.array([0.3])),
        (pd.Series([0.1 + 0.2]), pd.Series([0.3])),
        (pd.DataFrame({"a": [0.1 + 0.2, None]}), pd.DataFrame({"a": [0.3, None]})),
        (Point(0.1 + 0.2), Point(0.3)),
    ],
    ids=["float", "list", "array", "series", "frame", "object"],
)
def test_the_last_digit_of_a_float_is_rounded_away(one: object, other: object) -> None:
    assert exact(one) != exact(other)
    assert rounded(one) == rounded(other)


def test_classes_that_moved_keep_their_digest() -> None:
    here, moved = Point(1), type("Point", (), {"__module__": "churn.models"})()
    moved.x = 1
    here_digester, moved_digester = Digester({"tests", __name__}), Digester({"churn"})
    assert here_digester.name(here) == moved_digester.name(moved) == "Point"


@pytest.mark.parametrize("value", [(x for x in ()), threading.Lock()], ids=["generator", "lock"])
def test_what_has_no_content_is_unknown(value: object) -> None:
    assert report({"x": value}, (), ())["x"][1:3] == ["unknown", "unknown"]


def test_a_function_goes_by_what_it_remembers() -> None:
    def make(seen: list[int]) -> object:
        def f(x: int, seen: list[int] = seen, *, also: int = 1) -> None: ...

        return f

    digester = Digester({__name__.partition(".")[0]})
    assert digester.of(make([1])) == digester.of(make([1])) != digester.of(make([2]))
    assert Digester(()).of(make([1])) == Digester(()).of(make([2]))  # a library's own affair


def test_circles_end() -> None:
    value: list[object] = [1]
    value.append(value)
    assert exact(value) == exact(value)


def test_hidden_names_are_left_out_and_shared_objects_named() -> None:
    shared: list[int] = []
    names = {
        "_": 1,
        "In": [],
        "a": shared,
        "b": shared,
        "c": [(shared, 1)],
        "d": {"k": shared},
        "e": 1,
    }
    rows = report(names, {"In"}, ())
    objects = {name: row[3] for name, row in rows.items() if " " not in name}
    assert objects == {
        "a": {"a": "a"},
        "b": {"b": "a"},
        "c": {"c": "c", "c[0][0]": "a"},
        "d": {"d": "d", "d['k']": "a"},
        "e": {},
    }


def test_objects_are_told_apart_in_circles_and_in_long_lists() -> None:
    circle: list[object] = []
    circle.append(circle)
    rows = report({"circle": circle, "many": [[] for _ in range(1000)]}, (), ())
    assert rows["circle"][3] == {"circle": "circle", "circle[0]": "circle"}
    assert len(rows["many"][3]) == 500


def test_an_object_that_breaks_when_looked_at_is_unknown() -> None:
    class Broken:
        def __reduce_ex__(self, protocol: object) -> str:
            raise RuntimeError

    assert report({"x": Broken()}, (), ())["x"][1:3] == ["unknown", "unknown"]


@pytest.mark.parametrize(
    "path", ["/tmp/{}/copy/data", Path("/tmp/{}/copy/data"), ["/tmp/{}"]], ids=repr
)
def test_the_runs_own_folder_does_not_count(path: object) -> None:
    one, other = (
        eval(repr(path).replace("{}", own), {"PosixPath": Path}) for own in ("run-a", "run-b")
    )
    assert exact(one) != exact(other)
    assert Digester((), "run-a").of(one) == Digester((), "run-b").of(other)
