"""What a call may read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def called_reads(names: Iterable[str], later: Mapping[str, frozenset[str]]) -> set[str]:
    """What is read when whatever `names` hold may be called; `later` tells what a call of a name reads."""
    read: set[str] = set()
    todo = [name for name in names if name in later]
    seen = set(todo)
    while todo:
        reads = later[todo.pop()]
        read |= reads
        new = [name for name in reads if name in later and name not in seen]
        seen.update(new)
        todo.extend(new)
    return read
