"""Black, with the project's own settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..errors import UnusableInput
from ..spelling import spelled
from ..trees import module_of
from .pyproject import parsed


@dataclass(frozen=True, slots=True)
class Style:
    """What `[tool.black]` says; the project's own line length is said in `[tool.ruff]` by many."""

    line_length: int = 88
    targets: tuple[str, ...] = ()
    keeps_quotes: bool = False
    keeps_commas: bool = True


def style_of(pyproject: str) -> Style:
    """The style that a pyproject.toml asks for; Black's own where it says nothing or can't be read."""
    try:
        tool = parsed(pyproject).get("tool", {})
    except UnusableInput:
        return Style()
    black, ruff = _table(tool, "black"), _table(tool, "ruff")
    quotes = _table(ruff, "format").get("quote-style", "double")
    length = black.get("line-length", ruff.get("line-length", 88))
    return Style(
        line_length=length if isinstance(length, int) else 88,
        targets=tuple(sorted(map(str, _listed(black.get("target-version", ()))))),
        keeps_quotes=bool(black.get("skip-string-normalization", quotes != "double")),
        keeps_commas=not black.get("skip-magic-trailing-comma", False),
    )


def _table(parent: Any, key: str) -> Mapping[str, Any]:
    value = parent.get(key) if isinstance(parent, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


@lru_cache(maxsize=512)
def formatted(code: str, style: Style) -> str:
    """The code as Black writes it, or as it is where Black can't read it or would change a string."""
    from black import format_str  # 0.2 s, and only a plan needs it
    from black.parsing import InvalidInput

    try:
        neat = format_str(code, mode=_mode(style))
    except InvalidInput:
        return code
    return neat if _same(code, neat) else code


def _mode(style: Style) -> Any:
    from black.mode import Mode, TargetVersion

    known = {version.name.lower(): version for version in TargetVersion}
    return Mode(
        target_versions={known[name] for name in style.targets if name in known},
        line_length=style.line_length,
        string_normalization=not style.keeps_quotes,
        magic_trailing_comma=style.keeps_commas,
    )


def _same(code: str, neat: str) -> bool:
    """Whether both mean the same; a docstring may be indented in another way, as its readers undo that."""
    return spelled(module_of(code)) == spelled(module_of(neat))
