"""Dependencies into pyproject.toml: in the file's own style, and nothing else changes."""

from __future__ import annotations

import difflib

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from jupyterlab_promote.core.errors import UnusableInput
from jupyterlab_promote.core.plan.distributions import Requirement, normalised
from jupyterlab_promote.core.plan.pyproject import add_dependencies, declared_in, undeclared, unsure

PANDAS = Requirement("pandas", "3.1.1")
SKLEARN = Requirement("scikit-learn", "1.7.0")
YAML = Requirement("PyYAML", "6.0.2")

HATCH = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "churn"
version = "0.1"
requires-python = ">=3.10"  # the cluster's
%s
[tool.black]
line-length = 100
"""

POETRY_1 = """\
[tool.poetry]
name = "churn"
version = "0.1.0"
description = ""
authors = []

[tool.poetry.dependencies]
python = "^3.10"
%s
# for the tests
[tool.poetry.group.dev.dependencies]
pandas = "*"

[build-system]
requires = ["poetry-core"]
build-backend = "poetry.core.masonry.api"
"""

POETRY_2 = """\
[project]
name = "churn"
version = "0.1.0"
requires-python = ">=3.11"
dependencies = %s

[build-system]
requires = ["poetry-core>=2.0.0,<3.0.0"]
build-backend = "poetry.core.masonry.api"
"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HATCH % 'dependencies = ["pandas"]', id="plain"),
        pytest.param(HATCH % 'dependencies = ["Pandas == 2.2.*"]', id="spelling and version"),
        pytest.param(HATCH % "dependencies = ['pandas[excel,aws]>=2']", id="extras"),
        pytest.param(HATCH % "dependencies = ['pandas; python_version < \"3.12\"']", id="marker"),
        pytest.param(HATCH % 'dependencies = ["pandas @ file:///wheels/p.whl"]', id="direct reference"),
        pytest.param(HATCH % 'dependencies = [\n  # why\n  "numpy", "pandas~=2.0" # here\n]', id="comments"),
        pytest.param(HATCH % 'dynamic = ["version", "dependencies"]', id="dynamic"),
        pytest.param(HATCH.replace("churn", "pandas") % "", id="the project itself"),
        pytest.param(POETRY_1 % 'pandas = "^1.5"', id="Poetry 1"),
        pytest.param(POETRY_1 % 'Pandas = {version = "*", optional = true}', id="Poetry 1, optional"),
        pytest.param(POETRY_1 % "[tool.poetry.dependencies.pandas]\nversion = '2'", id="Poetry 1, own table"),
        pytest.param(POETRY_2 % '["pandas (>=2,<3)"]', id="Poetry 2"),
        pytest.param("[tool.black]\nline-length = 100\n", id="no project"),
        pytest.param("", id="empty"),
    ],
)  # fmt: skip
def test_leaves_alone(text: str) -> None:
    assert add_dependencies(text, [PANDAS]) == text


