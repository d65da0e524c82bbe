"""Ids, names and answers on the command line → decisions."""

from __future__ import annotations

import pytest

from jupyterlab_promote.cli.choosing import chosen, decisions
from jupyterlab_promote.core.errors import UnusableInput
from jupyterlab_promote.core.proposals.proposal import Decision, Proposal


def proposal(id: str, name: str, **more: object) -> Proposal:
    return Proposal(id, "extract-step", "", "", name, "utils", ("c",), (0,), **more)  # type: ignore[arg-type]


PROPOSALS = (
    proposal("a1b2", "load_sales", localised=("tmp", "n")),
    proposal("a1c3", "plot_roc", needs=("d4e5",)),
    proposal("d4e5", "scale", needs=("f6f6",)),
    proposal("f6f6", "RATE", worth=False),
    proposal("0a0a", "plot_pr"),
    proposal("0b0b", "plot_pr", needs=("0a0a",)),
)


@pytest.mark.parametrize(
    ("asked", "everything", "ids"),
    [
        pytest.param([], True, ["a1b2", "a1c3", "d4e5", "0a0a", "0b0b"], id="all that is worth it"),
        pytest.param(["plot_pr"], False, ["0a0a", "0b0b"], id="a name that copies share"),
        pytest.param(["a1b2"], False, ["a1b2"], id="an id"),
        pytest.param(["a1b"], False, ["a1b2"], id="its beginning"),
        pytest.param(["load_sales"], False, ["a1b2"], id="a name"),
        pytest.param(["scale", "a1b2"], False, ["a1b2", "d4e5", "f6f6"], id="best first"),
        pytest.param(["plot_roc"], False, ["a1c3", "d4e5", "f6f6"], id="with all that it needs"),
        pytest.param(["f6f6"], False, ["f6f6"], id="not worth it, but asked for"),
    ],
)
def test_what_is_asked_for(asked: list[str], everything: bool, ids: list[str]) -> None:
    assert [p.id for p in chosen(asked, everything, PROPOSALS)] == ids


@pytest.mark.parametrize(
    ("asked", "everything", "slug"),
    [
        pytest.param([], False, "no-choice", id="nothing"),
        pytest.param(["a1b2"], True, "no-choice", id="both"),
        pytest.param(["x"], False, "unknown-proposal", id="unknown"),
        pytest.param([""], False, "unknown-proposal", id="empty"),
        pytest.param(["a1"], False, "ambiguous-proposal", id="two begin so"),
    ],
)
def test_what_cannot_be_meant(asked: list[str], everything: bool, slug: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        chosen(asked, everything, PROPOSALS)
    assert caught.value.slug == slug


@pytest.mark.parametrize(
    ("names", "modules", "keeps", "decision"),
    [
        pytest.param([], [], [], Decision("a1b2"), id="as proposed"),
        pytest.param(["a1=load"], [], [], Decision("a1b2", name="load"), id="a name"),
        pytest.param(
            [], ["load_sales=io.csv"], [], Decision("a1b2", module="io.csv"), id="a module"
        ),
        pytest.param(
            [], [], ["a1b2=n, tmp"], Decision("a1b2", keep=("n", "tmp")), id="two to keep"
        ),
    ],
)
def test_answers(
    names: list[str], modules: list[str], keeps: list[str], decision: Decision
) -> None:
    assert decisions(PROPOSALS[:1], names, modules, keeps) == (decision,)


@pytest.mark.parametrize(
    ("names", "keeps", "slug"),
    [
        pytest.param(["load"], [], "bad-option", id="no equals sign"),
        pytest.param(["a1b2= "], [], "bad-option", id="no value"),
        pytest.param(["d4e5=x"], [], "unknown-proposal", id="not among those taken"),
        pytest.param([], ["a1b2=other"], "not-localised", id="nothing to keep"),
    ],
)
def test_answers_that_say_nothing(names: list[str], keeps: list[str], slug: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        decisions(PROPOSALS[:1], names, [], keeps)
    assert caught.value.slug == slug
