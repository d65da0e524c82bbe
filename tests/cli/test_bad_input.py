"""What can't be worked on: one sentence with its slug on stderr, exit status 2, nothing written."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .scenes import CELLS, notebook, promote, sentences, tree

Scene = Callable[[Path], tuple[object, ...]]


def file(name: str, data: bytes) -> Scene:
    """A file with these bytes in place of a notebook."""

    def scene(folder: Path) -> tuple[object, ...]:
        (folder / name).write_bytes(data)
        return (folder / name,)

    return scene


def missing(folder: Path) -> tuple[object, ...]:
    return (folder / "gone.ipynb",)


def directory(folder: Path) -> tuple[object, ...]:
    (folder / "a.ipynb").mkdir()
    return (folder / "a.ipynb",)


def julia(folder: Path) -> tuple[object, ...]:
    return (notebook(folder / "a.ipynb", CELLS, "julia"),)


def broken_toml(folder: Path) -> tuple[object, ...]:
    (folder / "pyproject.toml").write_text("[project\nname = 'x'\n")
    return (notebook(folder / "a.ipynb"),)


def site_packages(folder: Path) -> tuple[object, ...]:
    inside = folder / "lib" / "python3.11" / "site-packages" / "churn"
    inside.mkdir(parents=True)
    return (notebook(inside / "a.ipynb"),)


def leads_out(folder: Path) -> tuple[object, ...]:
    """The package's folder is a symbolic link to somewhere else."""
    project = folder / "project"
    (project / "src").mkdir(parents=True)
    (folder / "elsewhere").mkdir()
    (project / "pyproject.toml").write_text('[project]\nname = "churn"\nversion = "1"\n')
    (project / "src" / "churn").symlink_to(folder / "elsewhere")
    return (notebook(project / "a.ipynb"),)


def into(name: str) -> Scene:
    """A new project whose name can't be a package's."""

    def scene(folder: Path) -> tuple[object, ...]:
        return notebook(folder / "a.ipynb"), "--into", folder / name

    return scene


def into_a_file(folder: Path) -> tuple[object, ...]:
    (folder / "taken").write_text("")
    return notebook(folder / "a.ipynb"), "--into", folder / "taken"


