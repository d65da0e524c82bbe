"""Which Python runs a kernel, and how to ask it something."""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_path

from ..core.errors import UnusableInput
from . import probe

SECONDS = 20.0  # `conda run` alone may take several
_PROBE = Path(__file__).with_name("probe.py")
_PYTHON = re.compile(r"(?:python|pypy)[\d.]*(?:\.exe)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Interpreter:
    """The command that starts a Python, with what a kernelspec adds to its environment variables."""

    command: tuple[str, ...]
    variables: Mapping[str, str] = field(default_factory=dict)


def interpreter_of(kernel: str) -> Interpreter:
    """The Python behind a kernelspec; where it is unknown here, `python3`'s, else our own.

    Wrappers stay: `conda run -n churn python -m ipykernel_launcher` → `conda run -n churn python`.
    """
    for name in (kernel, "python3"):
        found = _from_spec(name)
        if found:
            return found
    return Interpreter((sys.executable,))


def ask(interpreter: Interpreter, **question: object) -> dict[str, Any]:
    """What `probe.py` answers when that Python runs it; where it is our own, no other is started.

    Raises UnusableInput (`no-such-python`, `silent-python`).
    """
    if interpreter == Interpreter((sys.executable,)):
        importlib.invalidate_caches()
        return probe.answered(question)
    command = [*interpreter.command, "-c", _PROBE.read_text("utf-8"), json.dumps(question)]
    name = " ".join(interpreter.command)
    try:
        done = subprocess.run(
            command,
            cwd=_PROBE.parent,  # the notebook's folder may hold a json.py that the probe would import
            env={**os.environ, **interpreter.variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except OSError as error:
        said = f"{name} can't be run: {error.strerror}."
        raise UnusableInput("no-such-python", said) from error
    except subprocess.TimeoutExpired as error:
        said = f"{name} gave no answer within {SECONDS:.0f} seconds."
        raise UnusableInput("silent-python", said) from error
    return _answer(name, done.stdout, done.stderr)


def _answer(name: str, out: bytes, err: bytes) -> dict[str, Any]:
    for line in reversed(out.decode("utf-8", "replace").splitlines()):
        if line.startswith(probe.MARK):
            answer: dict[str, Any] = json.loads(line.removeprefix(probe.MARK))
            return answer
    last = err.decode("utf-8", "replace").strip().rpartition("\n")[2]
    raise UnusableInput(
        "silent-python", f"{name} did not answer as a Python does: {last or '(nothing)'}"
    )


def _from_spec(kernel: str) -> Interpreter | None:
    for folder in jupyter_path("kernels"):
        spec = Path(folder, kernel.lower(), "kernel.json")
        if kernel and spec.is_file():
            return _from_json(spec)
    return None


def _from_json(spec: Path) -> Interpreter | None:
    try:
        data = json.loads(spec.read_text("utf-8"))
        argv = [str(part).replace("{resource_dir}", str(spec.parent)) for part in data["argv"]]
        variables = {str(k): str(v) for k, v in data.get("env", {}).items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    for place, part in enumerate(argv):
        if _PYTHON.fullmatch(Path(part).name):
            return Interpreter((*argv[:place], _resolved(part, alone=place == 0)), variables)
    return None


def _resolved(python: str, *, alone: bool) -> str:
    """Jupyter starts a plain `python` with its own interpreter, whatever PATH says."""
    major, minor = sys.version_info[:2]
    own = {"python", f"python{major}", f"python{major}.{minor}"}
    return sys.executable if alone and python in own else python
