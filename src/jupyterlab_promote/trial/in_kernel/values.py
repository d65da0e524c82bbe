"""Runs in the kernel after the last cell: a digest for the value of every name that is bound.

`report(namespace, hidden, packages, folder)` is {name: [type, exact, rounded, objects]}. Equal values have equal
digests in every process; `rounded` is the digest with floats cut to nine digits, `objects` is {place: object}
for what can be changed in it: `a` itself, `a[0]`, `a['key']`; an object goes by the first place where it
stands. What has no stable content (files, generators, figures) has the digest
"unknown". Classes of `__main__` and of `packages` go by their bare names: moving them is no change.
`folder` is the name of the folder that belongs to this run alone; in strings and paths it does not count.
"""

from __future__ import annotations

import hashlib
import itertools
import math
import os
import sys
import time
import types
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

SECONDS = 20
DEPTH = 60
PLACES = 500  # in the value of one name
# Objects of these come with weak references, counters and caches that say nothing about a result.
STATEFUL = frozenset({"matplotlib", "IPython", "ipywidgets", "plotly", "bokeh", "threading"})
CODE = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.ModuleType, type)
KEYS = (str, int)
ATOMS = (type(None), bool, int, str, bytes, complex, type(Ellipsis), type(NotImplemented), range)
Pair = tuple[bytes, bytes]  # exact, and with floats cut


class UnknownContentError(Exception):
    """This value has no stable content, or looking at it takes too long."""


class Digester:
    def __init__(self, packages: Collection[str], folder: str = "") -> None:
        self.packages = packages
        self.folder = folder
        self.deadline = time.monotonic() + SECONDS
        self.done: dict[int, tuple[Pair, object]] = {}
        self.entered: set[int] = set()

    def of(self, value: object, depth: int = 0) -> Pair:
        """The digests of `value`; raises UnknownContentError."""
        if time.monotonic() > self.deadline or depth > DEPTH:
            raise UnknownContentError
        if isinstance(value, str) and self.folder and self.folder in value:
            value = value.replace(self.folder, "")
        if isinstance(value, ATOMS):
            return twice(type(value).__name__, repr(value))
        if isinstance(value, float):
            return hashed("float", repr(value)), hashed("float", repr(cut(value)))
        if isinstance(value, CODE) and not self.keeps_state(value):
            return twice("code", self.name(value))
        key = id(value)
        if key in self.entered:
            return twice("circle")
        if key not in self.done:
            self.entered.add(key)
            found = self.inside(value, depth + 1)
            self.entered.discard(key)
            self.done[key] = (found, value)  # the value is kept: its id must stay taken
        return self.done[key][0]

    def inside(self, value: object, depth: int) -> Pair:
        kind, top = type(value), type(value).__module__.partition(".")[0]
        if top in STATEFUL:
            raise UnknownContentError
        if isinstance(value, types.FunctionType):
            state = [value.__defaults__, value.__kwdefaults__, value.__dict__]
            return self.joined("code", state, depth)
        if kind in (list, tuple):
            return self.joined(self.name(value), value, depth)  # type: ignore[arg-type]
        if kind in (set, frozenset):
            return self.unordered(value, depth)  # type: ignore[arg-type]
        if isinstance(value, dict) and kind is dict:
            return self.joined("dict", (part for item in value.items() for part in item), depth)
        found = None
        if top == "numpy":
            found = self.array(value, sys.modules["numpy"], depth)
        elif top == "pandas":
            found = self.table(value, sys.modules["pandas"], depth)
        return found or self.reduced(value, depth)

    def array(self, value: Any, numpy: Any, depth: int) -> Pair | None:
        if isinstance(value, numpy.generic):
            return self.joined(self.name(value), [value.item()], depth)
        if not isinstance(value, numpy.ndarray):
            return None
        head = [str(value.dtype), list(value.shape)]
        if value.dtype.hasobject:
            return self.joined("array", [*head, value.tolist()], depth)
        exact = rounded = buffer_hash(numpy.ascontiguousarray(value))
        if value.dtype.kind == "f":
            mantissa, exponent = numpy.frexp(value.astype(float))
            with numpy.errstate(all="ignore"):
                few = numpy.ldexp(numpy.round(mantissa * 2.0**30), exponent - 30)
            rounded = buffer_hash(few)
        first, second = self.joined("array", head, depth)
        return hashed(first, exact), hashed(second, rounded)

    def table(self, value: Any, pandas: Any, depth: int) -> Pair | None:
        if isinstance(value, pandas.DataFrame):
            columns = [value.iloc[:, place].array for place in range(value.shape[1])]
            return self.joined("frame", [value.columns, value.index, *columns], depth)
        if isinstance(value, pandas.Series):
            return self.joined("series", [value.name, value.index, value.array], depth)
        if isinstance(value, pandas.MultiIndex):
            levels = [value.get_level_values(place) for place in range(value.nlevels)]
            return self.joined("index", [list(value.names), *levels], depth)
        if isinstance(value, pandas.Index):
            return self.joined("index", [value.name, str(value.dtype), list(value)], depth)
        if isinstance(value, pandas.api.extensions.ExtensionArray):
            plain = value.dtype.kind in "biufc" and not value.isna().any()
            content = value.to_numpy() if plain else list(value)
            return self.joined("column", [str(value.dtype), content], depth)
        return None

    def reduced(self, value: object, depth: int) -> Pair:
        """What pickle would store: how to build it, from what, with which state and items."""
        try:
            said = value.__reduce_ex__(4)
        except Exception as error:  # anything may go wrong in somebody's __reduce__
            raise UnknownContentError from error
        if isinstance(said, str):
            return twice(self.name(value), said)
        build, arguments, state, items, pairs = (*said, None, None, None)[:5]
        tag = f"{self.name(value)} by {getattr(build, '__name__', '')}"
        return self.joined(tag, [arguments, state, list(items or ()), list(pairs or ())], depth)

    def unordered(self, value: Iterable[object], depth: int) -> Pair:
        pairs = [self.of(part, depth) for part in value]
        exact, rounded = (sorted(pair[which] for pair in pairs) for which in (0, 1))
        tag = type(value).__name__
        return hashed(tag, *exact), hashed(tag, *rounded)

    def joined(self, tag: str, parts: Iterable[object], depth: int) -> Pair:
        exact, rounded = hashlib.sha256(tag.encode()), hashlib.sha256(tag.encode())
        for part in parts:
            first, second = self.of(part, depth)
            exact.update(first)
            rounded.update(second)
        return exact.digest(), rounded.digest()

    def keeps_state(self, value: object) -> bool:
        """Whether it is the notebook's own and remembers calls: `def f(x, seen=[])`, `f.calls += 1`."""
        if not isinstance(value, types.FunctionType) or not self.is_own(value):
            return False
        defaults = (*(value.__defaults__ or ()), *(value.__kwdefaults__ or {}).values())
        return bool(value.__dict__) or any(isinstance(one, (list, dict, set)) for one in defaults)

    def is_own(self, made: Any) -> bool:
        return made.__module__ == "__main__" or made.__module__.partition(".")[0] in self.packages

    def name(self, value: object) -> str:
        kind = type(value)
        return kind.__qualname__ if self.is_own(kind) else f"{kind.__module__}.{kind.__qualname__}"


