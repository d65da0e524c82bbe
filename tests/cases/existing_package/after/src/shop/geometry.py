"""Geometry."""

import math


def length_of():
    """The length of a vector."""
    values = [1.0, 2.0]
    total = 0
    for v in values:
        total += v**2
    return math.sqrt(total)
