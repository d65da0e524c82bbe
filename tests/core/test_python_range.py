"""What a project promises to run on, against what its dependencies run on."""

from __future__ import annotations

import pytest

from jupyterlab_promote.core.plan.distributions import Requirement
from jupyterlab_promote.core.plan.edits import Environment
from jupyterlab_promote.core.plan.python_range import requires_python, too_wide

WANTED = [Requirement("Num_ba", "0.65.1"), Requirement("polars", "1.2")]


def kernel(stated: str = "") -> Environment:
    return Environment(version=(3, 11), pythons={"num-ba": stated} if stated else {})


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("", ">=3.11"),
        (">=3.9", ">=3.11"),
        (">=3.9,>=2,>=3.11", ">=3.11"),
        ("<3.15,>=3.10,>=3.8", ">=3.11,<3.15"),
        (">=3.4, <4", ">=3.11,<4.0"),
        ("<4,<3.14,!=3.9.*", ">=3.11,<3.14"),
        ("~=3.9", ">=3.11,<4.0"),
        (">=3.6.*,<3.13", ">=3.11,<3.13"),
        ("nonsense", ">=3.11"),
    ],
)
def test_a_new_package_promises_what_it_can_keep(stated: str, expected: str) -> None:
    assert requires_python(kernel(stated), WANTED) == expected
    assert requires_python(kernel(stated), ()) == ">=3.11"


POETRY = '[project]\nname = "x"\nrequires-python = "%s"\n[tool.poetry]\n'
POETRY_1 = '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\npython = "%s"\n'
HATCH = '[project]\nname = "x"\nrequires-python = "%s"\n[tool.hatch]\n'


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        pytest.param(POETRY % ">=3.11,<3.15", ">=3.10,<3.15", id="as wide"),
        pytest.param(POETRY % ">=3.8", "", id="nothing known"),
        pytest.param(HATCH % ">=3.8", ">=3.11", id="nothing locks"),
        pytest.param(POETRY_1 % "^3.11", ">=3.11,<4", id="caret"),
        pytest.param(POETRY_1 % "~3.12", ">=3.11,<3.14", id="tilde"),
        pytest.param(POETRY_1 % "^3.8 || ^3.11", ">=3.11", id="not understood"),
        pytest.param(POETRY_1 % "*", ">=3.11", id="not understood either"),
        pytest.param('[tool.poetry]\nname = "x"\n', ">=3.11", id="promises nothing"),
    ],
)
def test_nothing_to_say(text: str, stated: str) -> None:
    assert too_wide(text, kernel(stated), WANTED) == ""


@pytest.mark.parametrize(
    ("text", "stated", "version"),
    [
        (POETRY % ">=3.8", ">=3.10", "3.8"),
        (POETRY % ">=3.11", ">=3.11,<3.15", "3.15"),
        (POETRY_1 % "^3.10", ">=3.11", "3.10"),
        (POETRY_1 % ">=3.11", ">=3.11, <4", "4.0"),
        (POETRY_1 % "~3.10", ">=3.11", "3.10"),
        (HATCH % ">=3.8" + "[tool.uv]\n", ">=3.10", "3.8"),
    ],
)
def test_a_promise_that_cannot_be_kept(text: str, stated: str, version: str) -> None:
    assert too_wide(text, kernel(stated), WANTED) == (
        f"pyproject.toml promises Python {version}, on which Num_ba 0.65.1 does not run:"
        " narrow its range of Pythons, or no lock can be found."
    )
