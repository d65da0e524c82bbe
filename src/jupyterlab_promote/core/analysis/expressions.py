"""What expressions read, bind, call and create; the part of the pass that works within a statement."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

from ..trees import nodes_of
from . import calls as known
from .exposure import Exposure, meet
from .names import all_arguments, dotted, names_in, root_of, target_names


class Expressions(Exposure):
    """Visits expressions in evaluation order."""

    __slots__ = ()

    def body(self, statements: Sequence[ast.stmt]) -> None:
        """Walk statements in order; `walk.Walk` knows how."""
        raise NotImplementedError

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
            elif "__main__" in node.value:
                self.strings.add("__main__")

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
        is_own = name.rpartition(".")[2] in self.own
        retains = is_own or known.retains(name, stored=stored)
        if isinstance(function, ast.Name):
            self.read(function.id)
            self.called.add(function.id)
            if stored and known.is_class_name(function.id):
                self.stored.add(function.id)
        else:
            self.visit(function, stored=stored)
        retains = retains or (name == "sum" and len(node.args) > 1 and stored)
        uses_up = known.uses_up(name) and not is_own
        for argument in node.args:
            if uses_up:
                self._used_up(argument, retains)
            else:
                self.visit(argument, stored=retains)
        for keyword in node.keywords:
            is_kept = retains and not (uses_up and keyword.arg == "key")
            self.visit(keyword.value, stored=is_kept)
        self._call_mutations(node, name)
        self.mentions |= known.mentioned_names(name, node)

    def _used_up(self, node: ast.expr, stored: bool) -> None:
        """An argument of what is done with generators when it returns, though its value may hold their elements."""
        match node:
            case ast.GeneratorExp():
                self._comprehension(node, stored, at_once=True)
            case ast.Call(func=ast.Name(id="map" | "filter" as name), args=[function, *others]):
                self.calls.add(name)
                self.read(name)
                self.called.add(name)
                self.visit(function, stored=False)
                for other in others:
                    self.visit(other, stored=stored)
            case _:
                self.visit(node, stored=stored)

    def _call_mutations(self, node: ast.Call, name: str) -> None:
        method = name.rpartition(".")[2]
        if isinstance(node.func, ast.Attribute):
            if method in known.IN_PLACE or known.is_in_place(node):
                self._mutated(node.func.value, self.mutates)
            elif method not in known.PURE or method in self.own:
                self._mutated(node.func.value, self.may_mutate)
        for keyword in node.keywords:
            if keyword.arg == "out":
                self._mutated(keyword.value, self.mutates)
        is_pure = method in known.PURE or name in known.PURE_FUNCTIONS
        if not is_pure or method in self.own:
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
        self.bound = meet([taken, self.bound])

    def _lambda(self, node: ast.Lambda, stored: bool) -> None:
        self._arguments_now(node.args)
        self._nested(node.args, node.body)
        gives_functions = any(isinstance(n, ast.Lambda) for n in nodes_of(node.body))
        self.keeps_closure = self.keeps_closure or stored or gives_functions

    def _comprehension(self, node: Any, stored: bool, *, at_once: bool = False) -> None:
        self.visit(node.generators[0].iter, stored=stored)
        before = self._copy()
        own: set[str] = set()
        for generator in node.generators:
            own |= target_names(generator.target)
        self.shadow.append(own)
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
        if isinstance(node, ast.GeneratorExp) and stored and not at_once:
            self._lazy(node, own)

    def _lazy(self, node: ast.GeneratorExp, own: set[str]) -> None:
        for name in names_in(node.elt, *(c for g in node.generators for c in g.ifs)):
            if name not in own:
                self.read_later(name)
        self.keeps_closure = True

    def _await(self, node: ast.Await, stored: bool) -> None:
        self.awaits = True
        self.visit(node.value, stored=stored)

    def _yield(self, node: Any, stored: bool) -> None:
        self.yields = True
        if node.value is not None:
            self.visit(node.value, stored=True)

    def _mutated(self, node: ast.expr, into: set[str]) -> None:
        root = root_of(node)
        if root is not None and not any(root in scope for scope in self.shadow):
            into.add(root)

    def _arguments_now(self, arguments: ast.arguments) -> None:
        for default in (*arguments.defaults, *arguments.kw_defaults):
            if default is not None:
                self.visit(default, stored=True)
        for argument in all_arguments(arguments):
            if argument.annotation is not None:
                self.visit(argument.annotation, stored=False)

    def _nested(
        self, arguments: ast.arguments, body: Sequence[ast.stmt] | ast.expr, name: str = ""
    ) -> None:
        parameters = [argument.arg for argument in all_arguments(arguments)]
        inner = type(self)(parameters, self.own)
        if isinstance(body, ast.expr):
            inner.visit(body, stored=True)
        else:
            inner.body(body)
        local = (set(parameters) | set(inner.binds)) - inner.declared - inner.global_names
        self.global_names |= inner.global_names
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


_EXPRESSIONS: dict[type[ast.AST], Callable[[Expressions, Any, bool], None]] = {
    ast.Name: Expressions._name,
    ast.Constant: Expressions._constant,
    ast.Attribute: Expressions._attribute,
    ast.Subscript: Expressions._subscript,
    ast.BinOp: Expressions._computed,
    ast.UnaryOp: Expressions._computed,
    ast.Call: Expressions._call,
    ast.NamedExpr: Expressions._walrus,
    ast.BoolOp: Expressions._bool_op,
    ast.Compare: Expressions._compare,
    ast.IfExp: Expressions._if_exp,
    ast.Lambda: Expressions._lambda,
    ast.ListComp: Expressions._comprehension,
    ast.SetComp: Expressions._comprehension,
    ast.DictComp: Expressions._comprehension,
    ast.GeneratorExp: Expressions._comprehension,
    ast.Await: Expressions._await,
    ast.Yield: Expressions._yield,
    ast.YieldFrom: Expressions._yield,
}
