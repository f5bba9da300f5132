"""Puts the articles that wait into stories, and tells anew the stories that they touch; all others stay as they are.

Stories depend on the set of articles and on who is who, never on the order in which they came or on when this runs: a
store that is settled after each article holds the same stories, claims and ids as one that is settled once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, and_, delete, select

from musnad.model import Extraction
from musnad.steps.cluster import story_id
from musnad.store.compare import compared, profiled, renamed
from musnad.store.query import load_extractions
from musnad.store.query_links import pieces
from musnad.store.regroup import regrouped
from musnad.store.schema import statements
from musnad.store.schema_links import locals_, nodes
from musnad.store.schema_stories import story_articles, waiting
from musnad.store.tell import told
from musnad.store.write_stories import replace_stories

ROUND_COUNT = 1_000  # articles put into stories in one transaction: some seconds, which another writer waits


def settle(connection: Connection, at: datetime) -> int:
    """Puts at most ``ROUND_COUNT`` of the articles that wait into stories; how many these were, 0 when none is left.

    To be called in a transaction that may write, until it gives 0.
    """
    names = connection.execute(select(waiting.c.article_id).where(~waiting.c.compares)).scalars().all()
    renamed(connection, names)
    query = select(waiting.c.article_id).where(waiting.c.compares).order_by(waiting.c.article_id).limit(ROUND_COUNT)
    fresh = connection.execute(query).scalars().all()
    if fresh:
        found = _under_ids(load_extractions(connection, fresh))
        touched = compared(connection, profiled(connection, found)) | found.keys()
        # A story may fall apart: all its articles are looked at, wherever its edges were.
        touched |= _stored(connection, _stored(connection, touched).values(), of_stories=True).keys()
        _tell(connection, regrouped(connection, touched), found, at)
    for piece in pieces([*names, *fresh]):
        connection.execute(delete(waiting).where(waiting.c.article_id.in_(piece)))
    return len(names) + len(fresh)


def _tell(connection: Connection, groups: list[tuple[str, ...]], found: Mapping[str, Extraction], at: datetime) -> None:
    """Tells the groups anew that are other than the stored ones, or hold an article that was compared."""
    stored = _stored(connection, [key for group in groups for key in group])
    size = Counter(stored.values())
    changed = [
        group
        for group in groups
        if any(key in found for key in group)
        or {stored.get(key) for key in group} != {story_id(group[0])}
        or size[story_id(group[0])] != len(group)
    ]
    members = [key for group in changed for key in group]
    missing = _under_ids(load_extractions(connection, [key for key in members if key not in found]))
    speakers = speakers_of(connection, members)
    made = [told([found.get(key) or missing[key] for key in group], speakers) for group in changed]
    replace_stories(connection, {key: stored[key] for key in members if key in stored}, made, at)


def speakers_of(connection: Connection, article_ids: Iterable[str]) -> dict[str, str]:
    """The entities that make the statements of articles, by the statements' ids; nobody is left out."""
    found: dict[str, str] = {}
    here = and_(locals_.c.article_id == statements.c.article_id, locals_.c.number == statements.c.local_number)
    for piece in pieces(article_ids):
        query = (
            select(statements.c.id, nodes.c.entity_id)
            .join(locals_, here)
            .join(nodes, nodes.c.id == locals_.c.node_id)
            .where(statements.c.article_id.in_(piece))
        )
        found.update((row[0], row[1]) for row in connection.execute(query))
    return found


def _under_ids(found: Mapping[str, Extraction]) -> dict[str, Extraction]:
    """Extractions with their articles under their stored ids."""
    return {key: replace(each, article=replace(each.article, id=key)) for key, each in found.items()}


def _stored(connection: Connection, ids: Iterable[str], *, of_stories: bool = False) -> dict[str, str]:
    """The stories that hold articles now, by article; all articles of some stories if asked for these."""
    found: dict[str, str] = {}
    key = story_articles.c.story_id if of_stories else story_articles.c.article_id
    for piece in pieces(ids):
        query = select(story_articles.c.article_id, story_articles.c.story_id).where(key.in_(piece))
        found.update((row[0], row[1]) for row in connection.execute(query))
    return found
