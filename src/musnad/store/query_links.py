"""Every query that linking needs: nodes by id and by what they share, the judgements about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, select

from musnad.linking.parts import Decision, Link, Node, Standing
from musnad.model import MentionType, Relation
from musnad.store.schema import articles
from musnad.store.schema_links import judgements, locals_, nodes, traits

AT_ONCE = 5_000  # values asked for in one query; SQLite allows 32,766
NAME, EVIDENCE, PERSON = "name", "evidence", "person"
T = TypeVar("T")


def pieces(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in lists that one query takes, sorted, so that the same run sends the same queries."""
    stream = iter(sorted(set(values)))  # type: ignore[type-var]
    while piece := list(islice(stream, AT_ONCE)):
        yield piece


def node_of(row: Row[Any]) -> Node:
    """The node that a row of ``nodes`` holds."""
    return Node(MentionType(row.type), row.name, row.key, row.calling, row.generation, bool(row.alone))


def load_nodes(connection: Connection, ids: Collection[str]) -> dict[str, Node]:
    """Nodes by id, without what articles show of them; those that are not stored are left out."""
    found: dict[str, Node] = {}
    for piece in pieces(ids):
        found.update((row.id, node_of(row)) for row in connection.execute(select(nodes).where(nodes.c.id.in_(piece))))
    return found


def load_standings(connection: Connection, ids: Collection[str]) -> dict[str, Standing]:
    """What is known of nodes by id; those that are not stored are left out."""
    offices: dict[str, set[str]] = defaultdict(set)
    found = {}
    for piece in pieces(ids):
        held = select(traits.c.node_id, traits.c.value).where(traits.c.node_id.in_(piece), traits.c.kind == "office")
        for node_id, office in connection.execute(held):
            offices[node_id].add(office)
        for row in connection.execute(select(nodes).where(nodes.c.id.in_(piece))):
            found[row.id] = Standing(node_of(row), frozenset(offices[row.id]), row.article_count, row.first_at)
    return found


def entities_of(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """The entity of each node."""
    found: dict[str, str] = {}
    for piece in pieces(ids):
        rows = connection.execute(select(nodes.c.id, nodes.c.entity_id).where(nodes.c.id.in_(piece)))
        found.update((row.id, row.entity_id) for row in rows)
    return found


def sharing(connection: Connection, kind: str, values: Iterable[str]) -> dict[str, list[str]]:
    """The nodes that show each value of a kind of trait, sorted."""
    found: dict[str, list[str]] = defaultdict(list)
    for piece in pieces(values):
        query = select(traits.c.value, traits.c.node_id).where(traits.c.value.in_(piece), traits.c.kind == kind)
        for value, node_id in connection.execute(query.order_by(traits.c.node_id)):
            found[value].append(node_id)
    return found


def shown(connection: Connection, kind: str, ids: Iterable[str]) -> dict[str, set[str]]:
    """The values of a kind of trait that each node shows."""
    found: dict[str, set[str]] = defaultdict(set)
    for piece in pieces(ids):
        query = select(traits.c.node_id, traits.c.value).where(traits.c.node_id.in_(piece), traits.c.kind == kind)
        for node_id, value in connection.execute(query):
            found[node_id].add(value)
    return found


def about(connection: Connection, ids: Iterable[str], *bases: str) -> Iterator[Row[Any]]:
    """The standing judgements of these bases that have one of the nodes on either side; some come twice."""
    for piece in pieces(ids):
        for side in (judgements.c.left_id, judgements.c.right_id):
            query: Select[Any] = select(judgements).where(
                side.in_(piece), judgements.c.basis.in_(bases), judgements.c.withdrawn_at.is_(None)
            )
            yield from connection.execute(query)


def explained_by(connection: Connection, ids: Iterable[str]) -> set[str]:
    """The surnames alone that are explained by one of these full names."""
    found: set[str] = set()
    for piece in pieces(ids):
        query = select(judgements.c.left_id).where(judgements.c.right_id.in_(piece), judgements.c.basis == EVIDENCE)
        found.update(connection.execute(query).scalars())
    return found


def link_of(row: Row[Any]) -> Link:
    """The link that a judgement of the program holds."""
    return Link(row.left_id, row.right_id, row.score, row.reason)


def decision_of(row: Row[Any]) -> Decision:
    """The decision that a judgement of a person holds."""
    return Decision(row.decision_id or row.id, row.left_id, row.right_id, Relation(row.relation), row.decided_at)


def earliest(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The earliest publication among the articles of each node, empty where none says one."""
    found: dict[str, str] = {}
    for piece in pieces(ids):
        query = (
            select(locals_.c.node_id, articles.c.published)
            .join(articles, articles.c.id == locals_.c.article_id)
            .where(locals_.c.node_id.in_(piece))
        )
        for node_id, published in connection.execute(query):
            found[node_id] = min(filter(None, (found.get(node_id), published)), default="")
    return found


def locals_of(connection: Connection, article_ids: Sequence[str]) -> list[Row[Any]]:
    """The rows of the locals of articles."""
    return [
        row
        for piece in pieces(article_ids)
        for row in connection.execute(select(locals_).where(locals_.c.article_id.in_(piece)))
    ]
