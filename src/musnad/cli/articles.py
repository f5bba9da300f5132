"""Commands on articles: ``extract``, ``add``, ``articles``, ``show``."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from musnad.cli.logs import Level, counted, is_json
from musnad.cli.shared import (
    AsFormat,
    AsMode,
    AsScope,
    AsShape,
    Db,
    Format,
    Screen,
    Shape,
    Sorter,
    explaining,
    finish,
    say,
)
from musnad.cli.stories import show_story
from musnad.contract import to_line
from musnad.dossier import render_article, render_table
from musnad.engine.local import LocalEngine
from musnad.errors import InputError
from musnad.fetching.addresses import Allowed, RefusedError
from musnad.fetching.fetch import Manners
from musnad.intake import Asked, add_all, extract_all, is_there
from musnad.model import Extraction, Rejected, Scope
from musnad.per_article import Added
from musnad.pipeline import OWN, Mode, check_tagger
from musnad.reading.tables import FIELDS
from musnad.screen import Direction, harmless
from musnad.store.open import open_store
from musnad.store.query import ArticleSummary, find_article, list_articles, load_extraction
from musnad.store.query_stories import STORY_PREFIX, find_story
from musnad.store.rows import Outcome

SMALL_BYTES = {Mode.FAST: 500_000, Mode.CAREFUL: 80_000}  # read faster than worker processes start

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILES...",
        help="Files of any kind (text, HTML, JSONL, CSV, feeds, WARC, mail, ZIP, tar, gzip), folders, addresses, or -.",
        show_default=False,
    ),
]
AsColumns = Annotated[
    str | None,
    typer.Option(
        metavar="FIELD=NAME,...",
        help="Which column of a table holds what: text, title, outlet, url, published, id, language.",
        show_default=False,
    ),
]
AsAllowed = Annotated[
    list[str] | None,
    typer.Option(
        metavar="HOST_OR_NETWORK",
        help="Fetch from this host or network too, though it is not of the open internet (10.1.0.0/16).",
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
AsTagger = Annotated[
    str,
    typer.Option(
        "--tagger",
        metavar="NAME",
        help="Other weights to find names with than a pack's own: anercorp (Arabic; licence: docs/mentions.md).",
        show_default=False,
    ),
]


def extract(
    files: Files,
    mode: AsMode = Mode.CAREFUL,
    scope: AsScope = Scope.COMMUNICATION,
    tagger: AsTagger = OWN,
    fmt: AsFormat = Format.TABLE,
    columns: AsColumns = None,
    allow: AsAllowed = None,
    workers: Workers = None,
) -> None:
    """Print who said what in each article, without a store.

    \b
    Examples:
      musnad extract report.txt
      musnad extract reports/ --format jsonl > statements.jsonl
      musnad extract feed.jsonl --format jsonl | jq '.statements[].name'
      musnad extract https://example.org/news/report.html
      curl -s https://example.org/feed | musnad extract -
    """
    with explaining():
        check_tagger(tagger)
        asked = asked_of(columns, allow)
        engine = LocalEngine(workers or _workers_for(files, mode))
        if fmt is Format.JSONL:
            lines = Sorter(extract_all(files, engine, to_line, mode, scope, tagger, asked))
            for line in lines:
                sys.stdout.buffer.write(line)
            sys.stdout.flush()
            finish(lines.done_count, lines.rejected_count)
        else:
            found = Sorter(extract_all(files, engine, _itself, mode, scope, tagger, asked))
            render_table(found, console=Screen())
            sys.stdout.flush()
            finish(found.done_count, found.rejected_count)


def add(
    files: Files,
    mode: AsMode = Mode.CAREFUL,
    columns: AsColumns = None,
    allow: AsAllowed = None,
    db: Db = None,
    workers: Workers = None,
) -> None:
    """Add articles to the store; what it knows already stays as it is.

    An article is stored wholly or not at all. After a crash, run the same command again: it goes on where
    it was. Articles read by an older version of Musnad or of its language packs, or in the other mode, are
    read anew. A page that has changed at its address is added as a new version ('musnad diff' shows the change).

    \b
    Examples:
      musnad add reports/*.txt
      musnad add crawl.warc.gz saved-pages.zip table.csv --columns text=story
      musnad add https://example.org/news/report.html
      musnad add feed.jsonl --db newsroom.db
      musnad add archive/ --db postgresql://desk@server/news --workers 8
    """
    with explaining(), open_store(db, writing=True) as store:
        asked = asked_of(columns, allow)
        engine = LocalEngine(workers or _workers_for(files, mode))
        counts: Counter[Outcome] = Counter()
        items = Sorter(_watched(add_all(files, engine, store, mode, asked)))
        try:
            for added in items:
                counts[added.outcome] += 1
        finally:
            told = {outcome.name.lower(): counts[outcome] for outcome in Outcome}
            say(
                _summary(counts, items.rejected_count), Level.INFO, event="added", **told, rejected=items.rejected_count
            )
        finish(items.done_count, items.rejected_count)


def articles(db: Db = None, fmt: AsFormat = Format.TABLE) -> None:
    """List the articles of the store, in the order in which they were added.

    \b
    Examples:
      musnad articles
      musnad articles --format jsonl | jq -r .id
    """
    with explaining(), open_store(db) as store, store.connect() as connection:
        console = Screen()
        direction = Direction(console.is_terminal and not console.is_dumb_terminal)
        for article in list_articles(connection):
            if fmt is Format.JSONL:
                sys.stdout.buffer.write(_summary_line(article))
            else:
                console.print(_summary_row(article, direction), markup=False, highlight=False, soft_wrap=True)
        sys.stdout.flush()


def show(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="An article or a story: its id, the beginning of that, or a label."),
    ],
    db: Db = None,
    fmt: AsShape = Shape.TEXT,
) -> None:
    """Print the dossier of one stored article, by source and with chains, or that of a story across its articles.

    As JSON an article is one object a line as 'extract' prints it, with the entities of its mentions; a story is as
    'dossier' prints it.

    \b
    Examples:
      musnad show ap
      musnad show a1_k7f3
      musnad show ap --format json | jq '.mentions[].entity'
      musnad show s1-58aa
    """
    with explaining(), open_store(db) as store, store.connect() as connection:
        story_id = find_story(connection, name) if name.startswith(STORY_PREFIX) else None
        if story_id is not None:
            show_story(connection, story_id, fmt)
            sys.stdout.flush()
            return
        extraction = load_extraction(connection, find_article(connection, name))
        if fmt is Shape.JSON:
            sys.stdout.buffer.write(to_line(extraction))
        else:
            render_article(extraction, console=Screen())
        sys.stdout.flush()


def asked_of(columns: str | None, allow: list[str] | None) -> Asked:
    """What the options say of reading and fetching. Raises ``InputError``."""
    named: dict[str, str] = {}
    for pair in columns.split(",") if columns else ():
        name, equals, column = pair.partition("=")
        if not equals or name.strip() not in FIELDS or not column.strip():
            raise InputError(f"--columns: {pair!r} is not FIELD=NAME with a field of {', '.join(FIELDS)}")
        named[name.strip()] = column.strip()
    try:
        return Asked(named, Manners(allowed=Allowed.of(allow or [])))
    except RefusedError as error:
        raise InputError(f"--allow: {error}") from error


def _itself(extraction: Extraction) -> Extraction:
    return extraction


def _workers_for(files: list[str], mode: Mode) -> int:
    """One process for small input, else one per core."""
    size, small = 0, SMALL_BYTES[mode]
    paths = [path for path in map(Path, files) if is_there(path)]
    for path in chain.from_iterable(path.rglob("*") if path.is_dir() else [path] for path in paths):
        size += path.stat().st_size if path.is_file() else 0
        if size > small:
            return os.cpu_count() or 1
    return 1


def _watched(items: Iterator[Added | Rejected]) -> Iterator[Added | Rejected]:
    """The items, their number shown meanwhile if standard error is a terminal or read by a program."""
    if is_json():
        yield from counted(items)
        return
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


COMMANDS = {"extract": extract, "add": add, "articles": articles, "show": show}
