"""WARC → the pages in it, one at a time as it streams by. ISO 28500; what is damaged is told and passed over."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from musnad.config import incoming
from musnad.fetching.packed import BadBodyError, charset_of, dechunked, headers_of, inflated, is_readable

_VERSION = re.compile(rb"WARC/[01]\.\d{1,2}\s*$")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})")
_HELD = frozenset(("response", "resource", "conversion"))


@dataclass(frozen=True, slots=True)
class Capture:
    """One page of a WARC: where it was, when, its bytes with all packing undone, and the encoding it was sent with."""

    url: str
    at: str | None
    body: bytes
    charset: str | None
    content_type: str


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record that cannot be read: its number from 1, and why."""

    number: int
    reason: str


def captures(stream: BinaryIO) -> Iterator[Capture | BadRecord]:
    """The pages that servers sent with success; requests, pictures, errors and metadata are passed over in silence."""
    number = 0
    resumed = False
    while True:
        header = _header(stream, found=resumed)
        resumed = False
        if header is None:
            return
        number += 1
        if isinstance(header, str):
            yield BadRecord(number, header)
            resumed = _next(stream)
            continue
        length = header.get("content-length", "")
        if not length.isdigit() or len(length) > 15:
            yield BadRecord(number, "a record does not say its length; it is passed over")
            resumed = _next(stream)
            continue
        size = int(length)
        found = None
        body = b""
        if header.get("warc-type", "").lower() in _HELD and size:
            body = stream.read(min(size, incoming.PAGE_BYTES_MAX * 2))
            found = _capture(number, header, body, whole=size)
        if not _skip(stream, size - len(body)):
            yield BadRecord(number, "the file ends in the middle of a record; fetch it again")
            return
        if found is not None:
            yield found


def _next(stream: BinaryIO) -> bool:
    """Reads on to behind the line with which the next record begins; False at the end."""
    while line := stream.readline(incoming.HEADER_LINE_BYTES_MAX):
        if _VERSION.match(line):
            return True
    return False


def _header(stream: BinaryIO, *, found: bool) -> dict[str, str] | str | None:
    """The header of the next record, its first line read already if ``found``; None at the end, else a reason."""
    line = b"WARC/1.0" if found else b"\n"
    blank = 0
    while line in (b"\r\n", b"\n"):
        line = stream.readline(incoming.HEADER_LINE_BYTES_MAX)
        blank += 1
        if blank > 64:
            return "no record begins where one should; the file is broken"
    if not line:
        return None
    if not _VERSION.match(line):
        return "no record begins where one should; the file is broken"
    lines: list[bytes] = []
    for _ in range(incoming.HEADER_LINES_MAX):
        line = stream.readline(incoming.HEADER_LINE_BYTES_MAX)
        if line in (b"\r\n", b"\n", b""):
            return headers_of(lines)
        if not line.endswith(b"\n"):
            return f"the header of a record has a line of more than {incoming.HEADER_LINE_BYTES_MAX:,} bytes"
        lines.append(line)
    return f"the header of a record has more than {incoming.HEADER_LINES_MAX} lines"


def _skip(stream: BinaryIO, count: int) -> bool:
    """Passes over bytes; False if there are not as many."""
    while count > 0:
        piece = stream.read(min(count, 1 << 16))
        if not piece:
            return False
        count -= len(piece)
    return True


def _capture(number: int, header: dict[str, str], body: bytes, *, whole: int) -> Capture | BadRecord | None:
    """The page of a record; None for what is no page."""
    url = header.get("warc-target-uri", "").strip("<> ")
    if not url.startswith(("http://", "https://")):
        return None
    kind = header.get("content-type", "")
    sent = io.BytesIO(body)
    answer: dict[str, str] = {"content-type": kind}
    if "application/http" in kind.lower() or (header.get("warc-type") == "response" and body.startswith(b"HTTP/")):
        status = _STATUS.match(sent.readline(incoming.HEADER_LINE_BYTES_MAX))
        lines: list[bytes] = []
        while (
            len(lines) < incoming.HEADER_LINES_MAX and (line := sent.readline(incoming.HEADER_LINE_BYTES_MAX)).strip()
        ):
            lines.append(line)
        answer = headers_of(lines)
        if status is None or status.group(1) != b"200":
            return None
    if not is_readable(answer.get("content-type", "")):
        return None
    if whole > incoming.PAGE_BYTES_MAX:
        return BadRecord(
            number, f"{url} has {whole:,} bytes, more than the {incoming.PAGE_BYTES_MAX:,} that a page may have"
        )
    payload = sent.read()
    if "chunked" in answer.get("transfer-encoding", "").lower():
        payload = dechunked(payload)
    try:
        plain = _plain(payload, answer.get("content-encoding"))
    except BadBodyError as error:
        return BadRecord(number, f"{url}: {error}")
    kind = answer.get("content-type", "")
    return Capture(url, header.get("warc-date"), plain, charset_of(kind), kind)


def _plain(payload: bytes, encoding: str | None) -> bytes:
    """A payload unpacked; some archivers unpack it and leave the header as it was."""
    if encoding and not payload.startswith(b"\x1f\x8b") and "gzip" in encoding.lower():
        encoding = None
    if encoding and encoding.strip().lower() not in ("gzip", "x-gzip", "deflate", "identity", ""):
        raise BadBodyError(f"it is packed as {encoding[:20]!r}, which is not read")
    return inflated(iter([payload]), encoding, incoming.PAGE_BYTES_MAX)
