"""Rows on their way from the tasks of one stage to those of the next: each task reads what was put under its keys.

A channel is a folder of files, each written by one task. A file holds one block for every bucket, and at its end the
places of all blocks, so that a reader takes its own block from each file and nothing else::

    block of bucket 0 | block of bucket 1 | … | start, length and plain length of each | number of buckets

A block is lines of JSON, packed with zstandard. Rows are lists of texts, numbers, lists and dicts.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from musnad.config import corpus as config
from musnad.corpus.place import Place
from musnad.extra import library

_BLOCK, _TAIL = struct.Struct("<3Q"), struct.Struct("<Q")
SUFFIX = ".rows"
Row = list[Any]


def bucket_of(key: str, count: int) -> int:
    """The bucket of a key among ``count``; the same on every machine.

    >>> bucket_of("قال", 8) == bucket_of("قال", 8), 0 <= bucket_of("said", 8) < 8
    (True, True)
    """
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") % count


class Outbox:
    """What one task puts into channels; written when enough has come together, and when it is closed."""

    def __init__(self, place: Place, task: str, count: int) -> None:
        self.place, self.task, self.count = place, task, count
        self.files: dict[str, int] = {}
        self.row_counts: dict[str, int] = defaultdict(int)
        self._held: dict[str, dict[int, list[bytes]]] = defaultdict(lambda: defaultdict(list))
        self._sizes: dict[str, int] = defaultdict(int)
        self._parts: dict[str, int] = defaultdict(int)

    def put(self, channel: str, key: str, row: Row) -> None:
        """Puts a row where the task reads it that has the key's bucket."""
        self.put_in(channel, self.bucket_of(key), row)

    def bucket_of(self, key: str) -> int:
        """The bucket of a key."""
        return bucket_of(key, self.count)

    def put_in(self, channel: str, bucket: int, row: Row) -> None:
        """The same for a bucket."""
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        self._held[channel][bucket].append(line)
        self._sizes[channel] += len(line)
        self.row_counts[channel] += 1
        if self._sizes[channel] >= config.OUTBOX_BYTES:
            self._flush(channel)

    def close(self) -> None:
        """Writes what is left."""
        for channel in sorted(self._held):
            self._flush(channel)

    def _flush(self, channel: str) -> None:
        held = self._held.pop(channel, {})
        self._sizes.pop(channel, None)
        if not held:
            return
        codec = library("pyarrow").Codec("zstd", compression_level=1)
        blocks, index, start = [], [], 0
        for bucket in range(self.count):
            plain = b"\n".join(held.get(bucket, ()))
            packed = codec.compress(plain, asbytes=True) if plain else b""
            blocks.append(packed)
            index.append(_BLOCK.pack(start, len(packed), len(plain)))
            start += len(packed)
        name = f"{channel_folder(channel)}/{self.task}-{self._parts[channel]:03d}{SUFFIX}"
        self._parts[channel] += 1
        self.files[name] = self.place.write(name, b"".join((*blocks, *index, _TAIL.pack(self.count))))


def channel_folder(channel: str) -> str:
    """Where the files of a channel stand."""
    return f"_work/{channel}"


def taken(place: Place, channel: str, bucket: int) -> Iterator[Row]:
    """The rows of a channel in one bucket: file by file in the order of their names, each in the order of putting.

    One block is in memory at a time.
    """
    codec = library("pyarrow").Codec("zstd")
    for name in place.sizes(channel_folder(channel)):
        with place.opened(name) as file:
            start, length, plain = _block(file, bucket)
            data = file.read_at(length, start) if plain else b""
        if plain:
            for line in codec.decompress(data, plain, asbytes=True).split(b"\n"):
                yield json.loads(line.decode("utf-8", "surrogatepass"))


def weight(place: Place, channel: str, bucket: int) -> int:
    """How many bytes the rows of a channel in one bucket have once they are unpacked."""
    found = 0
    for name in place.sizes(channel_folder(channel)):
        with place.opened(name) as file:
            found += _block(file, bucket)[2]
    return found


def _block(file: Any, bucket: int) -> tuple[int, int, int]:
    """Where the block of a bucket begins, how long it is, and how long once it is unpacked."""
    end = file.size() - _TAIL.size
    (count,) = _TAIL.unpack(file.read_at(_TAIL.size, end))
    start, length, plain = _BLOCK.unpack(file.read_at(_BLOCK.size, end - (count - bucket) * _BLOCK.size))
    return start, length, plain
