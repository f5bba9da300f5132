"""Which articles wait for their story to be looked at: new ones, those read anew, and those of entities that
moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum

from sqlalchemy import Connection, delete, select, update

from musnad.store.query_links import pieces
from musnad.store.schema_links import locals_, nodes
from musnad.store.schema_stories import waiting
from musnad.store.traits import upsert

Block = tuple[str, str]
"""The nodes that went from one entity to another, or stayed in it."""


class Stage(StrEnum):
    """What an article waits for; the columns of ``waiting``."""

    RENAMES = "renames"
    COMPARES = "compares"
    TELLS = "tells"


def wait(connection: Connection, article_ids: Iterable[str], stage: Stage = Stage.COMPARES) -> None:
    """Notes that articles wait for a stage, whatever else they wait for."""
    rows = [{"article_id": key, **{each.value: each is stage for each in Stage}} for key in sorted(set(article_ids))]
    if rows:
        insert = upsert(connection)(waiting)
        connection.execute(insert.on_conflict_do_update(index_elements=["article_id"], set_={stage.value: True}), rows)


def waiting_for(connection: Connection, stage: Stage, most: int) -> list[str]:
    """At most so many of the articles that wait for a stage, in the order of their ids."""
    query = select(waiting.c.article_id).where(waiting.c[stage.value]).order_by(waiting.c.article_id).limit(most)
    return list(connection.execute(query).scalars())


def done(connection: Connection, article_ids: Iterable[str], stage: Stage) -> None:
    """Notes that articles wait for a stage no more, and forgets those that wait for nothing."""
    for piece in pieces(article_ids):
        here = waiting.c.article_id.in_(piece)
        connection.execute(update(waiting).where(here).values({stage.value: False}))
        connection.execute(delete(waiting).where(here, ~waiting.c.renames, ~waiting.c.compares, ~waiting.c.tells))


def wait_for_moved(connection: Connection, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Notes which articles wait because nodes go from the entities ``before`` to those ``after``; to be called
    before.

    Two articles name the same in another way only if two of their nodes come together or part. Of all nodes that
    go the same way, those of most articles may therefore stay as they are: whom they meet or leave is in another such
    block, and is looked at. Where a whole entity has another id, only names are written anew.
    """
    sizes, going = _blocks(connection, before, after)
    largest: dict[tuple[str, str], Block] = {}
    for block in sorted(sizes):
        for side in (("from", block[0]), ("to", block[1])):
            if side not in largest or sizes[block] > sizes[largest[side]]:
                largest[side] = block
    stays = {block for block in sizes if largest["from", block[0]] == largest["to", block[1]] == block}
    wait(connection, _articles(connection, [key for key, block in going.items() if block not in stays]))
    other_id = [key for key, block in going.items() if block in stays and block[0] != block[1]]
    wait(connection, _articles(connection, other_id), Stage.RENAMES)


def _blocks(
    connection: Connection, before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[dict[Block, int], dict[str, Block]]:
    """In how many articles each block stands, and the block of each node of the entities concerned."""
    sizes: dict[Block, int] = defaultdict(int)
    going: dict[str, Block] = {}
    for piece in pieces([*(before[key] for key in after), *after.values()]):
        query = select(nodes.c.id, nodes.c.entity_id, nodes.c.article_count).where(nodes.c.entity_id.in_(piece))
        for node_id, entity_id, count in connection.execute(query):
            going[node_id] = (entity_id, after.get(node_id, entity_id))
            sizes[going[node_id]] += count
    return sizes, going


def _articles(connection: Connection, node_ids: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for piece in pieces(node_ids):
        found.update(connection.execute(select(locals_.c.article_id).where(locals_.c.node_id.in_(piece))).scalars())
    return found
