"""Begins a transaction that writes when its turn has come: one writes at a time, the others wait.

How long they wait depends on who is before them: as long as transactions come to their ends, the wait goes on, however
many processes there are and however busy the machine is. It is given up when one transaction has held the store for
``BUSY_S`` by itself: its process hangs, or has been stopped.
"""

from __future__ import annotations

import logging
import sqlite3

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

BUSY_S = 60.0
"""How long one transaction of another process may hold the store; one of ours takes about a second."""

_WRITING = 0x6D75736E6165  # PostgreSQL's advisory lock that a writing transaction holds: "musnad" and one
_NOT_HAD = "55P03"  # SQLSTATE lock_not_available, https://www.postgresql.org/docs/current/errcodes-appendix.html
_HOLDER = """
SELECT pid, virtualtransaction FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
WHERE datname = current_database() AND locktype = 'advisory' AND granted AND objid = %s
"""
_log = logging.getLogger("musnad.store")


def begin_in_file(connection: Connection) -> None:
    """Begins in SQLite, whose connections wait for ``BUSY_S`` by themselves. Raises ``OperationalError``."""
    while True:
        before = connection.exec_driver_sql("PRAGMA data_version").scalar()  # another one whenever others commit
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            is_busy = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
            if not is_busy or connection.exec_driver_sql("PRAGMA data_version").scalar() == before:
                raise
            _tell()
        else:
            return


def begin_on_server(connection: Connection) -> None:
    """Begins in PostgreSQL, where a lock of ours is waited for. Raises ``OperationalError``."""
    while True:
        before = _holder(connection)
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_S:.0f}s'")
        try:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITING})")
        except OperationalError as error:
            connection.connection.rollback()  # of the driver: SQLAlchemy's transaction is only just beginning
            if getattr(error.orig, "sqlstate", None) != _NOT_HAD or (before and _holder(connection) == before):
                raise
            _tell()
        else:
            return


def _holder(connection: Connection) -> object:
    """Which transaction has the lock, None if none has."""
    return connection.exec_driver_sql(_HOLDER, (_WRITING & 0xFFFFFFFF,)).first()


def _tell() -> None:
    _log.warning("other processes are writing to the store; still waiting for the turn")
