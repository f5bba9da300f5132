"""Puts the articles that wait into stories, and tells anew the stories that they touch; all others stay as they are.

Stories depend on the set of articles and on who is who, never on the order in which they came or on when this runs: a
store that is settled after each article holds the same stories, claims and ids as one that is settled once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, and_, select

from musnad.model import Extraction
from musnad.steps.cluster import story_id
from musnad.store.compare import compared, profiled, renamed
from musnad.store.incoming import replaced
from musnad.store.query import load_extractions
from musnad.store.query_links import pieces
from musnad.store.regroup import regrouped
from musnad.store.schema import statements
from musnad.store.schema_links import locals_, nodes
from musnad.store.schema_stories import story_articles, waiting
from musnad.store.tell import told
from musnad.store.wait import Stage, done, wait, waiting_for
from musnad.store.write_stories import replace_stories

COMPARED_COUNT, TOLD_COUNT = 200, 100
"""Articles compared, or whose stories are told, in one transaction: a second or two that another writer waits."""


def settle(connection: Connection, at: datetime) -> int:
    """Does one round of what waits: names, then comparing, then telling; for how many articles, 0 when nothing is left.

    To be called in a transaction that may write, until it gives 0. Stories are told once all articles are compared, so
    that one which many articles touch is told once.
    """
    for stage, most, work in (
        (Stage.RENAMES, COMPARED_COUNT, renamed),
        (Stage.COMPARES, COMPARED_COUNT, _compare),
    ):
        found = waiting_for(connection, stage, most)
        if found:
            work(connection, found)
            done(connection, found, stage)
            return len(found)
    found = waiting_for(connection, Stage.TELLS, TOLD_COUNT)
    if found:
        _tell(connection, found, at)
    return len(found)


def _compare(connection: Connection, article_ids: list[str]) -> None:
    """Compares articles, and notes that the stories of all whom this touches are to be told."""
    around = compared(connection, profiled(connection, _under_ids(load_extractions(connection, article_ids))))
    wait(connection, [*article_ids, *around], Stage.TELLS)


def _tell(connection: Connection, article_ids: list[str], at: datetime) -> None:
    """Groups anew the parts of the graph that hold these articles, and tells anew the stories in them that are others.

    So are those that hold any article which waits to be told. Nothing in these parts waits afterwards.
    """
    groups, stored, old = _around(connection, set(article_ids))
    members = [key for group in groups for key in group]
    touched = _waiting(connection, members)
    size = Counter(stored.values())
    changed = [
        group
        for group in groups
        if not touched.isdisjoint(group)
        or {stored.get(key) for key in group} != {story_id(group[0])}
        or size[story_id(group[0])] != len(group)
    ]
    retold = [key for group in changed for key in group]
    texts = _under_ids(load_extractions(connection, retold))
    speakers = speakers_of(connection, retold)
    made = [told([texts[key] for key in group], speakers) for group in changed]
    held = {key: stored[key] for key in (*retold, *old) if key in stored}
    for key in sorted(old):  # a new version goes on with the story of the one before
        if key in stored and old[key] in retold:
            held.setdefault(old[key], stored[key])
    replace_stories(connection, held, made, at)
    done(connection, [*article_ids, *members, *old], Stage.TELLS)


def _around(connection: Connection, start: set[str]) -> tuple[list[tuple[str, ...]], dict[str, str], dict[str, str]]:
    """The groups that hold articles, the stories in which all articles of these groups are now, and superseded ones.

    A story may fall apart: where one of its articles is in a group, all are, wherever their edges led before. A
    superseded article, which comes with its latest version, is in no group.
    """
    old = replaced(connection, start)
    start = start | set(old.values())
    while True:
        groups = regrouped(connection, start)
        inside = {key for group in groups for key in group}
        stories = set(_stored(connection, inside | old.keys()).values())
        stored = _stored(connection, stories, of_stories=True)
        found = replaced(connection, stored.keys() - inside - old.keys())
        left = (stored.keys() | set(found.values())) - inside - found.keys() - old.keys()
        old |= found
        if not left:
            return groups, stored, old
        start = start | left


def _waiting(connection: Connection, article_ids: Iterable[str]) -> set[str]:
    """Those of the articles that wait to be told."""
    found: set[str] = set()
    for piece in pieces(article_ids):
        query = select(waiting.c.article_id).where(waiting.c.article_id.in_(piece), waiting.c.tells)
        found.update(connection.execute(query).scalars())
    return found


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
