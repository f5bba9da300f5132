"""What a search finds: articles that hold the words, and people and bodies that may bear the name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, literal_column, or_, select, text

from musnad.config import LINK_SCORE
from musnad.config.page import SEARCH_BEARERS_COUNT, SEARCH_RANKED_COUNT
from musnad.linking.keys import node_keys
from musnad.linking.parts import Node
from musnad.linking.within import folded
from musnad.model import MentionType
from musnad.names import compare
from musnad.names.keys import skeletons
from musnad.names.words import words_of
from musnad.store.query_entities import TYPES
from musnad.store.query_links import pieces
from musnad.store.schema import articles
from musnad.store.schema_links import nodes, traits
from musnad.store.schema_search import FTS, searched
from musnad.store.schema_stories import stories, story_articles

_SURNAME_SCORE = 0.3  # a surname in another script is shown from this likeness on, the best first
_TITLE_WEIGHT = 4.0  # a word of the headline counts as much as four of the text

# The inner query bounds how many are ranked. The plus sign keeps SQLite from looking the words up anew for each.
_FOUND = text(f"""
    SELECT searched.article_id, bm25({FTS}, {_TITLE_WEIGHT}, 1.0) AS score
    FROM {FTS} JOIN searched ON searched.number = {FTS}.rowid
    WHERE {FTS} MATCH :match AND +{FTS}.rowid IN (SELECT rowid FROM {FTS} WHERE {FTS} MATCH :match LIMIT :candidates)
    ORDER BY score, searched.article_id LIMIT :limit
