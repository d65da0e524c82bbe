"""Break the engine on purpose, in a copy, and see whether the quick tests notice.

    python tests/laws/mutation.py core/analysis tests/core/analysis --count 200

Each mutant changes one place of one module: a comparison, an operator, a condition, a literal or a
statement. Prints the mutants that survive, with their lines, and the score.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

_ROOT = Path(__file__).parents[2]
_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.Sub: ast.BitOr,
    ast.Add: ast.Sub,
}


def places(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Nodes that can be changed, and what the change is called."""
    said = {id(n) for top in ast.walk(tree) for part in _types(top) for n in ast.walk(part)}
    for node in ast.walk(tree):
        if id(node) in said:
            continue
        if isinstance(node, ast.BoolOp | ast.BinOp | ast.AugAssign) and type(node.op) in _SWAPS:
            yield node, "operator"
        elif isinstance(node, ast.Compare) and type(node.ops[0]) in _SWAPS:
            yield node, "comparison"
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield node, "not"
        elif isinstance(node, ast.Constant) and type(node.value) in (bool, int):
            yield node, "literal"
        elif isinstance(node, ast.If | ast.IfExp):
            yield node, "never"
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            yield node, "left out"


def _types(node: ast.AST) -> Iterator[ast.AST]:
    """Annotations and decorators, which no test could miss."""
    for name in ("annotation", "returns"):
        if getattr(node, name, None) is not None:
            yield getattr(node, name)
    yield from getattr(node, "decorator_list", ())


def change(node: ast.AST, kind: str) -> None:
    """Make the change, in place."""
    match node:
        case ast.BoolOp() | ast.BinOp() | ast.AugAssign():
            node.op = _SWAPS[type(node.op)]()  # type: ignore[assignment]
        case ast.Compare():
            node.ops[0] = _SWAPS[type(node.ops[0])]()  # type: ignore[assignment]
        case ast.UnaryOp():
            node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
        case ast.Constant(value=bool()):
            node.value = not node.value
        case ast.Constant(value=int()):
            node.value = node.value + 1
        case ast.If() | ast.IfExp():
            node.test = ast.Constant(False)
        case ast.Expr():
            node.value = ast.Constant(None)


def mutants(path: Path) -> Iterator[tuple[int, str, str]]:
    """Line, kind and text of every mutant of a module."""
    tree = ast.parse(path.read_text("utf-8"))
    for number, (node, kind) in enumerate(places(tree)):
        mutant = copy.deepcopy(tree)
        other, _ = list(places(mutant))[number]
        change(other, kind)
        yield getattr(node, "lineno", 0), kind, ast.unparse(ast.fix_missing_locations(mutant))


def survives(work: Path, tests: list[str]) -> bool:
    """Whether the tests pass on the mutant."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(work / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, cwd=work, env=environment, capture_output=True, timeout=120)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", help="the folder below src/jupyterlab_promote")
    parser.add_argument("tests", nargs="+")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name in ("src", "tests"):
            skipped = shutil.ignore_patterns("labextension", "node_modules", "__pycache__", "ui")
            shutil.copytree(_ROOT / name, work / name, ignore=skipped)
        shutil.copy(_ROOT / "pyproject.toml", work)
        home = work / "src/jupyterlab_promote" / options.package
        files = [home] if home.suffix else sorted(home.glob("*.py"))
        every = [(path, *mutant) for path in files for mutant in mutants(path)]
        chosen = Random(options.seed).sample(every, min(options.count, len(every)))
        survivors = 0
        for path, line, kind, text in sorted(chosen):
            before = path.read_text("utf-8")
            path.write_text(text, "utf-8")
            if survives(work, options.tests):
                survivors += 1
                said = before.splitlines()[line - 1].strip()
                print(f"{path.name}:{line} {kind}: {said}", flush=True)
            path.write_text(before, "utf-8")
    killed = len(chosen) - survivors
    print(f"{killed} of {len(chosen)} mutants ({len(every)} in all) were noticed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
