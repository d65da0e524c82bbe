"""Every piece finds its place: a free name, a module where its imports mean what they meant, no circle."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from ..model import Refusal
from ..trees import module_of
from .choices import Choice
from .circles import circle
from .context import Context, State
from .import_lines import ImportOf, import_of
from .moved import Draft, Moved
from .names import BUILTINS, free_name, is_usable
from .order import too_early
from .runs import leading_imports
from .shelf import Shelf, agree, builtins_in, can_be_shared, same_code, unmet


@dataclass(frozen=True, slots=True)
class Fit:
    """A draft whose every piece fits; `reused` are ids of pieces that their modules have already."""

    draft: Draft
    reused: frozenset[str]


def fitted(context: Context, state: State, draft: Draft) -> Fit | State:
    """The draft as it fits, or a state with other names or modules, or fewer choices."""
    modules = _bad_modules(context, draft)
    if modules:
        return state.without(modules)
    shelves = {m.choice.module: context.shelf_of(m.choice.module) for m in draft.moved}
    refused = _unusable(context, draft, shelves)
    if refused:
        return state.without(refused)
    known = {module: shelf for module, shelf in shelves.items() if shelf is not None}
    draft = _at_home(context, draft, known)
    refused = _of_itself(context, draft)
    if refused:
        return state.without(refused)
    reused = _reused(draft, known)
    return (
        _named(context, state, draft, known, reused)
        or _importing(context, state, draft, known, reused)
        or _apart(context, state, draft)
        or _in_time(context, state, draft, known)
        or Fit(draft, reused)
    )


def _at_home(context: Context, draft: Draft, shelves: Mapping[str, Shelf]) -> Draft:
    """In `utils`, what the notebook has by `from churn.utils import area` is simply `area`."""

    def is_own(module: str, one: ImportOf) -> bool:
        is_plain = one.symbol == one.name and not one.level
        return (
            one.module == context.dotted(module)
            and is_plain
            and one.name in shelves[module].defined
        )

    moved = []
    for m in draft.moved:
        imports = tuple(i for i in m.piece.imports if not is_own(m.choice.module, i))
        moved.append(replace(m, piece=replace(m.piece, imports=imports)))
    return replace(draft, moved=tuple(moved))


def _of_itself(context: Context, draft: Draft) -> dict[str, Refusal]:
    """Choices that their own module would have to import something for: by a second name, or with a star."""
    return {
        m.choice.id: m.choice.refused("import-circle", f"{m.choice.module} would import itself")
        for m in draft.moved
        for one in m.piece.imports
        if one.module == context.dotted(m.choice.module) and not one.level
    }


def _bad_modules(context: Context, draft: Draft) -> dict[str, Refusal]:
    refused: dict[str, Refusal] = {}
    for moved in draft.moved:
        module = moved.choice.module
        if not all(is_usable(word) for word in module.split(".")):
            refused[moved.choice.id] = moved.choice.refused(
                "bad-name", f"“{module}” can't be the name of a module"
            )
    return refused


def _unusable(
    context: Context, draft: Draft, shelves: Mapping[str, Shelf | None]
) -> dict[str, Refusal]:
    """Choices whose module can't be read, or would do something of its own when it is imported."""
    package = context.shelf_of("__init__")
    refused: dict[str, Refusal] = {}
    for choice in (moved.choice for moved in draft.moved):
        shelf = shelves[choice.module]
        if shelf is None:
            reason = f"module “{choice.module}” can't be read"
            refused[choice.id] = choice.refused("broken-module", reason)
        elif shelf.runs_code or (package is not None and package.runs_code):
            where = f"module “{choice.module}”" if shelf.runs_code else "the package’s __init__"
            reason = f"{where} runs code when it is imported, which the notebook did not run"
            refused[choice.id] = choice.refused("module-runs-code", reason)
    return refused


def _reused(draft: Draft, shelves: Mapping[str, Shelf]) -> frozenset[str]:
    """Pieces that their module has already, with all that they need, and the same twice in the notebook."""
    found: set[str] = set()
    for moved in draft.moved:
        shelf = shelves[moved.choice.module]
        there = shelf.defined.get(moved.choice.name)
        is_same = there is not None and same_code(moved.piece.text, there)
        if is_same and not unmet(shelf, moved.piece.imports):
            found.add(moved.choice.id)
    for number, moved in enumerate(draft.moved):
        if any(_twin(moved, other) for other in draft.moved[:number]):
            found.add(moved.choice.id)
    return frozenset(found)


