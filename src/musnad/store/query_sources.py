"""What the pages of sources and outlets show: a fixed number of queries each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, case, distinct, func, or_, select

from musnad.config import LINK_SCORE
from musnad.model import Judgement, Relation
from musnad.store.query_entities import Judged
from musnad.store.query_links import EVIDENCE, NAME, PERSON, pieces
from musnad.store.schema import articles, statements
from musnad.store.schema_links import entities, judgements, locals_, nodes, traits
from musnad.store.schema_stories import copies, stories, story_articles

DENYING = ("deny", "decline", "silent", "noncommittal")
"""Acts that are denials or non-answers."""


@dataclass(frozen=True, slots=True)
class SourceRows:
    """What is known of one entity. ``names`` are triples of spelling, language and count, ``acts`` counts statements.

    ``keys`` are ids of statements, the latest first, as many as were asked for.
    """

    id: str
    type: str
    name: str
    names: tuple[tuple[str, str, int], ...]
    roles: tuple[tuple[str, int], ...]
    alone_count: int
    article_count: int
    acts: dict[str, int]
    wikidata_id: str | None
    judged: tuple[Judged, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutletRows:
    """What is counted of one outlet; ``kinds`` counts statements by kind of source.

    ``copy_count`` of its articles copy another, ``copied_count`` are copied by articles of other outlets. Of
    ``shared_count`` stories that several outlets tell it was first with ``first_count``. ``quoted`` are triples of
    entity, name and number of statements.
    """

    article_count: int
    first_published: str | None
    last_published: str | None
    kinds: dict[str, int]
    copy_count: int
    copied_count: int
    shared_count: int
    first_count: int
    latest: tuple[str, ...]
    quoted: tuple[tuple[str, str, int], ...]


def entity_of(connection: Connection, name: str) -> str | None:
    """The entity that an id means today: its own, or the one that it has been merged into; None if there is none."""
    query = select(nodes.c.entity_id).where(or_(nodes.c.id == name, nodes.c.entity_id == name)).limit(1)
    return connection.execute(query.order_by(nodes.c.entity_id != name)).scalar()


def load_source(
    connection: Connection, entity_id: str, limit: int, offset: int = 0, *, denying: bool = False
) -> SourceRows:
    """One entity with a page of its statements: seven queries."""
    known = connection.execute(
        select(nodes, entities.c.wikidata_id)
        .outerjoin(entities, entities.c.id == nodes.c.entity_id)
        .where(nodes.c.entity_id == entity_id)
        .order_by(nodes.c.alone, nodes.c.article_count.desc(), nodes.c.id)
    ).all()
    own = [row.id for row in known if not row.alone or row.id == entity_id]
    spelled, roles = _traits(connection, own)
    acts = connection.execute(_said(entity_id, statements.c.act, func.count()).group_by(statements.c.act))
    in_entity = and_(locals_.c.node_id == nodes.c.id, nodes.c.entity_id == entity_id)
    count = select(func.count(distinct(locals_.c.article_id))).select_from(locals_).join(nodes, in_entity)
    founder = next((row for row in known if row.id == entity_id), known[0])
    return SourceRows(
        id=entity_id,
        type=founder.type,
        name=next((name for name, _, _ in spelled if " " in name), spelled[0][0] if spelled else founder.name),
        names=tuple(spelled),
        roles=tuple(roles),
        alone_count=sum(row.alone and row.id != entity_id for row in known),
        article_count=connection.execute(count).scalar() or 0,
        acts={row[0]: row[1] for row in acts},
        wikidata_id=known[0].wikidata_id,
        judged=tuple(_judged(connection, own, entity_id)),
        keys=tuple(_keys(connection, entity_id, (limit, offset), denying)),
    )


def _said(entity_id: str, *columns: Any) -> Any:
    """The statements whose source is an entity."""
    here = and_(statements.c.article_id == locals_.c.article_id, statements.c.local_number == locals_.c.number)
    return (
        select(*columns)
        .select_from(nodes)
        .join(locals_, locals_.c.node_id == nodes.c.id)
        .join(statements, here)
        .where(nodes.c.entity_id == entity_id)
    )


def _keys(connection: Connection, entity_id: str, window: tuple[int, int], denying: bool) -> list[str]:
    query = _said(entity_id, statements.c.id).join(articles, articles.c.id == statements.c.article_id)
    if denying:
        query = query.where(statements.c.act.in_(DENYING))
    at = case((articles.c.published.is_(None), ""), else_=articles.c.published)
    limit, offset = window
    query = query.order_by(at.desc(), articles.c.id, statements.c.position).limit(limit).offset(offset)
    return list(connection.execute(query).scalars())


def _traits(connection: Connection, own: Sequence[str]) -> tuple[list[tuple[str, str, int]], list[tuple[str, int]]]:
    """Spellings and roles of nodes, each with how often it was seen, most often first."""
    spelled: Counter[tuple[str, str]] = Counter()
    roles: Counter[str] = Counter()
    for piece in pieces(own):
        query = select(traits).where(traits.c.node_id.in_(piece), traits.c.kind.in_(("spelling", "role")))
        for row in connection.execute(query.order_by(traits.c.value)):
            count = row._mapping["count"]
            if row.kind == "role":
                roles[row.value] += count
            else:
                spelled[row.value, row.language] += count
    return [(*key, count) for key, count in spelled.most_common()], roles.most_common()


def _judged(connection: Connection, own: Sequence[str], entity_id: str) -> list[Judged]:
    """Decisions of persons about any of the nodes, then the judgements by which they are one."""
    inside = {*own, entity_id}
    query = select(judgements).where(
        judgements.c.withdrawn_at.is_(None),
        or_(
            and_(judgements.c.left_id.in_(sorted(inside)), judgements.c.basis.in_((NAME, PERSON, EVIDENCE))),
            and_(judgements.c.right_id.in_(sorted(inside)), judgements.c.basis == PERSON),
        ),
    )
    rows = [
        row
        for row in connection.execute(query)
        if row.basis == PERSON
        or (row.basis == EVIDENCE and row.left_id == entity_id)
        or (row.basis == NAME and row.right_id in inside and row.score >= LINK_SCORE)
    ]
    rows.sort(key=lambda row: (row.basis != PERSON, -row.score, row.id))
    return [_judgement(row) for row in rows]


def _judgement(row: Row[Any]) -> Judged:
    return Judged(
        Judgement(row.left_id, row.right_id, Relation(row.relation), row.score, row.reason, row.author, row.decided_at),
        row.left_name,
        row.right_name,
        row.basis == PERSON,
    )


def load_outlet(connection: Connection, outlet: str, limit: int) -> OutletRows:
    """What the store holds of one outlet: eight queries."""
    mine = articles.c.outlet == outlet
    count, first, last = connection.execute(
        select(func.count(), func.min(articles.c.published), func.max(articles.c.published)).where(mine)
    ).one()
    kinds = (
        select(statements.c.kind, func.count())
        .join(articles, articles.c.id == statements.c.article_id)
        .where(mine)
        .group_by(statements.c.kind)
    )
    shared, led = _shared(connection, outlet)
    at = case((articles.c.published.is_(None), ""), else_=articles.c.published)
    latest = select(articles.c.id).where(mine).order_by(at.desc(), articles.c.id).limit(limit)
    return OutletRows(
        article_count=count,
        first_published=first,
        last_published=last,
        kinds={row[0]: row[1] for row in connection.execute(kinds)},
        copy_count=_copying(connection, outlet, by_others=False),
        copied_count=_copying(connection, outlet, by_others=True),
        shared_count=shared,
        first_count=led,
        latest=tuple(connection.execute(latest).scalars()),
        quoted=tuple(_quoted(connection, outlet, limit)),
    )


def _shared(connection: Connection, outlet: str) -> tuple[int, int]:
    """In how many stories of several outlets it has an article, and in how many of them the first one."""
    query = (
        select(
            func.count(distinct(stories.c.id)),
            func.count(distinct(case((story_articles.c.position == 0, stories.c.id)))),
        )
        .select_from(articles)
        .join(story_articles, story_articles.c.article_id == articles.c.id)
        .join(stories, stories.c.id == story_articles.c.story_id)
        .where(articles.c.outlet == outlet, stories.c.outlet_count > 1)
    )
    shared, led = connection.execute(query).one()
    return shared, led


def _copying(connection: Connection, outlet: str, *, by_others: bool) -> int:
    """How many of its articles copy another; or how many are copied by articles of other outlets."""
    own, other = (copies.c.original_id, copies.c.copy_id) if by_others else (copies.c.copy_id, copies.c.original_id)
    query = select(func.count(distinct(own))).join(articles, articles.c.id == own).where(articles.c.outlet == outlet)
    if by_others:
        theirs = articles.alias("theirs")
        query = query.join(theirs, theirs.c.id == other).where(theirs.c.outlet != outlet)
    return connection.execute(query).scalar() or 0


def _quoted(connection: Connection, outlet: str, limit: int) -> list[tuple[str, str, int]]:
    """Whom an outlet quotes most: entity, name, and number of statements."""
    here = and_(locals_.c.article_id == statements.c.article_id, locals_.c.number == statements.c.local_number)
    query = (
        select(nodes.c.entity_id, func.count().label("count"))
        .select_from(articles)
        .join(statements, statements.c.article_id == articles.c.id)
        .join(locals_, here)
        .join(nodes, nodes.c.id == locals_.c.node_id)
        .where(articles.c.outlet == outlet)
        .group_by(nodes.c.entity_id)
        .order_by(func.count().desc(), nodes.c.entity_id)
        .limit(limit)
    )
    found = [(str(row[0]), int(row[1])) for row in connection.execute(query)]
    names: dict[str, str] = {}
    usual = select(nodes.c.entity_id, nodes.c.name).where(nodes.c.entity_id.in_([each for each, _ in found]))
    for row in connection.execute(usual.order_by(nodes.c.alone.desc(), nodes.c.article_count)) if found else ():
        names[row.entity_id] = row.name
    return [(entity_id, names.get(entity_id, entity_id), count) for entity_id, count in found]
