"""Trials with real kernels, among them notebooks that are built to fool one."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from jupyterlab_promote.core.errors import UnusableInput
from jupyterlab_promote.core.notebook import read
from jupyterlab_promote.trial import (
    Cancelled,
    Different,
    Failed,
    Limits,
    Progress,
    Same,
    Side,
    TimedOut,
    Trial,
    Unstable,
    hold,
)

Cells = Sequence[str]


def notebook(*sources: str, kernel: str = "python3") -> bytes:
    cells = [
        {
            "cell_type": "code",
            "id": f"c{number}",
            "metadata": {},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        for number, source in enumerate(sources)
    ]
    metadata = {"kernelspec": {"name": kernel, "language": "python", "display_name": "Python"}}
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole).encode()


def trial(
    folder: Path,
    before: bytes,
    after: bytes,
    module: str = "",
    localised: Sequence[str] = (),
) -> Trial:
    """Both notebooks at `folder/n.ipynb`, with `module` as the text of churn/steps.py in the second."""
    path = folder / "n.ipynb"
    path.write_bytes(before)
    texts = {"src/churn/__init__.py": "", "src/churn/steps.py": module}
    one, other = read(before, str(path)), read(after, str(path))
    return Trial(
        Side(one, path, folder, "src", {}),
        Side(other, path, folder, "src", texts),
        "churn",
        frozenset(localised),
    )


def held(folder: Path, before: Cells, after: Cells, module: str = "", **options: Sequence[str]):  # type: ignore[no-untyped-def]
    return hold(trial(folder, notebook(*before), notebook(*after), module, **options))


TOTAL = "def total(values):\n    return sum(values)\n"
TWICE = "def show(value):\n    print(value)\n    print(value)\n"
POINT = "class Point:\n    def __init__(self, x):\n        self.x = x\n"
PLOT = "def bars(ax):\n    ax.bar([1, 2], [3, 4])\n"
WAVERING = """\
import os, tempfile
print(object(), os.getcwd(), os.environ['PYTHONPATH'], tempfile.mkdtemp(), __import__('uuid').uuid4())
%time pass
here, path = os.getcwd(), __import__('pathlib').Path.cwd() / 'data'
{'b', 'a'}
"""
IMPORTS = "import random\nrandom.seed(3)"


@pytest.mark.parametrize(
    ("before", "after", "module", "outputs"),
    [
        pytest.param(
            ["def total(v):\n    return sum(v)", "t = total([1, 2])\nt"],
            ["from churn.steps import total", "t = total([1, 2])\nt"],
            TOTAL,
            1,
            id="a-definition-moved",
        ),
        pytest.param(
            ["a = 1\nprint(a)", "print(a)", "print('end')"],
            ["a = 1\nfrom churn.steps import show\nshow(a)", "print('end')"],
            TWICE,
            3,
            id="cells-merged",
        ),
        pytest.param(
            ["import random\nx = random.random()\nx", "y = random.random()\ny"],
            ["from churn.steps import *\nx = draw()\nx", "y = draw()\ny"],
            "import random\ndef draw():\n    return random.random()\n",
            2,
            id="an-unseeded-draw-in-the-same-order",
        ),
        pytest.param(
            [WAVERING],
            [WAVERING],
            "",
            2,
            id="addresses-timings-paths",
        ),
        pytest.param(
            ["import warnings\nwarnings.warn('old')\nprint('x', flush=True)"],
            ["from churn.steps import f\nf()\nprint('x', flush=True)"],
            "import warnings\ndef f():\n    warnings.warn('old')\n",
            2,
            id="a-warning-from-another-line",
        ),
        pytest.param(
            ["import warnings\nwarnings.warn('old', DeprecationWarning)\nprint('x', flush=True)"],
            ["from churn.steps import f\nf()\nprint('x', flush=True)"],
            "import warnings\ndef f():\n    warnings.warn('old', DeprecationWarning)\n",
            2,
            id="a-deprecation-that-modules-do-not-show",
        ),
        pytest.param(
            ["import matplotlib.pyplot as plt", "fig, ax = plt.subplots()\nax.bar([1, 2], [3, 4])\nplt.show()"],
            ["import matplotlib.pyplot as plt\nfrom churn.steps import bars", "fig, ax = plt.subplots()\nbars(ax)\nplt.show()"],
            PLOT,
            1,
            id="a-plot",
        ),
        pytest.param(
            ["x = 0.1 + 0.2\nx"], ["x = 0.30000000000001\nx"], "", 1, id="the-fourteenth-digit",
        ),
        pytest.param(
            ["import threading\nt = threading.Thread(target=print, args=('late',))\nt.start()", "t.join()\nprint({'a', 'b', 'c'})"],
            ["import threading\nt = threading.Thread(target=print, args=('late',))\nt.start()", "t.join()\nprint({'a', 'b', 'c'})"],
            "", 2, id="a-thread-and-a-set",
        ),
        pytest.param(
            ["class Point:\n    def __init__(self, x):\n        self.x = x", "p = Point(3)\np.x"],
            ["from churn.steps import Point", "p = Point(3)\np.x"],
            POINT,
            1,
            id="a-class-whose-module-nobody-sees",
        ),
    ],
)  # fmt: skip
def test_what_stays_the_same(
    tmp_path: Path, before: Cells, after: Cells, module: str, outputs: int
) -> None:
    result = held(tmp_path, before, after, module, localised=["warnings", "random"])
    assert isinstance(result, Same), result
    assert result.outputs == outputs
    assert result.sentence.startswith(f"{outputs} of {outputs} outputs are the same")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["print(1)"], "."),
        (["import os\nprint(1)", "x = 1\ndel x"], ", and the value of 1 name."),
        (["import os\nprint(1)", "x = 1"], ", and the values of 2 names."),
    ],
    ids=["none", "one", "two"],
)
def test_only_names_of_the_notebook_are_counted(
    tmp_path: Path, cells: list[str], said: str
) -> None:
    result = held(tmp_path, cells, cells, "")
    assert isinstance(result, Same), result
    assert result.sentence == f"1 of 1 outputs are the same{said}"


@pytest.mark.parametrize(
    ("before", "after", "module", "cell", "what"),
    [
        pytest.param(
            ["x = 1", "x"], ["x = 1", "x;"], "", 1, "what it displays is missing", id="a-lost-display"
        ),
        pytest.param(
            ["print(1)\nprint(2)", "print(3)"],
            ["print(2)\nprint(1)", "print(3)"],
            "",
            0,
            "a printed line is not the same",
            id="another-order",
        ),
        pytest.param(
            [IMPORTS, "a = random.random()", "b = random.random()", "print(round(b, 3))"],
            [IMPORTS, "b = random.random()", "a = random.random()", "print(round(b, 3))"],
            "",
            3,
            "a printed line is not the same",
            id="global-generator",
        ),
        pytest.param(
            [IMPORTS, "a = random.random()"],
            [IMPORTS, "a = random.random()\nrandom.random()\nNone"],
            "",
            -1,
            "the value of the state of random is not the same",
            id="one-draw-too-many",
        ),
        pytest.param(
            ["calls = []\ndef f():\n    calls.append(1)\n    return len(calls)", "f()\nf();"],
            ["calls = []\ndef f():\n    calls.append(1)\n    return len(calls)", "f();"],
            "",
            -1,
            "the value of calls is not the same",
            id="hidden-state",
        ),
        pytest.param(
            ["def f(x, seen=[]):\n    seen.append(x)", "f(1)"],
            ["from churn.steps import f", "f(1)\nf(1)"],
            "def f(x, seen=[]):\n    seen.append(x)\n",
            -1,
            "the value of f is not the same",
            id="what-a-default-remembers",
        ),
        pytest.param(
            ["import os\nos.mkdir('there')", "os.chdir('there')"],
            ["import os\nos.mkdir('there')", "None"],
            "",
            -1,
            "the value of the current directory is not the same",
            id="another-folder",
        ),
        pytest.param(
            ["import matplotlib.pyplot as plt\nplt.rcParams['lines.linewidth'] = 3"],
            ["import matplotlib.pyplot as plt"],
            "",
            -1,
            "the value of matplotlib's settings is not the same",
            id="another-setting",
        ),
        pytest.param(
            ["import pandas as pd\npd.set_option('display.precision', 2)"],
            ["import pandas as pd"],
            "",
            -1,
            "the value of pandas' options is not the same",
            id="another-option",
        ),
        pytest.param(
            ["x = 10_000_000_001\nprint(x)"], ["x = 10_000_000_001\nprint(x + 1)"], "", 0,
            "a printed line is not the same", id="a-count-off-by-one",
        ),
        pytest.param(
            ["import sys\nprint(1)\nprint('e', file=sys.stderr)"], ["print(1)\nprint('e')\nimport sys"],
            "", 0, "a printed line is new", id="stdout-for-stderr",
        ),
        pytest.param(
            ["for i in range(300):\n    display(i)"], ["for i in range(300):\n    display(i if i != 250 else 0)"],
            "", 0, "what it displays is not the same", id="one-of-many-displays",
        ),
        pytest.param(
            ["from IPython.display import HTML\nHTML('<b>1</b>')"], ["from IPython.display import HTML\nHTML('<b>2</b>')"],
            "", 0, "what it displays is not the same", id="html",
        ),
        pytest.param(["print(1)"], ["import os\nos._exit(1)"], "", 0, "it ends with an error now", id="a-kernel-that-dies"),
        pytest.param(["1 / 0"], ["int('x')"], "", 0, "it ends with another error", id="another-error"),
        pytest.param(["1 / 0"], ["0"], "", 0, "it no longer ends with an error", id="no-error"),
        pytest.param(
            ["open('out.csv', 'w').write('1,2');"],
            ["open('out.csv', 'w').write('1;2');"],
            "",
            -1,
            "the file out.csv is not written alike",
            id="a-written-file",
        ),
        pytest.param(
            ["rows = [[0]] * 2"], ["rows = [[0], [0]]"], "", -1,
            "rows[1] is no longer the same object as rows[0]", id="a-copy-within-a-list",
        ),
        pytest.param(
            ["row = [0]\nby_key = {'a': ([0],)}"], ["row = [0]\nby_key = {'a': (row,)}"], "", -1,
            "row is the same object as by_key['a'][0] now", id="an-alias-for-a-copy",
        ),
        pytest.param(
            ["import os\nos.environ['SEED'] = '1'"], ["import os"], "", -1,
            "the value of the environment variables is not the same", id="another-environment",
        ),
        pytest.param(
            ["a = [1]\nb = a"], ["a = [1]\nb = list(a)"], "", -1,
            "b is no longer the same object as a", id="a-copy-for-an-alias",
        ),
        pytest.param(
            ["class P:\n    pass", "P"],
            ["from churn.steps import P", "P"],
            "class P:\n    pass\n",
            1,
            "what it displays is not the same",
            id="a-repr-that-shows-its-module",
        ),
        pytest.param(
            ["x = 1\ny = 2"], ["y = 2"], "", -1, "the name x is no longer bound", id="a-lost-name"
        ),
        pytest.param(
            ["x = 1", "print(x)"], ["x = 1", "print(xx)"], "", 1,
            "it ends with an error now", id="a-new-error",
        ),
        pytest.param(
            ["import matplotlib.pyplot as plt", "plt.figure(1)\nplt.plot([1, 2])\nplt.title('a')\nplt.show()"],
            ["import matplotlib.pyplot as plt", "plt.figure(1)\nplt.plot([2, 1])\nplt.title('a')\nplt.show()"],
            "",
            1,
            "a picture is not the same",
            id="another-picture-of-the-same-size",
        ),
        pytest.param(
            ["import matplotlib.pyplot as plt", "plt.plot([1, 2])\nf = plt.gcf()\nplt.figure()\nplt.plot([3])\nplt.show()"],
            ["import matplotlib.pyplot as plt", "plt.plot([1, 2])\nf = plt.gcf()\nplt.plot([3])\nplt.show()"],
            "",
            1,
            "a picture is not the same",
            id="another-current-figure",
        ),
    ],
)  # fmt: skip
def test_what_is_found_out(
    tmp_path: Path, before: Cells, after: Cells, module: str, cell: int, what: str
) -> None:
    result = held(tmp_path, before, after, module)
    assert isinstance(result, Different), result
    assert (result.cell, result.what) == (cell, what)


def test_a_notebook_that_wavers_by_itself_is_said_to(tmp_path: Path) -> None:
    cells = ["import os\nx = 1", "print(os.urandom(4).hex())", "print(x)"]
    result = held(tmp_path, cells, cells)
    assert isinstance(result, Unstable), result
    assert (result.cells, result.names, result.same) == ((1,), (), 1)


def test_a_steady_difference_is_found_in_a_notebook_that_wavers(tmp_path: Path) -> None:
    before = ["import time", "print(time.time_ns())", "print(1)"]
    result = held(tmp_path, before, [*before[:2], "print(2)"])
    assert isinstance(result, Different), result
    assert (result.cell, result.before, result.after) == (2, "1\n", "2\n")


def test_a_notebook_that_fails_is_compared_up_to_there(tmp_path: Path) -> None:
    result = held(
        tmp_path, ["print(1)", "print(2)\n1 / 0", "print(3)"], ["print(1)", "print(2)\n1 / 0"]
    )
    assert result == Failed(1, "ZeroDivisionError: division by zero", 2)


def test_a_kernel_that_dies_is_a_failure(tmp_path: Path) -> None:
    cells = ["print(1, flush=True)", "import os\nos._exit(3)"]
    assert held(tmp_path, cells, cells) == Failed(1, "the kernel died", 1)


def test_a_cell_that_takes_too_long_ends_the_trial(tmp_path: Path) -> None:
    cells = notebook("1", "import time\ntime.sleep(60)")
    result = hold(trial(tmp_path, cells, cells), Limits(cell=1))
    assert isinstance(result, TimedOut)
    assert (result.cell, result.seconds) == (1, 1)


def test_a_run_that_takes_too_long_ends_the_trial(tmp_path: Path) -> None:
    cells = notebook("1", "import time\ntime.sleep(60)")
    result = hold(trial(tmp_path, cells, cells), Limits(run=10))
    assert isinstance(result, TimedOut)
    assert (result.cell, result.seconds) == (1, 10)


def test_a_trial_can_be_cancelled(tmp_path: Path) -> None:
    cells, cancel = notebook("1", "import time\ntime.sleep(60)"), threading.Event()

    def stop_at_second(progress: Progress) -> None:
        if progress.cell == 1:
            cancel.set()

    result = hold(trial(tmp_path, cells, cells), progress=stop_at_second, cancel=cancel)
    assert result == Cancelled()


def test_progress_names_the_run_and_the_cell(tmp_path: Path) -> None:
    seen: list[Progress] = []
    hold(trial(tmp_path, notebook("1", "2"), notebook("1", "2")), progress=seen.append)
    assert {(p.run, p.cell, p.cells) for p in seen} == {
        (run, cell, 2) for run in ("before", "after") for cell in (0, 1)
    }


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("open('mine.txt', 'w').write('gone')", id="below"),
        pytest.param("open({path!r}, 'w').write('gone')", id="by-its-own-path"),
        pytest.param("import os\nos.remove({path!r})", id="removed"),
        pytest.param("import os\nos.rename({path!r}, 'elsewhere')", id="renamed"),
        pytest.param("open('link/mine.txt', 'a').write('more')", id="through-a-link"),
    ],
)
def test_nothing_of_the_persons_is_touched(tmp_path: Path, source: str) -> None:
    project, outside = tmp_path / "project", tmp_path / "outside"
    project.mkdir()
    outside.mkdir()
    (project / "mine.txt").write_text("kept")
    (outside / "mine.txt").write_text("kept")
    (project / "link").symlink_to(outside)
    cells = [source.replace("{path!r}", repr(str(project / "mine.txt")))]
    held(project, cells, cells)
    assert sorted(path.name for path in project.iterdir()) == ["link", "mine.txt", "n.ipynb"]
    assert (project / "mine.txt").read_text() == (outside / "mine.txt").read_text() == "kept"


def test_much_output_is_bounded_and_compared_all_the_same(tmp_path: Path) -> None:
    cells = "for i in range(60_000):\n    print('line', i % {})"
    result = held(tmp_path, [cells.format("59_999")], [cells.format("60_000")])
    assert isinstance(result, Different), result
    assert result.before.startswith("… and more, SHA-256")


def test_another_kernel_that_is_not_there_is_said(tmp_path: Path) -> None:
    cells = notebook("1", kernel="no-such-kernel")
    with pytest.raises(UnusableInput) as raised:
        hold(trial(tmp_path, cells, cells))
    assert raised.value.slug == "no-kernel"


def test_a_package_beside_the_notebooks_folder_is_found(tmp_path: Path) -> None:
    before = notebook("def total(v):\n    return sum(v)", "total([1])")
    whole = trial(tmp_path, before, notebook("from churn.steps import total", "total([1])"), TOTAL)
    root = tmp_path / "elsewhere" / "project"
    root.mkdir(parents=True)
    path = tmp_path / "notebooks" / "n.ipynb"
    sides: Mapping[str, Side] = {
        name: Side(side.notebook, path, root, "src", side.texts)
        for name, side in (("before", whole.before), ("after", whole.after))
    }
    path.parent.mkdir()
    path.write_bytes(before)
    result = hold(Trial(sides["before"], sides["after"], "churn"))
    assert isinstance(result, Same), result


def test_runs_at_the_same_time_do_not_share_temporary_files(tmp_path: Path) -> None:
    cell = """\
