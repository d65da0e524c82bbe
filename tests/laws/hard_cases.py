"""What people write that is hard to move, as a table of snippets for generated notebooks.

Blank lines part the snippets. `$a` and `$b` are numbers, `$xs` and `$ys` lists, of the notebook's few
names; `$n` is a new name, `$i` a digit. What follows `---` comes later, in a cell of its own maybe.
"""

from __future__ import annotations

_FLOW = """
while $a < 9:
    $a += 4
else:
    $b = $a

for $a in $xs:
    if $a > $i:
        break
else:
    $b = $a

for $a, *$xs in [($b, 2), (3, 4, 5)]:
    pass

for i, ($a, $b) in enumerate([($b, $a), (1, 2)]):
    $xs.append(i)

while ($a := $a - 1) > 0 and $b:
    $b -= 1

if 0 <= ($a := $b + 1) < 5 <= ($b := $a + 4):
    print($a, $b)

for $a in range(3):
    try:
        if $a == $b:
            continue
        $ys.append(check($a))
    except ValueError:
        break
    finally:
        $b += 1

try:
    try:
        $a = check($a + 4)
    finally:
        $b += 1
except ValueError:
    print("no", $b)

try:
    raise ValueError($a) from None
except (ValueError, TypeError) as problem:
    $b = problem.args[0]
print($b)

try:
    raise ExceptionGroup("some", [ValueError($a), TypeError("t")])
except* ValueError as some:
    $b = len(some.exceptions)
except* TypeError:
    $a = $b

try:
    import nothing_of_this_name as $n
except ImportError:
    $n = None
---
print($n is None, $a)

match {"kind": $a, "more": $xs}:
    case {"kind": int($b), **others} if $b > 2:
        print($b, others)
    case {"kind": 0 | 1 | 2 as $b}:
        print($b)
    case _:
        pass

match ($a, $b):
    case (0, _) | (_, 0):
        $xs = []
    case ($b, $a):
        $a += 1

with contextlib.suppress(ZeroDivisionError):
    $a = 1
    $b = 1 // ($b - $b)
    $a = 2

with contextlib.redirect_stdout(io.StringIO()) as $n:
    print($a)
---
print($n.getvalue(), $b)

with Guard(True) as $a, Guard(False) as $b:
    $xs = [check(4), $a]

with contextlib.ExitStack() as stack:
    stack.callback(print, "left", $a)
    $a += $b
    stack.callback($xs.append, $a)

assert $a == $a, f"{$b}"

if $a:
    del $b
    $b = $a
elif $b:
    $a = $b

del $a, $b
$a = $b = $i

del $xs[:1]

if $a > $i:
    def $n(p):
        return p + $b
else:
    $n = lambda p: p - $b
---
print($n($a))

if __name__ == "__main__":
    $a = $b + 1
"""

