"""Constants that are no literals: which ones a function takes along, and where the notebook would notice.

In each row `K` is bound by the first cell's last statement; the cell that begins with `<` defines what needs it.
"""

from __future__ import annotations

import pytest

from jupyterlab_promote.core.analysis.facts import Needs
from jupyterlab_promote.core.analysis.made_constants import made_of
from jupyterlab_promote.core.analysis.movability import constant_needs, needs_of
from jupyterlab_promote.core.model import Refusal

from .notebooks import analysed

MADE = [
    # the first cell, what its last statement makes
    pytest.param("import re\nK = re.compile(r'\\w+')", "value", id="a regular expression"),
    pytest.param("import re\nK = re.compile('a', re.I | re.MULTILINE)", "value", id="with flags"),
    pytest.param("import re\nK = re.compile('a', flags=re.I)", "value", id="flags by keyword"),
    pytest.param("from re import compile\nK = compile('a')", "value", id="imported by itself"),
    pytest.param("import datetime as dt\nK = dt.date(2024, 1, 31)", "value", id="a date"),
    pytest.param("from datetime import timedelta\nK = timedelta(days=7)", "value", id="a time span"),
    pytest.param("from decimal import Decimal\nK = Decimal('0.1')", "value", id="a decimal"),
    pytest.param("from pathlib import Path\nK = Path('a')", "path", id="a path"),
    pytest.param("from pathlib import Path\nK = Path('a') / 'b' / 'c'", "path", id="below a path"),
    pytest.param("from pathlib import Path\nP = Path('a')\nN = 'b'\nK = P / N", "path", id="below a named path"),
    pytest.param("import math\nK = 2 * math.pi / 180", "number", id="a known number"),
    pytest.param("A = 3\nK = -A + 1", "number", id="arithmetic on a constant"),
    pytest.param("from typing import TypeVar\nK = TypeVar('K', bound=int)", "type", id="a type variable"),
    pytest.param("import typing as t\nK = t.NewType('K', int)", "type", id="a new type"),
    pytest.param("from collections import namedtuple\nK = namedtuple('K', 'x y')", "type", id="a named tuple"),
    pytest.param("from typing import Dict, List\nK = List[Dict[str, float]]", "type", id="an alias"),
    pytest.param("K = list[int] | None", "type", id="builtins"),
    pytest.param("import pandas as pd\nK = pd.DataFrame", "type", id="a class by another name"),
    pytest.param("import numpy as np\nfrom typing import Union\nK = Union[np.ndarray, 'Own']", "type", id="a text"),
    pytest.param("from typing import Callable, Literal\nK = Callable[[Literal['a']], bool]", "type", id="nested"),
    pytest.param("from typing import List, TypeVar\nT = TypeVar('T')\nK = List[T]", "type", id="of another one"),
    # what is not the same whenever it is made
    pytest.param("import re\nK = re.compile('(')", None, id="an error"),
    pytest.param("import re\nK = re.compile('[[a]')", None, id="a warning"),
    pytest.param("import re\nK = re.compile('a', re.DEBUG)", None, id="what prints"),
    pytest.param("import re\nK = re.compile('a', 128)", None, id="flags as a number"),
    pytest.param("import re\np = input()\nK = re.compile(p)", None, id="of a value"),
    pytest.param("import regex as re\nK = re.compile('a')", None, id="another library"),
    pytest.param("import re\nre.compile = print\nK = re.compile('a')", None, id="a changed library"),
    pytest.param("def compile(x): pass\nK = compile('a')", None, id="a function of that name"),
    pytest.param("from fractions import Fraction\nK = Fraction('1e999999999')", None, id="what takes for ever"),
    pytest.param("import datetime\nK = datetime.date.today()", None, id="a day like any other"),
    pytest.param("import datetime\nK = datetime.date(2024, 2, 31)", None, id="no day"),
    pytest.param("from pathlib import Path\nK = Path.cwd()", None, id="a folder that changes"),
    pytest.param("from pathlib import Path\nK = Path('a').resolve()", None, id="a place on the disk"),
    pytest.param("from pathlib import Path\nK = Path('a')\nK /= 'b'", None, id="set again"),
    pytest.param("from pathlib import Path\nK = Path('a')\ndel K", None, id="deleted"),
    pytest.param("x = [1]\nK = x[0]", None, id="an item"),
    pytest.param("A = 3\nK = 1 / A", None, id="what may divide by zero"),
    pytest.param("A = 3\nA = 4\nK = A + 1", None, id="of what is set twice"),
    pytest.param("import lib\nK = lib.Current", None, id="another library's state"),
    pytest.param("import lib\nK = lib.Box[int]", None, id="what may not be subscribed"),
    pytest.param("K = 'a' | int", None, id="a text beside a type"),
    pytest.param("from collections import namedtuple\nK = namedtuple('K', 'x x')", None, id="no named tuple"),
    pytest.param("from collections import namedtuple\nK = namedtuple('K', 'x')\nK.y = 1", None, id="changed"),
    pytest.param("from collections import namedtuple\na, K = namedtuple('K', 'x'), 1", None, id="two names"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "made"), MADE)
