"""One run of a notebook in a fresh kernel."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from importlib.resources import files
from subprocess import DEVNULL
from typing import Any, cast

from jupyter_client.kernelspec import NoSuchKernel
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode, from_dict

from ..core.errors import UnusableInput
from ..core.model import Notebook
from .outputs import compact, fold_stream, normalised
from .result import Run, Stop, Value
from .scratch import Scratch, written

IN_KERNEL = files(f"{__package__}.in_kernel")


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds that one cell, and one run of the whole notebook, may take."""

    cell: float = 600.0
    run: float = 3600.0


class TookTooLongError(Exception):
    """The run called `run` passed a limit at the cell with index `cell`."""

    def __init__(self, run: str, cell: int, seconds: float) -> None:
        super().__init__(run, cell, seconds)
        self.run = run
        self.cell = cell
        self.seconds = seconds


class BoundedClient(NotebookClient):  # type: ignore[misc, unused-ignore]
    """nbclient, keeping no more of a cell's output than is compared."""

    def output(self, outs: list[NotebookNode], *rest: Any) -> NotebookNode | None:
        out = super().output(outs, *rest)
        if out is not None and out["output_type"] == "stream":
            fold_stream(outs)
        return out


class Session:
    """A kernel, the scratch copy that it works in, and the cell that it is at."""

    def __init__(self, name: str, notebook: Notebook, scratch: Scratch, limits: Limits) -> None:
        self.name = name
        self.notebook = notebook
        self.scratch = scratch
        self.limits = limits
        self.cell = 0
        self.client = BoundedClient(
            _executable(notebook),
            kernel_name=notebook.kernel or "python3",
            timeout=max(1, round(limits.cell)),
            iopub_timeout=60,
            resources={"metadata": {"path": str(scratch.cwd)}},
        )

    async def run(
        self, environment: Mapping[str, str], packages: Collection[str], at: Callable[[int], None]
    ) -> Run:
        """Run all cells, telling `at` each one's index; raises TookTooLongError, UnusableInput."""
        try:
            return await asyncio.wait_for(self._run(environment, packages, at), self.limits.run)
        except asyncio.TimeoutError as error:
            raise TookTooLongError(self.name, self.cell, self.limits.run) from error

    async def _run(
        self, environment: Mapping[str, str], packages: Collection[str], at: Callable[[int], None]
    ) -> Run:
        try:
            await self._start(environment, packages)
            stop = await self._cells(at)
            values = {} if stop else await self._values(packages)
        finally:
            await self._shut_down()
        outputs = tuple(
            output
            for index, cell in enumerate(self.client.nb.cells)
            for output in normalised(index, cell.get("outputs", ()), str(self.scratch.folder))
        )
        return Run(outputs, values, written(self.scratch), stop)

    async def _start(self, environment: Mapping[str, str], packages: Collection[str]) -> None:
        client = self.client
        try:
            client.create_kernel_manager()
            await client.async_start_new_kernel(
                env={**os.environ, **environment}, stdout=DEVNULL, stderr=DEVNULL
            )
            await client.async_start_new_kernel_client()
        except NoSuchKernel as error:
            said = f"the notebook's kernel {client.kernel_name!r} is not installed here"
            raise UnusableInput("no-kernel", said) from error
        except RuntimeError as error:
            said = f"the kernel {client.kernel_name!r} does not start: {error}"
            raise UnusableInput("kernel-does-not-start", said) from error
        kept = (os.path.realpath(self.scratch.original), *self.scratch.links)
        await self._silently(
            f"exec({_source('start.py')}, {{'__name__': 'trial',"
            f" 'KEPT': {kept!r}, 'PACKAGES': {sorted(packages)!r},"
            f" 'SCRATCH': {os.path.realpath(self.scratch.folder)!r}}})"
        )

    async def _cells(self, at: Callable[[int], None]) -> Stop | None:
        for index, node in enumerate(self.client.nb.cells):
            if node["cell_type"] != "code" or not node["source"].strip():
                continue
            self.cell = index
            at(index)
            try:
                await self.client.async_execute_cell(node, index)
            except CellExecutionError as error:
                return Stop(index, f"{error.ename}: {error.evalue}".partition("\n")[0])
            except CellTimeoutError as error:
                raise TookTooLongError(self.name, index, self.limits.cell) from error
            except DeadKernelError:
                return await self._death(index)
            finally:
                for output in node["outputs"]:
                    compact(output)
        return None

    async def _death(self, index: int) -> Stop:
        """nbclient takes its own task's cancellation for the kernel's death."""
        manager = cast(AsyncKernelManager, self.client.km)
        if await manager.is_alive():
            raise asyncio.CancelledError
        return Stop(index, "the kernel died")

    async def _values(self, packages: Collection[str]) -> dict[str, Value]:
        shell = "get_ipython()"
        report = (
            f"(lambda scope: (exec({_source('values.py')}, scope), scope['report']({shell}.user_ns,"
            f" {shell}.user_ns_hidden, {sorted(packages)!r}, {self.scratch.own!r}))[1])({{'__name__': 'trial'}})"
        )
        shown = f"__import__('IPython.display').display.JSON({report})"
        try:
            reply = await self._silently("", {"values": shown})
        except DeadKernelError:  # its last cell was `exit()`
            return {}
        said = reply.get("user_expressions", {}).get("values", {})
        rows = said.get("data", {}).get("application/json", {})
        return {name: Value(*row) for name, row in rows.items()}

    async def _silently(
        self, code: str, expressions: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        client = self.client
        assert client.kc is not None
        asked = client.kc.execute(
            code, silent=True, store_history=False, user_expressions=dict(expressions or {})
        )
        reply = await client.async_wait_for_reply(asked)
        return dict(reply["content"]) if reply else {}

    async def _shut_down(self) -> None:
        if self.client.kc is not None:
            self.client.kc.stop_channels()
        manager = cast("AsyncKernelManager | None", self.client.km)
        if manager is not None and manager.has_kernel:
            await manager.shutdown_kernel(now=True)


def _executable(notebook: Notebook) -> NotebookNode:
    cells: list[dict[str, Any]] = [
        {
            "cell_type": cell.kind,
            "source": cell.source,
            "metadata": {"tags": list(cell.tags)},
            **({"outputs": [], "execution_count": None} if cell.kind == "code" else {}),
        }
        for cell in notebook.cells
    ]
    node = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    return cast(NotebookNode, from_dict(node))  # type: ignore[no-untyped-call]


def _source(name: str) -> str:
    return repr((IN_KERNEL / name).read_text("utf-8"))