_VALUES = """
print(f"{$a} {$b:>{$i + 1}} {$a=} {'x' if $b else $a!r}")

print("{} {b}".format($a, b=$b), "%d and %s" % ($a, $b), "%(a)s" % {"a": $a})

$a, ($b, *$xs) = 1, ($b, 3, $a)

*$xs, $a = [1, $a, $b]

[$a, $b] = $b, $a

$xs, $ys = $ys, $xs

$a = $b = $xs and len($xs)

$a = 1; $b = $a + 1; print($b)

$a = $a + \\
    $b

$n = $xs
---
print($n is $xs, $n == $xs)
---
$xs = $xs + [$a]
print($n is $xs, $n)

$n = [$xs, $ys]
---
$n[0].append($a)
print($xs, $n[0] is $xs)

$n = {"k": $xs}
$n["k"] += [$a]
---
print($xs, $n["k"] is $xs)

$n = copy.copy([$xs])
---
$n[0].append($b)
print(copy.deepcopy($n)[0] is $xs)

$xs[:0] = [$a]
$xs[0] += $b
print($xs)

$n = {"x": $a, "y": {"z": $b}}
$n["y"]["z"] *= 2
$n["x"], $a = $a, $n["x"]
---
for $n["x"] in range(2):
    print($n)

print([w for v in $xs if (w := v + $a) > 2], $a)
print([$a := v for v in $xs], $a)

print([[$a for $a in range($b % 3)] for $b in $xs], $a, $b)

print({v: [w + $a for w in range(v % 3)] for v in $xs[:2]})

$n = {k: $a for k, $a in enumerate($xs)}
---
print(sorted($n.items()), $a)

$xs = [*$ys, $a]
print(*$xs, sep="-", end=" ")

$xs.sort(key=lambda v: (v - $a) ** 2)

$a = functools.reduce(lambda p, q: (p + q + $b) % 9, $xs, 0)

$n = map(lambda v: v + $a, $xs[:3])
---
$a = $i
print(list($n))

$n = (v + $a for v in $xs[:3])
---
$a += 1
print(sum($n), $a)

$n = iter($xs[:4])
$a = next($n, 0)
---
$b = next($n, 0)
print($b, list($n))

$n = zip($xs[:3], itertools.count($a))
---
print(list($n))

random.seed($i)
$a = random.randint(0, 5)

random.shuffle($xs)
print($xs, random.choice([1, 2, 3]))

$n = random.getstate()
$a = random.randrange(9)
---
random.setstate($n)
print(random.randrange(9))

sys.stdout.write(f"{$a}\\n")

print($a, end=" ")
print($b, file=sys.stdout)

$n: list[int] = []
$n.append($a)
---
$n += [$b]
print($n)

$a: int
$b: "int" = $a

display($a)
$b = $a
display($b, $xs)

Number = int | None
def $n(p: Number = None) -> "Number":
    return p
print($n($a))

from math import floor as $n
$a = $n($b / 2)
---
print($n($a / 2))

import math as $n
---
$b = $n.floor($a)

import collections.abc
print(isinstance($xs, collections.abc.Sized), $a)

from math import floor, ceil
---
print(floor($a / 2), ceil($b / 2))

id = $a
print(id + $b)
del id

any = $xs
---
print(any[:1], $a)
---
del any
"""

