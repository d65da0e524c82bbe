"""What the endpoints refuse, and in which shape."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from notebooks import notebook_of
from tornado.httpclient import HTTPClientError

from jupyterlab_promote.server.handlers import HANDLERS

pytest_plugins = ("pytest_jupyter.jupyter_server",)

ENDPOINTS = ("proposals", "plan", "diff", "verify", "apply", "undo", "move", "moved", "install")
PATHS = {
    "parent": "../secret.ipynb",
    "parent inside": "work/../../secret.ipynb",
    "absolute": "/etc/passwd",
    "backslashes": "..\\secret.ipynb",
    "NUL": "work/\0.ipynb",
    "link out": "work/out.ipynb",
    "link folder": "work/outside/secret.ipynb",
    "link to itself": "work/loop.ipynb",
    "hidden file": "work/.hidden.ipynb",
    "hidden folder": ".git/config.ipynb",
    "not there": "work/none.ipynb",
    "folder": "work",
    "long name": "a" * 300 + ".ipynb",
    "long": "a/" * 5000 + "b.ipynb",
    "half a surrogate pair": "\ud800.ipynb",
}


@pytest.fixture
def traps(project: Path, tmp_path: Path) -> Path:
    """Links that lead out, to themselves, and files that are hidden."""
    outside = tmp_path / "outside"
    outside.mkdir()
    for secret in (outside / "secret.ipynb", project.parent.parent / "secret.ipynb"):
        secret.write_text(json.dumps(notebook_of()))
    os.symlink(outside / "secret.ipynb", project / "out.ipynb")
    os.symlink(outside, project / "outside")
    os.symlink(project / "loop.ipynb", project / "loop.ipynb")
    (project / ".hidden.ipynb").write_text(json.dumps(notebook_of()))
    return project


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
async def test_paths_that_lead_astray(traps: Path, post: Callable[..., Any], path: str) -> None:
    status, error = await post("proposals", {"path": path, "notebook": notebook_of()})
    assert status == 404
    assert set(error) == {"slug", "message", "where"}
    assert error["slug"] in {"outside-root", "hidden-path", "missing"}
    assert "secret" not in error["message"].replace(path, "")


@pytest.mark.parametrize("path", ["..", "/tmp", "work/outside", ".git", "\udfff"])
async def test_targets_that_lead_astray(traps: Path, post: Callable[..., Any], path: str) -> None:
    body = {"path": "work/circles.ipynb", "notebook": notebook_of(), "into": path}
    status, error = await post("plan", body)
    assert (status, error["slug"] in {"outside-root", "hidden-path"}) == (404, True)


@pytest.mark.parametrize("path", ["../secret.ipynb", "work/outside/secret.ipynb", "/etc"])
async def test_a_move_stays_inside(traps: Path, post: Callable[..., Any], path: str) -> None:
    for body in ({"was": path, "path": "work/a.ipynb"}, {"was": "work/a.ipynb", "path": path}):
        status, error = await post("moved", body)
        assert (status, error["slug"]) == (404, "outside-root")


@pytest.mark.parametrize("path", ["../secret.ipynb", "work/outside", "/etc"])
async def test_undo_stays_inside(traps: Path, post: Callable[..., Any], path: str) -> None:
    status, error = await post("undo", {"path": path})
    assert (status, error["slug"]) == (404, "outside-root")


async def test_a_project_above_the_root_is_out_of_reach(
    jp_root_dir: Path, post: Callable[..., Any]
) -> None:
    (jp_root_dir.parent / "pyproject.toml").write_text('[project]\nname = "above"\nversion = "1"\n')
    (jp_root_dir / "a.ipynb").write_text(json.dumps(notebook_of()))
    status, error = await post("proposals", {"path": "a.ipynb", "notebook": notebook_of()})
    assert (status, error["slug"]) == (404, "outside-root")


BODIES = {
    "no JSON": "{",
    "a list": "[]",
    "no path": json.dumps({"notebook": notebook_of()}),
    "path is a number": json.dumps({"path": 1, "notebook": notebook_of()}),
    "no notebook": json.dumps({"path": "work/circles.ipynb"}),
    "cells are none": json.dumps({"path": "work/circles.ipynb", "notebook": {"cells": 1}}),
    "decisions are text": json.dumps(
        {"path": "work/circles.ipynb", "notebook": notebook_of(), "decisions": "all"}
    ),
    "python holds NUL": json.dumps(
        {"path": "work/circles.ipynb", "notebook": notebook_of(), "python": "a\0b"}
    ),
    "not UTF-8": b"\xff\xfe",
    "deep": "[" * 50_000,
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
async def test_bodies_that_make_no_sense(
    project: Path, post: Callable[..., Any], body: str | bytes
) -> None:
    status, error = await post("plan", body)
    assert status == 400
    assert set(error) == {"slug", "message", "where"}
    assert "Traceback" not in error["message"]


@pytest.mark.usefixtures("project", "jp_fetch")
@pytest.mark.parametrize("name", ENDPOINTS)
@pytest.mark.parametrize("size", [100_001, 999_000])
async def test_a_large_body_is_answered(
    jp_http_port: int,
    jp_base_url: str,
    jp_auth_header: dict[str, str],
    name: str,
    size: int,
) -> None:
    """Also to a client that only listens once it has sent everything."""

    def ask() -> tuple[int, Any]:
        connection = HTTPConnection("127.0.0.1", jp_http_port, timeout=30)
        address = f"{jp_base_url}jupyterlab-promote/{name}"
        connection.request("POST", address, b"x" * size, jp_auth_header)
        reply = connection.getresponse()
        return reply.status, json.loads(reply.read())

    status, error = await asyncio.to_thread(ask)
    assert (status, error["slug"]) == (413, "too-large")


@pytest.mark.parametrize("name", ENDPOINTS)
async def test_without_a_token(project: Path, jp_fetch: Callable[..., Any], name: str) -> None:
    with pytest.raises(HTTPClientError) as failed:
        await jp_fetch(
            "jupyterlab-promote", name, method="POST", body="{}", headers={"Authorization": ""}
        )
    assert failed.value.code == 403
    assert failed.value.response is not None
    assert set(json.loads(failed.value.response.body)) == {"slug", "message", "where"}


async def test_contents_without_a_token(project: Path, jp_fetch: Callable[..., Any]) -> None:
    with pytest.raises(HTTPClientError) as failed:
        await jp_fetch("jupyterlab-promote", "contents", headers={"Authorization": "token wrong"})
    assert failed.value.code == 403


async def test_a_cookie_without_xsrf(
    project: Path, http_server_client: Any, jp_base_url: str, jp_serverapp: Any
) -> None:
    """Another site's form comes with the cookie, yet without what only our pages know."""
    cookie = jp_serverapp.web_app.settings.get("cookie_secret") is not None
    assert cookie
    with pytest.raises(HTTPClientError) as failed:
        await http_server_client.fetch(
            f"{jp_base_url}jupyterlab-promote/undo", method="POST", body="{}"
        )
    assert failed.value.code == 403


