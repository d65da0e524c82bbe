"""The kernel's own Python is found through its kernelspec, and asked."""

from __future__ import annotations

import json
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from jupyterlab_promote.core.errors import UnusableInput
from jupyterlab_promote.core.model import Notebook
from jupyterlab_promote.core.plan.edits import Environment
from jupyterlab_promote.kernel import environment_of
from jupyterlab_promote.kernel.interpreter import Interpreter, ask, interpreter_of


@pytest.fixture
def kernels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of kernelspecs that Jupyter looks into first."""
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share"))
    return tmp_path / "share" / "kernels"


@pytest.fixture
def python(tmp_path: Path) -> str:
    """The Python of an empty environment."""
    venv.create(tmp_path / "env", symlinks=True)
    return str(tmp_path / "env" / "bin" / "python")


def write_spec(kernels: Path, name: str, argv: list[str], **env: str) -> None:
    folder = kernels / name
    folder.mkdir(parents=True)
    spec = {"argv": argv, "display_name": name, "language": "python", "env": env}
    (folder / "kernel.json").write_text(json.dumps(spec), "utf-8")


def write_distribution(
    python: str, name: str, version: str, files: list[str], head: str = "", **more: str
) -> None:
    purelib = Path(sysconfig.get_path("purelib", vars={"base": str(Path(python).parents[1])}))
    info = purelib / f"{name.replace('-', '_').lower()}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{head}\nRequires-Python: none\n"
    )
    (info / "RECORD").write_text("".join(f"{file},sha256=x,1\n" for file in files))
    for file in files:
        (purelib / file).parent.mkdir(parents=True, exist_ok=True)
        (purelib / file).write_text("raise RuntimeError('asking must not import')\n")
    for file, text in more.items():
        (info / f"{file}.json").write_text(text)


def notebook(folder: Path, kernel: str = "") -> Notebook:
    return Notebook(str(folder / "Untitled.ipynb"), (), "", kernel=kernel)


TAIL = ["-m", "ipykernel_launcher", "-f", "{connection_file}"]


@pytest.mark.parametrize(
    ("argv", "command"),
    [
        (["/envs/churn/bin/python", *TAIL], ["/envs/churn/bin/python"]),
        (["python", *TAIL], [sys.executable]),
        (["python3", *TAIL], [sys.executable]),
        (["python3.99", *TAIL], ["python3.99"]),
        (["/usr/bin/env", "python3", *TAIL], ["/usr/bin/env", "python3"]),
        (["env", "-u", "HOME", "pypy3.10", "-X", "utf8", *TAIL], ["env", "-u", "HOME", "pypy3.10"]),
        (
            ["conda", "run", "-n", "churn", "--no-capture-output", "python", *TAIL],
            ["conda", "run", "-n", "churn", "--no-capture-output", "python"],
        ),
        (["{resource_dir}/env/bin/python", *TAIL], ["{spec}/env/bin/python"]),
    ],
    ids=["absolute", "python", "python3", "another version", "env", "options", "conda", "template"],
)
def test_the_command_of_a_kernelspec(kernels: Path, argv: list[str], command: list[str]) -> None:
    write_spec(kernels, "churn", argv, LAB="1")
    expected = tuple(part.replace("{spec}", str(kernels / "churn")) for part in command)
    assert interpreter_of("Churn") == Interpreter(expected, {"LAB": "1"})


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"argv": ["R", "--slave"]}', '{"argv": 3}'])
def test_an_odd_kernelspec_falls_back_on_python3(kernels: Path, text: str) -> None:
    write_spec(kernels, "python3", ["/envs/three/bin/python", *TAIL])
    (kernels / "odd").mkdir()
    (kernels / "odd" / "kernel.json").write_text(text)
    assert interpreter_of("odd").command == ("/envs/three/bin/python",)
    assert interpreter_of("unknown").command == ("/envs/three/bin/python",)


def test_an_environment_that_has_nothing(tmp_path: Path, python: str) -> None:
    environment = environment_of(notebook(tmp_path), python)
    assert environment == Environment(
        python=python, version=sys.version_info[:2], stdlib=sys.stdlib_module_names
    )


def test_distributions_of_the_kernel(tmp_path: Path, kernels: Path, python: str) -> None:
    write_spec(kernels, "churn", [python, *TAIL])
    write_distribution(python, "Scikit-Learn", "1.7.0", ["sklearn/__init__.py", "sklearn/svm.py"])
    write_distribution(python, "six", "1.17.0", ["six.py"])
    write_distribution(python, "fast-c", "2.0", ["fast.cpython-311-x86_64-linux-gnu.so"])
    found = environment_of(notebook(tmp_path, "churn")).distributions
    assert found == {
        "fast": ("fast-c", "2.0"),
        "six": ("six", "1.17.0"),
        "sklearn": ("Scikit-Learn", "1.7.0"),
    }


@pytest.mark.parametrize(
    ("module", "found"),
    [
        ("google.cloud.storage.blob", {"google.cloud.storage": ("google-cloud-storage", "3.4")}),
        ("google.protobuf", {"google.protobuf": ("protobuf", "6.1")}),
        ("cv2", {"cv2": ("opencv-python", "4.12")}),
        ("nowhere", {}),
        ("os.path", {}),
    ],
)
def test_only_what_is_asked_for(tmp_path: Path, python: str, module: str, found: object) -> None:
    write_distribution(python, "protobuf", "6.1", ["google/protobuf/__init__.py"])
    write_distribution(python, "google-cloud-storage", "3.4", ["google/cloud/storage/__init__.py"])
    write_distribution(python, "opencv-contrib-python", "4.12", ["cv2/__init__.py"])
    write_distribution(python, "opencv-python", "4.12", ["cv2/__init__.py"])
    assert environment_of(notebook(tmp_path), python, [module]).distributions == found


def test_pythons_of_a_distribution_and_of_what_it_requires(tmp_path: Path, python: str) -> None:
    needs = 'Requires-Dist: Fast.C>=1 ; os_name != "x"\nRequires-Dist: gone ; extra == "all"\n'
    write_distribution(python, "slow", "1.0", ["slow.py"], needs + "Requires-Python: >=3.8\n")
    circle = "Requires-Dist: slow (>=1)\nRequires-Python: >=3.9, <3.15\n"
    write_distribution(python, "fast_c", "2.0", ["fast.py"], circle)
    write_distribution(python, "gone", "1.0", ["gone.py"], "Requires-Python: <3\n")
    found = environment_of(notebook(tmp_path), python, ["slow", "six"]).pythons
    assert found == {"slow": ">=3.8,>=3.9, <3.15"}


def test_modules_that_no_distribution_provides(tmp_path: Path, python: str) -> None:
    write_distribution(python, "six", "1.17.0", ["six.py"])
    editable = {"direct_url": '{"url": "file:///x", "dir_info": {"editable": true}}'}
    write_distribution(python, "own-tools", "0.1", ["own_tools.py"], **editable)
    (tmp_path / "cleaning.py").touch()
    (tmp_path / "plots").mkdir()
    (tmp_path / "plots" / "__init__.py").touch()
    environment = environment_of(notebook(tmp_path), python, ["own_tools", "six", "os", "nowhere"])
    assert environment.loose == {"cleaning", "plots", "own_tools"}


def test_files_beside_the_notebook_are_not_run(
    tmp_path: Path, python: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise RuntimeError")
    monkeypatch.chdir(tmp_path)
    assert environment_of(notebook(tmp_path), python).python == python


def test_what_the_kernelspec_sets_is_set(tmp_path: Path, kernels: Path, python: str) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "shared_code.py").touch()
    write_spec(kernels, "churn", ["env", python, *TAIL], PYTHONPATH=str(tmp_path / "lib"))
    environment = environment_of(notebook(tmp_path, "churn"), modules=["shared_code"])
    assert environment.loose == {"shared_code"}


def test_a_noisy_environment_answers(tmp_path: Path, python: str) -> None:
    purelib = sysconfig.get_path("purelib", vars={"base": str(tmp_path / "env")})
    Path(purelib, "noise.pth").write_text("import sys; print('hello'); sys.stderr.write('oh')\n")
    assert environment_of(notebook(tmp_path), python).python == python


@pytest.mark.parametrize(
    ("python", "slug", "said"),
    [
        ("/nowhere/python", "no-such-python", "/nowhere/python can't be run: No such file or directory."),
        ("/bin/true", "silent-python", "/bin/true did not answer as a Python does: (nothing)"),
        ("/bin/cat", "silent-python", "/bin/cat did not answer as a Python does: "),
    ],
)  # fmt: skip
def test_a_python_that_was_named_must_answer(
    tmp_path: Path, python: str, slug: str, said: str
) -> None:
    with pytest.raises(UnusableInput) as refused:
        environment_of(notebook(tmp_path), python)
    assert (refused.value.slug, refused.value.message[: len(said)]) == (slug, said)


def test_a_kernel_that_cannot_be_asked_is_unknown(tmp_path: Path, kernels: Path) -> None:
    write_spec(kernels, "gone", ["/nowhere/python", *TAIL])
    (tmp_path / "cleaning.py").touch()
    assert environment_of(notebook(tmp_path, "gone")) == Environment(
        version=sys.version_info[:2],
        stdlib=sys.stdlib_module_names,
        loose=frozenset({"cleaning"}),
    )


def test_abilities(python: str) -> None:
    write_distribution(python, "Own_Tools", "0.1", [], direct_url='{"url": "file:///x"}')
    there = ask(Interpreter((python,)), backend="json.tool", distribution="own-tools")
    purelib = sysconfig.get_path("purelib", vars={"base": str(Path(python).parents[1])})
    assert there == {
        "python": python,
        "purelib": purelib,
        "pip": False,
        "backend": True,
        "managed": False,
        "installed": '{"url": "file:///x"}',
    }


@pytest.mark.parametrize("modules", [["libcst", "json", "nowhere"], [], None])
def test_our_own_python_says_the_same_as_another_process_of_it(modules: list[str] | None) -> None:
    here = ask(Interpreter((sys.executable,)), modules=modules)
    there = ask(Interpreter((sys.executable, "-B")), modules=modules)
    assert here == there
