"""Names of ``cases/names.yml``, and what holds for any two names."""

import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from musnad.names import SAME_SCORE, compare, keys

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "names.yml").read_text(encoding="utf-8"))
LETTERS = st.text(alphabet="ابتحخدرسشصعغفقكلمنهويىةأإآئؤءپڤگ abcdefghijklmnopqrstuvwxyzABĞéşı'-. ,", max_size=40)
ANYTHING = st.one_of(LETTERS, st.text(max_size=30))


@pytest.mark.parametrize(("one", "other"), CASES["same"])
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert compare(one, other).same, compare(one, other)


@pytest.mark.parametrize(("one", "other"), CASES["other"])
def test_two_people(one: str, other: str) -> None:
    assert not compare(one, other).same, compare(one, other)


@pytest.mark.parametrize(("one", "other"), CASES["part"])
def test_a_word_alone_is_not_enough(one: str, other: str) -> None:
    found = compare(one, other)
    assert not found.same
    assert "only a surname on one side" in found.reasons


@pytest.mark.parametrize(("one", "other"), CASES["same"])
def test_spellings_share_a_key(one: str, other: str) -> None:
    assert keys(one) & keys(other) or (one, other) in [tuple(pair) for pair in CASES["no_key"]]


@given(ANYTHING, ANYTHING)
def test_any_two_names(one: str, other: str) -> None:
    found = compare(one, other)
    assert found == compare(other, one)
    assert 0 <= found.score <= 1
    assert all(found.reasons) and found.reasons


@given(ANYTHING)
def test_a_name_is_itself(name: str) -> None:
    has_letters = any(letter.isalnum() for letter in unicodedata.normalize("NFKC", name))
    score = compare(name, name).score
    assert score == 1 or (not has_letters and score == 0) or not keys(name)


@pytest.mark.parametrize("nothing", ["", " ", "🙂", "...", "ـ", "ُ"])
def test_nothing_is_like_no_name(nothing: str) -> None:
    assert compare(nothing, nothing).score == 0
    assert compare(nothing, "محمد").score == 0
    assert keys(nothing) == frozenset()


@given(st.sampled_from([pair[0] for pair in CASES["same"]]), st.integers(0, 30))
def test_marks_do_not_matter(name: str, place: int) -> None:
    marked = name[:place] + "\u064b\u0640" + name[place:] if place else name
    assert compare(marked, name).score == 1


def test_hamza_does_not_matter() -> None:
    assert compare("إبراهيم رئيسي", "ابراهيم رييسى").score == 1


def test_reasons_are_words() -> None:
    assert compare("محمد الشرايبي", "Mohammed Chraïbi").reasons == (
        "given name: محمد = mohammed",
        "surname: الشرايبي = chraibi",
    )
    assert compare("نتنياهو", "Netanyahu").reasons[-1] == "one word only"
    assert "surname: hassan is not hussein" in compare("Omar Hassan", "Omar Hussein").reasons


def test_threshold_is_above_a_part() -> None:
    assert 0 < SAME_SCORE < 1
