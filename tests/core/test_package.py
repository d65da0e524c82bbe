"""A new package has Poetry's layout; what is on disk already stays."""

from __future__ import annotations

import pytest
import tomlkit

from jupyterlab_promote.core.plan.distributions import Requirement
from jupyterlab_promote.core.plan.edits import Environment, Project
from jupyterlab_promote.core.plan.package import distribution_name, new_package

KERNEL = Environment(python="/kernel/bin/python", version=(3, 12))


def project(package: str = "churn_model", folder: str = "src/", **files: str) -> Project:
    return Project("/work/churn", package, f"{folder}{package}", exists=False, files=files)


def test_the_layout() -> None:
    paths = [file.path for file in new_package(project(), "Churn", KERNEL)]
    assert paths == [
        "pyproject.toml",
        "README.md",
        ".gitignore",
        "src/churn_model/__init__.py",
        "tests/__init__.py",
    ]


def test_pyproject() -> None:
    text = new_package(project(), "Customer churn.", KERNEL)[0].text
    assert tomlkit.parse(text).unwrap() == {
        "project": {
            "name": "churn-model",
            "version": "0.1.0",
            "description": "Code from the notebook “Customer churn”.",
            "readme": "README.md",
            "requires-python": ">=3.12",
            "dependencies": [],
        },
        "dependency-groups": {"dev": ["pytest (>=8.0)"]},
        "tool": {"poetry": {"packages": [{"include": "churn_model", "from": "src"}]}},
        "build-system": {
            "requires": ["poetry-core>=2.0.0,<3.0.0"],
            "build-backend": "poetry.core.masonry.api",
        },
    }


@pytest.mark.parametrize(
    ("package", "path", "include"),
    [
        ("churn", "src/churn", {"include": "churn", "from": "src"}),
        ("churn", "churn", {"include": "churn"}),
        ("acme.churn", "src/acme/churn", {"include": "acme", "from": "src"}),
        ("acme.churn", "acme/churn", {"include": "acme"}),
        ("churn", "lib/py/churn", {"include": "churn", "from": "lib/py"}),
    ],
)
def test_where_the_package_is(package: str, path: str, include: dict[str, str]) -> None:
    text = new_package(Project("/work", package, path, exists=False), "Churn", KERNEL)[0].text
    assert tomlkit.parse(text).unwrap()["tool"]["poetry"]["packages"] == [include]


def test_it_depends_on_what_is_wanted() -> None:
    kernel = Environment(version=(3, 12), pythons={"numba": ">=3.10,<3.15"})
    text = new_package(project(), "Churn", kernel, [Requirement("numba", "0.65.1")])[0].text
    described = tomlkit.parse(text).unwrap()["project"]
    assert described["requires-python"] == ">=3.12,<3.15"
    assert described["dependencies"] == ["numba (>=0.65.1,<0.66.0)"]


@pytest.mark.parametrize(
    ("title", "description"),
    [
        ("  A  b\n", "Code from the notebook “A b”."),
        ("# Heading #", "Code from the notebook “Heading”."),
        ('C:\\data "raw"', 'Code from the notebook “C:\\data "raw"”.'),
        ("Übersicht 📈\x00", "Code from the notebook “Übersicht 📈\x00”."),
        ("{package}", "Code from the notebook “{package}”."),
        ("", "Code from a notebook."),
    ],
    ids=["spaces", "heading", "quotes", "odd characters", "braces", "none"],
)
def test_any_title(title: str, description: str) -> None:
    text = new_package(project(), title, KERNEL)[0].text
    assert tomlkit.parse(text).unwrap()["project"]["description"] == description


def test_what_is_there_stays() -> None:
    there = {"README.md": "mine", ".gitignore": "", "tests/__init__.py": ""}
    paths = [file.path for file in new_package(project(**there), "Churn", KERNEL)]
    assert paths == ["pyproject.toml", "src/churn_model/__init__.py"]


def test_the_readme_says_how_to_import() -> None:
    readme = new_package(project(), "Churn", KERNEL)[1].text
    assert "\nimport churn_model\n" in readme
    assert "python -m pip install --editable ." in readme


@pytest.mark.parametrize(
    ("package", "distribution"),
    [
        ("churn", "churn"),
        ("churn_model", "churn-model"),
        ("_private", "private"),
        ("ETL_2", "etl-2"),
    ],
)
def test_names(package: str, distribution: str) -> None:
    assert distribution_name(package) == distribution
