"""One run in a folder at a time: a lock that dies with the process that holds it.

It is held on a file beside the manifest, and is gone with the process however that ends. Folders in object
stores have no locks, and Windows has none of this sort: whether two runs are at work in one cannot be known there.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from musnad.corpus.place import LOCK, Place
from musnad.errors import InputError

# There is no lock, or nothing can be written: then nothing is written either, or that says why.
_WITHOUT = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS)


@contextmanager
def alone(place: Place) -> Iterator[None]:
    """Holds the folder of a run, and makes it if it is not there. Raises ``InputError`` if another process holds it."""
    folder = place.folder
    if folder is None:
        yield
        return
    held = _held(folder / LOCK, place.url)
    try:
        yield
    finally:
        if held is not None:
            # While it is held: whoever opened it meanwhile finds that it is gone, and makes another.
            (folder / LOCK).unlink(missing_ok=True)
            os.close(held)


def _held(path: Path, url: str) -> int | None:
    """The locked file, None where there can be no lock."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        locks = _locks()
        if locks is None:
            return None
        while True:
            file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
            try:
                locks.flock(file, locks.LOCK_EX | locks.LOCK_NB)
                if _is_at(file, path):
                    return file
            except OSError:
                os.close(file)
                raise
            os.close(file)
    except BlockingIOError as error:
        raise InputError(
            f"another 'musnad run' is at work in {url}; wait until it is done, or name another folder"
        ) from error
    except OSError as error:
        if error.errno in _WITHOUT:
            return None
        raise


def _locks() -> ModuleType | None:
    try:
        import fcntl  # noqa: PLC0415
    except ImportError:  # Windows
        return None
    return fcntl


def _is_at(file: int, path: Path) -> bool:
    """Whether an open file still stands under its name."""
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False