@pytest.mark.parametrize(
    ("frame", "before", "after"),
    [
        pytest.param(
            HATCH, 'dependencies = ["numpy"]\n',
            'dependencies = ["numpy", "pandas>=3.1,<4", "scikit-learn>=1.7,<2"]\n',
            id="one line",
        ),
        pytest.param(
            HATCH, "dependencies = [ 'numpy', ]  # all\n",
            "dependencies = [ 'numpy', 'pandas>=3.1,<4', 'scikit-learn>=1.7,<2', ]  # all\n",
            id="one line, spaces, trailing comma, single quotes",
        ),
        pytest.param(
            HATCH, "dependencies = []\n",
            'dependencies = [\n    "pandas>=3.1,<4",\n    "scikit-learn>=1.7,<2",\n]\n',
            id="empty",
        ),
        pytest.param(
            HATCH, "dependencies = [\n  # none yet\n]\n",
            'dependencies = [\n  # none yet\n  "pandas>=3.1,<4",\n  "scikit-learn>=1.7,<2",\n]\n',
            id="empty but for a comment",
        ),
        pytest.param(
            HATCH, 'dependencies = [\n  "numpy>=1; python_version<\'4\'", # [a] "b",\n  # last\n]\n',
            'dependencies = [\n  "numpy>=1; python_version<\'4\'", # [a] "b",\n'
            '  "pandas>=3.1,<4",\n  "scikit-learn>=1.7,<2",\n  # last\n]\n',
            id="lines and comments",
        ),
        pytest.param(
            HATCH, 'dependencies = [\n\t"numpy"  # fast\n]\n',
            'dependencies = [\n\t"numpy",  # fast\n\t"pandas>=3.1,<4",\n\t"scikit-learn>=1.7,<2"\n]\n',
            id="tabs, no trailing comma",
        ),
        pytest.param(
            HATCH, 'dependencies = ["a",\n                "b"]\n',
            'dependencies = ["a",\n                "b", "pandas>=3.1,<4", "scikit-learn>=1.7,<2"]\n',
            id="closing bracket on the last line",
        ),
        pytest.param(
            HATCH, 'dependencies = [\n"a"\n, "b"\n,\n]\n',
            'dependencies = [\n"a"\n, "b"\n,\n"pandas>=3.1,<4",\n"scikit-learn>=1.7,<2",\n]\n',
            id="commas first",
        ),
        pytest.param(
            POETRY_2, "[\n]",
            '[\n    "pandas (>=3.1.1,<4.0.0)",\n    "scikit-learn (>=1.7.0,<2.0.0)"\n]',
            id="Poetry 2, as it makes it",
        ),
        pytest.param(
            POETRY_2, '[\n    "numpy (>=2.0)"\n]',
            '[\n    "numpy (>=2.0)",\n    "pandas (>=3.1.1,<4.0.0)",\n    "scikit-learn (>=1.7.0,<2.0.0)"\n]',
            id="Poetry 2",
        ),
        pytest.param(
            POETRY_1, 'numpy = "*" # any\n',
            'numpy = "*" # any\npandas = "^3.1.1"\nscikit-learn = "^1.7.0"\n',
            id="Poetry 1",
        ),
        pytest.param(
            POETRY_1, "  numpy = '*'\n\n",
            "  numpy = '*'\n  pandas = '^3.1.1'\n  scikit-learn = '^1.7.0'\n\n",
            id="Poetry 1, indentation and quotes",
        ),
        pytest.param(
            POETRY_1, 'numpy = {version = "2", extras = [\n  "x",\n]}\nhttp.version = "1"\n',
            'numpy = {version = "2", extras = [\n  "x",\n]}\npandas = "^3.1.1"\nscikit-learn = "^1.7.0"\n'
            'http.version = "1"\n',
            id="Poetry 1, inline and dotted",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_adds_in_style(frame: str, before: str, after: str, newline: str) -> None:
    text = (frame % before).replace("\n", newline)
    expected = (frame % after).replace("\n", newline)
    assert add_dependencies(text, [PANDAS, SKLEARN]) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            HATCH % "",
            HATCH % 'dependencies = [\n    "pandas>=3.1,<4",\n]\n',
            id="no dependencies yet: below requires-python",
        ),
        pytest.param(
            '[project]\nname = "x"', '[project]\nname = "x"\ndependencies = [\n    "pandas>=3.1,<4",\n]\n',
            id="no line end",
        ),
        pytest.param(
            '\ufeff[project]\nname = "x"\ndependencies = ["numpy"]\n',
            '\ufeff[project]\nname = "x"\ndependencies = ["numpy", "pandas>=3.1,<4"]\n',
            id="byte order mark",
        ),
        pytest.param(
            '[tool.poetry]\nname = "x"\n', '[tool.poetry]\nname = "x"\n\n[tool.poetry.dependencies]\npandas = "^3.1.1"\n',
            id="Poetry 1 without the table",
        ),
        pytest.param(
            '[tool.poetry]\ndependencies.python = "^3.9"\nname = "x"\n',
            '[tool.poetry]\ndependencies.python = "^3.9"\ndependencies.pandas = "^3.1.1"\nname = "x"\n',
            id="Poetry 1, dotted",
        ),
        pytest.param(
            '[tool.poetry]\nname = "x"\r\ndependencies = {python = "^3.9"}\r\n',
            '[tool.poetry]\nname = "x"\r\ndependencies = {python = "^3.9",pandas = "^3.1.1"}\r\n',
            id="Poetry 1, inline",
        ),
        pytest.param(
            '[project]\nname = "x"\ndynamic = ["dependencies"]\n[tool.poetry.dependencies]\nnumpy = "*"\n',
            '[project]\nname = "x"\ndynamic = ["dependencies"]\n[tool.poetry.dependencies]\nnumpy = "*"\npandas = "^3.1.1"\n',
            id="Poetry 2 with its dependencies in Poetry's table",
        ),
        pytest.param(
            '[project]\nname = "x"\ndependencies = ["numpy"]\n[tool.poetry.dependencies]\nnumpy = {source = "lab"}\n',
            '[project]\nname = "x"\ndependencies = ["numpy", "pandas (>=3.1.1,<4.0.0)"]\n[tool.poetry.dependencies]\nnumpy = {source = "lab"}\n',
            id="Poetry 2 with both",
        ),
        pytest.param(
            '[project]\nname = "x"\n[project.optional-dependencies]\nall = ["pandas"]\n',
            '[project]\nname = "x"\ndependencies = [\n    "pandas>=3.1,<4",\n]\n[project.optional-dependencies]\nall = ["pandas"]\n',
            id="an extra is no main dependency",
        ),
    ],
)  # fmt: skip
def test_finds_the_place(before: str, after: str) -> None:
    assert add_dependencies(before, [PANDAS]) == after


