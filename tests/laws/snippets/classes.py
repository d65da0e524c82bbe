"""Classes, with what their instances do unasked."""

CLASSES = """
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