def _twin(moved: Moved, other: Moved) -> bool:
    same_place = (moved.choice.module, moved.choice.name) == (
        other.choice.module,
        other.choice.name,
    )
    if not same_place or moved.piece.imports != other.piece.imports:
        return False
    (node,) = module_of(other.piece.text).body
    return can_be_shared(node) and same_code(moved.piece.text, node)


def _named(
    context: Context,
    state: State,
    draft: Draft,
    shelves: Mapping[str, Shelf],
    reused: frozenset[str],
) -> State | None:
    """Another name for whatever has a taken one; a refusal where the person gave it."""
    steps: set[str] = set()
    inside: dict[str, set[str]] = {}
    for moved in draft.moved:
        choice = moved.choice
        here = inside.setdefault(choice.module, set())
        if choice.id in reused and (not choice.is_step or choice.name in steps):
            here.add(choice.name)
            continue
        taken = here | _names_of(shelves[choice.module], moved, choice.id in reused)
        if choice.is_step:
            taken |= context.words | steps | BUILTINS
        if choice.named and not is_usable(choice.name):
            return state.without(
                {choice.id: choice.refused("bad-name", f"“{choice.name}” is no name")}
            )
        if choice.name in taken:
            return _renamed(state, choice, taken | context.words)
        here.add(choice.name)
        steps.add(choice.name)
    return None


def _names_of(shelf: Shelf, moved: Moved, is_there: bool) -> set[str]:
    names = {*shelf.defined, *shelf.imported}
    return names - {moved.choice.name} if is_there else names


def _renamed(state: State, choice: Choice, taken: Iterable[str]) -> State:
    if choice.named or choice.pinned:
        return state.without(
            {choice.id: choice.refused("name-taken", f"“{choice.name}” is taken already")}
        )
    others = {c.name for c in state.choices}
    return state.replacing(
        {choice.id: replace(choice, name=free_name(choice.name, {*taken, *others}))}
    )


def _importing(
    context: Context,
    state: State,
    draft: Draft,
    shelves: Mapping[str, Shelf],
    reused: frozenset[str],
) -> State | None:
    """A refusal for the first piece whose imports or builtins mean something else in its module."""
    bound: dict[tuple[str, str], ImportOf] = {}
    names = {(m.choice.module, m.choice.name) for m in draft.moved}
    brought = _brought(draft)
    for moved in draft.moved:
        choice, shelf = moved.choice, shelves[moved.choice.module]
        if choice.id in reused:
            continue
        reason = _unfit(moved, shelf, names) or _hidden(moved, draft, brought[choice.module])
        for one in moved.piece.imports:
            before = bound.setdefault((choice.module, one.name), one)
            if not agree(one, before):
                reason = f"“{one.name}” comes from two places in module “{choice.module}”"
        if reason:
            return state.without({choice.id: choice.refused("name-taken", reason)})
    return None


def _unfit(moved: Moved, shelf: Shelf, names: set[tuple[str, str]]) -> str:
    module = moved.choice.module
    for one in moved.piece.imports:
        if one.symbol == "*" and not shelf.is_empty:
            return f"`{one.text}` could change what module “{module}” has"
        if shelf.clash(one) or (module, one.name) in names:
            return f"“{one.name}” means something else in module “{module}”"
        if one.module == "__future__" and not shelf.is_empty and not shelf.has_future:
            return f"module “{module}” has no `{one.text}`, which the notebook has"
    guarded = [name for _, found in moved.piece.guards for name in found]
    for name in guarded:
        if name in shelf.imported or (module, name) in names:
            return f"“{name}” means something else in module “{module}”"
    hidden = shelf.hides(moved.piece.text)
    return f"module “{module}” has its own “{hidden}”" if hidden else ""


