"""Real trees to promote in, and how a tree looks from outside."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from jupyterlab_promote.core.plan.edits import CreateFile, FileEdit, Plan, Promoted, ReplaceText
from jupyterlab_promote.workspace.apply import apply
from jupyterlab_promote.workspace.receipt import Receipt

TIME = "2026-03-01T12:00:00+00:00"
Tree = dict[str, tuple[str, bytes, int]]


def seen(folder: Path) -> Tree:
    """Every name below a folder: its kind, its bytes (a link's target) and its permissions."""
    return {str(path.relative_to(folder)): _look(path) for path in sorted(folder.rglob("*"))}


def _look(path: Path) -> tuple[str, bytes, int]:
    mode = stat.S_IMODE(path.lstat().st_mode)
    if path.is_symlink():
        return "link", os.fsencode(os.readlink(path)), 0
    if path.is_file():
        return "file", path.read_bytes(), mode
    return "folder" if path.is_dir() else "special", b"", mode


@dataclass(frozen=True)
class Scene:
    """A folder with a notebook, and a promotion that could be applied to it."""

    folder: Path
    notebook: Path
    plan: Plan
    after: bytes | None

    def apply(self, time: str = TIME) -> Receipt:
        return apply(self.plan, self.notebook, self.after, time=time)


def plan_of(notebook: Path, root: Path, *edits: FileEdit) -> Plan:
    """A plan made on what is on the disk now."""
    prints = {
        e.path: sha256(e.before.encode()).hexdigest() for e in edits if isinstance(e, ReplaceText)
    }
    return Plan(
        notebook=str(notebook),
        notebook_fingerprint=sha256(notebook.read_bytes()).hexdigest(),
        root=str(root),
        package="churn",
        package_path="src/churn",
        file_edits=edits,
        cell_edits=(),
        fingerprints=prints,
        promoted=(Promoted("p1", "extract-step", "load_sales", "data", ("c1",), (), (), ()),),
        refused=(),
        problems=(),
    )


def replaced(root: Path, path: str, after: str) -> ReplaceText:
    """The edit of a file that is on the disk now."""
    return ReplaceText(path, (root / path).read_bytes().decode(), after)


def existing_project(folder: Path) -> Scene:
    """A project with CRLF and an executable module; the plan also makes a subpackage."""
    root = folder / "churn-project"
    package = root / "src" / "churn"
    package.mkdir(parents=True)
    (root / "pyproject.toml").write_bytes(b'[project]\nname = "churn"\n')
    (package / "__init__.py").write_bytes(b"")
    (package / "utils.py").write_bytes(b"def old():\r\n    return 1\r\n")
    (package / "utils.py").chmod(0o755)
    notebook = folder / "Untitled.ipynb"
    notebook.write_bytes(b'{"cells": []}')
    notebook.chmod(0o600)
    plan = plan_of(
        notebook,
        root,
        replaced(root, "pyproject.toml", '[project]\nname = "churn"\ndependencies = []\n'),
        replaced(root, "src/churn/utils.py", "def old():\r\n    return 1\r\n\r\n\r\nX = 'é'\r\n"),
        CreateFile("src/churn/features/__init__.py", ""),
        CreateFile("src/churn/features/encode.py", "def encode(x):\n    return x\n"),
    )
    return Scene(folder, notebook, plan, b'{"cells": [1]}')


def new_project(folder: Path) -> Scene:
    """A project two folders deep of which nothing exists yet."""
    notebook = folder / "Untitled.ipynb"
    notebook.write_bytes(b'{"cells": []}\n')
    plan = plan_of(
        notebook,
        folder / "made" / "churn",
        CreateFile("pyproject.toml", '[project]\nname = "churn"\n'),
        CreateFile("src/churn/__init__.py", ""),
        CreateFile("src/churn/data.py", "LIMIT = 3\n"),
    )
    return Scene(folder, notebook, plan, b'{"cells": [1]}\n')


def in_own_folder(folder: Path) -> Scene:
    """A new project in the notebook's folder, the notebook itself left to the browser."""
    notebook = folder / "Untitled.ipynb"
    notebook.write_bytes(b'{"cells": []}\n')
    plan = plan_of(
        notebook,
        folder,
        CreateFile("pyproject.toml", '[project]\nname = "churn"\n'),
        CreateFile("src/churn/data.py", "LIMIT = 3\n"),
    )
    return Scene(folder, notebook, plan, None)


def second_promotion(folder: Path) -> Scene:
    """Another notebook's promotion on top of one that made the project."""
    first = new_project(folder)
    first.apply()
    root = Path(first.plan.root)
    notebook = folder / "Second.ipynb"
    notebook.write_bytes(b"{}")
    plan = plan_of(
        notebook,
        root,
        replaced(root, "src/churn/data.py", "LIMIT = 3\n\n\ndef more():\n    return LIMIT\n"),
        CreateFile("src/churn/plots/roc.py", "def plot_roc():\n    pass\n"),
    )
    return Scene(folder, notebook, plan, b'{"a": 2}')


def moved_notebook(folder: Path) -> Scene:
    """A notebook beside a project goes to a folder that is still to be made."""
    root = folder / "churn-project"
    root.mkdir()
    notebook = folder / "Untitled.ipynb"
    notebook.write_bytes(b'{"cells": []}')
    notebook.chmod(0o640)
    plan = replace(plan_of(notebook, root), moved_to=str(folder / "exploration" / notebook.name))
    return Scene(folder, notebook, plan, b'{"cells": [1]}')


MAKERS = (existing_project, new_project, in_own_folder, second_promotion, moved_notebook)
SCENES = {make.__name__: make for make in MAKERS}
