"""Laws are about values: how long an example takes is no failure."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

settings.register_profile(
    "laws", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.register_profile("thorough", settings.get_profile("laws"), max_examples=5000)
settings.load_profile("laws")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`make fuzz N=…` gives each law N examples, whatever it asks for itself."""
    if "FUZZ" not in os.environ:
        return
    for item in items:
        law = getattr(item, "obj", None)
        if is_hypothesis_test(law):
            usual = law._hypothesis_internal_use_settings
            law._hypothesis_internal_use_settings = settings(
                usual, max_examples=int(os.environ["FUZZ"])
            )
