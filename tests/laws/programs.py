"""Random programs that run: every binding form, closures, exceptions and early exits, and prints to compare.

A `Writer` draws from anything with `random.Random`'s methods, so Hypothesis can drive and shrink it
(`st.randoms`) and a long run can seed it with numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from string import Template

from .snippets.tables import HARD, IMPORTS, WATCHED

NUMBERS = ("a", "b", "c", "d", "e")
LISTS = ("xs", "ys")
START = f"""\
import functools
import math
import random
from collections import Counter
from dataclasses import dataclass
{IMPORTS}
from frames import Frame
"""
PRELUDE = """\
class Guard:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        return 7

    def __exit__(self, kind, value, trace):
        return self.swallow


async def later(value):
    return value + 1


def check(value):
    if value % 3 == 2:
        raise ValueError(value)
    return value
"""
CALLS = """\
for _ in range(6):
    try:
        print(call(_, _ % 4))
    except Exception as _error:
        print("failed", isinstance(_error, ValueError))
""".splitlines()


class Writer:
    """Writes one block after another; `depth` bounds nesting, `in_loop` and `in_function` what may leave."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.made = 0
        self.kind = "def"
        self.pending: list[str] = []

    # ---------------------------------------------------------------- values

    def number(self) -> str:
        choice = self.random.randrange(13)
        a, b = self.name(), self.name()
        if choice < 3:
            return str(self.random.randrange(9))
        if choice < 7:
            return self.random.choice((f"{a} + {b}", f"{a} * 2 - {b}", f"({a} + 3) % 7"))
        if choice == 7:
            return f"sum(v + {a} for v in {self.list()})"
        if choice == 8:
            return f"({b} if {self.condition()} else {a})"
        if choice == 9:
            return f"({a} := {b} + 1) + {a}"
        if choice == 10:
            return f"len([v for v in {self.list()} if v > {a}])"
        if choice == 11:
            return f"check({a} + {b})"
        return a

    def condition(self) -> str:
        a, b = self.name(), self.name()
        return self.random.choice(
            (
                f"{a} > {b}",
                f"{a} % 2",
                f"{a} and ({b} := {a} + 1) > 2",
                f"len({self.list()}) > 2",
                "True",
            )
        )

    def name(self) -> str:
        return self.random.choice(NUMBERS)

    def list(self) -> str:
        return self.random.choice(LISTS)

    def fresh(self, stem: str) -> str:
        self.made += 1
        return f"{stem}{self.made}"

    # ---------------------------------------------------------------- statements

    def block(self, depth: int, *, loop: bool, function: bool) -> list[str]:
        lines: list[str] = []
        for _ in range(self.random.randint(1, 4)):
            lines += self.statement(depth, loop=loop, function=function)
        return lines

    def statement(self, depth: int, *, loop: bool, function: bool) -> list[str]:
        if depth > 0 and self.random.random() < 0.45:
            return self.compound(depth - 1, loop=loop, function=function)
        if self.random.random() < 0.06:
            return self.hard_at_once(function=function)
        simple = [
            self.assign,
            self.augment,
            self.unpack,
            self.show,
            self.mutate,
            self.closure,
            self.forget,
        ]
        weights = [6, 3, 2, 4, 3, 1, 1]
        if loop and self.random.random() < 0.12:
            return [f"if {self.condition()}:", f"    {self.random.choice(('break', 'continue'))}"]
        if function and self.random.random() < 0.08:
            return [f"if {self.condition()}:", f"    return {self.number()}"]
        if function and self.random.random() < 0.05:
            return self.setter()
        if function and self.random.random() < 0.05:
            return self.special()
        return self.random.choices(simple, weights)[0]()

    def setter(self) -> list[str]:
        """An inner function that sets a name of the function around it, perhaps called."""
        function, name = self.fresh("f"), self.name()
        change = self.random.choice((f"{name} = {self.number()}", f"{name} += {self.name()}"))
        lines = [
            f"def {function}():",
            f"    nonlocal {name}",
            f"    {change}",
            f"    return {name}",
        ]
        return self.random.choice(
            (lines, [*lines, f"print({function}())"], [*lines, f"{function}()"])
        )

    def special(self) -> list[str]:
        """What only this kind of function may do."""
        a, b = self.name(), self.name()
        special = {
            "def": f"return {a}",
            "generator": f"{a} = yield {b}",
            "coroutine": f"{a} = await later({b})",
            "method": f"self.{a} = {a} = self.{b} + 1",
        }
        return [special[self.kind]]

    def assign(self) -> list[str]:
        return [
            self.random.choice(
                (
                    f"{self.name()} = {self.number()}",
                    f"{self.name()}: int = {self.number()}",
                    f"{self.name()} = {self.name()} = {self.number()}",
                    f"{self.list()} = [{self.number()}, {self.number()}]",
                    f"{self.list()} = {self.list()}",
                )
            )
        ]

    def augment(self) -> list[str]:
        if self.random.random() < 0.3:
            return [f"{self.list()} += [{self.name()}]"]
        return [f"{self.name()} {self.random.choice(('+=', '-=', '^='))} {self.number()}"]

    def unpack(self) -> list[str]:
        a, b = self.random.sample(NUMBERS, 2)
        return [
            self.random.choice(
                (
                    f"{a}, {b} = {b}, {a}",
                    f"{a}, *{self.list()} = [{b}, {a}, 1]",
                    f"({a}, ({b}, _)) = 1, ({a}, 3)",
                )
            )
        ]

    def show(self) -> list[str]:
        return [
            self.random.choice((f"print({self.name()}, {self.list()})", f"print({self.number()})"))
        ]

    def mutate(self) -> list[str]:
        values = self.list()
        return [
            self.random.choice(
                (
                    f"{values}.append({self.name()})",
                    f"{values}[:1] = [{self.name()}]",
                    f"{values}.sort()",
                )
            )
        ]

    def forget(self) -> list[str]:
        name = self.name()
        return [f"del {name}", f"{name} = {self.random.randrange(5)}"]

    def hard(self) -> list[str]:
        """A snippet of the table up to `---`, or what comes after one that stands already."""
        if self.pending and self.random.random() < 0.6:
            return self.pending.pop(0).splitlines()
        now, *later = self.snippet().split("\n---\n")
        self.pending += later
        return now.splitlines()

    def hard_at_once(self, *, function: bool) -> list[str]:
        text = self.snippet()
        if function and any(word in text for word in ("await", "async", "global", "import *")):
            return self.assign()
        return text.replace("\n---\n", "\n").splitlines()

    def snippet(self) -> str:
        return self.filled(WATCHED if self.random.random() < 0.006 else HARD)

    def filled(self, table: Sequence[str]) -> str:
        """One snippet of the table with names put in."""
        a, b = self.random.sample(NUMBERS, 2)
        xs, ys = self.random.sample(LISTS, 2)
        new, digit = self.fresh("n"), self.random.randrange(5)
        text = Template(self.random.choice(table))
        return text.substitute(a=a, b=b, xs=xs, ys=ys, n=new, i=digit)

    def closure(self) -> list[str]:
        function = self.fresh("f")
        kind = self.random.randrange(4)
        if kind == 0:
            return [f"{function} = lambda: {self.name()} + {self.name()}", f"print({function}())"]
        if kind == 1:
            keeper = f"kept.append(lambda: {self.name()})"
            return [keeper, "print([k() for k in kept])"]
        if kind == 2:
            gen = f"(v + {self.name()} for v in {self.list()})"
            return [f"{function} = {gen}", f"print(list({function}))"]
        return [
            f"def {function}(p, q={self.name()}):",
            f"    return p + q + {self.name()}",
            f"print({function}(1))",
        ]

    def compound(self, depth: int, *, loop: bool, function: bool) -> list[str]:
        writers = [self.branch, self.each, self.repeat, self.attempt, self.guarded, self.matched]
        return self.random.choices(writers, [5, 4, 2, 3, 2, 1])[0](depth, loop, function)

    def inside(self, depth: int, loop: bool, function: bool) -> list[str]:
        return ["    " + line for line in self.block(depth, loop=loop, function=function)]

    def branch(self, depth: int, loop: bool, function: bool) -> list[str]:
        lines = [f"if {self.condition()}:", *self.inside(depth, loop, function)]
        if self.random.random() < 0.3:
            lines += [f"elif {self.condition()}:", *self.inside(depth, loop, function)]
        if self.random.random() < 0.5:
            lines += ["else:", *self.inside(depth, loop, function)]
        return lines

    def each(self, depth: int, loop: bool, function: bool) -> list[str]:
        over = self.random.choice(
            (
                f"range({self.random.randrange(4)})",
                self.list() + "[:3]",
                "[1, 2]",
                f"range({self.name()} % 4)",
            )
        )
        lines = [f"for {self.name()} in {over}:", *self.inside(depth, True, function)]
        if self.random.random() < 0.2:
            lines += ["else:", *self.inside(depth, loop, function)]
        return lines

    def repeat(self, depth: int, loop: bool, function: bool) -> list[str]:
        count = self.fresh("n")
        test = self.random.choice((f"{count} < 3", "True"))
        stop = [f"    if {count} > 3:", "        break"]
        return [
            f"{count} = 0",
            f"while {test}:",
            f"    {count} += 1",
            *stop,
            *self.inside(depth, True, function),
        ]

    def attempt(self, depth: int, loop: bool, function: bool) -> list[str]:
        lines = ["try:", *self.inside(depth, loop, function)]
        kind = self.random.randrange(4)
        if kind < 3:
            lines += [
                "except ValueError as error:",
                "    print(error)",
                *self.inside(depth, loop, function),
            ]
        if kind == 1:
            lines += ["else:", *self.inside(depth, loop, function)]
        if kind >= 2:
            lines += ["finally:", *self.inside(depth, False, False)]
        return lines

    def guarded(self, depth: int, loop: bool, function: bool) -> list[str]:
        swallow = self.random.choice(("True", "False"))
        return [f"with Guard({swallow}) as {self.name()}:", *self.inside(depth, loop, function)]

    def matched(self, depth: int, loop: bool, function: bool) -> list[str]:
        a, b = self.random.sample(NUMBERS, 2)
        lines = [f"match {self.list()}:", f"    case [{a}, {b}]:"]
        lines += ["    " + line for line in self.inside(depth, loop, function)]
        if self.random.random() < 0.5:
            lines += [
                "    case _:",
                *("    " + line for line in self.inside(depth, loop, function)),
            ]
        return lines

    # ---------------------------------------------------------------- programs

    def setup(self) -> list[str]:
        values = [
            f"{name} = {self.random.randrange(6)}"
            for name in NUMBERS
            if self.random.random() < 0.97
        ]
        return [*values, "xs = [1, 2, 3]", "ys = [4]", "kept = []"]

    def function(self) -> list[str]:
        """A function, method, generator or coroutine `work`, and `call`, which gives what comes of it."""
        self.kind = self.random.choice(("def", "def", "generator", "coroutine", "method"))
        head = "async def" if self.kind == "coroutine" else "def"
        own = "self, " if self.kind == "method" else ""
        lines = [f"{head} work({own}a, b=2, *, kept=()):", "    kept = list(kept)"]
        lines += ["    " + line for line in self.setup()[2:]]
        lines += ["    yield b"] if self.kind == "generator" else []
        lines += ["    " + line for line in self.block(2, loop=False, function=True)]
        lines += self.inside(1, False, True)
        lines += [f"    return {', '.join(NUMBERS[:3])}"]
        if self.kind == "method":
            fields = f"    {' = '.join(NUMBERS)} = 3"
            return [
                "class Worker:",
                fields,
                *("    " + line for line in lines),
                "call = Worker().work",
            ]
        wrapped = {"generator": "list(work(*v))", "coroutine": "asyncio.run(work(*v))"}
        return [*lines, f"call = lambda *v: {wrapped.get(self.kind, 'work(*v)')}"]

    def program(self) -> str:
        """A cell: a function and straight code that calls it."""
        lines = [START, PRELUDE, f"{' = '.join(NUMBERS)} = 0", *self.setup()]
        lines += self.function()
        lines += self.block(2, loop=False, function=False)
        lines += CALLS
        lines += self.block(2, loop=False, function=False)
        return "\n".join([*lines, "print(a, b, xs, ys)", "print([k() for k in kept])"]) + "\n"
