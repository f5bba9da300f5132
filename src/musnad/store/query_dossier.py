"""One story as its page shows it, and the stories that a list shows: few queries, however large the story is."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, exists, func, or_, select

from musnad.model import Claim, Conflict
from musnad.store.query_pages import Held, load_held
from musnad.store.query_stories import StorySummary
from musnad.store.schema import articles
from musnad.store.schema_links import locals_, nodes
from musnad.store.schema_stories import claim_statements, claims, conflicts, copies, stories, story_articles


@dataclass(frozen=True, slots=True)
class StoryWish:
    """Which stories to list; what is None, empty or False asks for nothing.

    ``since`` and ``until`` bound the latest report, ``until`` excluded. ``entity_id`` is somebody who is named in it.
    ``single_origin``: several articles, and at most one origin behind what most of them tell. ``before`` is the last
    story of the page before, as ``(last_at, id)``.
    """

    since: datetime | None = None
    until: datetime | None = None
    outlet: str = ""
    entity_id: str = ""
    language: str = ""
    has_conflict: bool = False
    single_origin: bool = False
    several: bool = False
    before: tuple[datetime, str] | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A story in a list, with the outlets of its articles, most articles first."""

    summary: StorySummary
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DossierRows:
    """What the page of one story is made of.

    ``held`` are its articles by id, earliest first. ``copy_of`` leads from an article to the one that it derives from,
    with the share of its words that the two have in common.
    """

    summary: StorySummary
    held: dict[str, Held]
    claims: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]
    copy_of: dict[str, tuple[str, float]]


def list_wished(connection: Connection, wish: StoryWish, limit: int) -> list[Listed]:
    """The stories that fit, those with the latest report first: two queries."""
    query = _wished(select(stories), wish)
    if wish.before is not None:
        at, story_id = wish.before
        query = query.where(or_(stories.c.last_at < at, and_(stories.c.last_at == at, stories.c.id < story_id)))
    query = query.order_by(stories.c.last_at.desc(), stories.c.id.desc()).limit(limit)
    rows = connection.execute(query).all()
    outlets = _outlets(connection, [row.id for row in rows])
    return [Listed(_summary(row), tuple(outlets[row.id])) for row in rows]


def count_wished(connection: Connection, wish: StoryWish) -> int:
    """How many stories fit, wherever a page begins."""
    return connection.execute(_wished(select(func.count()).select_from(stories), wish)).scalar() or 0


def _wished(query: Select[Any], wish: StoryWish) -> Select[Any]:
    if wish.since is not None:
        query = query.where(stories.c.last_at >= wish.since)
    if wish.until is not None:
        query = query.where(stories.c.last_at < wish.until)
    if wish.several or wish.single_origin:
        query = query.where(stories.c.article_count > 1)
    if wish.has_conflict:
        query = query.where(stories.c.conflict_count > 0)
    if wish.single_origin:
        query = query.where(stories.c.origin_max_count == 1)
    if wish.outlet:
        query = query.where(_holds(articles.c.outlet == wish.outlet))
    if wish.language:
        query = query.where(("," + stories.c.languages + ",").contains(f",{wish.language},", autoescape=True))
    if wish.entity_id:
        named = (
            select(story_articles.c.story_id)
            .join(locals_, locals_.c.article_id == story_articles.c.article_id)
            .join(nodes, nodes.c.id == locals_.c.node_id)
            .where(nodes.c.entity_id == wish.entity_id)
        )
        query = query.where(stories.c.id.in_(named))
    return query


def _holds(condition: Any) -> Any:
    """Whether a story has an article of which this is so."""
    return exists(
        select(1)
        .select_from(story_articles.join(articles, articles.c.id == story_articles.c.article_id))
        .where(story_articles.c.story_id == stories.c.id, condition)
    )


def _outlets(connection: Connection, story_ids: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    query = (
        select(story_articles.c.story_id, articles.c.outlet, func.count().label("count"))
        .join(articles, articles.c.id == story_articles.c.article_id)
        .where(story_articles.c.story_id.in_(story_ids), articles.c.outlet.is_not(None))
        .group_by(story_articles.c.story_id, articles.c.outlet)
        .order_by(func.count().desc(), articles.c.outlet)
    )
    for row in connection.execute(query) if story_ids else ():
        found[row.story_id].append(row.outlet)
    return found


def _summary(row: Row[Any]) -> StorySummary:
    values = {name: getattr(row, name) for name in StorySummary.__slots__}
    return StorySummary(**{**values, "languages": tuple(row.languages.split(","))})


def load_dossier(connection: Connection, story_id: str) -> DossierRows | None:
    """One story with all that stands in it, None if there is none: ten queries."""
    row = connection.execute(select(stories).where(stories.c.id == story_id)).one_or_none()
    if row is None:
        return None
    members = select(story_articles.c.article_id).where(story_articles.c.story_id == story_id)
    ids = list(connection.execute(members.order_by(story_articles.c.position)).scalars())
    held = load_held(connection, ids, zoned=False)
    derived = select(copies.c.copy_id, copies.c.original_id, copies.c.score).where(copies.c.story_id == story_id)
    copy_of: dict[str, tuple[str, float]] = {}
    for copy in connection.execute(derived.order_by(copies.c.score, copies.c.original_id.desc())):
        copy_of[copy.copy_id] = (copy.original_id, copy.score)
    differing = select(conflicts).where(conflicts.c.story_id == story_id)
    differing = differing.order_by(conflicts.c.left_id, conflicts.c.right_id, conflicts.c.about)
    return DossierRows(
        summary=_summary(row),
        held={key: held[key] for key in ids if key in held},
        claims=tuple(_claims(connection, story_id)),
        conflicts=tuple(
            Conflict(each.left_id, each.right_id, each.about, (each.left_value, each.right_value), each.reason)
            for each in connection.execute(differing)
        ),
        copy_of=copy_of,
    )


def _claims(connection: Connection, story_id: str) -> list[Claim]:
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    related = (
        select(claim_statements)
        .join(claims, claims.c.id == claim_statements.c.claim_id)
        .where(claims.c.story_id == story_id)
        .order_by(claim_statements.c.statement_id)
    )
    for row in connection.execute(related):
        said[row.claim_id][row.relation].append(row.statement_id)
    query = select(claims).where(claims.c.story_id == story_id).order_by(claims.c.position)
    return [
        Claim(
            id=row.id,
            text=row.text,
            support=tuple(said[row.id]["support"]),
            deny=tuple(said[row.id]["deny"]),
            comment=tuple(said[row.id]["comment"]),
            origin_min_count=row.origin_min_count,
            origin_max_count=row.origin_max_count,
            reasons=tuple(json.loads(row.reasons)),
        )
        for row in connection.execute(query)
    ]


def stories_of(connection: Connection, article_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The story of each article: its id and title; articles that wait for one are left out."""
    query = (
        select(story_articles.c.article_id, stories.c.id, stories.c.title)
        .join(stories, stories.c.id == story_articles.c.story_id)
        .where(story_articles.c.article_id.in_(article_ids))
    )
    return {row[0]: (row[1], row[2]) for row in connection.execute(query)} if article_ids else {}
