"""What the documents say is there: slugs, links, commands."""

from __future__ import annotations

import ast
import itertools
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "jupyterlab_promote"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
TREES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(SRC.rglob("*.py"))}
ERRORS = {"PromoteError"}  # and its children, as they are found

SLUG = re.compile(r"[a-z]+(?:-[a-z0-9]+)*")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def slug_places() -> dict[str, int]:
    """Where each callable of the package takes a slug: the position of the parameter of that name."""
    places = dict.fromkeys(ERRORS, 0)
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [argument.arg for argument in node.args.args if argument.arg != "self"]
            elif isinstance(node, ast.ClassDef):
                if any(isinstance(base, ast.Name) and base.id in places for base in node.bases):
                    places[node.name] = 0
                names = [
                    field.target.id
                    for field in node.body
                    if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
                ]
            else:
                continue
            if "slug" in names and node.name != "__init__":
                places[node.name] = names.index("slug")
    return places


def slugs_in(call: ast.Call, place: int) -> Iterator[str]:
    """The literal slugs that a call hands over; a choice between two is two."""
    given = [keyword.value for keyword in call.keywords if keyword.arg == "slug"]
    if place < len(call.args):
        given.append(call.args[place])
    while given:
        node = given.pop()
        if isinstance(node, ast.IfExp):
            given += [node.body, node.orelse]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def slugs_before_sentences(node: ast.Call | ast.Tuple) -> Iterator[str]:
    """`"no-space", "There is no space …"`: however it is passed on, that is a slug and its sentence."""
    parts = node.args if isinstance(node, ast.Call) else node.elts
    for one, other in itertools.pairwise(parts):
        if (
            isinstance(one, ast.Constant)
            and "-" in str(one.value)
            and SLUG.fullmatch(str(one.value))
        ):
            said = ast.unparse(other) if isinstance(other, ast.Constant | ast.JoinedStr) else ""
            if said.count(" ") > 2:
                yield str(one.value)


def raised() -> dict[str, str]:
    """Every slug that the code hands over literally → the module where it does."""
    places, found = slug_places(), {}
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            slugs: list[str] = []
            if isinstance(node, ast.Call | ast.Tuple):
                slugs += slugs_before_sentences(node)
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", None))
                slugs += slugs_in(node, places[name]) if name in places else ()
            for slug in slugs:
                found.setdefault(slug, path.relative_to(SRC).as_posix())
    return found


def explained() -> set[str]:
    """The slugs in the first column of the tables of docs/refusals.md."""
    rows = re.findall(r"(?m)^\|([^|]*)\|", (ROOT / "docs" / "refusals.md").read_text("utf-8"))
    return {slug for row in rows for slug in re.findall(r"`([^`]+)`", row)}


def anchors(page: Path) -> set[str]:
    """The anchors that headings get, as GitHub makes them."""
    headings = re.findall(r"(?m)^#+ (.*)$", page.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links() -> list[tuple[Path, str]]:
    return [
        (page, link)
        for page in PAGES
        for link in LINK.findall(page.read_text("utf-8"))
        if not link.startswith(("http://", "https://", "mailto:"))
    ]


def test_the_code_hands_over_slugs_and_they_are_found() -> None:
    assert {"not-json", "maybe-unbound"} <= raised().keys()


@pytest.mark.parametrize(("slug", "module"), sorted(raised().items()))
def test_a_slug_is_explained(slug: str, module: str) -> None:
    assert SLUG.fullmatch(slug)
    assert slug in explained(), f"{slug}, from {module}, is not in docs/refusals.md"


@pytest.mark.parametrize("slug", sorted(explained()))
def test_an_explained_slug_exists(slug: str) -> None:
    assert any(f'"{slug}"' in path.read_text("utf-8") for path in TREES)


@pytest.mark.parametrize(("page", "link"), links(), ids=lambda value: getattr(value, "name", value))
def test_a_link_leads_somewhere(page: Path, link: str) -> None:
    place, _, anchor = link.partition("#")
    target = (page.parent / place).resolve() if place else page
    assert target.exists()
    assert not anchor or anchor in anchors(target)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_commands_exist(page: Path) -> None:
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text("utf-8")))
    written = re.findall(r"(?:`|^    )make ([a-z]+)", page.read_text("utf-8"), re.M)
    assert set(written) <= targets


def test_the_readme_names_every_command() -> None:
    promote = Path(sys.executable).with_name("jupyter-promote")
    shown = subprocess.run([promote, "--help"], capture_output=True, text=True, check=True).stdout
    commands = set(re.findall(r"(?m)^[│|\s]+([a-z]+)\s{2,}[A-Z]", shown))
    readme = (ROOT / "README.md").read_text("utf-8")
    table = set(
        re.findall(r"`([a-z]+)(?: [^`]*)?`", "\n".join(re.findall(r"(?m)^\|[^|]*\|", readme)))
    )
    assert commands
    assert commands <= table
    for command in commands:
        page = subprocess.run([promote, command, "--help"], capture_output=True, text=True)
        assert "Examples:" in page.stdout, command


def test_continuous_integration_runs_what_the_readme_says() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8")
    assert "make test" in (ROOT / "README.md").read_text("utf-8")
