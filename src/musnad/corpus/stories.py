"""Stories as groups: articles → who is like whom → stories → claims, the same as a store makes of them one by one.

    describe  an article with its entities       → its rows in the tables, its profile to where it is compared
    compare   the articles of a stretch of days  → likenesses of pairs
    connect   likenesses (see ``parts``)         → the connected parts that they make
    place     an article, its likenesses, part   → both, to the task of the part
    group     the articles of a part             → the story of each
    send      an article with all its rows       → to the task of its story
    tell      the articles of one story          → story, copies, claims, conflicts

Where an article meets others, and which it is compared with, stands in ``compare``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from musnad.corpus.boxes import Row
from musnad.corpus.carried import rows_from
from musnad.corpus.compare import put_profile
from musnad.corpus.parts import labels_of
from musnad.corpus.rows import article_rows, story_rows
from musnad.corpus.task import Task
from musnad.model import Extraction
from musnad.pack import packs
from musnad.steps.cluster import story_id
from musnad.store.rebuilt import extraction_of
from musnad.store.rows import ArticleRows
from musnad.store.tell import told
from musnad.stories.group import grouped
from musnad.stories.profile import profile


def describe(task: Task) -> None:
    """Writes articles, statements and mentions, and puts ``profiles`` by stretch of days, ``days`` by article."""
    entities = _entities(task)
    for rows in _made(task):
        key = rows.article["id"]
        extraction = _under_id(rows, entities[key])
        for table, row in article_rows(rows, entities[key]):
            task.write(table, row)
        pack = packs().get(extraction.article.language)
        found = profile(extraction.article, pack.stories if pack else None, set(entities[key].values()))
        task.put("days", key, [key, found.day])
        put_profile(task, found)


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
