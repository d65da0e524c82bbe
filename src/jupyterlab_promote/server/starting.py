"""Processes start in the server's folder, and must not take a `types.py` that lies there for Python's."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

# With it, Python 3.11 and later do not look for modules in the current folder.
_VARIABLE = "PYTHONSAFEPATH"
_OURS = "jupyterlab-promote"


@contextmanager
def apart() -> Iterator[None]:
    """What starts here imports nothing from the current folder; the processes themselves call `settled`."""
    if _VARIABLE in os.environ:
        yield
        return
    os.environ[_VARIABLE] = _OURS
    try:
        yield
    finally:
        del os.environ[_VARIABLE]


def settled() -> None:
    """What this process starts in its turn, kernels above all, starts as it always does."""
    if os.environ.get(_VARIABLE) == _OURS:
        del os.environ[_VARIABLE]
