"""A trial over HTTP: line by line, and over when nobody listens any more."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from notebooks import notebook_of

from jupyterlab_promote.server import extension

pytest_plugins = ("pytest_jupyter.jupyter_server",)

SCHEMA = json.loads(Path(extension.__file__).parents[1].joinpath("wire.schema.json").read_text())
AREA = "def area(radius):\n    return 3 * radius**2"


async def body_of(post: Callable[..., Any], *sources: str) -> str:
    """A request to try what takes every proposal."""
    about = {"path": "work/circles.ipynb", "notebook": notebook_of(sources)}
    _, found = await post("proposals", about)
    request = {**about, "decisions": [{"proposal": one["id"]} for one in found["proposals"]]}
    _, plan = await post("plan", request)
    return json.dumps({**request, "plan": plan["plan"]})


async def tried(jp_fetch: Callable[..., Any], body: str) -> list[dict[str, Any]]:
    reply = await jp_fetch(
        "jupyterlab-promote", "verify", method="POST", body=body, request_timeout=120
    )
    lines = [json.loads(line) for line in reply.body.splitlines()]
    for line in lines:
        Draft202012Validator({"$ref": "#/$defs/TrialLine", **SCHEMA}).validate(line)
    return lines


async def test_each_cell_is_told_and_then_the_verdict(
    project: Path, post: Callable[..., Any], jp_fetch: Callable[..., Any]
) -> None:
    lines = await tried(jp_fetch, await body_of(post, AREA, "print(area(2))"))
    told = [(one["progress"]["run"], one["progress"]["cell"]) for one in lines[:-1]]
    assert sorted(told) == [("after", 0), ("after", 1), ("before", 0), ("before", 1)]
    assert lines[-1]["verified"]["message"].startswith("1 of 1 outputs are the same")
    assert not (project / "src/churn/utils.py").exists()


async def test_a_run_ends_at_the_limit(
    project: Path, post: Callable[..., Any], jp_fetch: Callable[..., Any]
) -> None:
    body = await body_of(post, AREA, "print(area(2))", "import time\ntime.sleep(60)")
    verdict = (await tried(jp_fetch, json.dumps({**json.loads(body), "seconds": 2})))[-1]
    assert verdict["verified"]["verdict"] == "timed-out"


@pytest.mark.parametrize("seconds", [0, -1, "2", True, float("nan"), []])
async def test_limits_that_make_no_sense(
    project: Path, post: Callable[..., Any], seconds: object
) -> None:
    body = json.loads(await body_of(post, AREA, "print(area(2))"))
    status, error = await post("verify", {**body, "seconds": seconds})
    assert (status, error["where"]) == (400, "seconds")


async def test_an_error_is_the_last_line(
    project: Path, post: Callable[..., Any], jp_fetch: Callable[..., Any]
) -> None:
    request = json.loads(await body_of(post, AREA, "print(area(2))"))
    request["notebook"]["metadata"] = {"kernelspec": {"name": "gone", "language": "python"}}
    _, plan = await post("plan", request)
    [line] = await tried(jp_fetch, json.dumps({**request, "plan": plan["plan"]}))
    assert line["error"]["slug"] == "no-kernel"


async def test_hanging_up_ends_the_kernels(
    project: Path,
    tmp_path: Path,
    post: Callable[..., Any],
    jp_http_port: int,
    jp_base_url: str,
    jp_auth_header: dict[str, str],
) -> None:
    pids = tmp_path / "pids"
    waits = f"import os, time\nprint(os.getpid(), file=open({str(pids)!r}, 'a'))\ntime.sleep(300)"
    body = (await body_of(post, AREA, "print(area(2))", waits)).encode()
    _, writer = await asyncio.open_connection("127.0.0.1", jp_http_port)
    head = (
        f"POST {jp_base_url}jupyterlab-promote/verify HTTP/1.1\r\nHost: localhost\r\n"
        f"Authorization: {jp_auth_header['Authorization']}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    await until(lambda: pids.exists() and len(pids.read_text().split()) == 2)
    kernels = [int(pid) for pid in pids.read_text().split()]
    assert all(map(runs, kernels))
    writer.close()
    await until(lambda: not any(map(runs, kernels)))


async def until(claim: Callable[[], bool]) -> None:
    async def waiting() -> None:
        while not claim():
            await asyncio.sleep(0.1)

    await asyncio.wait_for(waiting(), 60)


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("change", [{"plan": "0123"}, {"path": "../x.ipynb"}])
async def test_what_is_stale_or_outside_starts_nothing(
    project: Path, post: Callable[..., Any], change: dict[str, str]
) -> None:
    request = json.loads(await body_of(post, AREA, "print(area(2))"))
    status, error = await post("verify", {**request, **change})
    assert (status, error["slug"]) in [(409, "stale"), (404, "outside-root")]
