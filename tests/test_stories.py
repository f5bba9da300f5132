"""What the store holds across articles: the same in any order and any batches, and as all steps at once find it."""

from __future__ import annotations

import lzma
import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, select

from linking_world import named_of
from musnad import intake
from musnad.engine.local import LocalEngine
from musnad.errors import InputError
from musnad.intake import settle_all
from musnad.linking.judge import apart_of
from musnad.model import Extraction, Relation
from musnad.pack import packs
from musnad.per_article import linked_rows
from musnad.pipeline import Mode, extract
from musnad.steps.cluster import cluster, story_id
from musnad.steps.link import link
from musnad.steps.read import read_text
from musnad.store import schema_stories as tables
from musnad.store.decide import Decider, merge, undo
from musnad.store.open import open_store
from musnad.store.query import count_articles
from musnad.store.query_changes import changes
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


def test_a_long_addition_is_settled_when_the_store_has_grown_fourfold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []

    def noted(store: Engine) -> None:
        with store.connect() as connection:
            sizes.append(count_articles(connection))
        settle_all(store)

    monkeypatch.setattr(intake, "SETTLE_COUNT", 2)
    monkeypatch.setattr(intake, "BATCH_COUNT", 1)
    monkeypatch.setattr(intake, "settle_all", noted)
    for number in range(11):
        (tmp_path / f"{number:02}.txt").write_text(f"قال سالم مراد إن المركب رقم {number} غرق.", encoding="utf-8")
    with open_store(str(tmp_path / "news.db"), writing=True) as store:
        list(intake.add_all([tmp_path], LocalEngine(), store, Mode.FAST))
        with store.connect() as connection:
            assert count_waiting(connection) == 0
    assert sizes == [2, 8, 11]


PEOPLE = [("سالم مراد", "Salem Murad"), ("هدى الحلبي", "Huda Halabi"), ("كريم حداد", "Karim Haddad")]
ARABIC = [
    "{title}\nقال {who} إن {count} أشخاص قتلوا في حريق بسوق البلدة القديمة. وأضاف أن التحقيق بدأ في الحريق.",
    "{title}\nأعلن {who} مقتل {count} أشخاص في حريق سوق البلدة القديمة، بينما رفضت البلدية التعليق على أسباب الحريق.",
    "{title}\nنفى {who} أن يكون {count} أشخاص قد قتلوا في حريق سوق البلدة القديمة، وقال إن التحقيق مستمر.",
]
ENGLISH = [
    "{title}\n{who} said {count} people were killed in a fire at the old town market. He added that an inquiry began.",
    "{title}\nThe ministry denied that {count} people were killed in the fire at the old town market, {who} said.",
]


