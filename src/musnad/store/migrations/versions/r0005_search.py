"""The words of articles for searching, and an index of outlets. Articles that are there already are indexed at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

from musnad.store.schema_search import MAKE_FTS
from musnad.store.terms import article_terms
from musnad.store.write_search import add_words

revision = "0005"
down_revision = "0004"

ROUND_COUNT = 500


def upgrade() -> None:
    connection = op.get_bind()
    is_sqlite = connection.dialect.name == "sqlite"
    op.create_table(
        "searched",
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("words", sa.Text().with_variant(TSVECTOR(), "postgresql")),
        sa.PrimaryKeyConstraint("number", name="pk_searched"),
        sa.UniqueConstraint("article_id"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_searched_article_id", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_articles_outlet", "articles", ["outlet"])
    if is_sqlite:
        op.execute(MAKE_FTS)
    else:
        op.create_index("ix_searched_words", "searched", ["words"], postgresql_using="gin")
    rows = connection.execute(sa.text("SELECT id, title, text FROM articles"))
    while some := rows.fetchmany(ROUND_COUNT):
        add_words(connection, {row.id: article_terms(row.title, row.text) for row in some})
