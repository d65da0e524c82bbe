"""A notebook as it is and as it would become, run side by side and compared."""

from __future__ import annotations

import asyncio
import os
import tempfile
import threading
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from ..core.errors import UnusableInput
from ..core.model import Notebook
from .result import Cancelled, Progress, Run, TimedOut, TrialResult
from .scratch import Scratch, copy_of
from .session import Limits, Session, TookTooLongError
from .verdict import plain_verdict, verdict

T = TypeVar("T")
Listener = Callable[[Progress], None]
USUAL = Limits()


@dataclass(frozen=True, slots=True)
class Side:
    """One way that things could be: the notebook, and texts to write over the project's files.

    `path` is the notebook's place on disk, `root` the project's folder; the keys of `texts` are
    relative to `root`. `source` is the folder below `root` that imports are found in ("src", ".").
    `left` is where the notebook lay before it was moved to `path`.
    """

    notebook: Notebook
    path: Path
    root: Path
    source: str
    texts: Mapping[str, str]
    left: Path | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """What is compared. `package` is the import name of the package that code moves to."""

    before: Side
    after: Side
    package: str
    localised: frozenset[str] = frozenset()


def hold(
    trial: Trial,
    limits: Limits = USUAL,
    *,
    progress: Listener = lambda progress: None,
    cancel: threading.Event | None = None,
) -> TrialResult:
    """Run both sides in fresh kernels, at once, in scratch copies; compare what they show and leave.

    Blocks; call it from a thread of its own where a loop is running. `progress` is called in that
    thread. Setting `cancel` ends it within a second. Raises UnusableInput where the kernel is missing.
    """
    return asyncio.run(hold_here(trial, limits, progress=progress, cancel=cancel))


async def hold_here(
    trial: Trial,
    limits: Limits = USUAL,
    *,
    progress: Listener = lambda progress: None,
    cancel: threading.Event | None = None,
) -> TrialResult:
    """`hold` for those who have a loop; cancelling the task ends the kernels, too."""
    runs = _Runs(trial, limits, progress)
    try:
        return await _unless(cancel or threading.Event(), runs.compared())
    except TookTooLongError as error:
        return TimedOut(error.run, error.cell, error.seconds)


@dataclass(frozen=True, slots=True)
class _Runs:
    trial: Trial
    limits: Limits
    progress: Listener

    async def compared(self) -> TrialResult:
        trial = self.trial
        before, after = await _both(
            self.run("before", trial.before), self.run("after", trial.after)
        )
        plain = plain_verdict(before, after, trial.localised)
        if plain is not None:
            return plain
        again = await self.run("before again", trial.before)
        return verdict(before, after, again, trial.localised)

    async def run(self, name: str, side: Side) -> Run:
        code = [cell.index for cell in side.notebook.cells if cell.kind == "code"]

        def at(index: int) -> None:
            self.progress(Progress(name, code.index(index), len(code)))

        with tempfile.TemporaryDirectory(prefix="promote-", ignore_cleanup_errors=True) as folder:
            place = Path(os.path.realpath(folder))
            try:
                scratch, search = await asyncio.to_thread(_lay_out, side, place)
            except OSError as error:
                said = f"the project can't be copied to {place.parent}: {error.strerror}"
                raise UnusableInput("no-scratch-copy", said) from error
            session = Session(name, side.notebook, scratch, self.limits)
            return await session.run(_environment(place, search), (self.trial.package,), at)


def _lay_out(side: Side, folder: Path) -> tuple[Scratch, Path]:
    """The scratch copy, and the folder in it that the package is imported from."""
    place, root = Path(os.path.realpath(side.path)), Path(os.path.realpath(side.root))
    home = Path(os.path.realpath(side.left or side.path))
    base = root if home.is_relative_to(root) else home.parent
    copy, inside = folder / "copy" / base.name, str(place.relative_to(base))
    texts = {str(home.relative_to(base)): None, inside: side.notebook.data}
    package = {name: text.encode() for name, text in side.texts.items()}
    if root.is_relative_to(base):
        below = root.relative_to(base)
        texts |= {str(below / name): text for name, text in package.items()}
        return copy_of(base, copy, inside, texts, folder.name), copy / below / side.source
    project = folder / "project"
    links = copy_of(root, project, "", package).links
    scratch = copy_of(base, copy, inside, texts, folder.name)
    return replace(scratch, links=(*scratch.links, *links, str(root))), project / side.source


def _environment(folder: Path, search: Path) -> dict[str, str]:
    """The package on the path, sets in one order, and no file that both runs would share."""
    path = [str(search), *filter(None, [os.environ.get("PYTHONPATH", "")])]
    temporary = folder / "tmp"
    temporary.mkdir()
    return {
        "PYTHONPATH": os.pathsep.join(path),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(temporary),
    }


async def _both(one: Coroutine[Any, Any, T], other: Coroutine[Any, Any, T]) -> tuple[T, T]:
    """Both results; where one fails, the other is ended before its error goes on."""
    tasks = [asyncio.ensure_future(one), asyncio.ensure_future(other)]
    try:
        first, second = await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return first, second


async def _unless(cancel: threading.Event, work: Coroutine[Any, Any, T]) -> T | Cancelled:
    task = asyncio.ensure_future(work)
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=0.2)
            if cancel.is_set() and not task.done():
                return Cancelled()
        return task.result()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
