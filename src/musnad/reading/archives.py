"""ZIP, tar and gzip → the files in them, one at a time, nothing written to disk under a name from the archive."""

from __future__ import annotations

import gzip
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from musnad.config import incoming
from musnad.reading.budget import Budget, OverBudgetError

_FOREIGN = re.compile(r"\.[a-z][a-z0-9]{0,4}(?:-[a-z]{1,8})?")  # endings of other programs: .png, .db, .db-wal
_DRIVE = re.compile(r"[A-Za-z]:|[/\\~]")
MEMBER_FAULTS = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)
"""What reading a broken file of an archive raises."""
_END, _END_SIZE = b"PK\x05\x06", 22
# What DOCX, XLSX and PPTX, and ODT and EPUB, begin with (ECMA-376, part 2; ISO 26300, part 2).
_OFFICE, _OFFICE_FIRST = frozenset(("[Content_Types].xml", "mimetype")), 5
_NO_ARCHIVE = "it is an office document or an e-book, not an archive of articles; save its text as a .txt file in UTF-8"
_UNSAFE = "its name leads out of the archive; pack it anew with plain names"
_LINK = "it is a link, not a file; pack the file itself"


class BrokenArchiveError(Exception):
    """An archive cannot be read on; the text is the reason for the user."""


class Refusal(str):
    """Why one file of an archive is not read."""

    __slots__ = ()


Member = tuple[str, BinaryIO | Refusal]
SUFFIXES = frozenset(
    [
        ".txt",
        ".text",
        ".jsonl",
        ".ndjson",
        ".json",
        ".html",
        ".htm",
        ".xhtml",
        ".shtml",
        ".php",
        ".aspx",
        ".asp",
        ".jsp",
        ".amp",
        ".warc",
        ".gz",
        ".tgz",
        ".csv",
        ".tsv",
        ".xml",
        ".rss",
        ".atom",
        ".rdf",
        ".zip",
        ".tar",
        ".eml",
        ".msg",
        ".mht",
    ]
)
"""Endings of names that are read inside of folders and archives; a name without one is read, too."""


def is_read(name: str) -> bool:
    """Whether a file of a folder or an archive is looked at, by its name.

    >>> is_read("a/b.HTML"), is_read("logo.png"), is_read("index")
    (True, False, True)
    """
    suffix = PurePosixPath(name).suffix.lower()
    plain = PurePosixPath(name).name
    return not plain.startswith(".") and (suffix in SUFFIXES or not _FOREIGN.fullmatch(suffix))


def zip_members(stream: BinaryIO, budget: Budget, depth: int) -> Iterator[Member]:
    """The files of a ZIP archive, each with its name. Raises ``BrokenArchiveError`` and ``OverBudgetError``."""
    whole = stream if stream.seekable() else _spooled(stream)
    try:
        _check_directory(whole)
        archive = zipfile.ZipFile(whole)
    except (*MEMBER_FAULTS, OSError) as error:
        raise BrokenArchiveError(f"its ZIP directory is broken ({error}); pack it again") from error
    with archive:
        infos = archive.infolist()
        _check_overlap(infos)
        if any(info.filename in _OFFICE for info in infos[:_OFFICE_FIRST]):
            raise BrokenArchiveError(_NO_ARCHIVE)
        for info in infos:
            if info.filename.endswith("/"):
                continue
            budget.enter(depth)
            fault = _zip_fault(info)
            if fault is not None:
                yield info.filename, Refusal(fault)
            elif is_read(info.filename):
                try:
                    with archive.open(info) as member:
                        yield info.filename, cast("BinaryIO", member)
                except MEMBER_FAULTS as error:
                    yield info.filename, Refusal(f"it is broken ({error}); pack it again")


def _check_directory(stream: BinaryIO) -> None:
    """Raises ``OverBudgetError`` where the list of files alone would fill the memory."""
    stream.seek(0, 2)
    size = stream.tell()
    stream.seek(max(0, size - 65_535 - _END_SIZE))
    tail = stream.read()
    place = tail.rfind(_END)
    stream.seek(0)
    if place < 0 or len(tail) - place < _END_SIZE:
        raise zipfile.BadZipFile("it has no end")
    count, length = struct.unpack("<HI", tail[place + 10 : place + 16])
    if length != 0xFFFFFFFF and length > incoming.DIRECTORY_BYTES_MAX:
        raise OverBudgetError(f"its list of {count:,} files or more takes {length:,} bytes; split it")


def _check_overlap(infos: list[zipfile.ZipInfo]) -> None:
    """Raises ``OverBudgetError`` where files share their bytes, as they do in bombs only."""
    behind = -1
    for info in sorted(infos, key=lambda each: each.header_offset):
        if info.header_offset < behind:
            raise OverBudgetError(
                f"{info.filename} lies over the bytes of another file, as in archives made to explode"
            )
        behind = info.header_offset + 30 + info.compress_size


def _zip_fault(info: zipfile.ZipInfo) -> str | None:
    """Why a file of a ZIP archive is not read."""
    if stat.S_ISLNK(info.external_attr >> 16):
        return _LINK
    if not info.filename:
        return "it has no name; pack it again"
    if _leads_out(info.orig_filename):
        return _UNSAFE
    if info.flag_bits & 1:
        return "it is encrypted; unpack it first"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "it is packed by a method that is not read; pack it again with the usual one (deflate)"
    return None


def _leads_out(name: str) -> bool:
    """Whether a name would reach out of the folder that an archive is unpacked to."""
    return bool(_DRIVE.match(name)) or "\x00" in name or ".." in re.split(r"[/\\]", name)


def _spooled(stream: BinaryIO) -> BinaryIO:
    """A copy that can be read in any order; large ones go to a nameless file."""
    copy = SpooledTemporaryFile(max_size=incoming.PAGE_BYTES_MAX)  # noqa: SIM115 it goes with its last reader
    while piece := stream.read(1 << 16):
        copy.write(piece)
    copy.seek(0)
    return cast("BinaryIO", copy)


def tar_members(stream: BinaryIO, budget: Budget, depth: int) -> Iterator[Member]:
    """The files of a tar archive in their order, while it streams by. Raises as ``zip_members`` does."""
    try:
        with tarfile.open(fileobj=stream, mode="r|", errorlevel=2) as archive:
            for info in archive:
                archive.members = []  # type: ignore[attr-defined] # else the list of all files stays in memory
                if info.isdir():
                    continue
                budget.enter(depth)
                fault = _tar_fault(info)
                if fault is not None:
                    yield info.name, Refusal(fault)
                elif is_read(info.name):
                    member = archive.extractfile(info)
                    if member is not None:
                        yield info.name, cast("BinaryIO", member)
    except (
        tarfile.TarError,
        zlib.error,
        EOFError,
        ValueError,
        RecursionError,
        OverflowError,
        gzip.BadGzipFile,
    ) as error:
        raise BrokenArchiveError(
            f"the tar archive is broken here ({error or 'it ends too early'}); pack it again"
        ) from error


def _tar_fault(info: tarfile.TarInfo) -> str | None:
    """Why a file of a tar archive is not read."""
    if info.issym() or info.islnk():
        return _LINK
    if not info.isfile():
        return "it is a device or a pipe, not a file"
    if info.issparse():
        return "it is a sparse file, mostly nothing; pack the text alone"
    return _UNSAFE if _leads_out(info.name) else None


def gunzipped(stream: BinaryIO) -> BinaryIO:
    """The content of a gzip stream, of one part or many, as it is read."""
    return cast("BinaryIO", gzip.GzipFile(fileobj=stream, mode="rb"))
