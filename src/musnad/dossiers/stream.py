"""All stories of a store as the one JSON object of the contract, piece by piece: never more than a few in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from musnad.dossiers.build import Dossier
from musnad.dossiers.contract import dossiers_json
from musnad.dossiers.stored import dossier_from, named, names_shown
from musnad.model import Entity
from musnad.store.query_entities import load_entities
from musnad.store.query_stories import list_stories, load_stories, repeated_labels

_AT_ONCE = 1_000  # entities asked for in one query


def dossiers_stored(connection: Connection) -> Iterator[Dossier]:
    """The dossier of every stored story, the one with the latest report first; without entities."""
    repeated = repeated_labels(connection)
    ids = [story.id for story in list_stories(connection)]
    for stored in load_stories(connection, ids):
        yield dossier_from(stored, (), names_shown(stored.labels, repeated))


def whole_json(connection: Connection) -> Iterator[str]:
    """The pieces of the object: articles, then stories, each read anew, then the entities that they name."""
    named_ids: set[str] = set()

    def parts(dossier: Dossier, part: str) -> list[Any]:
        found: list[Any] = dossiers_json([dossier])[part]
        return found

    yield '{"articles": ['
    yield from _listed(each for dossier in dossiers_stored(connection) for each in parts(dossier, "articles"))
    yield '\n], "stories": ['
    repeated = repeated_labels(connection)
    ids = [story.id for story in list_stories(connection)]
    yield from _listed(_stories(connection, ids, repeated, named_ids.update))
    yield '\n], "entities": ['
    yield from _listed(
        {"id": each.id, "type": each.type.value, "names": list(each.names)} for each in _entities(connection, named_ids)
    )
    yield "\n]}\n"


def _stories(
    connection: Connection, ids: list[str], repeated: frozenset[str], note: Callable[[set[str]], None]
) -> Iterator[Any]:
    for stored in load_stories(connection, ids):
        note(named(stored))
        yield dossiers_json([dossier_from(stored, (), names_shown(stored.labels, repeated))])["stories"][0]


def _entities(connection: Connection, ids: set[str]) -> Iterator[Entity]:
    stream = iter(sorted(ids))
    while chunk := list(islice(stream, _AT_ONCE)):
        yield from load_entities(connection, chunk).values()


def _listed(items: Iterable[Any]) -> Iterator[str]:
    """The members of a JSON list, a line each."""
    for number, item in enumerate(items):
        yield f"{',' if number else ''}\n{json.dumps(item, ensure_ascii=False)}"
