"""The page in a real browser: what an editor clicks, what a hostile article tries, and what axe finds."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from web_site import Site, site_of, stored

Opened = Callable[..., Any]
EVERY = ("/stories", "STORY", "ARTICLE", "SOURCE", "/outlets/وكالة أنباء المضيق", "/search?q=الميناء", "/add")


def place(site: Site, name: str) -> str:
    if name == "STORY":
        return f"/stories/{site.story('34')}"
    if name == "ARTICLE":
        return "/articles/ar-4-lamira-morning"
    if name == "SOURCE":
        return f"/sources/{site.get('/search.json?q=فوردان').json['people'][0]['entity_id']}"
    return name


def test_from_a_story_to_a_merge_and_back(own_site: Site, opened: Opened) -> None:
    page = opened("/stories", own_site, locale="en-GB")
    page.get_by_role("link", name="34 قتيلا").click()
    assert page.locator("#claims .claim").count() > 0
    page.locator("#claims .weight a.flag").first.click()
    conflict = page.locator(".conflict").first
    assert {each.inner_text() for each in conflict.locator(".value").all()} == {"27", "34"}
    assert {"27", "34"} <= {each.inner_text() for each in conflict.locator("mark").all()}
    conflict.locator(".sides .said a").last.click()
    page.wait_for_url(re.compile(r"/articles/.*#t-s\d+"))
    number = page.url.rpartition("#t-")[2]
    assert page.locator(f"#t-{number}").is_visible()
    page.locator(f'.text [data-s~="{number}"].mark').first.click()
    assert "lit" in (page.locator(f".card[data-s={number}]").get_attribute("class") or "")

    page.goto(own_site.address + place(own_site, "SOURCE"))
    name = page.locator("h1").inner_text()
    before = page.locator(".voices > li").count()
    page.get_by_label("Name or id of the other").fill("سلمى رادين")
    page.get_by_label("Reason").first.fill("a trial")
    page.get_by_role("button", name="Merge", exact=True).click()
    assert page.get_by_role("status").inner_text().startswith("Merged")
    assert page.locator(".voices > li").count() > before
    assert "a trial" in page.locator("aside").inner_text()
    page.locator(".done").get_by_role("button", name="Undo").click()
    assert "taken back" in page.get_by_role("status").inner_text()
    page.goto(own_site.address + place(own_site, "SOURCE"))
    assert (page.locator("h1").inner_text(), page.locator(".voices > li").count()) == (name, before)


def test_a_spelling_is_taken_out_and_put_back(own_site: Site, opened: Opened) -> None:
    page = opened(place(own_site, "SOURCE"), own_site, locale="ar")
    spellings = page.locator("aside tbody tr").count()
    page.locator('form[action$="/split"] select').select_option("Elias Vordan")
    page.locator('form[action$="/split"] button').click()
    assert page.locator("aside tbody tr").count() < spellings
    page.locator(".done button").click()
    page.goto(own_site.address + place(own_site, "SOURCE"))
    assert page.locator("aside tbody tr").count() == spellings


def test_a_wrong_merge_is_explained(own_site: Site, opened: Opened) -> None:
    page = opened("/stories", own_site, locale="en")
    # The browser itself logs that an answer was an error.
    answer = page.request.post(own_site.address + place(own_site, "SOURCE") + "/merge", form={"other": "nobody at all"})
    assert answer.status == 403


def test_careless_search(opened: Opened) -> None:
    page = opened("/stories", locale="ar")
    page.get_by_role("searchbox").fill("مسئول امني")
    page.get_by_role("searchbox").press("Enter")
    assert "مسؤول أمني" in page.locator("main").inner_text()
    page.get_by_role("searchbox").fill("Fordan")
    page.get_by_role("searchbox").press("Enter")
    page.locator(".rows a.who").first.click()
    assert "فوردان" in page.locator("h1").inner_text()


def test_an_article_is_pasted(own_site: Site, opened: Opened) -> None:
    page = opened("/add", own_site, locale="en")
    page.get_by_label("Text of the article").fill(
        "انهيار جسر في كورساليا\n\nقالت مهندسة تدعى رنا سليم إن الجسر «كان متصدعا»."
    )
    page.get_by_label("Outlet").fill("صوت كورساليا")
    page.get_by_label("Date of publication").fill("2024-11-23")
    page.get_by_role("button", name="Add", exact=True).first.click()
    page.get_by_role("link", name="To the article").click(timeout=60_000)
    assert page.locator("h1").inner_text() == "انهيار جسر في كورساليا"
    assert "صوت كورساليا" in page.locator(".kicker").inner_text()
    assert page.locator(".card").count() == 1


def test_files_are_added_and_refused_with_reasons(own_site: Site, opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("خبر\n\nقال عمدة كورساليا إن الجسر أغلق.", encoding="utf-8")
    (tmp_path / "bad.jsonl").write_text('{"id": "x"}\n[1]\n', encoding="utf-8")
    (tmp_path / "saved.html").write_text(
        "<html><head><title>Bridge</title></head><body><article><h1>Bridge</h1>"
        "<p>The mayor of Corsalia said the bridge would stay closed for two weeks.</p></article></body></html>",
        encoding="utf-8",
    )
    page = opened("/add", own_site, locale="en")
    files = [tmp_path / name for name in ("good.txt", "bad.jsonl", "saved.html")]
    page.locator('input[type="file"]').set_input_files(files)
    page.locator(".drop button").click()
    page.get_by_role("heading", name="Done").wait_for(timeout=60_000)
    told = page.locator("main").inner_text()
    assert "2 articles added" in told
    assert "bad.jsonl:1" in told and str(tmp_path) not in told and "musnad-" not in told


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_runs_out_of_a_phone(opened: Opened, site: Site, name: str, language: str) -> None:
    page = opened(place(site, name), width=360, locale=language)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_tap_on_a_phone_shows_who_said_it(opened: Opened) -> None:
    page = opened("/articles/ar-4-lamira-morning", width=390, locale="ar", has_touch=True)
    page.locator(".text .mark.source").first.tap()
    assert page.locator("#sheet").is_visible()
    assert page.locator("#sheet .chain").count() == 1
    page.locator("#sheet .close").tap()
    assert not page.locator("#sheet").is_visible()


def test_everything_is_read_without_script(opened: Opened, site: Site) -> None:
    page = opened(place(site, "STORY"), java_script_enabled=False, locale="ar")
    page.locator("details.why summary").first.click()
    page.locator(".sides .said a").first.click()
    assert page.locator(".text .mark").count() > 10
    page.locator(".card .ref").first.click()
    assert "#t-" in page.url
    page.get_by_role("searchbox").fill("الوزاره")
    page.get_by_role("searchbox").press("Enter")
    assert page.locator(".rows li").count() > 0


def test_languages_and_looks_are_switched_and_kept(opened: Opened) -> None:
    page = opened("/stories", locale="ar", color_scheme="light")
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("dir") == "ltr"
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.get_by_role("link", name="Dark").click()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != light
    page.locator("main h2 a").first.click()
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_keyboard_leads_everywhere(opened: Opened) -> None:
    page = opened("/stories", locale="en")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/stories/s1"))


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize(("language", "look"), [("ar", "light"), ("en", "dark")])
def test_axe_finds_nothing_serious(opened: Opened, site: Site, name: str, language: str, look: str) -> None:
    found = importlib.util.find_spec("axe_playwright_python")
    assert found is not None and found.submodule_search_locations
    axe = Path(found.submodule_search_locations[0]) / "axe.min.js"
    page = opened(place(site, name), locale=language, color_scheme=look)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.evaluate(axe.read_text(encoding="utf-8"))
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [
        (each["id"], [node["html"][:120] for node in each["nodes"]][:3])
        for each in result["violations"]
        if each["impact"] in ("serious", "critical")
    ]
    assert serious == []


HOSTILE = """<script>alert(1)</script> "><img src=x onerror=alert(2)>
<svg onload=alert(3)><a href="javascript:alert(4)">x</a></svg>

