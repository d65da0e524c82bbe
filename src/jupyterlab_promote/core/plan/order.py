"""Whether a module may be imported where it is first needed: earlier than the notebook imported its libraries."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..analysis.analyse import Analysis
from ..analysis.calls import STDLIB
from ..analysis.facts import Statement
from ..lines import lines_of
from .import_lines import ImportOf, import_of

# Importing these does nothing that a program could see, whenever it happens.
_QUIET = frozenset(
    """numpy pandas scipy sklearn matplotlib seaborn statsmodels lightgbm xgboost catboost joblib
    imblearn category_encoders tqdm requests PIL networkx sympy polars pyarrow bs4 yaml dateutil
    pytz six plotly IPython nltk patsy numba skimage cv2 mpl_toolkits shap optuna""".split()
)
# What a library may look at when it is imported, or what decides which one is found.
_MATTERS = re.compile(
    r"environ(?!\.get\b)|putenv|sys\.(path|modules|setdlopenflags)|chdir|\bcd\b|warnings|logging|"
    r"matplotlib\.use|switch_backend|reload|importlib|site\.|%env|%set_env|%load|%run|\bpip\b|"
    r"\bconda\b|\bapt\b|\bmamba\b|\bpoetry\b|\buv\b|\bexec\b"
)


def too_early(analysis: Analysis, imports: Iterable[ImportOf], moment: int) -> ImportOf | None:
    """An import that may not happen at statement `moment` already, as the notebook does it later."""
    for one in imports:
        place = _first_import(analysis, one)
        if place is None or place <= moment:
            continue
        between = analysis.statements[moment:place]
        if any(_matters(analysis, statement) for statement in between):
            return one
        if not _is_quiet(one) and not all(_is_plain(s) for s in between):
            return one
    return None


def _first_import(analysis: Analysis, one: ImportOf) -> int | None:
    for index in sorted(analysis.imports):
        if any(i.module and import_of(i) == one for i in analysis.imports[index]):
            return index
    return None


def _is_quiet(one: ImportOf) -> bool:
    top = one.module.partition(".")[0]
    return not one.level and (top in _QUIET or top in STDLIB)


def _matters(analysis: Analysis, statement: Statement) -> bool:
    if statement.kind in ("definition", "class"):
        return False
    lines = lines_of(analysis.notebook.cells[statement.cell].source)
    text = "".join(lines[statement.span.first - 1 : statement.span.last])
    return _MATTERS.search(text) is not None and not _only_imports_it(statement)


def _only_imports_it(statement: Statement) -> bool:
    """`import warnings` names what it does not do."""
    return statement.kind == "import"


def _is_plain(statement: Statement) -> bool:
    """A definition, or an assignment that calls nothing."""
    if statement.kind in ("definition", "class"):
        return True
    return statement.kind == "assign" and not statement.facts.calls
