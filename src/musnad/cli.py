"""The command line: names, options and printing. What a command does is done elsewhere."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from musnad import __version__
from musnad.contract import to_line
from musnad.dossier import render_article, render_table
from musnad.engine.local import LocalEngine
from musnad.errors import MusnadError
from musnad.evaluate import evaluate_files, report_lines
from musnad.intake import add_all, extract_all
from musnad.model import Extraction, Rejected, Scope
from musnad.per_article import Added
from musnad.pipeline import OWN, Mode
from musnad.screen import Direction, harmless
from musnad.store.open import open_store
from musnad.store.query import ArticleSummary, find_article, list_articles, load_extraction
from musnad.store.rows import Outcome

FAILED, SOME_REJECTED, INTERRUPTED, NO_READER = 1, 3, 130, 141
SMALL_BYTES = {Mode.FAST: 500_000, Mode.CAREFUL: 80_000}  # read faster than worker processes start

EXIT_CODES = """
Exit codes: 0 all went well; 1 nothing could be read, or an error stopped the command; 2 wrong usage;
3 some inputs were rejected, the others are done; 130 stopped by Ctrl-C; 141 the reader of the output left.
"""

app = typer.Typer(
    help="Who said it, through whom: statements and source chains in news, Arabic first.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

T = TypeVar("T")


class Format(StrEnum):
    """How a list is printed: for people, or as one JSON object a line."""

    TABLE = "table"
    JSONL = "jsonl"


Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILES...",
        help="Text files, JSONL files, or folders, of which all .txt and .jsonl files are read.",
        show_default=False,
    ),
]
Db = Annotated[
    str | None,
    typer.Option(
        metavar="URL_OR_PATH",
        help="The store. Default: $MUSNAD_DB, else musnad.db in your data folder.",
        show_default=False,
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="N",
        help="Processes that read articles. Default: one per core, or one for small input.",
        show_default=False,
    ),
]
AsMode = Annotated[
    Mode,
    typer.Option(
        "--mode", help="careful: best quality, some 12 articles a second on one core; fast: ten times as many."
    ),
]
AsScope = Annotated[
    Scope,
    typer.Option(
        "--scope", help="communication: what is said; attribution: what is believed or intended, too (English)."
    ),
]
AsTagger = Annotated[
    str,
    typer.Option(
        "--tagger",
        metavar="NAME",
        help="Other weights to find names with than a pack's own: anercorp (Arabic; licence: docs/mentions.md).",
        show_default=False,
    ),
]
AsFormat = Annotated[Format, typer.Option("--format", help="How to print the result.")]


@app.command(epilog=EXIT_CODES)
def extract(
    files: Files,
    mode: AsMode = Mode.CAREFUL,
    scope: AsScope = Scope.COMMUNICATION,
    tagger: AsTagger = OWN,
    fmt: AsFormat = Format.TABLE,
    workers: Workers = None,
) -> None:
    """Print who said what in each article, without a store.

    \b
    Examples:
      musnad extract report.txt
      musnad extract reports/ --format jsonl > statements.jsonl
      musnad extract feed.jsonl --format jsonl | jq '.statements[].name'
    """
    with _explaining():
        engine = LocalEngine(workers or _workers_for(files, mode))
        if fmt is Format.JSONL:
            lines = _Sorter(extract_all(files, engine, to_line, mode, scope, tagger))
            for line in lines:
                sys.stdout.buffer.write(line)
            sys.stdout.flush()
            _finish(lines.done_count, lines.rejected_count)
        else:
            found = _Sorter(extract_all(files, engine, _itself, mode, scope, tagger))
            render_table(found, console=_Screen())
            sys.stdout.flush()
            _finish(found.done_count, found.rejected_count)


@app.command(epilog=EXIT_CODES)
def add(files: Files, mode: AsMode = Mode.CAREFUL, db: Db = None, workers: Workers = None) -> None:
    """Add articles to the store; what it knows already stays as it is.

    An article is stored wholly or not at all. After a crash, run the same command again: it goes on where
    it was. Articles read by an older version of Musnad or of its language packs, or in the other mode, are
    read anew.

    \b
    Examples:
      musnad add reports/*.txt
      musnad add feed.jsonl --db newsroom.db
      musnad add archive/ --db postgresql://desk@server/news --workers 8
    """
    with _explaining(), open_store(db, writing=True) as store:
        engine = LocalEngine(workers or _workers_for(files, mode))
        counts: Counter[Outcome] = Counter()
        items = _Sorter(_watched(add_all(files, engine, store, mode)))
        try:
            for added in items:
                counts[added.outcome] += 1
        finally:
            _say(_summary(counts, items.rejected_count))
        _finish(items.done_count, items.rejected_count)


@app.command(epilog=EXIT_CODES)
def articles(db: Db = None, fmt: AsFormat = Format.TABLE) -> None:
    """List the articles of the store, in the order in which they were added.

    \b
    Examples:
      musnad articles
      musnad articles --format jsonl | jq -r .id
    """
    with _explaining(), open_store(db) as store, store.connect() as connection:
        console = _Screen()
        direction = Direction(console.is_terminal and not console.is_dumb_terminal)
        for article in list_articles(connection):
            if fmt is Format.JSONL:
                sys.stdout.buffer.write(_summary_line(article))
            else:
                console.print(_summary_row(article, direction), markup=False, highlight=False, soft_wrap=True)
        sys.stdout.flush()


@app.command(epilog=EXIT_CODES)
def show(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="Its id, the beginning of its id, or its label.")],
    db: Db = None,
) -> None:
    """Print the dossier of one stored article: its statements by source, with their chains.

    \b
    Examples:
      musnad show ap
      musnad show a1_k7f3
    """
    with _explaining(), open_store(db) as store, store.connect() as connection:
        render_article(load_extraction(connection, find_article(connection, article)), console=_Screen())
        sys.stdout.flush()


@app.command("eval", epilog=EXIT_CODES)
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Articles with their statements, .jsonl or .jsonl.xz.")],
    predicted: Annotated[
        Path | None,
        typer.Argument(
            metavar="PREDICTED",
            help="What to measure. Default: what Musnad finds in the same texts.",
            show_default=False,
        ),
    ] = None,
    mode: AsMode = Mode.CAREFUL,
    scope: AsScope = Scope.COMMUNICATION,
    errors: Annotated[bool, typer.Option("--errors", help="Show every fault in its place.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
) -> None:
    """Measure the quality of extraction against a gold file.

    \b
    Examples:
      musnad eval gold.jsonl.xz
      musnad eval gold.jsonl predicted.jsonl --errors
      musnad eval gold.jsonl --json
    """
    with _explaining():
        evaluation = evaluate_files(gold, predicted, mode=mode, scope=scope)
        if as_json:
            typer.echo(json.dumps(evaluation.report.as_dict()))
            return
        for line in report_lines(evaluation, errors=errors):
            typer.echo(line)


@app.callback(invoke_without_command=True)
def common(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.", is_eager=True)] = False,
) -> None:
    """Options that stand before a command."""
    if version:
        typer.echo(f"musnad {__version__}")
        raise typer.Exit


def main() -> NoReturn:
    """Runs the command line; the entry point of the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app(prog_name="musnad")
    sys.exit(0)


class _Screen(Console):
    """A console that lets us decide what happens when its reader leaves."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


class _Sorter(Iterator[T]):
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
            _say(f"rejected {item.source}: {item.reason}")
        raise StopIteration


def _itself(extraction: Extraction) -> Extraction:
    return extraction


def _workers_for(paths: list[Path], mode: Mode) -> int:
    """One process for small input, else one per core."""
    size, small = 0, SMALL_BYTES[mode]
    for path in chain.from_iterable(path.rglob("*") if path.is_dir() else [path] for path in paths):
        size += path.stat().st_size if path.is_file() else 0
        if size > small:
            return os.cpu_count() or 1
    return 1


def _watched(items: Iterator[Added | Rejected]) -> Iterator[Added | Rejected]:
    """The items, their number shown meanwhile if standard error is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed:,.0f} articles"),
        TextColumn("{task.speed:,.0f}/s"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(items, total=None)


def _summary(counts: Counter[Outcome], rejected_count: int) -> str:
    """What an ``add`` came to, in one line."""
    found = [f"{counts[outcome]:,} {outcome.value}" for outcome in Outcome if counts[outcome]]
    if rejected_count or not found:
        found.append(f"{rejected_count:,} rejected")
    return ", ".join(found)


def _summary_line(article: ArticleSummary) -> bytes:
    row = {**asdict(article), "added_at": article.added_at.isoformat()}
    return (json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def _summary_row(article: ArticleSummary, direction: Direction) -> str:
    """Id, number of statements, language, label, and what the article says of itself."""
    told = [article.label, article.outlet, article.title]
    names = "  ".join(direction.isolate(" ".join(harmless(name).split())) for name in told if name)
    return f"{article.id}  {article.statement_count:>4}  {article.language:<3}  {names}"


def _finish(done_count: int, rejected_count: int) -> None:
    """Leaves with the exit code that these counts mean, unless all went well."""
    if rejected_count:
        raise typer.Exit(SOME_REJECTED if done_count else FAILED)


def _say(message: str) -> None:
    """Writes to standard error, line by line made harmless for a terminal."""
    typer.echo("\n".join(map(harmless, message.split("\n"))), err=True)


@contextmanager
def _explaining() -> Iterator[None]:
    """Turns what stops a command into one message and an exit code."""
    try:
        yield
    except MusnadError as error:
        _say(f"musnad: {error}")
        raise typer.Exit(FAILED) from error
    except KeyboardInterrupt:
        _say("musnad: stopped. What was stored before is safe")
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        # The interpreter flushes standard output once more when it ends, and would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(NO_READER) from None
    except OSError as error:
        _say(f"musnad: {error.filename or 'the output'}: {error.strerror or error}")
        raise typer.Exit(FAILED) from error
