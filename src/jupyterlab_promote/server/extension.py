"""The server extension: its settings, its endpoints and its pool."""

from __future__ import annotations

from pathlib import Path

from jupyter_server.extension.application import ExtensionApp
from traitlets import Float, Int

from .pool import Pool


class PromoteApp(ExtensionApp):
    """Promote notebook code to a package, over HTTP."""

    name = "jupyterlab_promote"
    extension_url = "/jupyterlab-promote"

    workers = Int(
        2, min=1, help="Processes that analyse notebooks; none runs before the first request."
    ).tag(config=True)
    time_limit = Float(60, help="Seconds after which a request's work is given up.").tag(
        config=True
    )
    max_body = Int(20_000_000, help="Bytes that a request's body may have.").tag(config=True)

    def initialize_settings(self) -> None:
        self._pool = Pool(self.workers, self.time_limit)
        self.settings.update(
            jupyterlab_promote_pool=self._pool, jupyterlab_promote_max_body=self.max_body
        )
        self.settings["event_logger"].register_event_schema(Path(__file__).with_name("events.yaml"))

    def initialize_handlers(self) -> None:
        from .handlers import HANDLERS

        self.handlers.extend(HANDLERS)

    async def stop_extension(self) -> None:
        self._pool.close()
