"""Writes the words of articles where a search finds them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, delete, func, insert, literal_column, select, text

from musnad.store.query_links import pieces
from musnad.store.schema import articles
from musnad.store.schema_search import FTS, MAKE_FTS, searched
from musnad.store.terms import article_terms, number_of

_PLAIN: ColumnElement[str] = literal_column("'simple'")  # the words are normalised already


def add_words(connection: Connection, words: Mapping[str, tuple[str, str]]) -> None:
    """Indexes articles that are new: by id, the words of the title and those of the text."""
    if not words:
        return
    numbers = {key: number_of(key) for key in sorted(words)}
    if connection.dialect.name == "sqlite":
        connection.execute(
            insert(searched).values(words=None),
            [{"number": number, "article_id": key} for key, number in numbers.items()],
        )
        connection.execute(
            text(f"INSERT INTO {FTS} (rowid, title, body) VALUES (:number, :title, :body)"),
            [{"number": number, "title": words[key][0], "body": words[key][1]} for key, number in numbers.items()],
        )
        return
    for key, number in numbers.items():
        title, body = (func.to_tsvector(_PLAIN, each) for each in words[key])
        weighed = func.setweight(title, literal_column("'A'")).op("||")(func.setweight(body, literal_column("'B'")))
        connection.execute(insert(searched).values(number=number, article_id=key, words=weighed))


def remake_words(connection: Connection) -> None:
    """Indexes all articles anew, whatever was indexed before."""
    connection.execute(delete(searched))
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"DROP TABLE IF EXISTS {FTS}"))
        connection.execute(text(MAKE_FTS))
    for piece in pieces(connection.execute(select(articles.c.id)).scalars().all()):
        rows = connection.execute(
            select(articles.c.id, articles.c.title, articles.c.text).where(articles.c.id.in_(piece))
        )
        add_words(connection, {row.id: article_terms(row.title, row.text) for row in rows})
