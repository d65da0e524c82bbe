"""Moving a notebook: what is refused, and the cell that keeps its paths."""

from __future__ import annotations

import pytest

from jupyterlab_promote.core.analysis.analyse import analyse
from jupyterlab_promote.core.errors import UnusableInput
from jupyterlab_promote.core.model import Cell, InsertCell, Notebook, Refusal
from jupyterlab_promote.core.plan.edits import Plan, Project
from jupyterlab_promote.core.plan.relocation import relocate

PROJECT = Project("/work/churn", "churn", "src/churn", True, {"README.md": "See Untitled.ipynb."})


def moved(
    *sources: str, path: str = "/work/churn/Untitled.ipynb", folder: str = "exploration"
) -> Plan | Refusal:
    """The plan for a notebook with these cells; one that begins with `md:` is markdown."""
    cells = (
        (
            Cell(str(i), i, "markdown", text[3:])
            if text.startswith("md:")
            else Cell(str(i), i, "code", text)
        )
        for i, text in enumerate(sources)
    )
    return relocate(analyse(Notebook(path, tuple(cells), "f")), PROJECT, folder)


@pytest.mark.parametrize(
    ("sources", "slug", "cells"),
    [
        pytest.param(["md:![a](plot.png)"], "relative-link", ("0",), id="picture"),
        pytest.param(["md:[next](../b.ipynb)"], "relative-link", ("0",), id="link"),
        pytest.param(["md:[a]\n\n[a]: b.png"], "relative-link", ("0",), id="reference"),
        pytest.param(["md:<img src='b.png'>"], "relative-link", ("0",), id="html"),
        pytest.param(["%%html\n<img src=b.png>"], "relative-link", ("0",), id="html cell"),
        pytest.param(["HTML('<img src=\"b.png\">')"], "relative-link", ("0",), id="html string"),
        pytest.param(["IFrame('a.html', 1, 1)"], "relative-link", ("0",), id="frame"),
        pytest.param(["x = 1\n(x", "y"], "unreadable-cell", ("0",), id="no Python"),
        pytest.param(["x = 1", "print(Out[1])"], "reads-history", ("1",), id="Out"),
        pytest.param(["x = _3"], "reads-history", ("0",), id="numbered output"),
        pytest.param(["f = lambda: In[-1]"], "reads-history", ("0",), id="in a function"),
        pytest.param(["%history -n 1"], "reads-history", ("0",), id="magic"),
        pytest.param(["import os\nos.chdir(_dh[0])"], "reads-history", ("0",), id="first folder"),
        pytest.param(["x = 1\n%cd -"], "reads-history", ("0",), id="last folder"),
        pytest.param(["x = get_ipython().execution_count"], "reads-history", ("0",), id="count"),
        pytest.param(["dir()"], "namespace-observed", (), id="dir"),
        pytest.param(["open('Untitled.ipynb')"], "names-itself", ("0",), id="its file"),
        pytest.param(["x['JPY_SESSION_NAME']"], "names-itself", ("0",), id="its session"),
        pytest.param(["os = 'linux'"], "other-os", ("0",), id="another os"),
        pytest.param(["import posix as os"], "other-os", ("0",), id="alias"),
        pytest.param(["import os\ndel os"], "other-os", ("0",), id="del"),
        pytest.param(
            ["try:\n    os\nexcept NameError:\n    x = 1"], "other-os", ("0",), id="unset"
        ),
        pytest.param(["def f():\n    return os"], "other-os", ("0",), id="unset in a function"),
        pytest.param(["import os\nos.listdir()"], "lists-folder", ("0",), id="listdir"),
        pytest.param(["import os\nos.listdir('..')"], "lists-folder", ("0",), id="above"),
        pytest.param(["import os\nos.listdir(here)"], "lists-folder", ("0",), id="unknown folder"),
        pytest.param(
            ["import os\nfor x in os.walk(here): pass"], "lists-folder", ("0",), id="walk"
        ),
        pytest.param(["list(Path().iterdir())"], "lists-folder", ("0",), id="iterdir"),
        pytest.param(["Path().glob('*')"], "lists-folder", ("0",), id="glob"),
        pytest.param(["glob.glob('*.ipynb')"], "lists-folder", ("0",), id="notebooks"),
        pytest.param(["glob.glob(pattern)"], "lists-folder", ("0",), id="unknown pattern"),
        pytest.param(["!ls"], "lists-folder", ("0",), id="shell"),
        pytest.param(["x = !ls -l"], "lists-folder", ("0",), id="shell to a name"),
        pytest.param(["%ls"], "lists-folder", ("0",), id="magic ls"),
        pytest.param(["%%bash\ncd data\nfind . -name x"], "lists-folder", ("0",), id="bash"),
        pytest.param(["!wc -l *"], "lists-folder", ("0",), id="star"),
    ],
)
def test_what_could_tell_the_difference(
    sources: list[str], slug: str, cells: tuple[str, ...]
) -> None:
    found = moved(*sources)
    assert isinstance(found, Refusal)
    assert (found.slug, found.cells) == (slug, cells)


