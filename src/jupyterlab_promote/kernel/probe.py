"""Asked of another Python: what it is, and which distributions provide some modules.

The text of this file is run with `-c` by interpreters of any age (3.7 and later), in environments that
know nothing of this project, so it imports the standard library only. It reads the lists of installed
files itself: `importlib.metadata.packages_distributions` takes five times as long.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import sys
import sysconfig

MARK = "jupyterlab-promote:"
_TOP = re.compile(r"\n([A-Za-z_]\w*)(?:/[^\n]*\.py,|\.py,|\.[^/\n]*(?:so|pyd),)")


class Installed:
    """One `.dist-info` or `.egg-info` directory and the files that it lists."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        listed = read(folder, "RECORD") or read(folder, "installed-files.txt").replace("../", "")
        self.files = "\n" + listed.replace("\\", "/").replace('\n"', "\n")
        self.tops = set(read(folder, "top_level.txt").split())
        self.modules = self.tops.union(_TOP.findall(self.files))

    def owns(self, module: str) -> bool | None:
        """True with the module's own file, False with files below it only, None without."""
        start = "\n" + module.replace(".", "/")
        if (
            module in self.tops
            or start + "/__init__." in self.files
            or start + ".py," in self.files
        ):
            return True
        if re.search(re.escape(start) + r"\.[^/\n]*(?:so|pyd),", self.files):
            return True
        return False if start + "/" in self.files else None

    def described(self) -> tuple[str, str]:
        text = read(self.folder, "METADATA") or read(self.folder, "PKG-INFO")
        head = dict(re.findall(r"(?m)^(Name|Version): *(.*?)\s*$", text.split("\n\n")[0]))
        return head.get("Name", ""), head.get("Version", "")

    def is_editable(self) -> bool:
        return '"editable": true' in read(self.folder, "direct_url.json")


def read(*parts: str) -> str:
    try:
        with open(os.path.join(*parts), encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def installed() -> list[Installed]:
    """What is installed; where two versions of one distribution are, the one that is imported."""
    found: dict[str, Installed] = {}
    for entry in sys.path:
        for name in listed(entry or "."):
            if name.endswith((".dist-info", ".egg-info")):
                stem = normalised(name.rpartition(".")[0].split("-")[0])
                found.setdefault(stem, Installed(os.path.join(entry, name)))
    return list(found.values())


def listed(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def providers(module: str, everything: list[Installed]) -> tuple[str, list[list[object]]]:
    """The shortest prefix of `module` that a distribution owns, and who has files of it."""
    parts = module.split(".")
    having = [one for one in everything if parts[0] in one.modules]
    for length in range(1, len(parts) + 1):
        name = ".".join(parts[:length])
        owners = [one for one in having if one.owns(name)]
        if owners:
            return name, [[*one.described(), True] for one in owners]
    return parts[0], [[*one.described(), False] for one in having]


def is_importable(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, AttributeError, ValueError):
        return False


def provided(modules: list[str] | None) -> dict[str, object]:
    """Who provides these modules, or all that there are; `loose` are importable without a provider."""
    found = of_all() if modules is None else of_these(modules)
    known = {name.partition(".")[0] for name in found}.union(sys.builtin_module_names)
    known.update(getattr(sys, "stdlib_module_names", ()))
    tops = {module.partition(".")[0] for module in modules or ()}
    return {
        "python": sys.executable,
        "version": list(sys.version_info[:2]),
        "stdlib": sorted(getattr(sys, "stdlib_module_names", ())),
        "provided": found,
        "loose": sorted(top for top in tops - known if is_importable(top)),
    }


def of_these(modules: list[str]) -> dict[str, list[list[object]]]:
    everything = [one for one in installed() if not one.is_editable()] if modules else []
    found = dict(providers(module, everything) for module in modules)
    return {name: having for name, having in found.items() if having}


def of_all() -> dict[str, list[list[object]]]:
    found: dict[str, list[list[object]]] = {}
    for one in installed():
        if one.is_editable():
            continue
        name, version = one.described()
        for top in sorted(one.modules):
            found.setdefault(top, []).append([name, version, bool(one.owns(top))])
    return found


def abilities(backend: str, distribution: str) -> dict[str, object]:
    """What an installation of `distribution` there can use; `managed` is PEP 668's refusal."""
    outside = sys.prefix == getattr(sys, "base_prefix", sys.prefix)
    marker = os.path.join(sysconfig.get_path("stdlib"), "EXTERNALLY-MANAGED")
    same = [one for one in installed() if normalised(one.described()[0]) == distribution]
    return {
        "python": sys.executable,
        "purelib": sysconfig.get_path("purelib"),
        "pip": is_importable("pip"),
        "backend": is_importable(backend),
        "managed": outside and os.path.exists(marker),
        "installed": read(same[0].folder, "direct_url.json") or "{}" if same else "",
    }


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main(question: dict[str, object]) -> None:
    if sys.path[:1] == [
        ""
    ]:  # `-c` puts the current directory there, which is no part of the environment
        del sys.path[0]
    answer = provided if "modules" in question else abilities
    print(MARK + json.dumps(answer(**question)))  # type: ignore[arg-type]


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
