"""Raw bytes of a store → the same articles, read by this version of Musnad; tells what changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine

from musnad.incoming import reader_version
from musnad.intake import settle_all
from musnad.model import Article, Rejected
from musnad.per_article import made
from musnad.pipeline import Mode
from musnad.steps.read import read_received
from musnad.store.incoming import mark_read, move, receipts_before, remove, unkept_count, waiting_count
from musnad.store.query import load_extraction
from musnad.store.receipt import Receipt
from musnad.store.rows import ArticleRows, article_id
from musnad.store.write import add_articles

_FIELDS = ("title", "outlet", "published", "published_from", "language", "url", "zones")
_AT_ONCE = 20  # receipts read and committed together; after a stop at most as many are read twice


@dataclass(frozen=True, slots=True)
class Reread:
    """One article read again: ``changed`` names what came out differently, empty for nothing.

    ``reason`` says why it could not be read this time; the stored article then stays as it is.
    """

    article_id: str
    source: str
    changed: tuple[str, ...]
    reason: str | None = None


def due_count(store: Engine, *, everything: bool) -> int:
    """How many articles wait to be read again."""
    with store.execution_options(reading=True).connect() as connection:
        return waiting_count(connection, None if everything else reader_version())


def skipped_count(store: Engine) -> int:
    """How many articles cannot be read again, since the bytes that they came as were never kept."""
    with store.execution_options(reading=True).connect() as connection:
        return unkept_count(connection)


def reread(store: Engine, mode: Mode, *, everything: bool = False) -> Iterator[Reread]:
    """Reads again what an older reader read, or everything; each is reported once it is committed.

    To be stopped at any time: what was done is not done again, unless ``everything`` is asked for.
    """
    reader = None if everything else reader_version()
    after = ""
    while True:
        with store.execution_options(reading=True).connect() as connection:
            due = receipts_before(connection, reader, after, _AT_ONCE)
        if not due:
            settle_all(store)
            return
        after = due[-1].article_id
        # The same article may have come in several times; the bytes first kept are those it was made of.
        first = {receipt.article_id: receipt for receipt in reversed(due)}
        found = {key: _read(receipt, mode) for key, receipt in first.items()}
        now = datetime.now(UTC)
        with store.begin() as connection:
            done = [_replace(connection, first[key], found[key], now) for key in sorted(found)]
        yield from done


def _read(receipt: Receipt, mode: Mode) -> tuple[Article, ArticleRows] | Rejected:
    """The article and its rows as this version makes them; done before the store is locked."""
    article = read_received(receipt.received)
    if isinstance(article, Rejected):
        return article
    rows = made(article, mode)
    return (article, rows) if isinstance(rows, ArticleRows) else Rejected(article.source, "extract", str(rows))


def _replace(
    connection: Connection, receipt: Receipt, found: tuple[Article, ArticleRows] | Rejected, at: datetime
) -> Reread:
    """Puts what was read in the place of what is stored, and says what differs."""
    mark_read(connection, receipt.article_id, reader_version())
    source = receipt.received.source
    if isinstance(found, Rejected):
        return Reread(receipt.article_id, source, (), found.reason)
    article, rows = found
    before = load_extraction(connection, receipt.article_id).article
    changed = [name for name in _FIELDS if getattr(before, name) != getattr(article, name)]
    new_id = article_id(article)
    if new_id != receipt.article_id:
        changed = ["text", *changed] if before.text != article.text else changed
        add_articles(connection, [rows], at)
        move(connection, receipt.article_id, new_id)
        remove(connection, [receipt.article_id], at)
    else:
        add_articles(connection, [rows], at, again=bool(changed))
    return Reread(new_id, source, tuple(changed))
