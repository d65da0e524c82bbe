"""A definition or a constant as a piece of a module, with the import that stands in its place."""

from __future__ import annotations

import ast

from ..analysis.facts import Statement
from ..model import Refusal
from .choices import Choice
from .context import Context, State
from .imports_needed import with_submodules
from .links import links_of
from .modules import Piece
from .moved import Moved
from .needs import Needs, stars_of
from .occurrences import Definition, renamed, renamed_definition
from .passing import Passing
from .runs import span_of
from .splices import Splice, part


def definition_of(
    context: Context, state: State, choice: Choice, needs: Needs, passed: Passing
) -> Moved | Refusal:
    """The definition under its name in the module, with the data that it takes on; else why not."""
    statement = context.analysis.statements[choice.first]
    assert statement.node is not None
    source = context.analysis.notebook.cells[statement.cell].source
    (bound,) = statement.facts.binds
    links = links_of(context, state, choice, needs, [statement])
    if isinstance(links, Refusal):
        return links
    own = _own_rename(statement, source, bound, choice.name)
    if own is None:
        return choice.refused("unclear-rename", f"“{bound}” can't be renamed where it names itself")
    stars = stars_of(context.analysis, needs, [statement.node], len(context.analysis.statements))
    if isinstance(stars, str):
        return choice.refused("star-import", stars)
    span = span_of(context.analysis, statement)
    text = part(source, span, [*passed.splices, *links.splices, *own]).replace("\r\n", "\n")
    imports = with_submodules(context.analysis, (*stars, *needs.imports, *links.imports), text)
    is_constant = statement.kind == "assign"
    piece = Piece(choice.first, choice.name, text, is_constant, imports, needs.guards)
    parameters = (*passed.taken.get(choice.first, ()), *_arguments(statement.node))
    return Moved(choice, piece, (span,), None, bound, parameters, stars=stars)


def _arguments(node: ast.stmt | None) -> tuple[str, ...]:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return ()
    given = node.args
    plain = (*given.posonlyargs, *given.args, *given.kwonlyargs)
    rest = [arg for arg in (given.vararg, given.kwarg) if arg is not None]
    return tuple(arg.arg for arg in (*plain, *rest))


def _own_rename(
    statement: Statement, source: str, bound: str, name: str
) -> tuple[Splice, ...] | None:
    node = statement.node
    if name == bound:
        return ()
    if isinstance(node, Definition):
        return renamed_definition(statement.cell, source, node, name)
    assert node is not None
    return renamed(statement.cell, source, [node], bound, name)
