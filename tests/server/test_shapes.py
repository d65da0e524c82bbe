"""Every value in every request, replaced by values of other kinds: an answer, and never a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from notebooks import notebook_of

from jupyterlab_promote.server import extension

pytest_plugins = ("pytest_jupyter.jupyter_server",)

SCHEMA = json.loads(Path(extension.__file__).parents[1].joinpath("wire.schema.json").read_text())
ODD = (None, True, -1, 1.5, float("inf"), 10**400, "", "\ud800", "../x", [], [[]], {}, {"": None})

NOTEBOOK = notebook_of()
NOTEBOOK["metadata"] = {"kernelspec": {"name": "python3", "language": "python"}}
ABOUT = {
    "path": "work/circles.ipynb",
    "notebook": NOTEBOOK,
    "into": "work",
    "package": "churn",
    "types": {"radius": "float"},
    "python": "python3",
}
PARAMETER = {"name": "radius", "parameter": "radius", "annotation": "float", "default": None}
DECISION = {
    "proposal": "0123456789",
    "accepted": True,
    "name": "area",
    "module": "utils",
    "parameters": [PARAMETER],
    "keep": ["x"],
}
SELECTION = {"first_cell": 1, "last_cell": 1, "first_line": 1, "last_line": 3, "name": "area"}
EDIT = {"op": "insert", "cell": "first", "index": 0, "before": None, "after": "import os"}
PLAN = {**ABOUT, "decisions": [DECISION]}
STALE = {**PLAN, "plan": "0123456789", "seconds": 1}
REQUESTS: dict[str, list[dict[str, Any]]] = {
    "proposals": [ABOUT],
    "plan": [PLAN, {**ABOUT, "selection": SELECTION}],
    "diff": [PLAN],
    "verify": [STALE],
    "apply": [STALE],
    "undo": [{"path": "work/circles.ipynb", "receipt": "0001-abcdef", "notebook": NOTEBOOK}],
    "move": [{**ABOUT, "folder": "exploration"}],
    "moved": [
        {"was": "work/gone.ipynb", "path": "work/circles.ipynb", "cells": [EDIT], "made": ["work"]}
    ],
    "install": [{"path": "work/circles.ipynb", "receipt": "0001-abcdef", "python": "python3"}],
}


def replaced(value: Any) -> Iterator[Any]:
    """The value with one part of it, at any depth, replaced by something odd, or left out."""
    yield from ODD
    if isinstance(value, dict):
        for key, part in value.items():
            yield {name: other for name, other in value.items() if name != key}
            yield from ({**value, key: odd} for odd in replaced(part))
    elif isinstance(value, list):
        for at, part in enumerate(value[:1]):
            yield from ([*value[:at], odd, *value[at + 1 :]] for odd in replaced(part))


@pytest.mark.parametrize("name", REQUESTS)
async def test_values_of_other_kinds(project: Path, post: Callable[..., Any], name: str) -> None:
    error = Draft202012Validator({"$ref": "#/$defs/Error", **SCHEMA})
    for request in REQUESTS[name]:
        for body in replaced(request):
            status, reply = await post(name, json.dumps(body))
            assert status in (200, 400, 404, 409, 422), (body, reply)
            if status != 200:
                error.validate(reply)
                assert "Traceback" not in reply["message"]