_FUNCTIONS = """
def $n(p):
    count = p
    def more():
        nonlocal count
        count += $a
        return count
    return more
${n}_next = $n($b)
---
print(${n}_next(), ${n}_next())
---
$a = 3
print(${n}_next())

def $n(p, seen=[]):
    seen.append(p)
    return len(seen)
print($n($a), $n($b))
---
print($n($a))

def $n(p, seen=$xs):
    seen.append(p)
    return seen
---
print($n($a) is $xs)

def $n(p, /, q=$a, *rest, more=$b, **others):
    return p + q + sum(rest) + more + len(others)
---
print($n(1), $n(1, 2, 3, more=4, x=5))
---
print($n(*$xs[:2], **{"y": $a}))

$n = [lambda: v + $a for v in $xs[:2]]
---
$a = $b
print([q() for q in $n])

$n = []
for $a in range(3):
    $n.append(lambda p=$a: p + $a)
---
print([q() for q in $n])

def $n(p):
    return 1 if p < 1 else ${n}_other(p - 1) + $a
def ${n}_other(p):
    return $n(p - 1) if p > 0 else 0
---
print($n(abs($b) % 5))

${n}_memo = {}
def $n(p):
    if p not in ${n}_memo:
        ${n}_memo[p] = p * 2 + $a
    return ${n}_memo[p]
---
print($n($a), $n($b), len(${n}_memo))
---
${n}_memo = {}
print($n($a), len(${n}_memo))

${n}_all = {}
def $n(function):
    ${n}_all[function.__name__] = function
    return function
@$n
def ${n}_one(p):
    return p + $a
---
print(sorted(${n}_all), ${n}_all["${n}_one"]($b))

def $n(times):
    def wrap(function):
        @functools.wraps(function)
        def inner(*args):
            return [function(*args) + $a for _ in range(times)]
        return inner
    return wrap
@$n($i)
def ${n}_it(p):
    return p + $b
---
print(${n}_it(1))

@functools.singledispatch
def $n(p):
    return $a
@$n.register
def _(p: list):
    return len(p) + $b
---
print($n(1), $n($xs))

def $n(p):
    $n.calls += 1
    return p + $n.calls
$n.calls = $a
---
print($n(1), $n.calls)

@contextlib.contextmanager
def $n(p):
    print("in", p, $a)
    try:
        yield p + $b
    finally:
        print("out", $a)
---
with $n($b) as $a:
    print($a)

def $n(p):
    while True:
        got = yield p + $a
        p = got or p + 1
${n}_run = $n($b)
print(next(${n}_run))
---
$a = 2
print(next(${n}_run), ${n}_run.send(7))

async def $n(p):
    await asyncio.sleep(0)
    return p + $a
$b = await $n($a)
---
print(await asyncio.gather($n(1), $n($b)))

async def $n(p):
    for v in range(p % 3):
        yield v + $a
$xs = [v async for v in $n(abs($b))]
---
async for $a in $n(2):
    print($a)

def $n(p):
    global $a
    $a += p
    return $a
---
print($a, $n($b), $a)
---
$b = $n(1) + $n(2)

def $n(p):
    try:
        return check(p + $a)
    except ValueError:
        return $b
    finally:
        $xs.append(p)
---
print($n(1), $n(2), $xs)

def $n(values):
    values.append($a)
---
$n($xs)
print($xs)
---
for $b in range(2):
    $n($ys)

def $n(p, key=lambda v: v + $a):
    return key(p)
---
print($n($b), $n(1, key=abs))

def $n(p):
    "What it does."
    for v in $xs:
        if v > p:
            return v
    else:
        return $a
---
$a = $n($b)

def $n(p):
    from math import floor
    return floor(p / 2) + $a
---
print($n($b))

def $n(xs, ys=()):
    a = len(xs)
    return [a for a in ys] + [a]
---
print($n($xs, ys=$ys[:2]), $a)

def $n(p, *, then=print):
    then((p, $a))
---
$n($b)
$n($b, then=$xs.append)

def $n(p: int = $i) -> list[int]:
    return [p, *$xs]
---
$xs = $n()[:3]
---
$n($a)

$n = functools.lru_cache(maxsize=None)(lambda p: p + $a)
---
print($n($i))
---
$a += 1
print($n($i), $n($b))
"""

