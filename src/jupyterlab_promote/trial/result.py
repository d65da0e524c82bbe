"""What a run shows and leaves behind, and how a trial can end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

TOLERANCE = 1e-9

Stream = Literal["stdout", "stderr"]
Shape = Literal["display", "result", "error"]


@dataclass(frozen=True, slots=True)
class Picture:
    """An image: its size in words ("400 x 220 pixels") and the SHA-256 of its bytes."""

    size: str
    digest: str


@dataclass(frozen=True, slots=True)
class Output:
    """One output of the cell with index `cell`, normalised: only behaviour can change it.

    `parts` maps what it consists of (MIME types, `text` of a stream, `ename` and `evalue` of an error).
    """

    cell: int
    kind: Stream | Shape
    parts: Mapping[str, str | Picture]


@dataclass(frozen=True, slots=True)
class Value:
    """The value of a name at the end: digests, exact and with floats cut; "unknown" where it has none.

    `objects` maps the places in it where something stands that can be changed to what that is.
    """

    type: str
    exact: str
    rounded: str
    objects: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stop:
    """A run that did not come to its end: the cell where, and the error as one line."""

    cell: int
    error: str


@dataclass(frozen=True, slots=True)
class Run:
    """All that a run did. `files` maps what it wrote, by path, to the SHA-256 of the content."""

    outputs: tuple[Output, ...]
    values: Mapping[str, Value] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    stop: Stop | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """`run` is "before", "after" or "before again"; `cell` of `cells` code cells is about to run."""

    run: str
    cell: int
    cells: int


@dataclass(frozen=True, slots=True)
class Same:
    """`close` outputs or values agree only up to TOLERANCE; `gone` are names that became local."""

    outputs: int
    names: int
    close: int = 0
    gone: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        counted = f"{self.outputs} of {self.outputs} outputs are the same"
        numbers = f" ({self.close} with numbers to within {TOLERANCE:g})" if self.close else ""
        return f"{counted}{numbers}{self._values}."

    @property
    def _values(self) -> str:
        match self.names:
            case 0:
                return ""
            case 1:
                return ", and the value of 1 name"
            case several:
                return f", and the values of {several} names"


@dataclass(frozen=True, slots=True)
class Different:
    """The first difference: the index of the cell in the notebook as it is, and what stands on each side."""

    cell: int
    what: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        place = f"Cell {self.cell}" if self.cell >= 0 else "At the end"
        return f"{place}: {self.what}."


@dataclass(frozen=True, slots=True)
class Failed:
    """The notebook as it is fails at `cell`; up to there, `outputs` outputs are the same after."""

    cell: int
    error: str
    outputs: int

    @property
    def sentence(self) -> str:
        return (
            f"The notebook fails at cell {self.cell} as it is ({self.error}); "
            f"up to there {self.outputs} of {self.outputs} outputs are the same."
        )


@dataclass(frozen=True, slots=True)
class Unstable:
    """Two runs of the notebook as it is differ in these cells and names, so nothing can be said of them."""

    cells: tuple[int, ...]
    names: tuple[str, ...]
    outputs: int
    same: int

    @property
    def sentence(self) -> str:
        places = [f"cell {cell}" for cell in self.cells] + [f"the value of {n}" for n in self.names]
        return (
            f"{self.same} of {self.outputs} outputs are the same; two runs of the notebook as it is"
            f" differ, too, in {', '.join(places)}."
        )


@dataclass(frozen=True, slots=True)
class TimedOut:
    """`run` took more than `seconds` at `cell`, or in all."""

    run: str
    cell: int
    seconds: float

    @property
    def sentence(self) -> str:
        return f"The notebook {self.run} was still in cell {self.cell} after {self.seconds:g} s."


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Somebody stopped the trial."""

    @property
    def sentence(self) -> str:
        return "The trial was cancelled."


TrialResult = Same | Different | Failed | Unstable | TimedOut | Cancelled
