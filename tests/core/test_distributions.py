"""Imports of moved code → the distributions to declare."""

from __future__ import annotations

import sys

import pytest

from jupyterlab_promote.core.plan.distributions import (
    Candidate,
    Requirement,
    Requirements,
    choose,
    normalised,
    requirements_of,
)
from jupyterlab_promote.core.plan.edits import Environment

KERNEL = Environment(
    python="/kernel/bin/python",
    distributions={
        "pandas": ("pandas", "3.1.1"),
        "sklearn": ("scikit-learn", "1.7.0"),
        "cv2": ("opencv-python-headless", "4.12.0"),
        "google.cloud.storage": ("google-cloud-storage", "3.4.0"),
        "mpl_toolkits.mplot3d": ("matplotlib", "3.10.1"),
        "yaml": ("PyYAML", "6.0.2"),
    },
    stdlib=sys.stdlib_module_names,
    loose=frozenset({"cleaning", "pandas_helpers"}),
)
UNKNOWN = Environment(stdlib=sys.stdlib_module_names)


@pytest.mark.parametrize(
    "module",
    ["os", "os.path", "xml.etree.ElementTree", "__future__", "churn", "churn.features", ""],
)
@pytest.mark.parametrize("environment", [KERNEL, UNKNOWN], ids=["asked", "unknown"])
def test_needs_nothing(module: str, environment: Environment) -> None:
    assert requirements_of([module], environment, "churn") == Requirements((), ())


@pytest.mark.parametrize(
    ("module", "wanted"),
    [
        ("pandas", Requirement("pandas", "3.1.1")),
        ("pandas.api.types", Requirement("pandas", "3.1.1")),
        ("sklearn.ensemble", Requirement("scikit-learn", "1.7.0")),
        ("google.cloud.storage.blob", Requirement("google-cloud-storage", "3.4.0")),
        ("mpl_toolkits.mplot3d.axes3d", Requirement("matplotlib", "3.10.1")),
        pytest.param(
            "cv2", Requirement("opencv-python-headless", "4.12.0"), id="what is there wins"
        ),
        pytest.param("bs4", Requirement("beautifulsoup4"), id="not installed: the alias"),
        pytest.param(
            "pylab", Requirement("matplotlib", "3.10.1"), id="an alias of what is installed"
        ),
        pytest.param("polars", Requirement("polars"), id="not installed: its own name"),
    ],
)
def test_the_kernel_answers_first(module: str, wanted: Requirement) -> None:
    assert requirements_of([module], KERNEL, "churn").wanted == (wanted,)


@pytest.mark.parametrize(
    ("module", "distribution"),
    [
        ("sklearn", "scikit-learn"),
        ("cv2", "opencv-python"),
        ("PIL.Image", "pillow"),
        ("yaml", "PyYAML"),
        ("bs4", "beautifulsoup4"),
        ("dateutil.parser", "python-dateutil"),
        ("skimage", "scikit-image"),
        ("mpl_toolkits.mplot3d", "matplotlib"),
        ("mpl_toolkits.basemap", "basemap"),
        ("dotenv", "python-dotenv"),
        ("jwt", "PyJWT"),
        ("Crypto.Cipher", "pycryptodome"),
        ("git", "GitPython"),
        ("serial", "pyserial"),
        ("sklearn_pandas", "sklearn-pandas"),
        ("umap", "umap-learn"),
        ("imblearn.over_sampling", "imbalanced-learn"),
        ("category_encoders", "category-encoders"),
        ("google.cloud.bigquery", "google-cloud-bigquery"),
        ("google.protobuf.json_format", "protobuf"),
        ("IPython.display", "ipython"),
        ("attr", "attrs"),
        ("lightgbm", "lightgbm"),
    ],
)
def test_the_alias_table(module: str, distribution: str) -> None:
    assert requirements_of([module], UNKNOWN).wanted == (Requirement(distribution),)


@pytest.mark.parametrize(
    ("module", "wanted"),
    [
        ("acme.churn.features", ()),
        ("acme.plots", ()),
        ("acme.core.io", (Requirement("acme-core", "2.0"),)),
        ("acmetools", (Requirement("acmetools"),)),
    ],
)
def test_a_package_in_a_namespace(module: str, wanted: tuple[Requirement, ...]) -> None:
    kernel = Environment(distributions={"acme.core": ("acme-core", "2.0")})
    assert requirements_of([module], kernel, "acme.churn").wanted == wanted


def test_each_distribution_once_in_order() -> None:
    modules = [
        "yaml",
        "sklearn.svm",
        "os",
        "sklearn.metrics",
        "pandas",
        "matplotlib.pyplot",
        "pylab",
    ]
    wanted = [one.distribution for one in requirements_of(modules, KERNEL).wanted]
    assert wanted == ["matplotlib", "pandas", "PyYAML", "scikit-learn"]


def test_modules_beside_the_notebook_are_reported() -> None:
    modules = ["cleaning.text", "pandas", "pandas_helpers", "plots"]
    found = requirements_of(modules, KERNEL, "churn", local={"plots"})
    assert found.local == ("cleaning", "pandas_helpers", "plots")
    assert found.wanted == (Requirement("pandas", "3.1.1"),)


def test_what_nothing_but_its_name_speaks_for_is_a_guess() -> None:
    found = requirements_of(["pandas", "bs4", "polars.io", "numpy"], KERNEL)
    assert found.guessed == (Requirement("numpy"), Requirement("polars"))


@pytest.mark.parametrize(
    ("module", "names", "chosen"),
    [
        ("cv2", ["opencv-contrib-python", "opencv-python"], "opencv-python"),
        ("cv2", ["opencv-contrib-python", "opencv-python-headless"], "opencv-contrib-python"),
        ("attr", ["attribute", "attrs"], "attrs"),
        ("slicer", ["a", "slicer"], "slicer"),
        pytest.param("google", ["protobuf", "-google-extras"], "protobuf", id="the owner"),
        ("nobody", [], None),
    ],
)
def test_one_of_several(module: str, names: list[str], chosen: str | None) -> None:
    candidates = [Candidate(n.lstrip("-"), "1.0", owns=not n.startswith("-")) for n in names]
    best = choose(module, candidates)
    assert (best.distribution if best else None) == chosen


@pytest.mark.parametrize("name", ["Scikit_Learn", "scikit-learn", "scikit.learn", "SCIKIT--learn"])
def test_names_compare_normalised(name: str) -> None:
    assert normalised(name) == "scikit-learn"
