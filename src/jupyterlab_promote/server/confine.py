"""Paths from requests → paths on the disk, none of which leaves the server's root directory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..core.errors import UnusableInput


@dataclass(frozen=True, slots=True)
class Place:
    """Where requests may reach: the server's root directory, and whether hidden files are served.

    `runs` says that the person may run code here, as kernels do.
    """

    root: Path
    hidden: bool
    runs: bool = False


def inside(place: Place, given: str) -> Path:
    """The path below the root that a request names, with forward slashes.

    Raises UnusableInput: outside-root for an absolute path, one with `..`, one whose symbolic links
    lead out; hidden-path for one with a part that begins with a dot, unless these are served.
    """
    parts = PurePosixPath(given).parts
    if given.startswith("/") or "\\" in given or "\0" in given or ".." in parts:
        raise _outside(given)
    if not place.hidden and any(part.startswith(".") for part in parts):
        raise UnusableInput("hidden-path", f"{given} is hidden; this server shows none.", given)
    path = place.root.joinpath(*parts)
    try:
        given.encode()  # half of a surrogate pair names no file
        real = path.resolve()
    except (OSError, RuntimeError, UnicodeEncodeError) as error:
        raise _outside(given) from error
    if path.drive != place.root.drive or not real.is_relative_to(place.root.resolve()):
        raise _outside(given)
    return path


def relative(place: Place, path: Path | str) -> str:
    """The path as replies name it: below the server's root, with forward slashes.

    Raises UnusableInput outside-root for a project that lies above it.
    """
    root, real = place.root.resolve(), Path(path).resolve()
    if not real.is_relative_to(root):
        sentence = f"The project in {real.name} lies outside of the folder that this server shows."
        raise UnusableInput("outside-root", sentence, real.name)
    inner = real.relative_to(root).as_posix()
    return "" if inner == "." else inner


def _outside(given: str) -> UnusableInput:
    sentence = f"{given} lies outside of the folder that this server shows."
    return UnusableInput("outside-root", sentence, given)
