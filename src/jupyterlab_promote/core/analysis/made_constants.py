"""Constants that are no literals, and the same whenever they are made:

TOKEN = re.compile(r"[a-z]+")     DATA = Path("data")       RAW = DATA / "raw"     DEGREE = math.pi / 180
T = TypeVar("T")     Point = namedtuple("Point", "x y")     UserId = NewType("UserId", int)
Rows = list[dict[str, float]]     PathLike = str | Path     Frame = pd.DataFrame
"""

from __future__ import annotations

import ast
import builtins
import datetime
import decimal
import re
import warnings
from collections import namedtuple
from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal

from . import calls as known
from .analyse import Analysis
from .constants import is_constant, is_set_once
from .imported import imports_of, is_one_value
from .names import dotted
from .once import once

Made = Literal["type", "value", "path", "number"]

_VALUES: Mapping[str, Callable[..., object]] = {
    "datetime.date": datetime.date,
    "datetime.datetime": datetime.datetime,
    "datetime.timedelta": datetime.timedelta,
    "decimal.Decimal": decimal.Decimal,
}
_PATHS = frozenset({"pathlib.Path", "pathlib.PurePath", "pathlib.PurePosixPath"})
_VARIABLES = frozenset({"TypeVar", "ParamSpec", "NewType"})
_TYPING = frozenset({"typing", "typing_extensions"})
_GENERIC = _TYPING | {"collections", "collections.abc", "numpy.typing"}
_OF_TYPES = _GENERIC | {"datetime", "decimal", "fractions", "numpy", "pandas", "pathlib", "types"}
_GENERIC_BUILTINS = frozenset({"dict", "frozenset", "list", "set", "tuple", "type"})
_NUMBERS = frozenset({"math.e", "math.pi", "math.tau", "numpy.e", "numpy.pi"})
_MAKERS = {
    "namedtuple",
    "compile",
    *_VARIABLES,
    *(n.rpartition(".")[2] for n in (*_VALUES, *_PATHS)),
}
QUIET_MAKERS = frozenset(_MAKERS)


@once
def made_of(analysis: Analysis, index: int) -> Made | None:
    """What the statement makes of literals, imports and other constants, once in the whole notebook; else None."""
    node = analysis.statements[index].node
    match node:
        case ast.Assign(targets=[ast.Name()], value=value):
            pass
        case ast.AnnAssign(target=ast.Name(), value=ast.expr() as value):
            pass
        case _:
            return None
    if isinstance(value, ast.Constant) or not is_set_once(analysis, index):
        return None
    names = {n.id for n in ast.walk(value) if isinstance(n, ast.Name)}
    if not analysis.flow.mutated.isdisjoint(names | analysis.statements[index].facts.binds):
        return None
    return _made(analysis, index, value)


def _made(analysis: Analysis, index: int, node: ast.expr) -> Made | None:
    if isinstance(node, ast.Call):
        return _called(analysis, index, node)
    if _is_number(analysis, index, node) and not isinstance(node, ast.Constant | ast.Name):
        return "number"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        is_path = _kind(analysis, index, node.left) == "path"
        return "path" if is_path and _is_text(analysis, index, node.right) else None
    is_generic = isinstance(node, ast.Subscript | ast.Attribute | ast.BinOp)
    return "type" if is_generic and _is_type(analysis, index, node) else None


def _kind(analysis: Analysis, index: int, node: ast.expr) -> Made | None:
    """What an operand is: written out, or the name of a constant above."""
    if not isinstance(node, ast.Name):
        return _made(analysis, index, node)
    binder = _binder(analysis, index, node.id)
    return None if binder is None else made_of(analysis, binder)


def _binder(analysis: Analysis, index: int, name: str) -> int | None:
    reaching = analysis.flow.reaching(name, index)
    return reaching[0] if len(reaching) == 1 and reaching[0] < index else None


def _literal(analysis: Analysis, index: int, node: ast.expr) -> object:
    """The value of a literal, or of the name of one; raises ValueError where it is neither."""
    if isinstance(node, ast.Name):
        binder = _binder(analysis, index, node.id)
        if binder is None or not is_constant(analysis, binder):
            raise ValueError
        made = analysis.statements[binder].node
        assert isinstance(made, ast.Assign | ast.AnnAssign)
        assert made.value is not None
        node = made.value
    return ast.literal_eval(node)


def _is_text(analysis: Analysis, index: int, node: ast.expr) -> bool:
    try:
        return isinstance(_literal(analysis, index, node), str)
    except ValueError:
        return False


def _is_number(analysis: Analysis, index: int, node: ast.expr) -> bool:
    """Sums, differences, products and quotients by what is not zero."""
    match node:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult(), right=right):
            return _is_number(analysis, index, left) and _is_number(analysis, index, right)
        case ast.BinOp(left=left, op=ast.Div(), right=ast.Constant(value=int() | float() as by)):
            return by != 0 and _is_number(analysis, index, left)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _is_number(analysis, index, operand)
        case ast.Attribute():
            return _qualified(analysis, index, node) in _NUMBERS
    try:
        value = _literal(analysis, index, node)
    except ValueError:
        return False
    return isinstance(value, int | float) and not isinstance(value, bool)


