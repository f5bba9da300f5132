"""Web pages: the manners of twenty systems, dates in every calendar, whose word counts, and which pages are one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml

from musnad.model import Article, Rejected, ZoneKind
from musnad.pages.address import form_of, key_of, own_address, site_of
from musnad.reading.kinds import Kind
from musnad.reading.received import Received
from musnad.steps.read import read_received

BENCH = Path(__file__).parents[1] / "bench"
sys.path[:0] = [str(BENCH), str(BENCH / "pages")]

from pages import cases, ours, scores  # noqa: E402

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "pages.yml").read_text(encoding="utf-8"))
BODY = "<p>قال رئيس البلدية إن الطريق الجبلي فُتح أمام السيارات بعد يومين من الإغلاق، وإن أحدا لم يصب في الانهيار الذي سد النفق عند مدخل القرية وترك عشرات الشاحنات عالقة على الجانبين طوال الليل بلا ماء ولا طعام.</p><p>وأضاف أن فرق الصيانة ستواصل عملها حتى نهاية الأسبوع في القرى البعيدة التي لم تصلها الكهرباء منذ مساء الأحد، وإن تعويضات ستصرف لمن تضررت سياراتهم متى قدموا ما يثبت ذلك إلى مكتب البلدية في الساحة.</p>"


BODY_EN = "<p>The mayor said that the mountain road had opened to cars again after two days, and that nobody had been hurt in the landslide that blocked the tunnel at the entrance of the village.</p><p>Crews will go on working until the end of the week in the farther villages, which have had no power since Sunday evening, and drivers whose cars were damaged will be paid once they bring proof to the office in the square.</p>"
HEADLINES = yaml.safe_load((Path(__file__).parent / "cases" / "headlines.yml").read_text(encoding="utf-8"))


def article(html: str, url: str | None = "https://news.example.org/a/1") -> Article:
    found = read_received(Received("-", Kind.HTML, html.encode(), "a", url=url))
    assert isinstance(found, Article), found
    return found


# Those of the part "last" are only measured: nothing is changed for them.
KNOWN = [case for part in ("tuned", "aside", "later", "fresh") for case in cases(part)]


@pytest.mark.parametrize("case", KNOWN, ids=lambda case: f"{case.manner}-{case.story.id}")
def test_pages_of_thirty_systems(case) -> None:  # type: ignore[no-untyped-def]
    found = scores(ours(case), case.story)
    assert found["body F1"] > 0.9
    assert found["title"] == found["date"] == 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_whose_word_counts(case: dict) -> None:
    html = (
        f"<html><head><title>{case.get('title', 'فتح الطريق الجبلي أمام السيارات')}</title>{case.get('head', '')}</head>"
        f"<body>{case.get('above', '')}<main><h1>فتح الطريق الجبلي أمام السيارات</h1>{case.get('below', '')}"
        f"<div>{BODY}</div></main>{case.get('foot', '')}</body></html>"
    )
    found = article(html, case.get("url", "https://news.example.org/a/1"))
    assert found.title == "فتح الطريق الجبلي أمام السيارات"
    if "date" in case:
        assert (found.published or "")[:10] == (case["date"] or "")
        assert found.published_from == case["from"]
    if "outlet" in case:
        assert found.outlet == case["outlet"]


@pytest.mark.parametrize("case", HEADLINES, ids=lambda case: str(case["name"]))
def test_which_line_is_the_headline(case: dict) -> None:
    body = case["body"].replace("BODY", BODY_EN if case.get("lang") == "en" else BODY)
    found = article(f"<html><head>{case['head']}</head><body>{body}</body></html>")
    assert found.title == case["title"]
    assert found.outlet == case["outlet"]


def test_text_zones_and_offsets() -> None:
    found = article(f"<h1>فتح الطريق</h1><article>{BODY}<p>ساهم في إعداد هذا التقرير مراسلنا في الجبل.</p></article>")
    assert found.text.startswith("فتح الطريق\n\nقال رئيس البلدية")
    assert [zone.kind for zone in found.zones] == [ZoneKind.TITLE, ZoneKind.BODY, ZoneKind.BODY, ZoneKind.CREDIT]
    assert [zone.span.of(found.text) for zone in found.zones] == [line for line in found.text.split("\n") if line]


def test_a_cut_off_beginning_below_the_headline_is_not_said_twice() -> None:
    start = "قال رئيس البلدية إن الطريق الجبلي فتح صباح السبت أمام السيارات"
    html = f"<h1>فتح الطريق</h1><article><p>{start}…</p><p>{start} الصغيرة وحدها.</p>{BODY}</article>"
    assert article(html).text.count(start) == 1


@pytest.mark.parametrize("html", ["", "<html></html>", "<p>", "<html><body><nav><a href=x>a</a></nav></body></html>"])
def test_a_page_without_report_is_refused(html: str) -> None:
    found = read_received(Received("x.html", Kind.HTML, html.encode(), "a"))
    assert isinstance(found, Rejected)
    assert found.source == "x.html"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://e.org/a?utm_source=x&utm_medium=y", "http://www.e.org/a/", True),
        ("https://e.org/a/amp/", "https://e.org/a", True),
        ("https://amp.e.org/a", "https://e.org/a", True),
        ("https://m.e.org/a?fbclid=Iw", "https://e.org/a#top", True),
        ("https://e.org/a.amp.html", "https://e.org/a.html", True),
        ("https://e.org/a?print=1", "https://e.org/a", True),
        ("https://e.org/print/a", "https://e.org/a", True),
        ("https://e.org/a?b=2&a=1", "https://e.org/a?a=1&b=2", True),
        ("https://e.org/%d9%82", "https://e.org/ق", True),
        ("https://e.org/news.php?id=7", "https://e.org/news.php?id=8", False),
        ("https://e.org/a?cid=7", "https://e.org/a?cid=8", False),
        ("https://e.org/a", "https://e.net/a", False),
        ("https://e.org/a?page=2", "https://e.org/a", False),
        ("https://e.org/A", "https://e.org/a", False),
        ("https://e.org:8000/a", "https://e.org/a", False),
    ],
)
def test_which_addresses_mean_one_article(one: str, other: str, same: bool) -> None:
    assert (key_of(one) == key_of(other)) is same


def test_a_canonical_address_counts_within_its_site_only() -> None:
    head = '<link rel="canonical" href="{}">'
    here = "https://m.news.example.co.uk/a/1?utm_source=x"
    for named, counts in (
        ("https://www.example.co.uk/a/1", "https://www.example.co.uk/a/1"),
        ("/a/1", "https://m.news.example.co.uk/a/1"),
        ("https://other.co.uk/a/1", here),
        ("https://www.example.co.uk/", here),
        ("javascript:alert(1)", here),
        ("http://user@news.example.co.uk/a", here),
    ):
        html = f"<html><head>{head.format(named)}</head><body><h1>فتح الطريق</h1>{BODY}</body></html>"
        assert article(html, here).url == counts
    assert site_of("https://a.b.example.co.uk/") == "example.co.uk"
    assert own_address(None, "https://e.org/a") == "https://e.org/a"
    assert form_of("https://e.org/amp/a") == "amp"
