"""What is taken out of text before it is compared, and what must not be; pictures; bounded streams."""

from __future__ import annotations

import base64
import struct

import pytest
from nbformat.v4 import output_from_msg

from jupyterlab_promote.trial.compare import likeness
from jupyterlab_promote.trial.normal import normal_text, normal_warnings
from jupyterlab_promote.trial.outputs import LIMIT, compact, fold_stream, normalised
from jupyterlab_promote.trial.pictures import picture
from jupyterlab_promote.trial.result import Output, Picture


@pytest.mark.parametrize(
    "text",
    [
        "0.5 s",
        "mean lap 83.2 s",
        "2024-01-02 03:04:05",
        "3 items in 2 groups",
        "it took the 3rd place",
        "0x1f",
        "deadbeef",
        "min 3 max 4",
        "<__main__.Point object>",
        "/home/me/data.csv",
        "temperature",
    ],
)
def test_results_are_left_alone(text: str) -> None:
    assert normal_text(text, "/scratch/x") == text


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("<object object at 0x7f3c5a1d2b50>", "<object object at 0x…>"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("/scratch/x/data.csv", "./data.csv"),
        ("CPU times: user 3 ms, sys: 0 ns, total: 3 ms\nWall time: 4 ms", "<time>\n<time>"),
        ("12.3 ms ± 45 µs per loop (mean ± std. dev. of 7 runs)", "<time>"),
        ("training took 12.5 s", "training took <time>"),
        ("Elapsed: 0.03s", "Elapsed: <time>"),
        ("done in 3 seconds", "done in <time>"),
        ("\r 50%\r100% 2/2 [00:01<00:00, 8.3it/s]", "100% 2/2 [<time>]"),
        ('<div id="sk-container-id-12">', '<div id="sk-container-id-<id>">'),
        ("#T_a1b2c_row0", "#T_<id>_row0"),
        ("0f8fad5b-d9cb-469f-a165-70867728950e", "<uuid>"),
        ("/tmp/tmpab12cd_x/out", "/tmp/<tmp>/out"),
    ],
)
def test_what_differs_from_run_to_run_is_taken_out(text: str, normal: str) -> None:
    assert normal_text(text, "/scratch/x") == normal


def test_a_warning_is_told_without_its_place() -> None:
    text = "/a/b.py:3: FutureWarning: gone soon\n  f(x)\nlogged\n"
    assert normal_warnings(text) == "FutureWarning: gone soon\nlogged\n"


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 400, 220) + b"rest"
JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08" + struct.pack(">HH", 220, 400) + b"\0" * 9


@pytest.mark.parametrize(
    ("mime", "content", "size"),
    [
        ("image/png", encoded(PNG), "400 x 220 pixels"),
        ("image/jpeg", encoded(JPEG), "400 x 220 pixels"),
        ("image/gif", encoded(b"GIF89a" + struct.pack("<HH", 400, 220)), "400 x 220 pixels"),
        ("image/svg+xml", '<?xml?><svg height="220pt" width="400pt"></svg>', "400pt x 220pt"),
        ("image/png", encoded(b"short"), "a picture of type image/png"),
        ("image/png", "not base64", "a picture of type image/png"),
        ("application/pdf", encoded(b"%PDF"), "a picture of type application/pdf"),
    ],
)
def test_the_size_of_a_picture(mime: str, content: str, size: str) -> None:
    assert picture(mime, content).size == size


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("a 1.0", "a 1.0", "same"),
        ("a 1.0000000000001", "a 1.0000000000002", "close"),
        ("a 1.0001", "a 1.0002", "different"),
        ("a 1.0", "b 1.0", "different"),
        ("0.30000000000000004", "0.3", "close"),
        ("x=1e300", "x=1.0000000000001e+300", "close"),
        ("row 10000000001", "row 10000000002", "different"),
        ("a 1.0", "a 1.0 2.0", "different"),
        (Picture("1 x 1", "a"), Picture("1 x 1", "b"), "repainted"),
        (Picture("1 x 1", "a"), Picture("1 x 2", "b"), "different"),
        (Picture("1 x 1", "a"), "1 x 1", "different"),
    ],
)
def test_likeness(one: str | Picture, other: str | Picture, how: str) -> None:
    assert likeness(one, other) == how


def stream(name: str, text: str):  # type: ignore[no-untyped-def]
    return output_from_msg(
        {"header": {"msg_type": "stream"}, "content": {"name": name, "text": text}}
    )


def test_a_long_stream_keeps_its_beginning_and_a_hash_that_chunks_do_not_change() -> None:
    texts = set()
    for chunk in (1000, 7777, LIMIT + 5):
        whole, outputs = "abc\n" * (LIMIT // 2), []
        for start in range(0, len(whole), chunk):
            outputs.append(stream("stdout", whole[start : start + chunk]))
            fold_stream(outputs)
        assert len(outputs) == 1
        assert len(outputs[0]["text"]) == LIMIT
        texts |= {str(output.parts) for output in normalised(0, outputs, "/scratch")}
    assert len(texts) == 1


def test_stderr_comes_last_and_streams_of_two_kinds_stay_apart() -> None:
    outputs = []
    for name, text in (("stdout", "a"), ("stderr", "b"), ("stdout", "c"), ("stdout", "d")):
        outputs.append(stream(name, text))
        fold_stream(outputs)
    assert list(normalised(4, outputs, "/scratch")) == [
        Output(4, "stdout", {"text": "a"}),
        Output(4, "stdout", {"text": "cd"}),
        Output(4, "stderr", {"text": "b"}),
    ]


def test_large_results_go_by_their_hash() -> None:
    content = {"data": {"text/plain": "x" * (LIMIT + 10)}, "metadata": {}}
    output = output_from_msg({"header": {"msg_type": "display_data"}, "content": content})
    compact(output)
    assert len(output["data"]["text/plain"]) < LIMIT + 100
