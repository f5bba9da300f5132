"""What a database's complaint means to the user, and what to do about it."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from musnad.errors import StoreError, StoreReadOnlyError
from musnad.store.address import place_shown
from musnad.store.schema import REVISION
from musnad.store.server import told_by_server

_FULL = "the disk is full. What was stored before is safe: free some space and run the same command again"
_READ_ONLY = "cannot be written. Name another place with --db, or change its permissions"
_NOT_FOR_YOU = "may not be read by this user. Have its owner run: GRANT SELECT ON ALL TABLES IN SCHEMA public TO …"
_BUSY = "is in use: another process has held the store for too long. Try again when it is done"
_NOT_OURS = "is not a database. Name another file with --db"
_BROKEN = "is damaged. Restore it from a backup: musnad restore FILE"
_INCOMPLETE = "a table or column is missing. See what else is wrong: musnad doctor"
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
}  # fmt: skip
_MISSING = ("no such table", "no such column")  # SQLite's words; its code says no more than that something is wrong


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Turns what a database raises inside into ``StoreError`` or ``StoreReadOnlyError``."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise explain(error, url) from error


@contextmanager
def explaining_age(url: URL, found: str) -> Iterator[None]:
    """Says of a store that cannot be brought up to date where it is that it is an old one; ``found`` is its schema.

    Nothing is added where it is empty: there is no store yet.
    """
    try:
        with explained(url):
            yield
    except StoreReadOnlyError as error:
        if not found:
            raise
        is_file = url.get_backend_name() == "sqlite"
        help_ = (
            f"Copy it to a place that can be: musnad restore '{place_shown(url)}' --db FILE, and use that"
            if is_file
            else "Have its owner run any command of this version, such as: musnad stats --db URL"
        )
        raise StoreReadOnlyError(
            f"{place_shown(url)} was made by an older version of Musnad (its schema is {found}, this version needs "
            f"{REVISION}), and cannot be brought up to date as it cannot be written. {help_}"
        ) from error


def explain(error: Exception, url: URL) -> StoreError:
    """What to tell the user, with the place of the store."""
    cause = (error.orig if isinstance(error, DBAPIError) else None) or error
    place = place_shown(url)
    meaning = None
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        meaning = _cannot_open(Path(place)) if code == sqlite3.SQLITE_CANTOPEN else _SQLITE.get(code)
        if meaning is None and str(cause).startswith(_MISSING):
            meaning = _INCOMPLETE
    else:
        meaning = _POSTGRESQL.get(getattr(cause, "sqlstate", None) or "") or told_by_server(cause, url)
        if meaning == _READ_ONLY and _only_reads(error):
            meaning = _NOT_FOR_YOU
    kind = StoreReadOnlyError if meaning == _READ_ONLY else StoreError
    said = str(cause).strip().partition("\n")[0]
    return kind(f"{place}: {meaning or 'the store cannot be used'} ({said})")


def _only_reads(error: Exception) -> bool:
    return isinstance(error, DBAPIError) and (error.statement or "").lstrip().upper().startswith("SELECT")


def _cannot_open(path: Path) -> str | None:
    """Why SQLite cannot open a file: it does not say, so the file and the folder are tried."""
    if path.exists() and not os.access(path, os.R_OK):
        return "cannot be read. Change its permissions, or name another place with --db"
    if path.exists() and not os.access(path, os.W_OK):
        return _READ_ONLY
    try:
        with tempfile.TemporaryFile(dir=path.parent):
            return None
    except OSError:
        return _READ_ONLY
