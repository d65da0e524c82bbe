"""Run a program or the cells of a notebook in this process, as a kernel would, and say what it did."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import gc
import importlib.abc
import importlib.machinery
import importlib.util
import inspect
import io
import linecache
import random
import re
import sys
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from IPython.core.displayhook import DisplayHook

_ADDRESS = re.compile(r"0x[0-9a-fA-F]+")
_FUNCTION = re.compile(r"<function \S+ at 0x>")
_SHELL = re.compile(r"^!echo \{(\w+)\}$", re.MULTILINE)
_LINE_MAGIC = re.compile(r"^%time ", re.MULTILINE)
_SILENT_MAGIC = re.compile(r"^%(matplotlib|load_ext|autoreload).*$", re.MULTILINE)
_WHO = re.compile(r"^%who$", re.MULTILINE)
_LISTING = "print(sorted(_n for _n in globals() if not _n.startswith('_')))"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What each cell that put anything out put out, how the run ended, and the names that remain.

    `values` shows each name's value; `objects` says which names hold the very same mutable object.
    """

    outputs: tuple[str, ...]
    ended: str
    values: Mapping[str, str]
    objects: Mapping[str, int]


def outcome(cells: Iterable[str], modules: Mapping[str, str] | None = None) -> Outcome:
    """Run the cells in a fresh namespace; `modules` are sources by dotted name, importable meanwhile."""
    main = types.ModuleType("__main__")
    namespace = main.__dict__
    namespace["display"] = print
    outputs: list[str] = []
    ended = ""
    random.seed(0)
    with _importable(modules or {}), _as_main(main), _collecting_nothing():
        for source in cells:
            printed = io.StringIO()
            try:
                with contextlib.redirect_stdout(printed):
                    _run_cell(source, namespace)
            except Exception as error:
                ended = _kind(error)
            outputs.append(_ADDRESS.sub("0x", printed.getvalue()))
            if ended:
                break
    kept = {k: v for k, v in namespace.items() if not k.startswith("__") and k != "_"}
    return Outcome(
        tuple(filter(None, outputs)),
        ended,
        {k: _shown(v) for k, v in kept.items()},
        {k: id(v) for k, v in kept.items() if isinstance(v, list | dict) or hasattr(v, "__dict__")},
    )


def _kind(error: Exception) -> str:
    """A name that was deleted is missed as a global before, as a local after."""
    return "NameError" if isinstance(error, NameError) else type(error).__name__


def _as_python(source: str) -> str:
    """The few magics that generated notebooks hold, as what they do."""
    if source.startswith("%%time\n"):
        source = source.removeprefix("%%time\n")
    source = _SHELL.sub(r"print('echo', \1)", source)
    source = _WHO.sub(_LISTING, source)
    return _SILENT_MAGIC.sub("pass", _LINE_MAGIC.sub("", source))


def _run_cell(source: str, namespace: dict[str, object]) -> None:
    source = _as_python(source)
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    if last is not None and not DisplayHook.semicolon_at_end_of_expression(source):
        tree.body.pop()
    else:
        last = None
    _run(
        compile(tree, "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True),
        namespace,
    )
    if last is not None:
        expression = ast.Expression(last.value)
        code = compile(
            expression, "<cell>", "eval", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True
        )
        value = _run(code, namespace)
        if value is not None:
            namespace["_"] = value
            print("Out:", repr(value))


def _run(code: types.CodeType, namespace: dict[str, object]) -> object:
    value = eval(code, namespace)
    if code.co_flags & inspect.CO_COROUTINE:
        return asyncio.run(value)
    return value


class _Sources(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Modules from texts, run when they are first imported."""

    def __init__(self, modules: Mapping[str, str]) -> None:
        self.modules = modules

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name not in self.modules:
            return None
        return importlib.util.spec_from_loader(name, self, is_package=True)

    def exec_module(self, module: types.ModuleType) -> None:
        source = self.modules[module.__name__]
        exec(compile(source, module.__name__, "exec", dont_inherit=True), module.__dict__)


@contextlib.contextmanager
def _importable(modules: Mapping[str, str]) -> Iterator[None]:
    finder = _Sources(modules)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in modules:
            sys.modules.pop(name, None)
        linecache.clearcache()


@contextlib.contextmanager
def _as_main(module: types.ModuleType) -> Iterator[None]:
    """Pickling looks the notebook's classes up in `__main__`."""
    before = sys.modules["__main__"]
    sys.modules["__main__"] = module
    try:
        yield
    finally:
        sys.modules["__main__"] = before


@contextlib.contextmanager
def _collecting_nothing() -> Iterator[None]:
    """When cycles are collected is chance: a `__del__` that prints would make two equal runs differ."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _shown(value: object) -> str:
    if callable(value) or isinstance(value, types.ModuleType | types.GeneratorType):
        return type(value).__name__
    if isinstance(value, list | tuple):
        return f"{type(value).__name__}[{', '.join(map(_shown, value))}]"
    if type(value).__repr__ is object.__repr__:
        return f"{type(value).__name__} with {_without_addresses(getattr(value, '__dict__', ''))}"
    return _without_addresses(value)


def _without_addresses(value: object) -> str:
    return _FUNCTION.sub("function", _ADDRESS.sub("0x", repr(value)))
