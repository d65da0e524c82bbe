"""Choices as code: pieces of modules, and what stands in the notebook for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..model import Span
from .choices import Choice
from .import_lines import ImportOf
from .modules import Piece
from .needs import Needs
from .splices import Splice


@dataclass(frozen=True, slots=True)
class Moved:
    """A choice as code: its piece of a module, what stands in the notebook for it, and its interface.

    `call` is None for a definition, whose import stands in its place; `bound` is the notebook's name
    for it then, and `localised` the one that it had before. `spans` are the lines that leave, the last of which the call or the import replaces;
    `leaving` are the statements in whose place nothing stands.
    """

    choice: Choice
    piece: Piece
    spans: tuple[Span, ...]
    call: str | None
    bound: str
    parameters: tuple[str, ...] = ()
    returns: tuple[str, ...] = ()
    localised: tuple[str, ...] = ()
    stars: tuple[ImportOf, ...] = ()
    leaving: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """All choices as code, the splices that calls in the notebook need, and by choice what it needs."""

    moved: tuple[Moved, ...]
    splices: tuple[Splice, ...]
    needs: Mapping[str, Needs]
