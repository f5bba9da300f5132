"""From paths to extractions, or to rows of a store: where reading, the steps, an engine and a store meet.

Everything streams: of a million articles a few hundred are in memory at any time. Reading stays in this
process, where one file may hold all the articles; the steps after it run in the engine's workers.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine

from musnad import __version__
from musnad.engine.local import LocalEngine
from musnad.model import Article, Extraction, Rejected, Scope
from musnad.pack import check_packs
from musnad.per_article import Added, extracted, made, versions_for
from musnad.pipeline import OWN, Mode, encoder_for
from musnad.steps.read import read
from musnad.store.query import known_versions
from musnad.store.rows import ArticleRows, Outcome, article_id
from musnad.store.settle import settle
from musnad.store.write import add_articles, add_rejected

SUFFIXES = (".txt", ".jsonl")  # what is read of a folder
LOOKUP_COUNT = 64  # articles asked for in one query, whether the store knows them
BATCH_COUNT = 50  # articles written in one transaction: few enough that another writer hardly waits
SETTLE_COUNT = 3_000  # articles that may wait for their story while more are being read
BATCH_S = 1.0  # and the longest that a finished article waits for the others

R = TypeVar("R")


def read_all(paths: Iterable[Path]) -> Iterator[Article | Rejected]:
    """The articles of files, and of the text and JSONL files in folders, in the order given.

    Files of a folder, and of those in it, are sorted by path. A folder without any is ``Rejected``.
    """
    for path in paths:
        if path.is_dir():
            yield from _read_folder(path)
        else:
            yield from read(path)


def _read_folder(folder: Path) -> Iterator[Article | Rejected]:
    unreadable: list[Rejected] = []

    def note(error: OSError) -> None:
        unreadable.append(Rejected(str(error.filename), "read", f"the folder cannot be read: {error.strerror}"))

    files = sorted(
        path
        for place, _, names in os.walk(folder, onerror=note)
        for path in (Path(place, name) for name in names)
        if path.suffix.lower() in SUFFIXES and path.is_file()
    )
    yield from unreadable
    if not files and not unreadable:
        yield Rejected(str(folder), "read", "the folder holds no .txt or .jsonl file")
    for path in files:
        yield from read(path)


def extract_all(  # noqa: PLR0913, PLR0917 one parameter per choice of the command
    paths: Iterable[Path],
    engine: LocalEngine,
    form: Callable[[Extraction], R],
    mode: Mode = Mode.CAREFUL,
    scope: Scope = Scope.COMMUNICATION,
    tagger: str = OWN,
) -> Iterator[R | Rejected]:
    """What ``form`` makes of each extraction, in the order of the articles, with the refusals between.

    ``form`` runs in the workers, so that what comes back through the pipe can be small. Raises
    ``PackError`` and ``WorkerDiedError``.
    """
    _load(mode)
    return engine.map(partial(extracted, form=form, mode=mode, scope=scope, tagger=tagger), read_all(paths))


def add_all(
    paths: Iterable[Path], engine: LocalEngine, store: Engine, mode: Mode = Mode.CAREFUL
) -> Iterator[Added | Rejected]:
    """Adds articles to a store opened for writing; each is reported once it is committed, or refused.

    What was added is put into stories now and then, and at the end; where it stops early, the next run does it.

    An article that the store knows is read again only if the pipeline, the mode or its pack has changed since.
    """
    _load(mode)
    unknown = _sift(read_all(paths), store, mode)
    rows = engine.map(partial(made, mode=mode), unknown)
    count = 0
    for batch in _batches(rows):
        yield from _write(batch, store)
        count = settle_all(store, count + len(batch), last=False)
    settle_all(store)


def settle_all(store: Engine, count: int = 0, *, last: bool = True) -> int:
    """Puts the articles that wait into stories; gives how many may still wait.

    While more are to come (not ``last``), only once ``SETTLE_COUNT`` may wait: a story that several of them touch
    is then told once. Each round is a transaction of its own; after a crash the next run goes on.
    """
    if not last and count < SETTLE_COUNT:
        return count
    at = datetime.now(UTC)
    while True:
        with store.begin() as connection:
            if not settle(connection, at):
                return 0


def _load(mode: Mode) -> None:
    """Checks packs and loads the encoder: what is broken in them stops us here, before any worker starts."""
    check_packs()
    encoder_for(mode)


def _sift(items: Iterable[Article | Rejected], store: Engine, mode: Mode) -> Iterator[Article | Added | Rejected]:
    """The items with every article that is known, and made by these versions, replaced by that news."""
    stream = iter(items)
    reading = store.execution_options(reading=True)
    while chunk := list(islice(stream, LOOKUP_COUNT)):
        ids = {article_id(item): item for item in chunk if isinstance(item, Article)}
        with reading.connect() as connection:
            stored = known_versions(connection, list(ids))
        known = {item.source for key, item in ids.items() if stored.get(key) == versions_for(item.language, mode)}
        for item in chunk:
            is_known = isinstance(item, Article) and item.source in known
            yield Added(item.source, Outcome.KNOWN) if is_known else item


def _batches(items: Iterable[R]) -> Iterator[list[R]]:
    """Lists of ``BATCH_COUNT`` items, or fewer when they come slowly."""
    batch: list[R] = []
    since = 0.0
    for item in items:
        since = since if batch else time.monotonic()
        batch.append(item)
        if len(batch) >= BATCH_COUNT or time.monotonic() - since > BATCH_S:
            yield batch
            batch = []
    if batch:
        yield batch


def _write(batch: list[ArticleRows | Added | Rejected], store: Engine) -> Iterator[Added | Rejected]:
    """Commits what a batch brings, in one transaction, and then reports it in order."""
    rows = [item for item in batch if isinstance(item, ArticleRows)]
    refused = [item for item in batch if isinstance(item, Rejected)]
    outcomes: list[Outcome] = []
    if rows or refused:
        now = datetime.now(UTC)
        with store.begin() as connection:
            outcomes = add_articles(connection, rows, now)
            add_rejected(connection, refused, __version__, now)
    written = iter(outcomes)
    for item in batch:
        yield Added(str(item.article["source"]), next(written)) if isinstance(item, ArticleRows) else item
