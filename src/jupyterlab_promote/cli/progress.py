"""Says on stderr what is going on, once it takes longer than a second."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 1.0  # seconds


@contextmanager
def telling(doing: str) -> Iterator[None]:
    """`doing` appears on stderr after a second: a spinner on a terminal, one line elsewhere."""
    over = threading.Event()
    teller = threading.Thread(target=_tell, args=(doing, over), daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()


def _tell(doing: str, over: threading.Event) -> None:
    if over.wait(PATIENCE):
        return
    if not sys.stderr.isatty():
        print(f"{doing}…", file=sys.stderr, flush=True)
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{doing}…"):
        over.wait()
