"""Keeps what articles were read from, and which articles are versions of one page."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, exists, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from musnad.errors import InputError
from musnad.reading.kinds import Kind
from musnad.reading.received import Received
from musnad.store.link import relink
from musnad.store.query_links import locals_of, pieces
from musnad.store.receipt import Known, Receipt
from musnad.store.schema import articles
from musnad.store.schema_incoming import pages, raw, receipts
from musnad.store.schema_stories import neighbours, stories, story_articles, story_keys
from musnad.store.traits import Change
from musnad.store.wait import Stage, wait

_LEVEL = 6  # of zlib: a page in 2 ms to a fifth of its size


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the article at an address; ``number`` counts from 1."""

    number: int
    article_id: str
    form: str
    seen_at: datetime


def keep(connection: Connection, kept: Sequence[Receipt], at: datetime) -> None:
    """Writes raw bytes and receipts that are not there yet, and counts new versions of pages."""
    by_id = {receipt.received.raw_id: receipt.received.raw for receipt in kept}
    missing = set(by_id) - {key for piece in pieces(by_id) for key in _present(connection, piece)}
    if missing:
        rows = [{"id": k, "size": len(by_id[k]), "packed": zlib.compress(by_id[k], _LEVEL)} for k in sorted(missing)]
        connection.execute(_insert(connection, raw).on_conflict_do_nothing(), rows)
    if kept:
        connection.execute(_insert(connection, receipts).on_conflict_do_nothing(), [_row(each) for each in kept])
    for receipt in kept:
        if receipt.address_key:
            _count(connection, receipt, at)


def _present(connection: Connection, ids: list[str]) -> Iterator[str]:
    yield from connection.execute(select(raw.c.id).where(raw.c.id.in_(ids))).scalars()


