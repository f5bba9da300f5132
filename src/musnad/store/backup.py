"""A store as one file: copied whole while others write, checked before it is brought back, the store before it kept.

All of it is SQLite's own backup, page by page in one reading transaction: in WAL mode no writer waits for it. A server
has better tools of its own, and is told to use them.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from musnad.errors import StoreError
from musnad.store.copied import SIDE_FILES, Copied, checked, copied, forget, free_name, to_disk
from musnad.store.faults import explained
from musnad.store.open import place_of

_ALONE_S = 5.0  # how long a restore waits for others to leave the store


@dataclass(frozen=True, slots=True)
class Restored:
    """A store that was brought back; ``aside`` is where the one before it is kept, None if there was none."""

    path: Path
    article_count: int
    aside: Path | None


def back_up(db: str | None, file: Path) -> Copied:
    """Copies a store to a file, as it is at one moment, while others read and write.

    The copy appears under its name when it is whole, checked and on the disk. Raises ``StoreError`` for a server, for
    a file that is there already, and for a copy that is not sound.
    """
    path = _file_of(db, 'pg_dump --format=custom --file FILE "URL"')
    if not path.exists():
        raise StoreError(f"{path}: there is no store yet. Make one with: musnad add FILES…")
    if file.exists():
        raise StoreError(f"{file} is there already. Name another file, or move that one away")
    with explained(place_of(db)):
        return copied(path, file.absolute())


def restore(db: str | None, file: Path, at: datetime | None = None) -> Restored:
    """Puts a copy in the place of a store, once it is found sound; the present store is kept beside it.

    Others cannot use the store meanwhile. What stops in the middle leaves the present store as it was. Raises
    ``StoreError`` for a server, for a copy that is not sound or not ours, and while others use the store;
    ``StoreTooNewError`` for a copy that a newer version made.
    """
    path = _file_of(db, 'pg_restore --clean --if-exists --dbname "URL" FILE')
    with explained(place_of(str(file))):
        count = _sound(file)
    with explained(place_of(db)):
        if not path.exists():
            copied(file, path)
            return Restored(path, count, None)
        aside = free_name(path, f"before-restore-{at or datetime.now(UTC):%Y%m%dT%H%M%SZ}")
        try:
            _replace(path, file, aside)
        except sqlite3.DatabaseError as error:
            forget(aside)
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise StoreError(f"{path} is in use. Stop what reads or writes it, and run this again") from error
            if not _is_damage(error):
                raise
            _set_aside(path, aside)  # SQLite cannot read it any more: its files are kept as they are
            copied(file, path)
        return Restored(path, count, aside)


def _file_of(db: str | None, instead: str) -> Path:
    url = place_of(db)
    if url.get_backend_name() != "sqlite":
        raise StoreError(f"PostgreSQL has its own tool for this: {instead}")
    return Path(str(url.database))


def _sound(file: Path) -> int:
    """The number of articles in a copy. Raises ``StoreError``."""
    if not file.is_file():
        raise StoreError(f"{file}: no such file")
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        return checked(connection, file)


def _replace(path: Path, file: Path, aside: Path) -> None:
    """Copies the store aside and the file over it, under a lock that no other process can pass."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=_ALONE_S)) as present:
        # In this mode the first lock is kept until the end; it is not given while anybody else has the file open.
        present.execute("PRAGMA locking_mode=EXCLUSIVE")
        present.execute("BEGIN EXCLUSIVE")
        present.execute("COMMIT")
        present.execute("PRAGMA synchronous=FULL")
        with closing(sqlite3.connect(aside, isolation_level=None)) as kept:
            present.backup(kept)
            kept.execute("PRAGMA journal_mode=DELETE")
        to_disk(aside)
        to_disk(aside.parent)
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source:
            source.backup(present)


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_READONLY)


def _set_aside(path: Path, aside: Path) -> None:
    path.rename(aside)
    for tail in SIDE_FILES:
        with suppress(FileNotFoundError):
            Path(f"{path}{tail}").rename(f"{aside}{tail}")
