"""What was read for one request serves the next: list, plan, diff and apply ask about the same texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from .. import api

_KEPT = 4  # in each process


@lru_cache(maxsize=_KEPT)
def analysed(data: bytes, path: str) -> api.Analysis:
    """The analysis of a notebook with these bytes. Raises what `api.read` raises."""
    return api.analyse(api.read(data, path))


def proposed(data: bytes, path: str, project: api.Project) -> api.Proposals:
    """The proposals for a notebook with these bytes, into a project with these files."""
    files = (project.package_path, *sorted(project.files.items()))
    return _proposed(_Asked(data, path, files, project))


@dataclass(frozen=True, slots=True)
class _Asked:
    data: bytes
    path: str
    files: tuple[object, ...]
    project: api.Project = field(compare=False)


@lru_cache(maxsize=_KEPT)
def _proposed(asked: _Asked) -> api.Proposals:
    return api.propose(analysed(asked.data, asked.path), asked.project)
