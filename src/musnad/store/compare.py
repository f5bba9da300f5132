"""Who is like whom: keeps the neighbours of a store's articles as ``stories.index`` makes them of all at once.

An article is compared with those that share weighty words within the window of days, found by one range of an
index for each word. Only articles that are new, or whose entities were put together otherwise, are compared again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, select, union_all, update

from musnad import __version__
from musnad.config import across as config
from musnad.model import Extraction
from musnad.pack import packs
from musnad.store.query_links import pieces
from musnad.store.schema_links import locals_, nodes
from musnad.store.schema_stories import UNDATED, neighbours, profiles, story_keys
from musnad.store.traits import upsert
from musnad.stories.likeness import likelihood
from musnad.stories.packed import packed_numbers, packed_terms, unpacked_numbers, unpacked_terms
from musnad.stories.profile import Profile, profile
from musnad.vocabulary.stories import number_of

_TERM, _SHARED = "term", "shared"
_COLUMNS = (
    profiles.c.article_id,
    profiles.c.language,
    profiles.c.outlet,
    profiles.c.day,
    profiles.c.terms,
    profiles.c.names,
)
Pairs = dict[tuple[str, str], int]


def profiled(connection: Connection, found: Mapping[str, Extraction]) -> dict[str, Profile]:
    """Makes the profiles of articles anew and writes them, with the keys by which they are found; by stored id."""
    named = names_of(connection, found)
    made = {}
    for article_id, extraction in found.items():
        pack = packs().get(extraction.article.language)
        made[article_id] = profile(extraction.article, pack.stories if pack else None, named[article_id])
    _forget_keys(connection, _load(connection, found).values())
    rows = [
        {
            "article_id": each.article_id,
            "language": each.language,
            "outlet": each.outlet,
            "day": each.day,
            "terms": packed_terms(each),
            "names": packed_numbers(each.names),
            "pipeline_version": __version__,
            "pack_version": packs()[each.language].version if each.language in packs() else None,
        }
        for each in made.values()
    ]
    if rows:
        insert = upsert(connection)(profiles)
        renewed = {name: insert.excluded[name] for name in rows[0] if name != "article_id"}
        connection.execute(insert.on_conflict_do_update(index_elements=["article_id"], set_=renewed), rows)
    _write_keys(connection, made.values())
    return made


def renamed(connection: Connection, article_ids: Iterable[str]) -> None:
    """Brings the names in profiles up to date with the entities of today; what was never profiled is left alone."""
    before = _load(connection, article_ids)
    named = names_of(connection, before)
    moved = {
        key: names
        for key, each in before.items()
        if (names := frozenset(map(number_of, named[key]))) != each.names and each.terms
    }
    if not moved:
        return
    connection.execute(
        update(profiles).where(profiles.c.article_id == bindparam("key")).values(names=bindparam("packed")),
        [{"key": key, "packed": packed_numbers(names)} for key, names in sorted(moved.items())],
    )


def names_of(connection: Connection, article_ids: Iterable[str]) -> dict[str, set[str]]:
    """The ids of the entities that each article names."""
    found: dict[str, set[str]] = defaultdict(set)
    for piece in pieces(article_ids):
        query = (
            select(locals_.c.article_id, nodes.c.entity_id)
            .join(nodes, nodes.c.id == locals_.c.node_id)
            .where(locals_.c.article_id.in_(piece))
        )
        for article_id, entity_id in connection.execute(query):
            found[article_id].add(entity_id)
    return found


def compared(connection: Connection, made: Mapping[str, Profile]) -> set[str]:
    """Finds the neighbours of profiled articles anew and writes them; gives those that they had before."""
    around = _forget_neighbours(connection, made)
    abroad = _languages(connection)
    wanted = {key: _candidates(connection, each, abroad) - {key} for key, each in made.items()}
    known = dict(made)
    known |= _load(connection, {other for others in wanted.values() for other in others} - made.keys())
    found: Pairs = {}
    for key, others in wanted.items():
        for other in others:
            pair = (min(key, other), max(key, other))
            if pair not in found:
                found[pair] = likelihood(known[pair[0]], known[pair[1]])
    _write_neighbours(connection, {pair: each for pair, each in found.items() if each >= config.STORY_EDGE_MIN})
    return around


def edges_of(connection: Connection, article_ids: Iterable[str]) -> Iterator[Row[Any]]:
    """The neighbours of articles: rows of ``article_id``, ``other_id``, ``likelihood``."""
    for piece in pieces(article_ids):
        yield from connection.execute(select(neighbours).where(neighbours.c.article_id.in_(piece)))


def days_of(connection: Connection, article_ids: Iterable[str]) -> dict[str, float]:
    """When articles were published, in days since 1970; those of which nobody knows come last of all."""
    found: dict[str, float] = {}
    for piece in pieces(article_ids):
        query = select(profiles.c.article_id, profiles.c.day).where(profiles.c.article_id.in_(piece))
        found.update((row[0], float("inf") if row[1] is None else row[1]) for row in connection.execute(query))
    return found


def _load(connection: Connection, article_ids: Iterable[str]) -> dict[str, Profile]:
    found = {}
    for piece in pieces(article_ids):
        for row in connection.execute(select(*_COLUMNS).where(profiles.c.article_id.in_(piece))):
            article_id, language, outlet, day, packed, names = row
            terms, head, title, abroad = unpacked_terms(packed)
            named = unpacked_numbers(names)
            found[article_id] = Profile(article_id, language, outlet, day, terms, head, title, abroad, named)
    return found


def _candidates(connection: Connection, one: Profile, abroad: Sequence[str]) -> set[str]:
    """The articles that share enough keys within the window; those in other languages by what languages share."""
    found = set(_sharing(connection, one, (one.language, _TERM), one.keys, config.STORY_KEYS_SHARED_MIN))
    for language in abroad:
        if language != one.language:
            found |= _sharing(connection, one, (language, _SHARED), one.keys_abroad, config.STORY_ABROAD_SHARED_MIN)
    return found


def _sharing(
    connection: Connection, one: Profile, posted: tuple[str, str], keys: Iterable[int], least: int
) -> set[str]:
    """The articles posted under at least so many of the keys, dated ones within the window alone."""
    language, sort = posted
    here = (story_keys.c.language == language, story_keys.c.sort == sort, story_keys.c.key.in_(sorted(keys)))
    query = select(story_keys.c.article_id).where(*here)
    if one.day is None:
        held = query.subquery()
    else:
        window = story_keys.c.day.between(one.day - config.STORY_DAYS_MAX, one.day + config.STORY_DAYS_MAX)
        # Two ranges of the index, which a single condition with "or" would not be.
        held = union_all(query.where(window), query.where(story_keys.c.day == UNDATED)).subquery()
    counted = select(held.c.article_id).group_by(held.c.article_id).having(func.count() >= least)
    return set(connection.execute(counted).scalars())


def _languages(connection: Connection) -> list[str]:
    """The languages of profiled articles, each found by one look into the index."""
    found = [""]
    while found[-1] is not None:
        query = select(func.min(profiles.c.language)).where(profiles.c.language > found[-1])
        found.append(connection.execute(query).scalar())  # type: ignore[arg-type]
    return found[1:-1]


def _keys(each: Profile) -> Iterator[dict[str, Any]]:
    day = UNDATED if each.day is None else each.day
    for sort, keys in ((_TERM, each.keys), (_SHARED, each.keys_abroad)):
        for key in keys:
            yield {"language": each.language, "sort": sort, "key": key, "day": day, "article_id": each.article_id}


def _write_keys(connection: Connection, made: Iterable[Profile]) -> None:
    rows = [row for each in made for row in _keys(each)]
    if rows:
        connection.execute(story_keys.insert(), rows)


def _forget_keys(connection: Connection, before: Iterable[Profile]) -> None:
    rows = [{f"old_{name}": value for name, value in row.items()} for each in before for row in _keys(each)]
    if rows:
        same = [column == bindparam(f"old_{column.name}") for column in story_keys.c]
        connection.execute(delete(story_keys).where(*same), rows)


def _forget_neighbours(connection: Connection, article_ids: Iterable[str]) -> set[str]:
    """Removes what is known of articles and their neighbours, from both sides; gives the neighbours."""
    around = set()
    both = []
    for row in edges_of(connection, article_ids):
        around.add(row.other_id)
        both += [{"one": row.article_id, "other": row.other_id}, {"one": row.other_id, "other": row.article_id}]
    if both:
        here = (neighbours.c.article_id == bindparam("one"), neighbours.c.other_id == bindparam("other"))
        connection.execute(delete(neighbours).where(*here), both)
    return around


def _write_neighbours(connection: Connection, found: Pairs) -> None:
    rows = [
        {"article_id": one, "other_id": other, "likelihood": likely}
        for pair, likely in sorted(found.items())
        for one, other in (pair, pair[::-1])
    ]
    if rows:
        connection.execute(neighbours.insert(), rows)
