"""Turn a notebook into a package without changing what the notebook does."""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "jupyterlab-promote"}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    from .server.extension import PromoteApp

    return [{"module": "jupyterlab_promote", "app": PromoteApp}]
