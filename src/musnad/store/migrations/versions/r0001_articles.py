"""Articles with their zones, statements, spans and chains; rejected inputs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NOT_EMPTY = "0 <= start_offset AND start_offset < end_offset"


def upgrade() -> None:
    _articles()
    _statements()
    op.create_table(
        "rejected",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("rejected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pipeline_version", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rejected"),
    )


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pipeline_version", sa.Text, nullable=False),
        sa.Column("pack_version", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
    )
    op.create_index("ix_articles_label", "articles", ["label"])
    op.create_index("ix_articles_added_at", "articles", ["added_at"])
    op.create_table(
        "zones",
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("start_offset", sa.Integer, nullable=False),
        sa.Column("end_offset", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("article_id", "start_offset", name="pk_zones"),
        sa.CheckConstraint(NOT_EMPTY, name=op.f("ck_zones_not_empty")),
        _part_of("zones", "article_id", "articles"),
        sqlite_with_rowid=False,
    )


def _statements() -> None:
    op.create_table(
        "statements",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("within_id", sa.Text),
        sa.Column("pipeline_version", sa.Text, nullable=False),
        sa.Column("pack_version", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_statements"),
        _part_of("statements", "article_id", "articles"),
        _refers("statements", "within_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_statements_article_id", "statements", ["article_id"])
    _index_if_set("statements", "within_id")
    op.create_table(
        "spans",
        sa.Column("statement_id", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("start_offset", sa.Integer, nullable=False),
        sa.Column("end_offset", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("statement_id", "role", "position", name="pk_spans"),
        sa.CheckConstraint(NOT_EMPTY, name=op.f("ck_spans_not_empty")),
        _part_of("spans", "statement_id", "statements"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "carriers",
        sa.Column("statement_id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("via_id", sa.Text),
        sa.PrimaryKeyConstraint("statement_id", "position", name="pk_carriers"),
        _part_of("carriers", "statement_id", "statements"),
        _refers("carriers", "via_id"),
        sqlite_with_rowid=False,
    )
    _index_if_set("carriers", "via_id")


def _part_of(table: str, column: str, whole: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{whole}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")


def _refers(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["statements.id"], name=f"fk_{table}_{column}", deferrable=True, initially="DEFERRED"
    )


def _index_if_set(table: str, column: str) -> None:
    is_set = sa.text(f"{column} IS NOT NULL")
    op.create_index(f"ix_{table}_{column}", table, [column], sqlite_where=is_set, postgresql_where=is_set)
