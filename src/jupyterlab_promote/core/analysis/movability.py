"""Whether a definition or a constant may move into a module, and what it takes along."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from ..model import Refusal
from ..trees import nodes_of
from .analyse import Analysis
from .constants import is_constant
from .defining import defining_obstacle
from .facts import Import, Kind, Needs, Statement
from .flow import explains
from .imported import is_one_value, star_imports
from .made_constants import made_of
from .made_types import (
    annotated_names,
    asks_annotations,
    makes_types,
    shows_types_of,
    shows_where_it_is_made,
)
from .obstacles import (
    PLACE_OBSERVED,
    Obstacle,
    observed_everywhere,
    reads_foreign_frame,
    uses_notebook,
)
from .once import once
from .pickling import pickled_names
from .reprs import shows_its_module
from .showing import holders_of, inspected_names
from .string_annotations import are_resolved
from .whereabouts import asked_for_module

RULE = "promote-definition"
_BLANKS = "blank-in-string", "a string in it has a line of spaces only, which IPython empties"


@once
def needs_of(analysis: Analysis, index: int) -> Needs | Refusal:
    """What the definition at `index` needs, or why it can't move."""
    statement = analysis.statements[index]
    blocked = _obstacle(analysis, statement)
    if blocked is not None:
        return _refusal(analysis, statement, *blocked)
    needs = _Gathered()
    for name in sorted(statement.facts.reads):
        blocked = _gather(analysis, statement, name, needs, now=True)
        if blocked is not None:
            return _refusal(analysis, statement, *blocked)
    for name in sorted(statement.facts.later - statement.facts.binds):
        blocked = _gather(analysis, statement, name, needs, now=False)
        if blocked is not None:
            return _refusal(analysis, statement, *blocked)
    return needs.found


def definition_obstacle(analysis: Analysis, index: int) -> Refusal | None:
    """Why the function, class or constant at `index` can't move into a module; None where it may."""
    is_constant = analysis.statements[index].kind == "assign"
    needs = constant_needs(analysis, index) if is_constant else needs_of(analysis, index)
    return needs if isinstance(needs, Refusal) else None


@once
def constant_needs(analysis: Analysis, index: int) -> Needs | Refusal:
    """What the constant at `index` is made of, or why it can't move."""
    statement = analysis.statements[index]
    blocked = _constant_obstacle(analysis, statement) or _of_place(analysis, statement)
    needs = _Gathered()
    for name in sorted(statement.facts.reads) if blocked is None else ():
        blocked = blocked or _gather(analysis, statement, name, needs, now=True)
    if blocked is not None:
        return _refusal(analysis, statement, *blocked)
    return needs.found


def _constant_obstacle(analysis: Analysis, statement: Statement) -> Obstacle | None:
    if "blanks" in statement.facts.effects:
        return _BLANKS
    if is_constant(analysis, statement.index):
        return None
    made = made_of(analysis, statement.index)
    if made is None:
        return "not-constant", "its value may change later"
    if made == "type" and _name_of(statement) in asked_for_module(analysis):
        return PLACE_OBSERVED
    if made == "type" and shows_where_it_is_made(analysis, statement):
        return "shows-module", f"the notebook hands “{_name_of(statement)}” on, or asks for types"
    return observed_everywhere(analysis)


def goes_along(analysis: Analysis, index: int, *, now: bool) -> bool:
    """Whether a definition takes the constant along; `now` where it needs it as it is defined.

    What has a small name and is no type (`token = re.compile(…)`) is data, which calls pass.
    """
    if isinstance(constant_needs(analysis, index), Refusal):
        return False
    if now or is_constant(analysis, index) or made_of(analysis, index) == "type":
        return True
    return _name_of(analysis.statements[index]).isupper()


class _Gathered:
    def __init__(self) -> None:
        self.imports: dict[str, Import] = {}
        self.definitions: set[int] = set()
        self.constants: set[int] = set()
        self.globals: dict[str, None] = {}
        self.star: dict[str, None] = {}

    @property
    def found(self) -> Needs:
        return Needs(
            tuple(self.imports.values()),
            tuple(sorted(self.definitions)),
            tuple(sorted(self.constants)),
            tuple(self.globals),
            tuple(self.star),
        )


def _refusal(analysis: Analysis, statement: Statement, slug: str, reason: str) -> Refusal:
    return Refusal(RULE, (analysis.notebook.cells[statement.cell].id,), slug, reason)


def _name_of(statement: Statement) -> str:
    return str(getattr(statement.node, "name", next(iter(statement.facts.binds), "")))


def _obstacle(analysis: Analysis, statement: Statement) -> Obstacle | None:
    name = _name_of(statement)
    facts = statement.facts
    if statement.kind not in ("definition", "class"):
        return "not-a-definition", "it is no function or class"
    if "blanks" in facts.effects:
        return _BLANKS
    if facts.global_writes:
        written = ", ".join(sorted(facts.global_writes))
        return "writes-global", f"“{name}” sets the notebook's own {written} through global"
    if "notebook" in facts.effects or uses_notebook(facts.later | facts.reads, facts.later_calls):
        return "notebook-bound", f"“{name}” uses the notebook itself (a magic, __name__, In or Out)"
    if reads_foreign_frame(facts.later_calls):
        return "reads-frame", f"“{name}” looks at the notebook's namespace (globals, exec, eval)"
    return (
        defining_obstacle(analysis, statement, name)
        or _observed(analysis, statement, name)
        or _of_place(analysis, statement)
    )


