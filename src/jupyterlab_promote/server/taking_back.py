"""What turns a notebook's cells back to what they were before a promotion."""

from __future__ import annotations

from collections.abc import Sequence

from .. import api
from ..core.errors import PromoteError, Stale
from ..workspace.receipt import Receipt

Json = dict[str, object]

OPPOSITE = {"replace": "replace", "remove": "insert", "insert": "remove"}


def inverse(edit: Json) -> Json:
    """The edit of a cell that takes `edit` back."""
    turned = {"before": edit["after"], "after": edit["before"]}
    return {**edit, **turned, "op": OPPOSITE[str(edit["op"])]}


def require_browsers(receipt: Receipt | None) -> None:
    """Raises PromoteError `notebook-written` where undoing would write the file of a notebook that is open."""
    if receipt is not None and receipt.wrote_notebook:
        sentence = (
            "This was done on the command line, and undoing it writes the notebook's file:"
            " close the notebook and use jupyter promote undo."
        )
        raise PromoteError("notebook-written", sentence, receipt.id)


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