_CLASSES = """
class $n:
    size = $a
    sizes = [v + 1 for v in $xs[:2]]
    def total(self, more=$b):
        return self.size + more + $a
---
print($n().total(), $n.size, $n.sizes)
---
$n.size += $b
print($n().total())

class $n:
    def __init__(self):
        self._value = $a
    @property
    def value(self):
        return self._value + $b
    @value.setter
    def value(self, new):
        self._value = new * 2
    @staticmethod
    def twice(p):
        return p * 2 + $a
    @classmethod
    def make(cls):
        return cls()
${n}_one = $n.make()
---
${n}_one.value = $a
print(${n}_one.value, $n.twice($b))
---
${n}_one.value += $b
print(${n}_one.value)

class $n:
    def __init__(self, p):
        self.p, self.calls = p, 0
    def __call__(self, q=1):
        self.calls += 1
        return self.p + q + $a
${n}_it = $n($b)
---
$a = ${n}_it()
print(${n}_it($b), ${n}_it.calls)
---
print(list(map(${n}_it, $xs[:2])), ${n}_it.calls)

@dataclass
class $n:
    x: int
    ys: list = field(default_factory=lambda: [$a])
    @property
    def size(self) -> int:
        return len(self.ys) + self.x
${n}_one = $n($b)
---
${n}_one.ys.append($a)
print(${n}_one, ${n}_one.size, $n(1) == $n(1))
---
match ${n}_one:
    case $n(x=$a, ys=[first, *_]):
        print(first)

@dataclass(frozen=True, order=True)
class $n:
    x: int = $i
    y: int = 2
---
print(sorted([$n($a), $n($b)]), hash($n(1)) == hash($n(1)))

class ${n}Base:
    def go(self):
        return $a
class $n(${n}Base):
    def go(self):
        return super().go() + $b
---
print($n().go())
---
${n}Base.go = lambda self: $b
print($n().go())

class $n:
    def __init__(self, values):
        self.values = values
    def __iter__(self):
        return iter(self.values)
    def __len__(self):
        return len(self.values)
    def __getitem__(self, index):
        return self.values[index] + $a
    def __enter__(self):
        self.values.append($b)
        return self
    def __exit__(self, *problem):
        self.values.pop()
---
with $n($xs) as held:
    print(len(held), list(held)[-1])
---
print([*$n($ys)], $n([1])[0])

class $n(enum.Enum):
    ONE = 1
    TWO = $i + 2
---
print($n.TWO.value, [k.name for k in $n], $n(1) is $n.ONE)

class $n(NamedTuple):
    x: int
    y: int = $i
---
$a, $b = $n(1)
print($n($a), $n($b)._replace(y=3))

class $n:
    made = []
    def __init_subclass__(cls):
        $n.made.append(cls.__name__)
class ${n}Sub($n):
    pass
---
print($n.made)

class $n:
    __slots__ = ("x",)
    def __init__(self, x):
        self.x = x
    def __eq__(self, other):
        return self.x == other.x
    def __add__(self, other):
        return $n(self.x + other.x + $a)
    def __lt__(self, other):
        return self.x < other.x
---
print(($n(1) + $n($b)).x, $n(1) == $n(1))
---
${n}_one = $n($a)
${n}_one.x += 1
${n}_one += $n(2)
print(${n}_one.x)

class $n:
    @functools.cached_property
    def size(self):
        print("once")
        return $a
    class Inner:
        value = $i
${n}_one = $n()
---
$a = $b
print(${n}_one.size, ${n}_one.size, $n.Inner.value)

class $n:
    def __getattr__(self, name):
        return name.upper()
${n}_one = $n()
${n}_one.known = $a
---
print(${n}_one.known, ${n}_one.other)
---
${n}_one.known += $b
"""

# Nothing moves out of a notebook that does the like, so they are rare.
_WATCHED = """
print("{$a}".format(**locals()))

print("%($a)s" % globals())

$a + 1
---
print(_)

$a
print(eval("$a + 1"))

class $n:
    def __del__(self):
        print("gone", $a)
${n}_one = $n()
---
${n}_one = None
print("after")

class $n:
    pass
${n}_one = $n()
${n}_seen = weakref.ref(${n}_one)
---
print(${n}_seen() is None)

class $n:
    pass
---
print($n, repr($n())[:12], $n.__module__)

class $n:
    pass
---
$a = len(pickle.dumps($n()))

def $n(p):
    return p
---
print($n.__qualname__, $n.__code__.co_name)

def $n(p, q: "int" = $i):
    return p
---
print(inspect.signature($n), $n.__defaults__, $n.__doc__)

def $n(p):
    return sorted(globals())[-1]
print($n(1))

def $n():
    return sys._getframe(1).f_code.co_name
---
$a = len($n())
print($n())

try:
    check(4)
except ValueError:
    print(traceback.format_exc().count("File"))

def $n(p):
    warnings.warn("careful", stacklevel=2)
    return p
---
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    $n($a)
print([w.filename == __name__ for w in caught])
del caught

logging.getLogger(__name__).warning($a)
print(logging.getLogger(__name__).name)

from math import *
---
print(floor($a / 2))

vars()["$a"] = $b
print($a)

global $a
$a = $b

exec("$a = $b + 1")
print($a)
"""
IMPORTS = """\
import asyncio
import contextlib
import copy
import enum
import inspect
import io
import itertools
import logging
import pickle
import sys
import traceback
import warnings
import weakref
from dataclasses import field
from typing import NamedTuple
"""


def _snippets(*tables: str) -> tuple[str, ...]:
    return tuple(one.strip("\n") for table in tables for one in table.split("\n\n"))


HARD = _snippets(_FLOW, _VALUES, _FUNCTIONS, _CLASSES)
WATCHED = _snippets(_WATCHED)
