"""Stories as groups: articles → who is like whom → stories → claims, the same as a store makes of them one by one.

    describe  an article with its entities       → its rows in the tables, its profile under its weightiest words
    compare   the articles under one word        → likenesses of pairs within the window of days
    connect   likenesses (see ``parts``)         → the connected parts that they make
    place     an article, its likenesses, part   → both, to the task of the part
    group     the articles of a part             → the story of each
    send      an article with all its rows       → to the task of its story
    tell      the articles of one story          → story, copies, claims, conflicts

Two articles meet under a word and a stretch of ``STORY_DAYS_MAX`` days: each stands in its own stretch, and as a guest
in the next one, since two that are compared lie in one stretch or in neighbouring ones. A word that is in the news
every day therefore gathers the articles of six days, never all; and an article is found under its 24 weightiest words
only, of which two must share two. Those without a date meet all that share a word, in a stretch of their own.
"""

from __future__ import annotations

import base64
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, product
from math import ceil, floor
from typing import Any

from musnad.config import across as config
from musnad.config import corpus
from musnad.corpus.boxes import Row
from musnad.corpus.carried import rows_from
from musnad.corpus.parts import labels_of, put_edge
from musnad.corpus.rows import article_rows, story_rows
from musnad.corpus.task import Task
from musnad.model import Extraction
from musnad.pack import packs
from musnad.steps.cluster import story_id
from musnad.store.rebuilt import extraction_of
from musnad.store.rows import ArticleRows
from musnad.store.tell import told
from musnad.stories.group import grouped
from musnad.stories.likeness import likelihood
from musnad.stories.packed import packed_numbers, packed_terms, unpacked_numbers, unpacked_terms
from musnad.stories.profile import Profile, profile

_UNDATED = "-"
_Word = tuple[str, str, int]
"""Under what articles meet: a stretch of days, a language (empty for what languages share), a number."""


def describe(task: Task) -> None:
    """Writes articles, statements and mentions, and puts profiles under ``words``, ``days`` by article."""
    languages, undated = task.order.given["languages"], task.order.given["undated"]
    entities = _entities(task)
    for rows in _made(task):
        key = rows.article["id"]
        extraction = _under_id(rows, entities[key])
        for table, row in article_rows(rows, entities[key]):
            task.write(table, row)
        pack = packs().get(extraction.article.language)
        found = profile(extraction.article, pack.stories if pack else None, set(entities[key].values()))
        task.put("days", key, [key, found.day])
        shared = len(languages) > 1
        by_bucket: dict[int, list[list[Any]]] = defaultdict(list)
        for word in _words(found, shared=shared, undated=undated):
            by_bucket[task.box.bucket_of(f"{word[0]}|{word[1]}|{word[2]}")].append(word)
        packed = _packed(found)
        for bucket, words in sorted(by_bucket.items()):
            task.box.put_in("words", bucket, [packed, words])


def compare(task: Task) -> None:
    """Compares the articles that meet: ``likely`` rows by the smaller id, ``alike`` edges that could hold a story.

    Where there is more than ``COMPARED_BYTES``, some of the words are looked at in each of several passes.
    """
    passes = ceil(task.weight("words") / corpus.COMPARED_BYTES)
    counts: Counter[str] = Counter()
    most = 0
    for turn in range(passes):
        homes: dict[_Word, list[_Seen]] = defaultdict(list)
        guests: dict[_Word, list[_Seen]] = defaultdict(list)
        for values, words in task.take("words"):
            looked_at = [word for word in words if word[2] % passes == turn]
            if looked_at:
                seen = _Seen.of(_profile(values))
                for stretch, sort, number, is_home in looked_at:
                    (homes if is_home else guests)[stretch, sort, number].append(seen)
        for word in sorted(homes):
            most = max(most, len(homes[word]) + len(guests[word]))
            for one, other in _meeting(homes[word], guests[word]):
                counts["pairs"] += 1
                if _is_compared(one, other, word[1], word[2]):
                    counts["compared"] += 1
                    _note(task, *sorted((one.profile, other.profile), key=lambda each: each.article_id))
    task.facts |= {"most": most, **counts}


def _note(task: Task, one: Profile, other: Profile) -> None:
    likely = likelihood(one, other)
    if likely >= config.STORY_EDGE_MIN:
        task.put("likely", one.article_id, [one.article_id, other.article_id, likely])
    if likely >= config.STORY_COHESION_MIN:
        put_edge(task, "alike", one.article_id, other.article_id)


def place(task: Task) -> None:
    """Sends articles and likenesses to the part that they are in: ``fellows`` and ``ties`` rows."""
    labels = labels_of(task)
    superseded = {key for (key,) in task.take("superseded")}
    for key, day in task.take("days"):
        if key in superseded:
            continue
        part = labels.get(key, str(key))
        task.put("fellows", part, [part, key, day])
    for one, other, likely in task.take("likely"):
        if one in labels:
            task.put("ties", labels[one], [labels[one], one, other, likely])


