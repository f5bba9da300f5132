"""What came in: raw bytes, what each article was read from, versions of pages, feeds and their entries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "raw",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("packed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_raw"),
    )
    op.create_table(
        "receipts",
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("raw_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("charset", sa.Text),
        sa.Column("received_at", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("reader_version", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("article_id", "raw_id", name="pk_receipts"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_receipts_article_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["raw_id"], ["raw.id"], name="fk_receipts_raw_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_receipts_raw_id", "receipts", ["raw_id"])
    op.create_index("ix_receipts_reader_version", "receipts", ["reader_version"])
    op.create_table(
        "pages",
        sa.Column("address_key", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("address_key", "number", name="pk_pages"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_pages_article_id", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_pages_article_id", "pages", ["article_id"])
    _feeds()


def _feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("modified", sa.Text),
        sa.Column("next_at", sa.DateTime(timezone=True)),
        sa.Column("fault_count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("url", name="pk_feeds"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "entries",
        sa.Column("address_key", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("feed_url", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("fault_count", sa.Integer, nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True)),
        sa.Column("reason", sa.Text),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("address_key", name="pk_entries"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_entries_state", "entries", ["state", "next_at"])
