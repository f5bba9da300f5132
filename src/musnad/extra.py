"""The libraries of the extra ``cluster``, or a message that says how to get them."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import ModuleType

from musnad.errors import MusnadError


@cache
def library(name: str) -> ModuleType:
    """A module of the extra, loaded at first use, so that nobody else carries it. Raises ``MusnadError``."""
    try:
        return import_module(name)
    except ImportError as error:
        missing = name.partition(".")[0]
        raise MusnadError(f"this needs {missing}, which is not installed: pip install 'musnad[cluster]'") from error
