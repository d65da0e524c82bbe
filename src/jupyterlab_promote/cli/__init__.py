"""`jupyter promote`: arguments → api → text or `--json`, and an exit status."""

from .app import app, main

__all__ = ["app", "main"]
