"""What the store holds across articles: the same in any order and any batches, and as all steps at once find it."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, select

from linking_world import named_of
from musnad.intake import settle_all
from musnad.linking.judge import apart_of
from musnad.model import Extraction
from musnad.pack import packs
from musnad.per_article import linked_rows
from musnad.pipeline import Mode, extract
from musnad.steps.cluster import cluster, story_id
from musnad.steps.link import link
from musnad.steps.read import read_text
from musnad.store import schema_stories as tables
from musnad.store.decide import Decider, merge, split, undo
from musnad.store.open import open_store
from musnad.store.query_stories import (
    StoryFilter,
    count_stories,
    count_waiting,
    find_story,
    list_stories,
    load_stories,
    load_story,
    story_of,
)
from musnad.store.rows import ArticleRows, article_id
from musnad.store.settle import settle
from musnad.store.write import add_articles

NOW = datetime(2031, 3, 5, tzinfo=UTC)
CASES = Path(__file__).parent / "cases"


def told(language: str, each: dict[str, Any]) -> Extraction:
    article = read_text(
        f"{each['title']}\n{each['text']}",
        id=each["id"],
        source="-",
        title=each["title"],
        outlet=each.get("outlet"),
        published=each.get("published"),
        language=language,
    )
    return extract(article, Mode.FAST)


def tables_of_stories() -> list[Extraction]:
    found = []
    for path in sorted(CASES.glob("*/stories.yml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            found += [told(path.parent.name, each) for each in case["articles"]]
    return found


WORLD = tables_of_stories()
ROWS = {each.article.id: linked_rows(each, ("1", None)) for each in WORLD}
assert len(ROWS) == len(WORLD)


def add(store: Engine, batch: list[ArticleRows], at: datetime = NOW) -> None:
    with store.begin() as connection:
        add_articles(connection, batch, at)


def dump(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of what stands, without times."""
    return {
        table.name: sorted(
            tuple(value for name, value in row.items() if not name.endswith("_at"))
            for row in connection.execute(select(table)).mappings()
        )
        for table in (
            tables.profiles, tables.story_keys, tables.neighbours, tables.stories, tables.story_articles, tables.copies,
            tables.claims, tables.claim_statements, tables.conflicts, tables.groupings, tables.waiting,
        )
    }  # fmt: skip


def whole(db: str, rows: list[ArticleRows]) -> dict[str, list[tuple[Any, ...]]]:
    with open_store(db, writing=True) as store:
        add(store, rows)
        settle_all(store)
        with store.connect() as connection:
            return dump(connection)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Any, ...]]]:
    return whole(str(tmp_path_factory.mktemp("whole") / "news.db"), list(ROWS.values()))


def test_a_store_holds_what_the_steps_find_all_at_once(expected: dict[str, Any]) -> None:
    linked = link(map(named_of, WORLD), apart_of(packs().values()))
    names: dict[str, set[str]] = defaultdict(set)
    for each in map(named_of, WORLD):
        names[each.article_id] = {linked.entity_of[local.node.id] for local in each.locals}
    ids = {each.article.id: article_id(each.article) for each in WORLD}
    articles = [read.article for read in WORLD]
    renamed = [type(article)(**{**_fields(article), "id": ids[article.id]}) for article in articles]
    found = cluster(renamed, packs(), names)
    columns = ["article_id", "story_id", "position", "founding_id"]
    stored = [dict(zip(columns, row, strict=True)) for row in expected["story_articles"]]
    members: dict[str, list[str]] = defaultdict(list)
    for row in sorted(stored, key=lambda row: row["position"]):
        members[row["story_id"]].append(row["article_id"])
    assert {story.id: list(story.article_ids) for story in found.stories} == members
    assert {(copy.copy_id, copy.original_id) for copy in found.copies} == {row[:2] for row in expected["copies"]}
    assert any(len(each) > 2 for each in members.values())


def _fields(article: Any) -> dict[str, Any]:
    return {name: getattr(article, name) for name in article.__slots__}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_any_order_and_any_batches_make_the_same_stories(
    seed: int, expected: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    dice = random.Random(seed)
    left = dice.sample(list(ROWS.values()), len(ROWS))
    with open_store(str(tmp_path_factory.mktemp("parts") / "news.db"), writing=True) as store:
        while left:
            size = dice.randint(1, 8)
            batch, left = left[:size], left[size:]
            add(store, [*batch, *dice.sample(list(ROWS.values()), dice.randint(0, 1))])
            if dice.random() < 0.7:
                settle_all(store)
        settle_all(store)
        with store.connect() as connection:
            assert dump(connection) == expected
        # Read anew by another version, a part of them: nothing changes.
        again = [linked_rows(each, ("2", None)) for each in dice.sample(WORLD, 4)]
        add(store, again)
        settle_all(store)
        with store.connect() as connection:
            assert dump(connection) == expected
