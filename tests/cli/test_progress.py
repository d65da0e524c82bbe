"""What is said on stderr while something takes its time."""

from __future__ import annotations

import time

import pytest

from jupyterlab_promote.cli import progress


def test_what_is_quick_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.telling("Reading"):
        pass
    assert capsys.readouterr().err == ""


def test_what_takes_longer_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.telling("Reading"):
        time.sleep(progress.PATIENCE + 0.3)
    assert capsys.readouterr().err == "Reading…\n"
