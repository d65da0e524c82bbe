"""Run a notebook as it is and as it would become, in fresh kernels and scratch copies, and compare."""

from .result import (
    TOLERANCE,
    Cancelled,
    Different,
    Failed,
    Progress,
    Same,
    TimedOut,
    TrialResult,
    Unstable,
)
from .session import Limits
from .sides import Side, Trial, hold, hold_here

__all__ = [
    "TOLERANCE",
    "Cancelled",
    "Different",
    "Failed",
    "Limits",
    "Progress",
    "Same",
    "Side",
    "TimedOut",
    "Trial",
    "TrialResult",
    "Unstable",
    "hold",
    "hold_here",
]
