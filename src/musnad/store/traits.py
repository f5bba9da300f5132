"""What articles add to nodes, and what goes with them when they are read anew."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, case, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from musnad.store.query_links import PERSON, earliest, pieces, sharing
from musnad.store.rows import Row
from musnad.store.schema_links import judgements, nodes, traits


@dataclass(frozen=True, slots=True)
class Change:
    """The rows of locals that go and come, the nodes of those that come, and when articles were published.

    ``published`` leads from an article's id to its date, empty where it has none.
    """

    gone: Sequence[Any]
    came: Sequence[Row]
    nodes: Sequence[Row]
    published: Mapping[str, str]


@dataclass(slots=True)
class Touched:
    """What a change touched: nodes that are new or in more or fewer articles; clues that a node gained or lost.

    ``empty`` are nodes that stand in no article any more.
    """

    nodes: set[str] = field(default_factory=set)
    fresh: set[str] = field(default_factory=set)
    empty: set[str] = field(default_factory=set)
    clues: set[str] = field(default_factory=set)


def apply(connection: Connection, change: Change) -> Touched:
    """Brings nodes and traits up to date with a change of locals."""
    counts: Counter[str] = Counter()
    shown: Counter[tuple[str, str, str, str]] = Counter()
    for sign, rows in ((-1, [(row.node_id, row.shared) for row in change.gone]), (1, _shared(change.came))):
        for node_id, shared in rows:
            counts[node_id] += sign
            for kind, value, language, count in json.loads(shared):
                shown[node_id, kind, value, language] += sign * count
    touched = Touched(nodes=set(counts))
    touched.fresh = _insert_nodes(connection, change.nodes)
    _count(connection, counts, change)
    touched.clues = _new_clues(connection, shown)
    _show(connection, shown, {row.node_id for row in change.gone})
    touched.empty = _empty(connection, {row.node_id for row in change.gone})
    return touched


def _shared(rows: Iterable[Row]) -> list[tuple[str, str]]:
    return [(row["node_id"], row["shared"]) for row in rows]


def upsert(connection: Connection) -> Any:
    """The dialect's ``insert`` that knows what to do on a conflict."""
    return {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[connection.dialect.name]


def _insert_nodes(connection: Connection, rows: Sequence[Row]) -> set[str]:
    """Inserts the nodes that are not there yet, each an entity of its own for now; gives their ids."""
    by_id = {row["id"]: row for row in rows}
    if not by_id:
        return set()
    query = upsert(connection)(nodes).on_conflict_do_nothing(index_elements=["id"]).returning(nodes.c.id)
    full = [{**by_id[key], "article_count": 0, "first_at": "", "entity_id": key} for key in sorted(by_id)]
    return set(connection.execute(query, full).scalars())


def _count(connection: Connection, counts: Counter[str], change: Change) -> None:
    """Counts the articles of nodes, and notes the earliest publication."""
    first: dict[str, str] = {}
    for row in change.came:
        at = change.published.get(row["article_id"], "")
        first[row["node_id"]] = min(filter(None, (first.get(row["node_id"]), at)), default="")
    if counts:
        is_earlier = (bindparam("at") != "") & ((nodes.c.first_at == "") | (nodes.c.first_at > bindparam("at")))
        connection.execute(
            update(nodes)
            .where(nodes.c.id == bindparam("node"))
            .values(
                article_count=nodes.c.article_count + bindparam("more"),
                first_at=case((is_earlier, bindparam("at")), else_=nodes.c.first_at),
            ),
            [{"node": key, "more": more, "at": first.get(key, "")} for key, more in sorted(counts.items())],
        )
    gone = {row.node_id for row in change.gone}
    if gone:
        since = earliest(connection, gone)
        connection.execute(
            update(nodes).where(nodes.c.id == bindparam("node")).values(first_at=bindparam("at")),
            [{"node": key, "at": since.get(key, "")} for key in sorted(gone)],
        )


def _new_clues(connection: Connection, shown: Counter[tuple[str, str, str, str]]) -> set[str]:
    """The clues that a node did not show before, or shows less often now."""
    moved = {(node_id, value) for (node_id, kind, value, _), count in shown.items() if kind == "clue" and count > 0}
    known = sharing(connection, "clue", {value for _, value in moved})
    fresh = {value for node_id, value in moved if node_id not in known.get(value, ())}
    return fresh | {value for (_, kind, value, _), count in shown.items() if kind == "clue" and count < 0}


def _show(connection: Connection, shown: Counter[tuple[str, str, str, str]], gone: set[str]) -> None:
    """Adds to the counts of traits, and removes those that no local shows any more.

    Keys stay as long as their node: new spellings have to find one that only a person's decision keeps.
    """
    names = ("node_id", "kind", "value", "language")
    rows = [dict(zip(names, key, strict=True)) | {"count": count} for key, count in sorted(shown.items()) if count]
    if rows:
        insert = upsert(connection)(traits)
        added = {"count": traits.c.count + insert.excluded.count}
        connection.execute(insert.on_conflict_do_update(index_elements=list(names), set_=added), rows)
    for piece in pieces(gone):
        connection.execute(
            delete(traits).where(
                traits.c.node_id.in_(piece), traits.c.count <= 0, traits.c.kind.not_in(("key", "tail"))
            )
        )


def _empty(connection: Connection, gone: set[str]) -> set[str]:
    """The nodes that stand in no article any more and that no person's decision names."""
    found: set[str] = set()
    for piece in pieces(gone):
        found.update(
            connection.execute(select(nodes.c.id).where(nodes.c.id.in_(piece), nodes.c.article_count <= 0)).scalars()
        )
    for piece in pieces(found):
        sides = (judgements.c.left_id, judgements.c.right_id)
        query = select(*sides).where(or_(*(side.in_(piece) for side in sides)), judgements.c.basis == PERSON)
        for row in connection.execute(query).all():
            found -= {row.left_id, row.right_id}
    return found
