"""Entities in a store: what a person decides wins and lasts, what is read anew leaves no trace, an index gives ids."""

from __future__ import annotations

import lzma
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, func, select

from linking_world import extraction_of, rows_for
from musnad.errors import InputError
from musnad.model import Relation
from musnad.store.decide import Decider, merge, split, undo
from musnad.store.link import relink
from musnad.store.listed import add_people, identify, read_people
from musnad.store.open import open_store
from musnad.store.query import find_article, list_articles, load_extraction
from musnad.store.query_entities import matches, pick, portrait
from musnad.store.query_links import locals_of
from musnad.store.schema_links import judgements, locals_, mentions, nodes, traits
from musnad.store.traits import Change
from musnad.store.write import add_articles

NOW = datetime(2026, 1, 2, tzinfo=UTC)
ADA, MADA = "سالم مراد", "Salem Murad"
Add = Callable[..., None]


@pytest.fixture
def store(place: str) -> Iterator[Engine]:
    with open_store(place, writing=True) as engine:
        yield engine


@pytest.fixture
def connection(store: Engine) -> Iterator[Connection]:
    with store.begin() as found:
        yield found


def tell(connection: Connection, *people: str, number: int = 0, version: str = "1", **told: object) -> None:
    extraction = extraction_of({"people": list(people), **told}, number)
    add_articles(connection, [rows_for(extraction, version)], NOW)


def by(minutes: int = 0) -> Decider:
    return Decider("reader", NOW + timedelta(minutes=minutes), "the ministry says so")


def entity(connection: Connection, name: str) -> str:
    return pick(connection, name).entity_id


def test_a_decision_wins_and_outlives_reading_anew(connection: Connection) -> None:
    tell(connection, "سالم مراد")
    tell(connection, "Salem Murad", number=1, lang="en")
    assert entity(connection, ADA) == entity(connection, MADA)
    split(connection, ADA, MADA, by())
    assert entity(connection, ADA) != entity(connection, MADA)
    for version in ("2", "3"):
        tell(connection, "سالم مراد", version=version)
        tell(connection, "Salem Murad", number=1, lang="en", version=version)
        assert entity(connection, ADA) != entity(connection, MADA)
    undo(connection, ADA, MADA, Relation.DIFFERENT, by(1))
    assert entity(connection, ADA) == entity(connection, MADA)


def test_a_decision_outlives_the_mentions_it_was_made_about(connection: Connection) -> None:
    """A newer version spells the name otherwise; the old one is in no article any more, but still decides."""
    tell(connection, "سالم مراد")
    tell(connection, "هدى الحلبي", number=1)
    merge(connection, "سالم مراد", "هدى الحلبي", by())
    tell(connection, "سالم المراد", version="2")
    assert entity(connection, "سالم المراد") == entity(connection, "هدى الحلبي")
    undo(connection, "سالم مراد", "هدى الحلبي", Relation.SAME, by(1))
    assert entity(connection, "سالم المراد") != entity(connection, "هدى الحلبي")


def test_the_last_decision_counts(connection: Connection) -> None:
    tell(connection, "سالم مراد", "هدى الحلبي")
    merge(connection, "سالم مراد", "هدى الحلبي", by())
    assert entity(connection, "سالم مراد") == entity(connection, "هدى الحلبي")
    split(connection, "سالم مراد", "هدى الحلبي", by(1))
    assert entity(connection, "سالم مراد") != entity(connection, "هدى الحلبي")
    merge(connection, "سالم مراد", "هدى الحلبي", by(2))
    assert entity(connection, "سالم مراد") == entity(connection, "هدى الحلبي")
    undo(connection, "سالم مراد", "هدى الحلبي", Relation.SAME, by(3))
    assert entity(connection, "سالم مراد") != entity(connection, "هدى الحلبي")


def test_a_spelling_is_taken_out_of_an_entity_and_stays_out(connection: Connection) -> None:
    for number, name in enumerate(["Salem Murad", "Salim Murad", "Salem Mourad"]):
        tell(connection, name, number=number, lang="en")
    whole = entity(connection, "Salem Murad")
    assert entity(connection, "Salem Mourad") == whole
    split(connection, whole, "Salem Mourad", by())
    assert entity(connection, "Salem Mourad") != entity(connection, "Salem Murad") == entity(connection, "Salim Murad")
    tell(connection, "سالم مراد", number=9)
    assert entity(connection, "Salem Mourad") != entity(connection, "Salem Murad")


