"""Which project a notebook is promoted into, and where its package is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jupyterlab_promote.core.errors import UnusableInput
from jupyterlab_promote.workspace.project import find_project

from .scenes import seen


def laid_out(folder: Path, *files: str, toml: str | None = None) -> Path:
    """Make these files (a name that ends in / is a folder); return the notebook, beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in files:
        path = folder / name
        (path if name.endswith("/") else path.parent).mkdir(parents=True, exist_ok=True)
        if not name.endswith("/"):
            path.write_text("")
    if toml is not None:
        (folder / "pyproject.toml").write_text(toml)
    notebook = folder / "Untitled.ipynb"
    notebook.write_text("{}")
    return notebook


POETRY_1 = '[tool.poetry]\nname = "churn-study"\n'
PEP_621 = '[project]\nname = "churn-study"\n'
HATCH = PEP_621 + "[tool.hatch.build.targets.wheel]\n"
SETUPTOOLS = PEP_621 + "[tool.setuptools]\n"
FOUND = {
    # nothing on the disk yet: the name that the metadata says, in src
    "poetry-1": (POETRY_1, [], "churn_study", "src/churn_study"),
    "pep-621": (PEP_621, [], "churn_study", "src/churn_study"),
    "only-tools": ("[tool.black]\n", [], "work", "src/work"),
    "dotted-name": ('[project]\nname = "Churn.Study"\n', [], "churn_study", "src/churn_study"),
    "no-package-name": ('[project]\nname = "json"\n', [], "json_project", "src/json_project"),
    # what is on the disk
    "src": (PEP_621, ["src/churn_study/__init__.py"], "churn_study", "src/churn_study"),
    "flat": (PEP_621, ["churn_study/__init__.py"], "churn_study", "churn_study"),
    "other-name": (PEP_621, ["src/churn/__init__.py"], "churn", "src/churn"),
    "case": (PEP_621, ["Churn_Study/__init__.py"], "Churn_Study", "Churn_Study"),
    "src-before-flat": (PEP_621, ["src/a/__init__.py", "b/__init__.py"], "a", "src/a"),
    "not-the-tests": (PEP_621, ["tests/__init__.py", "churn/__init__.py"], "churn", "churn"),
    "name-among-several": (
        PEP_621,
        ["src/a/__init__.py", "src/churn_study/__init__.py"],
        "churn_study",
        "src/churn_study",
    ),
    "namespace": (PEP_621, ["src/acme/churn/__init__.py"], "acme.churn", "src/acme/churn"),
    # what the metadata declares
    "poetry-packages": (
        POETRY_1 + 'packages = [{include = "churn", from = "lib"}]\n',
        ["lib/churn/__init__.py"],
        "churn",
        "lib/churn",
    ),
    "poetry-flat": (POETRY_1 + 'packages = [{include = "churn"}]\n', [], "churn", "churn"),
    "poetry-glob": (
        POETRY_1 + 'packages = [{include = "churn/**/*.py", from = "src"}]\n',
        [],
        "churn",
        "src/churn",
    ),
    "hatch": (HATCH + 'packages = ["src/churn"]\n', [], "churn", "src/churn"),
    "hatch-flat": (HATCH + 'packages = ["churn"]\n', [], "churn", "churn"),
    "hatch-namespace": (
        HATCH + 'packages = ["src/acme"]\n',
        ["src/acme/churn/__init__.py"],
        "acme.churn",
        "src/acme/churn",
    ),
    "hatch-include": (HATCH + 'include = ["/src/churn/**"]\n', [], "churn", "src/churn"),
    "setuptools-list": (
        SETUPTOOLS + 'packages = ["churn", "churn.plots"]\n',
        ["churn/__init__.py", "churn/plots/__init__.py"],
        "churn",
        "churn",
    ),
    "setuptools-dir": (
        SETUPTOOLS + 'packages = ["churn"]\npackage-dir = {"" = "lib"}\n',
        [],
        "churn",
        "lib/churn",
    ),
    "setuptools-one-dir": (
        SETUPTOOLS + 'packages = ["churn"]\npackage-dir = {churn = "code"}\n',
        [],
        "churn",
        "code",
    ),
    "setuptools-find": (
        PEP_621 + '[tool.setuptools.packages.find]\nwhere = ["lib"]\n',
        [],
        "churn_study",
        "lib/churn_study",
    ),
    "setuptools-find-found": (
        PEP_621 + '[tool.setuptools.packages.find]\nwhere = ["lib"]\n',
        ["lib/churn/__init__.py"],
        "churn",
        "lib/churn",
    ),
    "flit": (
        PEP_621 + '[tool.flit.module]\nname = "churn"\n',
        ["churn/__init__.py"],
        "churn",
        "churn",
    ),
    "flit-src": (PEP_621 + '[tool.flit.module]\nname = "churn"\n', [], "churn", "src/churn"),
    "flit-old": (
        '[tool.flit.metadata]\nmodule = "churn"\n',
        ["churn/__init__.py"],
        "churn",
        "churn",
    ),
    "pdm": (PEP_621 + '[tool.pdm.build]\nincludes = ["src/churn"]\n', [], "churn", "src/churn"),
    "pdm-dir": (
        PEP_621 + '[tool.pdm.build]\npackage-dir = "lib"\n',
        [],
        "churn_study",
        "lib/churn_study",
    ),
    "uv": (
        PEP_621 + '[tool.uv.build-backend]\nmodule-name = "acme.churn"\nmodule-root = ""\n',
        [],
        "acme.churn",
        "acme/churn",
    ),
    "uv-src": (
        PEP_621 + '[tool.uv.build-backend]\nmodule-name = "churn"\n',
        [],
        "churn",
        "src/churn",
    ),
    "wrong-types": (
        "[project]\nname = 3\n[tool]\npoetry = []\nsetuptools = 1\n",
        [],
        "work",
        "src/work",
    ),
}


