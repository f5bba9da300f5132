"""Keeps the entities of a store as linking all its articles at once would make them, whatever comes and goes.

Only what a change touches is looked at: nodes that are new are judged against those that share a key; the nodes that
links or decisions connect to a touched one are grouped again; surnames alone are explained again where a clue came
or went, or the name that explains them moved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, or_, update

from musnad import __version__
from musnad.ids import digest
from musnad.linking.judge import Apart, apart_of, judge, meant
from musnad.linking.keys import turned
from musnad.linking.meeting import meeting_key
from musnad.linking.parts import Decision, Link, Node
from musnad.linking.resolve import NEAR_SCORE, resolve
from musnad.model import Relation
from musnad.pack import packs
from musnad.store.listed import identify
from musnad.store.query_links import (
    EVIDENCE,
    NAME,
    PERSON,
    about,
    decision_of,
    entities_of,
    explained_by,
    link_of,
    load_nodes,
    load_standings,
    pieces,
    sharing,
    shown,
)
from musnad.store.schema_links import entities, judgements, nodes
from musnad.store.traits import Change, Touched, apply, upsert
from musnad.store.wait import wait_for_moved


def relink(connection: Connection, change: Change, at: datetime) -> set[str]:
    """Brings nodes, judgements and entities up to date with a change of locals; gives the nodes that moved."""
    touched = apply(connection, change)
    around = _forget(connection, touched)
    apart = apart_of(packs().values())
    _judge(connection, touched.fresh, apart, at)
    moved = regroup(connection, (touched.nodes - touched.empty) | around, touched.clues, at) | touched.fresh
    identify(connection, moved)
    return moved


def _forget(connection: Connection, touched: Touched) -> set[str]:
    """Removes nodes that are empty, with what the program found of them; gives those that were linked to them."""
    around: set[str] = set()
    for piece in pieces(touched.empty):
        for row in about(connection, piece, NAME, EVIDENCE):
            around |= {row.left_id, row.right_id}
        sides = or_(judgements.c.left_id.in_(piece), judgements.c.right_id.in_(piece))
        connection.execute(delete(judgements).where(sides, judgements.c.basis != PERSON))
        connection.execute(delete(nodes).where(nodes.c.id.in_(piece)))
        connection.execute(delete(entities).where(entities.c.id.in_(piece)))
    return around - touched.empty


def _judge(connection: Connection, fresh: set[str], apart: Apart, at: datetime) -> None:
    """Judges new nodes against those that they meet under their keys, and writes down what is found."""
    keys = shown(connection, "key", fresh)
    partners = sharing(connection, "key", {key for each in keys.values() for key in each})
    pairs = {
        (min(node_id, other), max(node_id, other))
        for node_id, own in keys.items()
        for key in own
        for other in partners[key]
        if other != node_id
    }
    known = load_nodes(connection, {node_id for pair in pairs for node_id in pair})
    met = [pair for pair in sorted(pairs) if meeting_key(known[pair[0]], known[pair[1]])]
    found = [judge(known[one], known[other], apart) for one, other in met]
    _write(connection, NAME, [link for link in found if link], known, at)


def _write(connection: Connection, basis: str, links: Iterable[Link], known: Mapping[str, Node], at: datetime) -> None:
    """Writes links as judgements of the program; one that is there already stays."""
    rows = [
        {
            "id": "j1_" + digest(basis, link.left_id, link.right_id),
            "decision_id": None,
            "basis": basis,
            "left_id": link.left_id,
            "right_id": link.right_id,
            "left_name": known[link.left_id].name,
            "right_name": known[link.right_id].name,
            "relation": Relation.SAME.value,
            "score": link.score,
            "reason": link.reason,
            "author": f"musnad {__version__}",
            "decided_at": at,
        }
        for link in links
    ]
    if rows:
        connection.execute(upsert(connection)(judgements).on_conflict_do_nothing(index_elements=["id"]), rows)


def regroup(connection: Connection, touched: set[str], clues: Iterable[str], at: datetime) -> set[str]:
    """Groups anew what is connected to nodes, and explains anew what rests on them; gives the nodes that moved."""
    reached, links, decisions = _reach(connection, touched)
    known = load_standings(connection, reached)
    decided = {node_id for each in decisions if each.relation is Relation.SAME for node_id in _sides(each)}
    grouped = {
        node_id: standing for node_id, standing in known.items() if not standing.node.alone or node_id in decided
    }
    entity_of = resolve(grouped, links, decisions).entity_of
    before = entities_of(connection, entity_of)
    moved = {node_id: entity for node_id, entity in entity_of.items() if before[node_id] != entity}
    _move(connection, before, moved)
    alone = {node_id for node_id, standing in known.items() if standing.node.alone}
    alone |= explained_by(connection, moved)
    for each in sharing(connection, "clue", map(turned, clues)).values():
        alone.update(each)
    return set(moved) | _explain(connection, alone - decided, at)


def _sides(decision: Decision) -> tuple[str, str]:
    return decision.left_id, decision.right_id


def _reach(connection: Connection, touched: set[str]) -> tuple[set[str], list[Link], list[Decision]]:
    """The nodes that links and decisions connect, from the touched ones on, with those links and decisions."""
    reached, frontier = set(touched), set(touched)
    links: dict[str, Link] = {}
    decisions: dict[str, Decision] = {}
    while frontier:
        found: set[str] = set()
        for row in about(connection, frontier, NAME, PERSON):
            if row.basis == PERSON:
                decisions[row.id] = decision_of(row)
                connects = row.relation == Relation.SAME.value
            else:
                links[row.id] = link_of(row)
                connects = row.score >= NEAR_SCORE
            if connects:
                found |= {row.left_id, row.right_id}
        frontier = found - reached
        reached |= frontier
    return reached, list(links.values()), list(decisions.values())


def _move(connection: Connection, before: dict[str, str], moved: dict[str, str]) -> None:
    if moved:
        wait_for_moved(connection, before, moved)
        connection.execute(
            update(nodes).where(nodes.c.id == bindparam("node")).values(entity_id=bindparam("entity")),
            [{"node": node_id, "entity": entity} for node_id, entity in sorted(moved.items())],
        )


def _explain(connection: Connection, alone: set[str], at: datetime) -> set[str]:
    """Gives surnames alone the entity that one full name explains, or makes them entities of their own."""
    known = {key: each for key, each in load_standings(connection, alone).items() if each.node.alone}
    clues = shown(connection, "clue", known)
    named = sharing(connection, "clue", {turned(clue) for each in clues.values() for clue in each})
    full = load_standings(connection, {node_id for each in named.values() for node_id in each})
    before = entities_of(connection, {*known, *full})
    barred = _barred(connection, known)
    chosen: dict[str, Link] = {}
    for node_id, standing in known.items():
        offers: dict[str, list[str]] = defaultdict(list)
        for clue in clues[node_id]:
            for other in named.get(turned(clue), ()):
                offers[other].append(clue)
        link = meant(standing.node, offers, full, before, barred[node_id])
        if link:
            chosen[node_id] = link
    for piece in pieces(known):
        connection.execute(delete(judgements).where(judgements.c.left_id.in_(piece), judgements.c.basis == EVIDENCE))
    _write(connection, EVIDENCE, chosen.values(), {key: each.node for key, each in {**known, **full}.items()}, at)
    entity_of = {key: before[chosen[key].right_id] if key in chosen else key for key in known}
    moved = {key: entity for key, entity in entity_of.items() if before[key] != entity}
    _move(connection, before, moved)
    return set(moved)


def _barred(connection: Connection, known: Iterable[str]) -> dict[str, set[str]]:
    """The entities that a person told each node apart from."""
    others: dict[str, set[str]] = defaultdict(set)
    for row in about(connection, known, PERSON):
        if row.relation == Relation.DIFFERENT.value:
            others[row.left_id].add(row.right_id)
            others[row.right_id].add(row.left_id)
    entity_of = entities_of(connection, {each for found in others.values() for each in found})
    return defaultdict(
        set, {key: {entity_of[each] for each in found if each in entity_of} for key, found in others.items()}
    )
