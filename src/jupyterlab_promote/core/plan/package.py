"""A new package, laid out as Poetry 2 lays it out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .distributions import Requirement
from .edits import CreateFile, Environment, Project
from .pyproject import add_dependencies
from .python_range import requires_python

_PYPROJECT = """\
[project]
name = "{distribution}"
version = "0.1.0"
description = {description}
readme = "README.md"
requires-python = "{python}"
dependencies = [
]

[dependency-groups]
dev = [
    "pytest (>=8.0)"
]

[tool.poetry]
packages = [{packages}]

[build-system]
requires = ["poetry-core>=2.0.0,<3.0.0"]
build-backend = "poetry.core.masonry.api"
"""

_README = """\
# {distribution}

{about}

## Install

For work on the package and its tests, with [Poetry](https://python-poetry.org):

    poetry install

Into the environment that a notebook's kernel runs in:

    python -m pip install --editable .

## Use

```python
import {package}
```

Its modules are in `{path}`, their tests in `tests`; `poetry run pytest` runs them.
"""

_GITIGNORE = """\
# Python
__pycache__/
*.py[cod]
*.egg-info/
/build/
/dist/

# Environments
.venv/
venv/

# Tools
.ipynb_checkpoints/
.mypy_cache/
.pytest_cache/
.ruff_cache/
.coverage
"""


def new_package(
    project: Project, title: str, environment: Environment, wanted: Sequence[Requirement] = ()
) -> tuple[CreateFile, ...]:
    """The files of a new package that `project.files` does not have yet; it depends on `wanted`.

    `project.files` must name every one of these paths that is already on disk (README.md and
    .gitignore too): what it names is left as it is. `title` is the notebook's title or file name.
    """
    distribution = distribution_name(project.package)
    about = _about(title)
    values = {
        "distribution": distribution,
        "package": project.package,
        "path": project.package_path,
        "packages": _include(project),
        "about": about,
        "description": _toml_string(about),
        "python": requires_python(environment, wanted),
    }
    texts = {
        "pyproject.toml": add_dependencies(_PYPROJECT.format(**values), wanted),
        "README.md": _README.format(**values),
        ".gitignore": _GITIGNORE,
        f"{project.package_path}/__init__.py": "",
        "tests/__init__.py": "",
    }
    return tuple(
        CreateFile(path, text) for path, text in texts.items() if path not in project.files
    )


def distribution_name(package: str) -> str:
    """The name to publish under: `churn_model` → `churn-model`, as Poetry names it."""
    return re.sub(r"[._]+", "-", package.strip("_")).lower() or package


def _include(project: Project) -> str:
    """The outermost package and the folder that it is in: `acme.churn` in src/acme/churn → acme, src."""
    *folders, top = project.package_path.split("/")[: -project.package.count(".") or None]
    place = f', from = "{"/".join(folders)}"' if folders else ""
    return f'{{include = "{top}"{place}}}'


def _about(title: str) -> str:
    subject = " ".join(title.split()).strip("# .")
    return f"Code from the notebook “{subject}”." if subject else "Code from a notebook."


def _toml_string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    printable = "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in escaped)
    return f'"{printable}"'
