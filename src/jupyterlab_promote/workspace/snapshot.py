"""The texts of a project, as its plan will see them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

_LIMIT = 1_000_000
_TOP = ("pyproject.toml", "README.md", ".gitignore")
_TESTS = ("tests", "test")
_FOREIGN = frozenset(
    ("__pycache__", "node_modules", "site-packages", "build", "dist", "venv", "env")
)


def texts_of(root: Path, package_path: str) -> Mapping[str, str]:
    """The texts by path relative to the root: newlines as they are, in the order of the paths.

    Left out: what is hidden, larger than 1 MB, not UTF-8, or led out of the root by a link.
    """
    files = [root / name for name in _TOP]
    for folder in dict.fromkeys((package_path, *_TESTS)):
        files.extend(_modules(root / folder))
    texts = ((file.relative_to(root).as_posix(), _text(file, root)) for file in files)
    return {path: text for path, text in sorted(texts) if text is not None}


def _modules(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if _ours(Path(place, name)))
        for name in names:
            if name.endswith(".py") and not name.startswith("."):
                yield Path(place, name)


def _ours(folder: Path) -> bool:
    foreign = folder.name.startswith(".") or folder.name in _FOREIGN
    return not foreign and not (folder / "pyvenv.cfg").exists()


def _text(file: Path, root: Path) -> str | None:
    try:
        if not file.is_file() or not file.resolve().is_relative_to(root):
            return None
        if file.stat().st_size > _LIMIT:
            return None
        return file.read_bytes().decode()
    except (OSError, RuntimeError, UnicodeDecodeError):
        return None
