"""Where watching stands: when each feed was asked, and which entries wait, are done, or were refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from musnad.store.query_links import pieces
from musnad.store.schema_incoming import entries, feeds

WAITING, DONE, REFUSED = "waiting", "done", "refused"


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed, or a page asked again; ``next_at`` is when it may be asked, None for at once."""

    url: str
    etag: str | None = None
    modified: str | None = None
    next_at: datetime | None = None
    fault_count: int = 0


@dataclass(frozen=True, slots=True)
class WaitingEntry:
    """An entry of a feed whose page has not been added yet."""

    key: str
    url: str
    outlet: str | None
    fault_count: int


def feed_states(connection: Connection, urls: list[str]) -> dict[str, FeedState]:
    """What is remembered of these feeds."""
    rows = connection.execute(select(feeds).where(feeds.c.url.in_(urls)))
    return {row.url: FeedState(row.url, row.etag, row.modified, row.next_at, row.fault_count) for row in rows}


def _insert(connection: Connection, table: Any) -> Any:
    return {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[connection.dialect.name](table)


def remember_feed(connection: Connection, state: FeedState) -> None:
    """Writes what is to be remembered of a feed."""
    row = {name: getattr(state, name) for name in ("url", "etag", "modified", "next_at", "fault_count")}
    statement = _insert(connection, feeds).values(row)
    connection.execute(statement.on_conflict_do_update(index_elements=["url"], set_=row))


def note_entries(
    connection: Connection, feed_url: str, found: Iterable[tuple[str, str, str | None]], at: datetime
) -> int:
    """Puts entries (key, address, outlet) that were never seen among those that wait; gives how many."""
    by_key = {key: (url, outlet) for key, url, outlet in found}
    known: set[str] = set()
    for piece in pieces(by_key):
        known.update(
            connection.execute(select(entries.c.address_key).where(entries.c.address_key.in_(piece))).scalars()
        )
    rows = [
        {
            "address_key": key,
            "url": url,
            "feed_url": feed_url,
            "outlet": outlet,
            "state": WAITING,
            "fault_count": 0,
            "found_at": at,
        }
        for key, (url, outlet) in by_key.items()
        if key not in known
    ]
    if rows:
        connection.execute(_insert(connection, entries).on_conflict_do_nothing(), rows)
    return len(rows)


def due_entries(connection: Connection, at: datetime) -> list[WaitingEntry]:
    """The entries whose page may be fetched now, longest waiting first."""
    query = (
        select(entries)
        .where(entries.c.state == WAITING, or_(entries.c.next_at.is_(None), entries.c.next_at <= at))
        .order_by(entries.c.found_at, entries.c.address_key)
    )
    return [WaitingEntry(row.address_key, row.url, row.outlet, row.fault_count) for row in connection.execute(query)]


def settle(connection: Connection, key: str, state: str, reason: str | None = None) -> None:
    """Notes that an entry is done or refused."""
    values = {"state": state, "reason": reason, "next_at": None}
    connection.execute(update(entries).where(entries.c.address_key == key).values(values))


def put_off(connection: Connection, entry: WaitingEntry, next_at: datetime, reason: str) -> None:
    """Notes that an entry's page is to be tried again later."""
    values = {"next_at": next_at, "fault_count": entry.fault_count + 1, "reason": reason}
    connection.execute(update(entries).where(entries.c.address_key == entry.key).values(values))


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page that was added, and what is remembered of asking it."""

    url: str
    outlet: str | None
    found_at: datetime
    state: FeedState


def seen_pages(connection: Connection, since: datetime, at: datetime, count: int) -> list[SeenPage]:
    """Up to ``count`` added pages found since then that may be asked again now, longest left alone first.

    What is remembered of them stands among the feeds: both are addresses that are asked again.
    """
    due = or_(feeds.c.next_at.is_(None), feeds.c.next_at <= at)
    query = (
        select(entries.c.url, entries.c.outlet, entries.c.found_at, feeds)
        .outerjoin(feeds, feeds.c.url == entries.c.url)
        .where(entries.c.state == DONE, entries.c.found_at >= since, due)
        .order_by(func.coalesce(feeds.c.next_at, entries.c.found_at), entries.c.address_key)
        .limit(count)
    )
    return [
        SeenPage(
            row[0],
            row.outlet,
            row.found_at,
            FeedState(row[0], row.etag, row.modified, row.next_at, row.fault_count or 0),
        )
        for row in connection.execute(query)
    ]


def next_look(connection: Connection, since: datetime) -> datetime | None:
    """When the next of the pages found since then is to be asked again; None if there is none."""
    query = (
        select(func.min(feeds.c.next_at))
        .join(entries, entries.c.url == feeds.c.url)
        .where(entries.c.state == DONE, entries.c.found_at >= since)
    )
    found: datetime | None = connection.execute(query).scalar()
    return found


def forget_pages(connection: Connection, since: datetime) -> None:
    """Drops what is remembered of asking pages found before that."""
    old = select(entries.c.url).where(entries.c.state == DONE, entries.c.found_at < since)
    connection.execute(delete(feeds).where(feeds.c.url.in_(old)))


def waiting(connection: Connection) -> tuple[int, datetime | None]:
    """How many entries wait, and when the next of them is due; None for now or never."""
    query = select(func.count(), func.min(entries.c.next_at)).where(entries.c.state == WAITING)
    count, next_at = connection.execute(query).one()
    return int(count), next_at
