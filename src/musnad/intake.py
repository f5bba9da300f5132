"""From paths to extractions, or to rows of a store: where reading, the steps, an engine and a store meet.

Everything streams: of a million articles a few hundred are in memory at any time. Reading stays in this
process, where one file may hold all the articles; the steps after it run in the engine's workers.
"""

from __future__ import annotations

import os
import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine

from musnad import __version__
from musnad.engine.local import LocalEngine
from musnad.fetching.fetch import Manners
from musnad.incoming import Arrivals, is_same, receipt_of
from musnad.model import Article, Extraction, Rejected, Scope
from musnad.pack import check_packs
from musnad.per_article import Added, extracted, made, versions_for
from musnad.pipeline import OWN, Mode, encoder_for
from musnad.reading.archives import is_read
from musnad.reading.received import Received
from musnad.steps.read import read_received, receive, receive_address
from musnad.store.incoming import keep, latest
from musnad.store.query import count_articles, known_versions
from musnad.store.receipt import Known, Receipt
from musnad.store.rows import ArticleRows, Outcome
from musnad.store.settle import settle
from musnad.store.write import add_articles, add_rejected

LOOKUP_COUNT = 64  # articles asked for in one query, whether the store knows them
BATCH_COUNT = 50  # articles written in one transaction: few enough that another writer hardly waits
SETTLE_COUNT = 3_000  # articles that may wait for their story while more are being read, at the least
SETTLE_GROWTH = 3  # and how many times as many as are in stories
SETTLE_S = 900.0  # and the longest that so many may wait
BATCH_S = 1.0  # and the longest that a finished article waits for the others

# A scheme, rightly or wrongly written, or the name of a host as people say it.
_ADDRESS = re.compile(r"[a-z][a-z+.-]+:/|(?:https?|www)[./:;]", re.I)

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Asked:
    """How inputs are read: the columns of tables by field, and how addresses are fetched."""

    columns: Mapping[str, str] = field(default_factory=dict)
    manners: Manners = field(default_factory=Manners)


def read_all(inputs: Iterable[Path | str], asked: Asked | None = None) -> Iterator[Article | Rejected]:
    """The articles of files, folders and addresses, in the order given."""
    for item in receive_all(inputs, asked or Asked()):
        yield item if isinstance(item, Rejected) else read_received(item)


