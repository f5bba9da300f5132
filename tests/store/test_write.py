"""What is written is what is read back, once, wholly or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

from musnad.errors import InputError
from musnad.model import Article, Extraction, Rejected, Span, Zone, ZoneKind
from musnad.store.open import open_store
from musnad.store.query import find_article, list_articles, list_rejected, load_extraction
from musnad.store.rows import Outcome, article_id, rows_of
from musnad.store.write import add_articles, add_rejected

NOW = datetime(2026, 1, 2, 3, 4, 5, 678, UTC)
VERSIONS = ("0.1.0", "ar-000000000000")
Make = Callable[..., Extraction]
Dump = Callable[..., list[tuple[object, ...]]]


@pytest.fixture
def db(place: str) -> str:
    """Both databases keep the same."""
    return place


def add(store: Engine, *found: Extraction, versions: tuple[str, str | None] = VERSIONS) -> list[Outcome]:
    with store.begin() as connection:
        return add_articles(connection, [rows_of(one, versions) for one in found], NOW)


def test_an_extraction_comes_back_equal(db: str, extraction: Make) -> None:
    first, second = extraction("a"), extraction("b", tail=" انتهى", url=None)
    bare = Extraction(Article("c", "c.txt", "fr", "rien"), (), ())
    with open_store(db, writing=True) as store:
        assert add(store, first, second, bare) == [Outcome.ADDED] * 3
    with open_store(db) as store, store.connect() as connection:
        for one in (first, second, bare):
            assert load_extraction(connection, article_id(one.article)) == one


def test_adding_twice_changes_no_row(db: str, extraction: Make, dump: Dump) -> None:
    with open_store(db, writing=True) as store:
        add(store, extraction())
        with store.connect() as connection:
            before = dump(connection)
        again = replace(extraction(), article=replace(extraction().article, id="other", source="/other.txt"))
        assert add(store, again, extraction()) == [Outcome.KNOWN, Outcome.KNOWN]
        with store.connect() as connection:
            assert dump(connection) == before


def test_the_same_text_twice_in_one_batch_is_added_once(db: str, extraction: Make) -> None:
    with open_store(db, writing=True) as store:
        assert add(store, extraction(), extraction()) == [Outcome.ADDED, Outcome.KNOWN]


def test_what_makes_an_article_another() -> None:
    base = Article("a", "a.txt", "ar", "نص", (Zone(Span(0, 2), ZoneKind.BODY),))
    same = [replace(base, id="b"), replace(base, source="b"), replace(base, language="fa")]
    assert {article_id(article) for article in same} == {article_id(base)}
    other = [replace(base, **{field: "2024"}) for field in ("text", "title", "outlet", "url", "published")]
    assert len({article_id(article) for article in [base, *other]}) == 6
    # With an address, the words around it may be corrected; and None is not the empty text.
    at = replace(base, url="https://example.org")
    assert article_id(replace(at, title="x")) == article_id(at)
    assert article_id(replace(base, outlet="x")) != article_id(replace(base, title="x"))


def test_what_the_text_says_itself_makes_no_other_article() -> None:
    text_ = "وكالة الفجر للأنباء\nقال مسؤول."
    bare = Article("a", "a.txt", "ar", text_, (Zone(Span(0, 19), ZoneKind.BODY),))
    learnt = replace(bare, zones=(Zone(Span(0, 19), ZoneKind.TITLE),), title="وكالة الفجر للأنباء")
    assert article_id(bare) == article_id(learnt)


def test_a_new_version_renews_statements_and_keeps_the_rest(db: str, extraction: Make, dump: Dump) -> None:
    old = extraction()
    new = Extraction(replace(old.article, id="b", source="b", zones=()), old.statements[1:2], old.chains[1:2])
    with open_store(db, writing=True) as store:
        add(store, old)
        with store.begin() as connection:
            later = NOW + timedelta(days=1)
            rows = rows_of(new, ("0.2.0", None))
            assert add_articles(connection, [rows], later) == [Outcome.RENEWED]
        with store.connect() as connection:
            stored = load_extraction(connection, article_id(old.article))
            assert stored == replace(new, article=replace(new.article, id="a", source="/in/a.txt"))
            assert next(list_articles(connection)).added_at == NOW
            read_at, versions = connection.execute(text("SELECT read_at, pipeline_version FROM articles")).one()
            assert (str(read_at)[:10], versions) == ("2026-01-03", "0.2.0")
            made_by = connection.execute(text("SELECT DISTINCT pipeline_version FROM statements"))
            assert made_by.scalars().all() == ["0.2.0"]
            if connection.dialect.name == "sqlite":
                assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


def test_an_article_is_written_wholly_or_not_at_all(db: str, extraction: Make, dump: Dump) -> None:
    broken = rows_of(extraction("b", tail="."), VERSIONS)
    broken.statements[0]["within_id"] = "a1_nowhere/s9"
    with open_store(db, writing=True) as store:
        add(store, extraction())
        with store.connect() as connection:
            before = dump(connection)
        with pytest.raises(IntegrityError), store.begin() as connection:
            add_articles(connection, [broken], NOW)
        with store.connect() as connection:
            assert dump(connection) == before


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"within": "s9"}, "s9, which is not there"),
        ({"id": "s2"}, "two statements have one id"),
        ({"cue": (Span(3, 3),)}, "the cue of s1 covers nothing: 3–3"),
        ({"venue": (Span(0, 10_000),)}, "the venue of s1 covers nothing"),
        ({"id": "s7"}, "the chain of s1 names a statement that is not there"),
    ],
)
def test_an_extraction_that_contradicts_itself_makes_no_rows(
    extraction: Make, change: dict[str, object], message: str
) -> None:
    whole = extraction()
    first, *others = whole.statements
    with pytest.raises(ValueError, match=message):
        rows_of(replace(whole, statements=(replace(first, **change), *others)), VERSIONS)  # type: ignore[arg-type]


def test_refusals_are_kept_once_with_any_name(db: str) -> None:
    refusals = [Rejected("b.txt", "read", "empty"), Rejected("a\udcff.txt", "read", "empty")]
    with open_store(db, writing=True) as store:
        for _ in range(2):
            with store.begin() as connection:
                add_rejected(connection, refusals, "0.1.0", NOW)
        with store.connect() as connection:
            sources = [refusal.source for refusal in list_rejected(connection)]
    assert sources == ["a\\udcff.txt", "b.txt"]


@pytest.fixture
def stored(db: str, extraction: Make) -> Connection:
    with open_store(db, writing=True) as store:
        add(store, extraction("ap"), extraction("nyt", tail="."), extraction("nyt", tail=".."))
        with store.connect() as connection:
            yield connection  # type: ignore[misc]


def test_an_article_is_found_by_id_beginning_or_label(stored: Connection, extraction: Make) -> None:
    key = article_id(extraction("ap").article)
    assert [find_article(stored, name) for name in (key, key[:10], "ap")] == [key] * 3


@pytest.mark.parametrize(
    ("name", "message"),
    [("nyt", "several"), ("a1_", "several"), ("reuters", "no such"), ("", "needs a name"), ("a%", "no such")],
)
def test_a_name_that_means_no_single_article(stored: Connection, name: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        find_article(stored, name)


def test_articles_are_listed_with_their_number_of_statements(stored: Connection) -> None:
    listed = [(article.label, article.statement_count, article.added_at) for article in list_articles(stored)]
    assert listed == [("ap", 3, NOW), ("nyt", 3, NOW), ("nyt", 3, NOW)]


def test_a_time_without_a_zone_is_refused(db: str, extraction: Make) -> None:
    with (
        open_store(db, writing=True) as store,
        store.begin() as connection,
        pytest.raises(Exception, match="zone"),
    ):
        add_articles(connection, [rows_of(extraction(), VERSIONS)], NOW.replace(tzinfo=None))
