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
from typing import Any

from . import calls as known

Bound = set[str] | None


def _meet(states: Iterable[Bound]) -> Bound:
    result: Bound = None
    for state in states:
        if state is not None:
            result = set(state) if result is None else result & state
    return result


class Walk:
    """The facts of a run of statements; build with `walk(statements)` and read the attributes.

    reads/later/binds are dictionaries used as ordered sets. `breaks`, `continues` hold the bound
    names at each `break`/`continue` that leaves the run; `returns` says that it may return.
    """

    __slots__ = (
        "awaits", "binds", "bound", "breaks", "called", "calls", "continues", "created",
        "declared", "exposed", "keeps_closure", "kills", "later", "later_calls", "later_mutates", "may_mutate", "mentions",
        "mutates", "outer_writes", "queried", "reads", "returns", "shadow", "stored", "strings", "yields",
    )  # fmt: skip

    def __init__(self, bound: Iterable[str] = ()) -> None:
        self.bound: Bound = set(bound)
        self.reads: dict[str, None] = {}
        self.later: dict[str, None] = {}
        self.exposed: set[str] = set()
        self.binds: dict[str, None] = {}
        self.kills: set[str] = set()
        self.declared: set[str] = set()
        self.outer_writes: set[str] = set()
        self.calls: set[str] = set()
        self.later_calls: set[str] = set()
        self.later_mutates: set[str] = set()
        self.mutates: set[str] = set()
        self.may_mutate: set[str] = set()
        self.stored: set[str] = set()
        self.called: set[str] = set()
        self.mentions: set[str] = set()
        self.strings: set[str] = set()
        self.queried: set[str] = set()
        self.created = False
        self.keeps_closure = False
        self.awaits = False
        self.yields = False
        self.returns = False
        self.breaks: list[Bound] = []
        self.continues: list[Bound] = []
        self.shadow: list[set[str]] = []

    # ---------------------------------------------------------------- names

    def read(self, name: str) -> None:
        if self.shadow and any(name in scope for scope in self.shadow):
            return
        if self.bound is None or name not in self.bound:
            self.reads[name] = None

    def read_later(self, name: str) -> None:
        """A function made here reads the name; exposed where it may not be bound by then."""
        if any(name in scope for scope in self.shadow):
            return
        self.later[name] = None
        if self.bound is None or name not in self.bound:
            self.exposed.add(name)

    def bind(self, name: str) -> None:
        if name in self.declared:
            self.outer_writes.add(name)
        self.binds[name] = None
        if self.bound is not None:
            self.bound.add(name)

    def kill(self, name: str) -> None:
        self.kills.add(name)
        if self.bound is not None:
            self.bound.discard(name)

    def _copy(self) -> Bound:
        return None if self.bound is None else set(self.bound)

    # ---------------------------------------------------------------- statements

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

    def _mutated(self, node: ast.expr, into: set[str]) -> None:
        root = root_of(node)
        if root is not None and not any(root in scope for scope in self.shadow):
            into.add(root)

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

    def _scope_declaration(self, node: ast.Global | ast.Nonlocal) -> None:
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
        self.bound = _meet([taken, self.bound])

    def _while(self, node: ast.While) -> None:
        self.visit(node.test, stored=False)
        before = self._copy()
        outer_kills, self.kills = self.kills, set()
        outer_continues, self.continues = self.continues, []
        broke = self._loop_body(node.body)
        self.continues = outer_continues
        endless = isinstance(node.test, ast.Constant) and bool(node.test.value)
        self.bound = None if endless else self._without_kills(before)
        self.body(node.orelse)
        self.bound = _meet([self.bound, *broke])
        self.kills |= outer_kills

    def _for(self, node: ast.For | ast.AsyncFor) -> None:
        self.awaits = self.awaits or isinstance(node, ast.AsyncFor)
        self.visit(node.iter, stored=False)
        before = self._copy()
        self.target(node.target)
        outer_kills, self.kills = self.kills, set()
        outer_continues, self.continues = self.continues, []
        broke = self._loop_body(node.body)
        if runs_at_least_once(node.iter):
            self.bound = _meet([self.bound, *self.continues])
        else:
            self.bound = self._without_kills(before)
        self.continues = outer_continues
        self.body(node.orelse)
        self.bound = _meet([self.bound, *broke])
        self.kills |= outer_kills

    def _loop_body(self, body: Sequence[ast.stmt]) -> list[Bound]:
        outer_breaks, self.breaks = self.breaks, []
        self.body(body)
        broke, self.breaks = self.breaks, outer_breaks
        return broke

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
        joined = _meet(ends)
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
        self.bound = _meet(ends)

    def _pattern(self, pattern: ast.AST) -> None:
        for node in ast.walk(pattern):
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
        self.calls.add(dotted(node.func if isinstance(node, ast.Call) else node))

    def _arguments_now(self, arguments: ast.arguments) -> None:
        for default in (*arguments.defaults, *arguments.kw_defaults):
            if default is not None:
                self.visit(default, stored=True)
        for argument in _all_arguments(arguments):
            if argument.annotation is not None:
                self.visit(argument.annotation, stored=False)

    def _nested(
        self, arguments: ast.arguments, body: Sequence[ast.stmt] | ast.expr, name: str = ""
    ) -> None:
        parameters = [argument.arg for argument in _all_arguments(arguments)]
        inner = Walk(parameters)
        if isinstance(body, ast.expr):
            inner.visit(body, stored=True)
        else:
            inner.body(body)
        local = (set(parameters) | set(inner.binds)) - inner.declared
        was_exposed = name in self.exposed
        for free in (*inner.reads, *inner.later):
            if free not in local:
                self.read_later(free)
        if not was_exposed:
            self.exposed.discard(name)  # it is bound before anything can call it
        self.outer_writes |= inner.outer_writes - local
        self.later_calls |= inner.calls | inner.later_calls
        self.later_mutates |= (inner.mutates | inner.later_mutates) - local
        self.mentions |= inner.mentions - local
        self.strings |= inner.strings
        self.queried |= inner.queried
        self.created = True

    def _class(self, node: ast.ClassDef) -> None:
        for decorator in node.decorator_list:
            self._decorator(decorator)
        self.shadow.append(_type_parameters(node))
        for base in (*node.bases, *(keyword.value for keyword in node.keywords)):
            self.visit(base, stored=True)
        inner = Walk()
        inner.body(node.body)
        for name in inner.reads:
            self.read(name)
        for name in inner.later:
            if name != "__class__":
                self.read_later(name)
        self.shadow.pop()
        self.outer_writes |= inner.outer_writes
        self.calls |= inner.calls
        self.later_calls |= inner.later_calls
        self.later_mutates |= inner.later_mutates
        self.mentions |= inner.mentions
        self.strings |= inner.strings
        self.queried |= inner.queried
        self.keeps_closure = self.created = True
        self.bind(node.name)

    def _type_alias(self, node: Any) -> None:
        self.target(node.name)
        self.shadow.append(_type_parameters(node))
        for name in names_in(node.value):
            self.read_later(name)
        self.shadow.pop()

    # ---------------------------------------------------------------- expressions

    def visit(self, node: ast.expr, *, stored: bool) -> None:
        """Visit `node`; `stored` says that its value may end up in what the statement binds."""
        handler = _EXPRESSIONS.get(type(node))
        if handler is not None:
            handler(self, node, stored)
            return
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.visit(child, stored=stored)
            elif isinstance(child, ast.keyword):
                self.visit(child.value, stored=stored)

    def _name(self, node: ast.Name, stored: bool) -> None:
        self.read(node.id)
        if stored:
            self.stored.add(node.id)

    def _constant(self, node: ast.Constant, stored: bool) -> None:
        if type(node.value) is str:
            if node.value.isidentifier():
                self.strings.add(node.value)
            elif "@" in node.value:
                self.queried.update(known.names_after_at(node.value))

    def _attribute(self, node: ast.Attribute, stored: bool) -> None:
        self.visit(node.value, stored=stored)

    def _subscript(self, node: ast.Subscript, stored: bool) -> None:
        self.visit(node.value, stored=stored)
        self.visit(node.slice, stored=False)

    def _computed(self, node: ast.expr, stored: bool) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.visit(child, stored=False)

    def _call(self, node: ast.Call, stored: bool) -> None:
        function = node.func
        name = dotted(function)
        self.calls.add(name)
        retains = known.retains(name)
        if isinstance(function, ast.Name):
            self.read(function.id)
            self.called.add(function.id)
            if stored and known.is_class_name(function.id):
                self.stored.add(function.id)
        else:
            self.visit(function, stored=stored)
        for argument in node.args:
            self.visit(argument, stored=retains)
        for keyword in node.keywords:
            self.visit(keyword.value, stored=retains)
        self._call_mutations(node, name)
        self.mentions |= known.mentioned_names(name, node)

    def _call_mutations(self, node: ast.Call, name: str) -> None:
        method = name.rpartition(".")[2]
        if isinstance(node.func, ast.Attribute):
            if method in known.IN_PLACE or known.is_in_place(node):
                self._mutated(node.func.value, self.mutates)
            elif method not in known.PURE:
                self._mutated(node.func.value, self.may_mutate)
        for keyword in node.keywords:
            if keyword.arg == "out":
                self._mutated(keyword.value, self.mutates)
        if method not in known.PURE and name not in known.PURE_FUNCTIONS:
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                if isinstance(argument, (ast.Name, ast.Attribute, ast.Subscript, ast.Starred)):
                    self._mutated(argument, self.may_mutate)

    def _walrus(self, node: ast.NamedExpr, stored: bool) -> None:
        self.visit(node.value, stored=True)
        shadow, self.shadow = self.shadow, []
        self.bind(node.target.id)
        self.shadow = shadow

    def _bool_op(self, node: ast.BoolOp, stored: bool) -> None:
        self.visit(node.values[0], stored=stored)
        after_first = self._copy()
        for value in node.values[1:]:
            self.visit(value, stored=stored)
        self.bound = after_first

    def _compare(self, node: ast.Compare, stored: bool) -> None:
        self.visit(node.left, stored=False)
        self.visit(node.comparators[0], stored=False)
        if len(node.comparators) > 1:
            after_first = self._copy()
            for comparator in node.comparators[1:]:
                self.visit(comparator, stored=False)
            self.bound = after_first

    def _if_exp(self, node: ast.IfExp, stored: bool) -> None:
        self.visit(node.test, stored=False)
        before = self._copy()
        self.visit(node.body, stored=stored)
        taken, self.bound = self.bound, before
        self.visit(node.orelse, stored=stored)
        self.bound = _meet([taken, self.bound])

    def _lambda(self, node: ast.Lambda, stored: bool) -> None:
        self._arguments_now(node.args)
        self._nested(node.args, node.body)
        self.keeps_closure = self.keeps_closure or stored

    def _comprehension(self, node: Any, stored: bool) -> None:
        before_reads = set(self.reads)
        self.visit(node.generators[0].iter, stored=stored)
        before = self._copy()
        own: set[str] = set()
        for generator in node.generators:
            own |= _target_names(generator.target)
        self.shadow.append(own)
        first_reads = set(self.reads) - before_reads
        for index, generator in enumerate(node.generators):
            self.awaits = self.awaits or bool(generator.is_async)
            if index:
                self.visit(generator.iter, stored=False)
            for condition in generator.ifs:
                self.visit(condition, stored=False)
        elements = (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
        for element in elements:
            self.visit(element, stored=stored)
        self.shadow.pop()
        self.bound = before
        if isinstance(node, ast.GeneratorExp):
            self._lazy(node, before_reads | first_reads, own, stored)

    def _lazy(
        self, node: ast.GeneratorExp, known_reads: set[str], own: set[str], stored: bool
    ) -> None:
        for name in names_in(node.elt, *(c for g in node.generators for c in g.ifs)):
            if name not in own:
                self.read_later(name)
        self.keeps_closure = self.keeps_closure or stored

    def _await(self, node: ast.Await, stored: bool) -> None:
        self.awaits = True
        self.visit(node.value, stored=stored)

    def _yield(self, node: Any, stored: bool) -> None:
        self.yields = True
        if node.value is not None:
            self.visit(node.value, stored=True)


def walk(statements: Sequence[ast.stmt], bound: Iterable[str] = ()) -> Walk:
    """The facts of `statements`, run in order where the names in `bound` are already bound."""
    result = Walk(bound)
    result.body(statements)
    return result


def dotted(node: ast.expr) -> str:
    """`a.b.c` for a chain of attributes on a name; `?.c` where the chain begins with something else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    parts.append(node.id if isinstance(node, ast.Name) else "?")
    return ".".join(reversed(parts))


def root_of(node: ast.expr) -> str | None:
    """The name at the root of `a.b[c].d`, through method calls as well; `None` where there is none."""
    while True:
        if isinstance(node, (ast.Attribute, ast.Subscript, ast.Starred)):
            node = node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            node = node.func.value
        else:
            return node.id if isinstance(node, ast.Name) else None


def names_in(*nodes: ast.AST) -> list[str]:
    """All names read below `nodes`, in order of appearance, whatever their scope."""
    found: dict[str, None] = {}
    for top in nodes:
        read = [n for n in ast.walk(top) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)]
        found.update((n.id, None) for n in sorted(read, key=lambda n: (n.lineno, n.col_offset)))
    return list(found)


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


def _target_names(target: ast.expr) -> set[str]:
    return {
        node.id
        for node in ast.walk(target)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def _type_parameters(node: ast.stmt) -> set[str]:
    """The names of `def f[T](…)`, which only it sees; none before Python 3.12."""
    return {parameter.name for parameter in getattr(node, "type_params", ())}


def _all_arguments(arguments: ast.arguments) -> list[ast.arg]:
    found = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return found + [a for a in (arguments.vararg, arguments.kwarg) if a is not None]


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
    ast.Global: Walk._scope_declaration,
    ast.Nonlocal: Walk._scope_declaration,
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

_EXPRESSIONS: dict[type[ast.AST], Callable[[Walk, Any, bool], None]] = {
    ast.Name: Walk._name,
    ast.Constant: Walk._constant,
    ast.Attribute: Walk._attribute,
    ast.Subscript: Walk._subscript,
    ast.BinOp: Walk._computed,
    ast.UnaryOp: Walk._computed,
    ast.Call: Walk._call,
    ast.NamedExpr: Walk._walrus,
    ast.BoolOp: Walk._bool_op,
    ast.Compare: Walk._compare,
    ast.IfExp: Walk._if_exp,
    ast.Lambda: Walk._lambda,
    ast.ListComp: Walk._comprehension,
    ast.SetComp: Walk._comprehension,
    ast.DictComp: Walk._comprehension,
    ast.GeneratorExp: Walk._comprehension,
    ast.Await: Walk._await,
    ast.Yield: Walk._yield,
    ast.YieldFrom: Walk._yield,
}
