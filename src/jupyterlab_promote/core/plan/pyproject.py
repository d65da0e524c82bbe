"""Dependencies into pyproject.toml, text to text: only the lines that need it change."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ..errors import Defect, UnusableInput
from .distributions import Requirement, normalised
from .toml_splice import add_key, append_to_array, insert_line, lines_of, newline_of, value_span
from .version_range import caret, pep508, poetry_pep508

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Style = Literal["poetry-table", "poetry-array", "array"]

_ARRAY = ("project", "dependencies")
_TABLE = ("tool", "poetry", "dependencies")
_SHAPES = (
    (("project",), dict, "a table"),
    (("tool",), dict, "a table"),
    (("tool", "poetry"), dict, "a table"),
    (("build-system",), dict, "a table"),
    (_TABLE, dict, "a table"),
    (_ARRAY, list, "an array"),
    (("project", "dynamic"), list, "an array"),
)


@dataclass(frozen=True, slots=True)
class Declared:
    """Where a pyproject.toml declares its main dependencies; `names` are normalised.

    `home` is None where it leaves that to another file, or declares no project at all; `reason` then
    says so.
    """

    home: Style | None
    names: frozenset[str]
    reason: str = ""


def add_dependencies(text: str, wanted: Sequence[Requirement]) -> str:
    """Declare what is `wanted` and not declared yet; every other line stays as it is.

    What is already among the main dependencies (under any spelling, with extras or markers) stays,
    and so does a file that declares its dependencies elsewhere: `undeclared` then names them.
    Raises UnusableInput (`broken-toml`) and Defect where the result doesn't say what it should.
    """
    body = text.removeprefix("\ufeff")
    declared = declared_in(body)
    missing = _missing(declared, wanted)
    if not missing or declared.home is None:
        return text
    added = _added(body, declared.home, missing)
    _prove(body, added, missing)
    return text[: len(text) - len(body)] + added


def undeclared(text: str, wanted: Sequence[Requirement]) -> str:
    """One sentence on what `add_dependencies` leaves to the person; empty where it leaves nothing."""
    declared = declared_in(text)
    missing = _missing(declared, wanted)
    if not missing or declared.home is not None:
        return ""
    return f"{declared.reason}: declare {', '.join(pep508(r) for r in missing)} yourself."


def unsure(text: str, guessed: Sequence[Requirement]) -> str:
    """One sentence on what `add_dependencies` declares by the module's name alone; else empty.

    The registry's distribution of that name may be anybody's.
    """
    declared = declared_in(text)
    missing = [] if declared.home is None else _missing(declared, guessed)
    if not missing:
        return ""
    names = ", ".join(one.distribution for one in missing)
    return f"Not found in the kernel's environment: {names}. Check that the registry's is the one you mean."


def declared_in(text: str) -> Declared:
    """The main dependencies of a pyproject.toml, and in which of its tables they live."""
    data = parsed(text)
    project = data.get("project", {})
    poetry = data.get("tool", {}).get("poetry", {})
    names = frozenset(_declared_names(data))
    if "dependencies" in project:
        is_poetry = bool(poetry) or "poetry" in _backend(data)
        return Declared("poetry-array" if is_poetry else "array", names)
    if "dependencies" in poetry or (poetry and not project):
        return Declared("poetry-table", names)
    if "dependencies" in project.get("dynamic", ()):
        return Declared(None, names, "pyproject.toml says that its dependencies are dynamic")
    if "name" not in project:
        return Declared(None, names, "pyproject.toml declares no project")
    return Declared("poetry-array" if "poetry" in _backend(data) else "array", names)


def parsed(text: str) -> dict[str, Any]:
    """What a pyproject.toml says; raises UnusableInput (`broken-toml`)."""
    try:
        data = tomllib.loads(text.removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnusableInput("broken-toml", f"pyproject.toml can't be read: {error}.") from error
    for path, expected, said in _SHAPES:
        if not isinstance(_at(data, path, expected()), expected):
            raise UnusableInput("broken-toml", f"pyproject.toml: {'.'.join(path)} is not {said}.")
    if not all(isinstance(one, str) for one in _at(data, _ARRAY, [])):
        raise UnusableInput("broken-toml", "pyproject.toml: project.dependencies holds no strings.")
    return data


def _at(data: Any, path: Sequence[str], default: Any) -> Any:
    for key in path:
        if key not in data:
            return default
        data = data[key]
    return data


def _backend(data: Mapping[str, Any]) -> str:
    return str(data.get("build-system", {}).get("build-backend", ""))


def _declared_names(data: Mapping[str, Any]) -> Iterator[str]:
    project = data.get("project", {})
    poetry = data.get("tool", {}).get("poetry", {})
    for entry in project.get("dependencies", ()):
        yield _name(entry)
    yield from map(normalised, poetry.get("dependencies", ()))
    for name in (project.get("name"), poetry.get("name")):
        if isinstance(name, str):
            yield normalised(name)


def _name(entry: str) -> str:
    return normalised(re.split(r"[^\w.-]", entry.strip(), maxsplit=1)[0])


def _missing(declared: Declared, wanted: Sequence[Requirement]) -> list[Requirement]:
    missing = {normalised(r.distribution): r for r in wanted}
    return [r for name, r in missing.items() if name not in declared.names]


def _added(text: str, home: Style, missing: Sequence[Requirement]) -> str:
    if home == "poetry-table":
        return _into_table(text, missing)
    if home == "poetry-array":
        return _into_array(text, [poetry_pep508(r) for r in missing], trailing_comma=False)
    return _into_array(text, [pep508(r) for r in missing], trailing_comma=True)


def _into_table(text: str, missing: Sequence[Requirement]) -> str:
    if "dependencies" not in parsed(text)["tool"]["poetry"]:
        newline = newline_of(text)
        gap = newline if text.endswith("\n") else newline * 2
        text += f"{gap}[tool.poetry.dependencies]{newline}"
    for requirement in missing:
        text = add_key(text, _TABLE, requirement.distribution, caret(requirement))
    return text


def _into_array(text: str, entries: Sequence[str], *, trailing_comma: bool) -> str:
    project = parsed(text)["project"]
    if "dependencies" in project:
        return append_to_array(text, _ARRAY, entries, trailing_comma=trailing_comma)
    quoted = [f'"{entry}"' for entry in entries]
    lines = lines_of(quoted, "    ", trailing_comma=trailing_comma)
    plain = [key for key, value in project.items() if not isinstance(value, dict)]
    last = "requires-python" if "requires-python" in plain else plain[-1]
    block = newline_of(text).join(["dependencies = [", *lines, "]"])
    return insert_line(text, value_span(text, ("project", last))[1], block)


def _prove(before: str, after: str, missing: Sequence[Requirement]) -> None:
    """Nothing was lost from the old text, and everything new is declared."""
    names = declared_in(after).names
    lost = [r.distribution for r in missing if normalised(r.distribution) not in names]
    if lost or _without(parsed(after), missing) != _without(parsed(before), missing):
        raise Defect("pyproject-damaged", "Adding dependencies would have damaged pyproject.toml.")


def _without(data: dict[str, Any], added: Sequence[Requirement]) -> dict[str, Any]:
    """The data less the dependencies named in `added`, and less tables left empty by that."""
    gone = {normalised(r.distribution) for r in added}
    project, poetry = data.get("project", {}), data.get("tool", {}).get("poetry", {})
    array = [d for d in project.pop("dependencies", ()) if _name(d) not in gone]
    table = poetry.pop("dependencies", {})
    kept = {key: value for key, value in table.items() if normalised(key) not in gone}
    return {"data": data, "array": array, "table": kept}
