"""A trial in a process of its own: it tells how far it is, and ends at once when nobody waits for it."""

from __future__ import annotations

import asyncio
import json
import pickle
import threading
from collections.abc import AsyncGenerator
from contextlib import suppress
from dataclasses import asdict
from multiprocessing.connection import Connection

from ..core.errors import Defect, PromoteError
from .starting import apart, settled

Json = dict[str, object]

_END = "end"
_FIRST = 1  # in the browser cells are counted from 1


async def trial_of(sealed: bytes, seconds: float | None) -> AsyncGenerator[Json]:
    """TrialLines: the cells that are about to run, and at last how the runs compare, or an error.

    `sealed` is a pickle of what was Planned. No run takes longer than `seconds`; None leaves the usual
    limits. Closing the generator ends the kernels.
    """
    from loky.backend import get_context

    context = get_context()
    here, there = context.Pipe()
    with apart():
        context.Process(target=_hold, args=(there, sealed, seconds), daemon=True).start()
    there.close()
    try:
        lines = _lines(here)
        line: Json = {}
        while not _is_last(line):
            line = await lines.get()
            yield line
    finally:
        with suppress(OSError):
            here.send(_END)


def _lines(here: Connection) -> asyncio.Queue[Json]:
    """What the other side sends, for the loop; a thread that waits for it must not keep a server alive."""
    lines: asyncio.Queue[Json] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def listen() -> None:
        line: Json = {}
        while not _is_last(line):
            line = _received(here)
            with suppress(RuntimeError):  # the loop is closed
                loop.call_soon_threadsafe(lines.put_nowait, line)

    threading.Thread(target=listen, daemon=True).start()
    return lines


def _received(here: Connection) -> Json:
    try:
        line: Json = here.recv()
    except (EOFError, OSError):
        return _error(Defect("worker-died", "The process that ran the notebook has ended."))
    return line


def _is_last(line: Json) -> bool:
    return bool(line.keys() & {"verified", "error"})


def _hold(there: Connection, sealed: bytes, seconds: float | None) -> None:
    from .. import api
    from ..trial import Limits, Progress
    from ..wire.verified import encode_verified

    settled()
    made = pickle.loads(sealed)
    cancel = threading.Event()
    threading.Thread(target=_await_end, args=(there, cancel), daemon=True).start()

    limits = Limits(seconds, seconds) if seconds else Limits()

    def tell(progress: Progress) -> None:
        _send(there, {"progress": asdict(progress)})

    try:
        tried = api.verify(
            made.plan, made.notebook, made.project, progress=tell, cancel=cancel, limits=limits
        )
        _send(there, {"verified": encode_verified(tried, made.notebook, _FIRST)})
    except PromoteError as error:
        _send(there, _error(error))


def _await_end(there: Connection, cancel: threading.Event) -> None:
    """Nothing else comes from the other side; a server that was killed is an end, too."""
    with suppress(EOFError, OSError):
        there.recv()
    cancel.set()


def _send(there: Connection, line: Json) -> None:
    with suppress(OSError):  # nobody listens any more
        there.send(line)


def _error(error: PromoteError) -> Json:
    return {"error": {"slug": error.slug, "message": error.message, "where": error.where}}


def encoded(line: Json) -> str:
    """A line as it is sent."""
    return json.dumps(line) + "\n"