def _of_place(analysis: Analysis, statement: Statement) -> Obstacle | None:
    cell = analysis.notebook.cells[statement.cell]
    if cell.shows_error or {"raises-exception", "skip-execution"} & set(cell.tags):
        return "may-raise", "its cell is expected to fail"
    for other in analysis.statements[max(0, statement.index - 1) : statement.index + 2]:
        if other.index != statement.index and other.cell == statement.cell:
            if other.index < statement.index and other.span.last >= statement.span.first:
                return "shares-line", "it begins in the middle of a line"
            if other.index > statement.index and other.span.first <= statement.span.last:
                return "shares-line", "it ends in the middle of a line"
    return None


def _observed(analysis: Analysis, statement: Statement, name: str) -> Obstacle | None:
    """Whether something in the notebook would notice that the definition lives in a module."""
    observed = observed_everywhere(analysis)
    if observed is not None:
        return observed
    if name in asked_for_module(analysis):
        return PLACE_OBSERVED
    if name in inspected_names(analysis):
        return "shows-module", f"the notebook inspects, pickles or prints “{name}” itself"
    if statement.kind == "class" and shows_its_module(analysis, statement):
        return "shows-module", f"the notebook shows a “{name}”, and that names its module"
    if (
        statement.kind == "class"
        and asks_annotations(analysis)
        and name in annotated_names(analysis)
    ):
        return "shows-module", f"annotations say “{name}”, and the notebook asks for annotations"
    assert statement.node is not None
    if makes_types(statement.node) and shows_types_of(analysis, name):
        return "shows-module", f"a type that “{name}” makes may be shown, and that names its module"
    if _is_pickled(analysis, statement, name):
        return (
            "shows-module",
            f"the notebook pickles what may hold “{name}”, and that names its module",
        )
    if are_resolved(analysis, statement.node):
        return "shows-module", f"the notebook looks up what the annotations of “{name}” name"
    if _has_doctest(statement) and "testmod" in _all_methods(analysis):
        return "doctest", f"the notebook runs the doctests of “{name}”"
    if "unittest" in _all_roots(analysis) and statement.kind == "class":
        return "unittest", "the notebook runs the unit tests that it defines"
    if "ipytest" in _all_roots(analysis) and name.startswith("test"):
        return "unittest", "the notebook runs the tests that it defines"
    return None


def _is_pickled(analysis: Analysis, statement: Statement, name: str) -> bool:
    """Whether a pickle may hold the function itself, or an instance of the class."""
    pickled = pickled_names(analysis)
    if statement.kind == "class":
        given = pickled.values | pickled.called
        return bool(given and given & holders_of(analysis, frozenset({name}), "computed"))
    return bool(pickled.values and pickled.values & holders_of(analysis, frozenset({name}), "kept"))


def _has_doctest(statement: Statement) -> bool:
    assert statement.node is not None
    return any(
        isinstance(n, ast.Constant) and isinstance(n.value, str) and ">>>" in n.value
        for n in nodes_of(statement.node)
    )


@once
def _all_methods(analysis: Analysis) -> set[str]:
    return {call.rpartition(".")[2] for call in analysis.flow.every("calls")}


@once
def _all_roots(analysis: Analysis) -> set[str]:
    return {call.partition(".")[0] for call in analysis.flow.every("calls")}


def _gather(
    analysis: Analysis, statement: Statement, name: str, needs: _Gathered, *, now: bool
) -> Obstacle | None:
    """Sort one free name of a definition into what it needs."""
    flow = analysis.flow
    binders = flow.binders(name)
    if not binders:
        return _gather_unbound(analysis, statement, name, needs)
    relevant = flow.reaching(name, statement.index) if now else binders
    if now and not relevant:
        if explains(name):
            return None
        return "default-reads-notebook", f"it needs “{name}” before it is set"
    kinds = _kinds(analysis, relevant) if now else _kinds_of(analysis, name)
    if not kinds.isdisjoint({"import", "definition", "class"}) and analysis.flow.is_deleted(name):
        return "ambiguous-name", f"“{name}”, which it uses, is deleted somewhere"
    if kinds == {"import"}:
        found = {
            f"{i.module}:{i.symbol}:{i.name}": i
            for index in relevant
            for i in analysis.imports.get(index, ())
            if i.name == name
        }
        if is_one_value(found):
            needs.imports.update(found)
            return None
    if len(relevant) == 1 and kinds <= {"definition", "class"}:
        needs.definitions.add(relevant[0])
        return None
    if len(relevant) == 1 and goes_along(analysis, relevant[0], now=now):
        needs.constants.add(relevant[0])
        return None
    if kinds <= {"definition", "class", "import"}:
        return "ambiguous-name", f"“{name}”, which it uses, is defined more than once"
    if now:
        return "default-reads-notebook", f"it needs the notebook's “{name}” when it is defined"
    if explains(name):
        return "shadows-builtin", f"“{name}”, which it uses, is also a variable of the notebook"
    needs.globals[name] = None
    return None


def _kinds(analysis: Analysis, indices: Iterable[int]) -> frozenset[Kind]:
    return frozenset(analysis.statements[index].kind for index in indices)


@once
def _kinds_of(analysis: Analysis, name: str) -> frozenset[Kind]:
    """What the statements are that may bind the name."""
    return _kinds(analysis, analysis.flow.binders(name))


def _gather_unbound(
    analysis: Analysis, statement: Statement, name: str, needs: _Gathered
) -> Obstacle | None:
    if name == "display":
        needs.imports["display"] = Import("display", "IPython.display", "display", 0, False, -1)
        return None
    if explains(name) or name == "__class__":
        return None
    stars = dict.fromkeys(module for _, module in star_imports(analysis))
    if stars:
        needs.star.update(stars)
        return None
    return "unresolved-name", f"nothing in the notebook says where “{name}” comes from"
