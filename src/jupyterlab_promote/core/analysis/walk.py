"""One forward pass over the statements of one scope: what they read, bind, create and call.

The pass keeps the names that are certainly bound on the current path (`bound`, `None` where the
path has ended). A name that is read while it is not in `bound` is an upward-exposed read; at a
join only names bound on every path stay. This is the textbook pair of definite assignment and
upward-exposed uses (Aho, Lam, Sethi, Ullman, chapter 9), computed on the structured tree, so that
loops need no iteration: the first iteration exposes the most.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from ..trees import nodes_of
from . import calls as known
from .exposure import Bound, meet
from .expressions import Expressions
from .names import dotted, names_in


class Walk(Expressions):
    """The facts of a run of statements; build with `walk(statements)` and read the attributes."""

    __slots__ = ()

    def body(self, statements: Sequence[ast.stmt]) -> None:
        for statement in statements:
            _STATEMENTS[type(statement)](self, statement)

    def _expr_statement(self, node: ast.Expr) -> None:
        self.visit(node.value, stored=False)

    def _assign(self, node: ast.Assign) -> None:
        self.visit(node.value, stored=True)
        for target in node.targets:
            self.target(target)

    def _aug_assign(self, node: ast.AugAssign) -> None:
        target = node.target
        if isinstance(target, ast.Name):
            self.read(target.id)
            self.visit(node.value, stored=True)
            self.bind(target.id)
            self.may_mutate.add(target.id)
        else:
            self.visit(node.value, stored=True)
            self.target(target)

    def _ann_assign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value, stored=True)
        self.visit(node.annotation, stored=False)
        if node.value is not None or not isinstance(node.target, ast.Name):
            self.target(node.target)

    def target(self, node: ast.expr) -> None:
        if isinstance(node, ast.Name):
            self.bind(node.id)
        elif isinstance(node, (ast.Tuple, ast.List)):
            for element in node.elts:
                self.target(element)
        elif isinstance(node, ast.Starred):
            self.target(node.value)
        elif isinstance(node, (ast.Attribute, ast.Subscript)):
            self.visit(node.value, stored=False)
            if isinstance(node, ast.Subscript):
                self.visit(node.slice, stored=False)
            self._mutated(node, self.mutates)

    def _return(self, node: ast.Return) -> None:
        if node.value is not None:
            self.visit(node.value, stored=True)
        self.returns = True
        self.bound = None

    def _raise(self, node: ast.Raise) -> None:
        if node.exc is not None:
            self.visit(node.exc, stored=False)
        if node.cause is not None:
            self.visit(node.cause, stored=False)
        self.bound = None

    def _assert(self, node: ast.Assert) -> None:
        self.visit(node.test, stored=False)
        if node.msg is not None:
            before = self._copy()
            self.visit(node.msg, stored=False)
            self.bound = before

    def _delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            self._delete_target(target)

    def _delete_target(self, target: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.read(target.id)
            self.kill(target.id)
        elif isinstance(target, (ast.Tuple, ast.List)):
            for element in target.elts:
                self._delete_target(element)
        else:
            self.target(target)

    def _import(self, node: ast.Import) -> None:
        for alias in node.names:
            self.bind(alias.asname or alias.name.split(".")[0])

    def _import_from(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if alias.name != "*":
                self.bind(alias.asname or alias.name)

    def _global(self, node: ast.Global) -> None:
        self.declared.update(node.names)
        self.global_names.update(node.names)

    def _nonlocal(self, node: ast.Nonlocal) -> None:
        self.declared.update(node.names)

    def _break(self, node: ast.Break) -> None:
        self.breaks.append(self._copy())
        self.bound = None

    def _continue(self, node: ast.Continue) -> None:
        self.continues.append(self._copy())
        self.bound = None

    def _pass(self, node: ast.Pass) -> None:
        pass

    def _if(self, node: ast.If) -> None:
        self.visit(node.test, stored=False)
        before = self._copy()
        self.body(node.body)
        taken, self.bound = self.bound, before
        self.body(node.orelse)
        self.bound = meet([taken, self.bound])

    def _while(self, node: ast.While) -> None:
        self.visit(node.test, stored=False)
        before = self._copy()
        outer_kills, self.kills = self.kills, set()
        outer_continues, self.continues = self.continues, []
        broke = self._loop_body(node.body)
        endless = isinstance(node.test, ast.Constant) and bool(node.test.value)
        self.bound = None if endless else self._after_rounds(before)
        self.continues = outer_continues
        self.body(node.orelse)
        self.bound = meet([self.bound, *broke])
        self.kills |= outer_kills

    def _for(self, node: ast.For | ast.AsyncFor) -> None:
        self.awaits = self.awaits or isinstance(node, ast.AsyncFor)
        self.visit(node.iter, stored=True)
        before = self._copy()
        self.target(node.target)
        outer_kills, self.kills = self.kills, set()
        outer_continues, self.continues = self.continues, []
        broke = self._loop_body(node.body)
        if runs_at_least_once(node.iter):
            self.bound = meet([self.bound, *self.continues])
        else:
            self.bound = self._after_rounds(before)
        self.continues = outer_continues
        self.body(node.orelse)
        self.bound = meet([self.bound, *broke])
        self.kills |= outer_kills

    def _loop_body(self, body: Sequence[ast.stmt]) -> list[Bound]:
        outer_breaks, self.breaks = self.breaks, []
        self.body(body)
        broke, self.breaks = self.breaks, outer_breaks
        return broke

    def _after_rounds(self, before: Bound) -> Bound:
        """What is bound after any number of rounds: what was before, less what a round leaves unbound."""
        return meet([before, *([] if before is None else [self.bound, *self.continues])])

    def _without_kills(self, state: Bound) -> Bound:
        return None if state is None else state - self.kills

    def _with(self, node: ast.With | ast.AsyncWith) -> None:
        self.awaits = self.awaits or isinstance(node, ast.AsyncWith)
        for item in node.items:
            self.visit(item.context_expr, stored=True)
            if item.optional_vars is not None:
                self.target(item.optional_vars)
        before = self._copy()
        outer_kills, self.kills = self.kills, set()
        self.body(node.body)
        if any(known.may_suppress(item.context_expr) for item in node.items):
            self.bound = self._without_kills(before)
        self.kills |= outer_kills

    def _try(self, node: Any) -> None:
        before = self._copy()
        outer_kills, self.kills = self.kills, set()
        self.body(node.body)
        interrupted = self._without_kills(before)
        self.body(node.orelse)
        ends = [self.bound]
        for handler in node.handlers:
            self.bound = None if interrupted is None else set(interrupted)
            if handler.type is not None:
                self.visit(handler.type, stored=False)
            if handler.name:
                self.bind(handler.name)
            self.body(handler.body)
            if handler.name:
                self.kill(handler.name)
            ends.append(self.bound)
        joined = meet(ends)
        if node.finalbody:
            self._finally(node.finalbody, interrupted, joined)
        else:
            self.bound = joined
        self.kills |= outer_kills

    def _finally(self, body: Sequence[ast.stmt], interrupted: Bound, joined: Bound) -> None:
        self.bound = self._without_kills(interrupted) if interrupted is not None else set()
        at_start = self._copy() or set()
        self.body(body)
        if self.bound is None or joined is None:
            self.bound = None
        else:
            self.bound = (joined - self.kills) | (self.bound - at_start) | (joined & self.bound)

    def _match(self, node: ast.Match) -> None:
        self.visit(node.subject, stored=True)
        before = self._copy()
        ends: list[Bound] = []
        exhaustive = False
        for case in node.cases:
            self.bound = None if before is None else set(before)
            self._pattern(case.pattern)
            if case.guard is not None:
                self.visit(case.guard, stored=False)
            self.body(case.body)
            ends.append(self.bound)
            exhaustive = exhaustive or (case.guard is None and _irrefutable(case.pattern))
        if not exhaustive:
            ends.append(self._without_kills(before))
        self.bound = meet(ends)

    def _pattern(self, pattern: ast.AST) -> None:
        for node in nodes_of(pattern):
            if isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
                self.bind(node.name)
            elif isinstance(node, ast.MatchMapping) and node.rest:
                self.bind(node.rest)
            elif isinstance(node, ast.MatchValue):
                self.visit(node.value, stored=False)
            elif isinstance(node, ast.MatchClass):
                self.visit(node.cls, stored=False)

    # ---------------------------------------------------------------- nested scopes

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for decorator in node.decorator_list:
            self._decorator(decorator)
        self.shadow.append(_type_parameters(node))
        self._arguments_now(node.args)
        if node.returns is not None:
            self.visit(node.returns, stored=False)
        self._nested(node.args, node.body, node.name)
        self.shadow.pop()
        self.keeps_closure = True
        self.bind(node.name)

    def _decorator(self, node: ast.expr) -> None:
        self.visit(node, stored=True)
        function = node.func if isinstance(node, ast.Call) else node
        self.calls.add(dotted(function))
        if isinstance(function, ast.Attribute):
            self._mutated(function, self.may_mutate)  # `@app.route`

    def _class(self, node: ast.ClassDef) -> None:
        for decorator in node.decorator_list:
            self._decorator(decorator)
        self.shadow.append(_type_parameters(node))
        for base in (*node.bases, *(keyword.value for keyword in node.keywords)):
            self.visit(base, stored=True)
        inner = Walk(own=self.own)
        inner.body(node.body)
        for name in inner.reads:
            self.read(name)
        for name in inner.later:
            if name != "__class__":
                self.read_later(name)
        self.shadow.pop()
        self.outer_writes |= inner.outer_writes
        self.global_names |= inner.global_names
        self.calls |= inner.calls
        self.later_calls |= inner.later_calls
        self.later_mutates |= inner.later_mutates
        self.mentions |= inner.mentions
        self.strings |= inner.strings
        self.queried |= inner.queried
        self.keeps_closure = self.created = True
        for name in inner.declared & inner.binds.keys():
            self.bind(name)
        self.bind(node.name)

    def _type_alias(self, node: Any) -> None:
        self.target(node.name)
        self.shadow.append(_type_parameters(node))
        for name in names_in(node.value):
            self.read_later(name)
        self.shadow.pop()


def walk(
    statements: Sequence[ast.stmt],
    bound: Iterable[str] = (),
    own: frozenset[str] = frozenset(),
) -> Walk:
    """The facts of `statements`, run in order where the names in `bound` are already bound; `own` as in Exposure.

    Many ask for the same, so nobody changes what comes back.
    """
    return _walked(tuple(statements), frozenset(bound), own)


@lru_cache(maxsize=500)
def _walked(statements: tuple[ast.stmt, ...], bound: frozenset[str], own: frozenset[str]) -> Walk:
    result = Walk(bound, own)
    result.body(statements)
    return result


def runs_at_least_once(iterable: ast.expr) -> bool:
    """A literal with elements, or `range` of positive literals: the loop's body certainly runs."""
    if isinstance(iterable, (ast.List, ast.Tuple, ast.Set)):
        return any(not isinstance(element, ast.Starred) for element in iterable.elts)
    if isinstance(iterable, ast.Constant):
        return isinstance(iterable.value, str) and bool(iterable.value)
    if isinstance(iterable, ast.Call) and isinstance(iterable.func, ast.Name):
        if iterable.func.id == "enumerate" and iterable.args:
            return runs_at_least_once(iterable.args[0])
        if iterable.func.id == "range" and not iterable.keywords:
            return _range_is_not_empty(iterable.args)
    return False


