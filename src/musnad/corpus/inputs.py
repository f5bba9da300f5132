"""Paths, folders and addresses → pieces that one task reads each, and a piece → what it holds.

Lines of JSON are cut into stretches, Parquet into its row groups, so that many tasks can read one large file; all else
is read whole. What stands in an object store is copied to the worker's disk first, and removed there.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from musnad.config import corpus as config
from musnad.corpus.place import absolute, escaped, is_url, is_written, opened
from musnad.extra import library
from musnad.fetching.addresses import Allowed
from musnad.fetching.fetch import Manners
from musnad.model import Rejected
from musnad.reading.archives import is_read
from musnad.reading.jsonl import BadLine, records
from musnad.reading.kinds import HEAD_BYTES, Kind, kind_of
from musnad.reading.received import Received
from musnad.reading.tables import record_from
from musnad.reading.unpacking import STEP, jsonl_fault
from musnad.steps.read import receive, receive_address

PARQUET = (".parquet", ".pq")
_PACKED = (".gz", ".tgz", ".zip", ".xz", ".zst")
_ADDRESS = ("http://", "https://")
_STDIN = "-"
_BADLY_NAMED = "its name is not in UTF-8; rename it, or read it with 'musnad add'"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one input: ``first`` to ``last`` are bytes of a file of lines, or row groups of a Parquet file.

    Both are None for what is read whole. ``before`` counts lines or rows before the stretch, ``size`` and ``stamp``
    (when it was written) are what the file had when it was cut. ``name`` is as it was given, and what sources show;
    ``at`` is where a worker reads it, empty for under its name.
    """

    name: str
    size: int = 0
    stamp: str = ""
    first: int | None = None
    last: int | None = None
    before: int = 0
    refused: str = ""
    at: str = ""

    @property
    def place(self) -> str:
        """The path or URL under which it is read."""
        return self.at or self.name

    @property
    def plain_bytes(self) -> int:
        """About how much text it holds, in bytes."""
        if self.first is not None and self.last is not None and not self.name.lower().endswith(PARQUET):
            return self.last - self.first
        return self.size * (config.PACKED_TIMES if self.name.lower().endswith((*_PACKED, *PARQUET)) else 1)


@dataclass(frozen=True, slots=True)
class Reading:
    """How pieces are read: the columns of tables by field, and the hosts that may be fetched from."""

    columns: dict[str, str] = field(default_factory=dict)
    allowed: tuple[str, ...] = ()


def pieces_of(inputs: Iterable[str]) -> Iterator[Piece]:
    """The pieces of inputs, in the order given; files of a folder by path.

    Raises ``InputError`` for a place that cannot be opened. A file that is missing is refused where it is read.
    """
    for name in inputs:
        if name.lower().startswith(_ADDRESS):
            yield Piece(name)
        elif not name.strip():
            yield Piece(name, refused="its name is empty; give a file, a folder or an address")
        elif name == _STDIN:
            yield Piece(name, refused="standard input cannot be read twice, as a run may have to; save it in a file")
        elif not is_written(name):
            yield Piece(escaped(name), refused=_BADLY_NAMED)
        else:
            fs, path = opened(name)
            info = fs.get_file_info(path)
            yield from _cut(name, info) if info.type.name != "Directory" else _of_folder(name)


def _of_folder(name: str) -> Iterator[Piece]:
    """The pieces of the files of a folder that can be read, by path."""
    fs, path = opened(name)
    try:
        found = {each.path: each for each in fs.get_file_info(library("pyarrow.fs").FileSelector(path, recursive=True))}
    except UnicodeDecodeError:
        paths = sorted(str(Path(place, each)) for place, _, names in os.walk(path, followlinks=True) for each in names)
        yield from (Piece(escaped(each), refused=_BADLY_NAMED) for each in paths if not is_written(each))
        named = [each for each in paths if is_written(each)]
        found = dict(zip(named, fs.get_file_info(named), strict=True))
    files = [
        each
        for _, each in sorted(found.items())
        if each.is_file and (is_read(each.base_name) or each.base_name.lower().endswith(PARQUET))
    ]
    for each in files:
        yield from _cut(name.rstrip("/") + each.path[len(path.rstrip("/")) :], each)
    if not files:
        yield Piece(name, refused="the folder holds no file that could be read (text, JSONL, HTML, WARC …)")


def packed_pieces(pieces: Iterable[Piece]) -> list[list[dict[str, Any]]]:
    """Pieces as values, gathered into tasks of about ``PIECE_BYTES``; paths are told from the root on.

    Workers may stand in other folders.
    """
    tasks: list[list[dict[str, Any]]] = []
    held = 0
    for piece in pieces:
        if not tasks or held + piece.plain_bytes > config.PIECE_BYTES:
            tasks.append([])
            held = 0
        is_path = not piece.refused and not piece.name.lower().startswith(_ADDRESS)
        tasks[-1].append({**asdict(piece), "at": absolute(piece.name) if is_path else ""})
        held += piece.plain_bytes
    return tasks


