"""The Pythons that a project promises to run on, against those that its dependencies do.

Poetry, uv and pdm find no solution where the project's range is the wider one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from packaging.specifiers import InvalidSpecifier, Specifier, SpecifierSet
from packaging.version import Version

from .distributions import Requirement, normalised
from .edits import Environment
from .pyproject import parsed

_VERSIONS = (*(f"3.{minor}" for minor in range(40)), "4.0", "5.0")


def requires_python(environment: Environment, wanted: Sequence[Requirement]) -> str:
    """From the kernel's own version up to the first that something wanted excludes.

    `>=3.11`, and `>=3.11,<3.15` where numba says so.
    """
    kernel = Version(".".join(map(str, environment.version)))
    needs = [specifier for _, stated in _needs(environment, wanted) for specifier in stated]
    above = (one for one in _VERSIONS if Version(one) > kernel and not _allowed(one, needs))
    excluded = next(above, None)
    return f">={kernel},<{excluded}" if excluded else f">={kernel}"


def too_wide(text: str, environment: Environment, wanted: Sequence[Requirement]) -> str:
    """One sentence where pyproject.toml promises a Python that something wanted excludes; else empty.

    Only for projects that a tool locks for all Pythons at once; others may promise more.
    """
    data = parsed(text)
    tools, promised = data.get("tool", {}), _promised(data)
    if not promised or not {"poetry", "uv", "pdm"} & set(tools):
        return ""
    for requirement, needs in _needs(environment, wanted):
        outside = [v for v in _VERSIONS if v in promised and not _allowed(v, needs)]
        if outside:
            return (
                f"pyproject.toml promises Python {outside[0]}, on which {requirement.distribution}"
                f" {requirement.version} does not run: narrow its range of Pythons,"
                " or no lock can be found."
            )
    return ""


def _needs(
    environment: Environment, wanted: Sequence[Requirement]
) -> Iterator[tuple[Requirement, list[Specifier]]]:
    for requirement in wanted:
        stated = environment.pythons.get(normalised(requirement.distribution), "")
        yield requirement, list(_specifiers(stated))


def _specifiers(stated: str) -> Iterator[Specifier]:
    """Those that PEP 440 knows: not `>=3.6.*`, which older distributions state."""
    for part in stated.split(","):
        with suppress(InvalidSpecifier):
            yield Specifier(part.strip())


def _allowed(version: str, needs: Sequence[Specifier]) -> bool:
    return all(specifier.contains(version) for specifier in needs)


def _promised(data: dict[str, Any]) -> SpecifierSet | None:
    poetry = data.get("tool", {}).get("poetry", {}).get("dependencies", {})
    stated = data.get("project", {}).get("requires-python") or poetry.get("python")
    if not isinstance(stated, str):
        return None
    # Poetry's own operators: ^3.10 is >=3.10,<4 and ~3.10 is >=3.10,<3.11.
    plain = re.sub(r"\^\s*(\d+)([\d.]*)", lambda m: f">={m[1]}{m[2]},<{int(m[1]) + 1}", stated)
    plain = re.sub(r"~\s*(\d+\.\d+)", r"==\1.*", plain)
    try:
        return SpecifierSet(plain)
    except InvalidSpecifier:
        return None
