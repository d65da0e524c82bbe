"""Errors as HTTP: the only table of it."""

from __future__ import annotations

from http import HTTPStatus

from ..core.errors import Defect, PromoteError, Stale, UnusableInput

_STATUSES: tuple[tuple[type[PromoteError], HTTPStatus], ...] = (
    (Stale, HTTPStatus.CONFLICT),
    (Defect, HTTPStatus.INTERNAL_SERVER_ERROR),
    (UnusableInput, HTTPStatus.BAD_REQUEST),
    (PromoteError, HTTPStatus.UNPROCESSABLE_ENTITY),
)
_SLUGS = {
    "missing": HTTPStatus.NOT_FOUND,
    "outside-root": HTTPStatus.NOT_FOUND,
    "hidden-path": HTTPStatus.NOT_FOUND,
    "too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "too-slow": HTTPStatus.GATEWAY_TIMEOUT,
}


def status_of(error: PromoteError) -> int:
    """The HTTP status that a failing reply carries."""
    named = _SLUGS.get(error.slug)
    if named:
        return named
    return next(status for kind, status in _STATUSES if isinstance(error, kind))


def error_of(status: int, reason: str) -> PromoteError:
    """The error for a status that the server itself set: not logged in, no such method, …"""
    phrase = reason or HTTPStatus(status).phrase
    return PromoteError(HTTPStatus(status).phrase.lower().replace(" ", "-"), f"{phrase}.")