@pytest.mark.parametrize(("toml", "files", "package", "path"), FOUND.values(), ids=FOUND)
def test_an_existing_project(
    tmp_path: Path, toml: str, files: list[str], package: str, path: str
) -> None:
    notebook = laid_out(tmp_path / "work", *files, toml=toml)
    project = find_project(notebook)
    assert (project.package, project.package_path) == (package, path)
    assert project.exists


NAMED = {
    "new": ([], "src/plots"),
    "new-beside-flat": (["churn/__init__.py"], "plots"),
    "new-beside-src": (["src/churn/__init__.py"], "src/plots"),
    "flat": (["plots/__init__.py", "churn/__init__.py"], "plots"),
    "several": (["src/plots/__init__.py", "src/churn/__init__.py"], "src/plots"),
}


@pytest.mark.parametrize(("files", "path"), NAMED.values(), ids=NAMED)
def test_the_package_that_the_person_names(tmp_path: Path, files: list[str], path: str) -> None:
    notebook = laid_out(tmp_path, *files, toml=PEP_621)
    assert find_project(notebook, None, "plots").package_path == path


@pytest.mark.parametrize(
    ("toml", "files", "slug", "said"),
    [
        ("[project\n", [], "broken-toml", "line 1"),
        ("a = 1\n\nb = \n", [], "broken-toml", "line 3"),
        ("a = 1\na = 2\n", [], "broken-toml", "pyproject.toml"),
        (PEP_621, ["a/__init__.py", "b/__init__.py"], "several-packages", "(a, b)"),
        (SETUPTOOLS + 'py-modules = ["churn"]\n', ["churn.py"], "single-module", "churn.py"),
    ],
)
def test_unusable_projects(
    tmp_path: Path, toml: str, files: list[str], slug: str, said: str
) -> None:
    notebook = laid_out(tmp_path, *files, toml=toml)
    with pytest.raises(UnusableInput) as caught:
        find_project(notebook)
    assert caught.value.slug == slug
    assert said in caught.value.message


def test_toml_that_is_not_utf8(tmp_path: Path) -> None:
    notebook = laid_out(tmp_path)
    (tmp_path / "pyproject.toml").write_bytes(b'name = "\xe9"\n')
    with pytest.raises(UnusableInput, match=r"pyproject\.toml is not UTF-8"):
        find_project(notebook)


def test_nearest_above_but_not_above_the_repository(tmp_path: Path) -> None:
    laid_out(tmp_path, toml='[project]\nname = "outer"\n')
    inner = laid_out(tmp_path / "repo" / "notebooks" / "deep")
    (tmp_path / "repo" / ".git").mkdir()
    assert find_project(inner).root == str(inner.parent)
    (tmp_path / "repo" / "pyproject.toml").write_text(PEP_621)
    assert find_project(inner).root == str(tmp_path / "repo")
    (tmp_path / "repo" / "notebooks" / "pyproject.toml").write_text('[project]\nname = "near"\n')
    assert find_project(inner).package == "near"


NEW = {
    "churn": "churn",
    "2024 Churn-Study": "project_2024_churn_study",
    "Données clients": "donnees_clients",
    "データ": "project",
    "pandas": "pandas_project",
    "json": "json_project",
    "class": "class_project",
    "tests": "tests_project",
    "my.data": "my_data",
}


@pytest.mark.parametrize(("folder", "package"), NEW.items(), ids=NEW)
def test_a_new_project_in_the_notebooks_folder(tmp_path: Path, folder: str, package: str) -> None:
    project = find_project(laid_out(tmp_path / folder))
    assert (project.root, project.exists) == (str(tmp_path / folder), False)
    assert (project.package, project.package_path) == (package, f"src/{package}")


def test_a_module_beside_the_notebook_would_hide_the_package(tmp_path: Path) -> None:
    notebook = laid_out(tmp_path / "churn", "churn.py")
    assert find_project(notebook).package == "churn_project"
    with pytest.raises(UnusableInput, match=r"churn\.py instead") as caught:
        find_project(notebook, None, "churn")
    assert caught.value.slug == "package-name"


@pytest.mark.parametrize(
    ("folder", "package"), [("churn", "churn"), ("my-study", "my_study"), ("a/b/Deep", "deep")]
)
def test_into_a_new_folder(tmp_path: Path, folder: str, package: str) -> None:
    project = find_project(laid_out(tmp_path), tmp_path / folder)
    assert (project.root, project.package) == (str(tmp_path / folder), package)
    assert (project.exists, dict(project.files)) == (False, {})


