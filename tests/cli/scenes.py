"""Notebooks on disk and the command line on them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from typer.testing import CliRunner, Result

from jupyterlab_promote.cli import app

CELLS = (
    "import math",
    "def area(radius):\n    return math.pi * radius ** 2",
    "radii = [1, 2, 3]",
    "# Sum the areas\nareas = []\nfor radius in radii:\n    areas.append(area(radius))\ntotal = sum(areas)",
    "print(round(total, 2))",
)


def notebook(path: Path, cells: Iterable[str] = CELLS, language: str = "python") -> Path:
    """Writes a notebook of code cells in format 4.5."""
    content = {
        "cells": [
            {
                "cell_type": "code",
                "execution_count": None,
                "id": f"c{index}",
                "metadata": {},
                "outputs": [],
                "source": source.splitlines(keepends=True),
            }
            for index, source in enumerate(cells)
        ],
        "metadata": {
            "kernelspec": {"display_name": language, "language": language, "name": "python3"}
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    return path


def promote(*arguments: object) -> Result:
    """Runs the command line in this process."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def sentences(stderr: str) -> list[str]:
    """What was said on stderr, less what a slow machine says of its progress."""
    return [line for line in stderr.splitlines() if not line.endswith("…")]


def tree(root: Path) -> dict[str, bytes]:
    """Every file below `root` with its bytes."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