@pytest.mark.parametrize(
    ("path", "folder", "slug"),
    [
        ("/work/churn/exploration/a.ipynb", "exploration", "already-there"),
        ("/work/churn/exploration/old/a.ipynb", "exploration", "already-there"),
        ("/work/churn/old/exploration/a.ipynb", "exploration", "same-folder-name"),
    ],
)
def test_folders_that_are_refused(path: str, folder: str, slug: str) -> None:
    found = moved("x = 1", path=path, folder=folder)
    assert isinstance(found, Refusal)
    assert found.slug == slug


@pytest.mark.parametrize("folder", ["", ".", "/tmp", "../x", "a/../..", "a\\b"])
def test_a_folder_that_is_none(folder: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        moved("x = 1", folder=folder)
    assert caught.value.slug == "bad-folder"


@pytest.mark.parametrize(
    ("path", "folder", "new", "back"),
    [
        ("/work/churn/a.ipynb", "exploration", "/work/churn/exploration/a.ipynb", ".."),
        ("/work/churn/nb/a.ipynb", "exploration", "/work/churn/exploration/a.ipynb", "../nb"),
        ("/work/a.ipynb", "exploration", "/work/exploration/a.ipynb", ".."),
        ("/work/churn/a.ipynb", "notes/old", "/work/churn/notes/old/a.ipynb", "../.."),
    ],
)
def test_where_it_goes_and_how_it_comes_back(path: str, folder: str, new: str, back: str) -> None:
    plan = moved(
        "md:# A [site](https://a.b) and [below](#x)", "import os", path=path, folder=folder
    )
    assert isinstance(plan, Plan)
    name = folder.rpartition("/")[2]
    source = (
        f"# Paths in this notebook start from {back}, not from {name}.\n"
        "import os\n\n"
        f'if os.path.basename(os.getcwd()) == "{name}":\n'
        f'    os.chdir("{back}")'
    )
    assert (plan.moved_to, plan.cell_edits) == (new, (InsertCell("start-folder", 1, source),))


@pytest.mark.parametrize(
    "source",
    [
        "glob.glob('data/*.csv')",
        "Path(here).glob('*.csv')",
        "import os\nos.listdir('data')",
        "list(Path('data').iterdir())",
        "for node in ast.walk(tree): pass",
        "!ls data",
        "!ls -l data/raw",
        "!cat *.csv",
        "lists = [1]\nlists != [2]",
        "from fastai import *\nos.getcwd()",
        "def f():\n    return os.getcwd()\nimport os",
    ],
)
def test_what_is_the_same_from_there(source: str) -> None:
    assert isinstance(moved(source), Plan)


def test_a_notebook_without_code_gets_no_cell() -> None:
    plan = moved("md:# Only text")
    assert isinstance(plan, Plan)
    assert plan.cell_edits == ()


def test_who_mentions_the_notebook_is_named() -> None:
    plan = moved("import os.path\nx = 1")
    assert isinstance(plan, Plan)
    assert plan.warnings == ("README.md mentions Untitled.ipynb; it stays as it is.",)
