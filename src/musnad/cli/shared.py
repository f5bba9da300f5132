"""What the commands share: options, printing, and turning what stops a command into a message and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated, TypeVar

import typer
from rich.console import Console

from musnad.cli.logs import Level
from musnad.cli.logs import say as say  # noqa: PLC0414 the commands take it from here
from musnad.errors import MusnadError
from musnad.model import Rejected, Scope
from musnad.pipeline import Mode
from musnad.screen import Direction

FAILED, SOME_REJECTED, INTERRUPTED, NO_READER = 1, 3, 130, 141

EXIT_CODES = """
Exit codes: 0 all went well; 1 nothing could be read, or an error stopped the command; 2 wrong usage;
3 some inputs were rejected, the others are done; 130 stopped by Ctrl-C; 141 the reader of the output left.
"""

T = TypeVar("T")


class Format(StrEnum):
    """How a list is printed: for people, or as one JSON object a line."""

    TABLE = "table"
    JSONL = "jsonl"


class Shape(StrEnum):
    """How an answer is printed: for people, or as JSON."""

    TEXT = "text"
    JSON = "json"


Db = Annotated[
    str | None,
    typer.Option(
        metavar="URL_OR_PATH",
        help="The store. Default: $MUSNAD_DB, else musnad.db in your data folder.",
        show_default=False,
    ),
]
AsMode = Annotated[
    Mode,
    typer.Option(
        "--mode", help="careful: best quality, some 10 articles a second on one core; fast: seven times as many."
    ),
]
AsScope = Annotated[
    Scope,
    typer.Option(
        "--scope", help="communication: what is said; attribution: what is believed or intended, too (English)."
    ),
]
AsShape = Annotated[Shape, typer.Option("--format", help="How to print the result.")]
AsFormat = Annotated[Format, typer.Option("--format", help="How to print the result.")]


class Screen(Console):
    """A console that lets us decide what happens when its reader leaves."""

    def on_broken_pipe(self) -> None:
        """Raises what ``explaining`` turns into an exit code."""
        raise BrokenPipeError

    @property
    def direction(self) -> Direction:
        """How article text is put on this console: in isolates only on a terminal that can be expected to know them."""
        return Direction(self.is_terminal and not self.is_dumb_terminal)

    def plain(self, line: str) -> None:
        """Writes one line as it stands: nothing is parsed, coloured or wrapped."""
        self.print(line, markup=False, highlight=False, soft_wrap=True)


class Sorter(Iterator[T]):
    """The results of a stream; tells of each refusal on the way, and counts both."""

    def __init__(self, stream: Iterable[T | Rejected]) -> None:
        self.stream = iter(stream)
        self.done_count = self.rejected_count = 0

    def __next__(self) -> T:
        for item in self.stream:
            if not isinstance(item, Rejected):
                self.done_count += 1
                return item
            self.rejected_count += 1
            say(
                f"rejected {item.source}: {item.reason}",
                Level.WARNING,
                event="rejected",
                source=item.source,
                step=item.step,
                reason=item.reason,
            )
        raise StopIteration


def finish(done_count: int, rejected_count: int) -> None:
    """Leaves with the exit code that these counts mean, unless all went well."""
    if rejected_count:
        raise typer.Exit(SOME_REJECTED if done_count else FAILED)


@contextmanager
def explaining() -> Iterator[None]:
    """Turns what stops a command into one message and an exit code."""
    try:
        yield
    except MusnadError as error:
        say(f"musnad: {error}", Level.ERROR, event="failed", kind=type(error).__name__, exit_code=FAILED)
        raise typer.Exit(FAILED) from error
    except KeyboardInterrupt:
        say("musnad: stopped. What was stored before is safe", Level.ERROR, event="stopped", exit_code=INTERRUPTED)
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        # The interpreter flushes standard output once more when it ends, and would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(NO_READER) from None
    except OSError as error:
        told = f"musnad: {error.filename or 'the output'}: {error.strerror or error}"
        say(told, Level.ERROR, event="failed", kind=type(error).__name__, exit_code=FAILED)
        raise typer.Exit(FAILED) from error
