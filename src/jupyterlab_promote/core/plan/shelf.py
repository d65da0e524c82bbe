"""What a module has already, and whether a new piece fits beside it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..trees import module_of
from .import_lines import ImportOf
from .imports_merge import imports_in, names_in
from .names import BUILTINS
from .occurrences import mentions


@dataclass(frozen=True, slots=True)
class Shelf:
    """The names that a module binds itself: by import, or by other statements.

    `runs_code` says that importing it does more than import, define and set names.
    """

    imported: Mapping[str, tuple[ImportOf, ...]]
    defined: Mapping[str, ast.stmt]
    has_future: bool = False
    is_empty: bool = True
    runs_code: bool = False

    def clash(self, one: ImportOf) -> bool:
        """Whether the import's name means something else here. `import a.b` goes with `import a`."""
        if one.name in self.defined:
            return True
        return not all(agree(one, other) for other in self.imported.get(one.name, ()))

    def has(self, name: str) -> bool:
        """Whether the module binds the name."""
        return name in self.defined or name in self.imported

    def hides(self, text: str) -> str | None:
        """A builtin that the text uses and the module means something else by."""
        return next((name for name in sorted(builtins_in(text)) if self.has(name)), None)


def builtins_in(text: str) -> frozenset[str]:
    """The builtins' names that the text mentions."""
    return BUILTINS & mentions([module_of(text)])


def shelf_of(text: str | None, package: str = "", module: str = "") -> Shelf | None:
    """What a module's text binds; None where it can't be read.

    `package` and `module` tell what relative imports mean: `from .a import b` in module `c` of `pkg`
    is taken as `from pkg.a import b`.
    """
    try:
        tree = module_of(text or "")
    except (SyntaxError, ValueError, RecursionError):
        return None
    imported: dict[str, tuple[ImportOf, ...]] = {}
    for node in tree.body:
        for one in (absolute(found, package, module) for found in imports_in(node)):
            imported[one.name] = (*imported.get(one.name, ()), one)
    defined = {
        name: node
        for name, node in names_in(tree)
        if not isinstance(node, ast.Import | ast.ImportFrom)
    }
    future = any(one.module == "__future__" for ones in imported.values() for one in ones)
    return Shelf(imported, defined, future, not tree.body, any(map(_runs, tree.body)))


def absolute(one: ImportOf, package: str, module: str) -> ImportOf:
    """The same import by the whole name of its module."""
    if not one.level or not package:
        return one
    parts = [package, *module.split(".")]
    return replace(
        one, module=".".join([*parts[: -one.level], *filter(None, [one.module])]), level=0
    )


def _runs(node: ast.stmt) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.If(
            test=ast.Compare(left=ast.Name(id="__name__"))
        ):
            return False
        case ast.Assign(targets=targets):
            return not all(isinstance(target, ast.Name | ast.Tuple) for target in targets)
        case ast.If() | ast.Try():
            bodies = [node.body, node.orelse, getattr(node, "handlers", [])]
            return any(_runs(inner) for body in bodies for inner in body)
        case ast.ExceptHandler():
            return any(map(_runs, node.body))
    quiet = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return not isinstance(node, (*quiet, ast.AnnAssign, ast.Pass))


def agree(one: ImportOf, other: ImportOf) -> bool:
    """Whether two imports of one name bind the same thing."""
    plain = one.symbol is None and other.symbol is None
    tops = {one.module.partition(".")[0], other.module.partition(".")[0]}
    return one == other or (plain and tops == {one.name} == {other.name})


def same_code(text: str, node: ast.stmt) -> bool:
    """Whether the text is the same statement, layout and comments aside."""
    try:
        (mine,) = module_of(text).body
    except (SyntaxError, ValueError):
        return False
    return ast.dump(mine) == ast.dump(node)


def can_be_shared(node: ast.stmt) -> bool:
    """Whether one object can serve in the place of two that were made alike: nothing in it changes."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            defaults = [*node.args.defaults, *filter(None, node.args.kw_defaults)]
            return not node.decorator_list and all(isinstance(d, ast.Constant) for d in defaults)
        case ast.Assign(value=ast.Constant()):
            return True
    return False


def unmet(shelf: Shelf, imports: Iterable[ImportOf]) -> bool:
    """Whether any of these imports is not there yet."""
    return any(one not in shelf.imported.get(one.name, ()) for one in imports)
