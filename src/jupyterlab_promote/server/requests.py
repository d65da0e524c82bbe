"""Bodies of requests → values."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .. import wire
from ..core.errors import UnusableInput
from ..core.proposals.proposal import Decision
from ..wire.reading import fields, pairs, perhaps, text
from .confine import Place, inside
from .moves import Move, read_move

# More seconds than this are as good as no limit.
_LONGEST = 10_000_000


@dataclass(frozen=True, slots=True)
class About:
    """The notebook that a request is about, as it stands in the browser, and where it is promoted to.

    `path` is absolute; `data` are the bytes of a notebook file with this content.
    """

    path: Path
    data: bytes
    into: Path | None
    package: str | None
    types: dict[str, str]
    python: str | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What shall become of the notebook: decisions about proposals, or a selection."""

    decisions: tuple[Decision, ...]
    selection: wire.Selection | None
    seen: str


def about_of(place: Place, body: bytes) -> tuple[About, Wish]:
    """What the body of a request for proposals, a plan or its application holds.

    Raises UnusableInput: bad-request, outside-root, hidden-path, missing.
    """
    given = fields(_parsed(body), "body")
    into = perhaps(given.get("into"), "into", text)
    about = About(
        path=notebook_path(place, text(given.get("path"), "path")),
        data=json.dumps(fields(given.get("notebook"), "notebook")).encode(),
        into=None if into is None else inside(place, into),
        package=perhaps(given.get("package"), "package", text),
        types=pairs(given.get("types") or {}, "types"),
        python=_python(place, given.get("python")),
    )
    wish = Wish(
        decisions=wire.decode_decisions(given.get("decisions") or []),
        selection=perhaps(given.get("selection"), "selection", wire.decode_selection),
        seen=text(given.get("plan") or "", "plan"),
    )
    return about, wish


def undo_of(place: Place, body: bytes) -> tuple[Path, str, bytes | None]:
    """The notebook or project whose promotion is taken back, its receipt ("" for the newest), and the
    notebook's bytes as it stands in the browser.
    """
    given = fields(_parsed(body), "body")
    where = inside(place, text(given.get("path"), "path"))
    notebook = perhaps(given.get("notebook"), "notebook", fields)
    data = None if notebook is None else json.dumps(notebook).encode()
    return where, perhaps(given.get("receipt"), "receipt", text) or "", data


def move_of(place: Place, body: bytes) -> tuple[About, str]:
    """The notebook that is to be moved, and the folder that it is to go to."""
    about, _ = about_of(place, body)
    return about, text(fields(_parsed(body), "body").get("folder"), "folder")


def moved_of(place: Place, body: bytes) -> Move:
    """What was moved where."""
    return read_move(_parsed(body), "body", partial(inside, place))


def seconds_of(body: bytes) -> float | None:
    """How long each run of a trial may take."""
    given = fields(_parsed(body), "body").get("seconds")
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int | float) or not given > 0:
        raise UnusableInput("bad-request", "'seconds' has to be more than 0.", "seconds")
    return float(min(given, _LONGEST))


def install_of(place: Place, body: bytes) -> tuple[Path, str, str]:
    """The notebook whose package is installed, the promotion's receipt, and the kernel's Python."""
    given = fields(_parsed(body), "body")
    where = notebook_path(place, text(given.get("path"), "path"))
    python = _python(place, text(given.get("python"), "python"))
    if python is None:
        raise UnusableInput("not-allowed", "You are not allowed to run code on this server.")
    return where, text(given.get("receipt"), "receipt"), python


def _python(place: Place, given: object) -> str | None:
    """The Python that a request names; asking it runs it, so only who may run kernels has a say."""
    named = perhaps(given, "python", text)
    if named is not None and not named.isprintable():
        raise UnusableInput("bad-request", "python is not the path of a program.", "python")
    return named if place.runs else None


def notebook_path(place: Place, given: str) -> Path:
    """The notebook's file; raises UnusableInput missing where there is none."""
    path = inside(place, given)
    if not _is_file(path):
        raise UnusableInput("missing", f"There is no notebook {given}.", given)
    return path


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False  # a name that is too long for the file system


def _parsed(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnusableInput("bad-request", "The request's body is no JSON.", "body") from error
