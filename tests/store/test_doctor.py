"""What a doctor finds in a store that somebody damaged, and what is left of it after a repair; on both databases."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text

from musnad.engine.local import LocalEngine
from musnad.intake import add_all
from musnad.pipeline import Mode
from musnad.store.doctor import treat
from musnad.store.examine import Finding, examine
from musnad.store.open import open_store
from musnad.store.orphans import Cure
from musnad.store.query_search import articles_with

EXAMPLES = Path(__file__).parents[2] / "examples"
# What is done to a store, what is found then, and what helps.
DAMAGES = {
    "UPDATE nodes SET article_count = 9 WHERE id = (SELECT min(id) FROM nodes)": ("counts of people", Cure.DERIVE),
    "UPDATE nodes SET first_at = '1999'": ("counts of people", Cure.DERIVE),
    "UPDATE traits SET count = count + 1 WHERE kind = 'spelling'": ("counts of people", Cure.DERIVE),
    "DELETE FROM traits WHERE kind = 'form'": ("counts of people", Cure.DERIVE),
    "UPDATE stories SET claim_count = 99": ("counts of stories", Cure.DERIVE),
    "UPDATE stories SET outlet_count = 99": ("counts of stories", Cure.DERIVE),
    "UPDATE claims SET article_count = 99": ("counts of stories", Cure.DERIVE),
    "DELETE FROM claims WHERE position = 0": ("counts of stories", Cure.DERIVE),
    "DELETE FROM conflicts": ("counts of stories", Cure.DERIVE),
    "DELETE FROM story_articles WHERE position = 1": ("articles", Cure.DERIVE),
    "DELETE FROM profiles": ("articles", Cure.DERIVE),
    "DELETE FROM neighbours WHERE article_id < other_id": ("neighbours", Cure.DERIVE),
    "INSERT INTO story_keys VALUES ('ar', 'term', 5, 1.0, 'a1_gone')": ("story_keys", Cure.REMOVE),
    "INSERT INTO entities VALUES ('e1_gone', 'Q5', 'no more')": ("entities", Cure.REMOVE),
    "UPDATE copies SET original_id = 'a1_gone'": ("copies", Cure.DERIVE),
    "DROP INDEX ix_nodes_entity_id": ("indexes", Cure.DERIVE),
    "DELETE FROM searched WHERE number = (SELECT min(number) FROM searched)": ("words of the search", Cure.DERIVE),
    "UPDATE spans SET end_offset = 99999 WHERE statement_id = (SELECT min(id) FROM statements)": (
        "spans",
        Cure.ADD_AGAIN,
    ),
    "UPDATE mentions SET end_offset = 99999 WHERE position = 0": ("spans", Cure.ADD_AGAIN),
    "DELETE FROM nodes WHERE id = (SELECT min(node_id) FROM locals)": ("locals", Cure.ADD_AGAIN),
    "DELETE FROM locals WHERE number = 1": ("mentions", Cure.ADD_AGAIN),
    "UPDATE articles SET text = text || '!' WHERE id = (SELECT min(id) FROM articles)": ("articles", Cure.RESTORE),
}


def fill(engine: Engine) -> None:
    assert list(add_all([EXAMPLES], LocalEngine(), engine, Mode.FAST))


@pytest.fixture
def store(place: str) -> Iterator[Engine]:
    with open_store(place, writing=True) as engine:
        fill(engine)
        yield engine


def found_in(store: Engine) -> list[Finding]:
    with store.execution_options(reading=True).connect() as connection:
        return list(examine(connection))


def standing(connection: Connection) -> list[object]:
    """Stories and people as a reader sees them, without times."""
    return [
        sorted(tuple(row) for row in connection.execute(text(query)))
        for query in (
            "SELECT id, article_count, claim_count, conflict_count, outlet_count FROM stories",
            "SELECT id, story_id, text, article_count, origin_min_count, origin_max_count FROM claims",
            "SELECT claim_id, relation, statement_id FROM claim_statements",
            "SELECT id, article_count, first_at, entity_id FROM nodes",
            "SELECT * FROM traits WHERE count > 0",
            "SELECT copy_id, original_id FROM copies",
        )
    ]


def test_every_damage_is_found_and_what_can_be_mended_is(store: Engine, tmp_path: Path) -> None:
    assert found_in(store) == []
    with store.connect() as connection:
        whole = standing(connection)
    for damage, (subject, cure) in DAMAGES.items():
        with store.begin() as connection:
            connection.execute(text(damage))
        found = found_in(store)
        assert (subject, cure) in {(each.subject, each.cure) for each in found}, damage
        treated = treat(store, tmp_path / "removed.jsonl", lambda: datetime.now(UTC))
        if cure is Cure.ADD_AGAIN:
            fill(store)
            treated = treat(store, tmp_path / "removed.jsonl", lambda: datetime.now(UTC))
        if cure is Cure.RESTORE:
            assert {each.cure for each in treated.left} == {Cure.RESTORE}
            return
        assert treated.left == (), damage
        with store.connect() as connection:
            assert standing(connection) == whole, damage


def test_the_words_of_a_search_are_made_again(store: Engine, tmp_path: Path) -> None:
    damages = ["DELETE FROM searched WHERE number > (SELECT min(number) FROM searched)"]
    if store.dialect.name == "sqlite":
        damages += ["DELETE FROM article_words_docsize", "DROP TABLE article_words"]
    with store.connect() as connection:
        before = articles_with(connection, ["port"], 10)
    assert before
    for damage in damages:
        with store.begin() as connection:
            connection.execute(text(damage))
        assert {each.subject for each in found_in(store)} == {"words of the search"}
        assert treat(store, tmp_path / "removed.jsonl", lambda: datetime.now(UTC)).left == ()
        with store.connect() as connection:
            assert articles_with(connection, ["port"], 10) == before
            assert articles_with(connection, [], 10) == articles_with(connection, ["zyzzyva"], 10) == []


def test_what_is_removed_is_kept_in_a_file(store: Engine, tmp_path: Path) -> None:
    with store.begin() as connection:
        connection.execute(text("INSERT INTO entities VALUES ('e1_gone', 'Q5', 'no more')"))
    file = tmp_path / "removed.jsonl"
    treated = treat(store, file, lambda: datetime.now(UTC))
    assert (treated.removed_count, treated.kept) == (1, file)
    assert json.loads(file.read_text()) == {
        "table": "entities",
        "id": "e1_gone",
        "wikidata_id": "Q5",
        "reason": "no more",
    }


def test_parts_of_nothing(tmp_path: Path) -> None:
    """Only SQLite lets them in, where foreign keys are switched off."""
    db = tmp_path / "news.db"
    with open_store(str(db), writing=True) as store:
        fill(store)
    with sqlite3.connect(db) as connection:
        connection.execute("INSERT INTO zones VALUES ('a1_gone', 0, 1, 'body')")
        connection.execute("INSERT INTO spans VALUES ('a1_gone/s1', 'cue', 0, 0, 1)")
    connection.close()
    with open_store(str(db), writing=True) as store:
        assert {each.subject for each in found_in(store)} == {"zones", "spans"}
        treated = treat(store, tmp_path / "removed.jsonl", lambda: datetime.now(UTC))
        assert (treated.removed_count, treated.left) == (2, ())


def test_a_damaged_file_is_left_alone(tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    with open_store(str(db), writing=True) as store:
        fill(store)
    with sqlite3.connect(db) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'traits'").fetchone()
    connection.close()
    content = bytearray(db.read_bytes())
    content[4096 * (page - 1) + 8 : 4096 * page] = bytes(4088)
    db.write_bytes(content)
    with open_store(str(db), writing=True) as store:
        (finding,) = found_in(store)
        assert (finding.subject, finding.cure) == ("integrity", Cure.RESTORE)
        treated = treat(store, tmp_path / "removed.jsonl", lambda: datetime.now(UTC))
        assert treated.mended == ()
        assert [each.subject for each in treated.left] == ["integrity"]
