"""What turns a notebook's cells back to what they were before a promotion."""

from __future__ import annotations

from collections.abc import Sequence

from .. import api
from ..core.errors import Stale

Json = dict[str, object]

_OPPOSITE = {"replace": "replace", "remove": "insert", "insert": "remove"}


def inverse(edit: Json) -> Json:
    """The edit of a cell that takes `edit` back."""
    turned = {"before": edit["after"], "after": edit["before"]}
    return {**edit, **turned, "op": _OPPOSITE[str(edit["op"])]}


def require_unedited(edits: Sequence[Json], notebook: api.Notebook) -> None:
    """Raises Stale `edited-since`, naming the cells, where one is neither as the promotion left it nor as
    it was before.
    """
    sources = {cell.id: cell.source for cell in notebook.cells}
    edited = [
        str(edit["cell"])
        for edit in edits
        if sources.get(str(edit["cell"])) not in (edit["before"], edit["after"])
    ]
    if edited:
        sentence = "A cell of this promotion was edited since."
        raise Stale("edited-since", sentence, " ".join(edited))
