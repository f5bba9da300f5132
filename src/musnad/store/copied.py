"""Copies a file of SQLite whole, as it is at one moment, while others read and write it."""

from __future__ import annotations

import errno
import logging
import os
import sqlite3
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from musnad.errors import StoreError, StoreReadOnlyError, StoreTooNewError
from musnad.store.schema import REVISION, REVISION_TABLE

SIDE_FILES = ("-wal", "-shm", "-journal")
_FREE_S = 5.0  # how long a copy waits for somebody who holds the file alone; ours do so for less than a second
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES}
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)  # primary codes, https://sqlite.org/rescode.html
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_log = logging.getLogger("musnad.store")


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy of a store: the file, how many articles it holds, and its size."""

    path: Path
    article_count: int
    byte_count: int


def copied(path: Path, file: Path, *, sound: bool = True) -> Copied:
    """Copies a store to a file that is not there yet; the copy bears its name once it is whole, checked and on disk.

    Unless it has to be ``sound``, a store with faults is copied as it is. Nothing is ever written over: of two that
    copy to one name, the later fails. Raises ``StoreError`` where the copy is not sound or cannot be written, or
    somebody holds the store alone, and what ``sqlite3`` raises.
    """
    with fresh(path, file, sound=sound) as (partial, count):
        if os.path.lexists(file):
            raise _there(file)
        _clear_sides(file)
        _publish(partial, file)
    to_disk(file.parent)
    return Copied(file, count, file.stat().st_size)


@contextmanager
def fresh(path: Path, file: Path, *, sound: bool = True) -> Iterator[tuple[Path, int]]:
    """A copy of a store beside ``file``, under a name of its own, and the number of its articles; gone at the end.

    What stops a process in the middle (``kill -9``, a power failure) leaves ``FILE.….partial``, which may be removed.
    """
    # Of a long name only a part, so that there is room for the rest: 255 bytes is what file systems allow.
    partial = file.with_name(f"{file.name[:40]}.{uuid.uuid4().hex[:8]}.partial")
    try:
        partial.touch(exist_ok=False)  # SQLite would not say why it cannot
        with closing(sqlite3.connect(partial, isolation_level=None)) as target:
            with closing(reading(path)) as source:
                transfer(source, target, path)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
            seen = f"No copy was made. See what is wrong with: musnad doctor --db '{path}'"
            count = checked(target, path, seen) if sound else _counted(target)
        to_disk(partial)
        yield partial, count
    except OSError as error:
        raise StoreReadOnlyError(f"{file} cannot be written ({error.strerror or error}). Name another place") from error
    except sqlite3.Error as error:
        if code_of(error) == sqlite3.SQLITE_FULL:  # only what is written can be full
            raise StoreError(f"{file}: the disk is full. Free some space there, or name another place") from error
        raise
    finally:
        forget(partial)


def transfer(source: sqlite3.Connection, target: sqlite3.Connection, path: Path) -> None:
    """Copies all pages in one reading transaction. Raises ``StoreError`` while ``path``, the source, is held alone."""
    deadline = time.monotonic() + _FREE_S

    def look(code: int, _left: int, _all: int) -> None:
        if code & 0xFF in _BUSY and time.monotonic() > deadline:  # by itself SQLite would try for ever
            raise in_use(path)

    source.backup(target, progress=look)


def in_use(path: Path) -> StoreError:
    """What to tell the user while somebody else holds a file."""
    return StoreError(f"{path} is in use. Stop what reads or writes it, and run this again")


def reading(path: Path) -> sqlite3.Connection:
    """A connection that reads a file, also one on a disk that cannot be written."""
    uri = f"{path.absolute().as_uri()}?mode={mode_of_reading(path)}"
    return sqlite3.connect(uri, uri=True, timeout=_FREE_S, isolation_level=None)


def mode_of_reading(path: Path) -> str:
    """How SQLite is to open a file for reading.

    Reading WAL takes a writable folder, for the index of the log; where there is none and no log either,
    as on a read-only disk, the file is read as it stands.
    """
    stands = not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists()
    return "ro&immutable=1" if stands else "ro"


def checked(connection: sqlite3.Connection, file: Path, advice: str) -> int:
    """The number of articles of a store that is in order.

    Raises ``StoreError``, which ends with the advice, and ``StoreTooNewError``.
    """
    try:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (REVISION_TABLE,)).fetchone():
            raise StoreError(f"{file} is no store of Musnad. {advice}")
        (found,) = connection.execute(f"SELECT version_num FROM {REVISION_TABLE}").fetchone() or ("nothing",)
        if found > REVISION:
            raise StoreTooNewError(
                f"{file} was made by a newer version of Musnad (its schema is {found}, this version knows {REVISION}). "
                "Upgrade: pip install --upgrade musnad"
            )
        if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise StoreError(f"{file} is damaged. {advice}")
        return _counted(connection)
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            no_more = "is damaged" if code_of(error) == sqlite3.SQLITE_CORRUPT else "is no store of Musnad"
            raise StoreError(f"{file} {no_more}. {advice}") from error
        raise


def _counted(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])


def code_of(error: sqlite3.Error) -> int:
    """SQLite's primary result code, 0 if the error is not SQLite's own."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that the bytes of a file are no database, or no longer."""
    return code_of(error) in _DAMAGE


def is_busy(error: sqlite3.Error) -> bool:
    """Whether an error says that somebody else holds a file."""
    return code_of(error) in _BUSY


def _publish(partial: Path, file: Path) -> None:
    """Gives a whole file its name, if nothing bears it: a link never takes the place of a file, as renaming does."""
    try:
        os.link(partial, file)
    except FileExistsError as error:
        raise _there(file) from error
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        try:  # a file system without links, such as that of a memory card: the name is taken first
            file.open("xb").close()
        except FileExistsError:
            raise _there(file) from error
        partial.replace(file)


def _there(file: Path) -> StoreError:
    return StoreError(f"{file} is there already. Name another file, or move that one away")


def _clear_sides(file: Path) -> None:
    """Moves away the log of a database that is gone: SQLite would replay it into the next one of that name."""
    left = [tail for tail in SIDE_FILES if os.path.lexists(f"{file}{tail}")]
    if left:
        kept = free_name(file, "left-behind")
        for tail in left:
            Path(f"{file}{tail}").rename(f"{kept}{tail}")
            _log.warning("%s%s was left of a database that is gone; it is kept as %s%s", file, tail, kept, tail)


def free_name(path: Path, word: str) -> Path:
    """``news.WORD.db`` beside ``news.db``, with a number where something bears that name, or stands beside it.

    >>> free_name(Path("/nowhere/news.db"), "before-0003").name
    'news.before-0003.db'
    """
    for number in range(1, 1000):
        tail = "" if number == 1 else f"-{number}"
        found = path.with_name(f"{path.stem}.{word}{tail}{path.suffix}")
        if not any(os.path.lexists(f"{found}{side}") for side in ("", *SIDE_FILES)):
            return found
    raise StoreError(f"{path}: a thousand copies stand beside it already. Move them away")


def forget(path: Path) -> None:
    """Removes a file of SQLite that we made, and what stands beside it, as far as that can be done."""
    for tail in ("", *SIDE_FILES):
        with suppress(OSError):  # on a disk that cannot be written even what is not there cannot be removed
            Path(f"{path}{tail}").unlink()


def to_disk(path: Path) -> None:
    """Waits until what was written to a file or folder is on the disk, where the system can tell."""
    if os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
