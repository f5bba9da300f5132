"""The tables of a store, in SQLAlchemy Core; SQLite and PostgreSQL take them unchanged.

::

    articles ──< zones
        ├──────< statements ──< spans        every part of a statement, with its role and order
        │            └────────< carriers     its chain, outlet first
        ├──────< mentions                    names, and times with their values
        └──────< locals >── nodes ──< traits who the mentions of one article refer to; see ``schema_links``
    judgements, entities                     which nodes are one, and what is known of each entity
    listed_people ──< listed_keys            people of an index that a user brought
    raw ──< receipts >── articles, pages     the bytes that articles were read from, and versions of pages;
    feeds, entries                           where watching stands; see ``schema_incoming``
    searched                                 the words of articles, for searching; see ``schema_search``
    rejected                                 inputs that could not become articles

Keys are made of content, never counted up, so that two stores that read the same articles hold the same
rows. Offsets count code points of ``articles.text``. Zones, spans and carriers are parts of the row they
belong to, and bear its versions. Spans are rows, not text inside ``statements``: "which statements cover this
place" and "whose spans leave the text" are then questions that any database answers.

``statements.local_number`` leads to the local who made a statement, None where no mention names one.

A change here needs a migration in ``migrations/versions`` and the new ``REVISION``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)

REVISION = "0006"
REVISION_TABLE = "musnad_version"


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime in UTC; SQLite, which knows no zones, keeps it as UTC without saying so."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """What is sent to the database. Raises ``ValueError`` for a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """What the database gave, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def part_of(column: str) -> ForeignKey:
    """A reference to the row that this one is a part of, and goes with."""
    return ForeignKey(column, ondelete="CASCADE")


def _statement() -> ForeignKey:
    """A reference to a statement that may be written later in the same transaction."""
    return ForeignKey("statements.id", deferrable=True, initially="DEFERRED")


def made_by() -> list[Column[Any]]:
    """What made a row; ``pack_version`` is None where the language has no pack."""
    return [Column("pipeline_version", Text, nullable=False), Column("pack_version", Text)]


# ``label`` is the id that the input gave (a file's stem), not unique. ``source`` is the path or address it
# was first read from. ``read_at`` is when its statements were last made.
articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),
    Column("label", Text, nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("outlet", Text),
    Column("title", Text),
    Column("published", Text),
    Column("url", Text),
    Column("text", Text, nullable=False),
    Column("added_at", UtcDateTime, nullable=False, index=True),
    Column("read_at", UtcDateTime, nullable=False),
    *made_by(),
    Column("published_from", Text),
)

zones = Table(
    "zones",
    metadata,
    Column("article_id", Text, part_of("articles.id"), primary_key=True),
    Column("start_offset", Integer, primary_key=True),
    Column("end_offset", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    CheckConstraint("0 <= start_offset AND start_offset < end_offset", name="not_empty"),
    sqlite_with_rowid=False,
)

# ``id`` is the article's id, a slash, and the statement's id in its article. ``position`` counts from 1 in
# the order of the article's statements.
statements = Table(
    "statements",
    metadata,
    Column("id", Text, primary_key=True),
    Column("article_id", Text, part_of("articles.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text),
    Column("act", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("within_id", Text, _statement()),
    *made_by(),
    Column("local_number", Integer),
    sqlite_with_rowid=False,
)

# ``role`` is the part of the statement, ``position`` counts from 0 within it.
spans = Table(
    "spans",
    metadata,
    Column("statement_id", Text, part_of("statements.id"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start_offset", Integer, nullable=False),
    Column("end_offset", Integer, nullable=False),
    CheckConstraint("0 <= start_offset AND start_offset < end_offset", name="not_empty"),
    sqlite_with_rowid=False,
)

# ``via_id`` is the statement whose source this carrier is, None for the article's outlet.
carriers = Table(
    "carriers",
    metadata,
    Column("statement_id", Text, part_of("statements.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text),
    Column("via_id", Text, _statement()),
    sqlite_with_rowid=False,
)

# One row per distinct refusal, ``rejected_at`` being the first time: repeating a run adds nothing. ``id`` is
# the hash of the three that follow, since reasons may be longer than PostgreSQL lets a key be.
rejected = Table(
    "rejected",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("rejected_at", UtcDateTime, nullable=False),
    Column("pipeline_version", Text, nullable=False),
)

# The databases look for referring rows when a statement goes; most statements and carriers refer to none.
for _column in (statements.c.within_id, carriers.c.via_id):
    Index(None, _column, sqlite_where=_column.is_not(None), postgresql_where=_column.is_not(None))
