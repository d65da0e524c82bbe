"""What a step's parameters are called, and their types where the code shows them."""

from __future__ import annotations

from collections.abc import Sequence

from .proposal import Parameter
from .reading import Reading


def parameters_of(reading: Reading, first: int, names: Sequence[str]) -> tuple[Parameter, ...]:
    """Parameters for the notebook's `names` as they are when statement `first` begins: `SEED` is called `seed`."""
    chosen: list[Parameter] = []
    for name in names:
        lower = name.lower()
        fresh = (
            name.isupper() and len(name) > 2 and lower not in reading.names and lower not in names
        )
        annotation = reading.types.before(name, first)
        chosen.append(Parameter(lower if fresh else name, name, annotation))
    return tuple(chosen)