قال <b onmouseover=alert(5)>سالم</b> مراد إن «<script>alert(6)</script> الطريق مغلق».
وقالت \u202eoffice{{7*7}}\u202d الوزارة إن \u2067\u2067\u2067العدد\u202e 34 \x1b[31m قتيلا.
"""


def test_a_hostile_article_does_nothing(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "hostile.jsonl").write_text(
        "".join(
            f'{{"id": "{name}", "text": {__import__("json").dumps(HOSTILE + name)}, "url": "{url}", '
            f'"outlet": "<script>alert(7)</script>/..", "published": "2024-11-2{number}"}}\n'
            for number, (name, url) in enumerate([("a", "javascript:alert(8)"), ("b", "https://news.example/b")])
        ),
        encoding="utf-8",
    )
    with site_of(stored(tmp_path, tmp_path / "hostile.jsonl")) as site:
        page = opened("/stories", site, locale="ar")
        story = page.locator("main h2 a").first.get_attribute("href")
        outlet = "/outlets/%3Cscript%3Ealert(7)%3C%2Fscript%3E%2F.."
        for path in (
            story,
            "/articles/a",
            "/articles/b",
            outlet,
            "/search?q=<script>alert(9)</script>",
            "/search?q=مراد",
        ):
            page.goto(site.address + path)
            assert page.locator("main script, main img, main svg[onload], main b[onmouseover]").count() == 0
            assert page.locator('a[href^="javascript:"]').count() == 0
            assert "49" not in page.locator("main").inner_text() or "{{7*7}}" in page.locator("main").inner_text()
            assert not re.search("[\u202a-\u202e\u2066\u2067\x1b]", page.locator("main").inner_text())
