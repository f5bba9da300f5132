"""Every page over a real connection: status, sizes, queries, JSON, what is escaped, who is let in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from musnad.model import Act, Carrier, Chain, Extraction, Form, SourceKind, Span, Statement
from musnad.per_article import versions_for
from musnad.pipeline import Mode
from musnad.steps.read import read_text
from musnad.store.open import open_store
from musnad.store.rows import rows_of
from musnad.store.write import add_articles
from musnad.web.guard import POLICY
from musnad.web.marked import marked, parts_of
from musnad.web.settings import Settings
from web_site import Site, site_of, stored
from web_story import write_many

QUERIES_MAX = 12
BYTES_MAX = 500_000
TOKEN = "a-token-for-the-newsroom"


def pages(site: Site) -> list[str]:
    story = site.get("/stories.json").json["stories"][0]["id"]
    articles = [each["id"] for each in site.get("/search.json?q=Lamira").json["articles"]]
    person = site.get("/search.json?q=فوردان").json["people"][0]["entity_id"]
    return [
        "/stories",
        "/stories?conflict=1&single=1&several=1&since=2024-11-01&until=2024-12-01&language=ar&outlet=صحيفة أشرعة",
        "/stories?person=فوردان",
        f"/stories/{story}",
        *(f"/articles/{key}" for key in articles[:2]),
        f"/sources/{person}",
        f"/sources/{person}?denials=1",
        "/outlets/وكالة أنباء المضيق",
        "/search?q=الوزاره",
        "/search?q=Vordan",
    ]


def test_every_page_is_small_and_asks_the_store_little(site: Site) -> None:
    for path in pages(site):
        site.queries.clear()
        answer = site.get(path)
        assert answer.status == 200, path
        assert len(answer.text.encode()) < BYTES_MAX, path
        assert len(site.queries) <= QUERIES_MAX, (path, len(site.queries), site.queries)


def test_every_page_is_json_too_and_as_the_document_says(site: Site) -> None:
    document = site.get("/openapi.json").json
    for path in pages(site):
        place, _, query = path.partition("?")
        answer = site.get(f"{place}.json" + (f"?{query}" if query else ""))
        assert answer.headers["content-type"] == "application/json"
        name = "/" + place.split("/")[1] + ("/{id}" if place.count("/") > 1 else "") + ".json"
        schema = document["paths"][name]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        expected = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]["required"]
        assert list(answer.json) == expected, path


def test_headers_keep_everything_else_out(site: Site) -> None:
    for path in ("/stories", "/static/page.css", "/nothing", "/stories.json"):
        headers = site.get(path).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
    assert "unsafe" not in POLICY and "*" not in POLICY


def test_no_page_has_script_or_style_of_its_own(site: Site) -> None:
    for path in pages(site):
        text = site.get(path).text
        assert re.findall(r"<script(?![^>]*src=\"/static/)", text) == []
        assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", text) == []


@pytest.mark.parametrize(
    "path", ["/stories/s1-nothing", "/articles/nothing", "/sources/e1_nothing", "/outlets/nobody", "/x"]
)
def test_what_is_not_there_is_told(site: Site, path: str) -> None:
    assert site.get(path).status == 404
    assert "error" in site.get(f"{path}.json").json


def test_another_name_for_this_machine_is_refused(site: Site) -> None:
    assert site.get("/stories", Host="news.example").status == 421
    assert site.get("/stories", Host=f"localhost:{site.port}").status == 200


def test_a_form_from_elsewhere_does_nothing(own_site: Site) -> None:
    body, kind = b"text=hello", {"Content-Type": "application/x-www-form-urlencoded"}
    assert own_site.ask("POST", "/add", body, kind).status == 403
    assert own_site.ask("POST", "/add", body, {**kind, "Origin": "https://else.example"}).status == 403
    assert own_site.ask("POST", "/add", body, {**kind, "Sec-Fetch-Site": "cross-site"}).status == 403
    seal = re.search(r'name="form_token" value="(\w+)"', own_site.get("/add").text)
    assert seal is not None
    # The seal of another browser: it goes with a cookie that this one does not have.
    stolen = f"text=hello&form_token={seal[1]}".encode()
    assert own_site.ask("POST", "/add", stolen, {**kind, "Cookie": "musnad_form=other"}).status == 403
    assert len(own_site.get("/search.json?q=hello").json["articles"]) == 0


def test_too_large_a_request_is_refused_before_it_is_read(own_site: Site) -> None:
    answer = own_site.ask("POST", "/add", None, {"Content-Length": "99000000"})
    assert answer.status == 413


def test_a_page_that_only_shows(example: str) -> None:
    with site_of(example, Settings(read_only=True)) as site:
        assert "/add" not in site.get("/stories").text
        assert site.ask("POST", "/add", b"text=x", {"Content-Type": "application/x-www-form-urlencoded"}).status == 403


def test_others_need_the_token(example: str) -> None:
    with site_of(example, Settings(token=TOKEN)) as site:
        assert site.get("/stories").status == 401
        assert site.get("/static/page.css").status == 401
        assert site.get("/stories?token=wrong").status == 401
        entered = site.get(f"/stories?several=1&token={TOKEN}")
        assert (entered.status, entered.headers["location"]) == (303, "/stories?several=1")
        cookie = entered.headers["set-cookie"]
        assert "HttpOnly" in cookie and "SameSite=strict" in cookie
        assert site.get("/stories", Cookie=cookie.partition(";")[0]).status == 200
        assert site.get("/stories", Authorization=f"Bearer {TOKEN}").status == 200


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        (Settings(host="0.0.0.0"), "needs a token"),
        (Settings(host="192.0.2.1", token="short"), "too short"),
    ],
)
def test_nobody_is_let_in_by_mistake(settings: Settings, fault: str) -> None:
    with pytest.raises(Exception, match=fault):
        settings.check()


def test_languages(site: Site) -> None:
    def told(**headers: str) -> tuple[str, ...]:
        found = re.search(r'<html lang="(\w+)" dir="(\w+)"', site.get("/stories", **headers).text)
        assert found is not None
        return found.groups()

    assert told() == ("ar", "rtl")
    assert told(**{"Accept-Language": "fr, en;q=0.5"}) == ("en", "ltr")
    assert told(**{"Accept-Language": "en", "Cookie": "musnad_language=ar"}) == ("ar", "rtl")
    kept = site.get("/settings?lang=en&look=dark&back=/search?q=1")
    assert kept.headers["location"] == "/search?q=1"
    assert site.get("/settings?lang=en&back=https://else.example").headers["location"] == "/stories"


def test_careless_spelling_finds_the_same(site: Site) -> None:
    def found(query: str) -> list[str]:
        return sorted(each["id"] for each in site.get(f"/search.json?q={query}").json["articles"])

    for one, other in (
        ("مسؤول أمني", "مسئول امني"),
        ("الوزارة", "وزاره"),
        ("قتلى الانفجار", "قتلي انفجار"),
        ("وَزَارَة الصِحَّة", "وزاره الصحه"),
        ("27", "٢٧"),
        ("officials", "Official"),
    ):
        assert found(one) == found(other) != [], one
    names = [each["name"] for each in site.get("/search.json?q=Elias Vordan").json["people"]]
    assert names == [each["name"] for each in site.get("/search.json?q=الياس فوردان").json["people"]] != []


def test_filters(site: Site) -> None:
    def listed(query: str) -> set[str]:
        return {each["id"] for each in site.get(f"/stories.json?{query}").json["stories"]}

    everything = listed("")
    assert listed("language=en") == listed("language=ar") == everything, "one story of both languages"
    assert listed("language=de") == set()
    assert listed("since=2025-01-01") == listed("until=2024-01-01") == set()
    assert listed("since=2024-11-22&until=2024-11-22") <= everything
    assert listed("outlet=The Lamira Herald") == everything
    assert listed("outlet=No Such Paper") == set()
    assert listed("person=nobody of that name") == set()
    assert listed("conflict=1") and listed("person=تيمور هالان")


def test_exports(site: Site) -> None:
    story = site.story("34")
    page = site.get(f"/stories/{story}.json").json
    whole = site.get(f"/stories/{story}/export.html")
    assert "attachment" in whole.headers["content-disposition"]
    assert re.findall(r'(?:href|src)="(?!#)[^"]*"', whole.text) == []
    assert page["title"] in whole.text and "<script" not in whole.text
    table = site.get(f"/stories/{story}/statements.csv").text.splitlines()
    assert table[0].startswith("\ufeffstatement,article,outlet")
    assert len(table) == page["statement_count"] + 1
    reviews = site.get(f"/stories/{story}/claims.jsonld").json["@graph"]
    assert len(reviews) >= len(page["claims"]) and "reviewRating" not in json.dumps(reviews)
    graph = {each["@id"]: each for each in site.get(f"/stories/{story}/prov.jsonld").json["@graph"]}
    derived = [each["wasDerivedFrom"] for each in graph.values() if "wasDerivedFrom" in each]
    assert derived and all(each in graph for each in derived)


def extraction_of(name: str, text: str, statements: tuple[Statement, ...]) -> Extraction:
    outlet = Carrier(SourceKind.OUTLET, None, None)
    chains = tuple(Chain(each.id, (outlet, Carrier(each.kind, each.name, each.id))) for each in statements)
    return Extraction(read_text(text, id=name, source=name), statements, chains)


def many_statements(count: int) -> Extraction:
    """An article of so many lines, a statement in each."""
    lines, statements, at = ["عنوان"], [], 6
    for number in range(1, count + 1):
        line = f"وقال سالم مراد إن العدد بلغ {number} شخصا."
        parts = (Span(at + 5, at + 14), Span(at, at + 4), Span(at + 15, at + len(line) - 1))
        source, cue, content = ((part,) for part in parts)
        kind = SourceKind.PERSON
        made = Statement(f"s{number}", source, cue, content, kind, "سالم مراد", Act.ASSERT, Form.INDIRECT)
        statements.append(made)
        lines.append(line)
        at += len(line) + 1
    return extraction_of("many", "\n".join(lines), tuple(statements))


@pytest.fixture(scope="module")
def long_articles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, dict[str, str]]]:
    """A store with a paragraph of 2 MB, a word of 300,000 letters, and 10,000 statements; their extraction is not the
    subject here, so they are written as rows."""
    db = str(tmp_path_factory.mktemp("long") / "long.db")
    found = [
        extraction_of("line", "عنوان\n" + "وقالت الوزارة إن الطريق مغلق. " * 35_000, ()),
        extraction_of("word", "Title\n" + "a" * 300_000, ()),
        many_statements(10_000),
    ]
    with open_store(db, writing=True) as store, store.begin() as connection:
        rows = [rows_of(each, versions_for(each.article.language, Mode.FAST)) for each in found]
        add_articles(connection, rows, datetime.now(UTC))
    with site_of(db) as site:
        yield site, {each.article.id: each.article.text for each in found}


@pytest.mark.parametrize("name", ["line", "word", "many"])
def test_a_very_long_article_stays_usable(long_articles: tuple[Site, dict[str, str]], name: str) -> None:
    site, _ = long_articles
    count = site.get(f"/articles/{name}.json").json["part_count"]
    for part in (1, count):
        answer = site.get(f"/articles/{name}?part={part}")
        assert answer.status == 200
        assert len(answer.text.encode()) < BYTES_MAX, (part, len(answer.text))
    assert site.get(f"/articles/{name}?part={count + 1}").status == 404


def test_no_part_of_a_long_article_is_left_out(long_articles: tuple[Site, dict[str, str]]) -> None:
    _, texts = long_articles
    for name in ("line", "word"):
        article = extraction_of(name, texts[name], ()).article
        shown = [
            piece.text
            for place in parts_of(article, ())
            for paragraph in marked(article, (), place).paragraphs
            for piece in paragraph.pieces
        ]
        assert "".join(shown) == texts[name].replace("\n", "")


def test_a_statement_is_found_in_its_part(long_articles: tuple[Site, dict[str, str]]) -> None:
    site, _ = long_articles
    place = site.get("/articles/many/s9999").headers["location"]
    assert "#t-s9999" in place and 'id="t-s9999"' in site.get(place.partition("#")[0]).text


def test_a_dossier_of_sixty_articles(tmp_path: Path) -> None:
    with site_of(stored(tmp_path, write_many(tmp_path / "many.jsonl", 60))) as site:
        story = max(site.get("/stories.json").json["stories"], key=lambda each: each["article_count"])
        assert story["article_count"] >= 50
        site.queries.clear()
        answer = site.get(f"/stories/{story['id']}")
        assert len(site.queries) <= QUERIES_MAX
        assert len(answer.text.encode()) < BYTES_MAX