""")
_COUNT = text(f"SELECT count(*) FROM (SELECT 1 FROM {FTS} WHERE {FTS} MATCH :match LIMIT :most)")


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of articles, the most fitting first, and how many hold the words; at ``is_more`` there are more than that."""

    article_ids: tuple[str, ...]
    count: int
    is_more: bool


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody or something that may bear a name; ``score`` 0 to 1."""

    entity_id: str
    name: str
    type: str
    article_count: int
    score: float


def find_articles(connection: Connection, words: Sequence[str], limit: int) -> Found:
    """The articles that hold all of the words, as ``terms`` gives them; none for no words: two queries."""
    if not words:
        return Found((), 0, is_more=False)
    if connection.dialect.name == "postgresql":
        return _by_vector(connection, words, limit)
    match = _match(words)
    most = SEARCH_RANKED_COUNT
    count = connection.execute(_COUNT, {"match": match, "most": most + 1}).scalar() or 0
    asked = {"match": match, "candidates": most, "limit": limit}
    ids = tuple(row.article_id for row in connection.execute(_FOUND, asked))
    return Found(ids, min(count, most), is_more=count > most)


def articles_with(connection: Connection, words: Sequence[str], limit: int) -> list[str]:
    """The articles that hold all of the words, as ``terms`` gives them, those added last first; none for no words."""
    if not words:
        return []
    query = select(articles.c.id).join(searched, searched.c.article_id == articles.c.id)
    if connection.dialect.name == "postgresql":
        query = query.where(searched.c.words.op("@@")(_asked_for(words)))
    else:
        numbers = text(f"SELECT rowid FROM {FTS} WHERE {FTS} MATCH :match").columns(searched.c.number)
        query = query.where(searched.c.number.in_(numbers.bindparams(match=_match(words)).scalar_subquery()))
    return list(connection.execute(query.order_by(articles.c.added_at.desc(), articles.c.id).limit(limit)).scalars())


def stories_with(connection: Connection, article_ids: Collection[str]) -> list[str]:
    """The stories that hold articles, those with the latest report first."""
    found: dict[str, datetime] = {}
    for piece in pieces(article_ids):
        held = select(story_articles.c.story_id).where(story_articles.c.article_id.in_(piece))
        rows = connection.execute(select(stories.c.id, stories.c.last_at).where(stories.c.id.in_(held)))
        found.update((row.id, row.last_at) for row in rows)
    return sorted(found, key=lambda key: (found[key], key), reverse=True)


def _match(words: Sequence[str]) -> str:
    return " ".join(f'"{word}"' for word in words)


def _asked_for(words: Sequence[str]) -> ColumnElement[str]:
    return func.to_tsquery(literal_column("'simple'"), " & ".join(f"'{word}'" for word in words))


def _by_vector(connection: Connection, words: Sequence[str], limit: int) -> Found:
    query = _asked_for(words)
    most = SEARCH_RANKED_COUNT
    some = (
        select(searched.c.article_id, searched.c.words)
        .where(searched.c.words.op("@@")(query))
        .limit(most + 1)
        .subquery()
    )
    count = connection.execute(select(func.count()).select_from(some)).scalar() or 0
    ranked = select(some.c.article_id).order_by(func.ts_rank(some.c.words, query).desc(), some.c.article_id)
    ids = tuple(connection.execute(ranked.limit(limit)).scalars())
    return Found(ids, min(count, most), is_more=count > most)


def find_bearers(connection: Connection, name: str, limit: int) -> list[Bearer]:
    """The entities that a name in any spelling may mean, the likeliest and best known first: two queries."""
    words = words_of(name)
    if not words:
        return []
    form = folded(name)
    keys = {each for sort in TYPES for each in node_keys(Node(sort, name, form))}
    endings = {each for each in skeletons(words[0].core) if each} if len(words) == 1 else set()
    showing = or_(
        and_(traits.c.kind == "form", traits.c.value == form),
        and_(traits.c.kind == "key", traits.c.value.in_(sorted(keys))),
        and_(traits.c.kind == "tail", traits.c.value.in_(sorted(endings))),
    )
    query = (
        select(traits.c.kind, nodes.c.entity_id, nodes.c.name, nodes.c.type, nodes.c.article_count)
        .join(nodes, nodes.c.id == traits.c.node_id)
        .where(traits.c.value.in_(sorted({form, *keys, *endings})), showing)
        .order_by(nodes.c.article_count.desc(), nodes.c.id)
        .limit(SEARCH_BEARERS_COUNT)
    )
    best: dict[str, Bearer] = {}
    for row in connection.execute(query):
        score = _score(row.kind, name, row.name)
        known = best.get(row.entity_id)
        if score and (known is None or score > known.score):
            best[row.entity_id] = Bearer(row.entity_id, row.name, row.type, row.article_count, score)
    found = sorted(best.values(), key=lambda each: (-each.score, -each.article_count, each.entity_id))[:limit]
    return _counted(connection, found)


def _score(kind: str, name: str, other: str) -> float:
    """How well a name fits; half of it counts where it is only a surname, 0 is no fit at all."""
    if kind == "form":
        return 1.0
    if kind == "key":
        score = compare(name, other).score
        return min(score, 0.99) if score >= LINK_SCORE else 0.0
    mine, last = words_of(name)[0], words_of(other)[-1]
    score = 1.0 if mine.core == last.core else compare(name, last.form).score
    return score / 2 if score >= _SURNAME_SCORE else 0.0


def _counted(connection: Connection, found: list[Bearer]) -> list[Bearer]:
    """The same with the articles of the whole entity, and the fullest name of its nodes that most articles give."""
    ids = [each.entity_id for each in found]
    query = select(nodes.c.entity_id, nodes.c.name, nodes.c.type, nodes.c.article_count, nodes.c.alone)
    rows = connection.execute(query.where(nodes.c.entity_id.in_(ids))).all() if ids else []
    counts: dict[str, int] = {}
    names: dict[str, tuple[tuple[bool, int], str]] = {}
    for row in rows:
        counts[row.entity_id] = counts.get(row.entity_id, 0) + row.article_count
        rank = (not row.alone, row.article_count)
        if row.entity_id not in names or rank > names[row.entity_id][0]:
            names[row.entity_id] = (rank, row.name)
    return [
        Bearer(
            each.entity_id, names[each.entity_id][1], MentionType(each.type).value, counts[each.entity_id], each.score
        )
        for each in found
        if each.entity_id in names
    ]