import pathlib, tempfile, time
own = pathlib.Path(tempfile.gettempdir(), 'shared.txt')
for _ in range(20):
    own.write_text(own.read_text() + 'x' if own.exists() else '')
    time.sleep(0.02)
print(len(own.read_text()))"""
    result = held(tmp_path, [cell], [cell])
    assert isinstance(result, Same), result


def test_a_display_that_a_later_cell_updates_is_compared_as_it_ends(tmp_path: Path) -> None:
    begin = "from IPython.display import JSON\nh = display(JSON({'a': 1}), display_id=True)"
    before, after = ([begin, f"h.update(JSON({{'a': {value}}}))"] for value in (2, 3))
    assert isinstance(held(tmp_path, before, before), Same)
    result = held(tmp_path, before, after)
    assert isinstance(result, Different), result
    assert (result.cell, result.what) == (0, "what it displays is not the same")


def test_a_project_that_cannot_be_copied_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = trial(tmp_path, notebook("1"), notebook("1"))
    monkeypatch.setattr("jupyterlab_promote.trial.scratch.shutil.copy2", _full_disk)
    with pytest.raises(UnusableInput) as raised:
        hold(whole)
    assert raised.value.slug == "no-scratch-copy"


def _full_disk(source: str, target: str) -> None:
    raise OSError(28, "No space left on device")
