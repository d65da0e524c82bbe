"""A loop's own variables, which nothing reads, may keep an older value; every other name may not."""

import pytest

from jupyterlab_promote import api
from jupyterlab_promote.core.analysis.interface import interface_of
from jupyterlab_promote.core.model import Refusal

MUST_BE_GIVEN_BACK = {
    "assigned before": (["i = 0", "for i in [1, 2]:\n    print(i)"], ("i",)),
    "assigned later too": (["for i in a:\n    print(i)", "for i in [1]:\n    print(i)", "if a:\n    i = 5"], ("i",)),
    "read by a function": (["def f():\n    return i", "for i in a:\n    print(i)", "for i in [1]:\n    f()"], None),
    "names are listed": (["for i in a:\n    print(i)", "for i in [1]:\n    print(i)", "globals()"], None),
}  # fmt: skip
LEFT_OVER = {
    "loops only": ["for i in a:\n    print(i)", "for i in b:\n    print(i)"],
    "set inside": ["for i in a:\n    t = i\n    print(t)", "for i in b:\n    t = -i\n    print(t)"],
    "while": ["for i in a:\n    n = i\n    print(n)", "while b():\n    n = b()\n    print(n)"],
}
GIVEN = "a = [1]\nb = [2]"


@pytest.mark.parametrize(
    ("cells", "stale"), MUST_BE_GIVEN_BACK.values(), ids=MUST_BE_GIVEN_BACK.keys()
)
def test_gives_back(cells: list[str], stale: tuple[str, ...] | None) -> None:
    analysis = api.analyse(api.notebook_of([GIVEN, *cells]))
    found = interface_of(analysis, 3, 3)
    if stale is None:
        assert isinstance(found, Refusal) or "i" in (*found.stale, *found.returns)
    else:
        assert not isinstance(found, Refusal)
        assert found.stale == stale


@pytest.mark.parametrize("cells", LEFT_OVER.values(), ids=LEFT_OVER.keys())
def test_leaves(cells: list[str]) -> None:
    analysis = api.analyse(api.notebook_of([GIVEN, *cells]))
    found = interface_of(analysis, 3, 3)
    assert not isinstance(found, Refusal)
    assert (found.stale, found.returns) == ((), ())
