"""Imports run one way, deferred ones too: the table, and every import statement held against it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src"
PACKAGE = "jupyterlab_promote"

# A module may import from lower lines, or from names to its left on its own line.
LINES = tuple(
    tuple(line.split())
    for line in (
        "core.errors core.model core.lines core.tokens core.magic_words core.json_text core.spelling core.trees",
        "core.layout core.cell_text core.splice core.notebook"
        " core.magics core.source core.newer core.lowering",
        "core.analysis",
        "core.proposals core.plan",
        "core.diff core.verify",
        "workspace trial kernel install library wire",
        "api",
        "cli server",
    )
)
PLACES = {name: (row, column) for row, line in enumerate(LINES) for column, name in enumerate(line)}
NEVER = {("server", "cli")}  # the two doors do not know each other
DOORS = {"": {"server"}, "__main__": {"cli"}}  # the entry points name their door and nothing else

IMPURE = frozenset(
    {"argparse", "asyncio", "concurrent", "jupyter_client", "jupyter_server", "logging"}
    | {"multiprocessing", "nbclient", "os", "random", "rich", "shutil", "socket", "sqlite3"}
    | {"subprocess", "tempfile", "threading", "time", "tornado", "typer", "urllib"}
)
IMPURE_CALLS = frozenset({"open", "print", "input", "breakpoint"})


def modules() -> dict[str, Path]:
    """Every module by its name below the package; "" is the package itself."""
    named = {}
    for path in sorted((SRC / PACKAGE).rglob("*.py")):
        parts = path.relative_to(SRC / PACKAGE).with_suffix("").parts
        named[".".join(part for part in parts if part != "__init__")] = path
    return named


MODULES = modules()
TREES = {name: ast.parse(path.read_text("utf-8")) for name, path in MODULES.items()}


def base_of(node: ast.ImportFrom, importer: str, is_package: bool) -> str | None:
    """What follows `from`, below the package; None where that is outside the package."""
    written = node.module or ""
    if not node.level:
        return written.removeprefix(PACKAGE).lstrip(".") if in_package(written) else None
    parts = importer.split(".") if importer else []
    climbed = parts[: len(parts) - node.level + is_package]
    return ".".join([*climbed, *filter(None, [written])])


def in_package(dotted: str) -> bool:
    return dotted == PACKAGE or dotted.startswith(PACKAGE + ".")


def imported_by(
    name: str, tree: ast.Module, known: Mapping[str, object], is_package: bool
) -> Iterator[str]:
    """The package's own modules that `tree` imports, wherever in it the statement stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if in_package(alias.name):
                    yield alias.name.removeprefix(PACKAGE).lstrip(".")
        elif isinstance(node, ast.ImportFrom):
            base = base_of(node, name, is_package)
            if base is not None:
                for alias in node.names:
                    inner = f"{base}.{alias.name}".lstrip(".")
                    yield inner if inner in known else base


def outside_imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.partition(".")[0]


def house(module: str) -> str | None:
    """The name in the table that `module` lives under."""
    return next((name for name in PLACES if f"{module}.".startswith(f"{name}.")), None)


def objection(importer: str, imported: str) -> str | None:
    """Why `importer` may not import `imported`; None where it may."""
    if imported in ("", "core"):  # the version, and a bare namespace
        return None
    if importer in DOORS:
        return None if house(imported) in DOORS[importer] else "an entry point names its door only"
    source, target = house(importer), house(imported)
    if source is None or target is None:
        return "not in the table"
    if source == target:
        return None
    if (source, target) in NEVER:
        return "the two doors do not know each other"
    return None if PLACES[target] < PLACES[source] else f"{target} is above {source}"


def is_package(name: str) -> bool:
    return MODULES[name].name == "__init__.py"


GRAPH = {
    name: frozenset(imported_by(name, tree, MODULES, is_package(name)))
    for name, tree in TREES.items()
}


@pytest.mark.parametrize(
    ("importer", "imported", "said"),
    [
        ("core.plan.build", "core.proposals.proposal", None),
        ("core.plan.build", "core.plan.edits", None),
        ("api", "core.errors", None),
        ("server.handlers", "api", None),
        ("core.proposals.registry", "core.plan.edits", "core.plan is above core.proposals"),
        ("core.model", "core.notebook", "core.notebook is above core.model"),
        ("workspace", "api", "api is above workspace"),
        ("server.handlers", "cli", "the two doors do not know each other"),
        ("cli", "server", "server is above cli"),
        ("", "server", None),
        ("", "api", "an entry point names its door only"),
        ("core.planner", "core.model", "not in the table"),
    ],
)
def test_the_table_says(importer: str, imported: str, said: str | None) -> None:
    assert objection(importer, imported) == said


@pytest.mark.parametrize(
    ("importer", "package", "code", "found"),
    [
        ("core.plan.build", False, "from .edits import Plan", {"core.plan.edits"}),
        ("core.plan.build", False, "from . import edits", {"core.plan.edits"}),
        ("core.plan", True, "from .edits import Plan", {"core.plan.edits"}),
        ("core.plan", True, "from ..model import Cell", {"core.model"}),
        ("core.plan.build", False, "from ...api import apply", {"api"}),
        ("api", False, "def f():\n    from .core import model", {"core.model"}),
        ("api", False, "import jupyterlab_promote.core.model as m", {"core.model"}),
        ("api", False, "from jupyterlab_promote.core import model, errors", {"core.model", "core.errors"}),
        ("api", False, "if TYPE_CHECKING:\n    from .cli import main", {"cli"}),
        ("api", False, "import json, ast", set()),
        ("api", False, "from . import __version__", {""}),
    ],
)  # fmt: skip
def test_imports_are_found(importer: str, package: bool, code: str, found: set[str]) -> None:
    known = dict.fromkeys(
        ["", "api", "cli", "core", "core.model", "core.errors", "core.plan", "core.plan.edits"]
    )
    assert set(imported_by(importer, ast.parse(code), known, package)) == found


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"", "core", "__main__"}))
def test_every_module_has_a_place(module: str) -> None:
    assert house(module), f"{module} is not in the table of tests/test_layers.py"


@pytest.mark.parametrize("module", sorted(GRAPH), ids=lambda name: name or PACKAGE)
def test_imports_run_one_way(module: str) -> None:
    objections = {name: objection(module, name) for name in GRAPH[module]}
    assert not {name: said for name, said in objections.items() if said}


def test_no_module_imports_itself_in_a_circle() -> None:
    left = {name: set(targets) - {name} for name, targets in GRAPH.items()}
    while free := [name for name, targets in left.items() if not targets & left.keys()]:
        for name in free:
            del left[name]
    assert not left


@pytest.mark.parametrize("module", sorted(name for name in MODULES if name.startswith("core")))
def test_the_core_is_text_and_values_only(module: str) -> None:
    calls = {
        node.func.id
        for node in ast.walk(TREES[module])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not IMPURE & set(outside_imports(TREES[module]))
    assert not IMPURE_CALLS & calls


def test_one_module_reads_notebooks_and_one_parses() -> None:
    readers = {name for name, tree in TREES.items() if "nbformat" in outside_imports(tree)}
    parsers = {
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "parse_module"
    }
    assert {name for name in readers if name.startswith("core")} <= {"core.notebook"}
    assert parsers <= {"core.source"}
