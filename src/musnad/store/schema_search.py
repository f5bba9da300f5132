"""What a search looks in: the words of articles, normalised by ``terms``; and the index by which an outlet is found.

``searched`` says which article stands behind a number. On SQLite the words themselves are in ``article_words``, a
table of FTS5 that keeps its index alone, not the text once more; its row ids are the numbers. On PostgreSQL they are in
the column ``words``, with a GIN index. An article's text never changes, so its words are written once.
"""

from __future__ import annotations

from sqlalchemy import DDL, BigInteger, Column, Index, Table, Text, event
from sqlalchemy.dialects.postgresql import TSVECTOR

from musnad.store.schema import articles, metadata, part_of

FTS = "article_words"
MAKE_FTS = f"CREATE VIRTUAL TABLE {FTS} USING fts5(title, body, content='', tokenize='unicode61 remove_diacritics 0')"

searched = Table(
    "searched",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("article_id", Text, part_of("articles.id"), nullable=False, unique=True),
    Column("words", Text().with_variant(TSVECTOR(), "postgresql")),
    sqlite_with_rowid=False,
)
Index("ix_searched_words", searched.c.words, postgresql_using="gin").ddl_if(dialect="postgresql")
Index("ix_articles_outlet", articles.c.outlet)
event.listen(metadata, "after_create", DDL(MAKE_FTS).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]
