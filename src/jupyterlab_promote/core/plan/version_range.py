"""The range of versions to ask for, from the version that is installed."""

from __future__ import annotations

from packaging.version import InvalidVersion, Version

from .distributions import Requirement


def caret(requirement: Requirement) -> str:
    """As Poetry 1 writes it: `^3.1.1`, and `*` where the version is unknown."""
    version = _version(requirement)
    return f"^{version}" if version else "*"


def poetry_pep508(requirement: Requirement) -> str:
    """As Poetry 2 writes it: `pandas (>=3.1.1,<4.0.0)`."""
    version = _version(requirement)
    if version is None:
        return requirement.distribution
    bound = _breaking(version)
    padded = [*bound, *[0] * (len(version.release) - len(bound))]
    return f"{requirement.distribution} (>={version},<{_dotted(version, padded)})"


def pep508(requirement: Requirement) -> str:
    """As people write it: `pandas>=3.1,<4`; in full where only the full version is enough."""
    version = _version(requirement)
    if version is None:
        return requirement.distribution
    bound = _breaking(version)
    short = version.release[: max(2, len(bound))]
    lower = str(version) if version.is_prerelease else _dotted(version, short)
    return f"{requirement.distribution}>={lower},<{_dotted(version, bound)}"


def _version(requirement: Requirement) -> Version | None:
    try:
        return Version(Version(requirement.version).public)
    except InvalidVersion:
        return None


def _breaking(version: Version) -> list[int]:
    """The next release that may break, by the caret rule: 3.1.1 → 4, 0.23.4 → 0.24, 0.0.5 → 0.0.6."""
    release = version.release
    place = next((i for i, part in enumerate(release) if part), len(release) - 1)
    return [*release[:place], release[place] + 1]


def _dotted(version: Version, release: tuple[int, ...] | list[int]) -> str:
    return (f"{version.epoch}!" if version.epoch else "") + ".".join(map(str, release))
