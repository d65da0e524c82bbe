"""A run of statements with its interface: what leaves the notebook when a step does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..analysis.analyse import Analysis
from ..analysis.facts import Interface, Statement
from ..analysis.interface import interface_of
from ..lines import lines_of
from ..model import Refusal, Span
from .choices import Choice
from .splices import Splice, part


@dataclass(frozen=True, slots=True)
class Run:
    """`statements` leave the notebook (its imports stay); `returns` and `localised` are its names' fates."""

    statements: tuple[Statement, ...]
    interface: Interface
    passed: tuple[str, ...]
    returns: tuple[str, ...]
    localised: tuple[str, ...]

    @property
    def last(self) -> Statement:
        """The statement in whose place the call stands."""
        return self.statements[-1]


_NOWHERE: Mapping[str, frozenset[int]] = {}


def run_of(
    analysis: Analysis, choice: Choice, gone: Mapping[str, frozenset[int]] = _NOWHERE
) -> Run | Refusal:
    """The run that a choice names, with the names that it gives back; or why it can't leave.

    `gone` says which statements bind a name no longer, as a run before this one keeps it to itself.
    Where the cell displays the run's last expression and later code needs values of the run too,
    that expression stays in the notebook.
    """
    first, last = choice.first, choice.proposal.statements[-1]
    if choice.proposal.statements != tuple(range(first, last + 1)):
        return choice.refused("not-a-run", "its statements do not follow one another")
    interface = interface_of(analysis, first, last)
    kept = _kept(analysis, choice, interface, first, gone)
    ends_in_display = analysis.statements[last].displays and last > first
    if _must_leave_display(interface, kept) and ends_in_display:
        last -= 1
        interface = interface_of(analysis, first, last)
        kept = _kept(analysis, choice, interface, first, gone)
    if isinstance(interface, Refusal):
        return replace(interface, rule=choice.proposal.rule, cells=choice.proposal.cells)
    if interface.shows and kept:
        return choice.refused(
            "display-and-returns", f"the cell displays its value, and it also sets “{kept[0]}”"
        )
    statements = analysis.statements[first : last + 1]
    return _with_returns(analysis, choice, interface, statements, kept)


def _kept(
    analysis: Analysis,
    choice: Choice,
    interface: Interface | Refusal,
    first: int,
    gone: Mapping[str, frozenset[int]],
) -> tuple[str, ...]:
    """Names that must stay bound although nothing reads them: asked for, or an old value would show."""
    if isinstance(interface, Refusal):
        return choice.keep
    stale = (
        name
        for name in interface.stale
        if not gone.get(name, frozenset()).issuperset(analysis.flow.reaching(name, first))
    )
    return tuple(dict.fromkeys((*choice.keep, *stale)))


def _must_leave_display(interface: Interface | Refusal, kept: Sequence[str]) -> bool:
    if isinstance(interface, Refusal):
        return interface.slug == "display-and-returns"
    return interface.shows and bool(kept)


def _with_returns(
    analysis: Analysis,
    choice: Choice,
    interface: Interface,
    statements: Sequence[Statement],
    kept: Sequence[str],
) -> Run | Refusal:
    leaving = tuple(s for s in statements if s.kind != "import")
    if _line_shared(statements):
        return choice.refused("shares-line", "an import shares its line with other code")
    if _has_fallback_inside(statements, leaving):
        return choice.refused("not-a-run", "an import with a fall-back stands in the middle of it")
    certain = _certain(leaving)
    passed, returns = list(interface.parameters), list(interface.returns)
    for name in (*kept, *(() if interface.shows else choice.proposal.returns)):
        if name in returns or not _is_bound(name, leaving, passed):
            continue
        if name not in certain and name not in passed:
            if not analysis.flow.certainly_bound(name, statements[0].index):
                if name in kept:
                    return choice.refused("maybe-unbound", f"“{name}” may not be set at its end")
                continue
            passed.append(name)
        returns.append(name)
    local = tuple(n for n in interface.localised if n not in returns)
    return Run(leaving, interface, tuple(passed), _in_order(returns, interface), local)


