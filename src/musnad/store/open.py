"""Opens a store: finds its place, brings its schema up to date, and says plainly why it cannot be used.

SQLite runs in WAL mode, so that readers never wait for the writer, and with ``synchronous=FULL``. What is
committed survives ``kill -9`` under any setting, since the system holds the pages; ``NORMAL`` could lose the
last commits when the power fails. Articles are committed many at a time, so the wait for the disk is
shared and costs less than a tenth of a millisecond each.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.pool import QueuePool

from musnad.errors import StoreError, StoreReadOnlyError, StoreTooNewError
from musnad.store.address import place_of, place_shown
from musnad.store.copied import copied, free_name, mode_of_reading
from musnad.store.faults import explained, explaining_age
from musnad.store.schema import REVISION, REVISION_TABLE
from musnad.store.server import check_encoding
from musnad.store.turn import BUSY_S, begin_in_file, begin_on_server, wait_s

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x6D75736E6164  # "musnad": PostgreSQL's advisory lock for migrations
_log = logging.getLogger("musnad.store")


@contextmanager
def open_store(db: str | None = None, *, writing: bool = False) -> Iterator[Engine]:
    """The engine of a store whose schema is up to date; what goes wrong while it is open is explained.

    With ``writing`` a missing store is made, and every transaction holds the write lock from its start,
    unless it has the execution option ``reading``. Raises ``StoreError``, ``StoreTooNewError``, or
    ``StoreReadOnlyError``, each saying what to do.
    """
    url = place_of(db)
    with explained(url):
        engine = _sqlite(Path(str(url.database)), writing) if _is_sqlite(url) else _server(url, writing)
        try:
            found = _found(engine, url, writing)
            if found != REVISION:
                with explaining_age(url, found):
                    _migrate(url, engine if writing else None)
            yield engine
        finally:
            engine.dispose()


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _server(url: URL, writing: bool) -> Engine:
    """The engine of a PostgreSQL store. Raises ``StoreError`` without its driver.

    A writing transaction waits for the others: what one finds of people and stories rests on what the one before it
    wrote. Reading articles is what takes the time, and is done before. A reading transaction sees one moment.
    """
    level = "READ COMMITTED" if writing else "REPEATABLE READ"
    try:
        # Before it is used a connection is tried and, where the server was started anew, made again: the page and
        # the tools for assistants run for weeks. Whatever the environment asks for, text goes over as UTF-8.
        engine = create_engine(url, isolation_level=level, pool_pre_ping=True, connect_args={"client_encoding": "utf8"})
    except ModuleNotFoundError as error:
        raise StoreError('PostgreSQL needs its driver: pip install "musnad[postgresql]"') from error

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if writing and not connection.get_execution_options().get("reading"):
            begin_on_server(connection)

    return engine


def _sqlite(path: Path, writing: bool) -> Engine:
    """The engine of a file. Raises ``StoreError`` if there is nothing to read, or no folder to write to."""
    if path.is_dir():
        raise StoreError(f"{path} is a folder. Name a file in it")
    if writing:
        if path.parent == platformdirs.user_data_path("musnad"):
            _make_folder(path.parent)
        if not path.parent.is_dir():
            raise StoreError(f"{path}: the folder does not exist. Make it first: mkdir -p '{path.parent}'")
    elif not path.exists():
        raise StoreError(f"{path}: there is no store yet. Make one with: musnad add FILES…")
    engine = create_engine("sqlite://", creator=_connector(path, writing), poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if not writing or connection.get_execution_options().get("reading"):
            connection.exec_driver_sql("BEGIN")
        else:
            begin_in_file(connection)

    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreReadOnlyError(f"{folder} cannot be made ({error.strerror}). Name another place with --db") from error


def _connector(path: Path, writing: bool) -> Callable[[], sqlite3.Connection]:
    """What makes connections to a file."""
    mode = "rwc" if writing else mode_of_reading(path)

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{path.as_uri()}?mode={mode}",
            uri=True,
            timeout=wait_s(),
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            connection.execute("PRAGMA foreign_keys=ON")
            if writing:
                _keep_log(connection)
                connection.execute("PRAGMA synchronous=FULL")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    return connect


def _keep_log(connection: sqlite3.Connection) -> None:
    """Switches a file to WAL. The lock that this takes is the one for which SQLite itself does not wait."""
    deadline = time.monotonic() + BUSY_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _found(engine: Engine, url: URL, writing: bool) -> str:
    """The schema of a store, ours or an older one, empty if it has to be made. Raises ``StoreError`` for any other."""
    place = place_shown(url)
    with engine.execution_options(reading=True).connect() as connection:
        if not _is_sqlite(url):
            check_encoding(connection, url)
        tables = set(inspect(connection).get_table_names())
        found = _revision(connection)
    if found is not None and found > REVISION:
        raise StoreTooNewError(
            f"{place} was made by a newer version of Musnad (its schema is {found}, "
            f"this version knows {REVISION}). Upgrade: pip install --upgrade musnad"
        )
    if found is None and tables and _is_sqlite(url):
        raise StoreError(f"{place} is a database of another program. Name another file with --db")
    if found is None and not writing:
        raise StoreError(f"{place}: there is no store yet. Make one with: musnad add FILES…")
    return found or ""


def _revision(connection: Connection) -> str | None:
    """The schema that a database has, None where it has none yet."""
    if not inspect(connection).has_table(REVISION_TABLE):
        return None
    found: str | None = connection.execute(text(f"SELECT version_num FROM {REVISION_TABLE}")).scalar()
    return found


def _migrate(url: URL, engine: Engine | None) -> None:
    """Brings the schema up to date in one transaction, which a second process waits for; a file is copied before."""
    from alembic import command  # noqa: PLC0415 a quarter of a second, which most runs need not spend
    from alembic.config import Config  # noqa: PLC0415

    writer = engine or (_sqlite(Path(str(url.database)), writing=True) if _is_sqlite(url) else _server(url, True))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with writer.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        before = _revision(connection)
        if before is not None and before != REVISION and _is_sqlite(url):
            path = Path(str(url.database))
            kept = copied(path, free_name(path, f"before-{REVISION}"))
            _log.warning("%s is brought up to date; as it was, it is kept as %s", path, kept.path)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    if writer is not engine:
        writer.dispose()
