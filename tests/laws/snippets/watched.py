"""Notebooks that look at themselves: nothing moves out of one that does the like, so these are rare."""

WATCHED = """
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

try:
    check(4)
except ValueError:
    traceback.print_exc(file=sys.stdout)

def $n():
    try:
        yield $a
    finally:
        print("closed", $b)
---
${n}_it = $n()
$a = next(${n}_it)
---
print($a)

def $n(p):
    try:
        return $n(p + 1)
    except RecursionError:
        return p
---
$a = $n(0)
$b = $n(0)
print($a == $b)
$a = $b = 3

$a = 1000
---
$b = 1000
print($a is $b)
$a = $b = 1

print(sorted(__annotations__))
$a: int = $b

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
