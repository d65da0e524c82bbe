"""The statements of one cell, known from its source alone and so remembered by it."""

from __future__ import annotations

import ast
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from operator import attrgetter

from ..errors import PromoteError, Unreadable
from ..lines import lines_of
from ..lowering import parse
from ..magics import MagicLine, Masked, mask
from ..trees import nodes_of
from . import calls as known
from .facts import Facts, Import, Kind
from .names import dotted
from .walk import Walk, walk

_WORD = re.compile(r"[^\W\d]\w*")
PRINTERS = frozenset({"print", "display"})
_NONE: frozenset[str] = frozenset()
_NONE_METHODS = frozenset(
    """show close tight_layout savefig set_option filterwarnings simplefilter seed rc set_theme
    set_style set_context set_palette set_printoptions basicConfig subplots_adjust""".split()
)
_BLANK_LINE = re.compile(r"^[ \t]+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Bare:
    """A statement that does not know yet where in the notebook it stands; see `facts.Statement`.

    `prints_by` is the `print` or `display` that a cell ends with: it gives nothing to show, unless the
    notebook means something else by that name.
    """

    first: int
    last: int
    lead: int
    kind: Kind
    node: ast.stmt | None
    facts: Facts
    displays: bool
    imports: tuple[Import, ...] = ()
    prints_by: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class ReadCell:
    """The statements of a cell, or why there are none: `problem` is (line, message).

    What it answers is worked out once, as long as the cell is remembered, so a question about a whole
    notebook costs one look at each cell.
    """

    source: str
    statements: tuple[Bare, ...]
    problem: tuple[int, str] | None = None
    wrapped: bool = False
    _answers: dict[object, bool] = field(default_factory=dict, init=False, repr=False)
    _names: dict[object, frozenset[str]] = field(default_factory=dict, init=False, repr=False)

    def any(self, question: Callable[[Bare], bool]) -> bool:
        """Whether it is true of a statement; the question is a function of a module."""
        found = self._answers.get(question)
        if found is None:
            found = self._answers[question] = any(map(question, self.statements))
        return found

    def every(self, fact: str) -> frozenset[str]:
        """The names or calls that any of the statements has as this one of its facts."""
        found = self._names.get(fact)
        if found is None:
            of = attrgetter(fact)
            found = self._names[fact] = _union(of(s.facts) for s in self.statements)
        return found

    def union(self, part: Callable[[Bare], frozenset[str]]) -> frozenset[str]:
        """What it finds in any of the statements; the question is a function of a module."""
        found = self._names.get(part)
        if found is None:
            found = self._names[part] = _union(map(part, self.statements))
        return found


def _union(parts: Iterable[frozenset[str]]) -> frozenset[str]:
    """All of them together; no new set where one of them has everything, as there are so many."""
    some = [part for part in parts if part]
    if len(some) < 2:
        return some[0] if some else _NONE
    return _NONE.union(*some)


@lru_cache(maxsize=20_000)
def read_cell(source: str, own: frozenset[str] = frozenset()) -> ReadCell:
    """Read one code cell; a cell that does not parse gives a problem and one opaque statement.

    `own` are functions and methods of the notebook's own whose names would tell something else.
    """
    if not source.strip():
        return ReadCell(source, ())
    masked = mask(source)
    try:
        tree = parse(masked.text)
    except Unreadable as error:
        return ReadCell(source, (_opaque(source, ()),), (error.line, error.message))
    if masked.opaque:
        return ReadCell(source, (_opaque(source, masked.magics),))
    return ReadCell(source, tuple(_bare_statements(masked, tree, own)), None, masked.wrapped)


def body_of(source: str) -> list[ast.stmt]:
    """The trees of a cell's statements. Raises Unreadable where it does not parse."""
    read = read_cell(source)
    if read.problem is not None:
        raise Unreadable(*read.problem)
    return [statement.node for statement in read.statements if statement.node is not None]


@lru_cache(maxsize=20_000)
def made_in(source: str) -> frozenset[str]:
    """Functions, methods and named lambdas that a cell defines under a name which tells something else."""
    if "def" not in source and "lambda" not in source:
        return frozenset()
    nodes = [n for s in read_cell(source).statements if s.node for n in nodes_of(s.node)]
    names = {n.name for n in nodes if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))}
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Lambda()):
                names.add(name)
    return frozenset(names) & known.TELLING


