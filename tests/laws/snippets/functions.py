"""Functions, decorators, generators and what they remember."""

FUNCTIONS = """
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
