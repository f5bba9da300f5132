"""Copies a file of SQLite whole, as it is at one moment, while others read and write it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from musnad.errors import StoreError, StoreReadOnlyError, StoreTooNewError
from musnad.store.schema import REVISION, REVISION_TABLE

SIDE_FILES = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy of a store: the file, how many articles it holds, and its size."""

    path: Path
    article_count: int
    byte_count: int


def copied(path: Path, file: Path, *, sound: bool = True) -> Copied:
    """Copies a store to a file that is not there yet; the copy bears its name once it is whole, checked and on disk.

    Unless it has to be ``sound``, a store with faults is copied as it is. Raises
    ``StoreError`` where the copy is not sound or cannot be written, and what ``sqlite3`` raises.
    """
    partial = file.with_name(f"{file.name}.partial")
    try:
        forget(partial)
        partial.touch()  # SQLite would not say why it cannot
        with closing(sqlite3.connect(partial, isolation_level=None)) as target:
            with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source:
                source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
            count = checked(target, path) if sound else _counted(target)
        to_disk(partial)
        if file.exists():
            raise StoreError(f"{file} is there already. Name another file, or move that one away")
        partial.rename(file)
    except OSError as error:
        raise StoreReadOnlyError(f"{file} cannot be written ({error.strerror or error}). Name another place") from error
    finally:
        forget(partial)
    to_disk(file.parent)
    return Copied(file, count, file.stat().st_size)


def checked(connection: sqlite3.Connection, file: Path) -> int:
    """The number of articles of a store that is in order. Raises ``StoreError`` and ``StoreTooNewError``."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (REVISION_TABLE,)).fetchone():
        raise StoreError(f"{file} is no store of Musnad")
    (found,) = connection.execute(f"SELECT version_num FROM {REVISION_TABLE}").fetchone() or ("nothing",)
    if found > REVISION:
        raise StoreTooNewError(
            f"{file} was made by a newer version of Musnad (its schema is {found}, this version knows {REVISION}). "
            "Upgrade: pip install --upgrade musnad"
        )
    faults = [row[0] for row in connection.execute("PRAGMA integrity_check(3)") if row[0] != "ok"]
    if faults:
        raise StoreError(f"{file} is damaged: {'; '.join(faults)}. See what is wrong with: musnad doctor --db {file}")
    return _counted(connection)


def _counted(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])


def free_name(path: Path, word: str) -> Path:
    """``news.WORD.db`` beside ``news.db``, with a number where something bears that name.

    >>> free_name(Path("/nowhere/news.db"), "before-0003").name
    'news.before-0003.db'
    """
    for number in range(1, 1000):
        tail = "" if number == 1 else f"-{number}"
        found = path.with_name(f"{path.stem}.{word}{tail}{path.suffix}")
        if not found.exists():
            return found
    raise StoreError(f"{path}: a thousand copies stand beside it already. Move them away")


def forget(path: Path) -> None:
    """Removes a file of SQLite and what stands beside it."""
    for tail in ("", *SIDE_FILES):
        Path(f"{path}{tail}").unlink(missing_ok=True)


def to_disk(path: Path) -> None:
    """Waits until what was written to a file or folder is on the disk, where the system can tell."""
    if os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
