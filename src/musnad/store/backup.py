"""A store as one file: copied whole while others write, checked before it is brought back, the store before it kept.

All of it is SQLite's own backup, page by page in one reading transaction: in WAL mode no writer waits for it. A server
has better tools of its own, and is told to use them.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from musnad.errors import StoreError, StoreReadOnlyError
from musnad.store.address import place_of
from musnad.store.copied import (
    SIDE_FILES,
    Copied,
    checked,
    copied,
    forget,
    free_name,
    fresh,
    in_use,
    is_busy,
    is_damage,
    reading,
    to_disk,
    transfer,
)
from musnad.store.faults import explained

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
    a file that is there already, for a copy that is not sound, and while somebody holds the store alone.
    """
    path = _file_of(db, 'pg_dump --format=custom --file FILE "URL"')
    if not path.exists():
        raise StoreError(f"{path}: there is no store yet. Make one with: musnad add FILES…")
    if os.path.lexists(file):
        raise StoreError(f"{file} is there already. Name another file, or move that one away")
    with explained(place_of(db)):
        return copied(path, file.absolute())


def restore(db: str | None, file: Path, at: datetime | None = None) -> Restored:
    """Puts a copy in the place of a store, once it is found sound; the present store is kept beside it.

    Others cannot use the store meanwhile. What stops in the middle leaves the present store as it was. Raises
    ``StoreError`` for a server, for the store itself, for a copy that is not sound or not ours, and while others use
    the store or the copy; ``StoreTooNewError`` for a copy that a newer version made.
    """
    path = _file_of(db, 'pg_restore --clean --if-exists --dbname "URL" FILE')
    with explained(place_of(str(file))):
        count = _sound(file, path)
    with explained(place_of(db)):
        if not path.exists():
            copied(file, path)
            return Restored(path, count, None)
        if not os.access(path, os.W_OK):
            raise StoreReadOnlyError(f"{path}: cannot be written. Change its permissions, or name another with --db")
        aside = free_name(path, f"before-restore-{at or datetime.now(UTC):%Y%m%dT%H%M%SZ}")
        try:
            is_damaged = not (_is_readable(path) and _replace(path, file, aside))
        except BaseException as error:
            forget(aside)
            if isinstance(error, sqlite3.Error) and is_busy(error):
                raise in_use(path) from error
            raise
        if is_damaged:  # SQLite cannot read it any more: its files are kept as they are
            forget(aside)
            _put_over(path, file, aside)
        return Restored(path, count, aside)


def _file_of(db: str | None, instead: str) -> Path:
    url = place_of(db)
    if url.get_backend_name() != "sqlite":
        raise StoreError(f"PostgreSQL has its own tool for this: {instead}")
    path = Path(str(url.database))
    if path.is_dir():
        raise StoreError(f"{path} is a folder. Name a file in it")
    return path


def _sound(file: Path, path: Path) -> int:
    """The number of articles in a copy for the store at ``path``. Raises ``StoreError``."""
    if not file.is_file():
        raise StoreError(f"{file}: no such file")
    if path.exists() and path.samefile(file):
        raise StoreError(f"{file} is the store itself. Name a file that 'musnad backup' made")
    with closing(reading(file)) as connection:
        try:
            return checked(connection, file, "Take an older copy; the present store was not touched")
        except sqlite3.Error as error:
            if is_busy(error):
                raise in_use(file) from error
            raise


def _is_readable(path: Path) -> bool:
    """Whether SQLite takes a file for a database; asked first without changing it, as it drops logs it cannot use."""
    try:
        with closing(reading(path)) as connection:
            connection.execute("PRAGMA schema_version")
    except sqlite3.Error as error:
        return not is_damage(error)
    return True


def _replace(path: Path, file: Path, aside: Path) -> bool:
    """Copies the store aside and the file over it, under a lock that no other process can pass.

    False, and nothing is done, if the store is so damaged that it cannot be read.
    """
    with closing(sqlite3.connect(path, isolation_level=None, timeout=_ALONE_S)) as present:
        try:
            # In this mode the first lock is kept until the end; it is not given while anybody else has the file open.
            present.execute("PRAGMA locking_mode=EXCLUSIVE")
            present.execute("BEGIN EXCLUSIVE")
            present.execute("COMMIT")
            present.execute("PRAGMA synchronous=FULL")
            with closing(sqlite3.connect(aside, isolation_level=None)) as kept:
                transfer(present, kept, path)
                kept.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.DatabaseError as error:
            if is_damage(error):
                return False
            raise
        to_disk(aside)
        to_disk(aside.parent)
        with closing(reading(file)) as source:
            if _page_size(source) != _page_size(present):
                present.execute("PRAGMA journal_mode=DELETE")  # with a log, the size of pages is fixed
            transfer(source, present, file)
    return True


def _page_size(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA page_size").fetchone()[0])


def _put_over(path: Path, file: Path, aside: Path) -> None:
    """Keeps the files of a damaged store aside and puts a copy in its place.

    They have both names until the copy stands there, so that what stops in the middle loses nothing; and no log of
    the old file ever stands beside the new one, into which SQLite would replay it.
    """
    with fresh(file, path) as (partial, _):
        shutil.copymode(path, partial)
        there = [tail for tail in (*SIDE_FILES, "") if os.path.lexists(f"{path}{tail}")]
        for tail in there:
            try:
                os.link(f"{path}{tail}", f"{aside}{tail}")
            except OSError:  # a file system without links
                Path(f"{path}{tail}").rename(f"{aside}{tail}")
        to_disk(path.parent)
        for tail in SIDE_FILES:
            Path(f"{path}{tail}").unlink(missing_ok=True)
        partial.replace(path)
    to_disk(path.parent)
