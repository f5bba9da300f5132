"""Claims, conflicts and origins of made-up stories (``cases/claims.yml``), and what holds for any order of articles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from clique import clique
from marked import marked
from musnad.claims.assembled import with_own_ids
from musnad.claims.numbers import quantities
from musnad.dossiers.build import Dossier, Linked, dossier_of
from musnad.dossiers.contract import dossiers_json
from musnad.dossiers.screen import dossier_lines
from musnad.model import Claim, Extraction
from musnad.origins.joining import Joint
from musnad.pack import packs
from musnad.pipeline import ends_in
from musnad.screen import Direction
from musnad.steps.weigh import origins
from musnad.text import tokenize

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "claims.yml").read_text(encoding="utf-8"))
NUMBERS = yaml.safe_load((Path(__file__).parent / "cases" / "numbers.yml").read_text(encoding="utf-8"))
each_case = pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])


def told(case: dict[str, Any]) -> list[Extraction]:
    return [marked(article) for article in case["articles"]]


def dossier(case: dict[str, Any]) -> Dossier:
    return dossier_of(told(case), [tuple(pair) for pair in case.get("derived", [])])


def interval(claim: Claim) -> str:
    low, high = claim.origin_min_count, claim.origin_max_count
    return str(low) if low == high else f"{low}–{high}"


@each_case
def test_claims_are_found(case: dict[str, Any]) -> None:
    claims = dossier(case).alignment.claims
    for wanted in case["claims"]:
        found = [
            claim
            for claim in claims
            if list(claim.support) == wanted.get("support", [])
            and list(claim.deny) == wanted.get("deny", [])
            and list(claim.comment) == wanted.get("comment", [])
        ]
        assert found, [(claim.support, claim.deny, claim.comment) for claim in claims]
        if "origins" in wanted:
            assert str(wanted["origins"]) in [interval(claim) for claim in found], found
        if "reason" in wanted:
            assert any(wanted["reason"] in reason for claim in found for reason in claim.reasons), found


def test_origins_are_shown_as_they_are_counted() -> None:
    """Groups are as many as the most origins, and so many are certain of each other as the least."""
    seen: set[Joint] = set()
    certain = handing = 0
    for case in CASES:
        ordered = sorted(told(case), key=lambda each: (each.article.published or "~", each.article.id))
        alignment = dossier(case).alignment
        ends = ends_in(ordered, Linked.of(ordered).speaker_of)
        for claim in alignment.claims:
            derived = [tuple(pair) for pair in case.get("derived", [])]
            found = origins(claim, ends, derived, alignment.groupings)
            pairs = list(found.pairs())
            sure = [(pair.left, pair.right) for pair in pairs if pair.is_certain]
            assert (found.min_count, found.max_count) == (claim.origin_min_count, claim.origin_max_count)
            assert len(found.origins) == found.max_count
            assert len(pairs) == found.max_count * (found.max_count - 1) // 2
            assert clique(range(found.max_count), sure) == found.min_count
            keys = [end.key for origin in found.origins for end in (*origin.ends, *origin.handing)]
            assert set(keys) == {key for key in claim.support if key in ends}
            for origin in found.origins:
                assert len(origin.joins) == len(origin.ends) - 1
                seen |= {join.bond.kind for join in origin.joins}
                handing += len(origin.handing)
            certain += len(sure)
    assert {Joint.COPY, Joint.SAME_SPEAKER, Joint.SPEAKS_FOR} <= seen
    assert certain
    assert handing


@each_case
def test_other_matters_stay_apart(case: dict[str, Any]) -> None:
    for pair in case.get("apart", []):
        assert not [claim for claim in dossier(case).alignment.claims if set(pair) <= set(claim.support)]


@each_case
def test_conflicts_are_those_of_the_table(case: dict[str, Any]) -> None:
    found = {
        f"{each.left_key} {each.values[0]} | {each.right_key} {each.values[1]} | {each.about}"
        for each in dossier(case).alignment.conflicts
    }
    assert found == set(case["conflicts"])


@given(st.sampled_from(CASES), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_articles_changes_nothing(case: dict[str, Any], chance: Any) -> None:
    articles = told(case)
    derived = [tuple(pair) for pair in case.get("derived", [])]
    wanted = dossiers_json([dossier_of(articles, derived)])
    chance.shuffle(articles)
    assert dossiers_json([dossier_of(articles, derived)]) == wanted


@each_case
def test_text_of_a_claim_stands_in_an_article(case: dict[str, Any]) -> None:
    texts = [each.article.text for each in told(case)]
    for claim in dossier(case).alignment.claims:
        assert all(any(piece in text for text in texts) for piece in claim.text.split(" … "))


@each_case
def test_every_claim_is_shown(case: dict[str, Any]) -> None:
    made = dossier(case)
    lines = list(dossier_lines(made, Direction(isolating=False), 80))
    keys = {key for claim in made.alignment.claims for key in (*claim.support, *claim.deny)}
    assert all(any(key in line for line in lines) for key in keys)


def test_ids_are_told_apart_and_stay_when_a_later_article_comes() -> None:
    case = CASES[0]
    few = dossier_of(told(case)[:2]).alignment.claims
    many = dossier_of(told(case)).alignment.claims
    assert len({claim.id for claim in many}) == len(many)
    assert {claim.id for claim in few} <= {claim.id for claim in many}


def test_two_claims_that_begin_with_one_passage_have_ids_of_their_own() -> None:
    claim = dossier_of(told(CASES[0])).alignment.claims[0]
    one, other, third = with_own_ids([claim, replace(claim, support=("a/s9",)), claim])
    assert one == claim and len({one.id, other.id, third.id}) == 3
    assert with_own_ids([claim, replace(claim, support=("a/s9",)), claim]) == [one, other, third]


def test_two_articles_of_one_id_are_refused() -> None:
    article = told(CASES[0])[0]
    with pytest.raises(ValueError, match="one id"):
        dossier_of([article, article])


@pytest.mark.parametrize("row", NUMBERS, ids=[row["text"] for row in NUMBERS])
def test_numbers(row: dict[str, Any]) -> None:
    words = packs()[row.get("language", "ar")].claims
    assert words is not None
    found = [
        [None if each.value is None else f"{each.value:g}", each.counted]
        for each in quantities(tokenize(row["text"]).forms, words)
    ]
    assert found == [[None if value is None else str(value), counted] for value, counted in row["counted"]]


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("ar", "<Q1>قال</Q1> <S1>نديم رافع</S1> <C1>إن المصنع أغلق أبوابه،</C1>", "المصنع أغلق أبوابه"),
        ("ar", "<Q1>أفادت</Q1> <S1>هالة نمر</S1> <C1>بأنها لا تسعى إلى المنصب، لكن</C1>", "لا تسعى إلى المنصب"),
        ("ar", "<Q1>تحدث</Q1> <S1>نديم رافع</S1> <C1>مشيرا إلى أن الجسر آمن</C1>", "الجسر آمن"),
        ("ar", "<Q1>ذكر</Q1> <S1>نديم رافع</S1> <C1>أن الوساطة بدأت</C1> أمس <C1>وأن</C1>", "الوساطة بدأت"),
        ("en", "<S1>Ada Quist</S1> <Q1>said</Q1> <C1>that the bridge was safe, and</C1>", "the bridge was safe"),
    ],
)
def test_what_is_shown_has_neither_particle_nor_joint(language: str, text: str, shown: str) -> None:
    article = marked(
        {
            "id": "a",
            "outlet": "x",
            "language": language,
            "text": text,
            "statements": {1: "person | n | assert | indirect"},
        }
    )
    assert [claim.text for claim in dossier_of([article]).alignment.claims] == [shown]
    assert shown in article.article.text
