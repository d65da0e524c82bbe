"""What is not certain is not renamed."""

from __future__ import annotations


class UnclearError(Exception):
    """The places of a name can't be told exactly; nothing is renamed then."""
