"""Run a program or the cells of a notebook in this process, as a kernel would, and say what it did."""

from __future__ import annotations

import ast
import contextlib
import io
import types
from collections.abc import Iterable, Mapping

Outcome = tuple[str, str, Mapping[str, str]]


def outcome(cells: Iterable[str], modules: Mapping[str, str] | None = None) -> Outcome:
    """What the cells print and display, how they end, and the values of the names that remain.

    `modules` are sources by dotted name, importable by the cells while they run.
    """
    import sys

    namespace: dict[str, object] = {"__name__": "__main__"}
    printed = io.StringIO()
    ended = ""
    made = _importable(modules or {})
    sys.modules.update(made)
    try:
        with contextlib.redirect_stdout(printed):
            for source in cells:
                _run_cell(source, namespace)
    except Exception as error:
        ended = type(error).__name__
    finally:
        for name in made:
            sys.modules.pop(name, None)
    values = {k: _shown(v) for k, v in namespace.items() if not k.startswith("__")}
    return printed.getvalue(), ended, values


def _run_cell(source: str, namespace: dict[str, object]) -> None:
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    if last is not None and not source.rstrip().endswith(";"):
        tree.body.pop()
    else:
        last = None
    exec(compile(tree, "<cell>", "exec"), namespace)
    if last is not None:
        value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), namespace)
        if value is not None:
            print("Out:", _shown(value))


def _importable(modules: Mapping[str, str]) -> dict[str, types.ModuleType]:
    """Modules that run their source when they are first looked into, in the order of their names' depth."""
    import importlib.abc
    import importlib.util
    import sys

    class Loader(importlib.abc.Loader):
        def __init__(self, source: str) -> None:
            self.source = source

        def exec_module(self, module: types.ModuleType) -> None:
            exec(compile(self.source, module.__name__, "exec"), module.__dict__)

    made: dict[str, types.ModuleType] = {}
    for name in sorted(modules, key=lambda n: n.count(".")):
        spec = importlib.util.spec_from_loader(name, Loader(modules[name]), is_package=True)
        assert spec is not None
        made[name] = importlib.util.module_from_spec(spec)
    sys.modules.update(made)
    for name in _in_order(modules):
        Loader(modules[name]).exec_module(made[name])
        parent, _, child = name.rpartition(".")
        if parent in made:
            setattr(made[parent], child, made[name])
    return made


def _in_order(modules: Mapping[str, str]) -> list[str]:
    """Modules after those that they import."""
    done: list[str] = []

    def visit(name: str) -> None:
        if name in done or name not in modules:
            return
        for node in ast.walk(ast.parse(modules[name])):
            if isinstance(node, ast.ImportFrom) and node.module and node.module != name:
                visit(node.module)
        done.append(name)

    for name in sorted(modules, key=lambda n: n.count(".")):
        visit(name)
    return done


def _shown(value: object) -> str:
    if callable(value) or isinstance(value, types.ModuleType | types.GeneratorType):
        return type(value).__name__
    if isinstance(value, list | tuple):
        return f"{type(value).__name__}[{', '.join(map(_shown, value))}]"
    return repr(value) if type(value).__repr__ is not object.__repr__ else type(value).__name__