def test_what_a_constant_is_made_of(cell: str, made: str | None) -> None:
    analysis = analysed(cell)
    index = next(s.index for s in analysis.statements if "K" in s.facts.binds)
    assert made_of(analysis, index) == made


TYPE = (
    "from collections import namedtuple\nfrom typing import List, NewType\nK = namedtuple('K', 'x')"
)
REGEX = "import re\nK = re.compile('a')"

ALONG = [
    # cells, whether the definition takes K along, its other needs: globals, or the slug of a refusal
    pytest.param([REGEX, "<def f(x): return K.findall(x)"], True, "", id="a constant's name"),
    pytest.param([REGEX.replace("K", "k"), "<def f(x): return k.findall(x)"], False, "k", id="a small name"),
    pytest.param([REGEX.replace("K", "k"), "<def f(x=k): return x"], True, "", id="as a default"),
    pytest.param([TYPE, "<def f(p: K) -> K: return K(p.x)", "print(f(1))"], True, "", id="a type"),
    pytest.param([TYPE, "<class C:\n    k: K"], True, "", id="a field's type"),
    pytest.param([TYPE, "<class C(K): pass"], True, "", id="a base class"),
    pytest.param([TYPE, "<def f(p: List[K]): pass"], True, "", id="a part of a type"),
    pytest.param([TYPE, "<def f(p: K): pass", "isinstance(1, K)"], True, "", id="tested for"),
    pytest.param([TYPE, "<def f(p: K): pass", "K._make([1])"], True, "", id="filled"),
    # where it would say in which module it was made
    pytest.param([TYPE, "<def f(p: K): pass", "print(K)"], False, "default-reads-notebook", id="printed"),
    pytest.param([TYPE, "<def f(p: K): pass", "K"], False, "default-reads-notebook", id="displayed"),
    pytest.param([TYPE, "<def f(p: K): pass", "ks = [K]"], False, "default-reads-notebook", id="handed on"),
    pytest.param([TYPE, "<def f(p: K): pass", "%who_ls K"], False, "namespace-observed", id="listed"),
    pytest.param([TYPE, "<def f(p: K): pass", "k = K(1)\nprint(type(k))"], False, "default-reads-notebook", id="its type"),
    pytest.param([TYPE, "<def f(p: K): pass", "help(len)"], False, "default-reads-notebook", id="help"),
    pytest.param(
        [TYPE, "<def f(p: K): pass", "import inspect\ninspect.signature(g)"], False, "default-reads-notebook",
        id="annotations that are asked for",
    ),
    pytest.param(
        [TYPE, "<def f(p: K): pass", "import pickle\nk = K(1)\npickle.dumps(k)"], False, "default-reads-notebook",
        id="pickled",
    ),
    pytest.param(
        [TYPE + "\nL = List[K]", "<def f(p: K): pass", "print(L)"], False, "default-reads-notebook",
        id="printed as a part of another type",
    ),
    pytest.param([TYPE, "<def f(p): return K(p)", "print(K)"], False, "K", id="printed, but not needed at once"),
    pytest.param(["<def f(p: K): pass", TYPE], False, "default-reads-notebook", id="made later"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "along", "rest"), ALONG)
def test_what_goes_along(cells: list[str], along: bool, rest: str) -> None:
    (marked,) = (i for i, cell in enumerate(cells) if cell.startswith("<"))
    analysis = analysed(*(cell.removeprefix("<") for cell in cells))
    found = needs_of(analysis, next(s.index for s in analysis.statements if s.cell == marked))
    assert isinstance(found, Refusal) or bool(found.constants) == along
    assert rest == (found.slug if isinstance(found, Refusal) else " ".join(found.globals))


PARTS = [
    pytest.param("import re\nK = re.compile('a')", "re", (), id="an import"),
    pytest.param("from typing import Final\nK: Final = 3", "typing", (), id="an annotation"),
    pytest.param("A = 3\nK = A + 1", "", (0,), id="a constant"),
]


@pytest.mark.parametrize(("cell", "imports", "constants"), PARTS)
def test_what_a_constant_needs(cell: str, imports: str, constants: tuple[int, ...]) -> None:
    analysis = analysed(cell)
    found = constant_needs(analysis, analysis.statements[-1].index)
    assert isinstance(found, Needs), found
    assert " ".join(i.module for i in found.imports) == imports
    assert found.constants == constants


STAYING = [
    pytest.param("K = input()", "not-constant", id="a value"),
    pytest.param(
        "K = '''a\n  \nb'''", "blank-in-string", id="a line of spaces, which IPython empties"
    ),
    pytest.param("x = 1; K = 2", "shares-line", id="a shared line"),
]


@pytest.mark.parametrize(("cell", "slug"), STAYING)
def test_a_constant_that_stays(cell: str, slug: str) -> None:
    analysis = analysed(cell)
    found = constant_needs(analysis, analysis.statements[-1].index)
    assert isinstance(found, Refusal)
    assert found.slug == slug