def _has_fallback_inside(statements: Sequence[Statement], leaving: Sequence[Statement]) -> bool:
    """`try: import …` stays in the notebook, and what stands above it must not come to stand below."""
    inside = (s for s in statements if leaving and leaving[0].index < s.index < leaving[-1].index)
    return any(
        s.kind == "import" and not isinstance(s.node, ast.Import | ast.ImportFrom) for s in inside
    )


def _certain(statements: Iterable[Statement]) -> frozenset[str]:
    bound: frozenset[str] = frozenset()
    for statement in statements:
        bound = (bound - statement.facts.kills) | statement.facts.must
    return bound


def _is_bound(name: str, statements: Iterable[Statement], passed: Sequence[str]) -> bool:
    return name in passed or any(name in s.facts.binds for s in statements)


def _in_order(returns: Iterable[str], interface: Interface) -> tuple[str, ...]:
    """What the analysis returns comes first, in the order of binding; then what was asked for."""
    extra = [name for name in returns if name not in interface.returns]
    return (*interface.returns, *extra)


def _line_shared(statements: Sequence[Statement]) -> bool:
    pairs = pairwise(statements)
    return any(
        a.cell == b.cell
        and a.span.last >= b.span.first
        and "import" in (a.kind, b.kind)
        and a.kind != b.kind
        for a, b in pairs
    )


def spans_of(analysis: Analysis, statements: Sequence[Statement]) -> tuple[Span, ...]:
    """The lines that statements take, with the comments above each; neighbours in a cell together."""
    spans: list[Span] = []
    before: Statement | None = None
    for statement in statements:
        follows = before is not None and before.cell == statement.cell
        if follows and before is not None and statement.index == before.index + 1:
            spans[-1] = spans[-1]._replace(last=max(spans[-1].last, statement.span.last))
        else:
            spans.append(span_of(analysis, statement))
        before = statement
    return tuple(spans)


def span_of(analysis: Analysis, statement: Statement) -> Span:
    """The statement's lines with the comments above it, but never a cell magic's line."""
    first = statement.lead
    if statement.cell in analysis.wrapped:
        lines = lines_of(analysis.notebook.cells[statement.cell].source)
        first = max(first, magic_end(lines) + 1)
    return Span(statement.cell, first, statement.span.last)


def magic_end(lines: Sequence[str]) -> int:
    """How many lines a cell magic takes at the top of its cell; 0 where there is none."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            return number if line.lstrip().startswith("%%") else 0
    return 0


def body_of(
    analysis: Analysis, statements: Sequence[Statement], splices: Iterable[Splice], docstring: str
) -> str:
    """The text of a run; a first comment that says what the docstring says is left out."""
    made = tuple(splices)
    cells = analysis.notebook.cells
    body, before = "", -1
    for span in spans_of(analysis, statements):
        gap = "" if before < 0 else "\n" if span.cell == before else "\n\n"
        body += gap + part(cells[span.cell].source, span, made)
        before = span.cell
    return _without_heading(body.replace("\r\n", "\n"), docstring)


def _without_heading(body: str, docstring: str) -> str:
    lines = list(lines_of(body))
    count = 0
    while count < len(lines) and lines[count].startswith("#"):
        count += 1
    heading = " ".join(line.strip().lstrip("#").strip() for line in lines[:count])
    if count and _words(heading) <= _words(docstring):
        return "".join(lines[count:]).lstrip("\n")
    return body


def _words(text: str) -> frozenset[str]:
    """What a text says, articles and punctuation aside."""
    return frozenset(re.findall(r"[\w']+", text.lower())) - {"a", "an", "the"}


def leading_imports(analysis: Analysis, cell: int) -> tuple[Statement, ...]:
    """The import statements that a cell begins with, below its magic; imports arrive below them."""
    top = magic_end(lines_of(analysis.notebook.cells[cell].source))
    found: list[Statement] = []
    for statement in analysis.of_cell(cell):
        if statement.span.last <= top:
            continue
        if statement.kind != "import" or not isinstance(
            statement.node, ast.Import | ast.ImportFrom
        ):
            break
        found.append(statement)
    return tuple(found)
