"""Runs in the peers' environment: `peer.py TOOL SCRIPT FIRST LAST` prints the seconds
of one extraction, the first time and when the tool has the text open.

`peer.py rope-notebook SCRIPT RUNS` extracts every run of lines, as a process.
"""

import gc
import json
import sys
import tempfile
import time
from pathlib import Path


def offsets(text, first, last):
    lines = text.splitlines(keepends=True)
    return len("".join(lines[: first - 1])), len("".join(lines[:last])) - 1


def with_rope(text, first, last, work):
    """The first extraction in a project, and the next ones, when all is parsed."""
    from rope.base.project import Project
    from rope.refactor.extract import ExtractMethod

    def extract(project):
        module = project.get_resource("script.py")
        ExtractMethod(project, module, *offsets(text, first, last)).get_changes("clean_step")

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "script.py").write_text(text)
        kept = Project(folder, ropefolder=None)
        extract(kept)
        cold = work(lambda: extract(Project(folder, ropefolder=None)))
        return cold, work(lambda: extract(kept))


def with_jedi(text, first, last, work):
    """The first extraction, for which the trees that jedi keeps are thrown away, and the next ones of a script."""
    import jedi
    import parso.cache

    def extract(script):
        end = len(text.splitlines()[last - 1])
        found = script.extract_function(
            line=first, column=0, until_line=last, until_column=end, new_name="clean_step"
        )
        found.get_changed_files()

    def extract_cold():
        parso.cache.parser_cache.clear()
        extract(jedi.Script(text))

    kept = jedi.Script(text)
    extract(kept)
    return work(extract_cold), work(lambda: extract(kept))


def best(work):
    """As `measuring.seconds` measures ours."""
    times = []
    for _ in range(9):
        gc.collect()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def rope_notebook(text, runs):
    """Every run from the last to the first, so that the lines of those above stay where they are."""
    from rope.base.project import Project

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "script.py").write_text(text)
        project = Project(folder, ropefolder=None)
        done = [extracted(project, number, run) for number, run in reversed([*enumerate(runs)])]
        project.close()
    return done.count(False)


def extracted(project, number, run):
    from rope.refactor.extract import ExtractMethod

    module = project.get_resource("script.py")
    try:
        place = offsets(module.read(), *run)
        project.do(ExtractMethod(project, module, *place).get_changes(f"step_{number}"))
    except Exception:  # what rope refuses, or breaks on
        return False
    return True


def main():
    tool, path = sys.argv[1:3]
    text = Path(path).read_text()
    if tool == "rope-notebook":
        runs = json.loads(sys.argv[3])
        print(json.dumps({"failed": rope_notebook(text, runs), "of": len(runs)}))
    else:
        first, last = map(int, sys.argv[3:5])
        print(json.dumps({"rope": with_rope, "jedi": with_jedi}[tool](text, first, last, best)))


main()
