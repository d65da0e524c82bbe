"""Work on text."""

import json


def f(values):
    """Shares of a whole."""
    return [v / sum(values) for v in values]


def describe(frame, unit="minutes"):
    """One line about a column,
    as text."""
    shares = f(list(frame[unit]))
    return json.dumps({"mean": float(frame[unit].mean()), "largest": max(shares)})