def cells(value: object) -> bytes:
    return json.dumps({"cells": value, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


SCENES = [
    pytest.param(missing, "missing", id="no such file"),
    pytest.param(directory, "is-a-directory", id="a directory"),
    pytest.param(file("a.ipynb", b""), "not-json", id="empty"),
    pytest.param(file("a.ipynb", b"print(1)"), "not-json", id="a script"),
    pytest.param(file("a.ipynb", b'{"cells": ['), "not-json", id="cut short"),
    pytest.param(file("a.ipynb", b"[" * 100_000), "not-json", id="nested without end"),
    pytest.param(file("a.ipynb", b"\x00\x00"), "not-json", id="NUL bytes"),
    pytest.param(file("a.ipynb", b'{"a": "\xff"}'), "bad-encoding", id="not UTF-8"),
    pytest.param(file("a.ipynb", b"[]"), "not-a-notebook", id="a list"),
    pytest.param(file("a.ipynb", b'{"a": 1}'), "not-a-notebook", id="another object"),
    pytest.param(file("a.ipynb", cells(3)), "not-a-notebook", id="cells are a number"),
    pytest.param(file("a.ipynb", cells([3])), "not-a-notebook", id="a cell is a number"),
    pytest.param(
        file("a.ipynb", b'{"cells": [], "nbformat": 9, "nbformat_minor": 0, "metadata": {}}'),
        "unsupported-version",
        id="a later format",
    ),
    pytest.param(julia, "other-language", id="another language"),
    pytest.param(broken_toml, "broken-toml", id="broken TOML"),
    pytest.param(site_packages, "site-packages", id="inside site-packages"),
    pytest.param(leads_out, "leads-out", id="a symlink that leads out"),
    pytest.param(into("class"), "package-name", id="a keyword"),
    pytest.param(into("json"), "package-name", id="a module of the standard library"),
    pytest.param(into_a_file, "not-a-directory", id="into a file"),
]
COMMANDS = [
    pytest.param(["list"], id="list"),
    pytest.param(["diff"], id="diff"),
    pytest.param(["apply", "--all"], id="apply"),
    pytest.param(["extract", "--cells", "3", "--name", "f"], id="extract"),
    pytest.param(["verify"], id="verify"),
]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("scene", "slug"), SCENES)
def test_one_sentence_and_nothing_written(
    tmp_path: Path, command: list[str], scene: Scene, slug: str
) -> None:
    arguments = scene(tmp_path)
    before = tree(tmp_path)
    done = promote(*command, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    (sentence,) = sentences(done.stderr)
    assert sentence.startswith("jupyter-promote: ")
    assert sentence.endswith(f"[{slug}]")
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    ("arguments", "slug"),
    [
        pytest.param([], "no-choice", id="neither --all nor ids"),
        pytest.param(["--all", "area"], "no-choice", id="both"),
        pytest.param(["nothing"], "unknown-proposal", id="an unknown id"),
        pytest.param(["area", "--name", "area"], "bad-option", id="a name without a value"),
        pytest.param(["area", "--keep", "area=x"], "not-localised", id="nothing to keep"),
    ],
)
def test_what_cannot_be_meant(tmp_path: Path, arguments: list[str], slug: str) -> None:
    path = notebook(tmp_path / "a.ipynb")
    before = tree(tmp_path)
    done = promote("apply", path, *arguments)
    assert (done.exit_code, done.stderr.rpartition(" ")[2]) == (2, f"[{slug}]\n")
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    ("arguments", "slug"),
    [
        *(
            pytest.param([f"--cells={text}", "--name", "f"], "bad-range", id=f"cells {text!r}")
            for text in ("", "x", "5:3", "1:2:3", "-1")
        ),
        pytest.param(["--cells=1", "--lines=x", "--name", "f"], "bad-range", id="lines 'x'"),
        pytest.param(["--cells", "9", "--name", "f"], "no-such-cell", id="no such cell"),
        pytest.param(["--cells", "1", "--name", "a b"], "bad-name", id="a name with a space"),
        pytest.param(["--cells", "1", "--name", "class"], "bad-name", id="a keyword"),
    ],
)
def test_a_selection_that_cannot_be_meant(tmp_path: Path, arguments: list[str], slug: str) -> None:
    done = promote("extract", notebook(tmp_path / "a.ipynb"), *arguments)
    assert (done.exit_code, done.stderr.rpartition(" ")[2]) == (2, f"[{slug}]\n")


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    code = "from jupyterlab_promote.cli import main; main()"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("scene", "slug"),
    [
        pytest.param(missing, "missing", id="no such file"),
        pytest.param(file("a.ipynb", b"{"), "not-json", id="not JSON"),
        pytest.param(broken_toml, "broken-toml", id="broken TOML"),
    ],
)
def test_a_process_says_the_same(tmp_path: Path, scene: Scene, slug: str) -> None:
    done = run("apply", *scene(tmp_path), "--all", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    (sentence,) = sentences(done.stderr)
    assert sentence.endswith(f"[{slug}]")


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("x = 1\x00", id="a NUL byte"),
        pytest.param("x = '\ud800'", id="a lone surrogate"),
        pytest.param("x = " + "(" * 5000 + ")" * 5000, id="parentheses"),
        pytest.param("x = " + "-" * 50_000 + "1", id="signs"),
        pytest.param("x = " + "+".join(["1"] * 20_000), id="a long sum"),
        pytest.param(
            "".join(" " * n + "if x:\n" for n in range(90)) + " " * 90 + "y = 1", id="blocks"
        ),
    ],
)
def test_a_strange_cell_is_at_most_a_problem(tmp_path: Path, source: str) -> None:
    path = notebook(tmp_path / "a.ipynb", [*CELLS, source])
    listed = promote("list", path, "--json")
    assert listed.exit_code == 0, listed.stderr
    assert "area" in {proposal["name"] for proposal in json.loads(listed.stdout)["proposals"]}


@pytest.mark.parametrize(
    "sources",
    [
        pytest.param([f"x{n} = {n}" for n in range(2000)], id="2,000 cells"),
        pytest.param(
            ["\n".join(f"x{n} = {n}" for n in range(10_000))], id="a cell of 10,000 lines"
        ),
    ],
)
def test_a_large_notebook_is_listed(tmp_path: Path, sources: list[str]) -> None:
    path = notebook(tmp_path / "a.ipynb", [*CELLS, *sources])
    assert promote("list", path, "--json").exit_code == 0
