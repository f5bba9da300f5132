"""Begins a transaction that writes when its turn has come: one writes at a time, the others wait.

How long they wait depends on who is before them: as long as transactions come to their ends, the wait goes on, however
many processes there are and however busy the machine is. It is given up when one transaction has held the store for
``BUSY_S`` by itself: its process hangs, or has been stopped. Each ``TELL_S`` of waiting is told.
"""

from __future__ import annotations

import logging
import sqlite3
import time

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

BUSY_S = 300.0
"""Seconds that one transaction of another process may hold the store; one of ours mostly takes a second or two.

The longest tells anew a whole part of the graph of articles (``settle``): of the largest measured, 2,053 articles of
one war, all stories may change, 35 of 60 articles that take up to a second each (``docs/stories.md``, Bounds), and a
machine where several times as many processes want the cores as there are takes five times as long (``docs/page.md``):
three minutes. Five leave room; less gives up on one that works, more only lets one that hangs be waited for longer.
"""
TELL_S = 60.0
"""Seconds after which a writer that waits says so."""

_WRITING = 0x6D75736E6165  # PostgreSQL's advisory lock that a writing transaction holds: "musnad" and one
_NOT_HAD = "55P03"  # SQLSTATE lock_not_available, https://www.postgresql.org/docs/current/errcodes-appendix.html
_HOLDER = """
SELECT pid, virtualtransaction FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
WHERE datname = current_database() AND locktype = 'advisory' AND granted AND objid = %s
"""
_log = logging.getLogger("musnad.store")


def begin_in_file(connection: Connection) -> None:
    """Begins in SQLite, whose connections wait for ``wait_s()`` by themselves. Raises ``OperationalError``."""
    before, since = _commits(connection), time.monotonic()
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            before, since = _waited(before, _commits(connection), since, error)
        else:
            return


def begin_on_server(connection: Connection) -> None:
    """Begins in PostgreSQL, where a lock of ours is waited for. Raises ``OperationalError``."""
    before, since = _holder(connection), time.monotonic()
    while True:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{1000 * wait_s():.0f}ms'")
        try:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITING})")
        except OperationalError as error:
            connection.connection.rollback()  # of the driver: SQLAlchemy's transaction is only just beginning
            if getattr(error.orig, "sqlstate", None) != _NOT_HAD:
                raise
            before, since = _waited(before, _holder(connection), since, error)
        else:
            return


def wait_s() -> float:
    """Seconds that a database is to wait by itself, before we look whether others get on."""
    return min(TELL_S, BUSY_S)


def _waited(before: object, now: object, since: float, error: OperationalError) -> tuple[object, float]:
    """Who holds the store and since when, after one more wait; raises the error if it is one for too long."""
    is_same = now is not None and now == before  # nobody at both moments is not one that holds it
    if is_same and time.monotonic() - since >= BUSY_S:
        raise error
    _log.warning("other processes are writing to the store; still waiting for the turn")
    return now, (since if is_same else time.monotonic())


def _commits(connection: Connection) -> object:
    """A number that is another one whenever others commit."""
    return connection.exec_driver_sql("PRAGMA data_version").scalar()


def _holder(connection: Connection) -> object:
    """Which transaction has the lock, None if none has."""
    return connection.exec_driver_sql(_HOLDER, (_WRITING & 0xFFFFFFFF,)).first()