@pytest.mark.parametrize(
    ("version", "poetry_1", "poetry_2", "plain"),
    [
        ("3.1.1", "^3.1.1", "pandas (>=3.1.1,<4.0.0)", "pandas>=3.1,<4"),
        ("0.23.4", "^0.23.4", "pandas (>=0.23.4,<0.24.0)", "pandas>=0.23,<0.24"),
        ("0.0.5", "^0.0.5", "pandas (>=0.0.5,<0.0.6)", "pandas>=0.0.5,<0.0.6"),
        ("2024.1", "^2024.1", "pandas (>=2024.1,<2025.0)", "pandas>=2024.1,<2025"),
        ("7", "^7", "pandas (>=7,<8)", "pandas>=7,<8"),
        ("2.3.0+cpu", "^2.3.0", "pandas (>=2.3.0,<3.0.0)", "pandas>=2.3,<3"),
        ("3.0.0rc1", "^3.0.0rc1", "pandas (>=3.0.0rc1,<4.0.0)", "pandas>=3.0.0rc1,<4"),
        ("1.2.3.post4", "^1.2.3.post4", "pandas (>=1.2.3.post4,<2.0.0)", "pandas>=1.2,<2"),
        ("", "*", "pandas", "pandas"),
        ("unknown", "*", "pandas", "pandas"),
    ],
)
def test_ranges_from_what_is_installed(
    version: str, poetry_1: str, poetry_2: str, plain: str
) -> None:
    wanted = [Requirement("pandas", version)]
    in_table = tomlkit.parse(add_dependencies(POETRY_1 % "", wanted)).unwrap()
    in_poetry = tomlkit.parse(add_dependencies(POETRY_2 % "[]", wanted)).unwrap()
    in_array = tomlkit.parse(add_dependencies(HATCH % "dependencies = []", wanted)).unwrap()
    assert in_table["tool"]["poetry"]["dependencies"]["pandas"] == poetry_1
    assert in_poetry["project"]["dependencies"] == [poetry_2]
    assert in_array["project"]["dependencies"] == [plain]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HATCH % 'dynamic = ["dependencies"]', "pyproject.toml says that its dependencies are dynamic: declare pandas>=3.1,<4, PyYAML>=6.0,<7 yourself."),
        ("", "pyproject.toml declares no project: declare pandas>=3.1,<4, PyYAML>=6.0,<7 yourself."),
        (HATCH % "", ""),
    ],
    ids=["dynamic", "no project", "nothing left"],
)  # fmt: skip
def test_says_what_it_leaves(text: str, said: str) -> None:
    assert undeclared(text, [PANDAS, YAML]) == said


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (HATCH % "", "pandas, PyYAML"),
        (HATCH % 'dependencies = ["pandas"]', "PyYAML"),
        (HATCH % 'dependencies = ["pandas", "pyyaml"]', ""),
        (HATCH % 'dynamic = ["dependencies"]', ""),
    ],
)
def test_says_what_it_guesses(text: str, names: str) -> None:
    said = f"Not found in the kernel's environment: {names}. Check that the registry's is the one you mean."
    assert unsure(text, [PANDAS, YAML]) == (said if names else "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[project\n", "pyproject.toml can't be read: "),
        ("a = 1\na = 2\n", "pyproject.toml can't be read: "),
        ("project = 3\n", "pyproject.toml: project is not a table."),
        ("[project]\ndependencies = 'numpy'\n", "pyproject.toml: project.dependencies is not an array."),
        ("[project]\ndependencies = [1]\n", "pyproject.toml: project.dependencies holds no strings."),
        ("[tool]\npoetry.dependencies = []\n", "pyproject.toml: tool.poetry.dependencies is not a table."),
    ],
)  # fmt: skip
def test_broken_toml_is_refused(text: str, said: str) -> None:
    with pytest.raises(UnusableInput) as refused:
        add_dependencies(text, [PANDAS])
    assert refused.value.slug == "broken-toml"
    assert refused.value.message.startswith(said)


