"""Loops, branches, handlers and other ways through code."""

FLOW = """
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
