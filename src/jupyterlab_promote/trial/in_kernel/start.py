"""Runs in the kernel before the first cell: the same seeds in both runs, a guard on the person's files.

The sender sets `KEPT`, the folders that must stay as they are, `SCRATCH`, the copy to work in, and
`PACKAGES`, where code of the notebook may stand by then.
"""

from __future__ import annotations

import importlib.machinery
import os
import random
import sys
import types
import warnings
from collections.abc import Sequence
from importlib.machinery import ModuleSpec

KEPT: Sequence[str] = globals().get("KEPT", ())
SCRATCH: str = globals().get("SCRATCH", "")
PACKAGES: Sequence[str] = globals().get("PACKAGES", ())
SEED = 20011
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# How many of an event's leading arguments name a file that it changes.
CHANGING = {
    "os.remove": 1,
    "os.rmdir": 1,
    "os.mkdir": 1,
    "os.truncate": 1,
    "os.chmod": 1,
    "os.chown": 1,
    "os.utime": 1,
    "os.rename": 2,
    "os.link": 2,
    "os.symlink": 2,
}


class SeedNumpy:
    """Seeds numpy's global generator at the moment of its import, wherever that comes to stand."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != "numpy.random":
            return None
        sys.meta_path.remove(self)
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def execute_and_seed(module: types.ModuleType) -> None:
                execute(module)
                module.seed(SEED)

            spec.loader.exec_module = execute_and_seed  # type: ignore[method-assign]
        return spec


def seed() -> None:
    random.seed(SEED)
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed(SEED)
    else:
        sys.meta_path.insert(0, SeedNumpy())


def changed_by(event: str, args: Sequence[object]) -> Sequence[object]:
    """The paths that an audited event is about to change."""
    if event == "open":
        return args[:1] if isinstance(args[2], int) and args[2] & WRITING else ()
    return args[: CHANGING.get(event, 0)]


def guard(event: str, args: Sequence[object]) -> None:
    for path in changed_by(event, args):
        if isinstance(path, (str, bytes, os.PathLike)):
            real = os.path.realpath(os.fsdecode(path))
            if not within(real, SCRATCH) and any(within(real, kept) for kept in KEPT):
                raise PermissionError(f"a trial run does not write to {real}")


def within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def show_deprecations() -> None:
    """IPython shows deprecations of the notebook's own lines; those that moved are its own still."""
    for package in PACKAGES:
        module = rf"{package}(\.|$)"
        warnings.filterwarnings("default", category=DeprecationWarning, module=module)


if SCRATCH:
    seed()
    show_deprecations()
    sys.addaudithook(guard)
