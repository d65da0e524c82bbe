"""Which module a function goes to, by its name and by what else goes there."""

from __future__ import annotations

import pytest

from jupyterlab_promote.core.proposals.topics import modules_for, topic_of


@pytest.mark.parametrize(
    ("name", "hint", "topic"),
    [
        ("plot_roc_curve", "", "plots"),
        ("train_test_split", "", "models"),
        ("clean_customers", "plots", "data"),
        ("get_model", "", "models"),
        ("get_accuracy_of_model_accuracy", "", "metrics"),
        ("customers", "features", "features"),
        ("customers", "", "utils"),
        ("load_customers", "", "data"),
        ("save_model", "", "models"),
        ("load_best_model", "", "models"),
        ("save_fig", "", "plots"),
        ("load_model_scores", "", "data"),
        ("model_save", "", "models"),
        ("_", "", "utils"),
    ],
)
def test_topic(name: str, hint: str, topic: str) -> None:
    assert topic_of(name, hint) == topic


@pytest.mark.parametrize(
    ("topics", "existing", "modules"),
    [
        (["data", "data", "plots"], [], {"data": "data", "plots": "utils"}),
        (["data", "plots"], ["plots"], {"data": "utils", "plots": "plots"}),
        ([], ["plots"], {}),
    ],
    ids=["two of a kind", "one that is there", "none"],
)
def test_a_module_of_its_own_takes_two(
    topics: list[str], existing: list[str], modules: dict[str, str]
) -> None:
    assert modules_for(topics, existing) == modules
