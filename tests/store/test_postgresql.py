"""A store on a real server: the same rows as in a file, several writers at once, roles for reading and writing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, make_url, text

from musnad.engine.local import LocalEngine
from musnad.errors import StoreError, StoreReadOnlyError
from musnad.intake import add_all
from musnad.pipeline import Mode
from musnad.store.examine import examine
from musnad.store.open import open_store
from musnad.store.query_stats import stats
from musnad.store.query_stories import list_stories
from postgresql import Server

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
TIMES = ("added_at", "read_at", "rejected_at", "decided_at", "since_at", "changed_at", "origins_since_at", "last_at")
OWN = (
    "past",
    "searched",
)  # what stood between two rounds depends on who was first; an index for searching is of a kind
Dump = Callable[..., list[tuple[object, ...]]]


@pytest.fixture
def url(postgresql: Server) -> Iterator[str]:
    with postgresql.database() as found:
        yield found


def add(db: str) -> None:
    with open_store(db, writing=True) as store:
        assert len(list(add_all(EXAMPLES, LocalEngine(), store, Mode.FAST))) == len(EXAMPLES)


def read(db: str, ask: Callable[[Connection], object]) -> object:
    with open_store(db) as store, store.connect() as connection:
        return ask(connection)


def held(db: str, dump: Dump) -> list[tuple[object, ...]]:
    """The rows of a store that do not differ by who wrote first, and by the kind of database."""
    rows: list[tuple[object, ...]] = read(db, lambda found: dump(found, without=TIMES))  # type: ignore[assignment]
    return [row for row in rows if row[0] not in OWN]


def test_both_databases_hold_the_same_rows(url: str, db: str, dump: Dump) -> None:
    add(url)
    add(db)
    assert held(url, dump) == held(db, dump)
    assert read(url, lambda found: list(examine(found))) == []
    assert read(url, lambda found: stats(found).by_outlet) == read(db, lambda found: stats(found).by_outlet)


def test_several_writers_at_once(url: str, db: str, dump: Dump) -> None:
    command = [sys.executable, "-m", "musnad", "add", "--mode", "fast", "--workers", "1", "--db", url]
    everyone = [
        subprocess.Popen([*command, *map(str, EXAMPLES[place:] + EXAMPLES[:place])], stderr=subprocess.PIPE, text=True)
        for place in range(0, 6, 2)
    ]
    told = [process.communicate(timeout=300)[1] for process in everyone]
    assert [process.returncode for process in everyone] == [0, 0, 0], told
    add(db)
    assert held(url, dump) == held(db, dump)


def test_roles_for_reading_and_writing(url: str) -> None:
    """As docs/keeping.md tells an administrator to make them."""
    add(url)
    name = make_url(url).database or ""
    admin = create_engine(make_url(url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for role in ("reader", "writer", "stranger"):
            connection.execute(text(f"CREATE ROLE {name}_{role} LOGIN"))
        connection.execute(text(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {name}_reader"))
        connection.execute(
            text(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}_writer")
        )
    roles = ("reader", "writer", "stranger")
    own = {role: make_url(url).set(username=f"{name}_{role}").render_as_string() for role in roles}
    try:
        with pytest.raises(StoreError, match=r"may not be read by this user.*GRANT SELECT"):
            read(own["stranger"], lambda found: list(list_stories(found)))
        assert len(list(read(own["reader"], lambda found: list(list_stories(found))))) == 1  # type: ignore[call-overload]
        with pytest.raises(StoreReadOnlyError, match="cannot be written"):
            _touch_all(own["reader"])
        add(own["writer"])
        _touch_all(own["writer"])
    finally:
        with admin.connect() as connection:
            for role in roles:
                connection.execute(text(f"DROP OWNED BY {name}_{role}"))
                connection.execute(text(f"DROP ROLE {name}_{role}"))
        admin.dispose()


def _touch_all(db: str) -> None:
    with open_store(db, writing=True) as store, store.begin() as connection:
        connection.execute(text("UPDATE articles SET read_at = read_at"))


def test_a_server_that_is_not_there() -> None:
    with (
        pytest.raises(StoreError, match=r"postgresql://desk:\*\*\*@127\.0\.0\.1:1/news: no server answers there"),
        open_store("postgresql://desk:secret@127.0.0.1:1/news"),
    ):
        pass


def test_the_password_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSNAD_DB", "postgresql://desk:secret@127.0.0.1:1/news")
    done = subprocess.run(
        [sys.executable, "-m", "musnad", "articles"], capture_output=True, text=True, env=os.environ, check=False
    )
    assert done.returncode == 1
    assert "secret" not in done.stderr
    assert "Traceback" not in done.stderr
