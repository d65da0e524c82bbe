"""Notebooks as requests carry them."""

from __future__ import annotations

from typing import Any

CELLS = (
    "import math",
    'def area(radius):\n    """The area of a circle."""\n    return math.pi * radius**2',
    "print(round(area(2), 2))",
)


def notebook_of(sources: tuple[str, ...] = CELLS) -> dict[str, Any]:
    cells = [
        {
            "cell_type": "code",
            "id": f"cell-{index}",
            "metadata": {},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        for index, source in enumerate(sources)
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
