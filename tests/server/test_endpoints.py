"""The endpoints, on a real server with real files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from notebooks import CELLS, notebook_of

from jupyterlab_promote.server import extension
from jupyterlab_promote.server.handlers import HANDLERS

pytest_plugins = ("pytest_jupyter.jupyter_server",)

SERVER = Path(extension.__file__).parent
SCHEMA = json.loads((SERVER.parent / "wire.schema.json").read_text())
OPENAPI = yaml.safe_load((SERVER / "openapi.yaml").read_text())
ABOUT = {"path": "work/circles.ipynb", "notebook": notebook_of()}


def fits(name: str, value: object) -> bool:
    Draft202012Validator({"$ref": f"#/$defs/{name}", **SCHEMA}).validate(value)
    return True


async def accepted(post: Callable[..., Any]) -> dict[str, Any]:
    """A request for what takes every proposal."""
    _, found = await post("proposals", ABOUT)
    return {**ABOUT, "decisions": [{"proposal": one["id"]} for one in found["proposals"]]}


async def test_proposals(project: Path, post: Callable[..., Any]) -> None:
    status, found = await post("proposals", ABOUT)
    assert (status, found["path"]) == (200, "work/circles.ipynb")
    assert [one["name"] for one in found["proposals"]] == ["area"]
    assert found["project"]["root"] == "work"
    assert fits("ProposalsResponse", found)


async def test_plan_writes_nothing(project: Path, post: Callable[..., Any]) -> None:
    status, plan = await post("plan", await accepted(post))
    assert status == 200
    assert fits("Plan", plan)
    assert [file["path"] for file in plan["files"]] == ["src/churn/utils.py"]
    assert not (project / "src/churn/utils.py").exists()


async def test_diff_names_no_absolute_path(project: Path, post: Callable[..., Any]) -> None:
    status, diff = await post("diff", await accepted(post))
    assert status == 200
    assert fits("Patch", diff)
    assert "+def area(radius):" in diff["patch"]
    assert str(project) not in diff["patch"]


async def test_apply_writes_the_package_and_undo_takes_it_back(
    project: Path, post: Callable[..., Any]
) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    request = await accepted(post)
    _, plan = await post("plan", request)
    status, applied = await post("apply", {**request, "plan": plan["plan"]})
    assert status == 200
    assert fits("Applied", applied)
    assert applied["source_root"] == str(project / "src")
    assert "def area" in (project / "src/churn/utils.py").read_text()
    assert (project / "circles.ipynb").read_bytes() == before[project / "circles.ipynb"]

    status, undone = await post("undo", {"path": ABOUT["path"], "receipt": applied["receipt"]})
    assert status == 200
    assert fits("Undone", undone)
    [edit] = undone["cells"]
    assert (edit["op"], edit["after"]) == ("replace", notebook_of()["cells"][1]["source"])
    assert {path: path.read_bytes() for path in before} == before
    assert not (project / "src/churn/utils.py").exists()


async def test_nothing_to_undo(project: Path, post: Callable[..., Any]) -> None:
    status, undone = await post("undo", {"path": ABOUT["path"]})
    assert (status, undone["receipt"], undone["files"]) == (200, "", [])


async def test_a_plan_that_was_not_seen_is_stale(project: Path, post: Callable[..., Any]) -> None:
    status, error = await post("apply", {**await accepted(post), "plan": "0123"})
    assert (status, error["slug"]) == (409, "stale")


async def test_undo_after_an_edit_names_the_file(project: Path, post: Callable[..., Any]) -> None:
    request = await accepted(post)
    _, plan = await post("plan", request)
    await post("apply", {**request, "plan": plan["plan"]})
    (project / "src/churn/utils.py").write_text("# mine now\n")
    status, error = await post("undo", {"path": ABOUT["path"]})
    assert (status, error["slug"]) == (409, "edited-since")
    assert "utils.py" in error["message"]


@pytest.mark.parametrize(
    ("source", "status"),
    [
        ("from churn.utils import area", 200),
        (CELLS[1], 200),
        ("from churn.utils import area  # mine", 409),
    ],
    ids=["as it was left", "taken back already", "edited"],
)
async def test_undo_looks_at_the_cells_first(
    project: Path, post: Callable[..., Any], source: str, status: int
) -> None:
    request = await accepted(post)
    _, plan = await post("plan", request)
    await post("apply", {**request, "plan": plan["plan"]})
    stands = notebook_of((CELLS[0], source, CELLS[2]))
    code, _ = await post("undo", {"path": ABOUT["path"], "notebook": stands})
    assert (code, (project / "src/churn/utils.py").exists()) == (status, status == 409)


async def test_a_selection_becomes_a_function(project: Path, post: Callable[..., Any]) -> None:
    cells = ("sizes = [1, 2]", "total = 0\nfor size in sizes:\n    total += size", "print(total)")
    selection = {"first_cell": 1, "last_cell": 1, "name": "add_up", "module": "sums"}
    request = {**ABOUT, "notebook": notebook_of(cells), "selection": selection}
    status, plan = await post("plan", request)
    assert status == 200
    assert [(one["name"], one["module"]) for one in plan["promoted"]] == [("add_up", "sums")]


async def test_contents(
    project: Path, jp_fetch: Callable[..., Any], post: Callable[..., Any]
) -> None:
    (project / "src/churn/shapes.py").write_text(
        '"""Circles."""\n\n\ndef area(radius: float) -> float:\n    """Its area.\n\n    More."""\n'
    )
    (project / "other.ipynb").write_text(
        json.dumps(notebook_of(("from churn.shapes import (\n    area as size,\n)",)))
    )
    reply = await jp_fetch("jupyterlab-promote", "contents", params={"path": ABOUT["path"]})
    found = json.loads(reply.body)
    assert fits("PackageContents", found)
    [module] = found["modules"]
    assert (module["name"], module["path"], module["doc"]) == (
        "shapes",
        "src/churn/shapes.py",
        "Circles.",
    )
    assert module["definitions"] == [
        {
            "kind": "function",
            "name": "area",
            "signature": "area(radius: float) → float",
            "doc": "Its area.",
            "line": 4,
            "used_in": ["other.ipynb"],
        }
    ]


async def test_apply_undo_and_move_are_announced(
    project: Path, jp_serverapp: Any, post: Callable[..., Any]
) -> None:
    heard: list[dict[str, Any]] = []

    async def listen(logger: object, schema_id: str, data: dict[str, Any]) -> None:
        heard.append(data)

    jp_serverapp.event_logger.add_listener(
        schema_id="https://events.jupyter.org/jupyterlab_promote/promotion/v1", listener=listen
    )
    request = await accepted(post)
    _, plan = await post("plan", request)
    await post("apply", {**request, "plan": plan["plan"]})
    await post("undo", {"path": ABOUT["path"]})
    (project / "circles.ipynb").rename(project / "moved.ipynb")
    await post("moved", {"was": ABOUT["path"], "path": "work/moved.ipynb"})
    files = ["work/src/churn/utils.py"]
    said = [(one["action"], one["files"]) for one in heard]
    assert said == [("apply", files), ("undo", files), ("move", [])]
    assert heard[-1]["notebook"] == "work/moved.ipynb"


@pytest.mark.parametrize(("pattern", "handler"), HANDLERS)
def test_openapi_describes_the_handlers(pattern: str, handler: Any) -> None:
    described = {verb for verb in OPENAPI["paths"][f"/{pattern}"] if verb != "parameters"}
    assert described == {verb for verb in ("get", "post", "put", "delete") if verb in vars(handler)}


def test_openapi_describes_nothing_else() -> None:
    assert {f"/{pattern}" for pattern, _ in HANDLERS} == set(OPENAPI["paths"])


def test_openapi_names_shapes_of_the_schema() -> None:
    text = (SERVER / "openapi.yaml").read_text()
    named = {part.split('"')[0] for part in text.split("wire.schema.json#/$defs/")[1:]}
    assert named <= set(SCHEMA["$defs"])
