"""What goes to standard error: lines for people, or with ``--json-logs`` one JSON object a line for programs."""

from __future__ import annotations

import json
import logging
import time
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

import typer

from musnad.screen import harmless

PROGRESS_S = 5.0  # between two lines of progress

T = TypeVar("T")


class Level(StrEnum):
    """How much a line matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class _Style:
    """How lines are written; one for the process, as there is one standard error."""

    as_json = False


def use_json(chosen: bool) -> None:
    """Writes what follows as JSON, or for people again; lets warnings of the library through as well."""
    _Style.as_json = chosen
    take("musnad")


def take(name: str) -> None:
    """Writes what a logger tells in the same manner, before another library does it in its own; "" is all of them."""
    logger = logging.getLogger(name)
    if not any(isinstance(handler, _Handler) for handler in logger.handlers):
        logger.addHandler(_Handler())
        logger.propagate = False


def is_json() -> bool:
    """Whether lines are JSON."""
    return _Style.as_json


def say(message: str, level: Level = Level.INFO, *, event: str = "told", **fields: object) -> None:
    """Writes to standard error, line by line made harmless for a terminal; ``event`` and ``fields`` for programs."""
    if _Style.as_json:
        told = {"at": datetime.now(UTC).isoformat(), "level": level.value, "event": event, "message": message, **fields}
        typer.echo(json.dumps(told, ensure_ascii=False, default=str), err=True)
    else:
        typer.echo("\n".join(map(harmless, message.split("\n"))), err=True)


def counted(items: Iterator[T]) -> Iterator[T]:
    """The items; meanwhile a line now and then says how many there were, and how many in a second."""
    began = last = time.monotonic()
    for count, item in enumerate(items, 1):
        yield item
        now = time.monotonic()
        if now - last >= PROGRESS_S:
            last = now
            say(f"{count:,} articles", event="progress", article_count=count, per_s=round(count / (now - began), 1))


class _Handler(logging.Handler):
    """What the library warns of, in the same manner."""

    def emit(self, record: logging.LogRecord) -> None:
        """Writes one record; of an exception its name and text, and for programs where it was raised."""
        level = Level.ERROR if record.levelno >= logging.ERROR else Level.WARNING
        message, fields = record.getMessage(), {"logger": record.name}
        if record.exc_info and record.exc_info[1] is not None:
            cause = record.exc_info[1]
            while cause.__cause__ is not None:
                cause = cause.__cause__
            message = f"{message}: {type(cause).__name__}: {cause}"
            fields["traceback"] = "".join(traceback.format_exception(*record.exc_info))
        say(message, level if record.levelno >= logging.WARNING else Level.INFO, event="logged", **fields)