def test_into_an_existing_project(tmp_path: Path) -> None:
    laid_out(
        tmp_path / "churn-project",
        "lib/churn/__init__.py",
        toml=POETRY_1 + 'packages = [{include = "churn", from = "lib"}]\n',
    )
    project = find_project(laid_out(tmp_path), tmp_path / "churn-project")
    assert (project.package_path, project.exists) == ("lib/churn", True)


@pytest.mark.parametrize("into", ["class", "json", "pandas", "tests"])
def test_into_a_folder_whose_name_no_package_can_have(tmp_path: Path, into: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        find_project(laid_out(tmp_path), tmp_path / into)
    assert caught.value.slug == "package-name"
    assert find_project(laid_out(tmp_path), tmp_path / into, "churn").package == "churn"


@pytest.mark.parametrize("exists", [False, True])
@pytest.mark.parametrize("name", ["class", "json", "pandas", "a-b", "1a", "", "a..b", "é", "a b"])
def test_a_name_that_no_package_can_have(tmp_path: Path, name: str, exists: bool) -> None:
    notebook = laid_out(tmp_path, toml=PEP_621 if exists else None)
    with pytest.raises(UnusableInput) as caught:
        find_project(notebook, None, name)
    assert caught.value.slug == "package-name"


def test_into_a_package(tmp_path: Path) -> None:
    notebook = laid_out(tmp_path, "src/churn/__init__.py", toml=PEP_621)
    with pytest.raises(UnusableInput) as caught:
        find_project(notebook, tmp_path / "src" / "churn")
    assert caught.value.slug == "into-package"


def test_into_a_file(tmp_path: Path) -> None:
    notebook = laid_out(tmp_path, "file")
    for into in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(UnusableInput) as caught:
            find_project(notebook, into)
        assert caught.value.slug == "not-a-directory"


@pytest.mark.parametrize(
    ("path", "slug"),
    [("nowhere.ipynb", "missing"), (".", "is-a-directory"), ("x\0y.ipynb", "missing")],
)
def test_unusable_notebooks(tmp_path: Path, path: str, slug: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        find_project(tmp_path / path)
    assert caught.value.slug == slug


@pytest.mark.parametrize("folder", ["site-packages", "dist-packages"])
def test_among_installed_packages(tmp_path: Path, folder: str) -> None:
    notebook = laid_out(tmp_path / "lib" / folder / "churn", toml=PEP_621)
    with pytest.raises(UnusableInput) as caught:
        find_project(notebook)
    assert caught.value.slug == "site-packages"


@pytest.mark.parametrize("link", ["pyproject.toml", "src", "src/churn"])
def test_links_that_lead_out(tmp_path: Path, link: str) -> None:
    notebook = laid_out(tmp_path / "work", "src/churn/__init__.py", toml=PEP_621)
    os.rename(tmp_path / "work" / link, tmp_path / "outside")
    (tmp_path / "work" / link).symlink_to(tmp_path / "outside")
    with pytest.raises(UnusableInput) as caught:
        find_project(notebook)
    assert caught.value.slug == "leads-out"


def test_the_texts(tmp_path: Path) -> None:
    notebook = laid_out(
        tmp_path,
        *("src/churn/__init__.py", "src/churn/deep/__init__.py", "src/churn/data.csv"),
        *("tests/test_churn.py", "setup.py", "src/churn/.hidden.py", "src/churn/__pycache__/x.py"),
        *("src/churn/.venv/y.py", "src/churn/own/pyvenv.cfg", "src/churn/own/z.py", "README.md"),
        toml=PEP_621,
    )
    (tmp_path / "src/churn/crlf.py").write_bytes("x = 'é'\r\ny = 1\r".encode())
    (tmp_path / "src/churn/bom.py").write_bytes(b"\xef\xbb\xbfx = 1\n")
    (tmp_path / "src/churn/latin.py").write_bytes(b"# \xe9\n")
    (tmp_path / "src/churn/huge.py").write_bytes(b"#" * 1_000_001)
    (tmp_path / "src/churn/up.py").symlink_to("/etc/hostname")
    before = seen(tmp_path)
    assert dict(find_project(notebook).files) == {
        "README.md": "",
        "pyproject.toml": PEP_621,
        "src/churn/__init__.py": "",
        "src/churn/bom.py": "\ufeffx = 1\n",
        "src/churn/crlf.py": "x = 'é'\r\ny = 1\r",
        "src/churn/deep/__init__.py": "",
        "tests/test_churn.py": "",
    }
    assert seen(tmp_path) == before


def test_relative_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out(tmp_path / "churn")
    monkeypatch.chdir(tmp_path / "churn")
    assert find_project(Path("Untitled.ipynb")).root == str(tmp_path / "churn")
    assert find_project(Path("Untitled.ipynb"), Path("."), None).package == "churn"
    assert find_project(Path("Untitled.ipynb"), Path("../other")).root == str(tmp_path / "other")
