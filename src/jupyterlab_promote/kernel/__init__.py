"""What a notebook's own kernel environment knows; its Python is asked, as it is often not ours."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..core.errors import UnusableInput
from ..core.model import Notebook
from ..core.plan.distributions import Candidate, choose
from ..core.plan.edits import Environment
from .interpreter import Interpreter, ask, interpreter_of


def environment_of(
    notebook: Notebook, python: str | None = None, modules: Iterable[str] | None = None
) -> Environment:
    """The environment in which the notebook's kernel runs, or in which `python` does.

    `modules` are the imported modules (dotted where they are) whose distributions are wanted; without
    them, every installed one is listed, which takes longer. Where the kernel's Python can't be asked,
    the answer is an empty Environment that knows the standard library only.
    Raises UnusableInput (`no-such-python`, `silent-python`) where `python` was named and can't be asked.
    """
    wanted = None if modules is None else sorted(set(modules))
    beside = _modules_beside(Path(notebook.path))
    if python:
        return _environment(ask(Interpreter((python,)), modules=wanted), beside)
    try:
        return _environment(ask(interpreter_of(notebook.kernel), modules=wanted), beside)
    except UnusableInput:
        return Environment(
            version=sys.version_info[:2], stdlib=sys.stdlib_module_names, loose=beside
        )


def _environment(answer: dict[str, Any], beside: frozenset[str]) -> Environment:
    major, minor = answer["version"]
    return Environment(
        python=answer["python"],
        version=(major, minor),
        distributions=dict(_chosen(answer["provided"])),
        stdlib=frozenset(answer["stdlib"]) or sys.stdlib_module_names,
        loose=beside.union(answer["loose"]),
        pythons={name: ",".join(specs) for name, specs in answer["pythons"].items() if specs},
    )


def _modules_beside(notebook: Path) -> frozenset[str]:
    """What a kernel imports from the notebook's folder, before anything installed."""
    files = {path.stem for path in notebook.parent.glob("*.py")}
    packages = {path.parent.name for path in notebook.parent.glob("*/__init__.py")}
    return frozenset(files | packages)


def _chosen(provided: dict[str, list[list[Any]]]) -> Iterable[tuple[str, tuple[str, str]]]:
    for module, found in provided.items():
        best = choose(module, [Candidate(*one) for one in found])
        if best and best.distribution:
            yield module, (best.distribution, best.version)
