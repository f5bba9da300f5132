"""A folder in which the tasks of a run leave their files: on a disk that all of them see, or in an object store.

Object stores are named by URL (``s3://bucket/folder``, ``gs://…``, ``abfss://…``), with what ``pyarrow.fs`` takes
behind a question mark (``?endpoint_override=…``). A file stands under its name only once it is whole: on a disk it is
written beside and renamed, in an object store an object appears when it is closed.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from musnad.errors import InputError
from musnad.extra import library

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.I)
_TEMPORARY = ".part-"
LOCK = ".lock"


def is_url(name: str) -> bool:
    """Whether a name is the URL of something in an object store or on a disk, not a path or an address of the web.

    >>> is_url("s3://bucket/feed.jsonl"), is_url("feed.jsonl"), is_url("https://example.org/")
    (True, False, False)
    """
    return bool(_URL.match(name)) and not name.lower().startswith(("http://", "https://"))


def is_written(name: str) -> bool:
    """Whether a name can be written in UTF-8; the names of files may hold any bytes.

    >>> is_written("خبر.txt"), is_written("\\udcff.txt")
    (True, False)
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def escaped(name: str) -> str:
    """A name with all that cannot be written in UTF-8 spelled out."""
    return name.encode("utf-8", "backslashreplace").decode()


def absolute(name: str) -> str:
    """A path from the root on, so that every worker finds it; a URL as it is."""
    return name if is_url(name) else str(Path(name).absolute())


@lru_cache(maxsize=64)
def opened(url: str) -> tuple[Any, str]:
    """The file system of a URL or path and the path in it. Raises ``InputError``."""
    fs = library("pyarrow.fs")
    if not is_written(url):
        raise InputError(f"{escaped(url)}: its name is not in UTF-8; rename it")
    try:
        if is_url(url):
            return fs.FileSystem.from_uri(url)  # type: ignore[no-any-return]
        return fs.LocalFileSystem(), absolute(url)
    except (OSError, ValueError, NotImplementedError) as error:
        raise InputError(f"{url}: this cannot be opened: {error}") from error


@dataclass(frozen=True, slots=True)
class Place:
    """A folder by its path or URL. Names of files in it are relative, with slashes."""

    url: str

    @property
    def folder(self) -> Path | None:
        """Where it lies on a disk, None in an object store."""
        fs, root = opened(self.url)
        return Path(root) if fs.type_name == "local" else None

    def sizes(self, folder: str = "") -> dict[str, int]:
        """The files below a folder with their sizes in bytes, by name; without what is being written, and the lock."""
        fs, root = opened(self.url)
        selector = library("pyarrow.fs").FileSelector(self._path(folder), allow_not_found=True, recursive=True)
        found = fs.get_file_info(selector)
        root = root.rstrip("/")
        return {
            each.path[len(root) + 1 :]: each.size
            for each in sorted(found, key=lambda each: each.path)
            if each.is_file and _TEMPORARY not in each.base_name and each.base_name != LOCK
        }

    def read(self, name: str) -> bytes | None:
        """What a file holds, None where it is not there."""
        fs, _ = opened(self.url)
        try:
            with fs.open_input_file(self._path(name)) as file:
                return bytes(file.read())
        except FileNotFoundError:
            return None

    def opened(self, name: str) -> Any:
        """A file to be read anywhere in it: a context with ``size()`` and ``read_at(length, start)``."""
        fs, _ = opened(self.url)
        return fs.open_input_file(self._path(name))

    def write(self, name: str, data: bytes) -> int:
        """Writes a file whole, in the place of one before; gives its size."""
        fs, _ = opened(self.url)
        path = self._path(name)
        if fs.type_name != "local":
            with fs.open_output_stream(path) as file:
                file.write(data)
            return len(data)
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        # Begins with a dot: who reads a folder of tables passes over it.
        beside = Path(path).with_name(f".{Path(path).name}{_TEMPORARY}{uuid4().hex}")
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        return len(data)

    def remove(self, folder: str) -> None:
        """Removes a folder with all that is in it, if it is there."""
        fs, _ = opened(self.url)
        if fs.get_file_info(self._path(folder)).type.name == "Directory":
            fs.delete_dir(self._path(folder))

    def tidy(self) -> None:
        """Removes what was being written when a process died."""
        fs, root = opened(self.url)
        if fs.type_name == "local":
            for path in Path(root).rglob(f".*{_TEMPORARY}*"):
                path.unlink(missing_ok=True)

    def _path(self, name: str) -> str:
        root = opened(self.url)[1]
        return f"{root.rstrip('/')}/{name}" if name else root
