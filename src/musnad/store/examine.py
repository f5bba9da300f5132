"""What is wrong in a store: the database itself, rows that lead nowhere, places outside their text, derived rows.

Every check reads only, so that a store in use can be examined; all of them see one moment. What cannot be made again
from other rows is told with the articles concerned.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.exc import DatabaseError

from musnad.model import Article, Span, Zone, ZoneKind
from musnad.store.orphans import ORPHANS, Cure
from musnad.store.recount import node_faults, story_faults, word_faults
from musnad.store.rows import article_id
from musnad.store.schema import articles, metadata, spans, statements, zones
from musnad.store.schema_links import mentions

_SHOWN_COUNT = 5  # examples that a finding names
_AT_ONCE = 200  # articles whose texts are in memory at a time
INTEGRITY, TABLES, INDEXES = "integrity", "tables", "indexes"
NODE_COUNTS, STORY_COUNTS, WORDS = "counts of people", "counts of stories", "words of the search"
_OUTSIDE = "places outside the text of their article"
_OTHER_TEXT = "articles whose text is not the one that they were stored with"


@dataclass(frozen=True, slots=True)
class Finding:
    """One sort of fault: what it is, how often, some examples of where, and what helps.

    ``subject`` is the name of the check or table; ``keys`` are all articles, nodes or stories concerned, empty where a
    cure needs none.
    """

    subject: str
    told: str
    count: int
    examples: tuple[str, ...]
    cure: Cure
    keys: tuple[str, ...] = ()


def examine(connection: Connection) -> Iterator[Finding]:
    """Every sort of fault in a store, one by one as they are found; nothing where all is well."""
    for check in (_database, _tables, _orphans, _texts, _nodes, _stories, _words):
        found = list(check(connection))
        yield from found
        if any(finding.cure is Cure.RESTORE and finding.subject in (INTEGRITY, TABLES) for finding in found):
            return  # what else is asked of such a file would fail, or lie


def _finding(subject: str, told: str, found: list[str], cure: Cure) -> Iterator[Finding]:
    if found:
        yield Finding(subject, told, len(found), tuple(found[:_SHOWN_COUNT]), cure, tuple(found))


def _database(connection: Connection) -> Iterator[Finding]:
    """SQLite's own checks; a server makes them as it writes."""
    if connection.dialect.name != "sqlite":
        return
    try:
        rows = connection.execute(text("PRAGMA integrity_check(100)")).all()
        found = [str(row[0]) for row in rows if row[0] != "ok"]
    except DatabaseError as error:
        found = [str(error.orig)]
    # An index is made of its table. What is told of an index alone is the first word of it.
    is_index = all(re.match(r"row \S+ missing from index|wrong # of entries in index", line) for line in found)
    told = "indexes that differ from their tables" if is_index else "damages of the file, as SQLite tells them"
    yield from _finding(INTEGRITY, told, found, Cure.DERIVE if is_index else Cure.RESTORE)
    if found and not is_index:
        return
    broken = Counter(
        f"{row[0]} without its row of {row[2]}" for row in connection.execute(text("PRAGMA foreign_key_check"))
    )
    for told, count in sorted(broken.items()):
        yield Finding(told.partition(" ")[0], "parts of nothing", count, (told,), Cure.REMOVE)


def _tables(connection: Connection) -> Iterator[Finding]:
    """Tables, columns and indexes that are missing."""
    known = inspect(connection)
    missing, unindexed = [], []
    for table in metadata.sorted_tables:
        if not known.has_table(table.name):
            missing.append(table.name)
            continue
        columns = {column["name"] for column in known.get_columns(table.name)}
        missing += [f"{table.name}.{column.name}" for column in table.c if column.name not in columns]
        indexes = {index["name"] for index in known.get_indexes(table.name)}
        unindexed += [
            str(index.name) for index in table.indexes if index.name not in indexes and _is_here(index, known)
        ]
    yield from _finding(TABLES, "tables or columns that are missing", missing, Cure.RESTORE)
    yield from _finding(INDEXES, "indexes that are missing", sorted(unindexed), Cure.DERIVE)


