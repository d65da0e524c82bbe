"""Which name is meant: globals below locals, names of builtins, what classes and handlers bind."""

SCOPES = """
def $n():
    $a = "own"
    def inner():
        global $a
        $a = $i
        return $a
    return inner(), $a
print($n())
---
print($n(), $a)

def $n():
    $a = $b = 1
    def inner():
        def innermost():
            global $a
            return $a
        return innermost() + $b
    return inner()
print($n(), $a)

class $n:
    global $a
    $a = $i
    kind = $b
print($a, $n.kind)

def len(values):
    return "own"
print(len($xs))
del len
---
$a = len($xs)
print($a)

max = max($xs or [1])
$a = max
del max
---
$b = max($ys or [2])

def $n(p):
    for $a in p:
        def step(q=$a):
            return q, $a
        yield step
print([f() for f in $n($xs[:2])], [f() for f in list($n($xs[:2]))])

def $n(p):
    $b = [lambda: $a for $a in p[:2]]
    return [f() for f in $b], [(lambda: $a)() for _ in p[:1]]
print($n($xs))

class $n:
    $a = $a
    values = [$a for _ in range(2)]
    def get(self, p=$a):
        return p, $a
$a = $n.$a + 1
---
print($n().get(), $n.values)

$b = [($a := v + 1) for v in [1, 2]][-1]
if any(($a := v) > 1 for v in $xs if isinstance(v, int)):
    $b = $a

def $n(p):
    if p > 2:
        $a = p
    elif p:
        del p
        p = 0
    try:
        return $a, p
    except UnboundLocalError:
        return p
print($n(3), $n(1), $n(0))

def $n(p):
    try:
        $a = 1
        $a = 6 // p
    except ZeroDivisionError as $b:
        return str($b), $a
    finally:
        print(p)
    return $a
print($n(0), $n(2))
"""
