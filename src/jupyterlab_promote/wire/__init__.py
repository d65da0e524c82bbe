"""Values as JSON and back; `wire.schema.json` beside this package is the contract with TypeScript.

Encoders return what `json.dumps` takes. Decoders take what `json.loads` gives, ignore keys that they
do not know, and raise `UnusableInput` with the slug `bad-request`, naming the key, for the rest.
"""

from __future__ import annotations

from .decode import decode_decision, decode_decisions, decode_plan, decode_selection
from .encode import (
    encode_cell_edits,
    encode_decision,
    encode_error,
    encode_file_edits,
    encode_plan,
    encode_problem,
    encode_project,
    encode_promoted,
    encode_proposal,
    encode_proposals,
    encode_refusal,
    encode_selection,
    plan_id,
)
from .selection import Selection

__all__ = [
    "Selection",
    "decode_decision",
    "decode_decisions",
    "decode_plan",
    "decode_selection",
    "encode_cell_edits",
    "encode_decision",
    "encode_error",
    "encode_file_edits",
    "encode_plan",
    "encode_problem",
    "encode_project",
    "encode_promoted",
    "encode_proposal",
    "encode_proposals",
    "encode_refusal",
    "encode_selection",
    "plan_id",
]
