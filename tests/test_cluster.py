"""Stories and copies: tables of cases, and that neither order nor growth changes what comes out."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.model import Article
from musnad.pack import packs
from musnad.steps.cluster import cluster, story_id
from musnad.steps.read import read_text
from musnad.stories.copies import copies
from musnad.stories.index import StoryIndex
from musnad.stories.likeness import likelihood
from musnad.stories.profile import Profile, profile, profile_of, row_of
from musnad.text import tokenize
from small_articles import articles_of

CASES = Path(__file__).parent / "cases"


def tables() -> list[tuple[str, dict[str, Any]]]:
    found = []
    for path in sorted(CASES.glob("*/stories.yml")):
        found += [(path.parent.name, case) for case in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return found


EVERYTHING = [article for language, case in tables() for article in articles_of(case["articles"], language)]


def profiled(articles: list[Article]) -> list[Profile]:
    return [profile(article, packs()[article.language].stories) for article in articles]


PROFILES = profiled(EVERYTHING)


@pytest.mark.parametrize(("language", "case"), tables(), ids=[case["name"] for _, case in tables()])
def test_tables(language: str, case: dict[str, Any]) -> None:
    found = cluster(articles_of(case["articles"], language), packs())
    together = {frozenset(story.article_ids) for story in found.stories if len(story.article_ids) > 1}
    assert together == {frozenset(ids) for ids in case["stories"]}
    assert {pair for story in found.stories for pair in story.derived} == {tuple(pair) for pair in case["derived"]}
    assert sorted(each for story in found.stories for each in story.article_ids) == sorted(
        each["id"] for each in case["articles"]
    )


@settings(max_examples=10, deadline=None)
@given(st.permutations(range(len(EVERYTHING))))
def test_order_does_not_matter(order: list[int]) -> None:
    assert cluster([EVERYTHING[place] for place in order], packs()) == cluster(EVERYTHING, packs())


@settings(max_examples=10, deadline=None)
@given(st.permutations(range(len(EVERYTHING))), st.data())
def test_growing_ends_where_all_at_once_does(order: list[int], data: st.DataObject) -> None:
    profiles = [PROFILES[place] for place in order]
    grown, whole, stored = StoryIndex(), StoryIndex(), StoryIndex()
    for each in profiles:
        neighbours = grown.add(each)
        if data.draw(st.booleans()):
            assert each.article_id in grown.story_of(each.article_id)
        row = json.loads(json.dumps([row_of(each), neighbours]))
        stored.restore(profile_of(row[0]), [tuple(pair) for pair in row[1]])
    for each in sorted(profiles, key=lambda each: each.article_id):
        whole.add(each)
    assert list(grown.stories()) == list(whole.stories()) == list(stored.stories())
    assert sum(len(ids) for ids in grown.stories()) == len(grown) == len(profiles)


def test_likelihood_is_the_same_both_ways() -> None:
    profiles = profiled(EVERYTHING)
    for one in profiles:
        for other in profiles:
            assert likelihood(one, other) == likelihood(other, one)


def test_a_row_is_the_profile_again() -> None:
    for each in profiled(EVERYTHING):
        again = profile_of(json.loads(json.dumps(row_of(each))))
        assert again == each
        assert list(again.terms) == list(each.terms)


def test_passages_are_the_same_words_in_both_texts() -> None:
    texts = {article.id: article.text for article in EVERYTHING}
    found = cluster(EVERYTHING, packs()).copies
    assert found
    for copy in found:
        assert copy.passages
        assert copy.reason
        for ours, theirs in copy.passages:
            said, there = ours.of(texts[copy.copy_id]), theirs.of(texts[copy.original_id])
            assert words(said) == words(there)
            assert said == said.strip()


def words(text: str) -> list[str]:
    return [form for form in tokenize(text).forms if form[0].isalnum()]


def test_ids_stay_when_articles_are_added() -> None:
    first, *later = [article for article in EVERYTHING if article.id in ("wire", "copy", "own")]
    before = cluster([first], packs()).stories[0]
    after = cluster([first, *later], packs()).stories[0]
    assert before.id == after.id == story_id("wire")
    assert after.title == first.title


def test_an_earlier_article_that_comes_late_founds_the_story() -> None:
    late = cluster([article for article in EVERYTHING if article.id in ("copy", "own")], packs()).stories[0]
    whole = cluster([article for article in EVERYTHING if article.id in ("wire", "copy", "own")], packs()).stories[0]
    assert late.id == story_id("copy")
    assert whole.id == story_id("wire")
    assert late.id in map(story_id, whole.article_ids), "the old id leads to the story that holds its founder"


def test_the_same_article_twice_changes_nothing() -> None:
    assert cluster([*EVERYTHING, *EVERYTHING], packs()) == cluster(EVERYTHING, packs())


def test_without_a_pack_an_article_stands_alone() -> None:
    article = read_text("Ein Satz ohne Wörterbuch.", id="de", source="-", language="de")
    assert [story.article_ids for story in cluster([article], packs()).stories] == [("de",)]
    assert copies([article], packs()) == ()


@pytest.mark.parametrize("published", [None, "", "soon", "2031-13-40", "2031", "2031-05-01T10:00:00+03:00"])
def test_any_date_is_borne(published: str | None) -> None:
    article = read_text("A line.\nAnother.", id="a", source="-", language="en", published=published)
    assert cluster([article], packs()).stories[0].article_ids == ("a",)
