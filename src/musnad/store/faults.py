"""What a database's complaint means to the user, and what to do about it."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from musnad.errors import StoreError, StoreReadOnlyError

_FULL = "the disk is full. What was stored before is safe: free some space and run the same command again"
_READ_ONLY = "cannot be written. Name another place with --db, or change its permissions"
_BUSY = "another process has held the store for too long. Try again when it is done"
_NOT_OURS = "is not a database. Name another file with --db"
_BROKEN = "is damaged. Restore it from a backup: musnad restore FILE"
_INCOMPLETE = "a table or column is missing. See what else is wrong: musnad doctor"
_GONE = "there is no connection to the server, or it was lost. Try again when it runs"
_IO = "reading or writing failed. Is the disk full, or gone?"

# Primary result codes of SQLite, https://sqlite.org/rescode.html
_SQLITE = {
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_IOERR: _IO,
    sqlite3.SQLITE_CORRUPT: _BROKEN,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_NOTADB: _NOT_OURS,
}
# SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL = {
    "53100": _FULL, "25006": _READ_ONLY, "42501": _READ_ONLY, "55P03": _BUSY,
    "42P01": _INCOMPLETE, "42703": _INCOMPLETE,
    "57P01": _GONE, "57P02": _GONE, "57P03": _GONE,
}  # fmt: skip
_MISSING = ("no such table", "no such column")  # SQLite's words; its code says no more than that something is wrong


def place_shown(url: URL) -> str:
    """The place of a store as the user knows it: a path, or an address without its password."""
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string()


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Turns what a database raises inside into ``StoreError`` or ``StoreReadOnlyError``."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise explain(error, url) from error


def explain(error: Exception, url: URL) -> StoreError:
    """What to tell the user, with the place of the store."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    place = place_shown(url)
    meaning = None
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        meaning = _cannot_open(Path(place)) if code == sqlite3.SQLITE_CANTOPEN else _SQLITE.get(code)
        if meaning is None and str(cause).startswith(_MISSING):
            meaning = _INCOMPLETE
    else:
        state = getattr(cause, "sqlstate", None)
        is_gone = state is None and isinstance(error, OperationalError)  # nobody was there to name a state
        meaning = _GONE if is_gone else _POSTGRESQL.get(state or "")
    kind = StoreReadOnlyError if meaning == _READ_ONLY else StoreError
    said = str(cause).strip().partition("\n")[0]
    return kind(f"{place}: {meaning or 'the store cannot be used'} ({said})")


def _cannot_open(path: Path) -> str | None:
    """Why SQLite cannot open a file: it does not say, so the folder is tried."""
    try:
        with tempfile.TemporaryFile(dir=path.parent):
            return None
    except OSError:
        return _READ_ONLY
