"""Every query about stories: a list of them, newest first, and one whole, with its claims, copies and conflicts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, Table, and_, func, literal_column, or_, select

from musnad.errors import InputError
from musnad.model import Alignment, Claim, Conflict, Copy, Extraction, Grouping, Span, Story
from musnad.store.incoming import replaced
from musnad.store.query import load_extractions
from musnad.store.query_links import pieces
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
    waiting,
)
from musnad.stories.copies import nearest

STORY_PREFIX = "s1-"
_LISTED_MAX = 5  # candidates shown where the beginning of an id may mean several
_AT_ONCE = 100  # stories read at a time where all are asked for
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StorySummary:
    """One story in a list.

    ``lead`` is the beginning of its earliest article's body. ``main_claim`` is the text of the claim that most
    articles tell, None where nobody says anything; the interval of origins is that claim's. ``conflict_count``
    counts pairs of values that differ, ``denied_count`` claims that somebody denies. ``first_published`` and
    ``last_published`` are as the articles say, None where none does; ``last_at`` is when the latest was published,
    or was added where none says so.
    """

    id: str
    title: str
    lead: str
    languages: tuple[str, ...]
    article_count: int
    outlet_count: int
    statement_count: int
    claim_count: int
    denied_count: int
    conflict_count: int
    main_claim_id: str | None
    main_claim: str | None
    origin_min_count: int
    origin_max_count: int
    first_published: str | None
    last_published: str | None
    last_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class StoryFilter:
    """Which stories to list: those with ``last_at`` in ``[since, until)``, and at least so many articles.

    ``before`` is the last story of the page before, as ``(last_at, id)``: the list goes on behind it.
    """

    since: datetime | None = None
    until: datetime | None = None
    article_min: int = 1
    before: tuple[datetime, str] | None = None


EVERYTHING = StoryFilter()


@dataclass(frozen=True, slots=True)
class StoredStory:
    """One story whole.

    ``extractions`` are by stored article id, earliest first, and carry that id as ``article.id``; ``labels`` leads
    from there to the names that the input gave. Keys of statements are ``article/statement``. ``since`` tells
    since when an article is in the story, and a claim, and a statement in a claim: by article id, claim id, and
    ``(claim id, relation, key)``.
    """

    summary: StorySummary
    story: Story
    extractions: Mapping[str, Extraction]
    labels: Mapping[str, str]
    copies: tuple[Copy, ...]
    alignment: Alignment
    since: Mapping[Any, datetime] = field(default_factory=dict)


def list_stories(
    connection: Connection, chosen: StoryFilter = EVERYTHING, limit: int | None = None
) -> Iterator[StorySummary]:
    """The stories that a filter lets through, those with the latest report first, then by id; all without a limit."""
    query = _chosen(select(stories), chosen).order_by(stories.c.last_at.desc(), stories.c.id.desc())
    if chosen.before is not None:
        at, story_id = chosen.before
        query = query.where(or_(stories.c.last_at < at, and_(stories.c.last_at == at, stories.c.id < story_id)))
    for row in connection.execute(query.limit(limit), execution_options={"yield_per": 500}):
        yield _summary(row)


def count_stories(connection: Connection, chosen: StoryFilter = EVERYTHING) -> int:
    """How many stories a filter lets through, wherever a page begins."""
    return connection.execute(_chosen(select(func.count()).select_from(stories), chosen)).scalar() or 0


def _chosen(query: Select[Any], chosen: StoryFilter) -> Select[Any]:
    if chosen.since is not None:
        query = query.where(stories.c.last_at >= chosen.since)
    if chosen.until is not None:
        query = query.where(stories.c.last_at < chosen.until)
    if chosen.article_min > 1:
        # Written out, not bound: only so does SQLite see that the index of several articles holds all of them.
        several = stories.c.article_count > literal_column("1")
        query = query.where(several, stories.c.article_count >= chosen.article_min)
    return query


def _summary(row: Row[Any]) -> StorySummary:
    values = {name: getattr(row, name) for name in StorySummary.__slots__}
    return StorySummary(**{**values, "languages": tuple(row.languages.split(","))})


def count_waiting(connection: Connection) -> int:
    """How many articles wait to be put into a story, or to be looked at again."""
    return connection.execute(select(func.count()).select_from(waiting)).scalar() or 0


def find_story(connection: Connection, name: str) -> str | None:
    """The id of the one story that an id means, or the beginning of one; an id given before leads to the story of
    today.

    None if there is none. Raises ``InputError`` where a beginning means several.
    """
    if not name:
        return None
    for condition in (
        story_articles.c.founding_id == name,
        story_articles.c.founding_id.startswith(name, autoescape=True),
    ):
        query = select(story_articles.c.story_id).where(condition).distinct().order_by(story_articles.c.story_id)
        found = connection.execute(query.limit(_LISTED_MAX + 1)).scalars().all()
        if len(found) == 1:
            return str(found[0])
        if found:
            listed = "\n".join(f"  {each}" for each in found[:_LISTED_MAX])
            more = "\n  …" if len(found) > _LISTED_MAX else ""
            raise InputError(f"{name} may mean several stories; name one by its id:\n{listed}{more}")
    return _gone_on(connection, name)


def _gone_on(connection: Connection, name: str) -> str | None:
    """The story of today that holds the latest version of an article which founded the story of an id."""
    told = select(past.c.subject).where(past.c.story_id.startswith(name, autoescape=True), past.c.kind == "article")
    before = [subject.rpartition(" ")[2] for subject in connection.execute(told).scalars()]
    latest = replaced(connection, before).values()
    query = select(story_articles.c.story_id).where(story_articles.c.article_id.in_(sorted(latest))).distinct()
    found = connection.execute(query.limit(2)).scalars().all()
    return str(found[0]) if len(found) == 1 else None


def story_of(connection: Connection, article_id: str) -> str | None:
    """The id of the story that holds an article, by its stored id; None while it waits."""
    query = select(story_articles.c.story_id).where(story_articles.c.article_id == article_id)
    return connection.execute(query).scalar()


def load_story(connection: Connection, story_id: str) -> StoredStory:
    """One story whole, by its id of today. Raises ``InputError`` if there is none."""
    found = next(load_stories(connection, [story_id]), None)
    if found is None:
        raise InputError(f"{story_id}: no such story in the store", "List them with: musnad stories")
    return found


def load_stories(connection: Connection, story_ids: Iterable[str]) -> Iterator[StoredStory]:
    """Stories whole, in the order given, few at a time in memory; ids that mean no story of today are left out."""
    for chunk in _chunks(story_ids):
        yield from _load_some(connection, chunk)


def _chunks(values: Iterable[T]) -> Iterator[list[T]]:
    stream = iter(values)
    while chunk := list(islice(stream, _AT_ONCE)):
        yield chunk


def _load_some(connection: Connection, story_ids: list[str]) -> Iterator[StoredStory]:
    rows = {row.id: row for row in connection.execute(select(stories).where(stories.c.id.in_(story_ids)))}
    members = _grouped(connection, story_articles, rows, "position")
    told = _grouped(connection, claims, rows, "position")
    said = _relations(connection, [claim.id for each in told.values() for claim in each])
    differing = _grouped(connection, conflicts, rows, "left_id", "right_id", "about")
    joined = _grouped(connection, groupings, rows, "left_id", "right_id", "score", "reason")
    derived = _grouped(connection, copies, rows, "copy_id", "original_id")
    texts = load_extractions(connection, [row.article_id for each in members.values() for row in each])
    for story_id in story_ids:
        if story_id not in rows:
            continue
        ids = tuple(row.article_id for row in members[story_id] if row.article_id in texts)
        made = tuple(_copy(row) for row in derived[story_id])
        since: dict[Any, datetime] = {row.article_id: row.since_at for row in members[story_id]}
        since |= {row.id: row.since_at for row in told[story_id]}
        for row in told[story_id]:
            since |= {(row.id, each.relation, each.statement_id): each.since_at for each in said[row.id]}
        yield StoredStory(
            summary=_summary(rows[story_id]),
            story=Story(story_id, rows[story_id].title, ids, nearest(made)),
            extractions={key: _under(texts[key], key) for key in ids},
            labels={key: texts[key].article.id for key in ids},
            copies=made,
            alignment=Alignment(
                tuple(_claim(row, said[row.id]) for row in told[story_id]),
                tuple(map(_conflict, differing[story_id])),
                tuple(Grouping(row.left_id, row.right_id, row.score, row.reason) for row in joined[story_id]),
            ),
            since=since,
        )


def _under(extraction: Extraction, article_id: str) -> Extraction:
    """The extraction with its article under its stored id."""
    return replace(extraction, article=replace(extraction.article, id=article_id))


def _grouped(connection: Connection, table: Table, ids: Collection[str], *order: str) -> dict[str, list[Row[Any]]]:
    """The rows of a table by story, in the order of these columns."""
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for piece in pieces(ids):
        query = select(table).where(table.c.story_id.in_(piece)).order_by(*(table.c[name] for name in order))
        for row in connection.execute(query):
            found[row.story_id].append(row)
    return found


def _relations(connection: Connection, claim_ids: Collection[str]) -> dict[str, list[Row[Any]]]:
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for piece in pieces(claim_ids):
        query = select(claim_statements).where(claim_statements.c.claim_id.in_(piece))
        for row in connection.execute(query.order_by(claim_statements.c.statement_id)):
            found[row.claim_id].append(row)
    return found


def _claim(row: Row[Any], said: Iterable[Row[Any]]) -> Claim:
    keys: dict[str, list[str]] = defaultdict(list)
    for each in said:
        keys[each.relation].append(each.statement_id)
    return Claim(
        id=row.id,
        text=row.text,
        support=tuple(keys["support"]),
        deny=tuple(keys["deny"]),
        comment=tuple(keys["comment"]),
        origin_min_count=row.origin_min_count,
        origin_max_count=row.origin_max_count,
        reasons=tuple(json.loads(row.reasons)),
    )


def _conflict(row: Row[Any]) -> Conflict:
    return Conflict(row.left_id, row.right_id, row.about, (row.left_value, row.right_value), row.reason)


def _copy(row: Row[Any]) -> Copy:
    passages = tuple((Span(a, b), Span(c, d)) for a, b, c, d in json.loads(row.passages))
    return Copy(row.copy_id, row.original_id, row.score, passages, row.reason)


def repeated_labels(connection: Connection, labels: Collection[str] | None = None) -> frozenset[str]:
    """The labels, of these or of all, that several stored articles bear."""
    several = select(articles.c.label).group_by(articles.c.label).having(func.count() > 1)
    if labels is None:
        return frozenset(connection.execute(several).scalars())
    return frozenset(
        label
        for piece in pieces(labels)
        for label in connection.execute(several.where(articles.c.label.in_(piece))).scalars()
    )