words = st.sampled_from(["numpy", "Py_YAML", "attrs", "zope.interface", "a-b"])
requirements = st.lists(
    st.builds(Requirement, words, st.sampled_from(["", "1.2.3", "0.4", "2024.1.1"])), max_size=4
)
gaps = st.sampled_from(["", " ", "\n", "\n    ", '\n  # it\'s "[,]"\n  ', "\t"])


@st.composite
def arrays(draw: st.DrawFn) -> str:
    entries = draw(
        st.lists(st.sampled_from(['"scipy"', "'six>=1 ; python_version<\"4\"'", '"""x"""']))
    )
    body = "".join(f"{draw(gaps)}{entry}{draw(gaps)}," for entry in entries)
    return "[" + (body if draw(st.booleans()) else body[:-1]) + draw(gaps) + "]"


@st.composite
def documents(draw: st.DrawFn) -> str:
    frame = draw(st.sampled_from([HATCH, POETRY_1, POETRY_2]))
    dependencies = draw(arrays())
    filling = {
        HATCH: draw(st.sampled_from(["", "dependencies = " + dependencies])),
        POETRY_2: dependencies,
        POETRY_1: draw(st.sampled_from(["", "six = '*'", "[tool.poetry.dependencies.six]\nversion = '1'"])),
    }  # fmt: skip
    return (frame % filling[frame]).replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@given(text=documents(), wanted=requirements)
def test_every_dependency_is_declared(text: str, wanted: list[Requirement]) -> None:
    names = declared_in(add_dependencies(text, wanted)).names
    assert {normalised(one.distribution) for one in wanted} <= names


@given(text=documents(), wanted=requirements)
def test_adding_twice_is_adding_once(text: str, wanted: list[Requirement]) -> None:
    once = add_dependencies(text, wanted)
    assert add_dependencies(once, wanted) == once


@given(text=documents(), wanted=requirements)
def test_lines_that_no_edit_names_stay(text: str, wanted: list[Requirement]) -> None:
    """At most one old line changes: the last value, which needs a comma."""
    before = text.splitlines(keepends=True)
    after = add_dependencies(text, wanted).splitlines(keepends=True)
    gone = [line for line in difflib.ndiff(before, after) if line.startswith("- ")]
    assert len(gone) <= 1
