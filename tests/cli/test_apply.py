"""`apply`, `diff`, `extract`, `undo` and `status` on real files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from .scenes import notebook, promote, tree

SCHEMA = json.loads(
    Path(__file__).parents[2].joinpath("src/jupyterlab_promote/wire.schema.json").read_text("utf-8")
)


def fits(value: object, definition: str) -> bool:
    schema = {"$ref": f"#/$defs/{definition}", "$defs": SCHEMA["$defs"]}
    return Draft202012Validator(schema).is_valid(value)


def sources(path: Path) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(path.read_text("utf-8"))["cells"]]


def test_a_function_moves_and_comes_back(tmp_path: Path) -> None:
    path = notebook(tmp_path / "a.ipynb")
    before = tree(tmp_path)
    done = promote("apply", path, "area", "--into", tmp_path / "shapes", "--json")
    assert done.exit_code == 0, done.stderr
    said = json.loads(done.stdout)
    assert fits(said, "Applied")
    assert [(one["name"], one["module"]) for one in said["applied"]] == [("area", "utils")]
    assert "src/shapes/utils.py" in said["files"]
    assert sources(path)[1] == "from shapes.utils import area"
    module = (tmp_path / "shapes/src/shapes/utils.py").read_text("utf-8")
    assert "import math\n\n\ndef area(radius):\n    return math.pi * radius**2\n" in module
    assert done.stderr.endswith(f"pip install -e {tmp_path / 'shapes'}\n")

    undone = promote("undo", tmp_path / "shapes", "--json")
    assert (undone.exit_code, json.loads(undone.stdout)["receipt"]) == (0, said["receipt"])
    assert tree(tmp_path) == before


def test_all_takes_what_is_worth_it(tmp_path: Path) -> None:
    path = notebook(tmp_path / "a.ipynb")
    worth = {
        p["name"]
        for p in json.loads(promote("list", path, "--json").stdout)["proposals"]
        if p["worth"]
    }
    done = json.loads(promote("apply", path, "--all", "--json").stdout)
    assert worth
    assert worth <= {one["name"] for one in done["applied"]}


def test_answers_are_followed(tmp_path: Path) -> None:
    path = notebook(tmp_path / "a.ipynb")
    done = promote(
        "apply", path, "area", "--name", "area=disk_area", "--module", "area=geometry", "--json"
    )
    (one,) = json.loads(done.stdout)["applied"]
    assert (one["name"], one["module"]) == ("disk_area", "geometry")
    assert ".geometry import disk_area" in sources(path)[1]


def test_nothing_worth_it_is_no_failure_and_writes_nothing(tmp_path: Path) -> None:
    path = notebook(tmp_path / "a.ipynb", ["x = 1", "x"])
    before = tree(tmp_path)
    done = promote("apply", path, "--all")
    assert (done.exit_code, done.stdout) == (0, "Nothing to promote.\n")
    assert tree(tmp_path) == before


def test_applying_twice_promotes_nothing_new(tmp_path: Path) -> None:
    path = notebook(tmp_path / "a.ipynb")
    promote("apply", path, "--all")
    after = tree(tmp_path)
    again = promote("apply", path, "--all", "--json")
    assert (again.exit_code, json.loads(again.stdout)["applied"]) == (0, [])
    assert tree(tmp_path) == after


def test_a_diff_shows_what_apply_does(tmp_path: Path) -> None:
    path = notebook(tmp_path / "a.ipynb")
    before = tree(tmp_path)
    shown = promote("diff", path, "area")
    assert shown.exit_code == 0
    assert "--- a/a.ipynb cell 1\n+++ b/a.ipynb cell 1\n" in shown.stdout
    assert "+def area(radius):\n+    return math.pi * radius**2\n" in shown.stdout
    assert tree(tmp_path) == before


def test_a_diff_as_json_is_a_plan(tmp_path: Path) -> None:
    said = json.loads(promote("diff", notebook(tmp_path / "a.ipynb"), "--all", "--json").stdout)
    assert fits(said, "Plan")
    assert {edit["op"] for edit in said["cells"]} <= {"replace", "remove", "insert"}


def test_a_selection_becomes_a_function(tmp_path: Path) -> None:
    path = notebook(tmp_path / "a.ipynb")
    done = promote(
        "extract", path, "--cells", "3", "--lines", "2:5", "--name", "add_areas", "--module", "sums", "--json"
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    (one,) = [o for o in json.loads(done.stdout)["applied"] if o["name"] == "add_areas"]
    assert (one["module"], one["returns"]) == ("sums", ["total"])
    assert "total = add_areas(" in sources(path)[3]


@pytest.mark.parametrize(
    ("arguments", "slug"),
    [
        pytest.param(["--cells", "2:3", "--lines", "1:3"], "partial-statement", id="half a loop"),
        pytest.param(["--cells", "3", "--lines", "2:3"], "partial-statement", id="a loop's head"),
        pytest.param(["--cells", "3", "--lines", "1:1"], "nothing-selected", id="a comment"),
        pytest.param(["--cells", "2:3", "--name", "radii"], "name-taken", id="a name in use"),
    ],
)
def test_a_selection_that_is_refused(tmp_path: Path, arguments: list[str], slug: str) -> None:
    path = notebook(tmp_path / "a.ipynb")
    before = tree(tmp_path)
    done = promote("extract", path, "--name", "f", *arguments)
    assert (done.exit_code, done.stderr.rpartition(" ")[2]) == (1, f"[{slug}]\n")
    assert tree(tmp_path) == before


def test_lines_within_a_function_become_a_function_in_their_cell(tmp_path: Path) -> None:
    looped = "def total(prices):\n    found = 0\n    for price in prices:\n        tax = price / 5\n        found += price + tax\n    return found"
    path = notebook(tmp_path / "a.ipynb", [looped, "total([5])"])
    before = tree(tmp_path)
    done = promote("extract", path, "--cells", "0", "--lines", "4:5", "--name", "add", "--json")
    assert done.exit_code == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["files"], said["applied"][0]["parameters"]) == ([], ["price", "found"])
    assert sources(path)[0].startswith("def add(price, found):\n    tax = price / 5\n")
    assert promote("undo", path).exit_code == 0
    assert tree(tmp_path) == before


def test_undo_refuses_what_somebody_edited(tmp_path: Path) -> None:
    path = notebook(tmp_path / "a.ipynb")
    promote("apply", path, "area", "--into", tmp_path / "shapes")
    module = tmp_path / "shapes/src/shapes/utils.py"
    module.write_text(module.read_text("utf-8") + "\nPI = 3\n", "utf-8")
    edited = tree(tmp_path)
    done = promote("undo", tmp_path / "shapes")
    assert done.exit_code == 1
    assert "src/shapes/utils.py was edited" in done.stderr
    assert tree(tmp_path) == edited
    assert "src/shapes/utils.py was edited since" in promote("status", tmp_path / "shapes").stdout


def test_nothing_to_undo_is_no_failure(tmp_path: Path) -> None:
    done = promote("undo", tmp_path)
    assert (done.exit_code, done.stdout) == (0, "Nothing to undo.\n")
    assert promote("status", tmp_path).stdout == "Nothing is promoted here.\n"


def test_a_step_joins_the_module_that_its_function_is_in(tmp_path: Path) -> None:
    path = notebook(tmp_path / "a.ipynb")
    promote("apply", path, "area", "--into", tmp_path / "shapes")
    again = promote(
        "extract", path, "--cells", "3", "--name", "add_areas", "--module", "utils", "--into", tmp_path / "shapes"
    )  # fmt: skip
    assert again.exit_code == 0, again.stderr
    module = (tmp_path / "shapes/src/shapes/utils.py").read_text("utf-8")
    assert "import math\n\n\ndef area(radius):" in module
    assert "areas.append(area(radius))" in module


def test_status_tells_the_newest_first(tmp_path: Path) -> None:
    path = notebook(tmp_path / "a.ipynb")
    first = json.loads(promote("apply", path, "area", "--json").stdout)["receipt"]
    second = json.loads(
        promote(
            "extract", path, "--cells", "3", "--name", "add_areas", "--module", "sums", "--json"
        ).stdout
    )["receipt"]
    said = json.loads(promote("status", path, "--json").stdout)
    assert [one["receipt"] for one in said["receipts"]] == [second, first]
    assert said["edited"] == []
    refused = promote("undo", path, "--receipt", first)
    assert (refused.exit_code, refused.stderr.rpartition(" ")[2]) == (1, "[newer-promotion]\n")
