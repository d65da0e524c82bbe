"""Typed access to parsed JSON; a value of another type is `bad-request`, and the message names its key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from ..core.errors import UnusableInput

T = TypeVar("T")


def fields(value: object, where: str) -> Mapping[str, object]:
    if isinstance(value, dict):
        return value
    raise _bad(where, "an object")


def text(value: object, where: str) -> str:
    if isinstance(value, str):
        return value
    raise _bad(where, "a string")


def whole(value: object, where: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise _bad(where, "a whole number")


def truth(value: object, where: str) -> bool:
    if isinstance(value, bool):
        return value
    raise _bad(where, "true or false")


def items(value: object, where: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
    if isinstance(value, list):
        return tuple(read(item, f"{where}[{index}]") for index, item in enumerate(value))
    raise _bad(where, "a list")


def pairs(value: object, where: str) -> dict[str, str]:
    return {key: text(item, f"{where}.{key}") for key, item in fields(value, where).items()}


def perhaps(value: object, where: str, read: Callable[[object, str], T]) -> T | None:
    """What `read` makes of `value`; null and a missing key are None."""
    return None if value is None else read(value, where)


def _bad(where: str, wanted: str) -> UnusableInput:
    return UnusableInput("bad-request", f"'{where}' has to be {wanted}.", where)