def test_names_that_mean_nobody_or_several(connection: Connection) -> None:
    tell(connection, {"name": "سالم مراد", "role": "لاعب"})  # type: ignore[arg-type]
    tell(connection, {"name": "سالم مراد", "role": "وزير الدفاع"}, number=1)  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"may mean several(.|\n)*e1_"):
        pick(connection, "سالم مراد")
    with pytest.raises(InputError, match="nobody and nothing"):
        pick(connection, "كريم حداد")
    first, second = matches(connection, "سالم مراد")
    with pytest.raises(InputError, match="one already"):
        merge(connection, first.entity_id, first.entity_id[:12], by())
    with pytest.raises(InputError, match="nobody has merged"):
        undo(connection, first.entity_id, second.entity_id, Relation.SAME, by())
    with pytest.raises(InputError, match="the same name"):
        split(connection, first.entity_id, first.entity_id, by())
    merge(connection, first.entity_id, second.entity_id, by())
    assert len(matches(connection, "سالم مراد")) == 1


def test_an_id_stays_when_articles_come_and_an_old_one_still_leads_there(connection: Connection) -> None:
    tell(connection, "سالم مراد", day="2024-01-05")
    was = entity(connection, ADA)
    tell(connection, "Salem Murad", number=1, lang="en", day="2024-01-06")
    assert entity(connection, MADA) == was
    tell(connection, "Salim Murad", number=2, lang="en", day="2023-01-01")
    assert entity(connection, was) == entity(connection, "Salim Murad")


def test_what_goes_leaves_nothing(connection: Connection) -> None:
    tell(connection, "سالم مراد", "مراد", outlet="رويترز", day="2024-01-05")
    tell(connection, "مراد", number=1, outlet="رويترز", day="2024-01-05")
    tell(connection, "Salem Murad", number=2, lang="en")
    gone = locals_of(connection, [row.article_id for row in connection.execute(select(locals_.c.article_id))])
    connection.execute(locals_.delete())
    relink(connection, Change(gone, [], [], {}), NOW)
    for table in (nodes, traits, judgements):
        assert connection.execute(select(func.count()).select_from(table)).scalar() == 0, table.name


def test_what_an_entity_is_shown_with(connection: Connection) -> None:
    tell(connection, {"name": "سالم مراد", "role": "وزير الدفاع"}, "مراد")  # type: ignore[arg-type]
    tell(connection, "Salem Murad", number=1, lang="en")
    found = portrait(connection, entity(connection, ADA), 5)
    assert {name for name, _, _ in found.names} == {"سالم مراد", "مراد", "Salem Murad"}
    assert (found.article_count, found.roles) == (2, (("وزير الدفاع", 1),))
    assert [each.judgement.relation for each in found.judged] == [Relation.SAME]
    assert "murad" in found.judged[0].judgement.reason
    assert found.judged[0].judgement.author.startswith("musnad ")


def test_an_index_gives_an_id_to_the_one_whom_it_fits(connection: Connection, tmp_path: Path) -> None:
    tell(connection, "سالم مراد", "هدى الحلبي")
    file = tmp_path / "people.jsonl"
    file.write_text(
        '{"id": "Q11", "arabic": "سالم مراد", "latin": ["Salem Murad"]}\n'
        '{"id": "Q12", "names": ["هدى الحلبي"]}\n{"id": "Q13", "names": ["هدى الحلبي"]}\n',
        encoding="utf-8",
    )
    assert add_people(connection, read_people(file)) == 3
    assert identify(connection) == 1
    assert portrait(connection, entity(connection, ADA), 1).wikidata_id == "Q11"
    assert portrait(connection, entity(connection, "هدى الحلبي"), 1).wikidata_id is None
    tell(connection, "Salem Murad", number=2, lang="en")
    found = portrait(connection, entity(connection, MADA), 1)
    assert found.wikidata_id == "Q11"
    assert "listed as" in (found.wikidata_reason or "")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.jsonl", "not json", "a.jsonl:1: not a line of JSON"),
        ("a.jsonl", '["Q1"]', "a.jsonl:1: expected an object"),
        ("a.jsonl", '{"id": "11", "names": ["x y"]}', "a.jsonl:1: expected a Wikidata id"),
        ("a.csv", "id,name\nQ1,Salem Murad\nQ2,\n", "a.csv:3: expected a name"),
    ],
)
def test_a_broken_index_is_told_with_its_line(tmp_path: Path, name: str, content: str, told: str) -> None:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        list(read_people(file))


def test_a_store_of_the_first_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    """The file was made by the version before linking; its articles have mentions once they are added again."""
    db = tmp_path / "old.db"
    db.write_bytes(lzma.decompress((Path(__file__).parent / "store" / "r0001.db.xz").read_bytes()))
    with open_store(str(db)) as engine, engine.connect() as connection:
        assert [article.label for article in list_articles(connection)] == ["r1", "r2"]
        extraction = load_extraction(connection, find_article(connection, "r1"))
        assert len(extraction.statements) == 3
        assert extraction.mentions == extraction.times == ()
        assert connection.execute(select(func.count()).select_from(mentions)).scalar() == 0
        assert matches(connection, "سالم مراد") == []
