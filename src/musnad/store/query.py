"""Every query to a store. Each takes a connection and gives objects of the model, or small summaries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, and_, func, select

from musnad.errors import InputError
from musnad.model import (
    Act,
    Article,
    Carrier,
    Chain,
    Extraction,
    Form,
    Mention,
    MentionType,
    Rejected,
    SourceKind,
    Span,
    Statement,
    Zone,
    ZoneKind,
)
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
    raise InputError(f"{name}: no such article in the store. List them with: musnad articles")


def load_extraction(connection: Connection, article_id: str) -> Extraction:
    """What was stored of one article, equal to what was given to ``add_articles`` but for the entities of its mentions.

    An article that an older version stored has no mentions until it is added again. Its chains come in the order of
    their statements. Raises ``InputError`` if the article is not stored.
    """
    row = connection.execute(select(articles).where(articles.c.id == article_id)).one_or_none()
    if row is None:
        raise InputError(f"{article_id}: no such article in the store. List them with: musnad articles")
    made = _statements(connection, article_id)
    named = _mentions(connection, article_id)
    return Extraction(
        _article(connection, row),
        tuple(made),
        _chains(connection, article_id),
        tuple(each for each in named if each.type is not MentionType.TIME),
        tuple(each for each in named if each.type is MentionType.TIME),
    )


def _article(connection: Connection, row: Row[Any]) -> Article:
    query = select(zones).where(zones.c.article_id == row.id).order_by(zones.c.start_offset)
    return Article(
        id=row.label,
        source=row.source,
        language=row.language,
        text=row.text,
        zones=tuple(Zone(_span(zone), ZoneKind(zone.kind)) for zone in connection.execute(query)),
        outlet=row.outlet,
        title=row.title,
        published=row.published,
        url=row.url,
        published_from=row.published_from,
    )


def _mentions(connection: Connection, article_id: str) -> list[Mention]:
    """The names and times of an article in the order given, with the entities that they are linked to now."""
    here = and_(locals_.c.article_id == mentions.c.article_id, locals_.c.number == mentions.c.local_number)
    query = (
        select(mentions, nodes.c.entity_id)
        .outerjoin(locals_, here)
        .outerjoin(nodes, nodes.c.id == locals_.c.node_id)
        .where(mentions.c.article_id == article_id)
        .order_by(mentions.c.position)
    )
    return [
        Mention(
            span=_span(row),
            type=MentionType(row.type),
            name=row.name,
            entity_id=row.entity_id,
            value=row.value,
            grain=row.grain,
            role=None if row.role_start is None else Span(row.role_start, row.role_end),
            against=row.against,
            reason=row.reason,
        )
        for row in connection.execute(query)
    ]


def _statements(connection: Connection, article_id: str) -> Iterator[Statement]:
    parts: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for row in connection.execute(_parts(spans, article_id).order_by(spans.c.role, spans.c.position)):
        parts[row.statement_id][row.role].append(_span(row))
    query = select(statements).where(statements.c.article_id == article_id).order_by(statements.c.position)
    for row in connection.execute(query):
        said = {role: tuple(found) for role, found in parts[row.id].items()}
        yield Statement(
            id=_local(row.id),
            source=said.pop("source", ()),
            cue=said.pop("cue", ()),
            content=said.pop("content", ()),
            kind=SourceKind(row.kind),
            name=row.name,
            act=Act(row.act),
            form=Form(row.form),
            within=None if row.within_id is None else _local(row.within_id),
            **said,
        )


def _chains(connection: Connection, article_id: str) -> tuple[Chain, ...]:
    hands: dict[str, list[Carrier]] = defaultdict(list)
    query = _parts(carriers, article_id).order_by(statements.c.position, carriers.c.position)
    for row in connection.execute(query):
        via = None if row.via_id is None else _local(row.via_id)
        hands[_local(row.statement_id)].append(Carrier(SourceKind(row.kind), row.name, via))
    return tuple(Chain(statement_id, tuple(found)) for statement_id, found in hands.items())


def _parts(table: Table, article_id: str) -> Any:
    """The rows of a table that belong to an article's statements."""
    return (
        select(table)
        .join(statements, statements.c.id == table.c.statement_id)
        .where(statements.c.article_id == article_id)
    )


def _span(row: Row[Any]) -> Span:
    return Span(row.start_offset, row.end_offset)


def _local(statement_id: str) -> str:
    """The id of a statement in its article."""
    return statement_id.partition("/")[2]
