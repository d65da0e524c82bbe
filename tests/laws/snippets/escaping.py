"""Functions that get away, and what calls them later: through containers, decorators, operators, methods."""

HOLDERS = """\
class Basis:
    known = []

    def __init_subclass__(cls):
        Basis.known.append(cls)

    def __enter__(self):
        return 2

    def __exit__(self, *error):
        return False

    def __add__(self, other):
        return 3

    def __str__(self):
        return "basis"


class Holder:
    function = staticmethod(lambda: 0)
    key = staticmethod(abs)


things = [Basis()]
iterators = [iter((1, 2))]
hooks = [int]
by_name = {"f": int}
holder = Holder()


def register(function):
    hooks.append(function)
    return function


def registered(name):
    def keep(function):
        by_name[name] = function
        return function

    return keep


def fire():
    return hooks[-1]()


def call_it(function):
    return function()
"""
MAKE = """
by_name["f"] = lambda: $a

register(lambda: $a + $b)

@register
def $n():
    return $a

@registered("f")
def $n():
    return $b

class $n(Basis):
    def __str__(self): return str($a)
    def __add__(self, other): return $b
things.append($n())

class $n(Basis):
    def __eq__(self, other): return $a
    def __enter__(self): return $b
    __hash__ = None
things.append($n())

class $n(Basis):
    def __format__(self, spec): return f"<{$a}>"
    def __bool__(self): return bool($b)
    def __iter__(self): return iter((1, $a))
things.append($n())

iterators.append(x + $a for x in (1, 2, 3))

iterators.append(map(lambda x: x + $a, (1, 2, 3)))

def $n():
    yield $a
    yield $b
iterators.append($n())

Holder.function = staticmethod(lambda: $a)

holder.key = lambda x: x * $a

Holder.method = lambda self: $b

hooks.append(functools.partial(lambda x, y: x + $a, 1, 2))

hooks += [lambda: $a]

hooks[-1:] = [lambda: $a, lambda: $b]

$n = lambda: $a
${n}_too = $n
hooks.append(${n}_too)

def $n():
    return lambda: $a
hooks.append($n())

hooks.append((lambda: $a, 1)[0])
"""
USE = """
print(by_name["f"]())

print(fire())

print(str(things[-1]))

print(f"{things[-1]}")

print(things[-1:] == [1])

$a = 1 if things[-1] else 2

$b = next(iterators[-1], 0)

$xs = list(iterators[-1])

$a = call_it(hooks[-1])

print(holder.function())

print(getattr(holder, "method", int)())

print(sorted([2, 1], key=holder.key))

$b = things[-1] + 1

with things[-1] as $a:
    print($a)

print([str(kind()) for kind in Basis.known[-1:]])

$a = max(iterators.pop(), default=1) if len(iterators) > 1 else 0
"""