def _opaque(source: str, magics: tuple[MagicLine, ...]) -> Bare:
    words = frozenset(_WORD.findall(source))
    assigned = frozenset(name for magic in magics for name in magic.assigned)
    facts = Facts(
        binds=assigned,
        reads=words,
        calls=_magic_calls(magics),
        mentions=words,
        effects=frozenset({"notebook"}),
    )
    return Bare(1, max(1, len(lines_of(source))), 1, "opaque", None, facts, False)


def _magic_calls(magics: Iterable[MagicLine]) -> frozenset[str]:
    return frozenset(f"%{magic.name}" for magic in magics if magic.name)


def _bare_statements(masked: Masked, tree: ast.Module, own: frozenset[str]) -> Iterator[Bare]:
    lines = lines_of(masked.text)
    has_blanks = _BLANK_LINE.search(masked.text) is not None
    end_of_previous = 0
    body = tree.body
    for position, node in enumerate(body):
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
        last = node.end_lineno or node.lineno
        begin = bisect_left(masked.magics, first, key=lambda magic: magic.last)
        end = bisect_right(masked.magics, last, key=lambda magic: magic.first)
        magics = list(masked.magics[begin:end])
        last = max([last, *(m.last for m in magics)])
        is_last = position == len(body) - 1
        yield _bare(
            node,
            (first, last, _lead(lines, end_of_previous, first)),
            magics,
            is_last and not _suppressed(lines, node),
            has_blanks,
            own,
        )
        end_of_previous = last


def _lead(lines: tuple[str, ...], end_of_previous: int, first: int) -> int:
    line = end_of_previous + 1
    while line < first and not lines[line - 1].strip():
        line += 1
    return min(line, first)


def _suppressed(lines: tuple[str, ...], node: ast.stmt) -> bool:
    line = (node.end_lineno or node.lineno) - 1
    rest = lines[line].encode()[node.end_col_offset :].decode(errors="replace")
    tail = [rest, *lines[line + 1 :]]
    return any(";" in text.partition("#")[0] for text in tail)


def _bare(
    node: ast.stmt,
    place: tuple[int, int, int],
    magics: list[MagicLine],
    at_end: bool,
    has_blanks: bool,
    own: frozenset[str],
) -> Bare:
    found = Walk(own=own)
    found.body([node])
    facts = facts_of(found)
    if has_blanks and _has_blank_line_in_string(node):
        facts = replace(facts, effects=facts.effects | {"blanks"})
    if magics:
        facts = _with_magics(facts, magics)
        if _only_magic(node):
            facts = _of_magic_alone(facts, magics)
        kind: Kind = "magic" if _only_magic(node) else "block"
        return Bare(*place, kind, node, facts, False)
    prints_by = _printer(node) if at_end else ""
    shown = at_end and isinstance(node, ast.Expr) and not prints_by and not _gives_none(node.value)
    return Bare(*place, _kind(node, shown), node, facts, shown, tuple(_imports(node)), prints_by)


def _has_blank_line_in_string(node: ast.stmt) -> bool:
    """Whether a string other than a docstring holds a line of spaces only."""
    docstrings = {id(n.value) for n in nodes_of(node) if isinstance(n, ast.Expr)}
    return any(
        isinstance(n, ast.Constant)
        and isinstance(n.value, str)
        and id(n) not in docstrings
        and _BLANK_LINE.search(n.value) is not None
        and n.end_lineno != n.lineno
        for n in nodes_of(node)
    )


def facts_of(found: Walk) -> Facts:
    """The facts of statements that have been walked."""
    bound = found.bound if found.bound is not None else found.binds.keys() - found.kills
    effects = known.effects_of(found.calls)
    if found.reads.keys() & {"__name__", "__file__", "In", "Out", "_ih", "_oh", "exit", "quit"}:
        effects.add("notebook")
    binds = _frozen(found.binds)
    return Facts(
        binds=binds,
        must=binds if bound == binds else _frozen(bound),
        kills=_frozen(found.kills - bound),
        reads=_frozen(found.reads),
        later=_frozen(found.later),
        mutates=_frozen(found.mutates),
        may_mutate=_frozen(found.may_mutate - found.mutates),
        global_writes=_frozen(found.outer_writes),
        effects=_frozen(effects),  # type: ignore[arg-type]
        calls=_frozen(found.calls),
        later_calls=_frozen(found.later_calls),
        later_mutates=_frozen(found.later_mutates),
        stored=_frozen(found.stored),
        called=_frozen(found.called),
        keeps_closure=found.keeps_closure,
        exposed=_frozen(found.exposed),
        mentions=_frozen(found.mentions),
        queried=_frozen(found.queried),
        strings=_frozen(found.strings),
        awaits=found.awaits,
    )