def group(task: Task) -> None:
    """Divides each part into stories: ``story`` rows by article."""
    days: dict[str, dict[str, float]] = defaultdict(dict)
    edges: dict[str, dict[str, int]] = defaultdict(dict)
    for part, key, day in task.take("fellows"):
        days[part][key] = float("inf") if day is None else day
    for _, one, other, likely in task.take("ties"):
        edges[one][other] = edges[other][one] = likely
    for part in sorted(days):
        for members in grouped(days[part], edges):
            for position, key in enumerate(members):
                task.put("story", key, [key, story_id(members[0]), position])
    task.facts["most"] = max(map(len, days.values()), default=0)


def send(task: Task) -> None:
    """Sends each article with all that was found in it to its story: ``telling`` rows."""
    story_of = {key: (story, position) for key, story, position in task.take("story")}
    entities: dict[str, list[Row]] = defaultdict(list)
    for key, number, entity_id in task.take("named"):
        entities[key].append([number, entity_id])
    for values in task.take("made"):
        key = rows_from(values).article["id"]
        if key in story_of:
            story, position = story_of[key]
            task.put("telling", story, [story, position, values, sorted(entities[key])])


def tell(task: Task) -> None:
    """Tells each story, as the store tells it."""
    members: dict[str, list[tuple[int, Extraction, dict[str, str]]]] = defaultdict(list)
    for story, position, values, named in task.take("telling"):
        rows = rows_from(values)
        entities: dict[int, str] = dict(named)
        members[story].append((position, _under_id(rows, entities), speakers_of(rows, entities)))
    for story in sorted(members):
        own = sorted(members[story], key=lambda each: each[0])
        speakers = {key: entity for _, _, each in own for key, entity in each.items()}
        for table, row in story_rows(told([extraction for _, extraction, _ in own], speakers)):
            task.write(table, row)


def speakers_of(rows: ArticleRows, entities: dict[int, str]) -> dict[str, str]:
    """The entities that make the statements of an article, by the statements' ids; nobody is left out."""
    return {row["id"]: entities[row["local_number"]] for row in rows.statements if row["local_number"] in entities}


def _made(task: Task) -> Iterator[ArticleRows]:
    yield from sorted(map(rows_from, task.take("made")), key=lambda rows: str(rows.article["id"]))


def _entities(task: Task) -> dict[str, dict[int, str]]:
    """The entity of each local, by article and number."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for key, number, entity_id in task.take("named"):
        found[key][number] = entity_id
    return found


def _under_id(rows: ArticleRows, entities: dict[int, str]) -> Extraction:
    """The extraction with its article under its stored id."""
    found = extraction_of(rows, entities)
    return replace(found, article=replace(found.article, id=rows.article["id"]))


def _words(one: Profile, *, shared: bool, undated: bool) -> Iterator[list[Any]]:
    """Under what an article is looked up: stretch of days, sort, number, and whether it is at home there.

    What languages share is used where there are ``shared`` ones of two languages, the stretch of articles without a
    date where there are any.
    """
    if one.day is None:
        stretches = [(_UNDATED, True)]
    else:
        own = floor(one.day / config.STORY_DAYS_MAX)
        stretches = [(str(own), True), (str(own + 1), False), *([(_UNDATED, False)] if undated else [])]
    found = [(one.language, number) for number in one.keys]
    if shared:
        found += [("", number) for number in one.keys_abroad]
    for (sort, number), (stretch, is_home) in product(found, stretches):
        yield [stretch, sort, number, is_home]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A profile with the sets that pairs are tested by."""

    profile: Profile
    keys: frozenset[int]
    keys_abroad: frozenset[int]

    @classmethod
    def of(cls, found: Profile) -> _Seen:
        return cls(found, frozenset(found.keys), frozenset(found.keys_abroad))


def _meeting(homes: list[_Seen], guests: list[_Seen]) -> Iterator[tuple[_Seen, _Seen]]:
    """The pairs of which one at least is at home; each pair meets in one stretch only."""
    yield from combinations(homes, 2)
    yield from product(homes, guests)


def _is_compared(one: _Seen, other: _Seen, sort: str, number: int) -> bool:
    """Whether two articles that meet under a word share enough, lie near enough, and meet there first."""
    if one.profile.day is not None and other.profile.day is not None:
        first, last = sorted((one.profile.day, other.profile.day))
        if last > first + config.STORY_DAYS_MAX:
            return False
    if sort:
        common = one.keys & other.keys
        return len(common) >= config.STORY_KEYS_SHARED_MIN and min(common) == number
    if one.profile.language == other.profile.language:
        return False
    common = one.keys_abroad & other.keys_abroad
    return len(common) >= config.STORY_ABROAD_SHARED_MIN and min(common) == number


def _packed(one: Profile) -> Row:
    return [
        one.article_id,
        one.language,
        one.outlet,
        one.day,
        base64.b64encode(packed_terms(one)).decode(),
        base64.b64encode(packed_numbers(one.names)).decode(),
    ]


def _profile(values: Row) -> Profile:
    article_id, language, outlet, day, packed, names = values
    terms, head, title, abroad = unpacked_terms(base64.b64decode(packed))
    named = unpacked_numbers(base64.b64decode(names))
    return Profile(article_id, language, outlet, day, terms, head, title, abroad, named)