def _is_here(index: Any, known: Any) -> bool:
    """Whether an index belongs on this database at all."""
    condition = index._ddl_if
    return condition is None or condition.dialect is None or known.dialect.name == condition.dialect


def _orphans(connection: Connection) -> Iterator[Finding]:
    for orphan in ORPHANS:
        rows = connection.execute(orphan.query().limit(_SHOWN_COUNT + 1)).all()
        if rows:
            count = connection.execute(orphan.count()).scalar() or 0
            examples = tuple(str(row[0]) for row in rows[:_SHOWN_COUNT])
            keys = (
                tuple(str(row[0]) for row in connection.execute(orphan.query()))
                if orphan.cure is not Cure.REMOVE
                else ()
            )

            yield Finding(orphan.name, orphan.told, count, examples, orphan.cure, keys)


def _texts(connection: Connection) -> Iterator[Finding]:
    """Texts that are no longer what their id was made of, and places outside of them."""
    outside: list[str] = []
    altered: list[str] = []
    keys = connection.execute(select(articles.c.id).order_by(articles.c.id)).scalars().all()
    for start in range(0, len(keys), _AT_ONCE):
        piece = keys[start : start + _AT_ONCE]
        placed, zoned = _placed(connection, list(piece)), _zones(connection, list(piece))
        for row in connection.execute(select(articles).where(articles.c.id.in_(piece)).order_by(articles.c.id)):
            if any(not 0 <= begin < end <= len(row.text) for begin, end in placed.get(row.id, ())):
                outside.append(row.id)
            elif _id_of(row, tuple(zoned[row.id])) != row.id:
                altered.append(row.id)
    yield from _finding("spans", _OUTSIDE, outside, Cure.ADD_AGAIN)
    yield from _finding("articles", _OTHER_TEXT, altered, Cure.RESTORE)


def _placed(connection: Connection, ids: list[str]) -> dict[str, list[tuple[int, int]]]:
    """Every place that rows give in articles."""
    found: dict[str, list[tuple[int, int]]] = {key: [] for key in ids}
    own = select(statements.c.article_id, spans.c.start_offset, spans.c.end_offset).join(
        statements, statements.c.id == spans.c.statement_id
    )
    for query in (
        own.where(statements.c.article_id.in_(ids)),
        select(zones.c.article_id, zones.c.start_offset, zones.c.end_offset).where(zones.c.article_id.in_(ids)),
        select(mentions.c.article_id, mentions.c.start_offset, mentions.c.end_offset).where(
            mentions.c.article_id.in_(ids)
        ),
        select(mentions.c.article_id, mentions.c.role_start, mentions.c.role_end).where(
            mentions.c.article_id.in_(ids), mentions.c.role_start.is_not(None)
        ),
    ):
        for key, begin, end in connection.execute(query):
            found[key].append((begin, end))
    return found


def _zones(connection: Connection, ids: list[str]) -> dict[str, list[Zone]]:
    """The zones of articles, in order."""
    found: dict[str, list[Zone]] = {key: [] for key in ids}
    query = select(zones).where(zones.c.article_id.in_(ids)).order_by(zones.c.article_id, zones.c.start_offset)
    for row in connection.execute(query):
        found[row.article_id].append(Zone(Span(row.start_offset, row.end_offset), ZoneKind(row.kind)))
    return found


def _id_of(row: Any, placed: tuple[Zone, ...]) -> str:
    return article_id(
        Article(
            row.label,
            row.source,
            row.language,
            row.text,
            placed,
            outlet=row.outlet,
            title=row.title,
            published=row.published,
            url=row.url,
        )
    )


def _nodes(connection: Connection) -> Iterator[Finding]:
    told = "people and others whose counts are not those of the articles that name them"
    yield from _finding(NODE_COUNTS, told, list(node_faults(connection)), Cure.DERIVE)


def _stories(connection: Connection) -> Iterator[Finding]:
    told = "stories whose counts are not those of their articles and claims"
    yield from _finding(STORY_COUNTS, told, list(story_faults(connection)), Cure.DERIVE)


def _words(connection: Connection) -> Iterator[Finding]:
    yield from _finding(WORDS, "articles that no search finds", list(word_faults(connection)), Cure.DERIVE)