def _range_is_not_empty(arguments: list[ast.expr]) -> bool:
    values = [a.value for a in arguments if isinstance(a, ast.Constant) and type(a.value) is int]
    if len(values) != len(arguments) or not 1 <= len(values) <= 2:
        return False
    return len(range(*values)) > 0


def _type_parameters(node: ast.stmt) -> set[str]:
    """The names of `def f[T](…)`, which only it sees; none before Python 3.12."""
    return {parameter.name for parameter in getattr(node, "type_params", ())}


def _irrefutable(pattern: ast.pattern) -> bool:
    if isinstance(pattern, ast.MatchAs):
        return pattern.pattern is None or _irrefutable(pattern.pattern)
    return isinstance(pattern, ast.MatchOr) and any(map(_irrefutable, pattern.patterns))


_STATEMENTS: dict[type[ast.AST], Callable[[Walk, Any], None]] = {
    ast.Expr: Walk._expr_statement,
    ast.Assign: Walk._assign,
    ast.AugAssign: Walk._aug_assign,
    ast.AnnAssign: Walk._ann_assign,
    ast.Return: Walk._return,
    ast.Raise: Walk._raise,
    ast.Assert: Walk._assert,
    ast.Delete: Walk._delete,
    ast.Import: Walk._import,
    ast.ImportFrom: Walk._import_from,
    ast.Global: Walk._global,
    ast.Nonlocal: Walk._nonlocal,
    ast.Break: Walk._break,
    ast.Continue: Walk._continue,
    ast.Pass: Walk._pass,
    ast.If: Walk._if,
    ast.While: Walk._while,
    ast.For: Walk._for,
    ast.AsyncFor: Walk._for,
    ast.With: Walk._with,
    ast.AsyncWith: Walk._with,
    ast.Try: Walk._try,
    ast.Match: Walk._match,
    ast.FunctionDef: Walk._function,
    ast.AsyncFunctionDef: Walk._function,
    ast.ClassDef: Walk._class,
}
for _name, _handler in (("TryStar", Walk._try), ("TypeAlias", Walk._type_alias)):
    if hasattr(ast, _name):  # Python 3.11 and 3.12
        _STATEMENTS[getattr(ast, _name)] = _handler
