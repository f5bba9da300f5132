"""Writes to a store: articles with all that was found in them, each wholly or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, update
from sqlalchemy.dialects import postgresql, sqlite

from musnad.model import Rejected
from musnad.store.link import relink
from musnad.store.query import known_versions
from musnad.store.query_links import locals_of
from musnad.store.rows import ArticleRows, Outcome, Row, row_of_refusal
from musnad.store.schema import articles, carriers, rejected, spans, statements, zones
from musnad.store.schema_links import locals_, mentions
from musnad.store.traits import Change
from musnad.store.wait import wait
from musnad.store.write_search import add_words


def add_articles(
    connection: Connection, batch: Sequence[ArticleRows], at: datetime, *, again: bool = False, only_new: bool = False
) -> list[Outcome]:
    """Writes what is new, or made by other versions than the stored rows, and says for each what it was.

    With ``again`` stored rows are written anew whatever made them; with ``only_new`` they stay, whatever made them.

    To be called in a transaction that may write; other writers are allowed to be at work.
    """
    first: dict[str, ArticleRows] = {}
    for rows in batch:
        first.setdefault(rows.article["id"], rows)
    # In one order for all writers: two that hold rows each other waits for would block for good.
    ordered = [first[key] for key in sorted(first)]
    added = _insert_new(connection, articles, [_dated(rows, at) for rows in ordered])
    add_words(connection, {rows.article["id"]: rows.words for rows in ordered if rows.article["id"] in added})
    stored = known_versions(connection, [key for key in first if key not in added])
    differing = {key for key, versions in stored.items() if again or versions != first[key].versions}
    renewed = set() if only_new else differing
    gone = locals_of(connection, sorted(renewed))
    _forget(connection, [first[key] for key in sorted(renewed)], at)
    written = [rows for rows in ordered if rows.article["id"] in added | renewed]
    for table in (zones, statements, spans, carriers, mentions, locals_):
        parts = [row for rows in written for row in getattr(rows, table.name)]
        if parts:
            connection.execute(table.insert(), parts)
    came = [row for rows in written for row in rows.locals]
    if gone or came:
        made = [row for rows in written for row in rows.nodes]
        published = {rows.article["id"]: rows.article["published"] or "" for rows in written}
        relink(connection, Change(gone, came, made, published), at)
    wait(connection, [rows.article["id"] for rows in written])
    return [_outcome(rows, first, added, renewed) for rows in batch]


def _outcome(rows: ArticleRows, first: dict[str, ArticleRows], added: set[str], renewed: set[str]) -> Outcome:
    """What became of one member of a batch, in which an article may stand twice."""
    key = rows.article["id"]
    if first[key] is not rows:
        return Outcome.KNOWN
    return Outcome.ADDED if key in added else Outcome.RENEWED if key in renewed else Outcome.KNOWN


def _dated(rows: ArticleRows, at: datetime) -> Row:
    return {**rows.article, "added_at": at, "read_at": at}


def _insert_new(connection: Connection, table: Table, rows: list[Row]) -> set[str]:
    """Inserts the rows whose ``id`` the table lacks, and gives those ids."""
    if not rows:
        return set()
    insert: Callable[[Table], Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[connection.dialect.name]
    statement = insert(table).on_conflict_do_nothing(index_elements=["id"]).returning(table.c.id)
    return set(connection.execute(statement, rows).scalars())


def _forget(connection: Connection, renewed: list[ArticleRows], at: datetime) -> None:
    """Removes what was found in articles before, and renews their own rows but for where they came from."""
    if not renewed:
        return
    keys = [{"key": rows.article["id"]} for rows in renewed]
    for table in (statements, zones, mentions, locals_):
        connection.execute(delete(table).where(table.c.article_id == bindparam("key")), keys)
    kept = ("id", "label", "source", "text")
    changed = [name for name in renewed[0].article if name not in kept] + ["read_at"]
    connection.execute(
        update(articles)
        .where(articles.c.id == bindparam("key"))
        .values({name: bindparam(f"new_{name}") for name in changed}),
        [
            {"key": row["id"], **{f"new_{name}": row[name] for name in changed}}
            for row in (_dated(rows, at) for rows in renewed)
        ],
    )


def add_rejected(connection: Connection, batch: Iterable[Rejected], pipeline_version: str, at: datetime) -> None:
    """Writes refusals that are not stored yet."""
    add_refused(connection, [row_of_refusal(refusal, pipeline_version) for refusal in batch], at)


def add_refused(connection: Connection, batch: Iterable[Row], at: datetime) -> None:
    """The same for refusals that are rows already."""
    rows = {row["id"]: row for row in batch}
    _insert_new(connection, rejected, [{**rows[key], "rejected_at": at} for key in sorted(rows)])
