"""Definitions written into modules: new ones whole, existing ones by addition only."""

from __future__ import annotations

import pytest

from jupyterlab_promote.core.plan.formatting import Style, style_of
from jupyterlab_promote.core.plan.import_lines import ImportOf, Origins, block_of
from jupyterlab_promote.core.plan.imports_merge import with_imports
from jupyterlab_promote.core.plan.modules import Piece, Target, written

ORIGINS = Origins(frozenset({"os", "sys"}), "churn")
NP = ImportOf("numpy", None, "np")
PD = ImportOf("pandas", None, "pd")
OS = ImportOf("os", None, "os")
F1 = ImportOf("sklearn.metrics", "f1_score", "f1_score")
F = Piece(1, "f", "def f(x):\n    return x")


def test_import_block_is_sorted_as_isort_sorts() -> None:
    wanted = [
        ImportOf("churn.data", "load", "load"),
        F1,
        PD,
        ImportOf("matplotlib.pyplot", None, "plt"),
        ImportOf("sklearn.metrics", "AUC", "AUC"),
        ImportOf("sklearn.metrics", "Scorer", "Scorer"),
        ImportOf("sklearn.metrics", "auc", "area"),
        OS,
        ImportOf("os.path", None, "os"),
        ImportOf("__future__", "annotations", "annotations"),
    ]
    assert block_of(wanted, ORIGINS) == (
        "from __future__ import annotations\n\n"
        "import os\nimport os.path\n\n"
        "import matplotlib.pyplot as plt\nimport pandas as pd\n"
        "from sklearn.metrics import AUC, Scorer, f1_score\n"
        "from sklearn.metrics import auc as area\n\n"
        "from churn.data import load"
    )


MERGES = [
    pytest.param("import numpy as np\n", NP, "import numpy as np\n", id="there already"),
    pytest.param(
        "import numpy\n", NP, "import numpy\nimport numpy as np\n", id="under another name"
    ),
    pytest.param(
        "import pandas as pd\n",
        NP,
        "import numpy as np\nimport pandas as pd\n",
        id="above its neighbour",
    ),
    pytest.param("import sys\n", PD, "import sys\n\nimport pandas as pd\n", id="a new group below"),
    pytest.param(
        "import pandas as pd\n", OS, "import os\n\nimport pandas as pd\n", id="a new group above"
    ),
    pytest.param(
        "import sys\n\nfrom churn import a\n",
        NP,
        "import sys\n\nimport numpy as np\n\nfrom churn import a\n",
        id="a new group between",
    ),
    pytest.param(
        "from sklearn.metrics import auc, log_loss\n",
        F1,
        "from sklearn.metrics import auc, f1_score, log_loss\n",
        id="into a from-import",
    ),
    pytest.param(
        "from sklearn.metrics import auc  # area\n",
        F1,
        "from sklearn.metrics import auc  # area\nfrom sklearn.metrics import f1_score\n",
        id="a comment stays with its line",
    ),
    pytest.param(
        "from sklearn.metrics import (\n    auc,\n)\n",
        F1,
        "from sklearn.metrics import (\n    auc,\n    f1_score,\n)\n",
        id="into a from-import on several lines",
    ),
    pytest.param(
        '"""Doc."""\n', NP, '"""Doc."""\n\nimport numpy as np\n', id="below the docstring"
    ),
    pytest.param(
        "# Licence\n\nX = 1\n",
        NP,
        "# Licence\n\nimport numpy as np\n\nX = 1\n",
        id="below comments",
    ),
    pytest.param("", NP, "import numpy as np\n", id="an empty module"),
    pytest.param(
        "# numbers\nimport pandas as pd\n",
        NP,
        "# numbers\nimport numpy as np\nimport pandas as pd\n",
        id="the file's first comment stays first",
    ),
]


@pytest.mark.parametrize(("before", "wanted", "after"), MERGES)
def test_merged_import(before: str, wanted: ImportOf, after: str) -> None:
    assert with_imports(before, [wanted], ORIGINS, Style()) == after


ADDITIONS = [
    pytest.param(
        "def g(): pass\n", (F,), "def g(): pass\n\n\ndef f(x):\n    return x\n", id="at the end"
    ),
    pytest.param(
        "def g(): pass", (F,), "def g(): pass\n\n\ndef f(x):\n    return x\n", id="no line end"
    ),
    pytest.param(
        "def g(): pass\r\n",
        (F,),
        "def g(): pass\r\n\r\n\r\ndef f(x):\r\n    return x\r\n",
        id="the file's own line ends",
    ),
    pytest.param(
        'def g(): pass\n\n# run\nif __name__ == "__main__":\n    g()\n',
        (F,),
        "def g(): pass\n\n\ndef f(x):\n    return x\n\n\n"
        '# run\nif __name__ == "__main__":\n    g()\n',
        id="above the main block",
    ),
    pytest.param(
        '__all__ = ["a", "z"]\n',
        (F,),
        '__all__ = ["a", "f", "z"]\n\n\ndef f(x):\n    return x\n',
        id="exported, in order",
    ),
    pytest.param(
        "__all__ = ['z', 'a']\n",
        (F,),
        "__all__ = ['z', 'a', 'f']\n\n\ndef f(x):\n    return x\n",
        id="exported, last",
    ),
    pytest.param(
        "import os\n\n\ndef g(): pass\n",
        (Piece(1, "RATE", "RATE=0.5", is_constant=True),),
        "import os\n\nRATE = 0.5\n\n\ndef g(): pass\n",
        id="a constant below the imports",
    ),
    pytest.param(
        "import os\n\nA = 1\n\n\ndef g(): pass\n",
        (Piece(1, "RATE", "RATE=0.5", is_constant=True),),
        "import os\n\nA = 1\nRATE = 0.5\n\n\ndef g(): pass\n",
        id="a constant below the constants",
    ),
]


@pytest.mark.parametrize(("before", "pieces", "after"), ADDITIONS)
def test_addition(before: str, pieces: tuple[Piece, ...], after: str) -> None:
    assert written(Target("m.py", before, "M."), pieces, ORIGINS, Style()) == after


def test_new_module() -> None:
    pieces = (
        Piece(1, "RATE", "RATE = 0.5", is_constant=True),
        Piece(2, "f", "# halves\ndef f(x): return np.sum( x)*RATE", imports=(NP, OS)),
    )
    assert written(Target("m.py", None, "Halves."), pieces, ORIGINS, Style()) == (
        '"""Halves."""\n\nimport os\n\nimport numpy as np\n\nRATE = 0.5\n\n\n'
        "# halves\ndef f(x):\n    return np.sum(x) * RATE\n"
    )


STYLES = [
    pytest.param("", Style(), id="nothing said"),
    pytest.param("not = [toml", Style(), id="unreadable"),
    pytest.param(
        '[tool.black]\nline-length = 100\nskip-string-normalization = true\ntarget-version = ["py311"]\n',
        Style(100, ("py311",), keeps_quotes=True),
        id="black",
    ),
    pytest.param(
        '[tool.ruff]\nline-length = 120\n[tool.ruff.format]\nquote-style = "single"\n',
        Style(120, keeps_quotes=True),
        id="ruff",
    ),
    pytest.param(
        "[tool.black]\nskip-magic-trailing-comma = true\n", Style(keeps_commas=False), id="commas"
    ),
]


@pytest.mark.parametrize(("pyproject", "style"), STYLES)
def test_style(pyproject: str, style: Style) -> None:
    assert style_of(pyproject) == style
