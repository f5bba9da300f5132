"""Stores of older versions on PostgreSQL: brought up to date there, they hold what the same store in a file holds."""

from __future__ import annotations

import lzma
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, MetaData, Table, create_engine, make_url, text
from test_backup import OLD
from test_write import NOW

from musnad.store.examine import examine
from musnad.store.open import MIGRATIONS, open_store
from musnad.store.schema import REVISION, REVISION_TABLE
from musnad.store.schema_search import FTS
from musnad.store.settle import settle
from musnad.store.write_search import remake_words
from postgresql import Server

Row = dict[str, object]


@pytest.fixture
def url(postgresql: Server) -> Iterator[str]:
    with postgresql.database() as found:
        yield found


def load(file: Path, url: str, revision: str) -> None:
    """Makes the tables of an older schema on a server, and puts the rows of a file into them."""
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    tables = MetaData()
    tables.reflect(engine)
    source = create_engine(f"sqlite:///{file}")
    theirs = MetaData()
    # With their types, so that times come as times; SQLite's own tables of the index of words are none of ours.
    theirs.reflect(source, only=lambda name, _: not name.startswith((FTS, "sqlite_")))
    assert set(theirs.tables) == set(tables.tables)
    with source.connect() as given, engine.begin() as connection:
        for table in tables.sorted_tables:
            rows = [dict(row) for row in given.execute(theirs.tables[table.name].select()).mappings()]
            if rows and table.name != REVISION_TABLE:
                assert set(rows[0]) == set(table.c.keys())
                connection.execute(table.insert(), [_typed(table, row) for row in rows])
        if "searched" in tables.tables:
            remake_words(connection)  # a file keeps them elsewhere
    engine.dispose()
    source.dispose()


def _typed(table: Table, row: Row) -> Row:
    """A row of SQLite, which knows no truth values, as PostgreSQL takes it."""
    return {
        name: bool(value) if table.c[name].type.python_type is bool and value is not None else value
        for name, value in row.items()
    }


def brought_up(db: str, dump: Callable[[Connection], list[tuple[object, ...]]]) -> list[list[tuple[object, ...]]]:
    """The rows after the upgrade, and after all that waits is done, without the words that each kind keeps its way."""
    with open_store(db, writing=True) as store:
        found = []
        done = 1
        while done:
            with store.connect() as connection:
                found.append(sorted((row for row in dump(connection) if row[0] != "searched"), key=repr))
            with store.begin() as connection:
                done = settle(connection, NOW)
        with store.execution_options(reading=True).connect() as connection:
            assert [each for each in examine(connection) if each.subject != "mentions"] == []
            assert connection.execute(text(f"SELECT version_num FROM {REVISION_TABLE}")).scalar() == REVISION
            articles, words = (
                connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() for name in ("articles", "searched")
            )
            assert articles == words
            assert articles
    return [found[0], found[-1]]


@pytest.mark.parametrize("old", [each for each in OLD if each.name[1:5] < REVISION], ids=lambda path: str(path.name))
def test_a_filled_old_store_on_a_server(old: Path, url: str, tmp_path: Path, dump) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "old.db"
    file.write_bytes(lzma.decompress(old.read_bytes()))
    with closing(sqlite3.connect(file)) as connection:
        (revision,) = connection.execute(f"SELECT version_num FROM {REVISION_TABLE}").fetchone()
    load(file, url, revision)
    on_server, in_file = brought_up(url, dump), brought_up(str(file), dump)
    assert on_server[0] == in_file[0]
    assert on_server[1] == in_file[1]
