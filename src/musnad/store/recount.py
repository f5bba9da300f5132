"""Counts that a store keeps, against the rows that they are counts of."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, distinct, func, inspect, select, text

from musnad.store.query_links import pieces
from musnad.store.schema import articles, statements
from musnad.store.schema_links import locals_, nodes, traits
from musnad.store.schema_search import FTS, searched
from musnad.store.schema_stories import claim_statements, claims, conflicts, stories, story_articles

Trait = tuple[str, str, str, str]
"""Node, kind, value, language."""
_KEPT = ("key", "tail")  # traits that stay as long as their node, with a count of 0


def node_faults(connection: Connection) -> Iterator[str]:
    """The ids of nodes whose counts or traits are not those of their locals, in order."""
    for piece in pieces(connection.execute(select(nodes.c.id)).scalars()):
        counts, first, shown = counted(connection, piece)
        stored: Counter[Trait] = Counter()
        wrong = set()
        columns = (traits.c.node_id, traits.c.kind, traits.c.value, traits.c.language, traits.c["count"])
        for node_id, kind, value, language, count in connection.execute(
            select(*columns).where(traits.c.node_id.in_(piece))
        ):
            stored[node_id, kind, value, language] = count
        for trait in stored.keys() | shown.keys():
            if stored[trait] != shown[trait] or (trait not in shown and trait[1] not in _KEPT):
                wrong.add(trait[0])
        for row in connection.execute(select(nodes).where(nodes.c.id.in_(piece))):
            if (row.article_count, row.first_at) != (counts[row.id], first.get(row.id, "")):
                wrong.add(row.id)
        yield from sorted(wrong)


def counted(connection: Connection, node_ids: Sequence[str]) -> tuple[Counter[str], dict[str, str], Counter[Trait]]:
    """What the locals of nodes come to: articles by node, the earliest publication, and traits."""
    counts: Counter[str] = Counter()
    dates: dict[str, list[str]] = defaultdict(list)
    shown: Counter[Trait] = Counter()
    query = (
        select(locals_.c.node_id, locals_.c.shared, articles.c.published)
        .join(articles, articles.c.id == locals_.c.article_id)
        .where(locals_.c.node_id.in_(node_ids))
    )
    for node_id, shared, published in connection.execute(query):
        counts[node_id] += 1
        if published:
            dates[node_id].append(published)
        for kind, value, language, count in json.loads(shared):
            shown[node_id, kind, value, language] += count
    return counts, {key: min(each) for key, each in dates.items()}, shown


def story_faults(connection: Connection) -> Iterator[str]:
    """The ids of stories whose counts, or those of their claims, are not those of their rows, in order."""
    for piece in pieces(connection.execute(select(stories.c.id)).scalars()):
        wrong = _miscounted(connection, piece) | _missupported(connection, piece)
        yield from sorted(wrong)


def _miscounted(connection: Connection, piece: Sequence[str]) -> set[str]:
    """The stories whose own row says other numbers than their parts."""
    held = story_articles.join(articles, articles.c.id == story_articles.c.article_id)
    outlet = func.coalesce(func.nullif(articles.c.outlet, ""), articles.c.id)
    own = select(story_articles.c.story_id, func.count(), func.count(distinct(outlet))).select_from(held)
    members = _by_story(connection, own, story_articles.c.story_id, piece)
    said = select(story_articles.c.story_id, func.count()).join(
        statements, statements.c.article_id == story_articles.c.article_id
    )
    told = _by_story(connection, said, story_articles.c.story_id, piece)
    claimed = _by_story(connection, select(claims.c.story_id, func.count()), claims.c.story_id, piece)
    denied = select(claims.c.story_id, func.count(distinct(claims.c.id))).join(
        claim_statements, claim_statements.c.claim_id == claims.c.id
    )
    denials = _by_story(connection, denied.where(claim_statements.c.relation == "deny"), claims.c.story_id, piece)
    differing: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for row in connection.execute(select(conflicts).where(conflicts.c.story_id.in_(piece))):
        differing[row.story_id].add((row.about, *sorted((row.left_value, row.right_value))))
    names = ("article_count", "outlet_count", "statement_count", "claim_count", "denied_count", "conflict_count")
    return {
        row.id
        for row in connection.execute(select(stories).where(stories.c.id.in_(piece)))
        if tuple(getattr(row, name) for name in names)
        != (
            *members.get(row.id, (0, 0)),
            *told.get(row.id, (0,)),
            *claimed.get(row.id, (0,)),
            *denials.get(row.id, (0,)),
            len(differing[row.id]),
        )
    }


def _missupported(connection: Connection, piece: Sequence[str]) -> set[str]:
    """The stories one of whose claims says another number of articles than support it."""
    supporting: dict[str, set[str]] = defaultdict(set)
    query = select(claim_statements.c.claim_id, claim_statements.c.statement_id).join(
        claims, claims.c.id == claim_statements.c.claim_id
    )
    here = (claims.c.story_id.in_(piece), claim_statements.c.relation == "support")
    for claim_id, statement_id in connection.execute(query.where(*here)):
        supporting[claim_id].add(statement_id.rpartition("/")[0])
    return {
        row.story_id
        for row in connection.execute(select(claims).where(claims.c.story_id.in_(piece)))
        if row.article_count != len(supporting[row.id])
    }


def word_faults(connection: Connection) -> Iterator[str]:
    """The ids of articles that no search finds, in order."""
    known = inspect(connection)
    if connection.dialect.name == "sqlite" and not known.has_table(FTS):
        yield from connection.execute(select(articles.c.id).order_by(articles.c.id)).scalars()
        return
    indexed = searched.c.words.is_not(None)
    if connection.dialect.name == "sqlite":
        indexed = searched.c.number.in_(text(f"SELECT id FROM {FTS}_docsize").columns(searched.c.number))
    here = select(searched.c.number).where(searched.c.article_id == articles.c.id, indexed)
    yield from connection.execute(select(articles.c.id).where(~here.exists()).order_by(articles.c.id)).scalars()


def _by_story(connection: Connection, query, key, piece: Sequence[str]) -> dict[str, tuple[int, ...]]:  # type: ignore[no-untyped-def]
    rows = connection.execute(query.where(key.in_(piece)).group_by(key))
    return {row[0]: tuple(row[1:]) for row in rows}
