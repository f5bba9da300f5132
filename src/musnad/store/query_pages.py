"""Articles in bulk, with who speaks in them: a fixed number of queries, however many articles there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, select

from musnad.model import Act, Article, Carrier, Chain, Extraction, Form, SourceKind, Span, Statement, Zone, ZoneKind
from musnad.store.query_links import pieces
from musnad.store.schema import articles, carriers, spans, statements, zones
from musnad.store.schema_links import locals_, nodes

_ROLES = ("source", "cue", "content", "said_at", "venue", "addressee", "anonymity")


@dataclass(frozen=True, slots=True)
class Held:
    """A stored article: its id, what was found in it but for its mentions, and the entity behind each statement.

    ``extraction.article.id`` is the article's label. ``speakers`` leads from a statement's id in the article to an
    entity's id; statements of nobody known are left out. ``chains`` are keyed like it.
    """

    id: str
    extraction: Extraction
    speakers: dict[str, str]
    chains: dict[str, Chain]

    @property
    def article(self) -> Article:
        """The article."""
        return self.extraction.article

    def statement(self, statement_id: str) -> Statement | None:
        """The statement with this id, if it is there."""
        return next((each for each in self.extraction.statements if each.id == statement_id), None)


def load_held(connection: Connection, article_ids: Sequence[str], *, zoned: bool = True) -> dict[str, Held]:
    """The articles with these ids, those that are not stored left out: five queries, four without zones."""
    zones_of: dict[str, list[Zone]] = defaultdict(list)
    parts: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    hands: dict[str, list[Carrier]] = defaultdict(list)
    said: dict[str, list[Row[Any]]] = defaultdict(list)
    found: list[Row[Any]] = []
    for piece in pieces(article_ids):
        found += connection.execute(select(articles).where(articles.c.id.in_(piece))).all()
        for row in _zones(connection, piece) if zoned else ():
            zones_of[row.article_id].append(Zone(Span(row.start_offset, row.end_offset), ZoneKind(row.kind)))
        for row in _of_statements(connection, spans, piece):
            parts[row.statement_id][row.role].append(Span(row.start_offset, row.end_offset))
        for row in _of_statements(connection, carriers, piece):
            via = None if row.via_id is None else row.via_id.partition("/")[2]
            hands[row.statement_id].append(Carrier(SourceKind(row.kind), row.name, via))
        for row in _statements(connection, piece):
            said[row.article_id].append(row)
    return {row.id: _held(row, tuple(zones_of[row.id]), said[row.id], (parts, hands)) for row in found}


def _zones(connection: Connection, piece: list[str]) -> Iterator[Row[Any]]:
    query = select(zones).where(zones.c.article_id.in_(piece)).order_by(zones.c.article_id, zones.c.start_offset)
    yield from connection.execute(query)


def _of_statements(connection: Connection, table: Any, piece: list[str]) -> Iterator[Row[Any]]:
    query = (
        select(table)
        .join(statements, statements.c.id == table.c.statement_id)
        .where(statements.c.article_id.in_(piece))
        .order_by(table.c.statement_id, *((table.c.role,) if "role" in table.c else ()), table.c.position)
    )
    yield from connection.execute(query)


def _statements(connection: Connection, piece: list[str]) -> Iterator[Row[Any]]:
    here = and_(locals_.c.article_id == statements.c.article_id, locals_.c.number == statements.c.local_number)
    query = (
        select(statements, nodes.c.entity_id)
        .outerjoin(locals_, here)
        .outerjoin(nodes, nodes.c.id == locals_.c.node_id)
        .where(statements.c.article_id.in_(piece))
        .order_by(statements.c.article_id, statements.c.position)
    )
    yield from connection.execute(query)


def _held(row: Row[Any], zones_: tuple[Zone, ...], said: list[Row[Any]], found: tuple[Any, Any]) -> Held:
    parts, hands = found
    article = Article(
        id=row.label,
        source=row.source,
        language=row.language,
        text=row.text,
        zones=zones_,
        outlet=row.outlet,
        title=row.title,
        published=row.published,
        url=row.url,
        published_from=row.published_from,
    )
    made = tuple(_statement(each, parts[each.id]) for each in said)
    chains = tuple(Chain(_local(each.id), tuple(hands[each.id])) for each in said if each.id in hands)
    speakers = {_local(each.id): each.entity_id for each in said if each.entity_id}
    by_statement = {each.statement_id: each for each in chains}
    return Held(row.id, Extraction(article, made, chains), speakers, by_statement)


def _statement(row: Row[Any], parts: dict[str, list[Span]]) -> Statement:
    said = {role: tuple(parts.get(role, ())) for role in _ROLES}
    return Statement(
        id=_local(row.id),
        kind=SourceKind(row.kind),
        name=row.name,
        act=Act(row.act),
        form=Form(row.form),
        within=None if row.within_id is None else _local(row.within_id),
        **said,
    )


def _local(statement_id: str) -> str:
    """The id of a statement in its article."""
    return statement_id.partition("/")[2]
