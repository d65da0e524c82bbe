"""What one top-level statement does, and what is known of the whole notebook."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ..model import Span

Kind = Literal[
    "import",
    "definition",
    "class",
    "assign",
    "block",
    "call",
    "display",
    "magic",
    "opaque",
    "other",
]
Effect = Literal[
    "prints", "plots", "random", "files", "configures", "notebook", "frame", "blanks", "unknown"
]

ANY_NAME = "*"  # what a statement binds that may bind anything
_WILD_CALLS = frozenset(
    {"locals", "globals", "vars", "dir", "exec", "eval", "__import__", "get_ipython"}
)


class Import(NamedTuple):
    """One bound name of an import statement: `import a.b as name` or `from module import symbol as name`.

    `import a.b` binds `a`: name="a", module="a.b", symbol=None, alias=False. A star import has name="*".
    A block that only imports (`try: import … except ImportError: …`, `if TYPE_CHECKING:`) gives its names
    with module="" and level 0: the whole statement goes along as it stands.
    """

    name: str
    module: str
    symbol: str | None
    level: int
    alias: bool
    statement: int


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What a statement does to the notebook's namespace when it runs; told apart by identity, so that caches are cheap.

    binds         names that it may bind
    must          names that are certainly bound once it has run
    kills         names that are unbound once it has run (`del`, the end of `except … as e`)
    reads         names whose old value it may read as it runs (upward-exposed), builtins included
    later         free names of the functions, lambdas, classes' methods and generators that it creates
    mutates       names whose object it certainly changes in place
    may_mutate    names whose object it may change (arguments and receivers of unknown calls)
    global_writes names that functions created here write through `global`
    effects       what it does besides: prints, plots, random, files, configures (global options),
                  notebook (get_ipython, In, Out, magics), frame (locals, exec, eval, frames), blanks (a string with a line of
                  spaces only, which IPython empties and Python does not), unknown (calls)
    calls         dotted names of what it calls as it runs (`plt.plot`; `?.fit` where the receiver is no name;
                  `%time` for a magic)
    later_calls   the same for the functions that it creates
    later_mutates names whose object these functions certainly change
    stored        names whose value it may store in what it binds or changes (not merely call or compute with)
    all_calls     both of these
    called        names that it calls
    keeps_closure it may store a function made here (lambda, def, class, generator) in what it binds or changes
    exposed       those of `later` that may be looked up before the statement itself has bound them
    mentions      identifiers inside strings that other libraries evaluate (`query`, formulas); "@" for
                  a query that is not written out in the call
    queried       names after an @ in its strings, which may be such queries
    strings       strings in it that could be names: what they name may be a column; "__main__" where one mentions it
    awaits        it awaits at top level
    wild          it may read any name, or bind any: `locals()`, `exec(…)`, `%run -i`
    """

    binds: frozenset[str] = frozenset()
    must: frozenset[str] = frozenset()
    kills: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()
    mutates: frozenset[str] = frozenset()
    may_mutate: frozenset[str] = frozenset()
    global_writes: frozenset[str] = frozenset()
    effects: frozenset[Effect] = frozenset()
    calls: frozenset[str] = frozenset()
    later_calls: frozenset[str] = frozenset()
    later_mutates: frozenset[str] = frozenset()
    stored: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    keeps_closure: bool = False
    exposed: frozenset[str] = frozenset()
    mentions: frozenset[str] = frozenset()
    queried: frozenset[str] = frozenset()
    strings: frozenset[str] = frozenset()
    awaits: bool = False
    wild: bool = field(init=False)
    all_calls: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Asked of every statement at every edit, so answered once."""
        is_wild = ANY_NAME in self.binds or not _WILD_CALLS.isdisjoint(self.calls)
        object.__setattr__(self, "wild", is_wild)
        calls = self.calls | self.later_calls if self.later_calls else self.calls
        object.__setattr__(self, "all_calls", calls)


class Statement(NamedTuple):
    """A top-level statement of a code cell; a tuple, as one edit makes thousands anew.

    `index` counts over the notebook. `span` covers the statement with its decorators. `lead` is the
    first line of the comments that belong to it (its own first line where there are none).
    `node` is the tree of the masked source: its line numbers are the cell's, its column offsets are
    UTF-8 bytes, as `ast` has it. `displays` says that the cell shows this expression's value.
    `opaque` statements (a cell magic's body, a line magic) have no node.
    """

    index: int  # type: ignore[assignment]  # not the method of tuples
    cell: int
    span: Span
    lead: int
    kind: Kind
    node: ast.stmt | None
    facts: Facts
    displays: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """`use` reads the value of `name` that `definition` bound (both are statement indices)."""

    definition: int
    use: int
    name: str


@dataclass(frozen=True, slots=True)
class Interface:
    """What a run of statements takes and gives, were it a function (live-in and live-out).

    parameters   notebook values that it reads, in order of first read
    returns      names that it binds and something later reads, in order of binding
    localised    names that it binds and nothing later reads
    stale        those of `localised` that were set before the run as well: unless all that set them
                 leaves the notebook too, they must be returned, or the old value would stay behind
    imports      the imports that its free names come from
    definitions  statement indices of the notebook's functions and classes that it reads
    constants    statement indices of the literal constants (bound once, never changed) that it reads;
                 these names are in `parameters` too: lifting one takes it out
    star         modules whose star import may provide a name that nothing else explains
    unresolved   names that nothing explains
    is_async     it awaits: the function is `async def` and its call is awaited
    shows        its last statement is the expression that the cell displays
    """

    parameters: tuple[str, ...]
    returns: tuple[str, ...]
    localised: tuple[str, ...]
    stale: tuple[str, ...] = ()
    imports: tuple[Import, ...] = ()
    definitions: tuple[int, ...] = ()
    constants: tuple[int, ...] = ()
    star: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()
    is_async: bool = False
    shows: bool = False


@dataclass(frozen=True, slots=True)
class Needs:
    """What a definition reads besides its own: all of it must be there in its module.

    imports      imports that its free names come from
    definitions  statement indices of functions and classes of the notebook that must move too
    constants    statement indices of literal constants that must move too
    globals      other values of the notebook that it reads when called: they become parameters
    star         modules whose star import may explain a name
    """

    imports: tuple[Import, ...]
    definitions: tuple[int, ...]
    constants: tuple[int, ...]
    globals: tuple[str, ...]
    star: tuple[str, ...]
