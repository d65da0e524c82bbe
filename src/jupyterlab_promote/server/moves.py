"""How an open notebook came where it is: its newest receipt remembers, so that a later visit can go back."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .. import api
from ..core.errors import UnusableInput
from ..wire.reading import fields, items, perhaps, text, whole
from ..workspace.apply import annotate
from ..workspace.journal import path_of, spoken
from ..workspace.receipt import Receipt
from .taking_back import OPPOSITE, Json, inverse

_MOVES = "moves"


@dataclass(frozen=True, slots=True)
class Move:
    """A notebook's move from `was` to `path`, the edits of its cells, and the folders made for it.

    Paths are absolute, the folders innermost first.
    """

    was: Path
    path: Path
    cells: tuple[Json, ...] = ()
    made: tuple[Path, ...] = ()


def read_move(value: object, where: str, resolve: Callable[[str], Path]) -> Move:
    """A move as a request or a receipt tells it; `resolve` makes its paths absolute.

    Raises UnusableInput bad-request.
    """
    given = fields(value, where)
    was, path = (resolve(text(given.get(key), key)) for key in ("was", "path"))
    made = items(given.get("made") or [], "made", text)
    cells = items(given.get("cells") or [], "cells", _edit)
    return Move(was, path, cells, tuple(map(resolve, made)))


def _edit(value: object, where: str) -> Json:
    given = fields(value, where)
    op = text(given.get("op"), f"{where}.op")
    if op not in OPPOSITE:
        raise UnusableInput("bad-request", f"'{where}.op' has to be {', '.join(OPPOSITE)}.", where)
    sources = {key: perhaps(given.get(key), f"{where}.{key}", text) for key in ("before", "after")}
    cell, index = given.get("cell"), given.get("index")
    return {
        "op": op,
        "cell": text(cell, f"{where}.cell"),
        "index": whole(index, f"{where}.index"),
        **sources,
    }


def remember(move: Move, receipts: Sequence[str]) -> None:
    """Write the move into the newest of the notebook's receipts; one that goes back is forgotten with the
    one that it takes back.
    """
    known = api.status(move.path).receipts
    newest = next((one for one in known if one.id in receipts), None)
    if newest is None:
        return
    moves = _moves(newest)
    last = _last(newest)
    if last and (last.was, last.path) == (move.path, move.was):
        moves.pop()
    else:
        moves.append(_encoded(newest, move))
    annotate(newest, {_MOVES: json.dumps(moves)})


def last_move(receipt: Receipt | None, path: Path) -> Move | None:
    """The move that brought the notebook to `path` since this promotion of it."""
    move = _last(receipt) if receipt else None
    return move if move and move.path == path else None


def way_back(move: Move) -> list[Json]:
    """The edits that take back what the move changed in the notebook."""
    return [inverse(edit) for edit in reversed(move.cells)]


def _moves(receipt: Receipt) -> list[Json]:
    moves: list[Json] = json.loads(receipt.extra.get(_MOVES, "[]"))
    return moves


def _last(receipt: Receipt) -> Move | None:
    moves = _moves(receipt)
    return read_move(moves[-1], "move", partial(path_of, Path(receipt.root))) if moves else None


def _encoded(receipt: Receipt, move: Move) -> Json:
    root = Path(receipt.root)
    return {
        "was": spoken(root, move.was),
        "path": spoken(root, move.path),
        "cells": list(move.cells),
        "made": [spoken(root, folder) for folder in move.made],
    }
