"""Stories in two languages: tables of cases, the bundled example, and that order and languages change nothing."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import yaml

from musnad.dossiers.build import Linked
from musnad.pack import packs
from musnad.pipeline import claims_of, extract
from musnad.steps.cluster import cluster
from musnad.steps.read import read_text
from musnad.stories.abroad import capitalised, number_weight
from musnad.stories.likeness import likelihood
from musnad.stories.profile import profile
from small_articles import articles_of

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "languages.yml").read_text(encoding="utf-8"))
EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.txt"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_tables(case: dict[str, Any]) -> None:
    articles = articles_of(case["articles"])
    for order in permutations(articles):
        found = cluster(order, packs())
        together = {frozenset(story.article_ids) for story in found.stories if len(story.article_ids) > 1}
        assert together == {frozenset(group) for group in case["stories"]}


def test_the_bundled_example_is_one_story_in_two_languages() -> None:
    articles = [read_text(path.read_text(encoding="utf-8"), id=path.stem, source=str(path)) for path in EXAMPLES]
    assert [each.language for each in articles].count("en") == 2
    (story,) = cluster(articles, packs()).stories
    assert set(story.article_ids) == {path.stem for path in EXAMPLES}


def test_a_likelihood_is_the_same_whichever_comes_first() -> None:
    for case in CASES:
        made = [profile(each, packs()[each.language].stories) for each in articles_of(case["articles"])]
        for one, other in permutations(made, 2):
            assert likelihood(one, other) == likelihood(other, one)


def test_a_digest_and_a_language_without_a_pack_meet_nobody_abroad() -> None:
    text = "A 6.3 earthquake killed 47 in Tilvan, Basel Daraoui said."
    digest = read_text(f"News in brief\n{text}", id="d", source="-", title="News in brief", language="en")
    foreign = read_text(text, id="f", source="-", language="de")
    assert profile(digest, packs()["en"].stories).abroad == {}
    assert profile(foreign, None).abroad == {}


def test_names_and_numbers() -> None:
    assert capitalised("He met Ann Lee. Lee left; the Lee of old, a lee.") == {"ann"}
    assert number_weight("1000") < number_weight("1003")
    assert number_weight("6.3") == number_weight("7.5")


def test_claims_and_origins_go_over_both_languages() -> None:
    texts = {
        "ar": "قالت وزارة الصحة إن 27 شخصا قتلوا في الحريق.\nوقال حسان ميراد إن سبعة أسماء سجلت مرتين في مستشفيين.",
        "en": 'The health ministry said 27 people were killed in the fire.\n"Seven names were entered twice, in two '
        'hospitals," said Hassan Mirad.',
    }
    found = [
        extract(read_text(text, id=each, source="-", outlet=f"outlet {each}", language=each), "fast")
        for each, text in texts.items()
    ]
    known = Linked.of(found)
    told = claims_of(found, (), known.entity_of, known.speaker_of)
    both = [each for each in told.claims if {key[:2] for key in each.support} == {"ar", "en"}]
    assert len(both) == 2
    assert {(each.origin_min_count, each.origin_max_count) for each in both} == {(1, 1)}
