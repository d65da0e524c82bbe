"""Laws are about values: how long an example takes is no failure."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("laws", deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("laws")