def hashed(*parts: str | bytes) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return digest.digest()


def twice(*parts: str) -> Pair:
    digest = hashed(*parts)
    return digest, digest


def buffer_hash(array: Any) -> bytes:
    return hashlib.sha256(array.reshape(-1).view("u1").data).digest() if array.size else b""


def cut(number: float) -> float:
    if not math.isfinite(number):
        return number
    mantissa, exponent = math.frexp(number)
    try:
        return math.ldexp(round(mantissa * 2.0**30), exponent - 30)
    except OverflowError:  # the largest floats, rounded up
        return math.inf


def described(value: object, digester: Digester) -> list[Any]:
    """Type and digests; whatever goes wrong inside a stranger's object makes it unknown."""
    digester.entered.clear()
    try:
        exact, rounded = digester.of(value)
    except Exception:
        return [digester.name(value), "unknown", "unknown"]
    return [digester.name(value), exact.hex(), rounded.hex()]


def variables() -> Iterator[tuple[str, str]]:
    """Those of the environment that do not name this process: OpenMP's do."""
    own = str(os.getpid())
    for name, value in os.environ.items():
        if own not in name and own not in value:
            yield name, value


def global_states() -> Iterator[tuple[str, object]]:
    """What the next random draw, file, plot or table depends on."""
    yield "the current directory", os.getcwd()
    yield "the environment variables", dict(variables())
    if "random" in sys.modules:
        yield "the state of random", sys.modules["random"].getstate()
    if "numpy.random" in sys.modules:
        yield "the state of numpy.random", sys.modules["numpy.random"].get_state()
    if "matplotlib" in sys.modules:
        yield "matplotlib's settings", dict(dict.items(sys.modules["matplotlib"].rcParams))
    if "pandas" in sys.modules:
        yield "pandas' options", vars(sys.modules["pandas"].options).get("d")


def changeable(name: str, value: object) -> dict[str, object]:
    """The places in a value, through lists, tuples and dicts, and the changeable objects that stand there."""
    found: dict[str, object] = {}
    waiting: list[tuple[str, object]] = [(name, value)]
    entered = set()
    for place, one in waiting:
        if len(found) == PLACES:
            break
        if not isinstance(one, (*ATOMS, float, tuple, frozenset, *CODE)):
            found[place] = one
        if type(one) in (list, tuple, dict) and id(one) not in entered:
            entered.add(id(one))
            items = one.items() if isinstance(one, dict) else enumerate(one)  # type: ignore[arg-type]
            few = itertools.islice(items, PLACES)
            waiting += [(f"{place}[{key!r}]", part) for key, part in few if isinstance(key, KEYS)]
    return found


def report(
    namespace: Mapping[str, object],
    hidden: Collection[str],
    packages: Collection[str],
    folder: str = "",
) -> dict[str, list[Any]]:
    digester = Digester(packages, folder)
    first: dict[int, str] = {}
    rows: dict[str, list[Any]] = {}
    for name, value in sorted(namespace.items()):
        if not name.startswith("_") and name not in hidden:
            places = changeable(name, value).items()
            objects = {place: first.setdefault(id(one), place) for place, one in places}
            rows[name] = [*described(value, digester), objects]
    for name, value in global_states():
        rows[name] = [*described(value, digester), {}]
    return rows
