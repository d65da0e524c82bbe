"""Random notebooks that run: what `programs` writes, cut into cells, with definitions, displays and magics.

`FRAMES` is a library of the shape of a data frame's: in-place methods, and queries that look the
caller's names up.
"""

from __future__ import annotations

from random import Random

from .programs import LISTS, NUMBERS, PRELUDE, START, Writer

FUNCTIONS = ("f", "g", "h")
CLASSES = ("Box", "Pair")
FRAMES = """\
import sys


class Frame:
    def __init__(self, columns):
        self.columns = {name: list(values) for name, values in columns.items()}

    def __repr__(self):
        return f"Frame({self.columns})"

    def __getitem__(self, name):
        return self.columns[name]

    def __setitem__(self, name, values):
        size = len(next(iter(self.columns.values())))
        self.columns[name] = list(values) if isinstance(values, list) else [values] * size

    def fillna(self, value, inplace=False):
        filled = {k: [value if v is None else v for v in c] for k, c in self.columns.items()}
        if not inplace:
            return Frame(filled)
        self.columns.update(filled)

    def copy(self):
        return Frame(self.columns)

    def assign(self, **columns):
        made = self.copy()
        for name, values in columns.items():
            made[name] = values(made) if callable(values) else values
        return made

    def apply(self, function):
        return {name: [function(v) for v in values if v is not None] for name, values in self.columns.items()}

    def query(self, text):
        frame = sys._getframe(1)
        column, name = text.split(" > @")
        limit = frame.f_locals[name] if name in frame.f_locals else frame.f_globals[name]
        kept = [v is not None and v > limit for v in self.columns[column]]
        return Frame({k: [v for v, keep in zip(c, kept) if keep] for k, c in self.columns.items()})
"""
LIBRARY = {"frames": FRAMES}
_WRAP = """\
def twice(function):
    @functools.wraps(function)
    def wrapped(*args, **kwargs):
        function(*args, **kwargs)
        return function(*args, **kwargs)

    return wrapped
"""


