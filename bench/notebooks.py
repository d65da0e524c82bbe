"""Notebooks of any length, made of the example's cells with the notebook's own names told apart."""

from __future__ import annotations

import ast
import itertools
import json
import re
from functools import cache
from pathlib import Path

from jupyterlab_promote.core.magics import mask

EXAMPLE = Path(__file__).parents[1] / "examples" / "Untitled.ipynb"


@cache
def example() -> tuple[str, ...]:
    """The sources of the example's code cells."""
    cells = json.loads(EXAMPLE.read_text("utf-8"))["cells"]
    sources = ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    return tuple(source for source in sources if source.strip())


@cache
def _own_names() -> re.Pattern[str]:
    """The names that the example binds; what it imports stays as it is in every copy."""
    names = set()
    for source in example():
        for node in ast.walk(ast.parse(mask(source).text)):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
            elif isinstance(node, ast.FunctionDef):
                names.add(node.name)
    return re.compile(rf"\b(?:{'|'.join(sorted(names))})\b")


def cells(count: int, generation: str) -> list[str]:
    """`count` cells that no other `generation` has: nothing that was cached before is of use."""
    copies = (
        _own_names().sub(rf"\g<0>_{generation}{number}", source)
        for number in itertools.count()
        for source in example()
    )
    return list(itertools.islice(copies, count))


def document(sources: list[str]) -> bytes:
    """An .ipynb file of code cells."""
    cells = [
        {
            "cell_type": "code",
            "id": f"c{number}",
            "metadata": {},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        for number, source in enumerate(sources)
    ]
    spec = {"name": "python3", "language": "python", "display_name": "Python 3"}
    whole = {"cells": cells, "metadata": {"kernelspec": spec}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1).encode()


def script() -> str:
    """The example as one Python file, for tools that know no notebooks."""
    return "\n".join(mask(source).text.rstrip() + "\n" for source in example())