def _insert(connection: Connection, table: Table) -> Any:
    insert: Callable[[Table], Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[connection.dialect.name]
    return insert(table)


def _row(receipt: Receipt) -> dict[str, Any]:
    received = receipt.received
    return {
        "article_id": receipt.article_id,
        "raw_id": received.raw_id,
        "kind": received.kind.value,
        "source": _writable(received.source),
        "label": _writable(received.label),
        "url": received.url,
        "charset": received.charset,
        "received_at": received.at,
        "outlet": received.outlet,
        "reader_version": receipt.reader_version,
    }


def _writable(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _count(connection: Connection, receipt: Receipt, at: datetime) -> None:
    """Notes that an article is the next version of its page, unless it is one already."""
    here = pages.c.address_key == receipt.address_key
    known = connection.execute(select(pages.c.number).where(here, pages.c.article_id == receipt.article_id)).first()
    if known is not None:
        return
    last = connection.execute(select(func.max(pages.c.number)).where(here)).scalar() or 0
    # Stories hold the latest version alone: those before are to leave them.
    wait(connection, connection.execute(select(pages.c.article_id).where(here)).scalars(), Stage.TELLS)
    row = {
        "address_key": receipt.address_key,
        "number": last + 1,
        "article_id": receipt.article_id,
        "form": receipt.form,
        "seen_at": at,
    }
    connection.execute(_insert(connection, pages).on_conflict_do_nothing(), row)


def latest(connection: Connection, keys: Sequence[str]) -> dict[str, Known]:
    """The latest version at each address that has one."""
    found = {}
    query = (
        select(pages.c.address_key, pages.c.article_id, pages.c.form, articles.c.text)
        .join(articles, articles.c.id == pages.c.article_id)
        .where(pages.c.address_key.in_(list(keys)))
        .order_by(pages.c.address_key, pages.c.number)
    )
    for row in connection.execute(query) if keys else ():
        found[row.address_key] = Known(row.article_id, row.form, row.text)
    return found


def versions_of(connection: Connection, article_id: str) -> list[Version]:
    """All versions of the article at the address of this one, oldest first; empty if it has no address."""
    key = select(pages.c.address_key).where(pages.c.article_id == article_id).limit(1).scalar_subquery()
    query = select(pages).where(pages.c.address_key == key).order_by(pages.c.number)
    return [Version(row.number, row.article_id, row.form, row.seen_at) for row in connection.execute(query)]


def superseded(connection: Connection) -> set[str]:
    """The articles of which a later version is stored; one that is the latest at another address is none of them."""
    return set(connection.execute(select(pages.c.article_id).where(is_superseded(pages.c.article_id))).scalars())


def is_superseded(article_id: ColumnElement[str]) -> ColumnElement[bool]:
    """The condition that a later version of an article is stored."""
    own, later, here = pages.alias(), pages.alias(), pages.alias()
    follows = exists().where(later.c.address_key == here.c.address_key, later.c.number > here.c.number)
    return and_(
        exists().where(own.c.article_id == article_id),
        ~exists().where(here.c.article_id == article_id, ~follows),
    )


def replaced(connection: Connection, article_ids: Iterable[str]) -> dict[str, str]:
    """Which of the articles are superseded, each with the latest version at its address (of several the first)."""
    found: dict[str, str] = {}
    own, last = pages.alias(), pages.alias()
    for piece in pieces(article_ids):
        query = (
            select(own.c.article_id, last.c.article_id)
            .join(last, last.c.address_key == own.c.address_key)
            .where(own.c.article_id.in_(piece), is_superseded(own.c.article_id))
            .order_by(own.c.article_id, own.c.address_key, last.c.number.desc())
        )
        for article_id, latest_id in connection.execute(query):
            found.setdefault(article_id, latest_id)
    return found


def receipts_before(connection: Connection, reader_version: str | None, after: str, count: int) -> list[Receipt]:
    """Up to ``count`` receipts of other readers than this one, in order behind an article's id; None takes all."""
    query = select(receipts, raw.c.packed, raw.c.size).join(raw, raw.c.id == receipts.c.raw_id)
    query = query.where(receipts.c.article_id > after).order_by(receipts.c.article_id, receipts.c.raw_id).limit(count)
    if reader_version is not None:
        query = query.where(receipts.c.reader_version != reader_version)
    return [_receipt(row) for row in connection.execute(query)]


def _receipt(row: Any) -> Receipt:
    """A receipt with its bytes. Raises ``InputError`` where they are damaged."""
    try:
        content = zlib.decompress(row.packed, bufsize=max(1, row.size))
    except zlib.error as error:
        raise InputError(f"the bytes kept of {row.source} are damaged ({error}); restore the store") from error
    received = Received(
        row.source, Kind(row.kind), content, row.label, row.url, row.charset, row.received_at, row.outlet
    )
    return Receipt(row.article_id, received, row.reader_version)


def waiting_count(connection: Connection, reader_version: str | None) -> int:
    """How many receipts are of other readers than this one; all for None."""
    query = select(func.count()).select_from(receipts)
    if reader_version is not None:
        query = query.where(receipts.c.reader_version != reader_version)
    return int(connection.execute(query).scalar() or 0)


def unkept_count(connection: Connection) -> int:
    """How many articles have no bytes kept: they were added before the store kept any (version 0004 of its schema)."""
    kept = select(receipts.c.article_id)
    query = select(func.count()).select_from(articles).where(articles.c.id.not_in(kept))
    return int(connection.execute(query).scalar() or 0)


def mark_read(connection: Connection, article_id: str, reader_version: str) -> None:
    """Notes that an article's bytes were read by this reader."""
    connection.execute(
        update(receipts).where(receipts.c.article_id == article_id).values(reader_version=reader_version)
    )


def move(connection: Connection, old_id: str, new_id: str) -> None:
    """Hands receipts and place among versions of one article on to the one that takes its place."""
    there = select(receipts.c.raw_id).where(receipts.c.article_id == new_id)
    connection.execute(delete(receipts).where(receipts.c.article_id == old_id, receipts.c.raw_id.in_(there)))
    connection.execute(update(receipts).where(receipts.c.article_id == old_id).values(article_id=new_id))
    connection.execute(update(pages).where(pages.c.article_id == old_id).values(article_id=new_id))


def remove(connection: Connection, article_ids: Sequence[str], at: datetime) -> None:
    """Removes articles with all that was found in them; entities are brought up to date, their stories told anew."""
    gone = locals_of(connection, list(article_ids))
    left = set(article_ids)
    for piece in pieces(article_ids):
        told = select(story_articles.c.story_id).where(story_articles.c.article_id.in_(piece))
        held = sorted(set(connection.execute(told).scalars()))
        fellows = select(story_articles.c.article_id).where(story_articles.c.story_id.in_(held))
        keys = select(pages.c.address_key).where(pages.c.article_id.in_(piece))
        before = select(pages.c.article_id).where(pages.c.address_key.in_(keys))
        touched = {*connection.execute(fellows).scalars(), *connection.execute(before).scalars()}
        wait(connection, touched - left, Stage.TELLS)
        connection.execute(delete(articles).where(articles.c.id.in_(piece)))
        connection.execute(delete(neighbours).where(neighbours.c.other_id.in_(piece)))
        connection.execute(delete(story_keys).where(story_keys.c.article_id.in_(piece)))
        full = select(story_articles.c.story_id).where(story_articles.c.story_id.in_(held))
        connection.execute(delete(stories).where(stories.c.id.in_(held), stories.c.id.not_in(full)))
    if gone:
        relink(connection, Change(gone, [], [], {}), at)
