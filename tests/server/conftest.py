"""A real server with the extension, and a project below its root directory."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from notebooks import notebook_of
from tornado.httpclient import HTTPResponse


@pytest.fixture
def jp_server_config() -> dict[str, Any]:
    return {
        "ServerApp": {
            "jpserver_extensions": {"jupyterlab_promote": True},
            "allow_unauthenticated_access": False,
        },
        "PromoteApp": {"workers": 1, "max_body": 100_000},
    }


@pytest.fixture
def project(jp_root_dir: Path) -> Path:
    """`work/`: a package called churn and the notebook circles.ipynb."""
    root = jp_root_dir / "work"
    (root / "src" / "churn").mkdir(parents=True)
    (root / "src" / "churn" / "__init__.py").write_text("")
    (root / "pyproject.toml").write_text('[project]\nname = "churn"\nversion = "1"\n')
    (root / "circles.ipynb").write_text(json.dumps(notebook_of()))
    return root


@pytest.fixture
def post(jp_fetch: Callable[..., Any]) -> Callable[..., Any]:
    """Sends a body to an endpoint; gives the status and what was answered, also for a failure."""

    async def send(name: str, body: object, **options: Any) -> tuple[int, Any]:
        text = body if isinstance(body, (str, bytes)) else json.dumps(body)
        reply: HTTPResponse = await jp_fetch(
            "jupyterlab-promote", name, method="POST", body=text, raise_error=False, **options
        )
        return reply.code, json.loads(reply.body)

    return send
