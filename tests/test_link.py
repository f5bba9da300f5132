"""Mentions become the entities that the table says, in any order and any batches."""

from __future__ import annotations

import json
import os
import random
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from linking_world import extraction_of, named_of, rows_for
from musnad import extract, read
from musnad.linking.judge import apart_of
from musnad.linking.within import folded
from musnad.model import Article, Extraction
from musnad.pack import packs
from musnad.steps.link import Linked, Named, link
from musnad.store.open import open_store
from musnad.store.schema_links import nodes
from musnad.store.write import add_articles

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "link.yml").read_text(encoding="utf-8"))
APART = apart_of(packs().values())
NOW = datetime(2026, 1, 2, tzinfo=UTC)


def groups(articles: list[Named], linked: Linked) -> set[frozenset[str]]:
    """Each entity as the mentions in it: article number, then the spelling."""
    found = defaultdict(set)
    for number, article in enumerate(articles, 1):
        for local in article.locals:
            found[linked.entity_of[local.node.id]].update(f"{number} {name}" for name, _ in local.spellings)
    return {frozenset(each) for each in found.values()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_table(case: dict[str, Any]) -> None:
    articles = [named_of(extraction_of(told, number)) for number, told in enumerate(case["articles"])]
    found = groups(articles, link(articles, APART))
    assert found == {frozenset(each) for each in case["entities"]}


GIVEN = ["محمد", "أحمد", "Salem", "سالم", "Mohammed"]
FAMILY = ["مراد", "الحلبي", "Murad", "Halabi", "Al-Halabi", "حداد"]
ROLES = [None, None, "لاعب", "وزير الخارجية اللبناني", "Lebanese foreign minister", "مدرب"]
DAYS = [None, "2024-01-01", "2024-01-02", "2024-01-09"]


@st.composite
def worlds(draw: st.DrawFn) -> list[Extraction]:
    told = []
    for _ in range(draw(st.integers(2, 12))):
        people = []
        for _ in range(draw(st.integers(1, 3))):
            middle = draw(st.sampled_from(["", "", "", " علي", " سامي"]))
            full = f"{draw(st.sampled_from(GIVEN))}{middle} {draw(st.sampled_from(FAMILY))}"
            name = draw(st.sampled_from([full, full, full.rsplit(maxsplit=1)[-1]]))
            people.append({"name": name, "role": draw(st.sampled_from(ROLES))})
        outlet = draw(st.sampled_from([None, "رويترز", "AFP"]))
        told.append({"people": people, "outlet": outlet, "day": draw(st.sampled_from(DAYS))})
    return [extraction_of(each, number) for number, each in enumerate(told)]


def stored(connection: Connection) -> dict[str, str]:
    return {row.id: row.entity_id for row in connection.execute(select(nodes.c.id, nodes.c.entity_id))}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds(), seed=st.integers(0, 1000))
def test_any_order_and_any_batches_make_the_same_entities(
    world: list[Extraction], seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    expected = link(map(named_of, world), APART).entity_of
    dice = random.Random(seed)
    shuffled = dice.sample(world, len(world))
    assert link(map(named_of, shuffled), APART).entity_of == expected
    db = str(tmp_path_factory.mktemp("link") / "news.db")
    with open_store(db, writing=True) as store:
        while shuffled:
            size = dice.randint(1, 4)
            batch, shuffled = shuffled[:size], shuffled[size:]
            with store.begin() as connection:
                add_articles(connection, [rows_for(each) for each in batch], NOW)
        with store.connect() as connection:
            assert stored(connection) == expected
        # Read again by a newer version, in another order, a part of them: nothing changes.
        again = dice.sample(world, len(world) // 2)
        with store.begin() as connection:
            add_articles(connection, [rows_for(each, "2") for each in again], NOW)
        with store.connect() as connection:
            assert stored(connection) == expected


DATA = Path(os.environ.get("MUSNAD_DATA", Path(__file__).parents[1] / ".." / "shared" / "data"))
STORY = DATA / "gold" / "story_iran_us_2024.json"


@pytest.mark.skipif(not STORY.exists(), reason="the two real reports are not at hand")
def test_the_two_real_reports_name_the_same_people() -> None:
    """One entity for each of the story's people, in both reports, in all spellings that mentions have."""
    found = [
        extract(article)
        for path in sorted((DATA.parent / "articles").glob("*.txt"))
        for article in read(path)
        if isinstance(article, Article)
    ]
    named = [named_of(each) for each in found]
    linked = link(named, APART)
    for person in json.loads(STORY.read_text(encoding="utf-8"))["people"]:
        names = {folded(name) for name in (person["name"], *person["variants"])}
        seen = {
            (linked.entity_of[local.node.id], article.article_id)
            for article in named
            for local in article.locals
            if any(
                folded(spelling) in names or folded(spelling) in folded(person["name"])
                for spelling, _ in local.spellings
            )
        }
        assert len({entity for entity, _ in seen}) == 1, person["name"]
        assert len({article for _, article in seen}) == 2, person["name"]
