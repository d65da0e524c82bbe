from __future__ import annotations

import codecs
import hashlib
import json
from typing import Any

import nbformat
import pytest

from jupyterlab_promote.core.errors import Defect, Stale, UnusableInput
from jupyterlab_promote.core.model import CellEdit, InsertCell, RemoveCell, ReplaceCell
from jupyterlab_promote.core.notebook import read, write


def code(source: str | list[str], **members: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": source,
    } | members


def notebook(*cells: dict[str, Any], minor: int = 5, **metadata: Any) -> dict[str, Any]:
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": minor}


def file(value: Any, **style: Any) -> bytes:
    return (json.dumps(value, **({"indent": 1, "ensure_ascii": False} | style)) + "\n").encode()


def test_cells() -> None:
    errors = [{"output_type": "stream"}, {"output_type": "error", "ename": "E"}]
    data = file(
        notebook(
            code(["x = 1\n", "y"], id="a", execution_count=3, metadata={"tags": ["t", 1]}),
            {"cell_type": "markdown", "metadata": {}, "source": "# é", "id": "b"},
            code("", id="a", outputs=errors),
            {"cell_type": "raw", "metadata": {}, "source": []},
            kernelspec={"name": "churn", "language": "python"},
        )
    )
    found = read(data, "n.ipynb")
    assert [(c.id, c.kind, c.source) for c in found.cells] == [
        ("a", "code", "x = 1\ny"),
        ("b", "markdown", "# é"),
        ("cell-2", "code", ""),
        ("cell-3", "raw", ""),
    ]
    assert [c.index for c in found.cells] == [0, 1, 2, 3]
    assert (found.cells[0].tags, found.cells[0].execution_count) == (("t",), 3)
    assert [c.shows_error for c in found.cells] == [False, False, True, False]
    assert (found.path, found.kernel, found.language) == ("n.ipynb", "churn", "python")
    assert found.fingerprint == hashlib.sha256(data).hexdigest()


def test_format_3() -> None:
    cells = [
        {"cell_type": "heading", "level": 2, "metadata": {}, "source": ["Data"]},
        {
            "cell_type": "code",
            "collapsed": False,
            "input": ["x = 1\n", "y"],
            "language": "python",
            "metadata": {},
            "outputs": [{"output_type": "pyerr", "ename": "E", "evalue": "", "traceback": []}],
            "prompt_number": 7,
        },
    ]
    worksheets = [{"cells": cells, "metadata": {}}, {"cells": cells[1:]}]
    value = {"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": worksheets}
    data = file(value)
    found = read(data, "old.ipynb")
    assert [(c.id, c.kind, c.source) for c in found.cells] == [
        ("cell-0", "markdown", "## Data"),
        ("cell-1", "code", "x = 1\ny"),
        ("cell-2", "code", "x = 1\ny"),
    ]
    assert (found.cells[1].execution_count, found.cells[1].shows_error) == (7, True)
    edits = [
        InsertCell("new", 1, "z"),
        ReplaceCell("cell-1", "x = 1\ny", "x = 2"),
        InsertCell("end", 3, "last"),
    ]
    after = write(found, edits)
    upgraded = nbformat.reads(after.decode(), as_version=4)
    assert [c.source for c in upgraded.cells] == ["## Data", "z", "x = 2", "x = 1\ny", "last"]
    assert '"input": [\n      "z"\n     ],\n' in after.decode()


UNUSABLE = {
    "nothing": (b"", "not-json"),
    "text": (b"x = 1", "not-json"),
    "cut short": (file(notebook(code("x")))[:-20], "not-json"),
    "more behind": (file(notebook()) + b"{}", "not-json"),
    "control character": (b'{"cells": [{"source": "\n"}]}', "not-json"),
    "nested too deeply": (b'{"cells": ' + b"[" * 100_000, "not-json"),
    "deep metadata": (b'{"metadata": ' + b"[" * 100_000, "not-json"),
    "a list": (b"[1, 2]", "not-a-notebook"),
    "no cells": (b'{"nbformat": 4, "nbformat_minor": 5}', "not-a-notebook"),
    "no version": (b'{"cells": []}', "not-a-notebook"),
    "version in words": (b'{"cells": [], "nbformat": "4"}', "not-a-notebook"),
    "endless version": (b'{"cells": [], "nbformat": Infinity}', "not-a-notebook"),
    "cells are no list": (b'{"cells": {}, "nbformat": 4}', "not-a-notebook"),
    "a cell is no object": (b'{"cells": [1], "nbformat": 4}', "not-a-notebook"),
    "a cell of no kind": (b'{"cells": [{"source": ""}], "nbformat": 4}', "not-a-notebook"),
    "a source of numbers": (file(notebook(code([1]))), "not-a-notebook"),  # type: ignore[list-item]
    "version 2": (b'{"worksheets": [], "nbformat": 2}', "unsupported-version"),
    "version 5": (b'{"cells": [], "nbformat": 5}', "unsupported-version"),
    "R": (file(notebook(kernelspec={"name": "ir", "language": "R"})), "other-language"),
    "Julia": (file(notebook(language_info={"name": "julia"})), "other-language"),
    "Latin-1": (b'{"cells": [], "nbformat": 4, "x": "\xe9"}', "bad-encoding"),
    "UTF-16": ('{"cells": [], "nbformat": 4}'.encode("utf-16"), "bad-encoding"),
    "cut in a character": (b'{"x": "' + b"a" * (1 << 20) + b"\xc3", "bad-encoding"),
}


