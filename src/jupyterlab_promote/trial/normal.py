"""Text as only behaviour can change it: addresses, timings, temporary paths and random ids taken out."""

from __future__ import annotations

import re

_UNIT = r"(?:ns|us|µs|μs|ms|s|secs?|seconds?|min|minutes?|h|hours?)"
_NUMBER = r"(?<!\d)\d+(?:\.\d+)?(?:e[-+]?\d+)?"  # looking back keeps long rows of digits linear

# Pattern, replacement, and above each what it looks like.
_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # colours
        (r"\x1b\[[0-9;?]*[A-Za-z]", ""),
        # <object at 0x7f3c5a1d2b50>
        (r"\b0x[0-9a-fA-F]{6,16}\b", "0x…"),
        # /tmp/ipykernel_4711/123456.py, Cell In[3]
        (r"\bipykernel_\d+[/\\]\d+\.py\b", "<cell>"),
        (r"\bCell In ?\[\d+\]", "<cell>"),
        # /tmp/tmpa1b2c3d4
        (r"\btmp[a-z0-9_]{8}\b", "<tmp>"),
        # what else belongs to one run, beside the copy that it works in
        (r"\bpromote-[a-z0-9_]{8}\b", "<run>"),
        # uuids, and the ids of altair, bokeh, plotly
        (r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b", "<uuid>"),
        (r"\b(altair-viz-)?[0-9a-f]{32}\b", "<id>"),
        # pandas' Styler, scikit-learn's diagrams
        (r"\bT_[0-9a-f]{5}(?![0-9a-f])", "T_<id>"),
        (r"\bsk-(\w+)-id-[0-9a-f-]+", r"sk-\1-id-<id>"),
        # %time, %timeit
        (r"(?m)^(?:CPU times|Wall time|CPU time|Compiler *: *|Compiler time):? .*$", "<time>"),
        (rf"{_NUMBER} {_UNIT} ± {_NUMBER} {_UNIT} per loop .*", "<time>"),
        (r"(?m)^The slowest run took .*$", "<time>"),
        # took 1.3 s, elapsed: 0.2s, finished in 12.1 seconds
        (
            rf"(?i)\b((?:took|elapsed|run ?time|wall|(?:done|finished|trained|ran|completed) in)\b\D{{0,12}})"
            rf"{_NUMBER} ?{_UNIT}?\b",
            r"\1<time>",
        ),
        # progress bars: 100%|███| 10/10 [00:01<00:00, 8.31it/s]
        (r"\[\d+:\d+(?::\d+)?<[^\]\n]{0,200}\]", "[<time>]"),
    )
)  # fmt: skip

# path:12: FutureWarning: message, and the line of source below it
_WARNING = re.compile(r"(?m)^\S[^\n]*:\d+: (\w*Warning\b[^\n]*)\n(?:  [^\n]*(?:\n|\Z))?")


def normal_text(text: str, folder: str) -> str:
    """`text` as a terminal would leave it, with `folder`, the copy that was worked in, as "."."""
    text = _after_returns(text).replace(folder, ".")
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def normal_warnings(text: str) -> str:
    """Python's warnings without the place in the code: that place is what a promotion moves."""
    return _WARNING.sub(r"\1\n", text)


def _after_returns(text: str) -> str:
    if "\r" not in text:
        return text
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in lines)
