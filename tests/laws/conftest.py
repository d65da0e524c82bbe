"""`make fuzz N=…` gives the laws of broken notebooks N examples."""

from __future__ import annotations

import os

import pytest
from hypothesis import is_hypothesis_test, settings


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever a law asks for itself."""
    if "FUZZ" not in os.environ:
        return
    for item in items:
        law = getattr(item, "obj", None)
        if is_hypothesis_test(law):
            usual = law._hypothesis_internal_use_settings
            law._hypothesis_internal_use_settings = settings(
                usual, max_examples=int(os.environ["FUZZ"])
            )