def receive_piece(piece: Piece, reading: Reading) -> Iterator[Received | Rejected]:
    """What a piece holds, article by article, as ``musnad add`` receives it."""
    if piece.refused:
        yield Rejected(piece.name, STEP, piece.refused)
    elif piece.name.lower().startswith(_ADDRESS):
        yield from receive_address(piece.name, Manners(allowed=Allowed.of(reading.allowed)))
    elif piece.name.lower().endswith(PARQUET):
        yield from _rows(piece, reading.columns)
    elif piece.first is not None:
        yield from _stretch(piece)
    elif is_url(piece.name):
        yield from _copied(piece, reading.columns)
    else:
        yield from _shown(receive(Path(piece.place), reading.columns), Path(piece.place), str(Path(piece.name)))


def _shown(items: Iterable[Received | Rejected], path: Path, name: str) -> Iterator[Received | Rejected]:
    """The same with sources that name a file as it was given, wherever it was read."""
    for item in items:
        source = name + item.source.removeprefix(str(path)) if item.source.startswith(str(path)) else item.source
        yield replace(item, source=source)


def _cut(name: str, info: Any) -> Iterator[Piece]:
    """The pieces of one file."""
    size, stamp = info.size or 0, str(info.mtime_ns or "")
    lower = name.lower()
    if not info.is_file:
        yield Piece(name)
    elif lower.endswith(PARQUET):
        yield from _row_groups(name, size, stamp)
    elif lower.endswith((".jsonl", ".ndjson")) and size > config.PIECE_BYTES and _is_lines(name):
        yield from _stretches(name, size, stamp)
    else:
        yield Piece(name, size, stamp)


def _is_lines(name: str) -> bool:
    fs, path = opened(name)
    with fs.open_input_file(path) as file:
        head = bytes(file.read(HEAD_BYTES))
    return kind_of(head, name) is Kind.JSONL and jsonl_fault(head[:64].removeprefix(b"\xef\xbb\xbf").strip()) is None


def _stretches(name: str, size: int, stamp: str) -> Iterator[Piece]:
    """Stretches that end with a line each; the lines before are counted, so that sources keep their numbers."""
    fs, path = opened(name)
    start = before = 0
    with fs.open_input_stream(path) as file:
        lines, end = 0, 0
        while chunk := bytes(file.read(1 << 22)):
            last = chunk.rfind(b"\n") + 1
            if last and end + last - start >= config.PIECE_BYTES:
                lines += chunk.count(b"\n", 0, last)
                yield Piece(name, size, stamp, start, end + last, before)
                start, before, lines = end + last, before + lines, chunk.count(b"\n", last)
            else:
                lines += chunk.count(b"\n")
            end += len(chunk)
    if end > start:
        yield Piece(name, size, stamp, start, end, before)


def _stretch(piece: Piece) -> Iterator[Received | Rejected]:
    """The records of a stretch of lines."""
    fs, path = opened(piece.place)
    with fs.open_input_file(path) as file:
        data = bytes(file.read_at((piece.last or 0) - (piece.first or 0), piece.first or 0))
    for record in records(BytesIO(data)):
        source = f"{piece.name}:{record.number + piece.before}"
        if isinstance(record, BadLine):
            yield Rejected(source, STEP, record.reason)
        else:
            yield Received(source, Kind.RECORD, record.raw, record.id, record.url)


def _row_groups(name: str, size: int, stamp: str) -> Iterator[Piece]:
    fs, path = opened(name)
    try:
        with fs.open_input_file(path) as file:
            about = library("pyarrow.parquet").ParquetFile(file).metadata
            counts = [about.row_group(number).num_rows for number in range(about.num_row_groups)]
    except (OSError, ValueError) as error:
        yield Piece(name, size, stamp, refused=f"it is no Parquet file that can be read ({error}); write it again")
        return
    before = 0
    for number, count in enumerate(counts):
        yield Piece(name, size // len(counts), stamp, number, number + 1, before)
        before += count


def _rows(piece: Piece, columns: Mapping[str, str]) -> Iterator[Received | Rejected]:
    """The records of row groups; columns are found by their names, as those of a table in CSV."""
    fs, path = opened(piece.place)
    number = piece.before
    with fs.open_input_file(path) as stream:
        file = library("pyarrow.parquet").ParquetFile(stream)
        for batch in file.iter_batches(row_groups=range(piece.first or 0, piece.last or 0)):
            for row in batch.to_pylist():
                number += 1
                record = record_from(number, {key: _cell(value) for key, value in row.items()}, columns)
                source = f"{piece.name}:{number}"
                if isinstance(record, BadLine):
                    yield Rejected(source, STEP, record.reason)
                else:
                    yield Received(source, Kind.RECORD, record.raw, record.id, record.url)


def _cell(value: object) -> str:
    """A cell as a table in CSV would have it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return "" if value is None else str(value)


def _copied(piece: Piece, columns: Mapping[str, str]) -> Iterator[Received | Rejected]:
    """What a file of an object store holds; sources name it by its URL."""
    fs, path = opened(piece.name)
    with TemporaryDirectory(prefix="musnad-") as folder:
        copy = Path(folder) / (path.rpartition("/")[2] or "input")
        try:
            with fs.open_input_stream(path) as source, copy.open("wb") as target:
                shutil.copyfileobj(source, target)
        except OSError as error:
            yield Rejected(piece.name, STEP, f"it cannot be read ({error}); check the address and the rights")
            return
        yield from _shown(receive(copy, columns), copy, piece.name)
