"""Mends what ``examine`` finds, as far as other rows tell what is right; nothing goes without being kept in a file.

Derived rows are made again by the code that made them first: counts and traits from the articles' own rows, people
from their names, stories by letting their articles wait. Rows that lead nowhere are written to a file, then removed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, text, update

from musnad.store.examine import INDEXES, INTEGRITY, NODE_COUNTS, STORY_COUNTS, WORDS, Finding
from musnad.store.link import regroup
from musnad.store.listed import identify
from musnad.store.orphans import ORPHANS, Cure
from musnad.store.query_links import pieces
from musnad.store.recount import counted
from musnad.store.schema import articles, metadata
from musnad.store.schema_links import locals_, nodes, traits
from musnad.store.schema_stories import story_articles
from musnad.store.wait import Stage, wait
from musnad.store.write_search import remake_words

NEVER = "0"
"""The version of the pipeline that no article was made by: the next ``musnad add`` reads those that bear it anew."""
Keep = Callable[[str, dict[str, Any]], None]
"""Takes the table and the content of a row that is about to be removed."""


def mend(connection: Connection, found: Iterable[Finding], keep: Keep, at: datetime) -> list[Finding]:
    """Mends what can be mended, and gives those findings; the others stay as they are.

    To be called in a transaction that may write, once what ``keep`` was given is safe when the transaction commits.
    Stories are made again by ``settle`` after it.
    """
    done = []
    for finding in found:
        if finding.cure is Cure.RESTORE:
            continue
        if finding.subject == INDEXES:
            _index(connection, finding.keys)
        elif finding.subject == INTEGRITY:
            connection.execute(text("REINDEX"))
        elif finding.cure is Cure.ADD_AGAIN:
            _read_anew(connection, finding.keys)
            if finding.subject == locals_.name:  # its counts would be taken off a node that is not there
                _remove(connection, finding, keep)
        elif finding.subject == NODE_COUNTS:
            _recount(connection, finding.keys, at)
        elif finding.subject == STORY_COUNTS:
            _wait(connection, stories_of=finding.keys)
        elif finding.subject == WORDS:
            remake_words(connection)
        elif finding.cure is Cure.REMOVE:
            _remove(connection, finding, keep)
        else:
            _derive(connection, finding, keep)
        done.append(finding)
    return done


def _index(connection: Connection, names: Collection[str]) -> None:
    for table in metadata.sorted_tables:
        for index in table.indexes:
            if index.name in names:
                index.create(connection)


def _read_anew(connection: Connection, ids: Iterable[str]) -> None:
    """Lets the next ``add`` read articles anew, whatever made them."""
    for piece in pieces(ids):
        connection.execute(update(articles).where(articles.c.id.in_(piece)).values(pipeline_version=NEVER))


def _recount(connection: Connection, ids: Iterable[str], at: datetime) -> None:
    """Counts anew what the articles show of nodes, and groups anew whom that concerns."""
    for piece in pieces(ids):
        counts, first, shown = counted(connection, piece)
        connection.execute(
            update(nodes)
            .where(nodes.c.id == bindparam("node"))
            .values(article_count=bindparam("articles"), first_at=bindparam("at")),
            [{"node": key, "articles": counts[key], "at": first.get(key, "")} for key in piece],
        )
        connection.execute(delete(traits).where(traits.c.node_id.in_(piece)))
        names = ("node_id", "kind", "value", "language")
        rows = [dict(zip(names, trait, strict=True)) | {"count": count} for trait, count in sorted(shown.items())]
        if rows:
            connection.execute(traits.insert(), rows)
        clues = {trait[2] for trait in shown if trait[1] == "clue"}
        identify(connection, set(piece) | regroup(connection, set(piece), clues, at))


def _remove(connection: Connection, finding: Finding, keep: Keep) -> None:
    """Removes rows that lead nowhere, by the same query that found them."""
    for orphan in ORPHANS:
        if (orphan.name, orphan.told) == (finding.subject, finding.told):
            _take(connection, orphan.table, orphan.where, keep)
            return
    _parts_of_nothing(connection, finding.subject, keep)


def _take(connection: Connection, table: Any, where: Any, keep: Keep) -> None:
    for row in connection.execute(select(table).where(where)).mappings():
        keep(table.name, dict(row))
    connection.execute(delete(table).where(where))


def _parts_of_nothing(connection: Connection, name: str, keep: Keep) -> None:
    """Removes rows whose foreign key leads nowhere, of one table."""
    table = metadata.tables[name]
    for key in sorted(table.foreign_keys, key=lambda each: str(each.column)):
        column, target = key.parent, key.column
        twin = target.table.alias()
        lost = column.is_not(None) & ~select(twin.c[target.name]).where(twin.c[target.name] == column).exists()
        _take(connection, table, lost, keep)


def _derive(connection: Connection, finding: Finding, keep: Keep) -> None:
    """Makes again what orphaned rows stand for: the articles concerned are compared and told anew."""
    if finding.subject in (articles.name, "neighbours"):
        _wait(connection, ids=finding.keys)
        if finding.subject == articles.name:
            return
    if finding.subject in ("copies", "conflicts", "groupings"):
        _wait(connection, stories_of=finding.keys)
    for orphan in ORPHANS:
        if (orphan.name, orphan.told) == (finding.subject, finding.told):
            _take(connection, orphan.table, orphan.where, keep)


def _wait(connection: Connection, *, ids: Sequence[str] = (), stories_of: Sequence[str] = ()) -> None:
    """Lets articles wait, and the stories that hold them be told anew."""
    wanted = set(ids)
    for piece in pieces(stories_of):
        query = select(story_articles.c.article_id).where(story_articles.c.story_id.in_(piece))
        wanted.update(connection.execute(query).scalars())
    wait(connection, wanted, Stage.COMPARES)