# -------------------------------------------------------------------- calls


def _called(analysis: Analysis, index: int, node: ast.Call) -> Made | None:
    name = _qualified(analysis, index, node.func)
    if name in _PATHS:
        plain = not node.keywords and all(_is_text(analysis, index, a) for a in node.args)
        return "path" if plain else None
    if name == "collections.namedtuple":
        return "type" if _works(namedtuple, node) else None
    module, _, symbol = name.rpartition(".")
    if module in _TYPING and symbol in _VARIABLES:
        given = [*node.args, *(k.value for k in node.keywords)]
        fine = all(_is_inner(analysis, index, argument) for argument in given)
        return "type" if fine and node.args and isinstance(node.args[0], ast.Constant) else None
    if name == "re.compile":
        return "value" if _is_expression(analysis, index, node) else None
    return "value" if name in _VALUES and _works(_VALUES[name], node) else None


def _is_expression(analysis: Analysis, index: int, node: ast.Call) -> bool:
    """`re.compile(r"\\w+", re.IGNORECASE)`"""
    flags = 0
    for argument in (*node.args[1:], *(k.value for k in node.keywords)):
        found = _flags(analysis, index, argument)
        if not found:
            return False
        flags |= found
    plain = ast.Call(node.func, node.args[:1], [])
    return len(node.args) > 0 and _works(partial(re.compile, flags=flags), plain)


def _flags(analysis: Analysis, index: int, node: ast.expr) -> int:
    """The value of `re.I | re.M`; 0 where it may be anything, or prints what it compiles."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        left, right = (_flags(analysis, index, side) for side in (node.left, node.right))
        return left and right and left | right
    name = _qualified(analysis, index, node)
    flag = getattr(re, name[3:], None) if name.startswith("re.") else None
    return flag if isinstance(flag, re.RegexFlag) and flag is not re.DEBUG else 0


def _works(maker: Callable[..., object], node: ast.Call) -> bool:
    """Whether the call, with nothing but literals, gives a value without an error or a warning."""
    try:
        args = [ast.literal_eval(argument) for argument in node.args]
        options = {k.arg: ast.literal_eval(k.value) for k in node.keywords if k.arg}
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            maker(*args, **options)
    except (ArithmeticError, RecursionError, TypeError, ValueError, Warning, re.error):
        return False
    return len(options) == len(node.keywords)


# -------------------------------------------------------------------- types


def _is_type(analysis: Analysis, index: int, node: ast.expr) -> bool:
    match node:
        case ast.Subscript(value=base, slice=inner):
            return _is_generic(analysis, index, base) and all(
                _is_inner(analysis, index, part) for part in _parts(inner)
            )
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return _is_type(analysis, index, left) and (
                _is_type(analysis, index, right) or _is_none(right)
            )
        case ast.Attribute():
            module, _, symbol = _qualified(analysis, index, node).rpartition(".")
            return module in _OF_TYPES and (
                symbol == "ndarray" or (known.is_class_name(symbol) and not symbol.isupper())
            )
        case ast.Name(id=name):
            if not analysis.flow.binders(name):
                return isinstance(getattr(builtins, name, None), type)
            module, _, symbol = _qualified(analysis, index, node).rpartition(".")
            is_class = known.is_class_name(symbol) and not symbol.isupper()
            return bool(module and is_class) or _kind(analysis, index, node) == "type"
    return False


def _is_generic(analysis: Analysis, index: int, node: ast.expr) -> bool:
    """What may be subscribed: `list`, `Dict`, `t.Callable`."""
    if isinstance(node, ast.Name) and not analysis.flow.binders(node.id):
        return node.id in _GENERIC_BUILTINS
    return _qualified(analysis, index, node).rpartition(".")[0] in _GENERIC


def _parts(inner: ast.expr) -> list[ast.expr]:
    """`Callable[[int, str], bool]` has three."""
    if isinstance(inner, ast.Tuple | ast.List):
        return [part for element in inner.elts for part in _parts(element)]
    return [inner]


def _is_inner(analysis: Analysis, index: int, node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) or _is_type(analysis, index, node)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _qualified(analysis: Analysis, index: int, node: ast.expr) -> str:
    """`datetime.date` for `dt.date` where `dt` is one import; "" where it may be anything."""
    root, dot, rest = dotted(node).partition(".")
    reaching = analysis.flow.reaching(root, index)
    if not all(analysis.statements[i].kind == "import" for i in reaching):
        return ""
    found = imports_of(analysis, reaching, root)
    if not found or not is_one_value(found) or not analysis.flow.certainly_bound(root, index):
        return ""
    one = next(iter(found.values()))
    if not one.module or one.level:
        return ""
    if one.symbol is not None:
        root = f"{one.module}.{one.symbol}"
    elif one.alias:
        root = one.module
    return root + dot + rest
