"""What is said of a server that cannot be used, on a real one; and what outlives a restart of it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, create_engine, make_url, text
from test_postgresql import add, held

from musnad.errors import StoreError, StoreReadOnlyError
from musnad.store.examine import examine
from musnad.store.open import open_store
from musnad.store.query_stories import list_stories
from musnad.store.schema import REVISION, REVISION_TABLE
from musnad.store.server import told_by_server
from postgresql import Server, _tools


@pytest.fixture
def url(postgresql: Server) -> Iterator[str]:
    with postgresql.database() as found:
        yield found


def address(url: str, **other: object) -> str:
    return make_url(url).set(**other).render_as_string(hide_password=False)  # type: ignore[arg-type]


def engine_of(url: str) -> Engine:
    """An engine of a user who may do anything."""
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        isolation_level="AUTOCOMMIT",
        connect_args={"client_encoding": "utf8"},
    )


def told(db: str) -> str:
    with pytest.raises(StoreError) as found, open_store(db):
        pass
    assert "\n" not in str(found.value)
    assert "the store cannot be used" not in str(found.value)
    return str(found.value)


def test_nobody_there(url: str) -> None:
    said = told(address(url, port=1, password="secret"))
    assert said.startswith(f"{address(url, port=1).replace('@', ':***@')}: no server answers there. Start it")
    assert "there is no host of that name" in told(address(url, host="nohost.invalid"))
    assert "no server answers there" in told("postgresql:///news?host=/nowhere")
    assert "no such port" in told(address(url, port=99999))


def test_no_such_database_or_user(url: str) -> None:
    place = make_url(url)
    said = told(address(url, database="gone"))
    assert f"createdb --host {place.host} --port {place.port} --encoding UTF8 " in said
    assert "--template template0 gone" in said
    said = told(address(url, username="stranger"))
    assert "knows no such user" in said
    assert f"createuser --host {place.host} --port {place.port} stranger" in said


def test_passwords(url: str, tmp_path: Path) -> None:
    """The server's file of who may come in asks one role for a password, and is put back."""
    admin = engine_of(url)
    role = f"{make_url(url).database}_locked"
    with admin.connect() as connection:
        hba = Path(str(connection.execute(text("SHOW hba_file")).scalar()))
        if not hba.exists():
            pytest.skip("the server is on another machine")
        before = hba.read_text()
        connection.execute(text(f"CREATE ROLE {role} LOGIN PASSWORD 'right'"))
        hba.write_text(f"host all {role} 127.0.0.1/32 scram-sha-256\n{before}")
        connection.execute(text("SELECT pg_reload_conf()"))
    try:
        for password, expected in ((None, "asks for a password"), ("wrong", "does not take the password")):
            said = told(address(url, username=role, password=password))
            assert expected in said
            assert "PGPASSWORD or ~/.pgpass" in said
            assert "wrong" not in said
        with pytest.raises(StoreError, match="no store yet"), open_store(address(url, username=role, password="right")):
            pass
        with admin.connect() as connection:
            connection.execute(text(f"REVOKE CONNECT ON DATABASE {make_url(url).database} FROM PUBLIC"))
        assert "GRANT CONNECT" in told(address(url, username=role, password="right"))
    finally:
        hba.write_text(before)
        with admin.connect() as connection:
            connection.execute(text("SELECT pg_reload_conf()"))
            connection.execute(text(f"DROP ROLE {role}"))
        admin.dispose()


def test_a_server_that_speaks_another_language() -> None:
    """Of what libpq knows by itself, whether a password was asked for is left."""

    class AnswerError(Exception):
        """As ``psycopg.OperationalError`` is, with what a French server says."""

        sqlstate = None
        pgconn = type("Connection", (), {"needs_password": False, "used_password": True})

    said = told_by_server(AnswerError("authentification par mot de passe échouée"), URL.create("postgresql"))
    assert "PGPASSWORD" in str(said)


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_an_encoding_that_cannot_hold_every_script(url: str, encoding: str) -> None:
    name = f"{make_url(url).database}_narrow"
    admin = engine_of(url)
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0"))
    try:
        narrow = address(url, database=name)
        for writing in (True, False):
            with (
                pytest.raises(StoreError, match=rf"encoding is {encoding}.*createdb .*--encoding UTF8 .*{name}_utf8"),
                open_store(narrow, writing=writing),
            ):
                pass
        inside = engine_of(narrow)
        with inside.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).scalar() == 0
        inside.dispose()
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


def test_the_encoding_that_the_environment_asks_for_does_not_matter(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    add(url)


@pytest.mark.parametrize("writing", [True, False])
def test_a_restart_of_the_server_is_outlived(url: str, *, writing: bool) -> None:
    with open_store(url, writing=True):
        pass
    admin = engine_of(url)
    end = "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = :name AND pid <> "
    with open_store(url, writing=writing) as store:
        for _ in range(2):
            with store.connect() as connection:
                assert list(list_stories(connection)) == []
            with admin.connect() as connection:
                query = text(end + "pg_backend_pid()")
                assert connection.execute(query, {"name": make_url(url).database}).scalar() == 1
        with store.begin() as connection:
            assert list(list_stories(connection)) == []
    admin.dispose()


def test_a_connection_that_breaks_off_in_the_middle(url: str) -> None:
    with open_store(url, writing=True):
        pass
    admin = engine_of(url)
    with (
        pytest.raises(StoreError, match=r"broke off\. What was stored before is safe"),
        open_store(url) as store,
        store.connect() as connection,
    ):
        pid = connection.execute(text("SELECT pg_backend_pid()")).scalar()
        with admin.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
        list_stories(connection)
        connection.execute(text("SELECT 1"))
    admin.dispose()


def test_a_reader_of_an_old_store_is_told_who_can_help(url: str) -> None:
    with open_store(url, writing=True) as store, store.begin() as connection:
        connection.execute(text(f"UPDATE {REVISION_TABLE} SET version_num = '0005'"))
    role = f"{make_url(url).database}_reader"
    admin = engine_of(url)
    with admin.connect() as connection:
        connection.execute(text(f"CREATE ROLE {role} LOGIN"))
        connection.execute(text(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}"))
    try:
        told_ = rf"older version of Musnad \(its schema is 0005, this version needs {REVISION}\).*Have its owner"
        with pytest.raises(StoreReadOnlyError, match=told_), open_store(address(url, username=role)):
            pass
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP OWNED BY {role}"))
            connection.execute(text(f"DROP ROLE {role}"))
        admin.dispose()


def test_a_dump_brought_back_is_the_same_store(url: str, postgresql: Server, tmp_path: Path, dump) -> None:  # type: ignore[no-untyped-def]
    """As docs/keeping.md tells how to keep copies: into a new database, and over one that holds something else."""
    tools = _tools()
    if tools is None or not (tools / "pg_dump").exists():
        pytest.skip("no pg_dump on this machine")
    add(url)
    before = held(url, dump)
    file = str(tmp_path / "news.dump")
    subprocess.run([tools / "pg_dump", "--format=custom", "--file", file, url], check=True)
    back = [tools / "pg_restore", "--clean", "--if-exists", "--dbname"]
    with postgresql.database() as other:
        subprocess.run([*back, other, file], check=True)
        assert held(other, dump) == before
    with open_store(url, writing=True) as store, store.begin() as connection:
        connection.execute(text("DELETE FROM articles"))
    assert held(url, dump) != before
    subprocess.run([*back, url, file], check=True)
    assert held(url, dump) == before
    with open_store(url) as store, store.connect() as connection:
        assert list(examine(connection)) == []
    add(url)  # and it can be written
    assert held(url, dump) == before
