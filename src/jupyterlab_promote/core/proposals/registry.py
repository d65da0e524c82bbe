"""The rules, in the order in which they speak: a later rule sees what the earlier ones proposed."""

from __future__ import annotations

from .extract_step import extract_step
from .lift_constant import lift_constant
from .promote_definition import promote_definition
from .reading import Rule

RULES: tuple[Rule, ...] = (promote_definition, lift_constant, extract_step)
