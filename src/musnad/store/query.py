"""Every query to a store. Each takes a connection and gives objects of the model, or small summaries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Select, and_, func, select

from musnad.errors import InputError
from musnad.model import Carrier, Chain, Extraction, Mention, MentionType, Rejected, Span, Statement
from musnad.store.query_links import pieces
from musnad.store.rebuilt import Columns, article_of, carrier_of, local_id, mention_of, span_of, statement_of
from musnad.store.schema import articles, carriers, rejected, spans, statements, zones
from musnad.store.schema_links import locals_, mentions, nodes


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """One stored article in a list. ``published`` is as the article says it, None if it does not."""

    id: str
    label: str
    source: str
    language: str
    outlet: str | None
    title: str | None
    published: str | None
    statement_count: int
    added_at: datetime


def known_versions(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, str | None]]:
    """The versions of pipeline and pack by id, for those ids that are stored."""
    columns = (articles.c.id, articles.c.pipeline_version, articles.c.pack_version)
    found = connection.execute(select(*columns).where(articles.c.id.in_(ids))) if ids else ()
    return {key: (pipeline, pack) for key, pipeline, pack in found}


def count_articles(connection: Connection) -> int:
    """How many articles are stored."""
    return connection.execute(select(func.count()).select_from(articles)).scalar() or 0


def list_articles(connection: Connection) -> Iterator[ArticleSummary]:
    """All articles, in the order in which they were added, then by label and id; few at a time in memory."""
    counted = (
        select(func.count()).select_from(statements).where(statements.c.article_id == articles.c.id).scalar_subquery()
    )
    columns = [column for column in articles.c if column.name in ArticleSummary.__slots__]
    query = select(*columns, counted.label("statement_count")).order_by(
        articles.c.added_at, articles.c.label, articles.c.id
    )
    for row in connection.execute(query, execution_options={"yield_per": 500}).mappings():
        yield ArticleSummary(**row)


def list_rejected(connection: Connection) -> Iterator[Rejected]:
    """All refusals, by source, step and reason."""
    columns = (rejected.c.source, rejected.c.step, rejected.c.reason)
    query = select(*columns).order_by(*columns)
    for row in connection.execute(query, execution_options={"yield_per": 500}):
        yield Rejected(*row)


def find_article(connection: Connection, name: str) -> str:
    """The id of the one article that ``name`` means: an id, the beginning of one, or a label.

    Raises ``InputError`` if there is none, or more than one.
    """
    if not name:
        raise InputError("an article needs a name: its id, the beginning of its id, or its label")
    for condition in (
        articles.c.id == name,
        articles.c.label == name,
        articles.c.id.startswith(name, autoescape=True),
    ):
        found = connection.execute(
            select(articles.c.id, articles.c.source).where(condition).order_by(articles.c.id).limit(6)
        ).all()
        if len(found) == 1:
            return str(found[0].id)
        if found:
            listed = "\n".join(f"  {row.id}  {row.source}" for row in found[:5])
            more = "\n  …" if len(found) > 5 else ""
            raise InputError(f"{name} may mean several articles; name one by its id:\n{listed}{more}")
    raise InputError(
        f"{name}: no such article or story in the store", "List them with: musnad articles, musnad stories"
    )


def load_extraction(connection: Connection, article_id: str) -> Extraction:
    """What was stored of one article, equal to what was given to ``add_articles`` but for the entities of its mentions.

    An article that an older version stored has no mentions until it is added again. Its chains come in the order of
    their statements. Raises ``InputError`` if the article is not stored.
    """
    found = load_extractions(connection, [article_id])
    if not found:
        raise InputError(f"{article_id}: no such article in the store", "List them with: musnad articles")
    return found[article_id]


def load_extractions(connection: Connection, article_ids: Iterable[str]) -> dict[str, Extraction]:
    """The same of several articles at once, by their stored ids; those that are not stored are left out."""
    found: dict[str, Extraction] = {}
    for piece in pieces(article_ids):
        placed = _gathered(connection, select(zones), zones.c.article_id, piece, (zones.c.start_offset,))
        said = _statements(connection, piece)
        handed = _chains(connection, piece)
        named = _mentions(connection, piece)
        for row in connection.execute(select(articles).where(articles.c.id.in_(piece))).mappings():
            key = row["id"]
            mentioned = named.get(key, [])
            found[key] = Extraction(
                article_of(row, placed.get(key, ())),
                tuple(said.get(key, ())),
                tuple(Chain(each, tuple(hands)) for each, hands in handed.get(key, {}).items()),
                tuple(each for each in mentioned if each.type is not MentionType.TIME),
                tuple(each for each in mentioned if each.type is MentionType.TIME),
            )
    return found


def _gathered(
    connection: Connection, query: Select[Any], key: Column[Any], piece: Sequence[str], order: Sequence[Column[Any]]
) -> dict[str, list[Columns]]:
    """The rows of a query by the article that they belong to, in this order."""
    found: dict[str, list[Columns]] = defaultdict(list)
    for row in connection.execute(query.where(key.in_(piece)).order_by(*order)).mappings():
        found[row["article_id"]].append(row)
    return found


def _mentions(connection: Connection, piece: Sequence[str]) -> dict[str, list[Mention]]:
    """The names and times of articles in the order given, with the entities that they are linked to now."""
    here = and_(locals_.c.article_id == mentions.c.article_id, locals_.c.number == mentions.c.local_number)
    query = (
        select(mentions, nodes.c.entity_id).outerjoin(locals_, here).outerjoin(nodes, nodes.c.id == locals_.c.node_id)
    )
    rows = _gathered(connection, query, mentions.c.article_id, piece, (mentions.c.article_id, mentions.c.position))
    return {article_id: [mention_of(row, row["entity_id"]) for row in found] for article_id, found in rows.items()}


def _statements(connection: Connection, piece: Sequence[str]) -> dict[str, list[Statement]]:
    parts: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    of_articles = statements.c.article_id.in_(piece)
    told = select(spans).join(statements, statements.c.id == spans.c.statement_id).where(of_articles)
    for row in connection.execute(told.order_by(spans.c.role, spans.c.position)).mappings():
        parts[row["statement_id"]][row["role"]].append(span_of(row))
    found: dict[str, list[Statement]] = defaultdict(list)
    query = select(statements).where(of_articles).order_by(statements.c.article_id, statements.c.position)
    for row in connection.execute(query).mappings():
        found[row["article_id"]].append(statement_of(row, parts[row["id"]]))
    return found


def _chains(connection: Connection, piece: Sequence[str]) -> dict[str, dict[str, list[Carrier]]]:
    """The carriers by article and statement, statements in their order."""
    found: dict[str, dict[str, list[Carrier]]] = defaultdict(lambda: defaultdict(list))
    query = (
        select(carriers, statements.c.article_id)
        .join(statements, statements.c.id == carriers.c.statement_id)
        .where(statements.c.article_id.in_(piece))
        .order_by(statements.c.article_id, statements.c.position, carriers.c.position)
    )
    for row in connection.execute(query).mappings():
        found[row["article_id"]][local_id(row["statement_id"])].append(carrier_of(row))
    return found
