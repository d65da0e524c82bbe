"""Which distributions provide the modules that moved code imports."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from .aliases import ALIASES
from .edits import Environment


@dataclass(frozen=True, slots=True)
class Requirement:
    """A distribution and the version that is installed (empty when unknown)."""

    distribution: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class Requirements:
    """What the moved code needs: distributions to declare, and modules that no distribution provides.

    `wanted` is sorted by name. `local` are the top-level names of modules that lie beside the
    notebook or elsewhere on the kernel's path: the package can import them only from there.
    `guessed` are those of `wanted` that only the module's own name speaks for.
    """

    wanted: tuple[Requirement, ...]
    local: tuple[str, ...]
    guessed: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A distribution with files of a module; `owns` says that it has the module's own `__init__` or file."""

    distribution: str
    version: str
    owns: bool = True


def requirements_of(
    modules: Iterable[str],
    environment: Environment,
    package: str = "",
    local: Collection[str] = (),
) -> Requirements:
    """Map imported modules (dotted or top-level) to the distributions that provide them.

    The kernel's environment answers first, then a table of well-known aliases, then the name itself.
    The standard library and `package` are left out; `local` and loose names are reported, not required.
    """
    wanted: dict[str, Requirement] = {}
    guessed: set[str] = set()
    beside: set[str] = set()
    for module in modules:
        top = module.partition(".")[0]
        if not top or top in environment.stdlib or top == "__future__":
            continue
        if _is_own(module, package, environment):
            continue
        if top in local or top in environment.loose:
            beside.add(top)
            continue
        known = requirement_of(module, environment)
        requirement = known or Requirement(top)
        name = normalised(requirement.distribution)
        wanted.setdefault(name, requirement)
        if known is None:
            guessed.add(name)
    return Requirements(
        tuple(wanted[name] for name in sorted(wanted)),
        tuple(sorted(beside)),
        tuple(wanted[name] for name in sorted(guessed)),
    )


def requirement_of(module: str, environment: Environment) -> Requirement | None:
    """The distribution that provides `module`, if known; the longest known prefix decides.

    `google.cloud.storage` → google-cloud-storage, though `google` alone says little.
    """
    for name in _prefixes(module):
        if name in environment.distributions:
            return Requirement(*environment.distributions[name])
        if name in ALIASES:
            return _alias(ALIASES[name], environment)
    return None


def choose(module: str, candidates: Iterable[Candidate]) -> Candidate | None:
    """Of several distributions that provide one module, the one a person would have asked for.

    One that has the module itself goes before one that only adds to it; then the well-known name,
    then a name like the module's, then the shortest.
    """
    known = normalised(ALIASES.get(module, ""))
    like = normalised(module.replace(".", "-"))

    def rank(candidate: Candidate) -> tuple[bool, bool, bool, int, str]:
        name = normalised(candidate.distribution)
        return (not candidate.owns, name != known, name != like, len(name), name)

    return min(candidates, key=rank, default=None)


def normalised(distribution: str) -> str:
    """The form in which names are compared (PEP 503): `Scikit_Learn` → `scikit-learn`."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def _is_own(module: str, package: str, environment: Environment) -> bool:
    """`acme.churn` has all of `acme` but what another distribution has: acme may be a namespace."""
    own = package.split(".")
    if module.split(".")[: len(own)] == own:
        return True
    known = any(name in environment.distributions for name in _prefixes(module))
    return module.partition(".")[0] == own[0] and not known


def _prefixes(module: str) -> Iterator[str]:
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        yield ".".join(parts[:length])


def _alias(distribution: str, environment: Environment) -> Requirement:
    """The environment may know the distribution through another of its modules."""
    for known, version in environment.distributions.values():
        if normalised(known) == normalised(distribution):
            return Requirement(known, version)
    return Requirement(distribution)
