"""What people write that is hard to move, as tables of snippets for generated notebooks.

Blank lines part the snippets. `$a` and `$b` are numbers, `$xs` and `$ys` lists, of the notebook's few
names; `$n` is a new name, `$i` a digit. What follows `---` comes later, in a cell of its own maybe.
"""

from __future__ import annotations

from .classes import CLASSES
from .constants import CONSTANTS
from .escaping import MAKE, USE
from .flow import FLOW
from .functions import FUNCTIONS
from .scopes import SCOPES
from .values import VALUES
from .watched import WATCHED as LOOKING

IMPORTS = """\
import asyncio
import contextlib
import copy
import datetime
import enum
import inspect
import io
import itertools
import logging
import pickle
import re
import sys
import traceback
import warnings
import weakref
from collections import namedtuple
from dataclasses import field
from pathlib import Path
from typing import List, NamedTuple, NewType, Optional, TypeVar, Union
"""


def _snippets(*tables: str) -> tuple[str, ...]:
    return tuple(one.strip("\n") for table in tables for one in table.split("\n\n"))


HARD = _snippets(FLOW, VALUES, FUNCTIONS, CLASSES, SCOPES, CONSTANTS)
WATCHED = _snippets(LOOKING)
MAKING = _snippets(MAKE)
USING = _snippets(USE)