@pytest.mark.parametrize(("data", "slug"), UNUSABLE.values(), ids=UNUSABLE)
def test_unusable(data: bytes, slug: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        read(data, "n.ipynb")
    assert (caught.value.slug, caught.value.where) == (slug, "n.ipynb")
    assert caught.value.message.startswith("n.ipynb ")


LANGUAGES = {
    "nothing said": {},
    "Python": {"kernelspec": {"language": "Python", "name": "x"}},
    "only the name": {"kernelspec": {"name": "whatever"}},
    "language info": {"language_info": {"name": "ipython"}},
    "no objects": {"kernelspec": None, "language_info": []},
}


@pytest.mark.parametrize("metadata", LANGUAGES.values(), ids=LANGUAGES)
def test_python(metadata: dict[str, Any]) -> None:
    assert read(file(notebook(**metadata)), "n.ipynb").language == "python"


ODD = (
    b'\xef\xbb\xbf { "nbformat" : 4 ,"nbformat_minor":5, "x": [1e999, NaN, -0.0, 1%s], "x": "\\/\\u00e9",\r\n'
    b' "cells":[\t{"id":"a","source":["x\\u003d1\\/2\\n" , "y"],"cell_type":"code","metadata":{},'
    b'"outputs":[{"data":{"n":NaN}}],"execution_count":null, "source": "z", "odd": 1}   ,\n\n'
    b'{"cell_type":"markdown","metadata":{},"source":""}], "metadata":{}}  \r\n'
) % (b"0" * 5_000)


def test_odd_bytes_stay() -> None:
    found = read(ODD, "odd.ipynb")
    assert [cell.source for cell in found.cells] == ["z", ""]
    assert write(found, ()) == ODD
    replaced = write(found, [ReplaceCell("a", "z", "zz")])
    assert replaced == ODD.replace(b'"source": "z"', b'"source": "zz"')
    removed = write(found, [RemoveCell("cell-1", "")])
    assert removed == ODD.replace(ODD[ODD.index(b"   ,\n\n") : ODD.index(b"], ", -40)], b"")


# the file, the edits, what they make of its text
BEFORE = file(notebook(code(["x = 1\n", "y"], id="a"), code(["z"], id="b"), code([], id="c")))
EDITS: dict[str, tuple[bytes, list[CellEdit], list[tuple[str, str]]]] = {
    "replace": (
        BEFORE,
        [ReplaceCell("a", "x = 1\ny", "x = 2\ny\n\nz = 'é'")],
        [
            (
                '    "x = 1\\n",\n    "y"\n',
                '    "x = 2\\n",\n    "y\\n",\n    "\\n",\n    "z = \'é\'"\n',
            )
        ],
    ),
    "replace by nothing": (
        BEFORE,
        [ReplaceCell("b", "z", "")],
        [('[\n    "z"\n   ]', "[]")],
    ),
    "replace nothing": (BEFORE, [ReplaceCell("c", "", "q")], [('[],\n   "id": "c"', '[\n    "q"\n   ],\n   "id": "c"')]),
    "string stays a string": (
        file(notebook(code("x\ny", id="a"))),
        [ReplaceCell("a", "x\ny", "x\nz")],
        [('"x\\ny"', '"x\\nz"')],
    ),
    "escapes as in the file": (
        file(notebook(code("é", id="a")), ensure_ascii=True),
        [ReplaceCell("a", "é", "ü😀")],
        [('"\\u00e9"', '"\\u00fc\\ud83d\\ude00"')],
    ),
    "half a character": (
        BEFORE,
        [ReplaceCell("b", "z", "é\ud800")],
        [('    "z"\n', '    "é\\ud800"\n')],
    ),
    "same again": (BEFORE, [ReplaceCell("b", "z", "z")], []),
    "compact": (
        file(notebook(code(["x"], id="a")), indent=None, separators=(",", ":")),
        [ReplaceCell("a", "x", "x\ny"), InsertCell("n", 1, "z\n")],
        [
            ('["x"],"id":"a"}', '["x\\n","y"],"id":"a"},{"cell_type":"code","execution_count":null,"metadata":{},'
             '"outputs":[],"source":["z\\n"],"id":"n"}')
        ],
    ),
    "tabs": (
        file(notebook(code(["x"], id="a")), indent="\t"),
        [ReplaceCell("a", "x", "x\ny")],
        [('\t\t\t\t"x"\n', '\t\t\t\t"x\\n",\n\t\t\t\t"y"\n')],
    ),
    "without ids": (
        file(notebook(code(["x"]), minor=4)),
        [InsertCell("n", 0, "y")],
        [
            (
                '[\n  {\n   "cell_type"',
                '[\n  {\n   "cell_type": "code",\n   "execution_count": null,\n   "metadata": {},\n'
                '   "outputs": [],\n   "source": [\n    "y"\n   ]\n  },\n  {\n   "cell_type"',
            )
        ],
    ),
    "insert in an empty list": (
        file(notebook()),
        [InsertCell("n", 0, "y")],
        [
            (
                "[]",
                '[\n  {\n   "cell_type": "code",\n   "execution_count": null,\n   "id": "n",\n'
                '   "metadata": {},\n   "outputs": [],\n   "source": [\n    "y"\n   ]\n  }\n ]',
            )
        ],
    ),
    "remove all": (
        BEFORE,
        [RemoveCell("a", "x = 1\ny"), RemoveCell("b", "z"), RemoveCell("c", "")],
        [(BEFORE.decode()[BEFORE.index(b"[") : BEFORE.index(b"],\n \"meta") + 1], "[]")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "edits", "changes"), EDITS.values(), ids=EDITS)
def test_edits(data: bytes, edits: list[CellEdit], changes: list[tuple[str, str]]) -> None:
    expected = data.decode()
    for before, after in changes:
        assert before in expected
        expected = expected.replace(before, after, 1)
    assert write(read(data, "n.ipynb"), edits).decode() == expected


def test_edited_cells_keep_outputs_and_counts() -> None:
    shown = code(["x"], id="a", execution_count=5, outputs=[{"output_type": "stream"}])
    data = file(notebook(shown))
    after = json.loads(write(read(data, "n"), [ReplaceCell("a", "x", "y")]))
    assert after["cells"] == [shown | {"source": ["y"]}]


def test_new_ids_are_valid_and_unlike_all_others() -> None:
    edits = [InsertCell(name, 0, "x") for name in ("a", "no id!", "a", "")]
    after = write(read(BEFORE, "n.ipynb"), edits)
    found = [cell["id"] for cell in json.loads(after)["cells"]]
    assert found == ["a-2", "promoted", "a-3", "promoted-2", "a", "b", "c"]
    nbformat.validate(nbformat.reads(after.decode(), as_version=4))


def test_crlf_files_stay_crlf() -> None:
    data = BEFORE.replace(b"\n", b"\r\n")
    after = write(read(data, "n"), [ReplaceCell("b", "z", "z\ny"), InsertCell("n", 3, "q\nr")])
    assert after.count(b"\n") == after.count(b"\r\n")


CONTRADICTIONS: dict[str, tuple[list[CellEdit], type[Exception], str]] = {
    "unknown cell": ([RemoveCell("q", "")], Stale, "cell-changed"),
    "changed since": ([ReplaceCell("b", "y", "z")], Stale, "cell-changed"),
    "twice": ([ReplaceCell("b", "z", ""), RemoveCell("b", "z")], Defect, "edits-contradict"),
    "nowhere": ([InsertCell("n", 9, "x")], Defect, "edits-contradict"),
    "halves that join": (
        [ReplaceCell("b", "z", "\ud83d" + "\ude00")], Defect, "notebook-not-proven",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "error", "slug"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_refuses(edits: list[CellEdit], error: type[Exception], slug: str) -> None:
    with pytest.raises(error) as caught:
        write(read(BEFORE, "n.ipynb"), edits)
    assert caught.value.slug == slug  # type: ignore[attr-defined]


def test_large_outputs_stay() -> None:
    picture = {"output_type": "display_data", "data": {"image/png": "A" * 8_000_000}}
    data = file(notebook(*(code(["x"], id=f"c{n}", outputs=[picture]) for n in range(3))))
    after = write(read(data, "n"), [ReplaceCell("c1", "x", "y"), RemoveCell("c2", "x")])
    assert after.count(b"A" * 8_000_000) == 2


def test_byte_order_mark_stays() -> None:
    data = codecs.BOM_UTF8 + BEFORE
    after = write(read(data, "n"), [ReplaceCell("b", "z", "y")])
    assert after == data.replace(b'"z"', b'"y"')
