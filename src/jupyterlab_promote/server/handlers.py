"""The endpoints: each hands its request to the pool and sends what comes back."""

from __future__ import annotations

import asyncio
import json
from contextlib import aclosing, suppress
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from jupyter_server.extension.handler import ExtensionHandlerMixin
from jupyter_server.utils import ensure_async
from tornado import web
from tornado.iostream import StreamClosedError

from ..core.errors import PromoteError, UnusableInput
from .confine import Place
from .pool import Pool
from .status import error_of, status_of

# A body of so many times the limit is read and answered; a larger one ends the connection.
_READ_THROUGH = 10

EVENT = "https://events.jupyter.org/jupyterlab_promote/promotion/v1"


@web.stream_request_body
class PromoteHandler(ExtensionHandlerMixin, APIHandler):
    """What all endpoints share: the pool, a limit on bodies, one shape for errors."""

    auth_resource = "contents"

    async def prepare(self) -> None:  # type: ignore[override]
        self._body, self._size = bytearray(), 0
        most = _READ_THROUGH * self._limit
        self.request.connection.set_max_body_size(most)  # type: ignore[union-attr]
        await super().prepare()
        asked = self.authorizer.is_authorized(self, self.current_user, "execute", "kernels")
        self._runs = bool(await ensure_async(asked))

    def data_received(self, chunk: bytes) -> None:
        """Reads a body that is too large to its end: who is still sending hears no answer."""
        self._size += len(chunk)
        if self._size <= self._limit:
            self._body += chunk
        else:
            self._body.clear()

    @property
    def body(self) -> bytes:
        if self._size > self._limit:
            sentence = f"The request is larger than {self._limit // 1_000_000} MB."
            raise UnusableInput("too-large", sentence)
        return bytes(self._body)

    @property
    def pool(self) -> Pool:
        pool: Pool = self.settings["jupyterlab_promote_pool"]
        return pool

    @property
    def place(self) -> Place:
        manager = self.contents_manager
        root = Path(manager.root_dir).expanduser()
        return Place(root, bool(manager.allow_hidden), self._runs)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """One shape for whatever went wrong; the traceback stays in the log."""
        cause = kwargs.get("exc_info", (None, None, None))[1]
        if isinstance(cause, PromoteError):
            status_code, error = status_of(cause), cause
        elif isinstance(cause, web.HTTPError):
            error = error_of(status_code, cause.log_message or cause.reason or "")
        else:
            error = PromoteError("defect", "Something went wrong in the server; its log says what.")
        self.set_status(status_code)
        self.finish({"slug": error.slug, "message": error.message, "where": error.where})

    def log_exception(self, *failure: Any) -> None:
        """What the person did is no defect of the server's: it leaves no traceback in the log."""
        if not isinstance(failure[1], PromoteError):
            super().log_exception(*failure)

    def announce(self, action: str, reply: str) -> None:
        """Tells all clients what was done, and which files have changed."""
        done = json.loads(reply)
        files = [f"{done['project']}/{file}".lstrip("/") for file in done.get("files", ())]
        data = {"action": action, "notebook": done["notebook"], "files": files}
        self.event_logger.emit(schema_id=EVENT, data=data)

    @property
    def _limit(self) -> int:
        return int(self.settings["jupyterlab_promote_max_body"])


class ProposalsHandler(PromoteHandler):
    @web.authenticated
    @authorized("read")
    async def post(self) -> None:
        self.finish(await self.pool.run("proposals", self.place, self.body))


class PlanHandler(PromoteHandler):
    @web.authenticated
    @authorized("read")
    async def post(self) -> None:
        self.finish(await self.pool.run("plan", self.place, self.body))


class DiffHandler(PromoteHandler):
    @web.authenticated
    @authorized("read")
    async def post(self) -> None:
        self.finish(await self.pool.run("diff", self.place, self.body))


class VerifyHandler(PromoteHandler):
    """Answers with lines of JSON while the notebook runs; who hangs up ends the kernels."""

    _task: asyncio.Task[None] | None = None

    @web.authenticated
    @authorized("execute", "kernels")
    async def post(self) -> None:
        sealed, seconds = await self.pool.run("to_verify", self.place, self.body)
        self.set_header("Content-Type", "application/x-ndjson")
        self._task = asyncio.ensure_future(self._tell(sealed, seconds))
        with suppress(asyncio.CancelledError, StreamClosedError):
            await self._task
            self.finish()

    async def _tell(self, sealed: bytes, seconds: float | None) -> None:
        from .trying import encoded, trial_of

        async with aclosing(trial_of(sealed, seconds)) as lines:
            async for line in lines:
                self.write(encoded(line))
                await self.flush()

    def on_connection_close(self) -> None:
        if self._task is not None:
            self._task.cancel()
        super().on_connection_close()


class ApplyHandler(PromoteHandler):
    @web.authenticated
    @authorized("write")
    async def post(self) -> None:
        sealed = await self.pool.run("planned", self.place, self.body)
        reply = await self.pool.run("apply", self.place, sealed)
        self.announce("apply", reply)
        self.finish(reply)


class MoveHandler(PromoteHandler):
    @web.authenticated
    @authorized("read")
    async def post(self) -> None:
        self.finish(await self.pool.run("move", self.place, self.body))


class MovedHandler(PromoteHandler):
    @web.authenticated
    @authorized("write")
    async def post(self) -> None:
        reply = await self.pool.run("moved", self.place, self.body)
        self.announce("move", reply)
        self.finish(reply)


class UndoHandler(PromoteHandler):
    @web.authenticated
    @authorized("write")
    async def post(self) -> None:
        reply = await self.pool.run("undo", self.place, self.body)
        self.announce("undo", reply)
        self.finish(reply)


class InstallHandler(PromoteHandler):
    @web.authenticated
    @authorized("execute", "kernels")
    async def post(self) -> None:
        self.finish(await self.pool.run("install", self.place, self.body))


class ContentsHandler(PromoteHandler):
    @web.authenticated
    @authorized("read")
    async def get(self) -> None:
        path = self.get_query_argument("path", "")
        self.finish(await self.pool.run("contents", self.place, path))


HANDLERS = [
    (r"jupyterlab-promote/proposals", ProposalsHandler),
    (r"jupyterlab-promote/plan", PlanHandler),
    (r"jupyterlab-promote/diff", DiffHandler),
    (r"jupyterlab-promote/verify", VerifyHandler),
    (r"jupyterlab-promote/apply", ApplyHandler),
    (r"jupyterlab-promote/move", MoveHandler),
    (r"jupyterlab-promote/moved", MovedHandler),
    (r"jupyterlab-promote/undo", UndoHandler),
    (r"jupyterlab-promote/install", InstallHandler),
    (r"jupyterlab-promote/contents", ContentsHandler),
]
