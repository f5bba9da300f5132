"""The tables of what came in.

::

    raw ──< receipts >── articles      the bytes that an article was read from, and what the carrier said of them
    pages >── articles                 the versions of the article at one address, counted from 1
    feeds, entries                     where watching stands: what was asked when (feeds, and pages in their first
                                       hours), and which entries wait

``raw.packed`` is zlib's; its id is the SHA-256 of the bytes as they came in, so that equal ones are kept once.
``entries.state`` is ``waiting``, ``done`` or ``refused``.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from musnad.store.schema import UtcDateTime, metadata

raw = Table(
    "raw",
    metadata,
    Column("id", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("packed", LargeBinary, nullable=False),
)

receipts = Table(
    "receipts",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("raw_id", Text, ForeignKey("raw.id"), primary_key=True, index=True),
    Column("kind", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("url", Text),
    Column("charset", Text),
    Column("received_at", Text),
    Column("outlet", Text),
    Column("reader_version", Text, nullable=False, index=True),
    sqlite_with_rowid=False,
)

pages = Table(
    "pages",
    metadata,
    Column("address_key", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("form", Text, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)

feeds = Table(
    "feeds",
    metadata,
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
    Column("next_at", UtcDateTime),
    Column("fault_count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

entries = Table(
    "entries",
    metadata,
    Column("address_key", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("feed_url", Text, nullable=False),
    Column("outlet", Text),
    Column("state", Text, nullable=False),
    Column("fault_count", Integer, nullable=False),
    Column("next_at", UtcDateTime),
    Column("reason", Text),
    Column("found_at", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)
Index(None, entries.c.state, entries.c.next_at)
