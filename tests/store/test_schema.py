"""The migrations and the tables as declared are the same schema, on both databases."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from musnad.store import schema_links, schema_stories  # noqa: F401 they declare their tables
from musnad.store.open import MIGRATIONS, open_store
from musnad.store.schema import REVISION, REVISION_TABLE, metadata
from musnad.store.schema_search import FTS


def test_the_last_migration_is_the_revision_that_the_code_expects() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]


def test_migrations_make_the_declared_tables(db: str, tmp_path: Path) -> None:
    with open_store(db, writing=True) as store, store.connect() as connection:
        opts = {"version_table": REVISION_TABLE, "include_name": _is_declared, "include_object": _is_ours}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, metadata) == []
    declared = tmp_path / "declared.db"
    metadata.create_all(create_engine(f"sqlite:///{declared}"))
    assert _schema(Path(db)) == _schema(declared)


def _is_declared(name: str | None, kind: str, _parents: object) -> bool:
    """Whether SQLAlchemy knows a table; those with the index of words are made by FTS5 itself."""
    return kind != "table" or not str(name).startswith(FTS)


def _is_ours(_item: object, name: str | None, *_: object) -> bool:
    """Whether an index is one of SQLite's; PostgreSQL looks words up by another."""
    return name != "ix_searched_words"


def _schema(path: Path) -> set[tuple[str, frozenset[str]]]:
    """Every table and index with the parts of its definition, whose order says nothing."""
    found = sqlite3.connect(path).execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {
        (name, frozenset(re.sub(r"\s+", " ", part).strip(" ,)(") for part in re.split(r",(?![^()]*\))", _body(sql))))
        for name, sql in found
        if name != REVISION_TABLE
    }


def _body(sql: str) -> str:
    """What stands between the outer brackets of a definition; a column that a migration adds comes last there."""
    return sql[sql.index("(") + 1 : sql.rindex(")")]


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: str(table.name))
def test_postgresql_takes_the_tables(table) -> None:  # type: ignore[no-untyped-def]
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    assert str(CreateTable(table).compile(dialect=dialect))
    assert all(str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes)
