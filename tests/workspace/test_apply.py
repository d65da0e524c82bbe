"""A plan is applied whole, or refused whole with a sentence that names the file."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from jupyterlab_promote.core.errors import PromoteError, Stale, UnusableInput
from jupyterlab_promote.core.plan.edits import CreateFile, ReplaceText
from jupyterlab_promote.workspace.apply import annotate
from jupyterlab_promote.workspace.undo import status

from .scenes import TIME, Scene, existing_project, in_own_folder, new_project, plan_of, seen


def package_of(scene: Scene) -> Path:
    return Path(scene.plan.root, "src", "churn")


def refusal(scene: Scene) -> PromoteError:
    """Why it is refused; nothing may have changed."""
    before = seen(scene.folder)
    with pytest.raises(PromoteError) as caught:
        scene.apply()
    assert seen(scene.folder) == before
    return caught.value


def edit_module(scene: Scene) -> None:
    (package_of(scene) / "utils.py").write_text("def mine(): ...\n")


def edit_notebook(scene: Scene) -> None:
    scene.notebook.write_bytes(b'{"cells": [], "mine": 1}')


def edit_notebook_spaces(scene: Scene) -> None:
    scene.notebook.write_bytes(b'{"cells":  []}')


def make_the_new_module(scene: Scene) -> None:
    (package_of(scene) / "features").mkdir()
    (package_of(scene) / "features" / "encode.py").write_text("mine = 1\n")


def make_the_new_module_in_latin(scene: Scene) -> None:
    (package_of(scene) / "features").mkdir()
    (package_of(scene) / "features" / "encode.py").write_bytes("# é\n".encode("latin-1"))


def make_the_new_folder_a_file(scene: Scene) -> None:
    (package_of(scene) / "features").write_text("mine\n")


def make_the_new_module_a_folder(scene: Scene) -> None:
    (package_of(scene) / "features" / "encode.py").mkdir(parents=True)


def remove_module(scene: Scene) -> None:
    (package_of(scene) / "utils.py").unlink()


def remove_notebook(scene: Scene) -> None:
    scene.notebook.unlink()


def module_read_only(scene: Scene) -> None:
    (package_of(scene) / "utils.py").chmod(0o444)


def notebook_read_only(scene: Scene) -> None:
    scene.notebook.chmod(0o400)


def module_leads_out(scene: Scene) -> None:
    outside = scene.folder / "outside.py"
    (package_of(scene) / "utils.py").rename(outside)
    (package_of(scene) / "utils.py").symlink_to(outside)


def package_leads_out(scene: Scene) -> None:
    package_of(scene).rename(scene.folder / "outside")
    package_of(scene).symlink_to(scene.folder / "outside")


def new_module_leads_out(scene: Scene) -> None:
    (scene.folder / "outside").mkdir()
    (package_of(scene) / "features").symlink_to(scene.folder / "outside")


def notebook_leads_out(scene: Scene) -> None:
    (scene.folder / "elsewhere").mkdir()
    scene.notebook.rename(scene.folder / "elsewhere" / "real.ipynb")
    scene.notebook.symlink_to(scene.folder / "elsewhere" / "real.ipynb")


def notebook_loops(scene: Scene) -> None:
    scene.notebook.unlink()
    scene.notebook.symlink_to(scene.notebook)


def notebook_is_a_pipe(scene: Scene) -> None:
    scene.notebook.unlink()
    os.mkfifo(scene.notebook)


REFUSED: list[tuple[Callable[[Scene], None], type[PromoteError], str, str]] = [
    (edit_module, Stale, "stale", "utils.py"),
    (edit_notebook, Stale, "stale", "Untitled.ipynb"),
    (edit_notebook_spaces, Stale, "stale", "Untitled.ipynb"),
    (make_the_new_module, Stale, "exists", "encode.py"),
    (make_the_new_module_in_latin, UnusableInput, "not-utf-8", "encode.py"),
    (make_the_new_folder_a_file, UnusableInput, "not-a-directory", "features"),
    (make_the_new_module_a_folder, UnusableInput, "is-a-directory", "encode.py"),
    (remove_module, Stale, "vanished", "utils.py"),
    (remove_notebook, UnusableInput, "missing", "Untitled.ipynb"),
    (module_read_only, UnusableInput, "not-writable", "utils.py"),
    (notebook_read_only, UnusableInput, "not-writable", "Untitled.ipynb"),
    (module_leads_out, UnusableInput, "leads-out", "utils.py"),
    (package_leads_out, UnusableInput, "leads-out", "churn"),
    (new_module_leads_out, UnusableInput, "leads-out", "features"),
    (notebook_leads_out, UnusableInput, "leads-out", "Untitled.ipynb"),
    (notebook_loops, UnusableInput, "symlink-loop", "Untitled.ipynb"),
    (notebook_is_a_pipe, UnusableInput, "not-a-file", "Untitled.ipynb"),
]


@pytest.mark.parametrize(
    ("happens", "kind", "slug", "named"), REFUSED, ids=[row[0].__name__ for row in REFUSED]
)
def test_refused_whole(
    tmp_path: Path,
    happens: Callable[[Scene], None],
    kind: type[PromoteError],
    slug: str,
    named: str,
) -> None:
    scene = existing_project(tmp_path)
    happens(scene)
    error = refusal(scene)
    assert (type(error), error.slug) == (kind, slug)
    assert named in error.message


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("../outside.py", "leads-out"),
        ("src/../../outside.py", "leads-out"),
        ("/tmp/outside.py", "leads-out"),
        (".jupyter-promote/receipts/x.py", "leads-out"),
    ],
)
def test_a_plan_stays_in_its_project(tmp_path: Path, path: str, slug: str) -> None:
    scene = existing_project(tmp_path)
    plan = plan_of(scene.notebook, Path(scene.plan.root), CreateFile(path, ""))
    assert refusal(replace(scene, plan=plan)).slug == slug


def test_among_installed_packages(tmp_path: Path) -> None:
    (tmp_path / "site-packages").mkdir()
    assert refusal(existing_project(tmp_path / "site-packages")).slug == "site-packages"


def test_a_plan_made_on_other_bytes_than_it_says(tmp_path: Path) -> None:
    scene = existing_project(tmp_path)
    prints = {**scene.plan.fingerprints, "pyproject.toml": "0" * 64}
    error = refusal(replace(scene, plan=replace(scene.plan, fingerprints=prints)))
    assert (error.slug, error.where) == ("stale", "pyproject.toml")


def test_a_lone_surrogate(tmp_path: Path) -> None:
    scene = existing_project(tmp_path)
    plan = plan_of(scene.notebook, Path(scene.plan.root), CreateFile("a.py", "'\udc80'"))
    assert refusal(replace(scene, plan=plan)).slug == "not-utf-8"


def test_what_is_written(tmp_path: Path) -> None:
    scene = existing_project(tmp_path)
    receipt = scene.apply()
    tree = seen(tmp_path)
    utils = "def old():\r\n    return 1\r\n\r\n\r\nX = 'é'\r\n".encode()
    assert tree["churn-project/src/churn/utils.py"] == ("file", utils, 0o755)
    assert tree["Untitled.ipynb"] == ("file", b'{"cells": [1]}', 0o600)
    assert (
        tree["churn-project/src/churn/features/encode.py"][1] == b"def encode(x):\n    return x\n"
    )
    assert receipt.files == (
        "pyproject.toml",
        "src/churn/utils.py",
        "src/churn/features/__init__.py",
        "src/churn/features/encode.py",
    )
    assert receipt.created == receipt.files[2:]
    assert (receipt.time, receipt.promoted) == (TIME, ("load_sales",))
    assert (receipt.notebook, receipt.wrote_notebook) == (str(scene.notebook), True)


def test_the_store_hides_from_git(tmp_path: Path) -> None:
    scene = new_project(tmp_path)
    scene.apply()
    assert Path(scene.plan.root, ".jupyter-promote", ".gitignore").read_bytes() == b"*\n"


def test_the_notebook_is_left_to_the_browser(tmp_path: Path) -> None:
    scene = in_own_folder(tmp_path)
    edit_notebook(scene)  # saved meanwhile: that is the browser's business
    before = scene.notebook.stat()
    assert not scene.apply().wrote_notebook
    assert scene.notebook.stat() == before


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    scene = existing_project(tmp_path)
    root = Path(scene.plan.root)
    same = (root / "pyproject.toml").read_text()
    plan = plan_of(
        scene.notebook, root, ReplaceText("pyproject.toml", same, same), CreateFile("new.py", "")
    )
    before = (root / "pyproject.toml").stat()
    receipt = replace(scene, plan=plan, after=scene.notebook.read_bytes()).apply()
    assert receipt.files == ("new.py",)
    assert not receipt.wrote_notebook
    assert (root / "pyproject.toml").stat() == before


def test_nothing_to_write_leaves_nothing(tmp_path: Path) -> None:
    scene = existing_project(tmp_path)
    plan = plan_of(scene.notebook, Path(scene.plan.root))
    before = seen(tmp_path)
    assert replace(scene, plan=plan, after=scene.notebook.read_bytes()).apply().id == ""
    assert seen(tmp_path) == before


def test_a_link_inside_the_project_stays_a_link(tmp_path: Path) -> None:
    scene = existing_project(tmp_path)
    utils = package_of(scene) / "utils.py"
    utils.rename(package_of(scene) / "real.py")
    utils.symlink_to("real.py")
    scene.apply()
    assert utils.is_symlink()
    assert (package_of(scene) / "real.py").read_bytes().endswith("X = 'é'\r\n".encode())


def test_a_notebook_linked_in_its_own_folder(tmp_path: Path) -> None:
    scene = existing_project(tmp_path)
    scene.notebook.rename(tmp_path / "real.ipynb")
    scene.notebook.symlink_to("real.ipynb")
    scene.apply()
    assert scene.notebook.is_symlink()
    assert (tmp_path / "real.ipynb").read_bytes() == scene.after


def test_what_was_installed_is_noted(tmp_path: Path) -> None:
    scene = new_project(tmp_path)
    noted = annotate(scene.apply(), {"pth": "/env/churn.pth"})
    assert noted.extra == {"pth": "/env/churn.pth"}
    assert status(Path(scene.plan.root)).receipts == (noted,)


FOLDER_READ_ONLY = """
import os, sys
from pathlib import Path
from jupyterlab_promote.core.errors import UnusableInput
from jupyterlab_promote.workspace.checks import require_writable

folder = Path(sys.argv[1])
folder.chmod(0o555)
if os.getuid() == 0:  # the superuser may write anything
    os.chown(folder, 65534, 65534)
    os.setuid(65534)
try:
    require_writable(folder, [folder / "new.py"])
except UnusableInput as error:
    print(error.slug)
"""


def test_a_folder_that_may_not_be_written_is_refused() -> None:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folders are closed to other users
        command = [sys.executable, "-c", FOLDER_READ_ONLY, folder]
        assert subprocess.run(command, capture_output=True, text=True).stdout == "not-writable\n"
