"""A run of statements that can leave the notebook."""

from __future__ import annotations

from dataclasses import dataclass

from ..analysis.facts import Interface
from .segmentation import Segment


@dataclass(frozen=True, slots=True)
class Step:
    """A segment that can move, with what it takes, gives and needs.

    `passed` are the notebook's names that it takes: values and functions that have to stay, in the
    order in which it reads them, then settings.
    """

    segment: Segment
    interface: Interface
    passed: tuple[str, ...]
    returns: tuple[str, ...]
    needs: tuple[str, ...]

    @property
    def indices(self) -> range:
        """The indices of its statements."""
        return range(self.segment.first, self.segment.last + 1)

    @property
    def inside(self) -> slice:
        """Its statements, as a slice of the notebook's."""
        return slice(self.segment.first, self.segment.last + 1)
