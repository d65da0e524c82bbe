"""Names that an import package can have."""

from __future__ import annotations

import keyword
import re
import sys
import unicodedata
from pathlib import Path

from ..core.errors import UnusableInput

_LIBRARIES = """
altair black bokeh bs4 catboost cv2 dask django duckdb fastai fastapi flask geopandas holoviews ipykernel
ipywidgets jax jupyter jupyterlab keras lightgbm matplotlib mlflow networkx nltk notebook numba numpy openai
openpyxl optuna pandas pil pip plotly polars prophet pyarrow pydantic pyspark pytest requests scipy seaborn
setuptools shap skimage sklearn spacy sqlalchemy statsmodels streamlit sympy tensorflow torch torchvision
tqdm transformers xarray xgboost yaml yellowbrick
"""
_SHADOWED = frozenset(_LIBRARIES.split())
_FOLDERS = frozenset(("docs", "src", "test", "tests"))


def suggested(text: str) -> str:
    """A package name made from a folder's or a project's name: `2024 Churn-Study` → `project_2024_churn_study`."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "_", ascii_text.lower()).strip("_")
    if not name or name[0].isdigit():
        name = f"project_{name}".rstrip("_")
    return f"{name}_project" if objection(name) else name


def objection(package: str) -> str:
    """Why an import package can't have this name, as the end of a sentence; empty when it can."""
    parts = package.split(".")
    for part in parts:
        if not part.isidentifier() or not part.isascii():
            return "is no name that Python can import"
        if keyword.iskeyword(part):
            return "is a keyword of Python"
    if parts[0] in sys.stdlib_module_names:
        return "is a module of Python's standard library"
    if parts[0].lower() in _SHADOWED:
        return "is the name of a well-known library, which it would hide"
    if package in _FOLDERS:
        return "is the name of a folder that every project has"
    return ""


def require_usable(package: str) -> None:
    """Raise UnusableInput `package-name` for a name that the person gave and Python can't use."""
    reason = objection(package)
    if reason:
        sentence = f"The package can't be called {package!r}: that {reason}."
        raise UnusableInput("package-name", sentence, package)


def hidden_by(package: str, folder: Path) -> Path | None:
    """What a notebook in this folder would import instead of the installed package."""
    for rival in (folder / f"{package}.py", folder / package / "__init__.py"):
        if rival.exists():
            return rival
    return None
