"""People of an index that a user brought: their names by key, and which entities they are."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, exists, func, select

from musnad.config import LINK_SCORE
from musnad.errors import InputError
from musnad.linking.keys import node_keys
from musnad.linking.parts import Node
from musnad.model import MentionType
from musnad.names import compare
from musnad.store.query_links import pieces
from musnad.store.rows import Row
from musnad.store.schema_links import entities, listed_keys, listed_people, nodes, traits
from musnad.store.traits import upsert

_AT_ONCE = 5_000  # people written at a time
_ID = re.compile(r"Q[1-9][0-9]*")
_ID_FIELDS = ("id", "wikidata", "wikidata_id", "qid")
_NAME_FIELDS = ("name", "names", "label", "labels", "aliases", "arabic", "latin", "ar", "en")


def read_people(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The Wikidata id and names of each person in a JSONL or CSV file; who has no name of two words is left out.

    An object or row needs ``id`` (or ``wikidata``, ``qid``) and one or more of ``name``, ``names``, ``label``,
    ``aliases``, ``arabic``, ``latin``, each a name, a list of them, or in CSV several between bars. Raises
    ``InputError`` with the line of what cannot be read.
    """
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines) if path.suffix.lower() == ".csv" else _objects(lines, path)
        for number, row in enumerate(rows, 2 if path.suffix.lower() == ".csv" else 1):
            key = next((str(row[field]).strip() for field in _ID_FIELDS if row.get(field)), "")
            names = tuple(dict.fromkeys(name for field in _NAME_FIELDS for name in _names(row.get(field))))
            if not _ID.fullmatch(key):
                raise InputError(f"{path}:{number}: expected a Wikidata id (Q and digits) as 'id', found {key!r}")
            if not names:
                raise InputError(f"{path}:{number}: expected a name as one of: {', '.join(_NAME_FIELDS)}")
            yield key, names


def _objects(lines: Iterable[str], path: Path) -> Iterator[Mapping[str, Any]]:
    for number, line in enumerate(lines, 1):
        try:
            found = json.loads(line)
        except ValueError as error:
            raise InputError(f"{path}:{number}: not a line of JSON: {error}") from error
        if not isinstance(found, dict):
            raise InputError(f"{path}:{number}: expected an object with 'id' and 'names'")
        yield found


def _names(value: object) -> list[str]:
    """The names in a field: a list of them, one, or several between bars."""
    given = value if isinstance(value, list) else str(value or "").split("|")
    return [name for each in given if isinstance(each, str) and (name := " ".join(each.split()))]


def add_people(connection: Connection, people: Iterable[tuple[str, tuple[str, ...]]]) -> int:
    """Writes people into the store's index, beside those that are there; gives how many were read."""
    count = 0
    names: list[Row] = []
    keys: list[Row] = []
    for wikidata_id, spelled in people:
        count += 1
        for name in spelled:
            found = node_keys(Node(MentionType.PERSON, name, name))
            if found:
                names.append({"wikidata_id": wikidata_id, "name": name})
                keys += [{"key": key, "wikidata_id": wikidata_id, "name": name} for key in found]
        if len(names) >= _AT_ONCE:
            _flush(connection, names, keys)
    _flush(connection, names, keys)
    return count


def _flush(connection: Connection, names: list[Row], keys: list[Row]) -> None:
    for table, rows in ((listed_people, names), (listed_keys, keys)):
        if rows:
            connection.execute(upsert(connection)(table).on_conflict_do_nothing(), rows)
            rows.clear()


def identify(connection: Connection, ids: Iterable[str] | None = None) -> int:
    """Gives entities the Wikidata id of the one listed person whom their names fit, with the reason; None for all.

    An entity whom several listed people fit has none. Gives how many have one now. ``ids`` are nodes; their entities,
    and the entities that they were, are looked at.
    """
    if ids is not None and not connection.execute(select(exists(select(listed_people.c.name)))).scalar():
        return 0
    spellings = _spellings(connection, ids)
    keys = {name: node_keys(Node(MentionType.PERSON, name, name)) for names in spellings.values() for name in names}
    listed: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for piece in pieces(key for each in keys.values() for key in each):
        for row in connection.execute(select(listed_keys).where(listed_keys.c.key.in_(piece))):
            listed[row.key].append((row.wikidata_id, row.name))
    rows = []
    for entity_id, names in sorted(spellings.items()):
        found = _fitting(sorted(names), keys, listed)
        if len(found) == 1:
            wikidata_id, reason = next(iter(found.items()))
            rows.append({"id": entity_id, "wikidata_id": wikidata_id, "reason": reason})
    for piece in pieces(set(spellings) | set(ids or ())):
        connection.execute(delete(entities).where(entities.c.id.in_(piece)))
    if ids is None:
        connection.execute(delete(entities))
    if rows:
        connection.execute(entities.insert(), rows)
    return connection.execute(select(func.count()).select_from(entities)).scalar() or 0


def _spellings(connection: Connection, ids: Iterable[str] | None) -> dict[str, set[str]]:
    """The spellings of full names of the persons among entities."""
    query = (
        select(nodes.c.entity_id, traits.c.value)
        .join(traits, traits.c.node_id == nodes.c.id)
        .where(nodes.c.type == MentionType.PERSON.value, ~nodes.c.alone, traits.c.kind == "spelling")
    )
    found: dict[str, set[str]] = defaultdict(set)
    if ids is None:
        rows = list(connection.execute(query))
    else:
        touched = [
            entity
            for piece in pieces(ids)
            for entity in connection.execute(select(nodes.c.entity_id).where(nodes.c.id.in_(piece))).scalars()
        ]
        rows = [
            row for piece in pieces(touched) for row in connection.execute(query.where(nodes.c.entity_id.in_(piece)))
        ]
    for entity_id, name in rows:
        found[entity_id].add(name)
    return found


def _fitting(
    names: list[str], keys: Mapping[str, tuple[str, ...]], listed: Mapping[str, list[tuple[str, str]]]
) -> dict[str, str]:
    """The listed people whom one of the names fits, with the reasons; only those of the same letters, if any are."""
    found: dict[str, tuple[float, str]] = {}
    for name in names:
        for wikidata_id, other in sorted({each for key in keys[name] for each in listed.get(key, ())}):
            likeness = compare(name, other)
            if likeness.score >= LINK_SCORE and likeness.score > found.get(wikidata_id, (0.0, ""))[0]:
                found[wikidata_id] = (likeness.score, f"{name} is listed as {other}: {'; '.join(likeness.reasons)}")
    exact = {key: reason for key, (score, reason) in found.items() if score == 1.0}
    return exact or {key: reason for key, (_, reason) in found.items()}
