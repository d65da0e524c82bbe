"""Formats, unpacking, deletion, comprehensions and other values."""

VALUES = """
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