@pytest.mark.parametrize("name", ENDPOINTS)
async def test_other_verbs(project: Path, jp_fetch: Callable[..., Any], name: str) -> None:
    with pytest.raises(HTTPClientError) as failed:
        await jp_fetch("jupyterlab-promote", name, method="GET")
    assert failed.value.code == 405


class Nobody:
    """An authorizer's answer for a person who may look and not touch."""

    def is_authorized(self, handler: object, user: object, action: str, resource: str) -> bool:
        return (action, resource) == ("read", "contents")


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("proposals", True),
        ("plan", True),
        ("diff", True),
        ("move", True),
        ("verify", False),
        ("apply", False),
        ("undo", False),
        ("moved", False),
    ],
)
async def test_who_may_only_read(
    project: Path, jp_serverapp: Any, post: Callable[..., Any], name: str, *, allowed: bool
) -> None:
    jp_serverapp.web_app.settings["authorizer"] = Nobody()
    body = {"path": "work/circles.ipynb", "notebook": notebook_of(), "folder": "exploration"}
    status, _ = await post(name, body)
    assert status == (200 if allowed else 403)


def test_every_verb_asks_who_and_whether() -> None:
    for _, handler in HANDLERS:
        for verb in ("get", "post"):
            method = vars(handler).get(verb)
            if method:
                assert method.__wrapped__.__wrapped__
