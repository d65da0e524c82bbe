"""Lines of spaces only inside strings, which IPython empties: what holds one stays in its cell."""

import pytest

from jupyterlab_promote.core.analysis.cells import read_cell

KEEPS_ITS_VALUE = {
    "docstring": 'def f():\n    """Say.\n    \n    More."""',
    "empty line": 'x = """a\n\nb"""',
    "between statements": "x = 1\n   \ny = 2",
    "escaped": 'x = "a\\n   \\nb"',
}
LOSES_SPACES = {
    "string": 'x = """a\n   \nb"""',
    "f-string": 'x = f"""a\n\t\n{b}"""',
    "in a call": 'print("""\n  \n""")',
    "in a function": 'def f():\n    return """a\n \nb"""',
}


@pytest.mark.parametrize("source", KEEPS_ITS_VALUE.values(), ids=KEEPS_ITS_VALUE.keys())
def test_leaves_alone(source: str) -> None:
    assert all("blanks" not in s.facts.effects for s in read_cell(source).statements)


@pytest.mark.parametrize("source", LOSES_SPACES.values(), ids=LOSES_SPACES.keys())
def test_finds(source: str) -> None:
    assert "blanks" in read_cell(source).statements[0].facts.effects
