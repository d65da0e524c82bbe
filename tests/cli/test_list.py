"""`jupyter promote list`."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from .scenes import notebook, promote, tree

SCHEMA = json.loads(
    Path(__file__).parents[2].joinpath("src/jupyterlab_promote/wire.schema.json").read_text("utf-8")
)


def test_json_has_the_shape_of_the_schema(tmp_path: Path) -> None:
    listed = promote("list", notebook(tmp_path / "a.ipynb"), "--json")
    assert listed.exit_code == 0, listed.stderr
    said = json.loads(listed.stdout)
    Draft202012Validator({"$ref": "#/$defs/ProposalList", "$defs": SCHEMA["$defs"]}).validate(said)
    found = {p["name"]: (p["rule"], p["cells"], p["statements"]) for p in said["proposals"]}
    assert found["area"] == ("promote-definition", ["c1"], [[1, 1, 2]])


def test_text_names_cells_and_signatures(tmp_path: Path) -> None:
    listed = promote("list", notebook(tmp_path / "a.ipynb"))
    assert listed.exit_code == 0
    assert "area(radius)" in listed.stdout
    assert "cell 1." in listed.stdout


def test_it_writes_nothing(tmp_path: Path) -> None:
    path = notebook(tmp_path / "a.ipynb")
    before = tree(tmp_path)
    promote("list", path, "--json")
    assert tree(tmp_path) == before


def test_nothing_to_promote_is_no_failure(tmp_path: Path) -> None:
    listed = promote("list", notebook(tmp_path / "a.ipynb", ["x = 1"]))
    assert (listed.exit_code, listed.stdout) == (0, "Nothing to promote.\n")


def test_a_cell_that_does_not_parse_is_a_problem_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = notebook(
        tmp_path / "a.ipynb", ["x = (", "def f(a):\n    b = a + 1\n    return b\n", "f(1)"]
    )
    said = json.loads(promote("list", path, "--json").stdout)
    assert [(p["cell"], p["line"], p["slug"]) for p in said["problems"]] == [
        ("c0", 1, "unreadable-cell")
    ]
    assert "cell 0, line 1" in promote("list", path).stdout