def receive_all(inputs: Iterable[Path | str], asked: Asked) -> Iterator[Received | Rejected]:
    """What files, folders and addresses hold, article by article, before it is read.

    Files of a folder, and of those in it, are sorted by path; one without any that could be read is ``Rejected``.
    """
    for each in inputs:
        if isinstance(each, str) and each.lower().startswith(("http://", "https://")):
            yield from receive_address(each, asked.manners)
            continue
        path = Path(each)
        fault = _no_input(str(each)) if not str(each).strip() or not is_there(path) else None
        if fault is not None:
            yield Rejected(str(each), "read", fault)
        elif is_there(path) and path.is_dir():
            yield from _receive_folder(path, asked)
        else:
            yield from receive(path, asked.columns)


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder; False for a name that no file can have."""
    try:
        return path.exists()
    except OSError:
        return False


def _no_input(given: str) -> str | None:
    """Why words that name nothing on this machine are no input, where a slip of the hand explains it.

    >>> _no_input("htp:/example.org/a")[:30]
    'it looks like an address, but '
    >>> _no_input("تقرير.txt")
    """
    if not given.strip():
        return "its name is empty; give a file, a folder or an address"
    if _ADDRESS.match(given):
        return (
            "it looks like an address, but only those that begin with http:// or https:// are fetched; write it in full"
        )
    return None


def _receive_folder(folder: Path, asked: Asked) -> Iterator[Received | Rejected]:
    unreadable: list[Rejected] = []

    def note(error: OSError) -> None:
        unreadable.append(Rejected(str(error.filename), "read", f"the folder cannot be read: {error.strerror}"))

    files = sorted(
        path
        for place, _, names in os.walk(folder, onerror=note)
        for path in (Path(place, name) for name in names)
        if is_read(path.name) and path.is_file()
    )
    yield from unreadable
    if not files and not unreadable:
        yield Rejected(str(folder), "read", "the folder holds no file that could be read (text, JSONL, HTML, WARC …)")
    for path in files:
        yield from receive(path, asked.columns)


def extract_all(  # noqa: PLR0913, PLR0917 one parameter per choice of the command
    inputs: Iterable[Path | str],
    engine: LocalEngine,
    form: Callable[[Extraction], R],
    mode: Mode = Mode.CAREFUL,
    scope: Scope = Scope.COMMUNICATION,
    tagger: str = OWN,
    asked: Asked | None = None,
) -> Iterator[R | Rejected]:
    """What ``form`` makes of each extraction, in the order of the articles, with the refusals between.

    ``form`` runs in the workers, so that what comes back through the pipe can be small. Raises
    ``PackError`` and ``WorkerDiedError``.
    """
    _load(mode)
    return engine.map(partial(extracted, form=form, mode=mode, scope=scope, tagger=tagger), read_all(inputs, asked))


def add_all(
    inputs: Iterable[Path | str],
    engine: LocalEngine,
    store: Engine,
    mode: Mode = Mode.CAREFUL,
    asked: Asked | None = None,
) -> Iterator[Added | Rejected]:
    """Adds articles to a store opened for writing; each is reported once it is committed, or refused.

    What was added is put into stories now and then, and at the end; where it stops early, the next run does it.

    An article that the store knows is read again only if the pipeline, the mode or its pack has changed since. A page
    that has changed at its address is added as a new version; one that is there already in another form is known.
    """
    return add_received(receive_all(inputs, asked or Asked()), engine, store, mode)


def add_received(
    items: Iterable[Received | Rejected], engine: LocalEngine, store: Engine, mode: Mode = Mode.CAREFUL
) -> Iterator[Added | Rejected]:
    """The same for what has been received already."""
    _load(mode)
    kept: deque[Receipt | None] = deque()
    rows = engine.map(partial(made, mode=mode), _sift(items, store, mode, kept))
    settling = Settling(store)
    for batch in _batches((row, kept.popleft()) for row in rows):
        yield from _write(batch, store)
        settling.after(len(batch))
    settle_all(store)


class Settling:
    """When articles that are added are put into stories: whenever the store has grown fourfold, and now and then.

    Each settling tells anew the stories that it touches. It is done when three times as many wait as are
    settled, so that adding any number of articles tells a story once or twice, not once for every ``SETTLE_COUNT``.
    """

    def __init__(self, store: Engine) -> None:
        self.store = store
        with store.execution_options(reading=True).connect() as connection:
            self.told_count = count_articles(connection)
        self.waiting_count = 0
        self.since_s = time.monotonic()

    def after(self, count: int) -> None:
        """Settles if it is time to, after so many articles more."""
        self.waiting_count += count
        is_late = time.monotonic() - self.since_s > SETTLE_S
        if self.waiting_count >= SETTLE_COUNT and (self.waiting_count >= SETTLE_GROWTH * self.told_count or is_late):
            settle_all(self.store)
            self.told_count += self.waiting_count
            self.waiting_count, self.since_s = 0, time.monotonic()


def settle_all(store: Engine) -> None:
    """Puts the articles that wait into stories. Each round is a transaction; after a crash the next run goes on."""
    at = datetime.now(UTC)
    while True:
        with store.begin() as connection:
            if not settle(connection, at):
                return


def _load(mode: Mode) -> None:
    """Checks packs and loads the encoder: what is broken in them stops us here, before any worker starts."""
    check_packs()
    encoder_for(mode)


def _sift(
    items: Iterable[Received | Rejected], store: Engine, mode: Mode, kept: deque[Receipt | None]
) -> Iterator[Article | Added | Rejected]:
    """The articles that are new or to be read anew; for each other item what became of it.

    What an article was read from goes to ``kept``, one entry for each item, in the same order.
    """
    stream = iter(items)
    arrivals = Arrivals()
    while chunk := list(islice(stream, LOOKUP_COUNT)):
        found = [(item, item if isinstance(item, Rejected) else read_received(item)) for item in chunk]
        receipts = [
            receipt_of(article, item) if isinstance(article, Article) and isinstance(item, Received) else None
            for item, article in found
        ]
        stored, pages = _looked_up(receipts, store)
        for (_, article), receipt in zip(found, receipts, strict=True):
            if isinstance(article, Rejected) or receipt is None:
                kept.append(None)
                yield article
                continue
            verdict, due = _verdict(article, receipt, stored.get(receipt.article_id), (pages, arrivals), mode)
            kept.append(due)
            yield verdict


def _looked_up(
    receipts: list[Receipt | None], store: Engine
) -> tuple[dict[str, tuple[str, str | None]], dict[str, Known]]:
    """What the store knows of these articles by id, and of their addresses by key."""
    ids = [receipt.article_id for receipt in receipts if receipt]
    keys = sorted({receipt.address_key for receipt in receipts if receipt and receipt.address_key})
    with store.execution_options(reading=True).connect() as connection:
        return known_versions(connection, ids), latest(connection, keys)


def _verdict(
    article: Article,
    receipt: Receipt,
    stored: tuple[str, str | None] | None,
    pages: tuple[dict[str, Known], Arrivals],
    mode: Mode,
) -> tuple[Article | Added, Receipt | None]:
    """The article if it is to be read on, else that it is known; and the receipt that is to be kept."""
    if stored is not None:
        if stored == versions_for(article.language, mode):
            return Added(article.source, Outcome.KNOWN), None
        return article, receipt
    known, arrivals = pages
    before = arrivals.pages.get(receipt.address_key or "") or known.get(receipt.address_key or "")
    if before is not None and before.article_id != receipt.article_id and is_same(article, receipt.form, before):
        return Added(article.source, Outcome.KNOWN), None
    arrivals.note(receipt, article.text)
    return article, receipt


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


def _write(
    batch: list[tuple[ArticleRows | Added | Rejected, Receipt | None]], store: Engine
) -> Iterator[Added | Rejected]:
    """Commits what a batch brings, in one transaction, and then reports it in order."""
    rows = [item for item, _ in batch if isinstance(item, ArticleRows)]
    refused = [item for item, _ in batch if isinstance(item, Rejected)]
    outcomes: list[Outcome] = []
    if rows or refused:
        now = datetime.now(UTC)
        with store.begin() as connection:
            outcomes = add_articles(connection, rows, now)
            keep(connection, [r for item, r in batch if r is not None and isinstance(item, ArticleRows)], now)
            add_rejected(connection, refused, __version__, now)
    written = iter(outcomes)
    for item, _ in batch:
        yield Added(str(item.article["source"]), next(written)) if isinstance(item, ArticleRows) else item
