"""Ids that stay the same when cells move, and differ when code does."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from .proposal import Proposal

_DIGITS = 10


def identify(rule: str, sources: Iterable[str]) -> str:
    """Ten hexadecimal digits from the rule and the code, blank space at line ends and between lines aside."""
    lines = (line.strip() for source in sources for line in source.splitlines())
    content = "\n".join(line for line in lines if line)
    return hashlib.sha256(f"{rule}\n{content}".encode("utf-8", "surrogatepass")).hexdigest()[
        :_DIGITS
    ]


def told_apart(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """The same proposals; the second copy of the same code gets its own id, made from its count."""
    seen: Counter[str] = Counter()
    found: list[Proposal] = []
    for proposal in proposals:
        seen[proposal.id] += 1
        count = seen[proposal.id]
        found.append(
            proposal if count == 1 else replace(proposal, id=identify(proposal.id, [str(count)]))
        )
    return tuple(found)
