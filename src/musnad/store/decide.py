"""What a person decides of entities: to merge, to split, and to take either back. It always wins over the program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from sqlalchemy import Connection, update

from musnad.errors import InputError
from musnad.ids import digest
from musnad.linking.parts import Standing
from musnad.linking.resolve import resolve
from musnad.linking.within import folded
from musnad.model import Relation
from musnad.store.link import regroup
from musnad.store.listed import identify
from musnad.store.query_entities import Match, matches, members, pick
from musnad.store.query_links import (
    NAME,
    PERSON,
    about,
    decision_of,
    entities_of,
    link_of,
    load_standings,
    sharing,
)
from musnad.store.schema_links import judgements


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision came to: both sides by their nodes' ids and by name, and their entities now."""

    left_id: str
    right_id: str
    left_name: str
    right_name: str
    left_entity: str
    right_entity: str


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides, when, and why; ``author`` is a person's name on this machine."""

    author: str
    at: datetime
    reason: str


def merge(connection: Connection, one: str, other: str, by: Decider) -> Decided:
    """Puts two entities together; raises ``InputError`` if they are one already, or a name does not mean one."""
    left, right = pick(connection, one), pick(connection, other)
    if left.entity_id == right.entity_id:
        raise InputError(f"{one} and {other} are one already: {left.entity_id}")
    ours, theirs = members(connection, left.entity_id), members(connection, right.entity_id)
    _withdraw(connection, ours, theirs, Relation.DIFFERENT, by)
    _decide(connection, [(left.entity_id, right.entity_id)], Relation.SAME, by)
    _regroup(connection, {*ours, *theirs}, by)
    return _told(connection, left.entity_id, right.entity_id)


def split(connection: Connection, one: str, other: str, by: Decider) -> Decided:
    """Tells two entities apart for good, or takes a spelling out of an entity.

    Raises ``InputError`` where the spelling is all of the entity, or belongs to the very same name.
    """
    left = pick(connection, one)
    right = _inside(connection, left, other) or pick(connection, other)
    own = members(connection, left.entity_id)
    if left.entity_id == right.entity_id:
        ours, theirs = _sides(connection, own, left, right)
    else:
        ours, theirs = own, members(connection, right.entity_id)
    if not ours or not theirs:
        raise InputError(f"{other} cannot be told from {one}: it is the same name, in the same articles")
    _withdraw(connection, ours, theirs, Relation.SAME, by)
    _decide(connection, sorted(product(ours, theirs)), Relation.DIFFERENT, by)
    _regroup(connection, {*ours, *theirs, *own}, by)
    return _told(connection, ours[0] if left.entity_id not in ours else left.entity_id, theirs[0])


def undo(connection: Connection, one: str, other: str, relation: Relation, by: Decider) -> Decided:
    """Takes back a person's decision about two entities or spellings; raises ``InputError`` if there is none."""
    left, right = _bearers(connection, one), _bearers(connection, other)
    whole = {
        node_id
        for entity in entities_of(connection, {*left, *right}).values()
        for node_id in members(connection, entity)
    }
    if not _withdraw(connection, left, right, relation, by):
        done = "merged" if relation is Relation.SAME else "split"
        raise InputError(f"nobody has {done} {one} and {other}. See the decisions with: musnad who {one!r}")
    _regroup(connection, {*left, *right, *whole}, by)
    return _told(connection, min(left), min(right))


def _inside(connection: Connection, match: Match, name: str) -> Match | None:
    """The nodes of an entity that bear a spelling, if the entity has it."""
    own = set(members(connection, match.entity_id))
    form = folded(name)
    bearing = [node_id for node_id in sharing(connection, "form", [form]).get(form, ()) if node_id in own]
    return Match(match.entity_id, 1.0, tuple(bearing), match.article_count) if bearing else None


def _bearers(connection: Connection, name: str) -> list[str]:
    """The nodes that a name or id means, in whatever entities they are. Raises ``InputError`` if there are none."""
    found = matches(connection, name)
    bearing = {node_id for match in found if match.score == found[0].score for node_id in match.node_ids}
    if not bearing:
        raise InputError(f"{name}: nobody and nothing of that name in the store")
    return sorted(bearing)


def _sides(connection: Connection, own: list[str], left: Match, right: Match) -> tuple[list[str], list[str]]:
    """The two sides into which an entity falls: what only persons had put together, else one spelling and the rest."""
    known = load_standings(connection, own)
    rows = list(about(connection, own, NAME, PERSON))
    links = [link_of(row) for row in rows if row.basis == NAME]
    apart = [decision_of(row) for row in rows if row.basis == PERSON and row.relation == Relation.DIFFERENT.value]
    by_program = resolve(known, links, apart).entity_of
    theirs = {by_program[node_id] for node_id in right.node_ids if node_id in by_program}
    ours = {by_program[node_id] for node_id in left.node_ids if node_id in by_program} - theirs
    if ours and set(left.node_ids) != set(own):
        return (
            [node_id for node_id in own if by_program[node_id] in ours],
            [node_id for node_id in own if by_program[node_id] in theirs],
        )
    if any(by_program[node_id] not in theirs for node_id in own):
        return (
            [node_id for node_id in own if by_program[node_id] not in theirs],
            [node_id for node_id in own if by_program[node_id] in theirs],
        )
    return [node_id for node_id in own if node_id not in right.node_ids], sorted(right.node_ids)


def _decide(connection: Connection, pairs: list[tuple[str, str]], relation: Relation, by: Decider) -> None:
    known: dict[str, Standing] = load_standings(connection, {side for pair in pairs for side in pair})
    at = by.at.isoformat()
    decision_id = "d1_" + digest(relation.value, at, *(side for pair in pairs for side in pair))
    connection.execute(
        judgements.insert(),
        [
            {
                "id": "j1_" + digest(decision_id, left, right),
                "decision_id": decision_id,
                "basis": PERSON,
                "left_id": left,
                "right_id": right,
                "left_name": known[left].node.name,
                "right_name": known[right].node.name,
                "relation": relation.value,
                "score": 1.0,
                "reason": by.reason,
                "author": by.author,
                "decided_at": by.at,
            }
            for left, right in pairs
        ],
    )


def _withdraw(
    connection: Connection, ours: Iterable[str], theirs: Iterable[str], relation: Relation, by: Decider
) -> bool:
    """Withdraws a person's decisions of a relation that reach from one side to the other; False if there are none."""
    left, right = set(ours), set(theirs)
    crossing = {
        row.decision_id
        for row in about(connection, left, PERSON)
        if row.relation == relation.value
        and ((row.left_id in left and row.right_id in right) or (row.left_id in right and row.right_id in left))
    }
    for decision_id in sorted(crossing):
        connection.execute(
            update(judgements)
            .where(judgements.c.decision_id == decision_id, judgements.c.withdrawn_at.is_(None))
            .values(withdrawn_at=by.at)
        )
    return bool(crossing)


def _regroup(connection: Connection, touched: set[str], by: Decider) -> None:
    identify(connection, regroup(connection, touched, (), by.at))


def _told(connection: Connection, left: str, right: str) -> Decided:
    entity_of = entities_of(connection, {left, right})
    known = load_standings(connection, {left, right})
    return Decided(
        left,
        right,
        known[left].node.name,
        known[right].node.name,
        entity_of[left],
        entity_of[right],
    )
