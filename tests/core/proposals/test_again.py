"""Promoting a promoted notebook goes no further: what `--all` takes is allotted once."""

from jupyterlab_promote import api
from jupyterlab_promote.core.proposals.propose import propose

MANY = [
    f"def scale_column_{i}(values):\n    largest = max(values)\n    shifted = [v + {i} for v in values]\n"
    f"    return [v / largest for v in shifted]\n\nprint(scale_column_{i}([1, {i + 2}]))"
    for i in range(14)
]


def worth(cells: list[str], taken: dict[str, tuple[str, ...]]) -> list[str]:
    found = propose(api.analyse(api.notebook_of(cells)), taken)
    return [p.name for p in found.proposals if p.worth]


def test_first_and_second_time() -> None:
    first = worth(MANY, {})
    assert len(first) == 10
    again = [
        (
            f"from pkg.utils import {name}\n\nprint({name}([1, 2]))"
            if name in first
            else next(cell for cell in MANY if f"def {name}(" in cell)
        )
        for name in (f"scale_column_{i}" for i in range(14))
    ]
    assert worth(again, {"utils": tuple(first)}) == []


def test_what_was_promoted_by_choice_counts() -> None:
    some = ["from pkg.utils import scale_column_0", *MANY[1:]]
    assert len(worth(some, {"utils": ("scale_column_0", "other")})) == 9
