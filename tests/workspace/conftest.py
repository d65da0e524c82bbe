"""What the tests of the disk layer share."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """No waiting for the disk: nothing here must outlive the machine."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


@pytest.fixture
def quick_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder for thousands of trees: in memory where the system has a file system there."""
    if os.access(MEMORY, os.W_OK):
        with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
            yield Path(folder)
    else:
        yield tmp_path
