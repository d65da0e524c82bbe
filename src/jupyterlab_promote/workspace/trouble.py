"""What the operating system says, as a sentence for the person."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..core.errors import PromoteError, Stale, UnusableInput

_SENTENCES = {
    errno.ENOSPC: ("no-space", "There is no space left on the disk for {}"),
    errno.EDQUOT: ("no-space", "The disk quota is used up; there is no space for {}"),
    errno.EFBIG: ("no-space", "{} would be larger than this disk allows"),
    errno.EACCES: ("not-writable", "You are not allowed to write {}"),
    errno.EPERM: ("not-writable", "You are not allowed to write {}"),
    errno.EROFS: ("not-writable", "{} is on a read-only disk"),
    errno.EISDIR: ("is-a-directory", "{} is a directory"),
    errno.ENOTDIR: ("not-a-directory", "A part of the path {} is a file, not a directory"),
    errno.ENAMETOOLONG: ("name-too-long", "The path {} is longer than this disk allows"),
    errno.ELOOP: ("symlink-loop", "{} is a symbolic link that leads to itself"),
}


def refusal_of(error: OSError, path: str = "") -> PromoteError:
    """The error that says `error` in one sentence; `path` names the file where the system did not."""
    name = str(error.filename or path or "the file")
    if isinstance(error, FileNotFoundError):
        return Stale("vanished", f"{name} is no longer there.", name)
    slug, sentence = _SENTENCES.get(error.errno or 0, ("disk-error", "{} could not be written"))
    reason = f" ({error.strerror})" if slug == "disk-error" and error.strerror else ""
    return UnusableInput(slug, sentence.format(name) + reason + ".", name)


@contextmanager
def said_plainly(place: Path) -> Iterator[None]:
    """Every OSError that escapes the body becomes a PromoteError; `place` where it names no file."""
    try:
        yield
    except OSError as error:
        raise refusal_of(error, str(place)) from error


@contextmanager
def said_of(file: Path) -> Iterator[None]:
    """Every OSError in the body is about this file, whatever name it was written under."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from error


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file; raises UnusableInput: missing, is-a-directory, not-readable, ..."""
    try:
        if path.exists() and not path.is_dir() and not path.is_file():
            raise UnusableInput("not-a-file", f"{path} is not a regular file.", str(path))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnusableInput("missing", f"There is no file {path}.", str(path)) from error
    except PermissionError as error:
        slug, sentence = "not-readable", f"You are not allowed to read {path}."
        raise UnusableInput(slug, sentence, str(path)) from error
    except ValueError as error:  # a NUL in the path
        raise UnusableInput("missing", f"{str(path)!r} is not a path.", str(path)) from error
    except OSError as error:
        raise refusal_of(error, str(path)) from error