@st.composite
def worlds(draw: st.DrawFn) -> list[Extraction]:
    """Reports of one fire, or of several, whose speakers are spelled in two scripts or by surname alone."""
    found = {}
    for number in range(draw(st.integers(3, 9))):
        arabic = draw(st.booleans())
        names = draw(st.sampled_from(PEOPLE))
        who = names[0 if arabic else 1]
        who = draw(st.sampled_from([who, who, f"{who} (Salem Murad)" if arabic else who, who.rsplit(maxsplit=1)[-1]]))
        text = draw(st.sampled_from(ARABIC if arabic else ENGLISH)).format(
            title="حريق في سوق البلدة القديمة" if arabic else "Fire at the old town market",
            who=who,
            count=draw(st.sampled_from([11, 12])),
        )
        day = draw(st.sampled_from([None, "2031-01-01", "2031-01-02", "2031-01-09"]))
        outlet = draw(st.sampled_from([None, "صحيفة الميناء", "صحيفة النهر"]))
        language = "ar" if arabic else "en"
        article = read_text(text, id=f"w{number}", source="-", outlet=outlet, published=day, language=language)
        found[article_id(article)] = extract(article, Mode.FAST)
    return list(found.values())


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds(), seed=st.integers(0, 1000))
def test_whose_names_are_linked_later_makes_no_difference(
    world: list[Extraction], seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = [linked_rows(each, ("1", None)) for each in world]
    wanted = whole(str(tmp_path_factory.mktemp("whole") / "news.db"), rows)
    dice = random.Random(seed)
    with open_store(str(tmp_path_factory.mktemp("parts") / "news.db"), writing=True) as store:
        for each in dice.sample(rows, len(rows)):
            add(store, [each])
            if dice.random() < 0.8:
                settle_all(store)
        settle_all(store)
        with store.connect() as connection:
            assert dump(connection) == wanted


@pytest.fixture
def store(place: str) -> Iterator[Engine]:
    with open_store(place, writing=True) as engine:
        yield engine


def stored_ids(*labels: str) -> list[str]:
    return [str(ROWS[label].article["id"]) for label in labels]


def add_labels(store: Engine, *labels: str, at: datetime = NOW) -> None:
    add_settled(store, [ROWS[label] for label in labels], at)


def add_settled(store: Engine, rows: list[ArticleRows], at: datetime) -> None:
    add(store, rows, at)
    with store.begin() as connection:
        while settle(connection, at):
            pass


def test_a_story_is_read_back_whole(store: Engine) -> None:
    add_labels(store, "wire", "copy", "own", "other")
    with store.connect() as connection:
        key = story_of(connection, stored_ids("wire")[0])
        assert key == story_id(stored_ids("wire")[0])
        found = load_story(connection, key)
        assert list(found.extractions) == stored_ids("wire", "copy", "own")
        assert [each.article.id for each in found.extractions.values()] == stored_ids("wire", "copy", "own")
        assert found.labels[stored_ids("own")[0]] == "own"
        assert found.story.derived == (tuple(stored_ids("copy", "wire")),)
        assert found.copies[0].passages
        summary = found.summary
        assert (summary.article_count, summary.outlet_count) == (3, 3)
        assert (summary.first_published, summary.last_published) == ("2031-03-04T09:00", "2031-03-04T18:00")
        assert summary.lead in found.extractions[stored_ids("wire")[0]].article.text
        claims = {claim.id: claim for claim in found.alignment.claims}
        main = claims[summary.main_claim_id]
        assert main.text == summary.main_claim
        assert (main.origin_min_count, main.origin_max_count) == (
            summary.origin_min_count,
            summary.origin_max_count,
        )
        assert summary.claim_count == len(claims)
        assert list(load_stories(connection, [key, "s1-none"])) == [found]
        assert count_waiting(connection) == 0


def test_stories_are_listed_newest_first_and_by_pages(store: Engine) -> None:
    add_labels(store, *ROWS)
    with store.connect() as connection:
        every = list(list_stories(connection))
        assert [each.last_at for each in every] == sorted((each.last_at for each in every), reverse=True)
        assert len(every) == count_stories(connection)
        pages, before = [], None
        while page := list(list_stories(connection, StoryFilter(before=before), limit=4)):
            pages += page
            before = (page[-1].last_at, page[-1].id)
        assert pages == every
        several = StoryFilter(
            article_min=2, since=datetime(2031, 3, 1, tzinfo=UTC), until=datetime(2031, 4, 1, tzinfo=UTC)
        )
        found = list(list_stories(connection, several))
        assert found == [
            each for each in every if each.article_count > 1 and (each.last_at.year, each.last_at.month) == (2031, 3)
        ]
        assert len(found) == count_stories(connection, several) > 0


def test_an_id_given_before_leads_to_the_story_of_today(store: Engine) -> None:
    add_labels(store, "copy", "own")
    old = story_id(stored_ids("copy")[0])
    with store.connect() as connection:
        since = load_story(connection, old).summary.changed_at
        assert find_story(connection, old[:8]) == old
    add_labels(store, "wire", "other", at=NOW + timedelta(days=1))
    new = story_id(stored_ids("wire")[0])
    with store.connect() as connection:
        assert find_story(connection, old) == new
        assert find_story(connection, "s1-nowhere") is None
        found = changes(connection, new, since)
        assert [each.key for each in found if each.kind == "article"] == stored_ids("wire"), "the others stay"
        with pytest.raises(InputError, match="several stories"):
            find_story(connection, "s1-")


def test_what_changed_is_told(store: Engine) -> None:
    first = told("ar", {"id": "f1", "title": "حريق في السوق", "text": "قال سالم مراد إن 11 شخصا قتلوا في حريق سوق البلدة القديمة.", "outlet": "صحيفة الميناء", "published": "2031-01-01T08:00"})  # fmt: skip  # noqa: E501
    second = told("ar", {"id": "f2", "title": "حريق في السوق", "text": "قالت هدى الحلبي إن 11 شخصا قتلوا في حريق سوق البلدة القديمة.", "outlet": "صحيفة النهر", "published": "2031-01-01T09:00"})  # fmt: skip  # noqa: E501
    third = told("ar", {"id": "f3", "title": "حريق في السوق", "text": "قال كريم حداد إن 15 شخصا قتلوا في حريق سوق البلدة القديمة.", "outlet": "صحيفة الجبل", "published": "2031-01-02"})  # fmt: skip  # noqa: E501
    for day, each in enumerate((first, second, third)):
        at = NOW + timedelta(days=day)
        add_settled(store, [linked_rows(each, ("1", None))], at)
    key = story_id(article_id(first.article))
    with store.connect() as connection:
        whole_story = load_story(connection, key)
        assert len(whole_story.extractions) == 3
        since_second = changes(connection, key, NOW + timedelta(hours=1))
        kinds = {(each.kind, each.what) for each in since_second}
        assert {("article", "new"), ("support", "new"), ("origins", "changed"), ("conflict", "new")} <= kinds
        grown = next(each for each in since_second if each.kind == "origins")
        assert (grown.before, grown.after) == ("1", "1–2")
        since_third = changes(connection, key, NOW + timedelta(days=1, hours=1))
        assert ("origins", "changed") not in {(each.kind, each.what) for each in since_third}
        assert {each.key for each in since_third if each.kind == "article"} == {article_id(third.article)}
        assert changes(connection, key, NOW + timedelta(days=9)) == []
        # One origin more comes and goes: what a person decides of entities is followed at once.
        by = Decider("somebody", NOW + timedelta(days=3), "the same man")
        claim = next(each for each in whole_story.alignment.claims if each.origin_max_count == 2)
    with store.begin() as connection:
        merge(connection, "سالم مراد", "هدى الحلبي", by)
    settle_all(store)
    with store.connect() as connection:
        again = {each.id: each for each in load_story(connection, key).alignment.claims}
        assert again[claim.id].origin_max_count == 1
    with store.begin() as connection:
        undo(connection, "سالم مراد", "هدى الحلبي", Relation.SAME, by)
    settle_all(store)
    with store.connect() as connection:
        assert {each.id: each for each in load_story(connection, key).alignment.claims}[claim.id] == claim


def test_a_store_of_the_second_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    """The file was made by the version before stories, from the bundled examples; its articles wait for a writer."""
    db = tmp_path / "old.db"
    db.write_bytes(lzma.decompress((Path(__file__).parent / "store" / "r0002.db.xz").read_bytes()))
    with open_store(str(db)) as engine, engine.connect() as connection:
        assert count_waiting(connection) == 6
        assert list(list_stories(connection)) == []
    with open_store(str(db), writing=True) as engine:
        settle_all(engine)
        with engine.connect() as connection:
            assert count_waiting(connection) == 0
            found = list(list_stories(connection))
            assert sum(each.article_count for each in found) == 6
            assert max(each.article_count for each in found) >= 4
            assert all(each.claim_count for each in found)
