"""What IPython's known magics do with the notebook's names."""

from __future__ import annotations

import ast
import keyword
import re
from dataclasses import dataclass


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Cell magics that run their body as plain Python, once, in the notebook's own namespace.
WRAPPERS = frozenset({"capture", "debug", "memit", "prun", "snakeviz", "time"})

# Cell magics whose body is another language's or plain text: they bind what their options say.
FOREIGN = _words(
    "! HTML SVG bash cmd file html javascript js latex markdown perl pypy python python2 python3 "
    "ruby script sh svg sx system writefile"
)

# Line magics whose arguments name nothing in the notebook, beyond what `{x}` and `$x` expand.
QUIET = _words(
    "alias alias_magic autoawait autocall automagic autoreload bookmark cat cd clear colors conda config "
    "connect_info cp dhist dirs doctest_mode env gui hist history install_ext killbgscripts ldir less "
    "lf lk ll load_ext logoff logon logstart logstate logstop ls lsmagic lx magic mamba man matplotlib "
    "micromamba mkdir more mv notebook page pastebin pip popd pprint precision pushd pwd pycat "
    "quickref rehashx reload_ext rm rmdir save set_env sx system tb unalias unload_ext uv "
    "watermark xmode"
)

# Line magics that only look at the names they are given, or at all of them.
LOOKING = _words("pdef pdoc pfile pinfo pinfo2 psearch psource who who_ls whos")

# Line magics that may bind any name at all: they run other code in the notebook's namespace.
BINDING_ALL = _words("edit load loadpy pylab recall rep rerun reset reset_selective run")

# Words that IPython takes for a magic where a cell is one line and nothing of that name is bound.
AUTOMATIC = QUIET | LOOKING | BINDING_ALL | {"store", "time", "timeit", "prun", "memit", "debug"}

# Of these, the ones that nobody means as Python even where the line would parse (`ls -la`, `whos`).
NEVER_PYTHON = _words("ll ls lsmagic pwd who who_ls whos")

_KEYWORDS = frozenset(keyword.kwlist)

PYLAB = (
    "import numpy\nimport matplotlib\nfrom matplotlib import pylab, mlab, pyplot\n"
    "np = numpy\nplt = pyplot\nfrom IPython.display import display\n"
    "from IPython.core.pylabtools import figsize, getfigs\nfrom pylab import *\nfrom numpy import *"
)


@dataclass(frozen=True, slots=True)
class Runner:
    """A magic that runs the Python behind its options, which are written as for getopt: `n:q`."""

    options: str
    binds: bool = True


RUNNERS = {
    "debug": Runner("b:"),
    "lprun": Runner("f:T:D:m:u:rsz"),
    "memit": Runner("r:t:i:co"),
    "mprun": Runner("f:T:c"),
    "prun": Runner("D:l:rs:T:q"),
    "snakeviz": Runner("f:t"),
    "time": Runner(""),
    "timeit": Runner("n:r:tcp:qov:", binds=False),
}


def statement_of(runner: Runner, arguments: str) -> str:
    """The Python of a runner's arguments: `-n 3 -q f(x)` → `f(x)` where `n` takes a value."""
    rest = re.sub(r"^\s*--no-raise-error\b", "", arguments).strip()
    while (option := re.match(r"-([A-Za-z])(\S*)\s*", rest)) and option[1] in runner.options:
        rest = rest[option.end() :]
        if f"{option[1]}:" in runner.options and not option[2]:
            rest = re.sub(r"^\S+\s*", "", rest)
    return rest


@dataclass(frozen=True, slots=True)
class Effect:
    """What a magic does with names; the fields are those of `magics.MagicLine`."""

    assigned: tuple[str, ...] = ()
    python: str | None = None
    binds: bool = False
    mentions: frozenset[str] = frozenset()


def effect_of_line(name: str, arguments: str) -> Effect:
    """What the line magic `%name arguments` does with the notebook's names."""
    mentions = identifiers(arguments)
    if name in QUIET:
        return Effect(mentions=expanded(arguments))
    if name in LOOKING:
        return Effect(mentions=mentions)
    if name in RUNNERS:
        return _effect_of_statement(RUNNERS[name], arguments)
    if name == "pylab":
        return Effect(bound_by(PYLAB), PYLAB, binds=True)
    if name in BINDING_ALL or (name == "store" and arguments.strip() == "-r"):
        return Effect(("*",), mentions=mentions)
    if name == "store":
        restored = tuple(re.findall(r"[^\W\d]\w*", arguments)[1:]) if "-r" in arguments else ()
        return Effect(restored, mentions=mentions)
    return Effect(tuple(sorted(mentions)), mentions=mentions)


def _effect_of_statement(runner: Runner, arguments: str) -> Effect:
    binds, mentions = runner.binds, identifiers(arguments)
    statement = statement_of(runner, arguments)
    while inner := re.match(r"%([^\W\d]\w*)\s*", statement):  # %time %timeit f(x)
        if inner[1] not in RUNNERS:
            return effect_of_line(inner[1], statement[inner.end() :])
        binds = binds and RUNNERS[inner[1]].binds
        statement = statement_of(RUNNERS[inner[1]], statement[inner.end() :])
    return effect_of_python(statement, binds, mentions)


def effect_of_python(python: str, binds: bool, mentions: frozenset[str]) -> Effect:
    """What a magic that runs this Python does; where it does not parse, it may bind what it mentions."""
    try:
        names = bound_by(python)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Effect(tuple(sorted(mentions)), mentions=mentions)
    return Effect(names if binds else (), python if python.strip() else None, binds, mentions)


def bound_by(python: str) -> tuple[str, ...]:
    """The names that a piece of Python may bind, functions' inner names and all, in order."""
    names: dict[str, None] = {}
    for node in ast.walk(ast.parse(python)):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                names[name] = None
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                names[name] = None
            case ast.alias(name=name, asname=alias):
                names[alias or name.partition(".")[0]] = None
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                names[name] = None
            case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                names[name] = None
    return tuple(names)


def effect_of_cell(name: str, arguments: str, body: str) -> Effect:
    """What a cell magic in no language of ours does with the notebook's names."""
    mentions = identifiers(arguments) | identifiers(body)
    if name in FOREIGN:
        return Effect(outputs_of(arguments), mentions=mentions)
    return Effect(tuple(sorted(mentions)), mentions=mentions)


def identifiers(text: str) -> frozenset[str]:
    """Everything in a text that could be a name."""
    return frozenset(re.findall(r"[^\W\d]\w*", text)) - _KEYWORDS


def expanded(command: str) -> frozenset[str]:
    """The names that IPython fills into a command: `{folder}`, `{rows[0]}`, `$name`."""
    inside = "".join(re.findall(r"\{[^{}]*\}", command))
    return identifiers(inside) | frozenset(re.findall(r"\$([^\W\d]\w*)", command))


def outputs_of(arguments: str) -> tuple[str, ...]:
    """The names that a script's options bind: `--out text --err log`."""
    return tuple(re.findall(r"--(?:out|err|proc)[ =]+([^\W\d]\w*)", arguments))
