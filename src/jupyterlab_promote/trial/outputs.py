"""What a kernel sends, bounded as it arrives and normalised at the end."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from nbformat import NotebookNode

from .normal import normal_text, normal_warnings
from .pictures import is_picture, picture
from .result import Output, Picture, Shape

LIMIT = 400_000  # characters of one output that are kept; the rest goes by its hash


def fold_stream(outputs: list[NotebookNode]) -> None:
    """Join the stream that arrived last to the one before it; keep LIMIT characters and a hash."""
    last = outputs[-1]
    if len(outputs) > 1 and _same_stream(outputs[-2], last):
        outputs.pop()
        node, text = outputs[-1], last["text"]
    else:
        node, text = last, last["text"]
        node["text"] = ""
    room = LIMIT - len(node["text"])
    node["text"] += text[:room]
    if len(text) > room:
        node.setdefault("rest", hashlib.sha256()).update(text[room:].encode("utf-8", "replace"))


def compact(output: NotebookNode) -> None:
    """Replace what is large in a finished output by a `Picture` or by its beginning and its hash."""
    data = output.get("data", {})
    for mime, value in data.items():
        if isinstance(value, Picture):
            continue
        text = value if isinstance(value, str) else json.dumps(value, sort_keys=True)
        data[mime] = picture(mime, text) if is_picture(mime) else _bounded(text)


def normalised(cell: int, outputs: Sequence[NotebookNode], folder: str) -> Iterator[Output]:
    """The outputs of one cell; its stderr comes last, since it arrives on a schedule of its own."""
    errors = ""
    for output in outputs:
        kind = output["output_type"]
        if kind == "stream":
            text = normal_text(_whole(output), folder)
            if output["name"] == "stderr":
                errors += text
            else:
                yield Output(cell, "stdout", {"text": text})
        elif kind == "error":
            said = {"ename": output["ename"], "evalue": normal_text(output["evalue"], folder)}
            yield Output(cell, "error", said)
        else:
            compact(output)  # a later cell may have updated it
            shape: Shape = "result" if kind == "execute_result" else "display"
            yield Output(cell, shape, _parts(output["data"], folder))
    if errors:
        yield Output(cell, "stderr", {"text": normal_warnings(errors)})


def _parts(data: dict[str, Any], folder: str) -> dict[str, str | Picture]:
    return {
        mime: value if isinstance(value, Picture) else normal_text(value, folder)
        for mime, value in sorted(data.items())
    }


def _same_stream(one: NotebookNode, other: NotebookNode) -> bool:
    return bool(one["output_type"] == "stream" and one["name"] == other["name"])


def _whole(output: NotebookNode) -> str:
    rest = f"\n… and more, SHA-256 {output['rest'].hexdigest()}\n" if "rest" in output else ""
    return str(output["text"]) + rest


def _bounded(text: str) -> str:
    if len(text) <= LIMIT:
        return text
    digest = hashlib.sha256(text[LIMIT:].encode("utf-8", "replace")).hexdigest()
    return f"{text[:LIMIT]}\n… and more, SHA-256 {digest}\n"
