"""Mentions, the locals of articles, nodes with their traits, judgements, entities; people of a user's index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("articles", sa.Column("published_from", sa.Text))
    op.add_column("statements", sa.Column("local_number", sa.Integer))
    _mentions()
    _nodes()
    _judgements()
    _listed()


def _mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("start_offset", sa.Integer, nullable=False),
        sa.Column("end_offset", sa.Integer, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role_start", sa.Integer),
        sa.Column("role_end", sa.Integer),
        sa.Column("value", sa.Text),
        sa.Column("grain", sa.Text),
        sa.Column("against", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("local_number", sa.Integer),
        sa.PrimaryKeyConstraint("article_id", "position", name="pk_mentions"),
        sa.CheckConstraint("0 <= start_offset AND start_offset < end_offset", name=op.f("ck_mentions_not_empty")),
        _part_of("mentions", "article_id", "articles"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "locals",
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("node_id", sa.Text, nullable=False),
        sa.Column("shared", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("article_id", "number", name="pk_locals"),
        _part_of("locals", "article_id", "articles"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_locals_node_id", "locals", ["node_id"])


def _nodes() -> None:
    op.create_table(
        "nodes",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("calling", sa.Text, nullable=False),
        sa.Column("generation", sa.Text, nullable=False),
        sa.Column("alone", sa.Boolean, nullable=False),
        sa.Column("article_count", sa.Integer, nullable=False),
        sa.Column("first_at", sa.Text, nullable=False),
        sa.Column("entity_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_nodes"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_nodes_entity_id", "nodes", ["entity_id"])
    op.create_table(
        "traits",
        sa.Column("node_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("node_id", "kind", "value", "language", name="pk_traits"),
        _part_of("traits", "node_id", "nodes"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_traits_value", "traits", ["value", "kind"])


def _judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("decision_id", sa.Text),
        sa.Column("basis", sa.Text, nullable=False),
        sa.Column("left_id", sa.Text, nullable=False),
        sa.Column("right_id", sa.Text, nullable=False),
        sa.Column("left_name", sa.Text, nullable=False),
        sa.Column("right_name", sa.Text, nullable=False),
        sa.Column("relation", sa.Text, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_judgements"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_judgements_decision_id", "judgements", ["decision_id"])
    for column in ("left_id", "right_id"):
        op.create_index(f"ix_judgements_{column}", "judgements", [column, "basis"])


def _listed() -> None:
    op.create_table(
        "entities",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("wikidata_id", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entities"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "listed_people",
        sa.Column("wikidata_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("wikidata_id", "name", name="pk_listed_people"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "listed_keys",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("wikidata_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", "wikidata_id", "name", name="pk_listed_keys"),
        sqlite_with_rowid=False,
    )


def _part_of(table: str, column: str, whole: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{whole}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")
