"""Help, completion, defects: what the door does for every command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .scenes import notebook, promote, sentences

COMMANDS = ["list", "diff", "apply", "extract", "undo", "status", "verify"]
HEAVY = ["IPython", "black", "jupyter_client", "libcst", "nbclient", "nbformat", "tomlkit"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command: str) -> None:
    helped = promote(command, "--help")
    assert helped.exit_code == 0
    assert f"jupyter promote {command}" in helped.stdout


def test_help_names_the_exit_statuses() -> None:
    assert "0 done or nothing to do, 1 refused or stale, 2 unusable" in promote("--help").stdout


def python(code: str, **variables: str) -> str:
    """What a fresh Python prints."""
    command = [sys.executable, "-c", code]
    environment = {**os.environ, **variables}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def imported_by(*arguments: object) -> str:
    call = f"CliRunner().invoke(app, {[str(argument) for argument in arguments]!r})"
    return python(
        "import sys\nfrom typer.testing import CliRunner\nfrom jupyterlab_promote.cli import app\n"
        f"assert {call}.exit_code == 0\nprint(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    )


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_imports_nothing_heavy(command: str) -> None:
    assert imported_by(*command.split(), "--help") == ""


def test_list_imports_nothing_heavy(tmp_path: Path) -> None:
    assert imported_by("list", notebook(tmp_path / "a.ipynb")) == ""


@pytest.mark.parametrize(
    ("shell", "said"),
    [("bash", "complete"), ("zsh", "#compdef"), ("fish", "complete --command")],
)
def test_completion_for(shell: str, said: str) -> None:
    code = (
        "import sys; sys.argv[0] = 'jupyter-promote'\n"
        "from jupyterlab_promote.cli import main; main()"
    )
    assert said in python(code, _JUPYTER_PROMOTE_COMPLETE=f"source_{shell}")


def test_completion_offers_the_commands() -> None:
    code = (
        "import sys; sys.argv[0] = 'jupyter-promote'\n"
        "from jupyterlab_promote.cli import main; main()"
    )
    offered = python(
        code,
        _JUPYTER_PROMOTE_COMPLETE="complete_bash",
        COMP_WORDS="jupyter-promote u",
        COMP_CWORD="1",
    )
    assert offered == "undo"


def test_a_defect_is_one_sentence_that_says_what_to_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jupyterlab_promote import api

    def broken(*arguments: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(api, "propose", broken)
    path = notebook(tmp_path / "a.ipynb")
    done = promote("list", path)
    assert (done.exit_code, len(sentences(done.stderr))) == (1, 1)
    assert "our defect" in done.stderr
    assert "ZeroDivisionError: division by zero" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Traceback" in promote("--debug", "list", path).stderr


def test_a_full_disk_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from jupyterlab_promote import api

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device", "a.ipynb")

    monkeypatch.setattr(api, "propose", full)
    done = promote("list", notebook(tmp_path / "a.ipynb"))
    assert done.exit_code == 2
    assert sentences(done.stderr) == ["jupyter-promote: a.ipynb: No space left on device. [disk]"]