def _frozen(names: Collection[str]) -> frozenset[str]:
    """The same names; most facts of most statements have none, and share one empty set."""
    return frozenset(names) if names else _NONE


def _with_magics(facts: Facts, magics: list[MagicLine]) -> Facts:
    reads, binds, later = set(facts.reads), set(facts.binds), set(facts.later)
    mentions, exposed, called = set(facts.mentions), set(facts.exposed), set(facts.called)
    for magic in magics:
        mentions |= magic.mentions
        binds.update(magic.assigned)
        if magic.python is not None:
            try:
                inner = walk(parse(magic.python).body)
            except PromoteError:
                continue
            reads.update(inner.reads)
            later.update(inner.later)
            exposed |= inner.exposed
            called |= inner.called
            if magic.binds:
                binds.update(inner.binds)
    return replace(
        facts,
        reads=frozenset(reads - {"get_ipython"}),
        binds=frozenset(binds),
        later=frozenset(later),
        exposed=frozenset(exposed),
        called=frozenset(called),
        calls=facts.calls | _magic_calls(magics),
        mentions=frozenset(mentions),
        effects=facts.effects | {"notebook"},
    )


def _of_magic_alone(facts: Facts, magics: Iterable[MagicLine]) -> Facts:
    """A magic that is a statement of its own certainly runs, and was masked with a call that means nothing."""
    must = set(facts.must)
    for magic in magics:
        if magic.name == "capture":
            must.update(magic.assigned)
        elif magic.name == "time" and magic.binds and magic.python is not None:
            must |= walk(parse(magic.python).body).bound or set()
    return replace(facts, must=frozenset(must), calls=facts.calls - {"get_ipython"})


def _only_magic(node: ast.stmt) -> bool:
    return isinstance(node, (ast.Pass, ast.Assign, ast.AnnAssign, ast.Expr))


def _kind(node: ast.stmt, shown: bool) -> Kind:
    if _is_import(node):
        return "import"
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return "definition"
    if isinstance(node, ast.ClassDef):
        return "class"
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
        return "assign"
    if isinstance(node, ast.Expr):
        return "display" if shown else "call"
    if isinstance(node, (ast.For, ast.AsyncFor, ast.While, ast.If, ast.With, ast.AsyncWith)):
        return "block"
    return "block" if isinstance(node, (ast.Try, ast.Match)) else "other"


def _is_import(node: ast.stmt) -> bool:
    """An import, or a block that does nothing but import with a fall-back."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return True
    if isinstance(node, ast.Try):
        bodies = [node.body, *(h.body for h in node.handlers), node.orelse, node.finalbody]
        return _has_import(node.body) and all(_falls_back(s) for body in bodies for s in body)
    if isinstance(node, ast.If) and not node.orelse:
        return dotted(node.test).rpartition(".")[2] == "TYPE_CHECKING" and all(
            isinstance(s, (ast.Import, ast.ImportFrom)) for s in node.body
        )
    return False


def _has_import(body: list[ast.stmt]) -> bool:
    return any(isinstance(s, (ast.Import, ast.ImportFrom)) for s in body)


def _falls_back(node: ast.stmt) -> bool:
    if isinstance(node, ast.Assign):
        return isinstance(node.value, ast.Constant) and all(
            isinstance(t, ast.Name) for t in node.targets
        )
    return isinstance(node, (ast.Import, ast.ImportFrom, ast.Pass))


def _imports(node: ast.stmt) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        for a in node.names:
            yield Import(a.asname or a.name.split(".")[0], a.name, None, 0, bool(a.asname), -1)
    elif isinstance(node, ast.ImportFrom):
        for a in node.names:
            name = a.asname or a.name
            yield Import(name, node.module or "", a.name, node.level, bool(a.asname), -1)
    elif _is_import(node):
        for name in walk([node]).binds:
            yield Import(name, "", None, 0, False, -1)


def _printer(node: ast.stmt) -> str:
    match node:
        case ast.Expr(value=ast.Call(func=ast.Name(id=name))) if name in PRINTERS:
            return name
    return ""


def _gives_none(node: ast.expr) -> bool:
    """A call that is known to return None, so that the cell displays nothing."""
    if isinstance(node, ast.Constant):
        return node.value is None
    if not isinstance(node, ast.Call):
        return False
    if known.is_in_place(node):
        return True
    root, _, method = dotted(node.func).rpartition(".")
    return method in _NONE_METHODS and root in {
        "plt", "pyplot", "sns", "np", "np.random", "random", "warnings", "pd", "fig", "logging",
    }  # fmt: skip
