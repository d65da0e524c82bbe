"""A generated notebook as a person has it: a file in a folder, run in real kernels, promoted and taken back."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from jupyterlab_promote import api
from jupyterlab_promote.trial import Different

from .notebooks import LIBRARY
from .promoting import file_of

_KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


def difference_on_disk(cells: Sequence[str]) -> str:
    """What a trial of everything that is proposed finds, or what undo leaves otherwise than it was."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "n.ipynb")
        path.with_name(".git").mkdir()  # a repository of its own: no project above it is meant
        data = json.loads(file_of(cells)) | {"metadata": _KERNEL}
        path.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
        for name, text in LIBRARY.items():
            path.with_name(f"{name}.py").write_text(text, "utf-8")
        notebook, project = api.load(path), api.find_project(path)
        analysis = api.analyse(notebook)
        found = api.propose(analysis, project)
        plan = api.plan(analysis, found, [api.Decision(p.id) for p in found.proposals], project)
        before = _files(path.parent)
        result = api.verify(plan, notebook, project)
        api.apply(plan, notebook)
        api.undo(path)
        if isinstance(result, Different):
            return str(result)
        return "" if _files(path.parent) == before else "undo left other files"


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and ".jupyter-promote" not in file.parts
    }
