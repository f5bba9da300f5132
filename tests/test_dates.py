"""Times: as marked in ``cases/*/dates.yml``, and what holds for any text."""

import re
from datetime import date as day
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from musnad.calendar.arithmetic import weekday_near
from musnad.model import Article, Mention
from musnad.pack import packs
from musnad.steps.date import date
from musnad.steps.read import read_text
from musnad.text import fold

CASES = Path(__file__).parent / "cases"
PUBLISHED = "2024-11-16"
VALUE = re.compile(
    r"(\d{4}(-\d{2}(-\d{2})?)?(T(\d{2}:\d{2}|MO|AF|EV|NI))?|\d{4}-(W\d{2}(-WE)?|Q[1-4]|H[12]|SP|SU|FA|WI)|\d{2,3})"
)
GRAINS = {
    *("minute", "hour", "part of day", "day", "week", "weekend", "month", "season", "quarter", "half", "year"),
    *("decade", "century"),
}
ARABIC = "16 نوفمبر / تشرين الثاني 2024 الاثنين الماضي أمس منذ يومين و من إلى 1446 هـ رمضان الساعة الثالثة عصرا القرن"
ENGLISH = (
    "16 Nov . 2024 Monday last ago two weeks a the of to May 1990 s 3 p.m. quarter first century in will years next"
)
ODD = ["الربع", "الأول", "العام", "-", ",", "31", "فبراير", "February", "0", "9999", " ", " ", "\n"]
PIECES = st.sampled_from([*ARABIC.split(), *ENGLISH.split(), *ODD])


