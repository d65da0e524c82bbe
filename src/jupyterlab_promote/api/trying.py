"""A plan tried out: the notebook as it is and as it would become, run in scratch copies."""

from __future__ import annotations

import posixpath
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.model import Notebook
from ..core.plan.edits import CreateFile, Plan, Project

if TYPE_CHECKING:
    from ..trial import Limits, Progress, TrialResult


def verify(
    plan: Plan,
    notebook: Notebook,
    project: Project,
    *,
    progress: Callable[[Progress], None] = lambda progress: None,
    cancel: threading.Event | None = None,
    limits: Limits | None = None,
) -> TrialResult:
    """Run `notebook` before and after `plan`, in fresh kernels of its own, and compare.

    Starts kernels and writes scratch copies; nothing of the person's is touched.
    Raises UnusableInput where the notebook's kernel is missing.
    """
    from .. import trial
    from ..core.notebook import read, write

    path, root = Path(notebook.path), Path(plan.root)
    changed = read(write(notebook, plan.cell_edits), notebook.path)
    source = posixpath.dirname(plan.package_path) or "."
    before = trial.Side(notebook, path, root, source, project.files)
    texts = {
        edit.path: edit.text if isinstance(edit, CreateFile) else edit.after
        for edit in plan.file_edits
    }
    after = replace(before, notebook=changed, texts={**project.files, **texts})
    if plan.moved_to:
        after = replace(after, path=Path(plan.moved_to), left=path)
    localised = frozenset(name for done in plan.promoted for name in done.localised)
    return trial.hold(
        trial.Trial(before, after, plan.package.partition(".")[0], localised),
        limits or trial.Limits(),
        progress=progress,
        cancel=cancel,
    )
