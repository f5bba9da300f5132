"""Writes stories as they stand now in the place of those before; what no longer stands becomes ``past``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Table, delete, select

from musnad.store.query_links import pieces
from musnad.store.rows import Row
from musnad.store.schema import articles
from musnad.store.schema_stories import (
    claim_statements,
    claims,
    conflicts,
    copies,
    groupings,
    past,
    stories,
    story_articles,
)
from musnad.store.standing import Key, Standing, facts_of, follows, origins_key, standing
from musnad.store.tell import Told
from musnad.store.told_rows import part_rows, story_row
from musnad.store.traits import upsert

_TABLES = {table.name: table for table in (story_articles, copies, claims, claim_statements, conflicts, groupings)}


@dataclass(frozen=True, slots=True)
class _Now:
    """What a story is written with: what stood before, the time, and when each article was added."""

    before: Standing
    at: datetime
    added: Mapping[str, datetime]

    def since(self, *key: str) -> datetime:
        return self.before.since(key, self.at)


def replace_stories(connection: Connection, stored: Mapping[str, str], made: Sequence[Told], at: datetime) -> None:
    """Writes the stories ``made`` in the place of those that held their articles.

    ``stored`` leads from the articles of these to the stories that held them; each of their articles is in a story
    that is made. What stands as before keeps its time. Where a story's founder changed it goes on under another id.
    """
    gone = sorted(set(stored.values()))
    onward = follows(stored, made)
    before = standing(connection, gone, onward)
    for piece in pieces(gone):
        connection.execute(delete(stories).where(stories.c.id.in_(piece)))
    now = _Now(before, at, _added(connection, made))
    back = {new: old for old, new in onward.items()}
    rows: dict[Table, list[Row]] = defaultdict(list)
    standing_now: set[Key] = set()
    for told in made:
        own = facts_of(told)
        standing_now |= own
        old = back.get(told.story.id, told.story.id)
        moved = any(key not in before.facts for key in own) or any(
            fact.story_id == old and key not in own for key, fact in before.facts.items()
        )
        rows[stories].append(_story(told, old if old in before.stories else None, moved, now))
        for name, row in part_rows(told):
            rows[_TABLES[name]].append(_timed(name, row, now))
    for table in (stories, *_TABLES.values()):
        if rows[table]:
            connection.execute(table.insert(), rows[table])
    _remember(connection, before, standing_now, at)


def _remember(connection: Connection, before: Standing, kept: Collection[Key], at: datetime) -> None:
    """Writes to ``past`` what stood and stands no more."""
    rows = [
        {
            "story_id": fact.story_id,
            "kind": key[0],
            "subject": " ".join(key[1:]),
            "until_at": at,
            "since_at": fact.since_at,
            "detail": fact.detail,
        }
        for key, fact in sorted(before.facts.items())
        if key not in kept
    ]
    if rows:
        connection.execute(upsert(connection)(past).on_conflict_do_nothing(), rows)


def _added(connection: Connection, made: Iterable[Told]) -> dict[str, datetime]:
    """When articles were added, of the stories in which none says when it was published."""
    undated = [key for told in made if not told.published for key in told.story.article_ids]
    return {
        row.id: row.added_at
        for piece in pieces(undated)
        for row in connection.execute(select(articles.c.id, articles.c.added_at).where(articles.c.id.in_(piece)))
    }


def _story(told: Told, old: str | None, moved: bool, now: _Now) -> Row:
    """The row of ``stories``; one of which nobody knows when it was published was last told when it was added."""
    before = now.before.stories[old] if old is not None else None
    row = story_row(told)
    return row | {
        "last_at": row["last_at"] or max(now.added[key] for key in told.story.article_ids),
        "since_at": before.since_at if before else now.at,
        "changed_at": now.at if before is None or moved or before.id != told.story.id else before.changed_at,
    }


def _timed(table: str, row: Row, now: _Now) -> Row:
    """The row of a story's part with the times since when it stands."""
    if table == "groupings":
        return row
    if table == "claims":
        interval = (row["origin_min_count"], row["origin_max_count"])
        origins_since = now.since(*origins_key(row["id"], interval))
        return row | {"since_at": now.since("claim", row["id"]), "origins_since_at": origins_since}
    return row | {"since_at": now.since(*_KEYS[table](row))}


_KEYS: dict[str, Callable[[Row], Key]] = {
    "story_articles": lambda row: ("article", row["story_id"], row["article_id"]),
    "copies": lambda row: ("copy", row["copy_id"], row["original_id"]),
    "claim_statements": lambda row: (row["relation"], row["claim_id"], row["statement_id"]),
    "conflicts": lambda row: (
        "conflict",
        *(row[name] for name in ("left_id", "right_id", "about", "left_value", "right_value")),
    ),
}
"""By what the fact is found that a row of a story's part holds."""