def table() -> list[Any]:
    """Each case with its language."""
    return [
        pytest.param(path.parent.name, case, id=f"{path.parent.name}: {case['text']}")
        for path in sorted(CASES.glob("*/dates.yml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def times(language: str, text: str, published: str | None = PUBLISHED) -> tuple[Mention, ...]:
    article = Article(id="a", source="-", language=language, text=text, published=published)
    return date(article, packs()[language])


def told(mention: Mention) -> str:
    """Value and grain as the tables write them."""
    return " ".join(part for part in (mention.value, mention.grain) if part) or "?"


@pytest.mark.parametrize(("language", "case"), table())
def test_finds_what_is_marked(language: str, case: dict[str, Any]) -> None:
    text = case["text"].replace("[[", "").replace("]]", "")
    published = str(case["published"]) if case.get("published") else None
    found = times(language, text, published if "published" in case else PUBLISHED)
    marked = text
    for mention in reversed(found):
        marked = f"{marked[: mention.span.start]}[[{mention.name}]]{marked[mention.span.end :]}"
    assert (marked, [told(mention) for mention in found]) == (case["text"], list(map(str, case["is"])))


def test_there_are_150_expressions() -> None:
    assert sum(len(case.values[1]["is"]) for case in table()) >= 150


def test_says_what_it_was_resolved_against() -> None:
    article = Article("a", "-", "ar", "أمس، وفي 14 جمادى الأولى 1446هـ، وفي 2019", published=PUBLISHED)
    first, hijri, year = date(article, packs()["ar"])
    assert first.against == "published 2024-11-16"
    assert hijri.against == "Umm al-Qura calendar, a day more or less"
    assert (year.against, year.reason) == (None, None)


def test_a_language_without_words_of_time_has_no_times() -> None:
    assert date(Article("a", "-", "xx", "2024-11-16"), packs()["en"]) != ()


@pytest.mark.parametrize("region", ["EG", "SA", "SY", "IQ", "LB", "JO", "MA", "DZ", "TN", "MR", "SD", "AE"])
def test_months_and_weekdays_of_every_region(region: str) -> None:
    babel = pytest.importorskip("babel")
    locale = babel.Locale.parse(f"ar_{region}")
    for number, name in locale.months["format"]["wide"].items():
        assert [each.value for each in times("ar", f"في شهر {name} 2020")] == [f"2020-{number:02}"], name
    for number, name in locale.days["format"]["wide"].items():
        found = times("ar", f"قال يوم {name} إن")
        assert [day.fromisoformat(each.value or "").weekday() for each in found] == [number], name


@given(st.lists(st.one_of(PIECES, st.just(" "), st.text(max_size=3))).map("".join), st.sampled_from(["ar", "en"]))
def test_times_are_slices_in_order_with_values_that_parse(text: str, language: str) -> None:
    position = 0
    for mention in times(language, text):
        assert position <= mention.span.start < mention.span.end <= len(text)
        assert mention.name == mention.span.of(text) == mention.name.strip()
        position = mention.span.end
        assert (mention.grain is None) == (mention.reason is not None)
        if mention.grain is None:
            assert mention.value in (None, "PAST_REF", "PRESENT_REF", "FUTURE_REF")
        else:
            assert mention.grain in GRAINS
            assert all(VALUE.fullmatch(end) for end in (mention.value or "").split("/"))


@given(st.text(), st.one_of(st.none(), st.text(max_size=12), st.just("9998-12-31"), st.just("0001-01-01")))
def test_any_text_and_any_date_of_publication(text: str, published: str | None) -> None:
    for language in ("ar", "en"):
        times(language, text, published)


@pytest.mark.parametrize(
    ("published", "text"), [("0001-01-01", "الثلاثاء"), ("9999-12-31", "غداً"), ("0001-01-01", "أمس")]
)
def test_days_beyond_the_calendar_have_no_value(published: str, text: str) -> None:
    assert [mention.value for mention in times("ar", text, published)] == [None]


@given(st.dates(day(1990, 1, 1), day(2080, 1, 1)), st.integers(1, 7), st.sampled_from([None, -2, -1, 0, 1, 2]))
def test_a_weekday_is_that_weekday(now: day, weekday: int, shift: int | None) -> None:
    for ahead in (False, True):
        found = weekday_near(now, weekday, shift, ahead=ahead)
        assert found.isoweekday() == weekday
        assert shift is not None or (found >= now if ahead else found <= now)


def test_words_are_folded() -> None:
    assert fold("أيلول") in packs()["ar"].dates.senses  # type: ignore[union-attr]


# --- the article's own date ---


@pytest.mark.parametrize(
    ("text", "url", "expected"),
    [
        ("عنوان عن الطريق\nعدن - 16 تشرين الثاني 2024\nقال مسؤول إن الطريق مغلق منذ صباح اليوم.", None, "dateline"),
        ("عنوان عن الطريق\nالسبت 14 جمادى الأولى 1446هـ\nقال مسؤول إن الطريق مغلق منذ صباح اليوم.", None, "dateline"),
        (
            "عنوان عن الطريق\nعدن في 16 نوفمبر 2024 / وكالة / قال مسؤول إن الطريق مغلق منذ صباح اليوم هنا.",
            None,
            "dateline",
        ),
        ("عنوان عن الطريق\nقال مسؤول إن الطريق مغلق منذ صباح اليوم.", "https://example.org/2024/11/16/road", "url"),
        ("عنوان عن الطريق\nقال مسؤول إن الطريق مغلق منذ صباح اليوم.", "https://example.org/20241116-1.html", "url"),
        (
            "Road closed\nNovember 16, 2024\nThe road has been closed since this morning, an official said.",
            None,
            "dateline",
        ),
    ],
)
def test_the_own_date_of_an_article(text: str, url: str | None, expected: str) -> None:
    article = read_text(text, id="a", source="-", url=url)
    assert (article.published, article.published_from) == ("2024-11-16", expected)
    assert f"({expected})" in (date(article, packs()[article.language])[-1].against or "")


def test_a_given_date_goes_first() -> None:
    article = read_text(
        "ADEN, Nov. 3, 2020 - It rained.", id="a", source="-", published="2024-11-16", url="/2019/01/01/"
    )
    assert (article.published, article.published_from) == ("2024-11-16", "metadata")


def test_no_date_anywhere() -> None:
    article = read_text("قال مسؤول أمس إن الطريق مغلق.", id="a", source="-", url="https://example.org/road/12345678")
    assert (article.published, article.published_from) == (None, None)
