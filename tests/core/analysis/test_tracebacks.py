"""Which notebooks put tracebacks out: those of a function in a module say other places."""

from __future__ import annotations

import pytest

from jupyterlab_promote.core.analysis.tracebacks import tells_tracebacks

from .notebooks import analysed

ROWS = [
    # cells, whether a traceback becomes part of what the notebook puts out
    pytest.param(["print(traceback.format_exc())"], True, id="as text"),
    pytest.param(["def f():\n    return format_exc()"], True, id="as text, within a function"),
    pytest.param(["traceback.print_exc()"], False, id="to stderr"),
    pytest.param(["traceback.print_exc(file=sys.stdout)"], True, id="to stdout"),
    pytest.param(["traceback.print_exception(e, file=f)"], True, id="an exception to a file"),
    pytest.param(["print_tb(tb, file=f)"], True, id="the frames to a file"),
    pytest.param(["print(e, file=f)"], False, id="what an error says"),
    pytest.param(["try:\n    f()\nexcept RecursionError:\n    pass"], True, id="how deep it was"),
    pytest.param(["def f():\n    raise RecursionError"], True, id="how deep it was, later"),
    pytest.param(["log.exception('no')"], False, id="logged to stderr"),
    pytest.param(["log.exception('no')", "logging.StreamHandler(sys.stdout)"], True, id="a stream"),
    pytest.param(["log.exception('no')", "logging.StreamHandler(stream=f)"], True, id="by keyword"),
    pytest.param(["log.exception('no')", "logging.StreamHandler()"], False, id="stderr's handler"),
    pytest.param(["log.exception('no')", "FileHandler('a.log')"], True, id="a file"),
    pytest.param(["log.exception('no')", "RotatingFileHandler('a.log')"], True, id="files in turn"),
    pytest.param(["log.exception('no')", "handlers.Other('a.log')"], False, id="something else"),
    pytest.param(["log.error('no', exc_info=True)", "FileHandler('a.log')"], True, id="exc_info"),
    pytest.param(["log.error('no')", "FileHandler('a.log')"], False, id="no traceback"),
    pytest.param(["exception('no')", "FileHandler('a.log')"], False, id="another exception"),
    pytest.param(["FileHandler('a.log')"], False, id="nothing is logged"),
    pytest.param(["log.exception('no')", "basicConfig(filename='a')"], True, id="set up for a file"),
    pytest.param(["log.exception('no')", "basicConfig(stream=f)"], True, id="set up for a stream"),
    pytest.param(["log.exception('no')", "basicConfig(handlers=h)"], True, id="set up with handlers"),
    pytest.param(["log.exception('no')", "basicConfig(level=10)"], False, id="set up for stderr"),
    pytest.param(["log.exception('no')", "config(filename='a')"], False, id="another set-up"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "told"), ROWS)
def test_tells_tracebacks(cells: list[str], told: bool) -> None:
    assert tells_tracebacks(analysed(*cells)) is told
