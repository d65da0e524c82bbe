"""Images of a notebook, told apart by size and content without decoding them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from .result import Picture

_SVG = re.compile(r"<svg\b[^>]*>", re.S)
_LENGTH = re.compile(r"\b(width|height)=[\"']([^\"']+)[\"']")
_NO_FRAME = frozenset({0xC4, 0xC8, 0xCC})  # JPEG markers between C0 and CF that are not a frame's


def is_picture(mime: str) -> bool:
    return mime.startswith(("image/", "audio/", "video/")) or mime == "application/pdf"


def picture(mime: str, content: str) -> Picture:
    """The picture in the data of an output: base64, or the text of an SVG."""
    if mime == "image/svg+xml":
        return Picture(_svg_size(content), hashlib.sha256(content.encode()).hexdigest())
    try:
        data = base64.b64decode(content)
    except binascii.Error:
        data = content.encode()
    size = _SIZES[mime](data) if mime in _SIZES else None
    words = f"{size[0]} x {size[1]} pixels" if size else f"a picture of type {mime}"
    return Picture(words, hashlib.sha256(data).hexdigest())


def _png_size(data: bytes) -> tuple[int, int] | None:
    return (_number(data[16:20]), _number(data[20:24])) if len(data) >= 24 else None


def _gif_size(data: bytes) -> tuple[int, int] | None:
    if len(data) < 10:
        return None
    return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            return _number(data[at + 7 : at + 9]), _number(data[at + 5 : at + 7])
        at += 2 + _number(data[at + 2 : at + 4])
    return None


def _svg_size(text: str) -> str:
    root = _SVG.search(text)
    lengths = dict(_LENGTH.findall(root.group())) if root else {}
    return f"{lengths.get('width', '?')} x {lengths.get('height', '?')}"


def _number(data: bytes) -> int:
    return int.from_bytes(data, "big")


_SIZES = {"image/png": _png_size, "image/gif": _gif_size, "image/jpeg": _jpeg_size}
