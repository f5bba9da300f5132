"""Which names are judged: looked up word by word, or each with each, the same pairs come out."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from musnad.linking.judge import judge
from musnad.linking.meeting import meeting_key, met
from musnad.linking.parts import Node
from musnad.model import MentionType

ARABIC = "أحمد,احمد,محمد,محمود,حمد,السعدي,سعدي,السعيد,علي,العلي,حسن,عبد الله,عبدالله,أ."
WORDS = f"{ARABIC},Ahmed,Ahmad,Mohammed,Saadi,al-Saadi,Ali,Hassan".split(",")
NAMES = st.lists(st.sampled_from(WORDS), min_size=2, max_size=5).map(" ".join)


def person(name: str) -> Node:
    return Node(MentionType.PERSON, name, name.lower())


@pytest.fixture(params=[0, 400], ids=["by words between", "pair by pair"])
def _few_pairs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("musnad.linking.meeting._FEW_PAIRS", request.param)


@pytest.mark.usefixtures("_few_pairs")
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(NAMES, min_size=2, max_size=12, unique=True), bodies=st.lists(NAMES, max_size=3, unique=True))
def test_looking_up_by_words_finds_the_pairs_that_a_key_is_named_for(names: list[str], bodies: list[str]) -> None:
    nodes = [*map(person, names), *(Node(MentionType.ORGANISATION, name, name) for name in bodies)]
    each_with_each = {
        (min(one.id, other.id), max(one.id, other.id))
        for one, other in combinations(nodes, 2)
        if meeting_key(one, other)
    }
    assert [(one.id, other.id) for one, other in met(nodes)] == sorted(each_with_each)
    assert [(one.id, other.id) for one, other in met(reversed(nodes))] == sorted(each_with_each)


@pytest.mark.usefixtures("_few_pairs")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سالم زين الفارس مراد", "سالم زينالفارس مراد"),
        ("سالم زين الفارس حسن مراد", "سالم زينالفارس مراد"),
        ("سالم زين الفارس مراد", "سالم زينالفارس حسن علي مراد"),
        ("Salem F. Murad", "Salem Fadi Murad"),
        ("Salem F. Murad", "Salem Fadi Hani Murad"),
        ("Salem Fadi Murad", "Salem F. Hani Murad"),
        ("سالم فادي مراد", "Salem F. Murad"),
        ("سالم مراد", "سالم حسن فادي مراد"),
    ],
)
def test_words_between_may_be_joined_or_initials(one: str, other: str) -> None:
    assert len(met([person(one), person(other)])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محمد الشرايبي", "Mohammed Chraïbi"),
        ("سيف يوسف أحمد الفارسي", "سيف يوسف أحمدالفارسي"),
        ("سالم بن فهد الجار الله", "سالم فهد الجارالله"),
        ("Salem Murad", "Murad, Salim"),
        ("محمود أحمدي فرهاد", "أحمدي فرهاد"),
        ("سالم مراد", "سالم حسن مراد"),
    ],
)
def test_spellings_of_one_name_meet_and_are_linked(one: str, other: str) -> None:
    assert meeting_key(person(one), person(other))
    assert judge(person(one), person(other), frozenset())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد السعدي", "محمود السعيد"),
        ("أحمد علي السعدي", "أحمد حسن السعدي"),
        ("Ahmed Saadi", "Mahmoud Saadi"),
        ("سالم مراد", "سالم حداد"),
    ],
)
def test_names_that_sound_alike_but_differ_plainly_are_not_judged(one: str, other: str) -> None:
    assert meeting_key(person(one), person(other)) is None