class Author(Writer):
    """Writes notebooks; `functions`, `classes` and `values` are the names that are bound for certain."""

    def __init__(self, random: Random) -> None:
        super().__init__(random)
        self.functions: list[str] = []
        self.classes: list[str] = []
        self.boxes: list[str] = []
        self.constants: list[str] = []
        self.lambdas: list[str] = []

    def number(self) -> str:
        kind = self.random.randrange(24)
        if kind == 0 and self.functions:
            return f"{self.random.choice(self.functions)}({self.name()})"
        if kind == 1 and self.constants:
            return self.random.choice(self.constants)
        if kind == 2:
            return f"math.floor({self.name()} / 2)"
        if kind == 3:
            return "random.randrange(5)"
        if kind == 4 and self.lambdas:
            return f"{self.random.choice(self.lambdas)}()"
        made = super().number()
        return made if "check(" not in made or self.random.random() < 0.1 else self.name()

    def forget(self) -> list[str]:
        name = self.name()
        again = f"{name} = {self.random.randrange(5)}"
        if self.random.random() < 0.15:
            return [f"del {name}"]
        return [f"del {name}", again]

    # ---------------------------------------------------------------- definitions

    def define(self) -> list[str]:
        name = self.random.choice(FUNCTIONS)
        callees = [n for n in FUNCTIONS if n < name and n in self.functions]
        a, b, xs = self.name(), self.name(), self.list()
        callee = self.random.choice(callees) if callees else "abs"
        bodies = [
            [f"return p + {a}"],
            [f"return p * 2 - {b}"],
            ["return p * p + 1"],
            [f"{xs}.append(p)", f"return len({xs})"],
            [f"global {a}", f"{a} = {a} + p", f"return {a}"],
            [f"global {a}", f"{a} = p"],
            [f"return {callee}(p) + {a}"],
            ["if p < 1:", "    return 0", f"return {name}(p // 2) + 1"],
            ["def inner(q):", f"    return q + p + {a}", "return inner(1)"],
            [f"return sum(v for v in {xs} if v > p)"],
            [f"print({a}, p)", "return p"],
            [f"{a} = p", f"return [{a} + v for v in {xs}][0] if {xs} else {a}"],
            [f"{b} = {a} if p else 3", f"return {b}"],
            ["return math.floor(p / 2)"],
            ["return random.randrange(3) + p"],
        ]
        if self.constants:
            bodies.append([f"return p + {self.random.choice(self.constants)}"])
        if self.classes:
            bodies.append([f"return {self.random.choice(self.classes)}(p).value"])
        body = self.random.choice(bodies)
        heads = [
            "p", "p", "p", "p", f"p, q={a}", "p, seen=[]", "p, *, q=2", "p=1", "p: int = 2",
            "p, *rest, **more", f"p, q=lambda: {a}",
        ]  # fmt: skip
        head = self.random.choice(heads)
        if "seen" in head:
            body = ["seen.append(p)", *body]
        if "q=lambda" in head:
            body = ["p = p + q()", *body]
        decorated = self.random.random()
        lines = [f"def {name}({head}):", *("    " + line for line in body)]
        if decorated < 0.06:
            lines = ["@functools.lru_cache", *lines]
        elif decorated < 0.12:
            lines = ["@twice", *lines]
        elif decorated < 0.16:
            lines = [f"if {self.condition()}:", *("    " + line for line in lines)]
            return [*lines, "else:", f"    {name} = abs"]
        if self.random.random() < 0.15:
            lines.insert(self.random.choice((0, 0, len(lines))), "# What follows is a step.")
        if name not in self.functions:
            self.functions.append(name)
        return lines

    def define_class(self) -> list[str]:
        name = self.random.choice(CLASSES)
        if name not in self.classes:
            self.classes.append(name)
        if self.random.random() < 0.15:
            return [
                "@dataclass",
                f"class {name}:",
                "    value: int",
                "    def grow(self):",
                "        return self.value",
            ]
        lines = [f"class {name}:"]
        if self.random.random() < 0.3:
            lines.append(f"    kind = {self.random.choice((self.name(), '1', '[]'))}")
        lines += ["    def __init__(self, value):", "        self.value = value"]
        if self.random.random() < 0.6:
            own = self.random.choice((name, "{type(self).__name__}", "{self.__class__.__name__}"))
            lines += ["    def __repr__(self):", f'        return f"{own} {{self.value}}"']
        extra = self.random.choice((f"self.value + {self.name()}", "self.value * 2"))
        lines += [
            "    def grow(self):",
            f"        self.value = {extra}",
            "        return self.value",
        ]
        return lines

    def generator(self) -> list[str]:
        made = self.fresh("gen")
        return [
            f"def {made}(p):",
            "    yield p",
            f"    yield {self.name()}",
            f"{self.list()} = list({made}({self.name()}))",
        ]

    def constant(self) -> list[str]:
        made = self.fresh("LIMIT")
        self.constants.append(made)
        return [f"{made} = {self.random.choice(('3', '-2', '2 ** 3'))}"]

    # ---------------------------------------------------------------- uses

    def call(self) -> list[str]:
        if not self.functions:
            return self.define()
        f, a = self.random.choice(self.functions), self.name()
        made = self.fresh("k")
        return self.random.choice(
            (
                [f"{self.name()} = {f}({a})"],
                [f"{self.name()} = {f}({a}) + {f}(2)"],
                [f"print({f}({a}))"],
                [f"{f}({a})"],
                [f"{self.list()} = [{f}(v) for v in {self.list()}[:3]]"],
                [f"{self.list()} = list(map({f}, {self.list()}[:3]))"],
                [f"{self.list()}.sort(key={f})"],
                [f"{made} = {f}", f"print({made}(1))"],
                [f"{made} = functools.partial({f}, {a})", f"print({made}())"],
                [f"{made} = [{f}, abs]", f"{a} = 2", f"print([q(1) for q in {made}])"],
                [f"{made} = lambda: {f}({a})", f"{a} = {made}()"],
                [f"kept.append(lambda: {f}({a}))"],
            )
        )

    def late(self) -> list[str]:
        """A function made now whose globals are set again before it is called."""
        made = self.fresh("late")
        a = self.name()
        self.lambdas.append(made)
        return [f"{made} = lambda: {a} + {self.name()}", f"{a} = {self.number()}"]

    def box(self) -> list[str]:
        if not self.classes:
            return self.define_class()
        c = self.random.choice(self.classes)
        made = self.random.choice(("box", "other"))
        made_again = made in self.boxes and self.random.random() < 0.6
        if not made_again:
            if made not in self.boxes:
                self.boxes.append(made)
            return [f"{made} = {c}({self.name()})"]
        return self.random.choice(
            (
                [f"{made}.value = {self.number()}"],
                [f"{self.name()} = {made}.grow()"],
                [f"{made}.grow()"],
                [f"print({made}.value)"],
                [f"print({made})"],
                [f"shelf = [{made}]", "print(len(shelf))"],
                [f"alias = {made}", "alias.value = 1", f"print({made}.value)"],
            )
        )

    def frame(self) -> list[str]:
        t = self.random.choice(("t", "u"))
        a = self.name()
        return self.random.choice(
            (
                [f'{t} = Frame({{"x": {self.list()}, "y": [None] * len({self.list()})}})', "u = t"],
                [f'{t}["x"] = {a}'],
                [f"{t}.fillna({a}, inplace=True)"],
                [f"{t} = {t}.fillna({a})"],
                [f'{t} = {t}.query("x > @{a}")'],
                [f'q = "x > @{a}"', f"print({t}.query(q))"],
                [f'{t} = {t}.assign(z=lambda df: df["x"])'],
                [f"print({t}.apply(lambda v: v + {a}))"],
                [f"def with_{a}(v):", f"    return v + {a}", f"print({t}.apply(with_{a}))"],
                [f"{t} = {t}.copy()", f'{t}["w"] = 1'],
                ["u = t"],
                [f"print({t})"],
            )
        )

    def odd(self) -> list[str]:
        a, xs = self.name(), self.list()
        return self.random.choice(
            (
                [f"{xs}_copy = {xs}", f"{xs}_copy += [{a}]", f"print({xs})"],
                [f"first, *others = {xs} or [1]", "print(first)"],
                [f"d = {{'a': {a}}}", "d.update(b=1)", "print(d)"],
                [f"d = dict(a={a})", "c = d.setdefault('a', 1)"],
                ["try:", f"    print(1 // {a})", "except ZeroDivisionError as e:", "    print('no')"],
                ["try:", f"    {a} = {self.number()}", "finally:", f"    print({a})"],
                [f"while ({a} := {a} // 2) > 2:", "    pass"],
                [f"print([{a} for {a} in {xs}], {a})"],
                [f"print({{v: (w := v) for v in {xs}}})"],
                ["import json", "print(json.dumps(d))"] if "d" in self.boxes else ["import json"],
                [f"counts = Counter({xs})", "print(sorted(counts))"],
                ["random.seed(1)"],
                ["_ = print(a)"],
                [f"for i, {a} in enumerate({xs}[:3]):", f"    {self.list()}[:1] = [i]"],
                [f"it = iter({xs})", f"{a} = next(it, 3)"],
                [self.listing()],
                [f"async def fetch{self.made}(v):", f"    return v + {a}", f"b = await fetch{self.made}(1)"],
                [f"print({self.random.choice(self.functions or ['abs'])}.__name__)"],
                [f"print({self.random.choice(self.classes or ['Counter'])})"],
            )
        )  # fmt: skip

    def listing(self) -> str:
        """Rare, as nothing moves out of a notebook that lists its names."""
        if self.random.random() < 0.8:
            return "print(sorted(['b', 'a']))"
        return self.random.choice(
            (
                f"globals()['{self.name()}'] = 2",
                "print(sorted(n for n in globals() if len(n) == 1))",
                f"exec('{self.name()} = 4')",
            )
        )

    def magic(self) -> list[str]:
        return self.random.choice(
            (
                [f"%time {self.name()} = {self.number()}"],
                [f"!echo {{{self.name()}}}"],
                ["%matplotlib inline"],
                ["%who" if self.random.random() < 0.1 else "%matplotlib inline"],
            )
        )

    # ---------------------------------------------------------------- cells

    def chunk(self) -> list[str]:
        weights = {
            lambda: self.statement(1, loop=False, function=False): 12,
            self.define: 5,
            self.call: 5,
            self.define_class: 1,
            self.box: 2,
            self.frame: 4,
            self.odd: 2,
            self.generator: 1,
            self.constant: 1,
            self.late: 1,
            self.hard: 7,
            self.show: 3,
        }
        if self.random.random() < 0.03:
            return self.magic()
        return self.random.choices(list(weights), list(weights.values()))[0]()

    def cell(self) -> str:
        lines: list[str] = []
        for _ in range(self.random.randint(1, 4)):
            lines += self.chunk()
            if self.random.random() < 0.2:
                lines.append("")
            if self.random.random() < 0.1:
                lines.append(f"# Then {self.name()}.")
        if self.random.random() < 0.3:
            shown = (
                self.name(),
                self.list(),
                "t",
                f"{self.name()} + 1",
                "(a, xs)",
                f"{self.list()}[:1]",
            )
            lines.append(self.random.choice(shown) + self.random.choice(("", "", "", ";")))
        if self.random.random() < 0.03:
            lines.insert(0, "%%time")
        return "\n".join(lines)

    def notebook(self) -> list[str]:
        """The sources of the cells; run them beside `LIBRARY`."""
        values = [f"{name} = {self.random.randrange(6)}" for name in NUMBERS]
        setup = [*values, *(f"{n} = [{i}, 2, 3]" for i, n in enumerate(LISTS)), "kept = []"]
        table = 't = Frame({"x": [1, None, 3], "y": [4, 5, None]})\nu = t'
        cells = [START, PRELUDE, _WRAP, "\n".join([*setup, table])]
        cells += [self.cell() for _ in range(self.random.randint(2, 7))]
        return [*cells, "print(a, b, xs, ys)\nprint([k() for k in kept])"]
