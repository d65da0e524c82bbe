"""Constants that are made, not written out: expressions, types, paths; and what shows where they were made."""

CONSTANTS = """
RE_$i = re.compile(r"[0-$i]+", re.IGNORECASE | re.MULTILINE)

def $n(p):
    return len(RE_$i.findall(str(p)))
---
$a = $n($b)

${n}_re = re.compile("[$i-9]")
def $n(p):
    found = ${n}_re.findall(str(p))
    return len(found) + $a
---
print($n($a))

$n = namedtuple("$n", "x y")
def ${n}_of(p: $n, q=$i) -> $n:
    return $n(p[0], q)
---
print(${n}_of($n($a, 1)))
$b = ${n}_of([$a]).x

$n = namedtuple("$n", ["x", "y"], defaults=[$i])
${n}s = List[$n]
def ${n}_all(ps: ${n}s):
    return [p.x for p in ps]
---
$xs = ${n}_all([$n($a), $n(2)])

$n = NamedTuple("$n", [("x", int)])
def ${n}_of(p):
    return $n(p)._replace(x=$a)
---
print(${n}_of(1), isinstance(${n}_of(2), $n))

$n = NewType("$n", int)
def ${n}_of(p: $n) -> $n:
    return $n(p + 1)
---
print(${n}_of($n($a)))

$n = NewType("$n", int)
def ${n}_of(p: $n) -> "$n":
    return p
---
print($n, ${n}_of.__annotations__)

$n = namedtuple("$n", "x")
def ${n}_of(p):
    return $n(p)
---
print($n, type(${n}_of(1)))

$n = namedtuple("$n", "x")
def ${n}_of(p):
    return $n(p)
---
$n.twice = lambda self: self.x * 2
print(${n}_of($a).twice())

$n = namedtuple("$n", "x")
${n}s = {"one": $n}
def ${n}_of(p):
    return $n(p)
---
print(${n}_of($a), ${n}s)

$n = namedtuple("$n", "x")
def ${n}_of(p):
    return $n(p)
---
$a = len(pickle.dumps(${n}_of(1)))

T_$i = TypeVar("T_$i", bound=int)
def $n(p: T_$i, q: Optional[T_$i] = None) -> T_$i:
    return p + $a
---
$a = $n($b)

Num_$i = Union[int, float]
Row_$i = dict[str, List[Num_$i]]
def $n(p: Num_$i, q: "Row_$i" = None) -> Num_$i:
    return p * 2
---
print($n($a), Num_$i)

DAY_$i = datetime.date(2024, 1, 1 + $i)
SPAN_$i = datetime.timedelta(days=$i)
def $n(p):
    return (DAY_$i + SPAN_$i * p).isoformat()
---
print($n($a), DAY_$i)

ROOT_$i = Path("data")
RAW_$i = ROOT_$i / "raw"
def $n(p):
    return str(RAW_$i / str(p))
---
print($n($a), RAW_$i)

UNIT_$i = math.pi / 2
AREA_$i = 2 * UNIT_$i
def $n(p, q=AREA_$i):
    return round(p * q + UNIT_$i)
---
$a = $n($b)

def $n(p):
    return RE_$i.pattern + str(p)
RE_$i = re.compile("a$i")
---
print($n($a))

LEVEL_$i = Path("a")
$n = LEVEL_$i
---
LEVEL_$i /= "b"
print($n, LEVEL_$i)
"""
