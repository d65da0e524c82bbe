"""Every encoded value fits the schema; what we decode comes back as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from jupyterlab_promote import wire
from jupyterlab_promote.core.analysis.analyse import analyse
from jupyterlab_promote.core.errors import Stale, UnusableInput
from jupyterlab_promote.core.model import Cell, Notebook, Problem, Refusal
from jupyterlab_promote.core.plan.edits import (
    CreateFile,
    InsertCell,
    Plan,
    Project,
    Promoted,
    RemoveCell,
    ReplaceCell,
    ReplaceText,
)
from jupyterlab_promote.core.proposals.proposal import Decision, Parameter, Proposal, Proposals

SCHEMA = json.loads(resources.files("jupyterlab_promote").joinpath("wire.schema.json").read_text())


def assert_fits(value: object, definition: str) -> None:
    """`value` is valid as `#/$defs/definition`, once it has been through JSON."""
    schema = {"$ref": f"#/$defs/{definition}", "$defs": SCHEMA["$defs"]}
    Draft202012Validator(schema).validate(json.loads(json.dumps(value)))


NOTEBOOK = Notebook(
    "Untitled.ipynb",
    (
        Cell("a", 0, "markdown", "# Load"),
        Cell("b", 1, "code", "limit = 3"),
        Cell("c", 2, "code", "def func1(x, *, y=1) -> int:\n    return x"),
    ),
    "f00",
)


ANALYSIS = analyse(NOTEBOOK)
STEP = Proposal(
    "s1",
    "extract-step",
    "Load the sales",
    "a heading stands above it",
    "load_sales",
    "data",
    ("b",),
    (0,),
    (
        Parameter("path", "path", "str"),
        Parameter("limit", "3", None, "3"),
        Parameter("rows", "n", "int", "9"),
    ),
    ("sales", "total"),
    ("tmp",),
)
DEFINITION = Proposal(
    "d1", "promote-definition", "Move func1", "used twice", "encode_plan", "features", ("c",), (1,)
)

text = st.text(max_size=8)
texts = st.lists(text, max_size=3).map(tuple)
refusals = st.builds(Refusal, text, texts, text, text)
problems = st.builds(Problem, text, st.integers(), text, text)
decisions = st.builds(
    Decision,
    text,
    st.booleans(),
    st.none() | text,
    st.none() | text,
    st.dictionaries(text, text, max_size=3).map(lambda chosen: tuple(chosen.items())),
    texts,
)
numbers = st.none() | st.integers()
selections = st.builds(
    wire.Selection, st.integers(), st.integers(), text, numbers, numbers, st.none() | text
)
file_edits = st.builds(CreateFile, text, text) | st.builds(ReplaceText, text, text, text)
cell_edits = (
    st.builds(ReplaceCell, text, text, text)
    | st.builds(RemoveCell, text, text)
    | st.builds(InsertCell, text, st.integers(), text)
)
promoted = st.builds(Promoted, text, text, text, text, texts, texts, texts, texts)
plans = st.builds(
    Plan,
    text,
    text,
    text,
    text,
    text,
    st.lists(file_edits, max_size=2).map(tuple),
    st.lists(cell_edits, max_size=2).map(tuple),
    st.dictionaries(text, text, max_size=2),
    st.lists(promoted, max_size=2).map(tuple),
    st.lists(refusals, max_size=2).map(tuple),
    st.lists(problems, max_size=2).map(tuple),
    texts,
    text,
)


@given(decisions)
def test_decisions_survive_the_wire(decision: Decision) -> None:
    encoded = wire.encode_decision(decision)
    assert_fits(encoded, "Decision")
    assert wire.decode_decisions([encoded]) == (decision,)


@given(selections)
def test_selections_survive_the_wire(selection: wire.Selection) -> None:
    encoded = wire.encode_selection(selection)
    assert_fits(encoded, "Selection")
    assert wire.decode_selection(encoded) == selection


@given(plans)
def test_plans_survive_the_wire(plan: Plan) -> None:
    encoded = wire.encode_plan(plan, NOTEBOOK)
    assert_fits(encoded, "Plan")
    assert wire.decode_plan(json.loads(json.dumps(encoded))) == plan


@given(plans, plans)
def test_only_equal_plans_have_one_id(one: Plan, other: Plan) -> None:
    other = replace(other, notebook_fingerprint=one.notebook_fingerprint)
    assert (wire.plan_id(one, NOTEBOOK) == wire.plan_id(other, NOTEBOOK)) == (one == other)


@given(plans)
def test_a_notebook_that_only_ran_leaves_the_id(plan: Plan) -> None:
    ran = replace(plan, notebook_fingerprint=f"{plan.notebook_fingerprint}0")
    assert wire.plan_id(ran, NOTEBOOK) == wire.plan_id(plan, NOTEBOOK)


def test_cell_edits_tell_where_the_cell_stands() -> None:
    edits = (ReplaceCell("c", "x", "y"), RemoveCell("b", "x"), InsertCell("n", 1, "import z"))
    assert wire.encode_cell_edits(edits, NOTEBOOK) == [
        {"op": "replace", "cell": "c", "index": 2, "before": "x", "after": "y"},
        {"op": "remove", "cell": "b", "index": 1, "before": "x", "after": None},
        {"op": "insert", "cell": "n", "index": 1, "before": None, "after": "import z"},
    ]


def test_proposals_fit_the_schema() -> None:
    listed = Proposals(
        (STEP, DEFINITION), (Refusal("r", ("b",), "s", "why"),), (Problem("b", 1, "s", "m"),)
    )
    assert_fits(wire.encode_proposals(listed, ANALYSIS), "ProposalList")


@pytest.mark.parametrize(
    ("proposal", "signature", "statements"),
    [
        pytest.param(
            STEP,
            "load_sales(path: str, limit=3, rows: int = 9) → sales, total",
            [[1, 1, 1]],
            id="step",
        ),
        pytest.param(
            DEFINITION, "encode_plan(x, *, y=1) → int", [[2, 1, 2]], id="renamed function"
        ),
    ],
)
def test_a_proposal_reads_as_a_signature(
    proposal: Proposal, signature: str, statements: list[list[int]]
) -> None:
    encoded = wire.encode_proposal(proposal, ANALYSIS)
    assert (encoded["signature"], encoded["statements"]) == (signature, statements)


def test_a_project_lists_its_modules() -> None:
    files = {
        "pyproject.toml": "",
        "src/churn/__init__.py": "",
        "src/churn/data.py": "",
        "src/churn/ml/train.py": "",
        "tests/test_data.py": "",
    }
    encoded = wire.encode_project(
        Project("/p", "churn", "src/churn", True, files), (CreateFile("README.md", "x"),)
    )
    assert_fits(encoded, "Project")
    assert encoded["modules"] == ["data", "ml.train"]
    assert encoded["files"] == [{"path": "README.md", "before": None, "after": "x"}]


def test_an_error_has_one_shape() -> None:
    encoded = wire.encode_error(Stale("changed-file", "data.py has changed.", "data.py"))
    assert_fits(encoded, "Error")
    assert encoded == {
        "slug": "changed-file",
        "message": "data.py has changed.",
        "where": "data.py",
    }


@pytest.mark.parametrize(
    ("value", "where"),
    [
        pytest.param({}, "decisions", id="no list"),
        pytest.param(["x"], "decisions[0]", id="no object"),
        pytest.param([{}], "decisions[0].proposal", id="no id"),
        pytest.param([{"proposal": "a", "accepted": 1}], "decisions[0].accepted", id="a number"),
        pytest.param([{"proposal": "a", "keep": [1]}], "decisions[0].keep[0]", id="deep"),
        pytest.param(
            [{"proposal": "a", "parameters": {"x": None}}], "decisions[0].parameters.x", id="pairs"
        ),
    ],
)
def test_a_bad_request_names_the_key(value: object, where: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        wire.decode_decisions(value)
    assert (caught.value.slug, caught.value.where) == ("bad-request", where)


@pytest.mark.parametrize(
    "edit",
    [
        {"op": "move", "cell": "a"},
        {"op": "insert", "cell": "a", "index": True, "after": ""},
        {"op": "remove", "cell": "a", "before": None},
    ],
    ids=["unknown op", "true is no number", "nothing to remove"],
)
def test_a_bad_cell_edit_is_refused(edit: object) -> None:
    empty = wire.encode_plan(Plan("n", "f", "/r", "p", "src/p", (), (), {}, (), (), ()), NOTEBOOK)
    with pytest.raises(UnusableInput, match=r"plan\.cells\[0\]"):
        wire.decode_plan({**empty, "cells": [edit]})


def test_the_schema_is_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)