def _brought(draft: Draft) -> Mapping[str, set[str]]:
    """By module: the builtins' names that are brought there for something else."""
    found: dict[str, set[str]] = {}
    for moved in draft.moved:
        names = {moved.piece.name, *(one.name for one in moved.piece.imports)}
        found.setdefault(moved.choice.module, set()).update(names & BUILTINS)
    return found


def _hidden(moved: Moved, draft: Draft, brought: Collection[str]) -> str:
    """A builtin that it uses itself, where another piece brings something else of that name."""
    own = {moved.piece.name, *(one.name for one in moved.piece.imports)}
    own |= draft.needs[moved.choice.id].definitions.keys()
    hiding = set(brought) - own
    used = hiding and hiding & builtins_in(moved.piece.text)
    return f"module “{moved.choice.module}” has its own “{min(used)}”" if used else ""


def _apart(context: Context, state: State, draft: Draft) -> State | None:
    """What imports each other in a circle goes into one module, or is refused where the person placed it."""
    names = circle(context, draft)
    if not names:
        return None
    inside = [m.choice for m in draft.moved if m.choice.module in names]
    free = [c for c in inside if not c.placed]
    homes = sorted({c.module for c in inside}, key=lambda name: (-_weight(inside, name), name))
    movable = {c.id: replace(c, module=homes[0]) for c in free if c.module != homes[0]}
    if movable:
        return state.replacing(movable)
    worst = min(inside, key=lambda c: (c.proposal.score, -c.first))
    ring = " and ".join(sorted(names))
    return state.without(
        {worst.id: worst.refused("import-circle", f"{ring} would import each other")}
    )


def _weight(choices: Iterable[Choice], module: str) -> int:
    return sum(1 + 100 * c.placed for c in choices if c.module == module)


def _in_time(
    context: Context, state: State, draft: Draft, shelves: Mapping[str, Shelf]
) -> State | None:
    """No module is imported before the notebook imports what it needs, where that could matter."""
    moments: dict[str, int] = {}
    for moved in draft.moved:
        moment = _moment(context, moved)
        module = moved.choice.module
        moments[module] = min(moment, moments.get(module, moment))
    for module, needed in _needing(context, draft):
        if module in moments and needed in moments:
            moments[needed] = min(moments[module], moments[needed])
    for moved in draft.moved:
        module = moved.choice.module
        there = (one for ones in shelves[module].imported.values() for one in ones)
        late = too_early(context.analysis, (*moved.piece.imports, *there), moments[module])
        late = late or too_early(context.analysis, _own_imports(context, moved), moved.choice.first)
        if late is not None:
            reason = f"its module would import “{late.module}” before the notebook does"
            early = _earliest_constant(context, draft, module, moments[module]) or moved.choice
            return state.without({early.id: early.refused("imported-too-early", reason)})
    return None


def _earliest_constant(context: Context, draft: Draft, module: str, moment: int) -> Choice | None:
    """The constant that has a module imported as early as that, where it is one: it can be passed instead."""
    for moved in draft.moved:
        is_constant = moved.choice.module == module and moved.piece.is_constant
        if is_constant and _moment(context, moved) == moment:
            return moved.choice
    return None


def _own_imports(context: Context, moved: Moved) -> list[ImportOf]:
    """What a run imports in its middle: that stays in the notebook, above the call."""
    imports = context.analysis.imports
    found = (one for index in moved.choice.proposal.statements for one in imports.get(index, ()))
    return [import_of(one) for one in found if one.module or one.level]


def _moment(context: Context, moved: Moved) -> int:
    """The statement that an import stands before: a definition's own, or the first code of a call's cell."""
    if not moved.choice.is_step:
        return moved.choice.first
    cell = moved.spans[-1].cell
    above = leading_imports(context.analysis, cell)
    if above:
        return above[-1].index + 1
    inside = (s.index for s in context.analysis.of_cell(cell))
    return min(inside, default=moved.choice.first)


def _needing(context: Context, draft: Draft) -> list[tuple[str, str]]:
    """Which module imports which, by the pieces; repeated so that chains are followed."""
    prefix = f"{context.project.package}."
    pairs = [
        (m.choice.module, one.module.removeprefix(prefix))
        for m in draft.moved
        for one in m.piece.imports
        if one.module.startswith(prefix)
    ]
    return pairs * max(1, len({module for module, _ in pairs}))
