"""Names that generated code may take."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Collection

BUILTINS = frozenset(dir(builtins))
_WORD = re.compile(r"\w+")


def is_usable(name: str) -> bool:
    """Whether Python takes the text as a plain variable's name."""
    return (
        name.isidentifier()
        and not keyword.iskeyword(name)
        and not (name.startswith("__") and name.endswith("__"))
    )


def words_of(text: str) -> frozenset[str]:
    """Every word of a text: what it may mention as a name, in code, magics, strings or comments."""
    return frozenset(_WORD.findall(text))


def free_name(wanted: str, taken: Collection[str]) -> str:
    """`wanted`, or `wanted_2`, `wanted_3`, … when it is taken."""
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}_{number}" in taken:
        number += 1
    return f"{wanted}_{number}"
