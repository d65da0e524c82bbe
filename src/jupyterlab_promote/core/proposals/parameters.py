"""What a step's parameters are called, and the types of what goes in and out where the code shows them."""

from __future__ import annotations

from collections.abc import Sequence

from .proposal import Parameter
from .reading import Reading


def parameters_of(reading: Reading, first: int, names: Sequence[str]) -> tuple[Parameter, ...]:
    """Parameters for the notebook's `names` as they are when statement `first` begins: `SEED` is called `seed`."""
    chosen: list[Parameter] = []
    for name in names:
        lower = name.lower()
        fresh = name.isupper() and len(name) > 2 and lower not in {*reading.names, *names}
        annotation = reading.types.before(name, first)
        chosen.append(Parameter(lower if fresh else name, name, annotation))
    return tuple(chosen)


def returns_annotation_of(
    reading: Reading, last: int, returns: Sequence[str], shows: bool
) -> str | None:
    """The annotation of what a step that ends with statement `last` gives back; none where a type is unknown."""
    if shows:
        return None
    if not returns:
        return "None"
    found = [kind for name in returns if (kind := reading.types.before(name, last + 1))]
    if len(found) < len(returns):
        return None
    return found[0] if len(found) == 1 else f"tuple[{', '.join(found)}]"
