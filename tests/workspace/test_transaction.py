"""Any creates, replaces and deletes: one transaction, one undo."""

from __future__ import annotations

import itertools
import tempfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyterlab_promote.core.errors import Stale
from jupyterlab_promote.workspace.journal import About
from jupyterlab_promote.workspace.lock import Lock
from jupyterlab_promote.workspace.transaction import Change, Transaction, commit
from jupyterlab_promote.workspace.undo import Undone, recover, undo

from .faults import finishes
from .scenes import Tree, seen

NAMES = st.sampled_from(["a", "b.py", "c d", "é.py", "src", "-x", "n" * 200])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
BYTES = st.binary(max_size=40) | st.just(b"x\r\ny\n") | st.just(b"")
MODES = st.sampled_from([0o644, 0o600, 0o755, 0o666])


@st.composite
def trees(draw: st.DrawFn) -> dict[str, tuple[bytes, int]]:
    """Files by path, none of which is another one's folder."""
    drawn = draw(st.dictionaries(PATHS, st.tuples(BYTES, MODES), max_size=6))
    return {p: f for p, f in drawn.items() if not any(q.startswith(p + "/") for q in drawn)}


@st.composite
def changes(draw: st.DrawFn, root: Path) -> tuple[Change, ...]:
    """What could be done to the tree that is below the root now."""
    files = [path for path in sorted(root.rglob("*")) if path.is_file()]
    files = [path for path in files if ".jupyter-promote" not in path.parts]
    touched = draw(st.lists(st.sampled_from(files), unique=True)) if files else []
    done = [Change(p, p.read_bytes(), draw(st.none() | BYTES)) for p in touched]
    for name in draw(st.lists(PATHS, max_size=3, unique=True)):
        path = root / name
        above = (path, *path.parents)
        free = not path.exists() and not any(up.is_file() for up in above)
        if free and not any(c.path in above or path in c.path.parents for c in done):
            done.append(Change(path, None, draw(BYTES)))
    return tuple(change for change in done if change.old != change.new)


def do(root: Path, wanted: tuple[Change, ...], notebook: Path | None = None) -> None:
    about = About(notebook=str(notebook or root / "x.ipynb"))
    with Lock(root) as lock:
        commit(lock, Transaction(root, wanted, about))


@settings(max_examples=60, deadline=None)
@given(tree=trees(), data=st.data())
def test_undo_of_apply_is_the_tree(tree: dict[str, tuple[bytes, int]], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve() / "root"
        for name, (content, mode) in tree.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
            (root / name).chmod(mode)
        before: list[Tree] = []
        for _ in range(data.draw(st.integers(1, 3))):
            before.append(seen(Path(folder)))
            wanted = data.draw(changes(root))
            if not wanted:
                before.pop()
                continue
            do(root, wanted)
            for change in wanted:
                assert (change.path.read_bytes() if change.path.exists() else None) == change.new
        for state in reversed(before):
            assert isinstance(undo(root), Undone)
            assert seen(Path(folder)) == state


def moved(place: Path) -> tuple[Path, tuple[Change, ...], Path]:
    """A notebook outside of its project that goes to `exploration/`."""
    root, notebook = place / "churn", place / "Untitled.ipynb"
    root.mkdir(parents=True)
    notebook.write_bytes(b"{}")
    target = place / "exploration" / "Untitled.ipynb"
    (root / "a.py").write_bytes(b"old")
    return (
        root,
        (
            Change(root / "a.py", b"old", None),
            Change(target, None, b"{}", 0o600),
            Change(notebook, b"{}", None),
        ),
        notebook,
    )


def test_a_notebook_is_moved_and_comes_back(tmp_path: Path) -> None:
    root, wanted, notebook = moved(tmp_path)
    before = seen(tmp_path)
    do(root, wanted, notebook)
    after = seen(tmp_path)
    assert after["exploration/Untitled.ipynb"] == ("file", b"{}", 0o600)
    assert "Untitled.ipynb" not in after
    assert "churn/a.py" not in after
    undo(root)
    assert seen(tmp_path) == before


@pytest.mark.parametrize("backwards", [False, True], ids=["apply", "undo"])
def test_a_move_killed_anywhere(quick_folder: Path, backwards: bool) -> None:
    endings = set()
    for calls in itertools.count():
        place = quick_folder / str(calls)
        root, wanted, notebook = moved(place)
        states = [seen(place)]
        if backwards:
            do(root, wanted, notebook)
            states.append(seen(place))
        act = partial(undo, root) if backwards else partial(do, root, wanted, notebook)
        finished = finishes(calls, act)
        recover(root)
        now = seen(place)
        there = (place / "Untitled.ipynb").exists()
        assert there == (root / "a.py").exists() == (not (place / "exploration").exists())
        assert not there or now == states[0]
        assert there or not backwards or now == states[1]
        endings.add(there)
        if finished:
            break
    assert endings == {True, False}


@pytest.mark.parametrize("kind", ["replace", "delete"])
def test_a_file_that_changed(tmp_path: Path, kind: str) -> None:
    (tmp_path / "a.py").write_bytes(b"mine")
    (tmp_path / "b.py").write_bytes(b"old")
    before = seen(tmp_path)
    new = None if kind == "delete" else b"new"
    changes = (Change(tmp_path / "b.py", b"old", new), Change(tmp_path / "a.py", b"old", new))
    with pytest.raises(Stale, match=r"a\.py"):
        do(tmp_path, changes)
    assert seen(tmp_path) == before
