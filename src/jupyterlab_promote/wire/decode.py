"""JSON → values; the inverse of `encode` for decisions, selections and plans."""

from __future__ import annotations

from ..core.errors import UnusableInput
from ..core.model import Problem, Refusal
from ..core.plan.edits import (
    CellEdit,
    CreateFile,
    FileEdit,
    InsertCell,
    Plan,
    Promoted,
    RemoveCell,
    ReplaceCell,
    ReplaceText,
)
from ..core.proposals.proposal import Decision
from .reading import fields, items, pairs, perhaps, text, truth, whole
from .selection import Selection


def decode_decisions(value: object, where: str = "decisions") -> tuple[Decision, ...]:
    return items(value, where, decode_decision)


def decode_decision(value: object, where: str = "decision") -> Decision:
    """A decision; what is missing leaves the proposed value."""
    given = fields(value, where)
    return Decision(
        proposal=text(given.get("proposal"), f"{where}.proposal"),
        accepted=truth(given.get("accepted", True), f"{where}.accepted"),
        name=perhaps(given.get("name"), f"{where}.name", text),
        module=perhaps(given.get("module"), f"{where}.module", text),
        parameters=tuple(pairs(given.get("parameters", {}), f"{where}.parameters").items()),
        keep=items(given.get("keep", []), f"{where}.keep", text),
    )


def decode_selection(value: object, where: str = "selection") -> Selection:
    given = fields(value, where)
    return Selection(
        first_cell=whole(given.get("first_cell"), f"{where}.first_cell"),
        last_cell=whole(given.get("last_cell"), f"{where}.last_cell"),
        name=text(given.get("name"), f"{where}.name"),
        first_line=perhaps(given.get("first_line"), f"{where}.first_line", whole),
        last_line=perhaps(given.get("last_line"), f"{where}.last_line", whole),
        module=perhaps(given.get("module"), f"{where}.module", text),
    )


def decode_plan(value: object, where: str = "plan") -> Plan:
    """The plan that `encode_plan` wrote; its `plan` id is not read."""
    given = fields(value, where)

    def string(key: str) -> str:
        return text(given.get(key), f"{where}.{key}")

    return Plan(
        notebook=string("notebook"),
        notebook_fingerprint=string("fingerprint"),
        root=string("root"),
        package=string("package"),
        package_path=string("package_path"),
        file_edits=items(given.get("files"), f"{where}.files", _file_edit),
        cell_edits=items(given.get("cells"), f"{where}.cells", _cell_edit),
        fingerprints=pairs(given.get("fingerprints"), f"{where}.fingerprints"),
        promoted=items(given.get("promoted"), f"{where}.promoted", _promoted),
        refused=items(given.get("refused"), f"{where}.refused", _refusal),
        problems=items(given.get("problems"), f"{where}.problems", _problem),
        warnings=items(given.get("warnings"), f"{where}.warnings", text),
        moved_to=text(given.get("moved_to") or "", f"{where}.moved_to"),
    )


def _file_edit(value: object, where: str) -> FileEdit:
    given = fields(value, where)
    path = text(given.get("path"), f"{where}.path")
    after = text(given.get("after"), f"{where}.after")
    if given.get("before") is None:
        return CreateFile(path, after)
    return ReplaceText(path, text(given["before"], f"{where}.before"), after)


def _cell_edit(value: object, where: str) -> CellEdit:
    given = fields(value, where)
    cell = text(given.get("cell"), f"{where}.cell")
    before, after = (given.get(key) for key in ("before", "after"))
    match given.get("op"):
        case "insert":
            index = whole(given.get("index"), f"{where}.index")
            return InsertCell(cell, index, text(after, f"{where}.after"))
        case "remove":
            return RemoveCell(cell, text(before, f"{where}.before"))
        case "replace":
            return ReplaceCell(cell, text(before, f"{where}.before"), text(after, f"{where}.after"))
    raise UnusableInput("bad-request", f"'{where}.op' has to be replace, remove or insert.", where)


def _promoted(value: object, where: str) -> Promoted:
    given = fields(value, where)

    def string(key: str) -> str:
        return text(given.get(key), f"{where}.{key}")

    def strings(key: str) -> tuple[str, ...]:
        return items(given.get(key), f"{where}.{key}", text)

    return Promoted(
        id=string("id"),
        rule=string("rule"),
        name=string("name"),
        module=string("module"),
        cells=strings("cells"),
        parameters=strings("parameters"),
        returns=strings("returns"),
        localised=strings("localised"),
    )


def _refusal(value: object, where: str) -> Refusal:
    given = fields(value, where)
    return Refusal(
        rule=text(given.get("rule"), f"{where}.rule"),
        cells=items(given.get("cells"), f"{where}.cells", text),
        slug=text(given.get("slug"), f"{where}.slug"),
        reason=text(given.get("reason"), f"{where}.reason"),
    )


def _problem(value: object, where: str) -> Problem:
    given = fields(value, where)
    return Problem(
        cell=text(given.get("cell"), f"{where}.cell"),
        line=whole(given.get("line"), f"{where}.line"),
        slug=text(given.get("slug"), f"{where}.slug"),
        message=text(given.get("message"), f"{where}.message"),
    )
