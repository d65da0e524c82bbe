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
        self.head = ""
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

    def stated(self, field: str) -> list[str]:
        if not self.head:
            text = read(self.folder, "METADATA") or read(self.folder, "PKG-INFO")
            self.head = text.split("\n\n")[0]
        return re.findall(r"(?m)^" + field + r": *(.*?)\s*$", self.head)

    def described(self) -> tuple[str, str]:
        return "".join(self.stated("Name")[:1]), "".join(self.stated("Version")[:1])

    def requires(self) -> set[str]:
        """The distributions that it always needs, markers for platforms included."""
        always = [one for one in self.stated("Requires-Dist") if "extra ==" not in one]
        return {normalised(re.split(r"[^\w.-]", one)[0]) for one in always}

    def is_editable(self) -> bool:
        return '"editable": true' in read(self.folder, "direct_url.json")


def read(*parts: str) -> str:
    try:
        with open(os.path.join(*parts), encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def installed() -> dict[str, Installed]:
    """What is installed, by name; where one is there twice, the one that is imported."""
    found: dict[str, Installed] = {}
    for entry in sys.path:
        for name in listed(entry or "."):
            if name.endswith((".dist-info", ".egg-info")):
                stem = normalised(name.rpartition(".")[0].split("-")[0])
                found.setdefault(stem, Installed(os.path.join(entry, name)))
    return found


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
    everything = installed() if modules is None or modules else {}
    found = of_all(everything) if modules is None else of_these(modules, everything)
    known = {name.partition(".")[0] for name in found}.union(sys.builtin_module_names)
    known.update(getattr(sys, "stdlib_module_names", ()))
    tops = {module.partition(".")[0] for module in modules or ()}
    names = {normalised(str(name)) for having in found.values() for name, _, _ in having}
    return {
        "python": sys.executable,
        "version": list(sys.version_info[:2]),
        "stdlib": sorted(getattr(sys, "stdlib_module_names", ())),
        "provided": found,
        "loose": sorted(top for top in tops - known if is_importable(top)),
        "pythons": {name: pythons(name, everything) for name in sorted(names)},
    }


def of_these(modules: list[str], everything: dict[str, Installed]) -> dict[str, list[list[object]]]:
    published = [one for one in everything.values() if not one.is_editable()]
    found = dict(providers(module, published) for module in modules)
    return {name: having for name, having in found.items() if having}


def of_all(everything: dict[str, Installed]) -> dict[str, list[list[object]]]:
    found: dict[str, list[list[object]]] = {}
    for one in everything.values():
        if one.is_editable():
            continue
        name, version = one.described()
        for top in sorted(one.modules):
            found.setdefault(top, []).append([name, version, bool(one.owns(top))])
    return found


def pythons(name: str, everything: dict[str, Installed]) -> list[str]:
    """Which Pythons a distribution and all that it requires say that they run on."""
    seen: set[str] = set()
    waiting = {name}
    while waiting:
        one = waiting.pop()
        seen.add(one)
        waiting |= everything[one].requires() - seen if one in everything else set()
    stated = [everything[one].stated("Requires-Python")[:1] for one in seen if one in everything]
    return sorted({spec for specs in stated for spec in specs})


def abilities(backend: str, distribution: str) -> dict[str, object]:
    """What an installation of `distribution` there can use; `managed` is PEP 668's refusal."""
    outside = sys.prefix == getattr(sys, "base_prefix", sys.prefix)
    marker = os.path.join(sysconfig.get_path("stdlib"), "EXTERNALLY-MANAGED")
    same = [one for stem, one in installed().items() if stem == distribution]
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


def answered(question: dict[str, object]) -> dict[str, object]:
    answer = provided if "modules" in question else abilities
    return answer(**question)  # type: ignore[arg-type]


def main(question: dict[str, object]) -> None:
    if sys.path[:1] == [
        ""
    ]:  # `-c` puts the current directory there, which is no part of the environment
        del sys.path[0]
    print(MARK + json.dumps(answered(question)))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
