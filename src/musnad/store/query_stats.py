"""What a store holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Column, Connection, func, select, text

from musnad.store.copied import SIDE_FILES
from musnad.store.schema import articles, rejected, statements
from musnad.store.schema_links import mentions, nodes
from musnad.store.schema_stories import claims, conflicts, copies, stories, waiting

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of a store, those by a value with the most frequent value first.

    ``by_month`` counts articles by the month of publication, as ``2031-03``, in order. What an article does not say is
    counted under the empty name. ``several_count`` are the stories of more than one article; ``byte_count`` is the room
    on disk, a file's log included.
    """

    article_count: int
    rejected_count: int
    statement_count: int
    mention_count: int
    entity_count: int
    story_count: int
    several_count: int
    claim_count: int
    conflict_count: int
    copy_count: int
    waiting_count: int
    byte_count: int
    by_outlet: Counts
    by_language: Counts
    by_month: Counts
    by_kind: Counts
    by_act: Counts
    by_version: Counts


def stats(connection: Connection) -> Stats:
    """What a store holds now."""

    def count(column: Column[object], *where: object) -> int:
        return connection.execute(select(func.count(column)).where(*where)).scalar() or 0  # type: ignore[arg-type]

    month = func.substr(articles.c.published, 1, 7)
    several = select(func.count()).where(stories.c.article_count > 1)
    return Stats(
        article_count=count(articles.c.id),
        rejected_count=count(rejected.c.id),
        statement_count=count(statements.c.id),
        mention_count=count(mentions.c.article_id),
        entity_count=connection.execute(select(func.count(func.distinct(nodes.c.entity_id)))).scalar() or 0,
        story_count=count(stories.c.id),
        several_count=connection.execute(several).scalar() or 0,
        claim_count=count(claims.c.id),
        conflict_count=count(conflicts.c.story_id),
        copy_count=count(copies.c.copy_id),
        waiting_count=count(waiting.c.article_id),
        byte_count=_bytes(connection),
        by_outlet=_by(connection, articles.c.outlet),
        by_language=_by(connection, articles.c.language),
        by_month=dict(sorted(_by(connection, month).items())),
        by_kind=_by(connection, statements.c.kind),
        by_act=_by(connection, statements.c.act),
        by_version=_by(connection, articles.c.pipeline_version),
    )


def _by(connection: Connection, value) -> Counts:  # type: ignore[no-untyped-def]
    rows = connection.execute(select(value, func.count()).group_by(value)).all()
    return {row[0] or "": row[1] for row in sorted(rows, key=lambda row: (-row[1], row[0] or ""))}


def _bytes(connection: Connection) -> int:
    if connection.dialect.name != "sqlite":
        return connection.execute(text("SELECT pg_database_size(current_database())")).scalar() or 0
    name = connection.execute(text("SELECT file FROM pragma_database_list WHERE name = 'main'")).scalar() or ""
    files = [Path(f"{name}{tail}") for tail in ("", *SIDE_FILES)]
    return sum(file.stat().st_size for file in files if file.exists())
